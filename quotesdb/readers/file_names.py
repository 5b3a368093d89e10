"""What the name of a file says of its article, as in ``example-times_2024-05-01_bridge-closes``."""

from __future__ import annotations

import re
from dataclasses import replace

from quotesdb.readers.any_date import any_date
from quotesdb.values import ArticleDraft, Span, Zone

_NAME = re.compile(r"(?P<publisher>[^\W_][\w.-]*?)_(?P<day>\d{4}-\d{2}-\d{2})_(?P<title>[^_]{8,})")
_FIRST = re.compile(r"\s*(?P<words>\S[^\n]*(?:\n[^\n]*\S[^\n]*)*)")
_SAID = re.compile(r"[“”„«»\"]")
"""What no headline has that a file is called by."""

_LONGEST = 300


def completed(draft: ArticleDraft, stem: str) -> ArticleDraft:
    """The draft with what a name made of publisher, day and headline adds, if the text begins with that."""
    name, first = _NAME.fullmatch(stem), _FIRST.match(draft.text)
    if name is None or first is None or len(first["words"]) > _LONGEST:
        return draft
    begun = _letters(name["title"])
    if not begun or _SAID.search(first["words"]) or not _letters(first["words"]).startswith(begun):
        return draft
    return replace(
        draft,
        title=draft.title or " ".join(first["words"].split()),
        publisher=draft.publisher or name["publisher"].replace("-", " ").title(),
        published=draft.published or any_date(name["day"]),
        zones=draft.zones or (Zone(Span(*first.span("words")), "headline"),),
    )


def _letters(words: str) -> str:
    return "".join(one for one in words.casefold() if one.isalnum())
