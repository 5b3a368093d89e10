"""The place of a quotation in time as one number, so that a page of a list is one stretch of an index.

From the highest bits down: the printed day; in it the time, unknown ones last, and of these a day before a
month before a year; then the beginning of the article's id. The least comes first, and undated ones last, in
both orders.
"""

from __future__ import annotations

from bisect import bisect_left
from datetime import UTC, date, datetime, time
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from sqlalchemy import and_, case

from quotesdb.values import Precision

if TYPE_CHECKING:
    from sqlalchemy import ColumnElement

_DAY_BITS, _TIME_BITS, _ID_BITS = 22, 20, 20
_ID_LETTERS = "234567abcdefghijklmnopqrstuvwxyz"
_LETTERS = 4

_LATEST_DAY = (1 << _DAY_BITS) - 2
_UNDATED_DAY = (1 << _DAY_BITS) - 1
_LATEST_TIME = (1 << _TIME_BITS) - 4
_ONLY_DAY, _ONLY_MONTH, _ONLY_YEAR = ((1 << _TIME_BITS) - number for number in (3, 2, 1))
_COARSE = {Precision.MONTH: _ONLY_MONTH, Precision.YEAR: _ONLY_YEAR}
_MONTH = len("2025-03")
_LENGTHS = {_ONLY_MONTH: _MONTH, _ONLY_YEAR: 4}
_MARGIN = 2 * 86_400
"""Seconds by which a day may begin in UTC before it does where it was printed, and more."""

UNDATED = _UNDATED_DAY << (_TIME_BITS + _ID_BITS)
"""From this on nothing is dated, in both orders."""


class Places(NamedTuple):
    """Where a quotation stands in either order."""

    newest: int
    oldest: int


def places(
    day: date | None, precision: Precision | None, instant: datetime | None, article_id: str
) -> Places:
    """The places of what an article prints; ``article_id`` is its public id.

    >>> early, late = (places(date(2025, 3, day), Precision.DAY, None, "a-7h2kq4m5xa") for day in (1, 2))
    >>> late.newest < early.newest < UNDATED, early.oldest < late.oldest < UNDATED
    (True, True)
    """
    beginning = 0
    for letter in article_id[2 : 2 + _LETTERS]:
        beginning = beginning << 5 | min(bisect_left(_ID_LETTERS, letter), 31)
    if day is None or precision is None:
        none = UNDATED | beginning
        return Places(none, none)
    since = _seconds(day, instant)
    unknown = _COARSE.get(precision, _ONLY_DAY)
    down, up = (unknown, unknown) if since is None else (_LATEST_TIME - since, since)
    return Places(
        _number(_LATEST_DAY - day.toordinal(), down, beginning), _number(day.toordinal(), up, beginning)
    )


def newest_until(day: date) -> int:
    """The least place, in the order of the newest first, of what was printed on a day or before."""
    return _number(_LATEST_DAY - day.toordinal(), 0, 0)


def newest_since(day: date) -> int:
    """The place, in the order of the newest first, that all printed on a day or after stands before."""
    return _number(_LATEST_DAY - day.toordinal() + 1, 0, 0)


def newest_of(first: date, precision: Precision) -> tuple[int, int]:
    """The first and the last place, in the order of the newest first, of a month or year printed as such."""
    place = _number(_LATEST_DAY - first.toordinal(), _COARSE[precision], 0)
    return place, place + (1 << _ID_BITS) - 1


def printed_date(newest: int | None) -> str | None:
    """The printed date, cut to its precision, that a place in the order of the newest first is of, if any.

    >>> printed_date(places(date(2025, 3, 1), Precision.MONTH, None, "a-7h2kq4m5xa").newest)
    '2025-03'
    """
    if newest is None or newest >= UNDATED:
        return None
    day = date.fromordinal(_LATEST_DAY - (newest >> (_TIME_BITS + _ID_BITS))).isoformat()
    at = newest >> _ID_BITS & ((1 << _TIME_BITS) - 1)
    return day[: _LENGTHS.get(at, 10)]


def day_printed(newest: ColumnElement[int]) -> ColumnElement[int | None]:
    """The number of the day, of a place in the order of the newest first: a month as such has its first.

    It is null where no more than a year is printed.
    """
    at = newest // (1 << _ID_BITS) % (1 << _TIME_BITS)
    return case((and_(newest < UNDATED, at != _ONLY_YEAR), newest // (1 << (_TIME_BITS + _ID_BITS))))


@lru_cache(maxsize=1 << 15)
def month_of(day: int) -> str:
    """The month that the day of such a number is in.

    >>> month_of(places(date(2025, 3, 1), Precision.DAY, None, "a-7h2kq4m5xa").newest >> 40)
    '2025-03'
    """
    return date.fromordinal(_LATEST_DAY - day).isoformat()[:_MONTH]


def _seconds(day: date, instant: datetime | None) -> int | None:
    if instant is None:
        return None
    since = instant - datetime.combine(day, time(), UTC)
    return min(max(int(since.total_seconds()) + _MARGIN, 0), _LATEST_TIME)


def _number(day: int, at: int, beginning: int) -> int:
    return day << (_TIME_BITS + _ID_BITS) | at << _ID_BITS | beginning
