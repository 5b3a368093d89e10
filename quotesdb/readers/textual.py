"""What plain text and Markdown have in common: front matter, then a text that is kept as it is."""

from __future__ import annotations

import hashlib

from quotesdb.readers import front_matter, titles
from quotesdb.readers.decode import decode
from quotesdb.readers.errors import ReadError, shown
from quotesdb.text import canonical
from quotesdb.values import ArticleDraft, Span, Zone

FORMATS = ("markdown", "plain")
VERSION = "1"


def read_textual(data: bytes, reader: str) -> ArticleDraft:
    """Read a text file; ``format`` in its front matter overrules ``reader``.

    Raises:
        ReadError: if the file is empty or binary, its front matter is broken, or nothing follows it.

    """
    decoded, warnings = decode(data)
    given, text = front_matter.split(canonical(decoded))
    reader = given.format or reader
    if reader not in FORMATS:
        raise ReadError(f"front matter: unknown format {shown(reader)}: one of {', '.join(FORMATS)}")
    if not text.strip():
        raise ReadError("no text after the front matter")
    zones = _zones(text, reader, given.title)
    first = zones[0] if zones and zones[0].kind == "headline" else None
    return ArticleDraft(
        text=text,
        raw_sha256=hashlib.sha256(data).hexdigest(),
        reader=reader,
        reader_version=VERSION,
        title=given.title or (first.span.text(text) if first else None),
        byline=given.byline,
        publisher=given.publisher,
        published=given.published,
        url=given.url,
        language=given.language,
        section=given.section,
        zones=zones,
        warnings=warnings + given.warnings,
    )


def _zones(text: str, reader: str, title: str | None) -> tuple[Zone, ...]:
    headings = titles.headings(text) if reader == "markdown" else ()
    if headings and headings[0].kind == "headline":
        return headings
    return _first_line(text, title) + headings


def _first_line(text: str, title: str | None) -> tuple[Zone, ...]:
    """Mark the title in the text: the given one where it is repeated, else a line that reads like one."""
    if title:
        return titles.headline(text, title)
    found: Span | None = titles.first_line_title(text)
    return (Zone(found, "headline"),) if found else ()
