"""Lists by name of the speaker or publisher: name after name they are what sorting all of it comes to."""

from __future__ import annotations

from dataclasses import replace

import pytest

from quotesdb.services.lookup import QuoteFilter, find_quotes
from quotesdb.services.lookup.filters import Sort

SAID = (
    "“We open in {0},” said Cy Sample.\n“It is late in {0},” said Ada Example.\n“So it goes in {0}.”\n"
    "“I wonder in {0},” thought Bea Example.\n“They wait in {0},” said Ada Example.\n"
)


@pytest.fixture(autouse=True)
def stored(store):
    for number, publisher in enumerate(("Velda Post", None, "Harbour Courier", "Velda Post", None)):
        day = f"2025-03-0{number % 3 + 1}"
        store(SAID.format(f"town{number}"), f"https://example.org/{number}", day=day, publisher=publisher)


def paged(session, where, size):
    found, after = [], None
    while True:
        page = find_quotes(session, replace(where, limit=size, after=after))
        found += [row.id for row in page.rows]
        if (after := page.next) is None:
            return found, page.total


@pytest.mark.parametrize("sort", [Sort.SPEAKER, Sort.PUBLISHER])
@pytest.mark.parametrize("everything", [False, True])
def test_each_page_goes_on_where_the_one_before_ended(session, sort, everything):
    where = QuoteFilter(sort=sort, all=everything, limit=None)
    # What has a date is narrowed down by none of these, and sorted as a whole.
    whole = [row.id for row in find_quotes(session, replace(where, since="2025-03-01")).rows]
    assert len(whole) == (25 if everything else 20)
    for size in (1, 3, 30):
        assert paged(session, where, size) == (whole, len(whole))
    assert [row.id for row in find_quotes(session, where).rows] == whole


def test_names_come_in_their_order_and_nobody_last(session):
    names = [
        row.speaker and row.speaker.name for row in find_quotes(session, QuoteFilter(sort=Sort.SPEAKER)).rows
    ]
    assert names == ["Ada Example"] * 10 + ["Cy Sample"] * 5 + [None] * 5
    papers = [row.article.publisher for row in find_quotes(session, QuoteFilter(sort=Sort.PUBLISHER)).rows]
    assert papers == ["Harbour Courier"] * 4 + ["Velda Post"] * 8 + [None] * 8
