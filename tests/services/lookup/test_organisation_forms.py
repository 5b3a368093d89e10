"""Forms of one organisation's name: one in filters, lists and statistics, and where each can be checked."""

from __future__ import annotations

import pytest

from quotesdb.services.judging import organisations
from quotesdb.services.judging.undo import undo
from quotesdb.services.lookup import QuoteFilter, find_quotes, list_organisations, organisation_detail
from quotesdb.services.lookup.stats import By, statistics


@pytest.fixture(autouse=True)
def stored(store):
    store(
        "“We meet,” said UN.\n“We met,” said Ada Example, clerk at United Nations.\n“No,” said Cy Test.",
        "https://example.org/1",
        day="2025-03-01",
    )
    store("“We meet again,” said United Nations.", "https://example.org/2", day="2025-03-02")
    store("“Sold,” said Bea Sample, clerk at Example Works plc.", "https://example.org/3", day="2025-03-03")
    store("“Bought,” said Example Works.\n“Yes,” said Cy Test.", "https://example.org/4", day="2025-03-04")


@pytest.mark.parametrize("where", [QuoteFilter(), QuoteFilter(since="2025")])
def test_statistics_take_the_forms_of_a_name_together_and_an_article_counts_once(session, where):
    found = statistics(session, where, By.ORGANISATION)
    rows = {row.name: (row.count.quotes, row.articles) for row in found.rows}
    assert rows == {
        "United Nations": (3, 2),
        "Example Works": (2, 2),
        None: (2, 2),
    }
    assert sum(row.count.words for row in found.rows) == found.words


@pytest.mark.parametrize("name", ["UN", "United Nations"])
def test_a_filter_by_one_form_has_what_is_said_under_the_others(session, name):
    assert find_quotes(session, QuoteFilter(organisation=name)).total == 3
    detail = organisation_detail(session, name)
    assert (detail.quotes, detail.own) == (3, 2)
    assert {(row.name, row.quotes, row.checked_at) for row in detail.names} == {
        ("UN", 1, "un.org"),
        ("United Nations", 2, "un.org"),
    }


def test_what_differs_by_a_legal_form_is_one_and_no_list_has_it(session):
    assert find_quotes(session, QuoteFilter(organisation="Example Works")).total == 2
    assert {row.checked_at for row in organisation_detail(session, "Example Works plc").names} == {None}


def test_the_list_and_statistics_have_the_same_organisations(session, store):
    store("“Sold,” said Bea Sample, clerk at Example Works Ltd.", "https://example.org/5")
    counted = {row.name: row.count.quotes for row in statistics(session, QuoteFilter(), By.ORGANISATION).rows}
    listed = {row.name: row.quotes for row in list_organisations(session).rows}
    assert listed == {name: quotes for name, quotes in counted.items() if name is not None}
    assert listed["Example Works"] == 3


@pytest.mark.parametrize("where", [QuoteFilter(), QuoteFilter(since="2025")])
def test_merged_organisations_are_called_in_statistics_as_in_the_list(session, where):
    organisations.merge(session, "Example Works", "United Nations", "Wen")
    organisations.rename(session, "United Nations", "Works of the Nations", "Wen")
    rows = {row.name: row.count.quotes for row in statistics(session, where, By.ORGANISATION).rows}
    assert rows == {"Works of the Nations": 5, None: 2}
    assert [row.name for row in list_organisations(session).rows] == ["Works of the Nations"]


def test_the_list_has_the_forms_of_the_shipped_list_together(session):
    rows = {row.name: (row.quotes, row.own, row.names) for row in list_organisations(session).rows}
    assert rows["United Nations"] == (3, 2, ("UN",))
    assert "UN" not in rows
    assert [row.name for row in list_organisations(session, "un").rows] == ["United Nations"]
    pages, after = [], None
    while True:
        page = list_organisations(session, limit=1, after=after)
        pages += [row.name for row in page.rows]
        if (after := page.next) is None:
            break
    assert pages == [*rows]
    assert page.total == len(rows)


def test_a_person_who_holds_forms_apart_comes_first(session):
    made = organisations.different(session, "UN", "United Nations", "Wen")
    assert find_quotes(session, QuoteFilter(organisation="UN")).total == 1
    counted = statistics(session, QuoteFilter(), By.ORGANISATION).rows
    assert {row.name: row.count.quotes for row in counted if row.name}["UN"] == 1
    undo(session, made.decision, "Wen")
    assert find_quotes(session, QuoteFilter(organisation="UN")).total == 3


def test_the_campaign_of_somebody_is_one_whatever_it_is_called(session, store):
    for number, body in enumerate(("Quennick campaign", "Ada Quennick's campaign", "Quennick's team")):
        store(f"“Number {number},” said Eve Trial, aide at {body}.", f"https://example.org/c{number}")
    assert find_quotes(session, QuoteFilter(organisation="Quennick campaign")).total == 3
    [row] = list_organisations(session, "quennick").rows
    assert (row.quotes, len(row.names)) == (3, 2)
    counted = statistics(session, QuoteFilter(speaker="Eve Trial"), By.ORGANISATION).rows
    assert [row.count.quotes for row in counted] == [3]
