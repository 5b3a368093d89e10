"""Which speakers are suggested as one, with which evidence."""

from __future__ import annotations

import pytest
from sqlalchemy import event, select

from quotesdb.db.models import Appearance
from quotesdb.services.suggestions import suggest
from tests.services.test_speakers import said


def names(suggestions):
    return [{one.a.name, one.b.name} for one in suggestions]


def test_names_that_go_together_are_suggested_with_the_evidence_of_both(session, store):
    store(said("William Okonjo, mayor at Velda Council", "Max Sample"), "https://example.org/1", title="One")
    store(said("Bill Okonjo, mayor at Velda Council", "Max Sample"), "https://example.org/2", title="Two")
    (found,) = suggest(session)
    assert {found.a.name, found.b.name} == {"William Okonjo", "Bill Okonjo"}
    assert found.reasons[0] == "given names that go together"
    assert {"both of Velda Council", "both printed as mayor", "both quoted beside Max Sample"} < {
        *found.reasons
    }
    assert {role.title for side in (found.a, found.b) for role in side.roles} == {"One", "Two"}
    assert all(side.quotes.rows for side in (found.a, found.b))


def test_the_likeliest_come_first_and_no_more_than_asked_for(session, store):
    store(said("Ada Okonjo", "Chinwe Okonjo"), "https://example.org/1")
    store(said("Ada B Okonjo", "Okonjo"), "https://example.org/2")
    found = suggest(session)
    assert names(found)[0] == {"Ada Okonjo", "Ada B Okonjo"}
    assert [one.score for one in found] == sorted((one.score for one in found), reverse=True)
    assert {"Okonjo", "Chinwe Okonjo"} in names(found) or {"Okonjo", "Ada Okonjo"} in names(found)
    assert names(suggest(session, 1)) == names(found)[:1]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Ada Okonjo", "Eve Okonjo"),
        ("analysts", "analysts"),
        ("someone", "someone"),
        ("Ada Okonjo", "Okonjo Works"),
        ("Max Sample", "Ada Okonjo"),
    ],
)
def test_what_names_rule_out_and_the_unnamed_are_not_suggested(session, store, one, other):
    store(said(one), "https://example.org/1")
    store(said(other), "https://example.org/2")
    assert suggest(session) == []


def test_what_is_linked_is_not_suggested(session, store):
    store(said("Ada Okonjo"), "https://example.org/1")
    store(said("Ada Okonjo"), "https://example.org/2")
    assert suggest(session) == []


def test_pairs_that_a_person_decided_on_by_any_appearance_are_left_out(session, store):
    store(said("Ada Okonjo"), "https://example.org/1", day="2025-03-01")
    store(said("Ada Okonjo"), "https://example.org/2", day="2025-03-02")
    store(said("Ada B Okonjo"), "https://example.org/3", day="2025-03-03")
    assert len(suggest(session)) == 1
    rows = session.execute(select(Appearance.public_id).order_by(Appearance.id)).scalars().all()
    judged = {rows[1], rows[2]}
    assert suggest(session, decided=lambda one, other: {one, other} == judged) == []


def test_the_number_of_queries_does_not_depend_on_how_many_speakers_there_are(session, store):
    """But for those of the evidence that is shown."""
    store(said("Ada Okonjo"), "https://example.org/1")
    store(said("Ada B Okonjo"), "https://example.org/2")
    asked = []
    event.listen(session.get_bind(), "before_cursor_execute", lambda *args: asked.append(args[2]))
    suggest(session)
    few = len(asked)
    store(said("Bola Achebe", "Chidi Mensah", "Dora Falk", "Egon Lund", "Finn Moss"), "https://example.org/3")
    asked.clear()
    suggest(session)
    assert len(asked) == few
