"""References: what is known of an article whose text lies elsewhere, if anywhere."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import replace
from pathlib import PurePath
from typing import Any

from quotesdb.readers import registry
from quotesdb.readers.blocks import Block, draft
from quotesdb.readers.errors import ReadError
from quotesdb.readers.front_matter import absolute_url
from quotesdb.readers.source import Source
from quotesdb.values import ArticleDraft

ALONE = "a reference alone, without the text of the article"


def reference(reader: str, data: bytes, *, warning: str = ALONE, **said: Any) -> ArticleDraft:
    """A draft without text; ``data`` are the bytes that it was made of, ``said`` is what is known.

    Raises:
        ReadError: if nothing is.

    """
    if not any(said.get(key) for key in ("title", "byline", "url")):
        raise ReadError("a reference that says nothing")
    return without_text(warning, reader, data, **said)


def draft_or_reference(blocks: Iterable[Block], reader: str, data: bytes, **said: Any) -> ArticleDraft:
    """An article of the blocks; where there are none, a reference to one that an export only lists.

    Raises:
        ReadError: if there is neither text nor title.

    """
    found = list(blocks)
    if said.get("title") and not any(block.text.strip() for block in found):
        return reference(reader, data, **said)
    return draft(found, reader, data, **said)


def without_text(warning: str, reader: str, data: bytes, **said: Any) -> ArticleDraft:
    """A draft that has no text, and the reason why."""
    digest = hashlib.sha256(data).hexdigest()
    return ArticleDraft("", digest, reader, "1", warnings=(warning,), **said)


def with_text(draft: ArticleDraft, files: Iterable[str], source: Source) -> ArticleDraft:
    """A reference with the text of the first of its files that lies beside it and holds one article.

    What the reference says goes before what the file does.
    """
    for name in files:
        found = _read(name, source)
        if found is not None:
            return replace(
                found,
                member=draft.member,
                title=draft.title or found.title,
                byline=draft.byline or found.byline,
                publisher=draft.publisher or found.publisher,
                published=draft.published or found.published,
                url=draft.url or found.url,
                section=draft.section or found.section,
            )
    return draft


def _read(name: str, source: Source) -> ArticleDraft | None:
    data = source.beside(name)
    if data is None:
        return None
    alone = Source(data, PurePath(name).name)
    try:
        found = list(registry.choose_text(alone).read(alone, {}))
    except ReadError:
        return None
    drafts = [one for one in found if isinstance(one, ArticleDraft) and one.text]
    return drafts[0] if len(found) == len(drafts) == 1 else None


def address(value: str) -> str | None:
    """An address where the value is one."""
    try:
        return absolute_url(value.strip())
    except ValueError:
        return None
