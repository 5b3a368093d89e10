"""What plain text and Markdown have in common: front matter, then a text, kept as it is but for links."""

from __future__ import annotations

import hashlib
import re

from quotesdb.readers import front_matter, markdown_links, titles
from quotesdb.readers.decode import decode
from quotesdb.readers.errors import ReadError, shown
from quotesdb.readers.headed import Headed, read_below, read_headed, without_fields
from quotesdb.readers.spoken import NAME as TRANSCRIPT
from quotesdb.readers.spoken import as_transcript
from quotesdb.text.folding import canonical
from quotesdb.values import ArticleDraft, Span, Zone

FORMATS = ("markdown", "plain")
VERSIONS = {"markdown": "4", "plain": "2"}
_LINE = re.compile(r"[^\n]+")
_MARKS = "*_# \t"


def read_textual(data: bytes, reader: str) -> ArticleDraft:
    """Read a text file; ``format`` in its front matter overrules ``reader``.

    Raises:
        ReadError: if the file is empty or binary, its front matter is broken, or nothing follows it; if it is
            called a transcript there and has no speakers' labels.

    """
    decoded, warnings = decode(data)
    given, text = front_matter.split(canonical(decoded))
    if given.format and given.format not in (*FORMATS, TRANSCRIPT):
        known = ", ".join((*FORMATS, TRANSCRIPT))
        raise ReadError(f"front matter: unknown format {shown(given.format)}: one of {known}")
    reader = given.format if given.format in FORMATS else reader
    text = markdown_links.shown(text) if reader == "markdown" else text
    if not text.strip():
        raise ReadError("no text after the front matter")
    text, head = _without_fields(text, read_below(_lines(text), given.title) if given.title else None)
    start = _filled(text)[head.above].start if head.above else 0
    zones = _zones(text, reader, given.title or head.title, start)
    first = zones[0] if zones and zones[0].kind == "headline" else None
    title = given.title or head.title or (first.span.text(text) if first else None)
    if not head.title:
        head = read_below(_lines(text[start:]), title).completed(head)
    draft = ArticleDraft(
        text=text,
        raw_sha256=hashlib.sha256(data).hexdigest(),
        reader=reader,
        reader_version=VERSIONS[reader],
        title=title,
        byline=given.byline or head.byline,
        publisher=given.publisher or head.publisher,
        published=given.published or head.published,
        url=given.url or head.url,
        language=given.language,
        section=given.section,
        archived_url=given.archived,
        accessed=given.accessed,
        embargo=given.embargo,
        zones=zones,
        warnings=warnings + given.warnings,
    )
    return as_transcript(draft, dict(given.speakers)) if given.format == TRANSCRIPT else draft


def front_matter_of(data: bytes) -> front_matter.FrontMatter:
    """What a text file says about itself.

    Raises:
        ReadError: if the file is empty or binary, or its front matter is broken.

    """
    return front_matter.split(canonical(decode(data)[0]))[0]


def _without_fields(text: str, known: Headed | None) -> tuple[str, Headed]:
    """A text without the fields of its head, and what its first lines say.

    Fields are parted from the text by a blank line, or by one that says that the text begins.
    """
    if known:
        return text, known
    spans, lines = _filled(text), _lines(text)
    found = read_headed(lines)
    if not found.fields:
        return text, found
    last, *more = spans[found.fields - 1 : found.fields + 1]
    is_parted = more and (
        text.count("\n", last.end, more[0].start) > 1 or last.text(text).rstrip().endswith(":")
    )
    return (text[last.end :], found) if is_parted else (text, without_fields(lines))


def _filled(text: str) -> list[Span]:
    """The lines of a text that have words."""
    return [Span(*found.span()) for found in _LINE.finditer(text) if found[0].strip(_MARKS)]


def _lines(text: str) -> list[str]:
    """The same lines, without marks around them."""
    return [line.text(text).strip(_MARKS) for line in _filled(text)]


def _zones(text: str, reader: str, title: str | None, start: int) -> tuple[Zone, ...]:
    headings = titles.headings(text) if reader == "markdown" else ()
    if headings and headings[0].kind == "headline":
        return headings
    return _first_line(text, title, start) + headings


def _first_line(text: str, title: str | None, start: int) -> tuple[Zone, ...]:
    """Mark the title in the text: the given one where it is repeated, else a line that reads like one."""
    if title:
        return titles.headline(text, title, start)
    found: Span | None = titles.first_line_title(text[start:])
    return (Zone(Span(start + found.start, start + found.end), "headline"),) if found else ()
