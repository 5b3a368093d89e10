"""Printed dates."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quotesdb.readers import parse_printed
from quotesdb.values import Precision, PrintedDate

NOVEMBER = date(2019, 11, 19)


@pytest.mark.parametrize(
    "printed",
    [
        "2019-11-19",
        "20191119",
        "2019/11/19",
        "19 November 2019",
        "19 Nov 2019",
        "19-Nov-2019",
        "19th of November, 2019",
        "November 19, 2019",
        "Nov. 19, 2019",
        "NOVEMBER 19th 2019",
        "Tuesday, November 19, 2019",
        "Tue 19 November 2019",
        "November 19, 2019 at 10:15 a.m. EST",
        "  November\u00a019,\n2019 ",
        NOVEMBER,
    ],
)
def test_days_are_understood_in_every_common_form(printed):
    assert parse_printed(printed) == PrintedDate(NOVEMBER)


@pytest.mark.parametrize(
    ("printed", "shown"),
    [("2019", "2019"), ("2019-11", "2019-11"), ("November 2019", "2019-11"), ("Sept. 2019", "2019-09")],
)
def test_less_than_a_day_is_not_made_into_one(printed, shown):
    assert parse_printed(printed).printed() == shown


@pytest.mark.parametrize(
    ("printed", "utc", "offset"),
    [
        ("2019-11-19T23:30:00-05:00", datetime(2019, 11, 20, 4, 30, tzinfo=UTC), -300),
        ("2019-11-19 23:30 -0500", datetime(2019, 11, 20, 4, 30, tzinfo=UTC), -300),
        ("2019-11-19T06:00:00.000Z", datetime(2019, 11, 19, 6, tzinfo=UTC), 0),
        ("2019-11-19 06:00 UTC", datetime(2019, 11, 19, 6, tzinfo=UTC), 0),
        ("Tue, 19 Nov 2019 06:00:00 +0530", datetime(2019, 11, 19, 0, 30, tzinfo=UTC), 330),
        (
            datetime(2019, 11, 19, 23, tzinfo=timezone(timedelta(hours=2))),
            datetime(2019, 11, 19, 21, tzinfo=UTC),
            120,
        ),
    ],
)
def test_the_printed_day_is_local_and_the_instant_is_utc(printed, utc, offset):
    assert parse_printed(printed) == PrintedDate(NOVEMBER, Precision.TIME, utc, offset)


@pytest.mark.parametrize("printed", ["2019-11-19T23:30:00", "2019-11-19 23:30", datetime(2019, 11, 19, 23)])  # noqa: DTZ001
def test_a_time_without_an_offset_is_no_instant(printed):
    assert parse_printed(printed) == PrintedDate(NOVEMBER)


@pytest.mark.parametrize(
    "wrong",
    [
        "",
        "soon",
        "03/01/2025",
        "2025-02-30",
        "31 Foo 2025",
        "0000",
        "2025-13",
        "Monday",
        "１９９９",
        "1 March",
    ],
)
def test_what_is_no_certain_date_is_named_in_the_message(wrong):
    with pytest.raises(ValueError, match="not a date") as error:
        parse_printed(wrong)
    assert f"'{wrong}'" in str(error.value)


def test_an_instant_beyond_the_calendar_is_refused():
    with pytest.raises(ValueError, match="not a date"):
        parse_printed("0001-01-01T00:00:00+14:00")


def outcome(text: str) -> PrintedDate | str:
    try:
        return parse_printed(text)
    except ValueError as error:
        return str(error)


@given(
    st.text(max_size=30) | st.from_regex(r"[0-9]{1,4}[-/ ][A-Za-z0-9]{1,9}[-/ ][0-9]{1,4}", fullmatch=True)
)
def test_any_text_is_a_date_or_a_clear_refusal(text):
    made = outcome(text)
    assert isinstance(made, PrintedDate) or made.startswith("not a date")


@given(st.dates(min_value=date(1000, 1, 1)))
def test_iso_dates_come_back_as_they_were(day):
    assert parse_printed(day.isoformat()).printed() == day.isoformat()
