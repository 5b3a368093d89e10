"""A lost decision is found again: the list, and the page of an organisation."""

from __future__ import annotations

import pytest

from quotesdb.services.errors import BadRequest, UnknownName
from quotesdb.services.judging import organisations, speakers
from quotesdb.services.judging.undo import undo
from quotesdb.services.lookup import list_decisions, list_organisations, organisation_detail

SAID = (
    "“We open in May,” said Ada Example, director at Sample Bank.\n“We lend,” said Sample Bank.\n"
    "“It is late,” said Bea Example, clerk at Old Sample Bank.\n“Not yet,” said Cy Sample.\n"
    "“I wonder,” thought Dee Sample, clerk at Sample Bank."
)


@pytest.fixture(autouse=True)
def stored(store):
    store(SAID, "https://example.org/one", day="2025-03-02")
    store(
        "“Later,” said Ada Example, chairwoman at Sample Bank.", "https://example.org/two", day="2025-04-02"
    )


def listed(session, **options):
    return [act.decision for act in list_decisions(session, **options).rows]


def test_decisions_are_listed_newest_first_with_who_and_why(session):
    merged = organisations.merge(session, "Sample Bank", "Old Sample Bank", "Wen", "one bank")
    named = speakers.rename(session, "Cy Sample", "Dr Cy Sample", "Noa")
    page = list_decisions(session, limit=1)
    assert (page.total, [act.decision for act in page.rows]) == (2, [named.decision])
    [act] = list_decisions(session, by="wen").rows
    assert (act.decision, act.judge, act.note, act.holds) == (merged.decision, "Wen", "one bank", True)
    assert {party.name for party in act.changes[0].about} == {"Sample Bank", "Old Sample Bank"}
    assert listed(session, since=f"{act.at:%Y-%m-%d}") == [named.decision, merged.decision]
    assert listed(session, since="2999") == listed(session, by="Nobody") == []
    with pytest.raises(BadRequest):
        list_decisions(session, since="someday")


def test_what_was_taken_back_is_listed_only_when_asked_for(session):
    apart = speakers.different(session, "Ada Example", "Bea Example", "Wen")
    back = undo(session, apart.decision, "Noa", "hasty")
    assert listed(session) == []
    newest, oldest = list_decisions(session, all=True).rows
    assert (newest.decision, newest.judge, newest.note) == (back.decision, "Noa", "hasty")
    assert [change.id for change in newest.changes] == [apart.decision]
    assert (oldest.decision, oldest.changes[0].retracted_by) == (apart.decision, "Noa")
    again = undo(session, back.decision, "Wen")
    assert listed(session) == [again.decision]


def test_one_decision_that_wrote_many_rows_is_one_line(session):
    first = speakers.rename(session, "Cy Sample", "Dr Cy Sample", "Noa")
    second = speakers.rename(session, "Cy Sample", "Dr C. Sample", "Noa")
    [act] = list_decisions(session).rows
    assert act.decision == second.decision
    assert [(change.id, change.name) for change in act.changes] == [
        (second.decision, "Dr C. Sample"),
        (first.decision, "Dr Cy Sample"),
    ]


def test_an_organisation_is_shown_with_its_names_people_and_decisions(session):
    merged = organisations.merge(session, "Sample Bank", "Old Sample Bank", "Wen", "one bank")
    given = organisations.add_alias(session, "Sample Bank", "the lender", "Noa")
    found = organisation_detail(session, "THE LENDER")
    assert (found.name, found.quotes, found.own) == ("Old Sample Bank", 4, 1)
    assert [(row.name, row.quotes, row.own) for row in found.names] == [
        ("Sample Bank", 3, 1),
        ("Old Sample Bank", 1, 0),
    ]
    assert found.aliases == ("the lender",)
    assert [(row.name, row.quotes, row.role, row.organisation) for row in found.people.rows] == [
        ("Ada Example", 2, "chairwoman", "Sample Bank"),
        ("Bea Example", 1, "clerk", "Old Sample Bank"),
    ]
    assert [(one.id, one.judge, one.note) for one in found.decisions] == [
        (merged.decision, "Wen", "one bank"),
        (given.decision, "Noa", None),
    ]
    one = next(row for row in list_organisations(session).rows if row.name == found.name)
    assert (one.quotes, one.own) == (found.quotes, found.own)


def test_what_was_decided_and_taken_back_about_an_organisation_is_kept(session):
    merged = organisations.merge(session, "Sample Bank", "Old Sample Bank", "Wen")
    undo(session, merged.decision, "Noa", "two banks")
    for name in ("Sample Bank", "Old Sample Bank"):
        [entry] = organisation_detail(session, name).decisions
        assert (entry.id, entry.retracted_by, entry.retraction_note) == (merged.decision, "Noa", "two banks")


def test_people_are_limited_and_an_unknown_organisation_is_said(session):
    page = organisation_detail(session, "Sample Bank", limit=0).people
    assert (page.total, page.rows) == (1, ())
    with pytest.raises(UnknownName):
        organisation_detail(session, "Nowhere Works")


def test_the_list_is_read_page_after_page(session):
    for name in ("Dr Cy Sample", "Dr C. Sample", "C. Sample"):
        speakers.rename(session, "Cy Sample", name, "Noa")
    whole = listed(session, all=True)
    assert len(whole) == 3
    found, after = [], None
    while True:
        page = list_decisions(session, limit=2, all=True, after=after)
        found += [act.decision for act in page.rows]
        if (after := page.next) is None:
            break
    assert (found, page.total) == (whole, 3)
    assert list_decisions(session, limit=3, all=True).next is None
    with pytest.raises(BadRequest, match="not a place in this list"):
        list_decisions(session, after="nonsense")
