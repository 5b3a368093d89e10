"""What quotations have in common: whoever chooses by a value finds as many as were counted."""

from __future__ import annotations

from dataclasses import replace

import pytest
from sqlalchemy import DDL

from quotesdb.db.search import postgresql, sqlite
from quotesdb.services.judging.organisations import merge
from quotesdb.services.judging.review import review_quote
from quotesdb.services.lookup import QuoteFilter, facets, filters, find_quotes, words
from quotesdb.services.lookup.facets import Facets, facets_of, find_facets
from quotesdb.services.lookup.quotes import chosen

MARCH = (
    "“We open in May,” said Ada Example, director at Example Works.\n"
    "“It is late,” said someone.\n“So it goes.”\n“We wait,” said analysts.\n"
    "“We build,” said Example Works."
)
APRIL = (
    "“Not yet,” said Ada Example, chairwoman at Sample Bank.\n"
    "“We lend money to all of you,” said Sample Bank.\n"
    "“We lend,” said Bo Sample, clerk at Sample Bank Group."
)
ALL = QuoteFilter(limit=None)


@pytest.fixture
def stored(store):
    store(MARCH, "https://example.org/march", day="2025-03-02", publisher="Harbour Courier")
    store(APRIL, "https://example.org/april", day="2023-04-02", publisher="Sample Times")


def by_name(found: Facets) -> dict[str, dict[str, int]]:
    return {each.filter: {value.name: value.quotes for value in each.values} for each in found.facets}


def chosen_by(name: str, value: str) -> dict[str, object]:
    return {name: value == "yes" if name == "reviewed" else value}


def test_whoever_chooses_by_a_value_finds_as_many_as_were_counted(session, stored):
    [first, *_] = find_quotes(session, QuoteFilter(speaker="Ada Example")).rows
    review_quote(session, first.id, "Wen", accept=True)
    merge(session, "Sample Bank", "Sample Bank Group", "Wen")
    found = find_facets(session, ALL)
    assert found.counted == find_quotes(session, ALL).total == 8
    assert by_name(found) == {
        "speaker": {
            "Ada Example": 2,
            "Bo Sample": 1,
            "Example Works": 1,
            "Sample Bank": 1,
            "anonymous sources": 1,
            "groups": 1,
        },
        "organisation": {"Sample Bank Group": 3, "Example Works": 2},
        "publisher": {"Harbour Courier": 5, "Sample Times": 3},
        "kind": {"direct": 8},
        "reviewed": {"unreviewed": 7, "reviewed": 1},
    }
    assert found.years == (("2023", 3), ("2024", 0), ("2025", 5))
    asked = 0
    for facet in found.facets:
        for value in facet.values:
            if value.value is not None:
                chosen = find_quotes(session, replace(ALL, **chosen_by(facet.filter, value.value)))
                assert chosen.total == value.quotes, (facet.filter, value.name)
                asked += 1
    assert asked == 11


def test_what_narrows_a_search_down_narrows_its_facets_down(session, stored):
    found = find_facets(session, replace(ALL, text="we", publisher="Sample Times"))
    assert by_name(found)["organisation"] == {"Sample Bank": 2}
    assert found.counted == 2


def test_of_very_many_nothing_is_counted_and_of_many_values_the_first(session, stored, monkeypatch):
    monkeypatch.setattr(facets, "MOST", 7)
    assert find_facets(session, ALL) == Facets(None)
    monkeypatch.setattr(facets, "MOST", 8)
    monkeypatch.setattr(facets, "_VALUES", 2)
    [speaker, *_] = find_facets(session, ALL).facets
    assert ([value.name for value in speaker.values], speaker.more) == (["Ada Example", "Bo Sample"], 4)


@pytest.mark.parametrize(("most", "counted"), [(2_000, 2), (2, 2), (1, None)])
def test_of_words_that_many_hold_is_told_the_same_and_how_many_there_are(
    session, stored, monkeypatch, most: int, counted: int | None
):
    where = QuoteFilter(text="we lend", limit=1)
    known = find_facets(session, where)
    assert known.counted == 2
    session.execute(DDL("ANALYZE"))
    for engine in (postgresql, sqlite):
        monkeypatch.setattr(engine, "MANY", 1)
    monkeypatch.setattr(words, "CHUNK", 1)
    monkeypatch.setattr(facets, "MOST", most)
    selected = chosen(session, where)
    if session.get_bind().dialect.name == "postgresql":  # the other goes through them in order
        assert len(selected.numbers) == 2
    found = facets_of(session, selected)
    assert found == (known if counted else Facets(None))
    assert found.total == ((2, False) if counted else (1, True))


@pytest.mark.parametrize("most", [0, 10_000])
def test_what_was_reviewed_is_found_whether_it_is_little_or_much(session, stored, monkeypatch, most: int):
    monkeypatch.setattr(filters, "MOST_COUNTED", most)
    said = find_quotes(session, ALL).rows
    for quote in (said[1], said[6]):
        review_quote(session, quote.id, "Wen", accept=True)
    review_quote(session, said[2].id, "Wen", reject=True)
    review_quote(session, said[3].id, "Wen", unsure=True)

    def ids(**fields: object) -> list[str]:
        return [each.id for each in find_quotes(session, replace(ALL, **fields)).rows]

    assert ids(reviewed=True) == [said[1].id, said[6].id]
    assert ids(reviewed=True, publisher="Sample Times") == [said[6].id]
    assert ids(reviewed=False) == [said[place].id for place in (0, 3, 4, 5, 7)]
    page = find_quotes(session, QuoteFilter(reviewed=True, limit=1))
    assert [each.id for each in page.rows] == [said[1].id]
    following = find_quotes(session, QuoteFilter(reviewed=True, limit=1, after=page.next))
    assert [each.id for each in following.rows] == [said[6].id]


def test_forms_of_one_organisation_are_one_value(session, stored):
    values = by_name(find_facets(session, ALL))["organisation"]
    assert list(values.values()) == [3, 2]
    for name, number in values.items():
        assert find_quotes(session, QuoteFilter(organisation=name)).total == number
