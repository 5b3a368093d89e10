"""Names of a spreadsheet matched to speakers: as sure as linking is."""

from __future__ import annotations

import pytest
from sqlalchemy import event

from quotesdb.resolve import PRIOR, Kind
from quotesdb.resolve.authority import chance
from quotesdb.services.judging import speakers
from quotesdb.services.lookup.reconcile import reconcile
from quotesdb.values import AgentKind
from tests.services.identity.test_clustering import said


@pytest.fixture(autouse=True)
def stored(store):
    for number in range(6):
        store(said("Stanley Okonjo"), f"https://example.org/{number}", day=f"2025-03-0{number + 1}")
    store(said("Eve Okonjo", "Example Works"), "https://example.org/7", day="2025-03-07")


def scores(session, name, **how):
    return {one.name: one.score for one in reconcile(session, name, **how)}


def test_a_full_name_is_as_sure_as_its_form(session):
    assert scores(session, "Stanley Okonjo") == {"Stanley Okonjo": 100.0}
    assert scores(session, "Stanley B. Okonjo") == {
        "Stanley Okonjo": round(100 * chance(PRIOR[Kind.MIDDLE]), 1)
    }
    assert scores(session, "S. Okonjo") == {"Stanley Okonjo": round(100 * chance(PRIOR[Kind.INITIAL]), 1)}


def test_a_surname_goes_by_the_share_of_its_bearers(session):
    found = scores(session, "Okonjo")
    assert found["Stanley Okonjo"] == 75.0, "6 of 8: against one other and one who is not known"
    assert found["Eve Okonjo"] == 12.5
    assert not any(one.match for one in reconcile(session, "Okonjo"))


def test_a_name_of_another_person_is_no_more_than_a_name_that_is_near(session):
    assert scores(session, "Eva Okonjo").get("Stanley Okonjo", 0.0) == 0.0


def test_any_name_of_a_speaker_is_as_good_as_the_one_that_is_shown(session, store):
    store(said("The Flood Man"), "https://example.org/8")
    speakers.merge(session, "The Flood Man", "Stanley Okonjo", "Wen")
    assert scores(session, "The Flood Man") == {"Stanley Okonjo": 100.0}


def test_organisations_are_compared_as_such(session):
    assert scores(session, "Example Works", kind=AgentKind.ORGANISATION) == {"Example Works": 100.0}
    assert scores(session, "Example Works", kind=AgentKind.PERSON) == {}


def test_the_database_is_asked_as_often_whatever_the_number_of_bearers(session, store):
    def times(name):
        asked = []

        def note(*args):
            asked.append(args[2])

        event.listen(session.get_bind(), "before_cursor_execute", note)
        reconcile(session, name, limit=25)
        event.remove(session.get_bind(), "before_cursor_execute", note)
        return len(asked)

    times("Okonjo")
    two = times("Okonjo")
    for number, given in enumerate(("Ada", "Bea", "Cy", "Dee", "Fay", "Gus", "Hal", "Ivy")):
        store(said(f"{given} Okonjo"), f"https://example.org/o{number}")
    assert len(reconcile(session, "Okonjo", limit=25)) == 10
    assert times("Okonjo") == two
