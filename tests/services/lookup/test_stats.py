"""Counts of who gets quoted, by hand and in agreement with the look-ups."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from quotesdb.services.errors import BadRequest
from quotesdb.services.judging.review import review_quote
from quotesdb.services.judging.speakers import merge
from quotesdb.services.judging.tags import tag_speaker
from quotesdb.services.lookup import QuoteFilter, find_quotes, list_speakers
from quotesdb.services.lookup.stats import By, Count, statistics
from quotesdb.values import Kind, Precision, PrintedDate

ALL = QuoteFilter(limit=None)
MARCH = (
    "“We open in May,” said Ada Example, director at Example Works.\n"
    "“It is late,” said someone.\n“So it goes.”\n“We wait,” said analysts."
)
APRIL = (
    "“Not yet,” said Ada Example, chairwoman at Sample Bank.\n"
    "“We lend money to all of you,” said Sample Bank.\n"
    "“I wonder,” thought Bo Sample."
)


@pytest.fixture
def stored(store):
    store(MARCH, "https://example.org/march", day="2025-03-02", publisher="Harbour Courier")
    store(APRIL, "https://example.org/april", day="2025-04-02", publisher="harbour courier")


def table(session, by, where=ALL):
    return [
        (row.name, row.count.quotes, row.count.words, row.articles)
        for row in statistics(session, where, by).rows
    ]


def test_totals_and_shares(session, stored):
    found = statistics(session, ALL, By.SPEAKER)
    assert (found.quotes, found.words, found.articles, found.speakers) == (6, 21, 2, 2)
    assert found.anonymous == Count(1, 3, 0.1667, 0.1429)
    assert found.unattributed == Count(1, 3, 0.1667, 0.1429)
    assert sum(row.count.quotes for row in found.rows) == found.quotes
    assert sum(row.count.words for row in found.rows) == found.words


@pytest.mark.parametrize(
    ("by", "expected"),
    [
        (
            By.SPEAKER,
            [
                ("Ada Example", 2, 6, 2),
                ("Sample Bank", 1, 7, 1),
                (None, 1, 3, 1),
                ("anonymous sources", 1, 3, 1),
                ("groups", 1, 2, 1),
            ],
        ),
        (By.ORGANISATION, [(None, 3, 8, 1), ("Sample Bank", 2, 9, 1), ("Example Works", 1, 4, 1)]),
        (
            By.KIND,
            [
                ("person", 2, 6, 2),
                ("organisation", 1, 7, 1),
                (None, 1, 3, 1),
                ("anonymous", 1, 3, 1),
                ("group", 1, 2, 1),
            ],
        ),
        (By.PUBLISHER, [("Harbour Courier", 6, 21, 2)]),
        (By.MONTH, [("2025-03", 4, 12, 1), ("2025-04", 2, 9, 1)]),
        (By.CUE, [("said", 5, 18, 2), (None, 1, 3, 1)]),
        (By.TAG, [(None, 6, 21, 2)]),
    ],
)
def test_counts_by_each_thing(session, stored, by, expected):
    assert table(session, by) == expected


@pytest.mark.parametrize("by", list(By))
def test_counts_that_are_kept_are_those_that_are_made(session, stored, by):
    """Without a filter they are read; with one that leaves nothing out they are counted."""
    merge(session, "Ada Example", "analysts", "ines")
    assert statistics(session, ALL, by) == statistics(session, replace(ALL, until="2025"), by)


def test_a_quotation_counts_for_every_tag_of_its_speaker(session, stored):
    tag_speaker(session, "Ada Example", "ines", add=["local", "woman"])
    tag_speaker(session, "Sample Bank", "ines", add=["local"])
    tag_speaker(session, "Ada Example", "ines", add=["mistake"])
    tag_speaker(session, "Ada Example", "ines", remove=["mistake"])
    assert table(session, By.TAG) == [("local", 3, 13, 2), (None, 3, 8, 1), ("woman", 2, 6, 2)]


def test_speakers_are_counted_as_they_are_listed(session, stored):
    merge(session, "Ada Example", "analysts", "ines")
    listed = {(row.name, row.quotes) for row in list_speakers(session).rows}
    counted = {(name, quotes) for name, quotes, *_ in table(session, By.SPEAKER) if name}
    assert counted == listed
    assert statistics(session, ALL, By.SPEAKER).speakers == sum(
        row.id is not None for row in list_speakers(session).rows
    )


def test_filters_are_those_of_the_look_up(session, stored):
    for where in (
        QuoteFilter(speaker="Ada Example"),
        QuoteFilter(organisation="Sample Bank"),
        QuoteFilter(since="2025-04"),
        QuoteFilter(kind=Kind.INDIRECT),
        QuoteFilter(all=True),
        QuoteFilter(text="money"),
        QuoteFilter(unsupported=True),
    ):
        whole = replace(where, limit=None)
        assert statistics(session, whole, By.KIND).quotes == find_quotes(session, whole).total
    with pytest.raises(BadRequest):
        statistics(session, QuoteFilter(since="someday"), By.KIND)


def test_nothing_counted_has_no_shares(session):
    found = statistics(session, ALL, By.SPEAKER)
    assert (found.quotes, found.words, found.rows, found.anonymous) == (0, 0, (), Count(0, 0, 0.0, 0.0))


def test_a_decision_counts_and_so_do_the_words_it_was_made_on(session, store):
    url = "https://example.org/story"
    store("“We will open the port in May,” said Ada Example.\n“So it goes,” said Bo Sample.", url)
    quotes = {quote.text: quote.id for quote in find_quotes(session, ALL).rows}
    review_quote(session, quotes["“We will open the port in May,”"], "ines", speaker="Eva Example", new=True)
    review_quote(session, quotes["“So it goes,”"], "ines", reject=True)
    store("“We will open the port,” said Ada Example.\n“So it goes,” said Bo Sample.", url)
    assert table(session, By.SPEAKER) == [("Eva Example", 1, 7, 1)]


def test_the_last_months_are_shown_and_what_has_no_month_comes_last(session, store):
    for number, day in enumerate(("2025-01-05", "2025-02-05", "2025-03-05")):
        store(f"“It is {number},” said Ada Example.", f"https://example.org/{number}", day=day)
    store("“No day,” said Ada Example.", "https://example.org/undated")
    year = PrintedDate(date(2025, 1, 1), Precision.YEAR)
    store("“A year,” said Ada Example.", "https://example.org/year", published=year)
    assert [row[0] for row in table(session, By.MONTH)] == ["2025", "2025-01", "2025-02", "2025-03", None]
    assert [row[0] for row in table(session, By.MONTH, QuoteFilter(limit=2))] == ["2025-03", None]
    found = statistics(session, QuoteFilter(limit=2), By.MONTH)
    assert (found.groups, len(found.rows)) == (5, 2)


def test_what_is_kept_ready_is_what_counting_finds(session, stored):
    """Of all there is the counts are kept; with dates that hold all of it the quotations are counted."""
    review_quote(session, find_quotes(session, QuoteFilter(text="lend")).rows[0].id, "wen", reject=True)
    for by in By:
        kept = statistics(session, ALL, by)
        assert kept == statistics(session, replace(ALL, since="2025-01"), by)
        assert kept.groups == len(kept.rows) > 0


def test_a_group_that_a_person_knows_is_counted_with_whom_it_is(session, stored):
    merge(session, "analysts", "Ada Example", "wen")
    counted = [
        ("Ada Example", 3, 8, 2),
        ("Sample Bank", 1, 7, 1),
        (None, 1, 3, 1),
        ("anonymous sources", 1, 3, 1),
    ]
    assert table(session, By.SPEAKER) == counted
    assert [(row.name, row.quotes) for row in list_speakers(session).rows] == [
        ("Ada Example", 3),
        ("Sample Bank", 1),
        ("anonymous sources", 1),
    ]
