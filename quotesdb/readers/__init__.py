"""Readers: one file per format, each making an ``ArticleDraft`` of a file's bytes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from quotesdb.names.byline import split_bylines
from quotesdb.readers.dates import parse_printed
from quotesdb.readers.errors import ReadError
from quotesdb.readers.front_matter import absolute_url
from quotesdb.readers.registry import choose_text, formats, reader
from quotesdb.readers.transcript import recognised
from quotesdb.text.corrections import find_notices, outside
from quotesdb.text.language import detect_language
from quotesdb.values import CORRECTION, ArticleDraft, Zone

__all__ = ["ReadError", "formats", "parse_printed", "read", "with_overrides"]


def read(data: bytes, name: str, format: str | None = None) -> ArticleDraft:  # noqa: A002 - as in --format
    """Read one article from a file's bytes.

    Without ``format``, the file's name and first bytes choose the reader, and a text that is found to be a
    transcript comes with its turns as quotations. What is recognised as no text for people (data, mail,
    archives, subtitles) is refused, unless ``format`` says how to read it. The language is that which
    the file declares of itself in its front matter, else that of its text. Correction notices are zones, and
    no turns of a transcript, whatever the format.

    Raises:
        ReadError: with one clear line, if no article can be made of it.

    """
    if format:
        draft = reader(format).read(data, name)
    else:
        draft = recognised(choose_text(name, data).read(data, name), data)
    draft = _with_notices(draft)
    return draft if draft.language else replace(draft, language=detect_language(draft.text))


def _with_notices(draft: ArticleDraft) -> ArticleDraft:
    """The draft with its correction notices as zones; a headline is none, whatever it says."""
    headings = [zone.span for zone in draft.zones]
    notices = [
        notice for notice in find_notices(draft.text) if not any(notice.overlaps(each) for each in headings)
    ]
    if not notices:
        return draft
    zones = (*draft.zones, *(Zone(notice, CORRECTION) for notice in notices))
    quotations = tuple(outside(draft.quotations, notices))
    return replace(draft, zones=tuple(sorted(zones, key=lambda zone: zone.span)), quotations=quotations)


def with_overrides(
    draft: ArticleDraft,
    title: str | None = None,
    byline: str | Sequence[str] | None = None,
    publisher: str | None = None,
    published: str | None = None,
    url: str | None = None,
) -> ArticleDraft:
    """Set what a person says about an article over what its file says; null and empty change nothing.

    Raises:
        ReadError: if the date or the URL is none.

    """
    try:
        day = parse_printed(published) if published else draft.published
    except ValueError as error:
        raise ReadError(str(error)) from error
    return replace(
        draft,
        title=title or draft.title,
        byline=(split_bylines([byline] if isinstance(byline, str) else byline) if byline else draft.byline),
        publisher=publisher or draft.publisher,
        published=day,
        url=absolute_url(url) if url else draft.url,
    )
