"""A date is shown as far as it was printed, wherever it is shown: a year is never its first of January."""

from __future__ import annotations

from datetime import date
from io import BytesIO

import openpyxl
import pyarrow.parquet
import pytest

from quotesdb.cite import BUILTIN
from quotesdb.json_shape import plain
from quotesdb.services.checking.check import Claim, check
from quotesdb.services.checking.record import CheckFilter, list_checks, record
from quotesdb.services.lookup.export import export
from quotesdb.services.lookup.filters import QuoteFilter
from quotesdb.services.lookup.organisations import organisation_detail
from quotesdb.services.lookup.quotes import find_folded
from quotesdb.services.lookup.speaker_list import list_speakers
from quotesdb.services.lookup.speakers import speaker_detail
from quotesdb.services.lookup.stats import By, statistics
from quotesdb.values import Precision, PrintedDate

YEAR = PrintedDate(date(2005, 1, 1), Precision.YEAR)
MONTH = PrintedDate(date(2006, 3, 1), Precision.MONTH)
ADA = "said Ada Wexley, mayor at Velda Council."


@pytest.fixture
def archive(session, store):
    store(f"“The river is high and stays so,” {ADA}", "https://example.org/1", published=YEAR)
    store(f"“Nobody minds the river at all,” {ADA}", "https://example.org/2", published=MONTH)
    return session


def test_of_speakers_the_first_and_last_date_are_as_printed(archive):
    [ada] = list_speakers(archive).rows
    assert (ada.first, ada.last) == ("2005", "2006-03")
    [ada] = organisation_detail(archive, "Velda Council").people.rows
    assert (ada.first, ada.last) == ("2005", "2006-03")
    assert speaker_detail(archive, "Ada Wexley", as_of="2004").first == "2005"


def test_a_day_that_is_printed_says_more_than_its_year(archive, store):
    store(f"“Happy new year to the river,” {ADA}", "https://example.org/3", day="2005-01-01")
    [ada] = list_speakers(archive).rows
    assert (ada.first, ada.last) == ("2005", "2006-03")


def test_what_was_searched_is_said_with_dates_as_printed(archive):
    searched = check(archive, Claim("The river is high and stays so")).coverage
    assert (searched.first, searched.last) == ("2005", "2006-03")


def cells(written):
    sheet = openpyxl.load_workbook(written).active
    return str(list(sheet.iter_rows(values_only=True)))


ONLY_WHO_IS_IDENTIFIED = {"quickstatements"}
"""Formats that leave out whom no identifier tells, as everybody here."""

READ = {"parquet": lambda written: str(pyarrow.parquet.read_table(written).to_pylist()), "xlsx": cells}


def exported(archive, name):
    out = BytesIO()
    export(archive, name, out)
    return READ.get(name, lambda written: written.getvalue().decode())(out)


def test_no_look_up_and_no_citation_makes_a_day_of_a_year(archive):
    everything = QuoteFilter(limit=None)
    shown = [exported(archive, name) for name in BUILTIN if name not in ONLY_WHO_IS_IDENTIFIED]
    shown += map(str, map(plain, [list_speakers(archive), speaker_detail(archive, "Wexley")]))
    shown += map(
        str, map(plain, [find_folded(archive, everything), statistics(archive, everything, By.MONTH)])
    )
    assert all("2005" in each for each in shown)
    for day in ("2005-01-01", "2005-01", "2005/01", "1 January 2005", "2006-03-01", "2006/03/01"):
        assert not any(day in each for each in shown)


def test_a_stored_check_says_what_was_searched_with_dates_as_printed(archive):
    record(archive, check(archive, Claim("The river is high and stays so")))
    [row] = list_checks(archive, CheckFilter()).rows
    assert (row.first, row.last) == ("2005", "2006-03")
