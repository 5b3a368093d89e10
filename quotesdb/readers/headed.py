"""What stands around the title of a document without fields: above it, below it, or as lines with labels."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Any

from quotesdb.names.key import name_key
from quotesdb.readers.bare_heads import Bare, bare_head
from quotesdb.readers.blocks import HEADLINE, Block, draft, filled
from quotesdb.readers.heads import displayed_title, read_head
from quotesdb.readers.labelled import labelled
from quotesdb.readers.mastheads import masthead
from quotesdb.readers.titles import reads_like_title
from quotesdb.values import ArticleDraft, PrintedDate

_NEAR = 3


@dataclass(frozen=True, slots=True)
class Headed:
    """What the first lines say: ``fields`` are nothing but that, then ``above`` stand over the title."""

    fields: int = 0
    above: int = 0
    title: str | None = None
    byline: tuple[str, ...] = ()
    publisher: str | None = None
    published: PrintedDate | None = None
    url: str | None = None

    def completed(self, other: Headed) -> Headed:
        """All that this says, and what the other says besides."""
        return replace(
            self,
            above=self.above or other.above,
            title=self.title or other.title,
            byline=self.byline or other.byline,
            publisher=self.publisher or other.publisher,
            published=self.published or other.published,
        )


def read_headed(lines: Sequence[str], title: str | None = None) -> Headed:
    """What filled lines say of their article; ``title`` is known already, and may be among the first of them.

    >>> found = read_headed(["Press release", "4 March 2025", "Pier opens", "It rained. " * 12])
    >>> found.above, found.published.printed()
    (2, '2025-03-04')
    """
    if fields := labelled(lines):
        below = without_fields(lines[fields.lines :], title or fields.title)
        said = Headed(
            title=fields.title, byline=fields.byline, publisher=fields.publisher, published=fields.published
        )
        return replace(said.completed(below), fields=fields.lines, url=fields.url)
    return without_fields(lines, title)


def without_fields(lines: Sequence[str], title: str | None = None) -> Headed:
    """What lines say that do not begin with fields."""
    over = masthead(lines)
    if not over:
        return read_below(lines, title)
    found = replace(read_below(lines[over.lines :], title), above=over.lines)
    return found.completed(Headed(publisher=over.name, published=over.published))


def read_below(lines: Sequence[str], title: str | None = None) -> Headed:
    """What lines say that begin with the title, or with what stands below it."""
    head = read_head(lines, title)
    below = _below_title(lines, title or head.title)
    bare = bare_head(lines[below:]) if below is not None else Bare()
    return Headed(
        title=title or head.title or (lines[0] if bare != Bare() else None),
        byline=head.byline or bare.byline,
        publisher=bare.publisher,
        published=head.published or bare.published,
    )


def _below_title(lines: Sequence[str], title: str | None) -> int | None:
    """Where the lines below the title begin: one that is known and not repeated stands above all of them."""
    if not title:
        return 1 if len(lines) > 1 and reads_like_title(*lines[:2]) else None
    key = name_key(title)
    return next((at + 1 for at, line in enumerate(lines[:_NEAR]) if name_key(line) == key), 0)


def headed_draft(
    blocks: Iterable[Block],
    reader: str,
    data: bytes,
    *,
    title: str | None = None,
    given: str | None = None,
    **said: Any,
) -> ArticleDraft:
    """The article of blocks of which the first may be such a head.

    ``title`` is that which the document displays, ``given`` the one among its properties.

    Raises:
        ReadError: if there are no words in it.

    """
    parts = filled(blocks)
    lines = [part.text for part in parts]
    found = read_headed(lines, title)
    shown = lines[found.fields + found.above :]
    is_above = found.above and len(shown) > 1 and reads_like_title(*shown[:2])
    title = title or found.title or (shown[0] if is_above else displayed_title(given, lines[found.fields :]))
    if title and not found.title:
        found = read_headed(lines, title)
    parts = parts[found.fields :]
    if found.above and title and shown and name_key(shown[0]) == name_key(title):
        parts[found.above] = replace(parts[found.above], kind=HEADLINE)
    read = {
        "byline": found.byline,
        "publisher": found.publisher,
        "published": found.published,
        "url": found.url,
    }
    surer = {key: value for key, value in said.items() if value}
    return draft(parts, reader, data, title=title, **{**read, **surer})
