"""The parts of a document in their order, and the text with its zones that is made of them."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from quotesdb.names.key import name_key
from quotesdb.readers.errors import ReadError
from quotesdb.text.folding import canonical
from quotesdb.values import ArticleDraft, Span, Zone

_BLANK = re.compile(r"\n[^\S\n]*\n")
BODY, HEADLINE, SUBHEAD, CAPTION, LIST = "body", "headline", "subhead", "caption", "list"


@dataclass(frozen=True, slots=True)
class Block:
    """A paragraph: its words, and the kind of zone it is where it is no running text."""

    text: str
    kind: str = BODY


def filled(blocks: Iterable[Block]) -> list[Block]:
    """The blocks that have words, white space levelled."""
    levelled = (Block(_level(block.text), block.kind) for block in blocks)
    return [block for block in levelled if block.text]


def _level(text: str) -> str:
    """One space between words; the breaks of lines inside a paragraph are spaces as well."""
    return " ".join(canonical(text).replace("\u200b", "").split())


def paragraphs(text: str) -> list[Block]:
    """The paragraphs of a plain text, which blank lines part."""
    return filled(map(Block, _BLANK.split(canonical(text))))


def without_title(blocks: Sequence[Block], title: str | None) -> list[Block]:
    """The blocks, but for a first one that only repeats the title."""
    if title and blocks and name_key(blocks[0].text) == name_key(title):
        return list(blocks[1:])
    return list(blocks)


def laid_out(blocks: Iterable[Block]) -> tuple[str, tuple[Zone, ...]]:
    """The text of the blocks, a blank line between them, and their zones."""
    parts: list[str] = []
    zones: list[Zone] = []
    at = 0
    for block in blocks:
        if block.kind != BODY:
            zones.append(Zone(Span(at, at + len(block.text)), block.kind))
        parts.append(block.text)
        at += len(block.text) + 2
    return "\n\n".join(parts), tuple(zones)


def draft(blocks: Iterable[Block], reader: str, data: bytes, **said: Any) -> ArticleDraft:
    """An article of the blocks; ``data`` are the bytes that it was made of, ``said`` is its metadata.

    Raises:
        ReadError: if there are no words in it.

    """
    found = without_title(filled(blocks), said.get("title"))
    if not found:
        raise ReadError("no text in the document")
    text, zones = laid_out(found)
    return ArticleDraft(
        text=text,
        raw_sha256=hashlib.sha256(data).hexdigest(),
        reader=reader,
        reader_version="1",
        zones=zones,
        **said,
    )
