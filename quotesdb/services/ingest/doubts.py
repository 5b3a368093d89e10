"""What a person should look at in an article that was stored: what is missing, and what can hardly be."""

from __future__ import annotations

from collections.abc import Iterator
from enum import StrEnum

from quotesdb.readers.dates import plausible
from quotesdb.values import ArticleDraft


class Doubt(StrEnum):
    """A reason to look at an article again."""

    NO_TITLE = "no_title"
    NO_DATE = "no_date"
    IMPLAUSIBLE_DATE = "implausible_date"
    NO_PUBLISHER = "no_publisher"
    NO_BYLINE = "no_byline"
    SAME_TEXT = "same_text"


def doubts(draft: ArticleDraft, *, has_copies: bool) -> tuple[Doubt, ...]:
    """The reasons that there are, in the order of the class."""
    return tuple(_doubts(draft, has_copies=has_copies))


def _doubts(draft: ArticleDraft, *, has_copies: bool) -> Iterator[Doubt]:
    if not draft.title:
        yield Doubt.NO_TITLE
    if draft.published is None:
        yield Doubt.NO_DATE
    elif not plausible(draft.published):
        yield Doubt.IMPLAUSIBLE_DATE
    if not draft.publisher:
        yield Doubt.NO_PUBLISHER
    if not draft.byline:
        yield Doubt.NO_BYLINE
    if has_copies:
        yield Doubt.SAME_TEXT
