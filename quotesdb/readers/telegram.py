"""Telegrams of news agencies (IPTC 7901, ANPA 1312): headline, byline and text between control signs."""

from __future__ import annotations

import re

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
_TYPED = re.compile(rb"\s*ZCZC [^\n]{3,200}\n")
"""How telegrams begin and end whose control signs were left out."""

_BETWEEN = re.compile(rb"(?<=\nNNNN)\s+(?=ZCZC )|(?<=\x04)\s*(?=\x16*\x01)")
_SENT = re.compile(r"(?<!\d)(?P<day>\d{2})\d{4} ?(?:GMT )?(?P<month>[A-Za-z]{3}) (?P<year>\d{2}|\d{4})(?!\d)")
_PLACE = re.compile(r"[^\n(]{2,60}\((?P<agencies>[^)\n]{2,30})\)\s+(?:-|--|–|—|_)\s")
_BY = re.compile(r"\s*[Bb]y\s+(?P<who>[^\W\d_].{3,150})$")
_NOTE = re.compile(r"(?:Eds|AP Photo|EDITOR'S NOTE|AP Video)\b", re.IGNORECASE)
_BEHIND_TYPED = re.compile(rb"\r?\n(?=[^\n]*\d{6} [A-Za-z]{3} \d{2}\s+NNNN)|\r?\n(?=NNNN)")
_AGENCY = re.compile(r"[\w .&'-]{3,60}$")
_NAMES = {"ap": "Associated Press"}


def sniff(head: bytes, name: str) -> float:
    """Tell whether a file begins as a telegram does."""
    typed = head.startswith(b"ZCZC ") and b"\nNNNN" in head
    return SURE if typed or _START.match(head) else BY_NAME * is_called(name, SUFFIXES)


def read(source: Source, options: Options) -> Documents:  # noqa: ARG001 - as every reader is called
    """Give the text of each telegram of a file."""
    yield from unnumbered(_telegrams(_BETWEEN.split(source.data)))


def _telegrams(found: list[bytes]) -> Documents:
    for number, data in enumerate(found, 1):
        try:
            yield _telegram(data, str(number))
        except ReadError as error:
            yield Unreadable(str(error), str(number))


def _telegram(data: bytes, member: str) -> ArticleDraft:
    typed = _TYPED.match(data) if data.rstrip().endswith(b"\nNNNN") else None
    _head, mark, rest = (b"", b"\n", data[typed.end() :]) if typed else data.partition(b"\x02")
    if not mark:
        raise ReadError("no telegram: its text does not begin")
    body, *behind = re.split(_BEHIND_TYPED if typed else rb"\x03|\r?\n# ", rest, maxsplit=1)
    text = canonical(_decoded(body))
    text = re.sub(r"\r\n?", "\n", text)
    lines = text.split("\n")
    start = next((place for place, line in enumerate(lines) if _PLACE.match(line.strip())), None)
    if start is None:
        start = next((place for place, line in enumerate(lines) if place and not line.strip()), 1)
    titles, bylines, owner = _head_lines(lines[:start])
    place = _PLACE.match(lines[start].strip()) if start < len(lines) else None
    agency = place["agencies"].split("/")[-1] if place else None
    return draft(
        _paragraphs("\n".join(lines[start:])),
        "telegram",
        data,
        member=member,
        title=titles[-1] if titles else None,
        byline=split_bylines(bylines),
        published=_sent(_decoded(b"".join(behind))),
        publisher=owner or (_NAMES.get((agency or "").lower(), agency) if agency else None),
    )


def _sent(behind: str) -> PrintedDate | None:
    """When a telegram was sent, as it says behind its text: "041000 MAR 25"."""
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
    for line in lines:
        words = re.sub(r"[\x00-\x1f]", "", line).strip("^ \t").rstrip("=<").strip()
        found = _BY.match(words)
        if found:
            name, _comma, owner = found["who"].partition(", ")
            bylines.append(name)
        elif bylines and words and _AGENCY.match(words):
            owner = owner or words
        elif words and not bylines and not _NOTE.match(words):
            titles.append(words)
    return titles, bylines, owner or None


def _paragraphs(text: str) -> list[Block]:
    text = re.sub(r"[\x00-\x08\x0b-\x1f]", "", text)
    return filled(map(Block, re.split(r"\n[ \t]*\n|\n(?=[ \t]{3,}\S)|\n\t", text)))
