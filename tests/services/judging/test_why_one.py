"""The links that hold a speaker together, and a speaker that falls apart where they are cut."""

from __future__ import annotations

import pytest
from sqlalchemy import select

from quotesdb.db.models import Appearance, Speaker
from quotesdb.services.errors import BadRequest
from quotesdb.services.ingest.invariants import problems
from quotesdb.services.ingest.rebuild import rebuild
from quotesdb.services.ingest.reextract import reextract
from quotesdb.services.judging import speakers
from quotesdb.services.judging.undo import undo
from quotesdb.services.lookup import list_decisions
from quotesdb.services.lookup.why import why_one
from tests.services.identity.test_clustering import said
from tests.services.toy import NEWER


def url(number):
    return f"https://example.org/{number}"


@pytest.fixture
def okonjos(store):
    """One speaker by four names in six articles; one of these is a namesake's."""
    scientist = "Ada Okonjo, hydrologist at Velda Water Institute"
    store(said(scientist, "Max Sample"), url(1), day="2025-03-01")
    store(said(scientist, "Max Sample"), url(2), day="2025-03-02")
    store(said("Ada B Okonjo, hydrologist at Velda Water Institute"), url(3), day="2025-03-03")
    store(said("Mrs Okonjo, hydrologist at Velda Water Institute", "Max Sample"), url(4), day="2025-03-04")
    store(said("Ada Okonjo, goalkeeper at Harrow Rovers", "Kit Trial"), url(5), day="2025-03-05")
    store(said("Adah Okonjo"), url(6), day="2025-03-06")


def parts(session):
    found = {}
    for speaker, name, day in session.execute(
        select(Speaker.public_id, Appearance.name, Appearance.published_on)
        .join(Speaker.appearances)
        .where(Appearance.name.contains("Okonjo"))
    ):
        found.setdefault(speaker, set()).add((name, day.day))
    return sorted(map(sorted, found.values()))


def test_the_links_that_hold_a_speaker_together_are_told_the_weakest_first(session, okonjos):
    speakers.merge(session, "Adah Okonjo", "Ada Okonjo", "Wen", "the byline says so")
    found = why_one(session, "Ada Okonjo")
    assert (found.appearances, found.links.total) == (6, 5)
    assert len({link.id for link in found.links.rows}) == 5
    assert [link.kind for link in found.links.rows] == ["surname", "middle", "equal", "equal", "judged"]
    scores = [link.score for link in found.links.rows[:-1]]
    assert scores == sorted(scores)
    surname, middle, namesake, _equal, judged = found.links.rows
    assert surname.reasons[0] == "a surname alone"
    assert {surname.one.name, surname.other.name} == {"Ada Okonjo", "Mrs Okonjo"}
    assert {middle.one.name, middle.other.name} == {"Ada Okonjo", "Ada B Okonjo"}
    assert namesake.reasons[0] == "equal full name"
    assert (str(namesake.other.published.day), namesake.apart) == ("2025-03-05", 1)
    assert "Wen" in judged.reasons[0]
    assert judged.reasons[1] == "the byline says so"
    assert (judged.score, judged.decision) == (None, list_decisions(session).rows[0].decision)
    assert why_one(session, "Ada Okonjo", limit=2).links.rows == found.links.rows[:2]


def test_links_are_cut_by_one_decision_that_holds_and_is_undone_at_once(
    session, okonjos, store, make_session
):
    whole = parts(session)
    links = why_one(session, "Ada Okonjo").links.rows
    surname = next(link.id for link in links if link.kind == "surname")
    namesake = next(link.id for link in links if str(link.other.published.day) == "2025-03-05")
    decided = speakers.cut(session, "Ada Okonjo", [surname, namesake], "Wen", "the goalkeeper")
    session.commit()
    apart = [
        [("Ada B Okonjo", 3), ("Ada Okonjo", 1), ("Ada Okonjo", 2)],
        [("Ada Okonjo", 5)],
        [("Adah Okonjo", 6)],
        [("Mrs Okonjo", 4)],
    ]
    assert parts(session) == apart
    assert len(decided.now) == 3
    for again in (lambda: reextract(make_session, program=NEWER), lambda: rebuild(make_session)):
        session.commit()
        again()
        assert parts(session) == apart
    store(said("Ada Okonjo"), url(7), day="2025-03-07")
    assert [("Ada B Okonjo", 3), ("Ada Okonjo", 1), ("Ada Okonjo", 2), ("Ada Okonjo", 7)] in parts(session)
    undo(session, decided.decision, "Wen")
    assert parts(session) == [[*whole[0][:4], ("Ada Okonjo", 7), *whole[0][4:]], *whole[1:]]
    session.commit()
    assert problems(session) == []


def test_a_link_keeps_its_id_whatever_is_ingested(session, okonjos, store):
    """The list is a new one after an older article; what somebody read off the one before means the same."""
    before = {link.id: link for link in why_one(session, "Ada Okonjo").links.rows}
    namesake = next(link for link in before.values() if str(link.other.published.day) == "2025-03-05")
    store(said("Ada Okonjo", "Max Sample"), url(7), day="2025-02-01")
    store(said("Ada C Okonjo"), url(8), day="2025-01-01")
    after = why_one(session, "Ada Okonjo").links.rows
    assert before.keys() <= {link.id for link in after}
    speakers.cut(session, "Ada Okonjo", [namesake.id], "Wen")
    assert [("Ada Okonjo", 5)] in parts(session)


def test_a_decision_is_a_link_that_can_be_cut(session, okonjos):
    speakers.merge(session, "Adah Okonjo", "Ada Okonjo", "Wen")
    judged = why_one(session, "Ada Okonjo").links.rows[-1]
    made = speakers.cut(session, "Ada Okonjo", [judged.id], "Noor")
    assert [("Adah Okonjo", 6)] in parts(session)
    undo(session, made.decision, "Noor")
    assert [("Adah Okonjo", 6)] not in parts(session)


def test_who_was_held_apart_from_a_speaker_is_so_from_all_its_parts(session, store):
    for number in range(1, 6):
        store(said("Ada Okonjo"), url(number), day=f"2025-03-0{number}")
    ids = session.scalars(select(Appearance.public_id).order_by(Appearance.published_on)).all()
    speakers.split(session, ids[0], [ids[4]], "Wen")
    speakers.cut(session, ids[0], [link.id for link in why_one(session, ids[0]).links.rows[:2]], "Wen")
    assert sorted(len(part) for part in parts(session)) == [1, 1, 1, 2]
    other = next(id_ for id_ in ids[1:4] if id_ != why_one(session, ids[0]).id)
    with pytest.raises(BadRequest):
        speakers.merge(session, other, ids[4], "Wen")


@pytest.mark.parametrize("links", [[], ["1"], ["l-aaaaaaaa"], ["", "l-aaaaaaaa"]])
def test_what_is_the_id_of_no_link_is_refused(session, okonjos, links):
    with pytest.raises(BadRequest):
        speakers.cut(session, "Ada Okonjo", links, "Wen")


def test_an_organisation_is_told_too(session, store):
    store(said("Example Works"), url(1), day="2025-03-01")
    store(said("The Example Works"), url(2), day="2025-03-02")
    [link] = why_one(session, "Example Works").links.rows
    assert link.reasons == ("equal organisation name",)
    speakers.cut(session, "Example Works", [link.id], "Wen")
    assert session.query(Speaker).count() == 2
