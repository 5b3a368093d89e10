"""Annotations of Citron (JSON): a text with its quotations, who says them and with which cue."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Any, BinaryIO

from quotesdb.readers.any_date import any_date
from quotesdb.readers.errors import ReadError
from quotesdb.readers.imported import Marked, each_record, imported_draft
from quotesdb.readers.loaded import begins_json, texts
from quotesdb.readers.reference import address
from quotesdb.readers.signs import SURE, look
from quotesdb.readers.source import Documents, Options, Source, streamed
from quotesdb.text.folding import canonical
from quotesdb.values import ArticleDraft, Span

SUFFIXES: frozenset[str] = frozenset()

_SIGN = re.compile(r'"quotes"\s*:\s*\[')
_ROLE = re.compile(r'"(?:contents|sources)"\s*:')


def sniff(head: bytes, name: str) -> float:  # noqa: ARG001 - every reader is asked the same way
    """Tell whether JSON is quotations with their parts."""
    text = look(head).text
    return SURE * (begins_json(head) and bool(_SIGN.search(text) and _ROLE.search(text)))


def stream(file: BinaryIO, source: Source, options: Options) -> Documents:  # noqa: ARG001 - as every reader is called
    """Give the text of each record with its quotations."""
    return each_record(file, _draft)


read = streamed(stream)


def _draft(record: Any, member: str) -> ArticleDraft:
    raw = texts(record, "text")
    if not raw:
        raise ReadError("quotations without their text")
    # The offsets count every character, so that the text may not change: a lone mark of order is none.
    text = raw if canonical(raw) == raw else raw.replace("\r\n", " \n").replace("\ufeff", " ")
    quotes = record.get("quotes")
    return imported_draft(
        "citron",
        text,
        [found for one in quotes if (found := _marked(one, len(text)))] if isinstance(quotes, list) else (),
        json.dumps(record, sort_keys=True).encode(),
        member=member,
        title=texts(record, "title", "headline") or None,
        published=any_date(texts(record, "date", "published")),
        url=address(texts(record, "url", "uri")),
    )


def _marked(quote: Any, length: int) -> Marked | None:
    if not isinstance(quote, dict):
        return None
    content = tuple(_spans(quote.get("contents"), length))
    named = [*_spans(quote.get("coreferences"), length), *_spans(quote.get("sources"), length)]
    sure = quote.get("confidence")
    known = isinstance(sure, int | float) and 0 <= sure <= 1
    return (
        Marked(
            content,
            next(_spans([quote.get("cue")], length), None),
            # What the source stands for is the fuller naming of the same person.
            max(named, key=len, default=None),
            confidence=float(sure) if known and isinstance(sure, int | float) else 1.0,
        )
        if content
        else None
    )


def _spans(listed: Any, length: int) -> Iterator[Span]:
    for one in listed if isinstance(listed, list) else []:
        if isinstance(one, dict):
            start, end = one.get("start"), one.get("end")
            if isinstance(start, int) and isinstance(end, int) and 0 <= start < end <= length:
                yield Span(start, end)
