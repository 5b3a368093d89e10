"""Exports of Nexis and LexisNexis (text, page, Word, RTF): many articles, each with its own data."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from quotesdb.names.byline import split_bylines
from quotesdb.readers.any_date import any_date
from quotesdb.readers.blocks import Block, filled
from quotesdb.readers.decode import decode
from quotesdb.readers.errors import ReadError
from quotesdb.readers.markup import of_markup
from quotesdb.readers.reference import draft_or_reference
from quotesdb.readers.signs import SURE, look
from quotesdb.readers.source import Documents, Options, Source
from quotesdb.text.folding import canonical, fold
from quotesdb.values import ArticleDraft, Unreadable

SUFFIXES: frozenset[str] = frozenset()

_COUNTER = re.compile(
    r"\s*(?:[^\W\d_]{4,10}\s+)?\d{1,5}\s+(?:of|von|de|van|di|sur)\s+\d{1,5}(?:\s+[^\W\d_]{6,12})?\s*$"
)
_NAMED_COUNTER = re.compile(r"document|dokument", re.IGNORECASE)
_END = re.compile(r"\s*End of Document\s*$")
_COUNTED = re.compile(
    r"\s*(?:length|länge|lengte|longueur|lunghezza|longitud|extensión)\s*:\s*[\d.,]+\s+\w+", re.IGNORECASE
)
_LABEL = re.compile(r"(?P<label>[^\W\d_][\w /-]{2,24}?)\s*:\s*(?P<value>.*)", re.DOTALL)
_FIELD = re.compile(r"[^\W\d_a-zà-ÿ]{4,12}: ")
_RIGHTS = re.compile(r"(?:copyright|©|\(c\)|all rights reserved|alle rechte|tous droits)", re.IGNORECASE)
_EDITION = re.compile(
    r"(?:\S+ ){0,3}(?:editions?|\w*ausgabe|edición|édition|edizione|editie)(?:;? (?:[-–] )?\S+){0,2}"
    r"|(?:section|teil|page|seite) \S{1,4}|[A-Z]?\d{1,3}",
    re.IGNORECASE,
)
_POSTS = re.compile(
    r"(?:(?!(?:of|and|the)\b)[^\W\d_][\w.’'-]*\s+){0,3}"
    r"(?:editors?|correspondents?|reporters?|writers?|columnists?|contributors)",
    re.IGNORECASE,
)

_HEADER = {
    **dict.fromkeys(("byline", "autor", "auteur", "auteurs", "author", "autore"), "byline"),
    **dict.fromkeys(("headline", "kop", "titel", "titre", "title", "titulo"), "title"),
    **dict.fromkeys(("section", "rubrik", "rubriek", "rubrique", "sectie", "seccion", "sezione"), "section"),
    **dict.fromkeys(
        ("length", "lange", "lengte", "longueur", "longitud", "extension", "lunghezza"), "length"
    ),
    **dict.fromkeys(("dateline", "highlight", "ort", "samenvatting", "source", "series", "serie"), "other"),
    **dict.fromkeys(("body", "text", "texte", "tekst", "texto", "fulltext"), "body"),
}
_TRAILER = frozenset(
    [
        *("load-date", "update", "laad-datum", "updatedatum", "date-chargement", "language"),
        *("sprache", "taal", "langue", "idioma", "lingua", "fecha-carga", "publication-type"),
        *("publicatietype", "publication-code", "graphic", "grafik", "afbeelding", "graphique"),
        *("notes-on-article", "correction-date", "classification", "journal-code"),
        *("zeitungs-code", "document-type", "pub-type", "type-publication", "type-doc"),
        *("doc-type", "acc-no", "series-title", "subject", "industry", "person", "geographic"),
        *("company", "organization", "ticker", "city", "state", "country"),
    ]
)
_DATED = re.compile(r"[A-Z-]+DAT(?:E|A|UM)|DAT(?:E|A|UM)-[A-Z-]+")
"""A field in capitals that gives a day, in whatever language: when the article was loaded or changed."""

_LOADED = re.compile(r"[A-Z]+-[A-Z]+: \S")
"""How fields behind the text begin that only such exports have."""

_ADDRESS = re.compile(r"URL: \S+$")
_LONGEST_LINE = 60
_ON_AIR = frozenset(
    ["show", "anchor", "anchors", "host", "hosts", "guest", "guests", "reporter", "reporters"]
)
"""Fields of broadcasts, which are neither title nor text."""

_SHORT = 200


def sniff(head: bytes, name: str) -> float:  # noqa: ARG001 - every reader is asked the same way
    """Tell whether a text or page is an export: its documents are counted, and so are the words of each."""
    start = look(head)
    if start.root and start.root != "html":
        return 0.0
    lines = (
        [block.text for block in of_markup(start.text)]
        if start.root and _NAMED_COUNTER.search(start.text)
        else ()
    )
    return SURE * is_export(lines or start.text.splitlines())


def read(source: Source, options: Options) -> Documents:  # noqa: ARG001 - as every reader is called
    """Give the articles of an export."""
    try:
        text, _warnings = decode(source.data, html=True)
        if look(source.data[:2048]).root == "html":
            paragraphs = [block.text for block in of_markup(text)]
        else:
            paragraphs = _paragraphs(text)
    except ReadError as error:
        yield Unreadable(str(error))
        return
    yield from articles(paragraphs)


def _paragraphs(text: str) -> list[str]:
    """The paragraphs of a text; a counter, an end mark and a field of the head are some of their own."""
    parts = re.split(r"\n[ \t]*\n", "\n".join(map(_set_apart, canonical(text).split("\n"))))
    return [block.text for block in filled(map(Block, (piece for part in parts for piece in _pieces(part))))]


def _set_apart(line: str) -> str:
    if _is_border(line):
        return f"\n{line}\n"
    return f"\n{line}" if _FIELD.match(line) and _label(line)[0] else line


def _pieces(part: str) -> Iterator[str]:
    """What lines without a blank one between them are if the count of words is among them: the head.

    Each is a paragraph, as are those of a text below it; a field may go on in the next line.
    """
    lines = part.split("\n")
    if len(lines) == 1 or not any(map(_COUNTED.match, lines)):
        yield from lines if _is_masthead(lines) else [part]
        return
    held: list[str] = []
    is_field = False
    for line in lines:
        label, _value = _label(line.strip())
        if held and (label or not is_field):
            yield "\n".join(held)
            held = []
        held.append(line)
        is_field = label != "body" if label else is_field
    yield "\n".join(held)


def _is_masthead(lines: Sequence[str]) -> bool:
    """Whether lines are those of a newspaper and its day, each for itself."""
    is_short = all(len(line) < _LONGEST_LINE for line in lines)
    return is_short and sum(any_date(line) is not None for line in lines[1:]) == 1 and not any_date(lines[0])


def _is_border(line: str) -> bool:
    return bool(_END.match(line) or _is_counter(line))


def _is_counter(line: str) -> bool:
    return len(line) < _SHORT and bool(_COUNTER.match(line) and _NAMED_COUNTER.search(line))


def is_export(lines: Sequence[str]) -> bool:
    """Whether lines or paragraphs are those of an export, or of one article of it that somebody cut out."""
    pieces = [piece for line in lines for piece in line.split("\n")]
    counted = next((place for place, one in enumerate(pieces) if _COUNTED.match(one)), None)
    if counted is None:
        return False
    loaded = (_LOADED.match(one) and _ends(one) for one in pieces[counted + 1 :])
    return any(map(_is_border, lines)) or (pieces[counted].partition(":")[0].isupper() and any(loaded))


def begins_text(paragraph: str) -> bool:
    """Whether a paragraph is only the label of the text below it."""
    return _label(paragraph) == ("body", "")


def ends_document(paragraph: str) -> bool:
    """Whether a paragraph is only the mark of the end of a document."""
    return bool(_END.match(paragraph))


def articles(paragraphs: Sequence[str]) -> Documents:
    """The articles of an export, each by its number in the file."""
    pieces = (piece for paragraph in paragraphs for piece in _pieces(paragraph))
    levelled = [" ".join(piece.split()) for piece in pieces]
    for number, document in enumerate(_documents([one for one in levelled if one]), 1):
        try:
            yield _article(document, str(number))
        except ReadError as error:
            yield Unreadable(str(error), str(number))


def _documents(paragraphs: Sequence[str]) -> Iterator[list[str]]:
    """Cut at the marks: counters stand before an article, what stands before the first is a cover."""
    counted = any(map(_is_counter, paragraphs))
    found: list[str] = []
    inside = not counted
    for paragraph in paragraphs:
        if _is_counter(paragraph) if counted else _END.match(paragraph):
            if inside and (counted or any(map(_COUNTED.match, found))):
                yield found
            found, inside = [], True
        elif not _END.match(paragraph):
            found.append(paragraph)
    if inside and any(map(_COUNTED.match, found)):
        yield found


@dataclass(slots=True)
class _Found:
    """What a document says of itself: the paragraphs before its labels, its labels, and its text."""

    head: list[str] = field(default_factory=list)
    labels: dict[str, str] = field(default_factory=dict)
    body: list[str] = field(default_factory=list)


def _article(paragraphs: Sequence[str], number: str) -> ArticleDraft:
    found = _parted(paragraphs)
    head = _without_edition(found.head)
    dated = [place for place, one in enumerate(head) if len(one) < _SHORT and any_date(one)]
    if not found.body and dated:
        head, found.body = _text_first(head, dated[0])
        dated = [place for place in dated if place < len(head)]
    title, publisher = _title_and_publisher(head, dated, found.labels)
    published = next((day for place in reversed(dated) if (day := any_date(head[place]))), None)
    return draft_or_reference(
        map(Block, found.body),
        "nexis",
        "\n".join(paragraphs).encode("utf-8", "replace"),
        member=number,
        title=found.labels.get("title") or title,
        byline=_byline(found.labels.get("byline", ""), publisher or ""),
        publisher=publisher,
        published=published,
        section=found.labels.get("section") or None,
    )


def _without_edition(head: Sequence[str]) -> list[str]:
    """The head without the owner, and without the edition between the date and the owner.

    Where a headline stands there, nothing stood before the newspaper.
    """
    rights = next((place for place, one in enumerate(head) if _RIGHTS.match(one)), 0)
    before = enumerate(head[:rights])
    dated = next((place for place, one in before if place > 1 and len(one) < _SHORT and any_date(one)), None)
    between = head[dated + 1 : rights] if dated else ()
    kept = [*head[: dated + 1], *head[rights:]] if dated and all(map(_EDITION.fullmatch, between)) else head
    return [one for one in kept if not _RIGHTS.match(one)]


def _text_first(head: Sequence[str], date: int) -> tuple[list[str], list[str]]:
    """The head and the text of the oldest layout: newspaper, title, date, text, and only then the labels."""
    start = date + 1
    while start + 1 < len(head) and len(head[start]) < _SHORT // 3 and not head[start].endswith("."):
        start += 1  # who wrote it, and where
    return [*head[1:date], head[0], head[date]], list(head[start:])


def _title_and_publisher(
    head: Sequence[str], dated: Sequence[int], labels: dict[str, str]
) -> tuple[str | None, str | None]:
    """Newer exports have title, newspaper, date; older ones newspaper, date, title."""
    if not dated:
        return (head[-1] if head else None), None
    before, after = head[: dated[-1]], head[dated[-1] + 1 :]
    if after and "title" not in labels:
        before = [one for place, one in enumerate(before) if place not in dated]
        titles = [one for one in after if not _is_on_air(one)] or after
        return titles[-1], before[0] if before else None
    before = [one for place, one in enumerate(before) if place not in dated]
    if "title" in labels or len(before) < 2:
        return None, before[-1] if before else None
    return before[-2], before[-1]


def _byline(value: str, publisher: str) -> tuple[str, ...]:
    """The authors without the post that the last or all have ("Port Correspondent"), and the publisher.

    What stands in brackets behind a name does not keep a list together.
    """
    *names, last = value.split(", ")
    is_none = _POSTS.fullmatch(last) or f"{fold(publisher)} ".startswith(f"{fold(last)} ")
    pieces = names if is_none and any(map(_is_full, names)) else [*names, last]
    many = len(pieces) > 1 and all(len(piece.split()) > 1 for piece in pieces)
    return split_bylines(pieces if many else [value]) if value else ()


def _is_full(name: str) -> bool:
    return len(name.split()) > 1


def _parted(paragraphs: Sequence[str]) -> _Found:
    found = _Found()
    body = _body_start(paragraphs)
    for paragraph in paragraphs[:body]:
        label, value = _label(paragraph)
        if label:
            found.labels.setdefault(label, value)
        elif not found.labels.keys() - {"other"}:
            found.head.append(paragraph)
    text = found.labels.pop("body", "")
    found.body = [text] if text else []
    prose = (place for place in range(len(paragraphs) - 1, -1, -1) if not _is_about(paragraphs[place]))
    last = next(prose, 0)
    for place, paragraph in enumerate(paragraphs[body:], body):
        is_behind = place > last
        if (_ends(paragraph) and (is_behind or not _is_dated(paragraph))) or (
            is_behind and _ADDRESS.match(paragraph)
        ):
            break
        found.body.append(paragraph)
    return found


def _body_start(paragraphs: Sequence[str]) -> int:
    """Behind the last of the labels that follow each other round the number of words."""
    counted = (place for place, one in enumerate(paragraphs) if _COUNTED.match(one))
    labelled = (place for place, one in enumerate(paragraphs) if _label(one)[0])
    dated = (place for place, one in enumerate(paragraphs) if len(one) < _SHORT and any_date(one))
    place = start = next(counted, None) or next(labelled, None) or next(dated, 0)
    while place + 1 < len(paragraphs) and _is_field(paragraphs[place + 1]):
        place += 1
        if _label(paragraphs[place])[0] == "body":
            break
    if all(
        map(_ends, paragraphs[place + 1 : place + 2])
    ):  # flashes: what looks like fields is all of the text
        while place > start and not _label(paragraphs[place])[0] and not _is_on_air(paragraphs[place]):
            place -= 1
    return place + 1


def _is_on_air(paragraph: str) -> bool:
    found = _LABEL.match(paragraph)
    return found is not None and found["label"].isupper() and fold(found["label"]) in _ON_AIR


def _is_field(paragraph: str) -> bool:
    """Whether a paragraph is a field of the head, also of one that broadcasts and wires have."""
    found = _LABEL.match(paragraph)
    other = found and found["label"].isupper() and len(paragraph) < _SHORT and not _ends(paragraph)
    return bool(_label(paragraph)[0] or other)


def _label(paragraph: str) -> tuple[str, str]:
    """The field that a paragraph begins with, and what it says; nothing where it is no field."""
    if _HEADER.get(fold(paragraph)) == "body" and len(paragraph) < 12:
        return "body", ""
    found = _LABEL.match(paragraph)
    name = _HEADER.get(fold(found["label"]), "") if found else ""
    return (name, found["value"].strip()) if found and name else ("", "")


def _ends(paragraph: str) -> bool:
    """Whether the text ends before a paragraph: what follows is about it."""
    if _RIGHTS.match(paragraph) and len(paragraph) < 2 * _SHORT:
        return True
    found = _LABEL.match(paragraph)
    if _is_dated(paragraph):
        return True
    label = fold(found["label"] if found else paragraph[:40]).replace(" ", "-")
    return label in _TRAILER and (found is not None or len(paragraph) < 30)


def _is_dated(paragraph: str) -> bool:
    """Whether a paragraph looks like a field of a day that no list knows; an article may list days too."""
    found = _LABEL.match(paragraph) if len(paragraph) < 60 else None
    return bool(
        found
        and _DATED.fullmatch(found["label"])
        and fold(found["label"]) not in _TRAILER
        and any_date(found["value"])
    )


def _is_about(paragraph: str) -> bool:
    is_value = len(paragraph) < _SHORT // 6 and not paragraph.endswith((".", "!", "?"))
    return is_value or _LABEL.match(paragraph) is not None or _ends(paragraph)
