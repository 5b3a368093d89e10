"""Bulletins of press clippings: articles one after the other, each with paper and day below its title."""

from __future__ import annotations

import re
from collections.abc import Sequence

from quotesdb.names.key import name_key
from quotesdb.readers.any_date import any_date
from quotesdb.readers.blocks import Block, draft
from quotesdb.readers.errors import ReadError
from quotesdb.values import ArticleDraft, Unreadable

_SOURCE = re.compile(
    r"(?P<paper>[^\W\d][^\n\d|/]{1,50}?)[,|]?\s+(?P<date>\d{1,2}[-./]\d{1,2}[-./]\d{4}|\d{1,2}\.? \w+ \d{4}"
    r"|\w+ \d{1,2}, \d{4}|\d{4}-\d\d-\d\d)(?:,?\s*\(?(?:p|pp|pag|S|Seite|page)\.?\s*[\w\d, -]{0,12}\)?)?\.?"
)
_RIGHTS = re.compile(r"(?:^|(?<=[.!?”\"] ))(?:©|\(c\)|copyright)\s.{0,150}$", re.IGNORECASE)
_FEWEST = 3
_LONGEST_TITLE = 200


def articles(parts: Sequence[Block]) -> list[ArticleDraft | Unreadable]:
    """The articles of a bulletin; none where the parts are no bulletin."""
    heads = [place for place in range(1, len(parts)) if _is_head(parts, place)]
    if len(heads) < _FEWEST:
        return []
    ends = [*(place - 1 for place in heads[1:]), len(parts)]
    return [
        _article(parts[place - 1 : end], str(number))
        for number, (place, end) in enumerate(zip(heads, ends, strict=True), 1)
    ]


def _is_head(parts: Sequence[Block], place: int) -> bool:
    found = _SOURCE.fullmatch(parts[place].text)
    title = parts[place - 1].text
    is_title = len(title) < _LONGEST_TITLE and not title.endswith((".", ";", ","))
    if not found or not is_title or not any_date(found["date"], day_first=True):
        return False
    return not name_key(found["paper"]).startswith(name_key(title))  # the head of the bulletin itself


def _article(parts: Sequence[Block], number: str) -> ArticleDraft | Unreadable:
    title, source, *body = parts
    found = _SOURCE.fullmatch(source.text)
    assert found is not None  # noqa: S101 - heads are such lines
    try:
        return draft(
            _without_rights(body),
            "clippings",
            "\n".join(part.text for part in parts).encode("utf-8", "replace"),
            member=number,
            title=title.text,
            publisher=found["paper"],
            published=any_date(found["date"], day_first=True),
        )
    except ReadError as error:
        return Unreadable(str(error), number)


def _without_rights(body: Sequence[Block]) -> Sequence[Block]:
    """The paragraphs without the notices of rights at their end, of which bulletins have several."""
    for place in range(len(body) - 1, -1, -1):
        text = _RIGHTS.sub("", body[place].text).rstrip()
        if text:
            return [*body[:place], Block(text, body[place].kind)]
    return body
