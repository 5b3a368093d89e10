"""Paragraphs above a document's text that are what their styles are called: title, authors, day."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import takewhile

from quotesdb.names.byline import split_bylines
from quotesdb.readers import columns
from quotesdb.readers.any_date import any_date
from quotesdb.readers.blocks import BODY, Block
from quotesdb.values import PrintedDate

TITLE = "title"
_LIKE_TITLE, _BYLINE, _DAY = "like a title", "byline", "day"
_NAMED = {"title": _LIKE_TITLE, "byline": _BYLINE, "published_at": _DAY}
_DATELINE = "dateline"
"""Templates call so what holds the place or the day."""

_OF_PAGES = "header"
"""What programs call the style of what stands above each page."""

_MOST = 10
_SENTENCE = re.compile(r"[.!?…。！？][\"'”’»)\]]*\s*$")


@dataclass(frozen=True, slots=True)
class Styled:
    """The blocks without the title, and what the styles of the first of them say."""

    blocks: list[Block]
    title: str | None
    byline: tuple[str, ...]
    published: PrintedDate | None


def kind_of(style: str) -> str | None:
    """What kind of paragraph a style is for by its name, in whatever language; nothing where it does not say.

    >>> kind_of("Byline"), kind_of("Datum"), kind_of("Quote")
    ('byline', 'day', None)
    """
    name = style.lower()
    if not name or name == _OF_PAGES:
        return None
    return _DAY if name == _DATELINE else _NAMED.get(columns.field(style) or "")


def styled(parts: Sequence[Block]) -> Styled:
    """What the paragraphs before the first of the text say; others are text, whatever their style.

    Letters have days and lists have authors too: those of articles stand with a title, together.
    """
    filled = [part for part in parts if part.text.strip()][:_MOST]
    lead = list(takewhile(lambda part: part.kind != BODY or not _SENTENCE.search(part.text), filled))
    alike = [part for part in parts if part.kind == _LIKE_TITLE]
    title = next((part for part in parts if part.kind == TITLE), None)
    if not title and len(alike) == 1 and alike[0] in lead:
        title = alike[0]
    days = [day for part in lead if title and part.kind == _DAY and (day := any_date(part.text))]
    signed = [at for at, part in enumerate(lead) if title and part.kind == _BYLINE]
    is_list = bool(signed) and signed[-1] - signed[0] >= len(signed)
    kept = [part for part in parts if part is not title and part.kind != TITLE]
    return Styled(
        [replace(part, kind=BODY) if part.kind in _NAMED.values() else part for part in kept],
        " ".join(title.text.split()) if title else None,
        () if is_list else split_bylines(lead[at].text for at in signed),
        days[0] if len(days) == 1 else None,
    )
