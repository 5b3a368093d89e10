"""Annotations of Hypothesis: what somebody marked in a page and wrote beside it, to be looked at."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from itertools import chain
from typing import Any, BinaryIO

from quotesdb.readers.any_date import any_date
from quotesdb.readers.errors import ReadError
from quotesdb.readers.json_pieces import about, listed
from quotesdb.readers.loaded import begins_json, texts
from quotesdb.readers.reference import address, reference
from quotesdb.readers.signs import SURE, look
from quotesdb.readers.source import Documents, Options, Source, streamed
from quotesdb.values import ArticleDraft, Unreadable

SUFFIXES: frozenset[str] = frozenset()

_SIGN = re.compile(r'"user"\s*:\s*"acct:|"type"\s*:\s*"(?:TextQuote|TextPosition|Range)Selector"')
_LISTS = ("rows", "annotations")
_TARGET = re.compile(r'"target"\s*:')


def sniff(head: bytes, name: str) -> float:  # noqa: ARG001 - every reader is asked the same way
    """Tell whether JSON is annotations of pages."""
    text = look(head).text
    return SURE * (begins_json(head) and bool(_SIGN.search(text) and _TARGET.search(text)))


def stream(file: BinaryIO, source: Source, options: Options) -> Documents:  # noqa: ARG001 - as every reader is called
    """Give each annotation: the page, who marked it and when, and in a warning the words and the note."""
    try:
        for number, row in enumerate(_rows(file), 1):
            try:
                yield _draft(row, texts(row, "id") or str(number))
            except ReadError as error:
                yield Unreadable(str(error), str(number))
    except ReadError as error:
        yield Unreadable(str(error))


read = streamed(stream)


def _rows(file: BinaryIO) -> Iterator[dict[str, Any]]:
    found = chain(listed(file, _LISTS), [about(file, _LISTS)])
    yield from (one for one in found if isinstance(one, dict) and one.get("target"))


def _draft(row: dict[str, Any], member: str) -> ArticleDraft:
    about = row.get("document")
    title = about.get("title") if isinstance(about, dict) else None
    marked, note = _marked(row), texts(row, "text")
    said = "; ".join(filter(None, (f"marked: {marked}" if marked else "", f"note: {note}" if note else "")))
    return reference(
        "hypothesis",
        json.dumps(row, sort_keys=True).encode(),
        warning=" ".join(f"an annotation, without the text of the page; {said}".split()).strip("; "),
        member=member,
        title=(title[0] if isinstance(title, list) and title and isinstance(title[0], str) else None),
        byline=tuple(filter(None, [texts(row, "user").removeprefix("acct:").partition("@")[0]])),
        published=any_date(texts(row, "created", "updated")),
        url=address(texts(row, "uri", "url")),
    )


def _marked(row: dict[str, Any]) -> str:
    """The words that were marked."""
    targets = row["target"] if isinstance(row["target"], list) else [row["target"]]
    for target in targets:
        selectors = target.get("selector") if isinstance(target, dict) else None
        for one in selectors if isinstance(selectors, list) else [selectors]:
            if texts(one, "exact"):
                return texts(one, "exact")
    return ""
