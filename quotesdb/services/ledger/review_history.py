"""What took the place of a review, and what holds again once that is taken back. Pure functions over rows.

A review that is replaced is retracted at the instant at which the other one is made; one that is taken back,
at an instant at which none is. What holds again is a copy of the earlier review, a moment (one microsecond)
later than that: rows are retracted and appended, never revived, and who decided, and when, stays true.

Instants are of whatever clock a decision was made by, so they only say what belongs together. What came
after what is told by the row numbers.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from quotesdb.db.models import Review

_MOMENT = timedelta(microseconds=1)


def replacing(rows: Iterable[Review], row: Review) -> Review | None:
    """The review that took the place of this one."""
    return next((each for each in rows if each is not row and each.created_at == row.retracted_at), None)


def before(rows: Sequence[Review], row: Review) -> Review | None:
    """The review that holds again once this one is taken back."""
    made = original(rows, row)
    return next((each for each in rows if each is not made and each.retracted_at == made.created_at), None)


def original(rows: Sequence[Review], row: Review) -> Review:
    """The review that this one is a copy of, itself if it is none."""
    while (earlier := _copied(rows, row)) is not None:
        row = earlier
    return row


def holding(rows: Sequence[Review], row: Review) -> Review | None:
    """The row by which a decision holds now: the review, or a later copy of it; null if it does not hold."""
    made = original(rows, row)
    live = (each for each in rows if each.retracted_at is None and each.created_at >= row.created_at)
    return next((each for each in live if original(rows, each) is made), None)


def again_at(rows: Sequence[Review], row: Review) -> datetime | None:
    """When a copy began to hold: when the last that had taken the place of the review was taken back."""
    earlier = _copied(rows, row)
    other = replacing(rows, earlier) if earlier is not None else None
    if other is None:
        return None
    ended = (each for each in _copies(rows, other) if each.retracted_at is not None)
    last = max(ended, key=lambda each: each.id, default=None)
    return last.retracted_at if last else None


def moment_after(rows: Sequence[Review], row: Review) -> datetime:
    """The instant for a copy of a review: the first that no review of the same person has."""
    taken = {each.created_at for each in rows if each.reviewer == row.reviewer}
    free = row.created_at
    while free in taken:
        free += _MOMENT
    return free


def instant(rows: Iterable[Review]) -> datetime:
    """Now, or the next moment at which nothing happened to the quote whose reviews these are.

    Clocks stand still for milliseconds, and are set back: two decisions at one instant would be taken for
    one that replaced the other.
    """
    happened = {at for row in rows for at in (row.created_at, row.retracted_at)}
    now = datetime.now(UTC)
    while not happened.isdisjoint((now - _MOMENT, now, now + _MOMENT)):
        now += _MOMENT
    return now


def _copied(rows: Iterable[Review], row: Review) -> Review | None:
    """The row that this is a copy of; one that took its place at that instant is no copy."""
    for each in rows:
        same = each.reviewer == row.reviewer and each.created_at + _MOMENT == row.created_at
        if same and each.retracted_at not in (None, row.created_at):
            return each
    return None


def _copies(rows: Sequence[Review], row: Review) -> Iterator[Review]:
    """A review and its copies."""
    return (each for each in rows if original(rows, each) is row)
