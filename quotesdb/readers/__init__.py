"""Readers: one file per format, each making ``ArticleDraft``s of a file's bytes."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from itertools import islice
from typing import TypedDict, Unpack

from quotesdb.names.byline import split_bylines
from quotesdb.readers.dates import parse_embargo, parse_printed
from quotesdb.readers.errors import ReadError
from quotesdb.readers.front_matter import absolute_url
from quotesdb.readers.registry import choose_text, formats, reader
from quotesdb.readers.source import Beside, Documents, Source, nothing_beside
from quotesdb.readers.transcript import recognised
from quotesdb.text.corrections import find_notices, outside
from quotesdb.text.language import detect_language
from quotesdb.values import CORRECTION, ArticleDraft, PrintedDate, Unreadable, Zone

__all__ = ["ReadError", "documents", "formats", "parse_printed", "read", "with_overrides"]


def read(data: bytes, name: str, format: str | None = None) -> ArticleDraft:  # noqa: A002 - as in --format
    """Read the one article that a file holds, as ``documents`` does.

    Raises:
        ReadError: with one clear line, if no article can be made of it, or it holds several.

    """
    first, *others = islice(documents(data, name, format), 2)
    if others:
        raise ReadError("a file of several articles, where one is wanted")
    if isinstance(first, Unreadable):
        raise ReadError(first.reason)
    return first


def documents(
    data: bytes,
    name: str,
    format: str | None = None,  # noqa: A002 - as in --format
    *,
    beside: Beside = nothing_beside,
    references: bool = False,
    columns: Mapping[str, str] | None = None,
) -> Documents:
    """Read the articles of a file one after the other, at least one; those that cannot be read say why.

    Without ``format``, the file's name and first bytes choose the reader, and a text that is found to be a
    transcript comes with its turns as quotations. What is recognised as no text for people (data, mail,
    archives, subtitles) is refused, unless ``format`` says how to read it. The language is that which
    the file declares of itself in its front matter, else that of its text. Correction notices are zones, and
    no turns of a transcript, whatever the format. ``beside`` gives the files that an input is read with, as
    annotations are with their text. A reference without the text of its article is no document, unless
    ``references`` asks for what it says. ``columns`` say which column of a table is what.
    """
    source = Source(data, name, beside)

    def read_by_one() -> Documents:
        wanted = format or ("table" if columns else None)
        if not data or data.isspace():
            raise ReadError("empty file")
        return (reader(wanted) if wanted else choose_text(source)).read(source, columns or {})

    yield from completed(read_by_one, references=references, whole=None if format else data)


def completed(read_: Callable[[], Documents], *, references: bool, whole: bytes | None) -> Documents:
    """What a reader gives, at least one document, with what holds of every format.

    ``whole`` are the bytes of a file that may be a transcript.
    """
    found = False
    try:
        for document in read_():
            found = True
            if isinstance(document, Unreadable):
                yield document
            elif document.text or references:
                yield _completed(document, whole)
            else:
                yield Unreadable("; ".join(document.warnings), document.member)
    except ReadError as error:
        yield Unreadable(str(error))
    else:
        if not found:
            yield Unreadable("no article in the file")


def _completed(draft: ArticleDraft, whole: bytes | None) -> ArticleDraft:
    if not draft.text:
        return draft
    if whole is not None and not draft.member:
        draft = recognised(draft, whole)
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


class Overrides(TypedDict, total=False):
    """What a person can say about an article, as typed."""

    title: str | None
    byline: str | Sequence[str] | None
    publisher: str | None
    published: str | None
    url: str | None
    archived: str | None
    accessed: str | None
    embargo: str | None


def with_overrides(draft: ArticleDraft, **given: Unpack[Overrides]) -> ArticleDraft:
    """Set what a person says about an article over what its file says; null and empty change nothing.

    Raises:
        ReadError: if a date or an address is none.

    """
    byline, url, archived = given.get("byline"), given.get("url"), given.get("archived")
    return replace(
        draft,
        title=given.get("title") or draft.title,
        byline=(split_bylines([byline] if isinstance(byline, str) else byline) if byline else draft.byline),
        publisher=given.get("publisher") or draft.publisher,
        published=_day(given.get("published")) or draft.published,
        url=absolute_url(url) if url else draft.url,
        archived_url=absolute_url(archived) if archived else draft.archived_url,
        accessed=_day(given.get("accessed")) or draft.accessed,
        embargo=_embargo(given.get("embargo")) or draft.embargo,
    )


def _embargo(given: str | None) -> PrintedDate | None:
    try:
        return parse_embargo(given) if given else None
    except ValueError as error:
        raise ReadError(str(error)) from error


def _day(given: str | None) -> PrintedDate | None:
    try:
        return parse_printed(given) if given else None
    except ValueError as error:
        raise ReadError(str(error)) from error
