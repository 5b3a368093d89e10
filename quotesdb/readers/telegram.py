"""Telegrams of news agencies (IPTC 7901, ANPA 1312): headline, byline and text between control signs."""

from __future__ import annotations

import re

from quotesdb.data import marked_words
from quotesdb.names.byline import split_bylines
from quotesdb.readers.any_date import any_date
from quotesdb.readers.blocks import Block, draft, filled
from quotesdb.readers.errors import ReadError
from quotesdb.readers.signs import BY_NAME, SURE, is_called
from quotesdb.readers.source import Documents, Options, Source, unnumbered
from quotesdb.text.folding import canonical
from quotesdb.values import ArticleDraft, PrintedDate, Unreadable

SUFFIXES: frozenset[str] = frozenset()

_START = re.compile(rb"\s*\x16*\x01[^\x00-\x08]{5,400}\x02", re.DOTALL)
_TYPED = b"ZCZC "
"""How telegrams begin whose control signs were left out; they end at a line "NNNN"."""

_BETWEEN = re.compile(rb"(?<=\x04)\s*(?=\x16*\x01)")
_BETWEEN_TYPED = re.compile(rb"^(?=ZCZC )", re.MULTILINE)
_SENT = re.compile(r"(?<!\d)(?P<day>\d{2})\d{4} ?(?:GMT )?(?P<month>[A-Za-z]{3}) (?P<year>\d{2}|\d{4})(?!\d)")
_HEAD_SIGN = "^"
"""What the lines before the text begin with in telegrams by ANPA."""

_STAMPED = re.compile(
    r"(?<!\w)[A-Z]{2,4}-[A-Z]{2}-(?P<month>\d{2})-(?P<day>\d{2})-(?P<year>\d{2}) \d{4}(?:GMT|E[DS]T)"
)
"""When agencies of the United States say that they sent a telegram, the month first."""

_INDENTED = re.compile(r" {0,3}(?:\t|   )[ \t]*\S")
PLACE = re.compile(r"[^\n(]{2,60}\((?P<agencies>[^)\n]{2,30})\)\s+(?:-|--|–|—|_)\s")
"""How the text of an agency begins: "VELDA (Exa) - ..."."""

_BY = re.compile(r"\s*[Bb]y\s+(?P<who>[^\W\d_].{3,150})$")
_BODY = re.compile(r"[Tt]he\s+(?P<name>\S.*)|(?P<desk>[a-z]\S*\s+[a-z].*)")
"""Who is no person: "The Example Press", and what has no name, as "example correspondents"."""

_BY_ELSEWHERE = re.compile(r"\s*(?:Von|Par|Por)\s+(?P<who>[^\W\d_].{3,150})$")
_AND = re.compile(r"\s+(?:und|et|y)\s+")
_PARTICLES = marked_words("particles")["name"]
_NOTE = re.compile(r"(?:Eds|AP Photo|EDITOR'S NOTE|AP Video)\b", re.IGNORECASE)
_END_TYPED = re.compile(
    rb"\r?\n(?P<sent>[^\n]*\d{6} [A-Za-z]{3} \d{2}\s+)?NNNN[ \t]*(?:\r?\n|\Z)|\Z",
)
_SIGNED = re.compile(r"[a-z]{2,4}(?:/[a-z]{2,4}){1,4}")
"""Who wrote and edited a telegram, in short: "ab/cd"."""

_INITIALS = re.compile(r"[a-z]{1,4}(?: [a-z\d]{1,4}){0,5}")

_QUOTES = re.compile('[“”„"«»]')
_LONGEST_HEAD, _LONG = 120, 100
_LONGEST_NAME = 5
_AGENCY = re.compile(r"[\w .&'-]{3,60}$")
_NAMES = {"ap": "Associated Press"}


def sniff(head: bytes, name: str) -> float:
    """Tell whether a file begins as a telegram does."""
    typed = head.startswith(_TYPED) and b"\nNNNN" in head
    return SURE if typed or _START.match(head) else BY_NAME * is_called(name, SUFFIXES)


def read(source: Source, options: Options) -> Documents:  # noqa: ARG001 - as every reader is called
    """Give the text of each telegram of a file."""
    between = _BETWEEN_TYPED if source.data.startswith(_TYPED) else _BETWEEN
    yield from unnumbered(_telegrams([part for part in between.split(source.data) if part.strip()]))


def _telegrams(found: list[bytes]) -> Documents:
    for number, data in enumerate(found, 1):
        try:
            yield _telegram(data, str(number))
        except ReadError as error:
            yield Unreadable(str(error), str(number))


def _telegram(data: bytes, member: str) -> ArticleDraft:
    is_typed = data.startswith(_TYPED)
    body, behind = _typed(data) if is_typed else _signed(data)
    text = re.sub(r"\r\n?", "\n", canonical(_decoded(body)))
    lines = text.split("\n")
    start = _typed_start(lines) if is_typed else _start(lines)
    titles, bylines, owner = _head_lines(lines[:start])
    place = PLACE.match(lines[start].strip()) if start < len(lines) else None
    agency = place["agencies"].split("/")[-1] if place else None
    return draft(
        _paragraphs("\n".join(lines[start:]), agency or ""),
        "telegram",
        data,
        member=member,
        title=_title(titles, is_marked=lines[0].startswith(_HEAD_SIGN)),
        byline=split_bylines(bylines),
        published=_sent(_decoded(behind)),
        publisher=owner or (_NAMES.get((agency or "").lower(), agency) if agency else None),
    )


def _signed(data: bytes) -> tuple[bytes, bytes]:
    """The text between the signs where it begins and ends, and what stands behind it."""
    _head, mark, rest = data.partition(b"\x02")
    if not mark:
        raise ReadError("no telegram: its text does not begin")
    body, *behind = re.split(rb"\x03|\r?\n# ", rest, maxsplit=1)
    return body, b"".join(behind)


def _typed(data: bytes) -> tuple[bytes, bytes]:
    """The text behind the line with the number, and what says before the end when it was sent."""
    begins = data.find(b"\n") + 1 or len(data)
    end = _END_TYPED.search(data, begins - 1)
    return (data[begins : end.start()], end["sent"] or b"") if end else (data[begins:], b"")


def _start(lines: list[str]) -> int:
    """The line where the text begins: with a place and an agency, else behind the first blank one.

    Behind lines that are marked as those of the head it is indented, or reads like text.
    """
    placed = next((at for at, line in enumerate(lines) if PLACE.match(line.strip())), None)
    if placed is None and lines[0].startswith(_HEAD_SIGN):
        placed = next((at for at, line in enumerate(lines) if _is_text(line)), None)
    blank = next((at for at, line in enumerate(lines) if at and not line.strip()), 1)
    return blank if placed is None else placed


def _is_text(line: str) -> bool:
    reads = not line.startswith(_HEAD_SIGN) and _reads_like_text(line.strip())
    return reads or _INDENTED.match(line) is not None


def _typed_start(lines: list[str]) -> int:
    """Where no signs tell the head apart, what reads like text is text, and so is all behind it."""
    long = _first_long(lines)
    read = next((at for at, line in enumerate(lines) if _reads_like_text(line.strip())), len(lines))
    start = min(_start(lines[: long + 1]), long, read)
    return start if any(line.strip() for line in lines[start:]) else 0


def _first_long(lines: list[str]) -> int:
    """The line with which the first long paragraph begins."""
    first, length = 0, 0
    for at, line in enumerate(lines):
        if not line.strip() or line.startswith(("   ", "\t")):
            first, length = at + (not line.strip()), 0
        length += len(line)
        if length > _LONG:
            return first
    return len(lines)


def _reads_like_text(line: str) -> bool:
    if _NOTE.match(line) or _BY.match(line):
        return False
    return len(line) > _LONGEST_HEAD or bool(_QUOTES.search(line)) or line.endswith(".")


def _sent(behind: str) -> PrintedDate | None:
    """When a telegram was sent, as it says behind its text: "041000 MAR 25", "EX-WF-03-04-25 1000GMT"."""
    stamped = _STAMPED.search(behind)
    if stamped:
        return any_date(f"20{stamped['year']}-{stamped['month']}-{stamped['day']}")
    found = _SENT.search(behind)
    year = found["year"] if found else ""
    return (
        any_date(f"{found['day']} {found['month']} {year if len(year) > 2 else f'20{year}'}")
        if found
        else None
    )


def _decoded(data: bytes) -> str:
    try:
        return data.decode("utf-8")
    except UnicodeError:
        return data.decode("cp1252", "replace")


def _head_lines(lines: list[str]) -> tuple[list[str], list[str], str | None]:
    """The headlines, the bylines, and whose text it is, as far as a line says so."""
    titles: list[str] = []
    bylines: list[str] = []
    owner = None
    printed = [words for line in lines if (words := _words(line))]
    signed = _signed_last(printed)
    for words in printed[:-1] if signed else printed:
        found = _BY.match(words)
        if found:
            name, _comma, owner = found["who"].partition(", ")
            if body := _BODY.match(name):
                owner = owner or body["name"]
            else:
                bylines.append(name)
        elif bylines and _AGENCY.match(words):
            owner = owner or words
        elif not bylines and not _NOTE.match(words):
            titles.append(words)
    return titles, bylines or signed, owner or None


def _title(titles: list[str], *, is_marked: bool) -> str | None:
    """The headline: the last line that may be one, or the second where marked lines begin with a keyword."""
    return titles[1] if is_marked and len(titles) > 1 else titles[-1] if titles else None


def _words(line: str) -> str:
    return re.sub(r"[\x00-\x1f]", "", line).strip("^ \t").rstrip("=<").strip()


def _signed_last(lines: list[str]) -> list[str]:
    """Who is named below a headline by a sign that may begin a headline too ("Von Kiel nach Rom").

    Such a sign stands before nothing but full names; what is behind a comma may be whom they write for.
    """
    found = _BY_ELSEWHERE.match(lines[-1]) if len(lines) > 1 else None
    names = _AND.split(found["who"].partition(", ")[0]) if found else []
    return names if all(map(_is_full_name, names)) else []


def _is_full_name(name: str) -> bool:
    words = name.split()
    capitals = sum(word[0].isupper() for word in words)
    small = sum(word in _PARTICLES for word in words[1:-1])
    is_acronym = words[0].isupper() and "." not in words[0]
    return 1 < capitals < _LONGEST_NAME and capitals + small == len(words) and not is_acronym


def _paragraphs(text: str, agency: str) -> list[Block]:
    """The paragraphs, without who wrote and edited it, in short, behind the agency ("exa ab cd")."""
    text = re.sub(r"[\x00-\x08\x0b-\x1f]", "", text)
    parts = filled(map(Block, re.split(r"\n[ \t]*\n|\n(?=[ \t]{3,}\S)|\n\t", text)))
    last = parts[-1].text if len(parts) > 1 else ""
    first, _blank, behind = last.partition(" ")
    is_sign = _SIGNED.fullmatch(last) or (first == agency and _INITIALS.fullmatch(behind))
    return parts[:-1] if is_sign else parts
