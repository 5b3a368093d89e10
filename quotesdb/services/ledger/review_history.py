"""What took the place of a review, and what holds again once that is taken back. Pure functions over rows.

The act that took a review back is its ``retraction``; a review that was written by it, not as a copy, took
its place. What holds again is a copy of the earlier review, written by the act that took the later one back:
rows are retracted and appended, never revived, and who decided, and when, stays true.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from quotesdb.db.models import Review


def replacing(rows: Iterable[Review], row: Review) -> Review | None:
    """The review that took the place of this one."""
    if row.retraction is None:
        return None
    return next((each for each in rows if each.public_id == row.retraction and each.copy_of is None), None)


def before(rows: Sequence[Review], row: Review) -> Review | None:
    """The review that holds again once this one is taken back."""
    made = original(rows, row)
    return next((each for each in rows if replacing(rows, each) is made), None)


def original(rows: Sequence[Review], row: Review) -> Review:
    """The review that this one is a copy of, itself if it is none."""
    while (earlier := next((each for each in rows if each.id == row.copy_of), None)) is not None:
        row = earlier
    return row


def holding(rows: Sequence[Review], row: Review) -> Review | None:
    """The row by which a decision holds now: the review, or a later copy of it; null if it does not hold."""
    made = original(rows, row)
    live = (each for each in rows if each.retracted_at is None and each.id >= row.id)
    return next((each for each in live if original(rows, each) is made), None)


def again_at(rows: Iterable[Review], row: Review) -> datetime | None:
    """When a copy began to hold: when what had taken the place of the review was taken back."""
    if row.copy_of is None:
        return None
    ended = (each.retracted_at for each in rows if each.retraction == row.public_id)
    return next(ended, None)
