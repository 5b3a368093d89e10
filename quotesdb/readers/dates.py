"""Printed dates: what articles and people write, as a ``PrintedDate`` that keeps its precision."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, timedelta
from email.utils import parsedate_to_datetime

from quotesdb.readers.errors import shown
from quotesdb.values import Precision, PrintedDate

_MONTH_NAMES = (
    *("jan january", "feb february", "mar march", "apr april", "may", "jun june", "jul july"),
    *("aug august", "sep sept september", "oct october", "nov november", "dec december"),
)
_MONTHS = {name: number for number, names in enumerate(_MONTH_NAMES, 1) for name in names.split()}
_WEEKDAY = r"(?:(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?\.?,?\s+)?"
_MONTH = r"(?P<month>[a-z]{3,9})\.?"
_DAY = r"(?P<day>[0-9]{1,2})(?:st|nd|rd|th)?"
_YEAR = r"(?P<year>[0-9]{4})"
_CLOCK = r"(?:,?\s+(?:at\s+)?[0-9]{1,2}[:.][0-9]{2}\b.{0,20})?"
_PRINTED = [
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        f"{_WEEKDAY}{_DAY}[\\s-]+(?:of\\s+)?{_MONTH},?[\\s-]+{_YEAR}{_CLOCK}",
        f"{_WEEKDAY}{_MONTH}\\s+{_DAY},?\\s+{_YEAR}{_CLOCK}",
        f"{_MONTH},?\\s+{_YEAR}",
    )
]
_ENDS_IN_YEAR = re.compile(
    rf"(?P<first>[0-9]{{1,2}})(?P<mark>[-/.])(?P<second>[0-9]{{1,2}})(?P=mark){_YEAR}{_CLOCK}"
)
_NUMERIC = re.compile(r"(?P<year>[0-9]{4})(?:[-/](?P<month>[0-9]{1,2})(?:[-/](?P<day>[0-9]{1,2}))?)?")
_RFC_822 = re.compile(r"[A-Za-z]{3}, [0-9]{1,2} [A-Za-z]{3} [0-9]{4} [0-9:]{5,8} \S+")
_SPACED_OFFSET = re.compile(r"(?<=[0-9])\s+(?=[+-][0-9]{2})")
_HOURS = re.compile(r"[0-9]:[0-9]{2}")
_NAMED_OFFSET = re.compile(r"(?<=[0-9])\s*(?:UTC|GMT)$", re.IGNORECASE)


_FIRST_YEAR = 1600
"""Of newspapers; what databases write for want of a date is older."""

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


def plausible(printed: PrintedDate) -> bool:
    """Whether something can have been printed then: not before there were newspapers, nor after tomorrow.

    Nor at the instant that programs count their time from: that stands for no date at all.
    """
    tomorrow = datetime.now().astimezone().date() + timedelta(days=1)
    return printed.utc != _EPOCH and printed.day.year >= _FIRST_YEAR and printed.day <= tomorrow


def parse_embargo(value: str | date) -> PrintedDate:
    """Read the time before which something is not to be shown.

    Raises:
        ValueError: if the value is no date, or has a time without the offset that makes an instant of it.

    """
    found = parse_printed(value)
    if found.utc is None and _HOURS.search(str(value)):
        raise ValueError(f"no instant: {shown(value)} (write its offset too, like 2025-03-01T06:00+01:00)")
    return found


def parse_printed(value: str | date, *, day_first: bool | None = None) -> PrintedDate:
    """Read a date or time as it is printed, keeping its precision, local day and offset.

    Understands ISO 8601, a year, a year and month, RFC 822 and the forms of English print ("1 March
    2025", "Nov. 19, 2019"). A time without an offset fixes no instant: only its day is kept. Forms
    such as 03/01/2025, which mean different days in different places, are refused unless ``day_first`` says
    how the place writes them.

    >>> parse_printed("2025-03-01T23:30:00-05:00").utc.isoformat()
    '2025-03-02T04:30:00+00:00'
    >>> parse_printed("Nov. 19, 2019").day, parse_printed("March 2025").printed()
    (datetime.date(2019, 11, 19), '2025-03')

    Raises:
        ValueError: if the value is no date; the message names it.

    """
    try:
        if isinstance(value, datetime):
            return _from_datetime(value)
        if isinstance(value, date):
            return PrintedDate(value)
        return _parse(" ".join(value.split()), day_first=day_first)
    except (ValueError, OverflowError):
        raise ValueError(f"not a date: {shown(value)} (write it like 2025-03-01 or 1 March 2025)") from None


def _parse(value: str, *, day_first: bool | None) -> PrintedDate:
    found = _NUMERIC.fullmatch(value)
    if found:
        return _from_parts(found["year"], found["month"], found["day"])
    found = _ENDS_IN_YEAR.fullmatch(value)
    if found:
        return _from_parts(
            found["year"], *_month_and_day(found["first"], found["second"], day_first=day_first)
        )
    if _RFC_822.fullmatch(value):
        return _from_datetime(parsedate_to_datetime(value))
    for pattern in _PRINTED:
        found = pattern.fullmatch(value)
        if found:
            parts = found.groupdict()
            month = _MONTHS.get(parts["month"].lower())
            if month is None:
                raise ValueError(value)
            return _from_parts(parts["year"], str(month), parts.get("day"))
    iso = _NAMED_OFFSET.sub("Z", _SPACED_OFFSET.sub("", value))
    return _from_datetime(datetime.fromisoformat(iso)) if ":" in iso else PrintedDate(date.fromisoformat(iso))


def _month_and_day(first: str, second: str, *, day_first: bool | None) -> tuple[str, str]:
    """Two numbers as month and day: as the place has it, unless only one of them can be the month."""
    if first == second or int(first) > 12 or (day_first and int(second) <= 12):
        return second, first
    if int(second) > 12 or day_first is False:
        return first, second
    raise ValueError("either may be the month")


def _from_parts(year: str, month: str | None, day: str | None) -> PrintedDate:
    precision = Precision.DAY if day else Precision.MONTH if month else Precision.YEAR
    return PrintedDate(date(int(year), int(month or 1), int(day or 1)), precision)


def _from_datetime(value: datetime) -> PrintedDate:
    offset = value.utcoffset()
    if offset is None:
        return PrintedDate(value.date())
    minutes = int(offset.total_seconds() // 60)
    return PrintedDate(value.date(), Precision.TIME, value.astimezone(UTC), minutes)
