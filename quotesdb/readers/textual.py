"""What plain text and Markdown have in common: front matter, then a text, kept as it is but for links."""

from __future__ import annotations

import hashlib

from quotesdb.readers import front_matter, markdown_links, titles
from quotesdb.readers.decode import decode
from quotesdb.readers.errors import ReadError, shown
from quotesdb.readers.heads import read_head
from quotesdb.readers.mastheads import masthead
from quotesdb.readers.spoken import NAME as TRANSCRIPT
from quotesdb.readers.spoken import as_transcript
from quotesdb.text.folding import canonical
from quotesdb.values import ArticleDraft, Span, Zone

FORMATS = ("markdown", "plain")
VERSIONS = {"markdown": "3", "plain": "1"}


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
    above = None if given.title else masthead(text)
    start = above.end if above else 0
    zones = _zones(text, reader, given.title, start)
    first = zones[0] if zones and zones[0].kind == "headline" else None
    shown_title = given.title or (first.span.text(text) if first else None)
    head = read_head(text[start:].splitlines(), shown_title)
    if head.title and not first:
        zones = titles.headline(text, head.title) + zones
    draft = ArticleDraft(
        text=text,
        raw_sha256=hashlib.sha256(data).hexdigest(),
        reader=reader,
        reader_version=VERSIONS[reader],
        title=shown_title or head.title,
        byline=given.byline or head.byline,
        publisher=given.publisher or (above.name if above else None),
        published=given.published or head.published or (above.published if above else None),
        url=given.url,
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


def _zones(text: str, reader: str, title: str | None, start: int) -> tuple[Zone, ...]:
    headings = titles.headings(text) if reader == "markdown" else ()
    if headings and headings[0].kind == "headline":
        return headings
    return _first_line(text, title, start) + headings


def _first_line(text: str, title: str | None, start: int) -> tuple[Zone, ...]:
    """Mark the title in the text: the given one where it is repeated, else a line that reads like one."""
    if title:
        return titles.headline(text, title)
    found: Span | None = titles.first_line_title(text[start:])
    return (Zone(Span(start + found.start, start + found.end), "headline"),) if found else ()
