"""The list of organisations: page after page it is the whole, whatever people merged and named."""

from __future__ import annotations

import pytest

from quotesdb.services.judging import organisations
from quotesdb.services.lookup import list_organisations

PEOPLE = [
    ("Ada Example", "Sample Bank", 3),
    ("Bea Example", "Old Sample Bank", 2),
    ("Cy Example", "Harbour Bank", 2),
    ("Dee Example", "Velda Works", 2),
    ("Eli Example", "Example Works", 1),
    ("Fay Example", "Orchard Trust", 1),
]


@pytest.fixture(autouse=True)
def stored(store):
    for number, (name, body, times) in enumerate(PEOPLE):
        said = (f"“We open on {number}{day},” said {name}, clerk at {body}.\n" for day in range(times))
        store("".join(said), f"https://example.org/{number}", day="2025-03-02")
    store("“We lend to all of you,” said Harbour Bank.", "https://example.org/own", day="2025-03-03")


def listed(session, query=None):
    return [(row.name, row.quotes, row.own, row.names) for row in list_organisations(session, query).rows]


def paged(session, size, query=None):
    found, after = [], None
    while True:
        page = list_organisations(session, query, limit=size, after=after)
        found += [(row.name, row.quotes, row.own, row.names) for row in page.rows]
        if (after := page.next) is None:
            return found, page.total


def test_it_is_by_number_then_name_and_has_what_an_organisation_said_itself(session):
    assert listed(session) == [
        ("Harbour Bank", 3, 1, ()),
        ("Sample Bank", 3, 0, ()),
        ("Old Sample Bank", 2, 0, ()),
        ("Velda Works", 2, 0, ()),
        ("Example Works", 1, 0, ()),
        ("Orchard Trust", 1, 0, ()),
    ]
    assert [row[0] for row in listed(session, "WORKS")] == ["Velda Works", "Example Works"]


@pytest.mark.parametrize("size", [1, 2, 4, 6])
def test_pages_are_the_whole_whatever_was_merged_and_named(session, size):
    organisations.merge(session, "Sample Bank", "Old Sample Bank", "wen")
    organisations.rename(session, "Orchard Trust", "Zebra Trust", "wen")
    organisations.different(session, "Velda Works", "Example Works", "wen")
    organisations.add_alias(session, "Harbour Bank", "the lender", "wen")
    whole = listed(session)
    assert [row[:3] for row in whole] == [
        ("Old Sample Bank", 5, 0),
        ("Harbour Bank", 3, 1),
        ("Velda Works", 2, 0),
        ("Example Works", 1, 0),
        ("Zebra Trust", 1, 0),
    ]
    assert [row[3] for row in whole[:2]] == [("Sample Bank",), ("the lender",)]
    assert paged(session, size) == (whole, 5)
    assert paged(session, size, "bank") == (listed(session, "bank"), 2)
