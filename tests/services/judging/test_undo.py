"""Taking decisions back, and what holds on when others do."""

from __future__ import annotations

import json

import pytest
from sqlalchemy import select

from quotesdb.db.models import Appearance, Article, SpeakerJudgement
from quotesdb.services.errors import AmbiguousName, BadRequest
from quotesdb.services.identity import organisations
from quotesdb.services.identity.find_speaker import find_speaker
from quotesdb.services.ingest.invariants import problems
from quotesdb.services.ingest.remove import remove_article
from quotesdb.services.judging import organisations as organisation_judgements
from quotesdb.services.judging import speakers as judgements
from quotesdb.services.judging.undo import undo
from quotesdb.services.transfer import Arrival, export_decisions, import_decisions
from tests.services.judging.test_who_is_whom import id_in, namesakes, parts, said, url
from tests.services.transfer.test_transfer import bring, build, lines

__all__ = ["build", "namesakes"]


@pytest.fixture
def three(session, store):
    """Three people in an article each."""
    for number, name in enumerate(["Ada Example", "Bea Sample", "Cy Test"], 1):
        store(said(name), url(number), day=f"2025-03-0{number}")
    return [id_in(session, number) for number in (1, 2, 3)]


def article_at(session, number):
    return session.scalars(select(Article.public_id).where(Article.url == url(number))).one()


def test_a_split_holds_when_a_date_is_corrected_and_when_an_article_is_removed(session, namesakes, store):
    first, second, third, fourth = namesakes
    judgements.split(session, first, [third, fourth], "Wen")
    store(said("Ada Example"), url(1), day="2025-03-10")
    assert parts(session) == sorted([sorted([first, second]), sorted([third, fourth])])
    remove_article(session, article_at(session, 1), "on request")
    assert parts(session, second, third, fourth) == sorted([[second], sorted([third, fourth])])
    store(said("Ada Example"), url(5), day="2025-02-01")
    assert parts(session, third, fourth) == [sorted([third, fourth])]
    assert problems(session) == []


def test_who_was_split_off_is_not_merged_again_by_the_way(session, namesakes):
    first, second, third, fourth = namesakes
    decided = judgements.split(session, first, [third, fourth], "Wen")
    with pytest.raises(BadRequest, match=decided.decision):
        judgements.merge(session, second, fourth, "Ines")
    with pytest.raises(BadRequest, match=decided.decision):
        judgements.different(session, first, second, "Ines")
    again = judgements.split(session, first, [second], "Ines")
    assert parts(session) == sorted([[first], [second], sorted([third, fourth])])
    undo(session, undo(session, again.decision, "Ines").decision, "Ines")
    assert parts(session) == sorted([[first], [second], sorted([third, fourth])])
    undo(session, decided.decision, "Wen")
    assert parts(session) == sorted([[second], sorted([first, third, fourth])])


def test_a_split_can_be_undone_and_the_undoing_too(session, namesakes):
    first, _second, third, fourth = namesakes
    decided = judgements.split(session, first, [third, fourth], "Wen")
    apart = parts(session)
    undone = undo(session, decided.decision, "Ines")
    assert parts(session) == [sorted(namesakes)]
    undo(session, undone.decision, "Wen")
    assert parts(session) == apart


def test_what_cannot_hold_again_beside_a_later_decision_is_refused_and_named(session, three):
    ada, bea, cy = three
    judgements.merge(session, ada, bea, "Wen")
    judgements.merge(session, ada, cy, "Wen")
    first = judgements.split(session, ada, [ada], "Wen")
    later = judgements.split(session, bea, [cy], "Ines", "no")
    session.commit()
    with pytest.raises(BadRequest, match=rf"Ines decided so.*{later.decision}"):
        undo(session, first.decision, "Wen")
    session.rollback()
    assert len(parts(session)) == 3
    undo(session, later.decision, "Wen")
    undo(session, first.decision, "Wen")
    assert parts(session) == [sorted(three)]


def test_an_alias_that_was_removed_twice_is_not_brought_back_by_the_first_undoing(session, three):
    judgements.add_alias(session, three[0], "The Chief", "Wen")
    first = judgements.remove_alias(session, three[0], "The Chief", "Wen")
    undo(session, first.decision, "Ines")
    second = judgements.remove_alias(session, three[0], "The Chief", "Tom")
    with pytest.raises(BadRequest, match=rf"Tom took it back.*{second.decision}"):
        undo(session, first.decision, "Ines")


def test_undoing_a_rename_shows_the_name_that_was_shown(session, three):
    ada, bea, _cy = three
    judgements.rename(session, ada, "Zed", "Wen")
    judgements.rename(session, bea, "Alpha", "Wen")
    merged = judgements.merge(session, ada, bea, "Wen")
    assert find_speaker(session, ada).name == "Alpha"
    renamed = judgements.rename(session, ada, "Both", "Wen")
    undo(session, renamed.decision, "Wen")
    assert find_speaker(session, ada).name == "Alpha"
    undo(session, merged.decision, "Wen")
    assert (find_speaker(session, ada).name, find_speaker(session, bea).name) == ("Zed", "Alpha")


def test_a_name_that_is_not_shown_can_be_chosen_again(session, three):
    ada, bea, _cy = three
    judgements.rename(session, ada, "Zed", "Wen")
    judgements.rename(session, bea, "Alpha", "Wen")
    judgements.merge(session, ada, bea, "Wen")
    judgements.rename(session, ada, "Zed", "Wen")
    assert find_speaker(session, ada).name == "Zed"
    with pytest.raises(BadRequest, match="already"):
        judgements.rename(session, ada, "Zed", "Wen")


@pytest.mark.parametrize("name", ["", " ", "\u200b", "...", "A\x1b[31m", "A\u202eB"])
def test_what_is_no_name_is_not_given(session, three, name):
    with pytest.raises(BadRequest, match="name"):
        judgements.rename(session, three[0], name, "Wen")


STORIES = {url(1): said("Ada Example"), url(2): said("Bea Sample"), url(3): said("Ada Example")}


def test_of_three_who_merged_the_same_the_last_takes_it_back_for_all_and_can_undo_that(build):
    desks = [build(stories=STORIES) for _ in range(3)]
    for desk, judge in zip(desks, ["Ann", "Bob", "Cy"], strict=True):
        with desk.begin() as session:
            judgements.merge(session, "Ada Example", "Bea Sample", judge)
    ann, bob, cy = desks
    bring(cy, [*lines(ann), *lines(bob)])
    with cy.begin() as session:
        live = session.scalars(select(SpeakerJudgement).where(SpeakerJudgement.retracted_at.is_(None))).one()
        undone = undo(session, live.public_id, "Cy")
        assert len(parts(session)) == 2
        judges = session.scalars(
            select(SpeakerJudgement.decided_by).order_by(SpeakerJudgement.decided_by)
        ).all()
        assert judges == ["Ann", "Bob", "Cy"]
        undo(session, undone.decision, "Cy")
        assert len(parts(session)) == 1


def test_a_name_from_elsewhere_does_not_outdo_the_one_that_is_shown(build):
    source, target = build(stories=STORIES), build(stories=STORIES)
    with target.begin() as session:
        judgements.rename(session, id_in(session, 1), "Prof Ada", "Cy")
    with source.begin() as session:
        remove_article(
            session, session.scalars(select(Article.public_id).where(Article.url == url(1))).one(), "x"
        )
        judgements.rename(session, id_in(session, 3), "Dr Ada", "Ann")
    [outcome] = bring(target, lines(source))
    assert (outcome.outcome, "Prof Ada" in (outcome.reason or "")) == (Arrival.CONFLICT, True)
    with target() as session:
        assert find_speaker(session, "Ada Example").name == "Prof Ada"


def test_names_of_one_database_are_no_conflict_with_each_other(session, namesakes, make_session, build):
    first, _second, third, fourth = namesakes
    decided = judgements.split(session, first, [third, fourth], "Wen")
    judgements.rename(session, first, "Ada the First", "Wen")
    judgements.rename(session, third, "Ada the Third", "Wen")
    undo(session, decided.decision, "Wen")
    session.commit()
    shown = find_speaker(session, first).name
    carried = lines(make_session)
    other = build(stories={url(n): said("Ada Example") for n in range(1, 5)})
    assert {each.outcome for each in bring(other, carried)} == {Arrival.ADDED}
    with other() as there:
        assert find_speaker(there, "Ada Example").name == shown


def test_an_alias_of_an_organisation_is_no_other_organisation(session, store):
    store(said("Alpha Works", "Beta Works", "Gamma Works"), url(1))
    for act in (organisation_judgements.add_alias, organisation_judgements.rename):
        with pytest.raises(BadRequest, match="another organisation"):
            act(session, "Alpha Works", "Beta Works", "Wen")
    for name in ("Alpha Works", "Beta Works"):
        organisation_judgements.add_alias(session, name, "AW", "Wen")
    with pytest.raises(AmbiguousName, match=r"Alpha Works.*Beta Works"):
        organisation_judgements.merge(session, "AW", "Gamma Works", "Wen")


def test_a_famous_abbreviation_can_be_merged_parted_and_printed_again(session, store):
    def speakers():
        names = ("UN", "United Nations")
        rows = session.scalars(select(Appearance.speaker_id).where(Appearance.name.in_(names)))
        return len(set(rows))

    store("“We met,” said Ada Example, director at UN.\n“We did,” said Bea Sample, head at United Nations.")
    merged = organisation_judgements.merge(session, "UN", "United Nations", "Wen")
    store(said("UN"), url(1))
    store(said("United Nations"), url(2))
    assert (speakers(), problems(session)) == (1, [])
    undo(session, merged.decision, "Wen")
    assert (speakers(), problems(session)) == (1, [])
    apart = organisation_judgements.different(session, "UN", "United Nations", "Wen")
    store(said("UN"), url(3))
    assert (speakers(), problems(session)) == (2, [])
    assert organisations.decisions(session).apart == {("un", "united nations")}
    undo(session, apart.decision, "Wen")
    assert (speakers(), problems(session)) == (1, [])


def test_whom_a_cut_leaves_together_does_not_depend_on_the_order_of_ingest(session, store, build):
    company = ("Dee Sample", "Cy Test")
    stories = {
        url(0): said("Orla Jane Brennick", *company),
        url(1): said("Orla Jane Brennick", *company),
        url(2): said("Orla Brennick", *company),
    }
    found = []
    for order in ([0, 1, 2], [1, 0, 2], [2, 1, 0]):
        make = build(stories={url(number): stories[url(number)] for number in order})
        with make.begin() as there:
            one, other = (id_in(there, number, "Orla Jane Brennick") for number in (0, 1))
            assert len(parts(there, one, other)) == 1
            judgements.different(there, one, other, "Wen")
            found.append(parts(there, one, other, id_in(there, 2, "Orla Brennick")))
    assert found[0] == found[1] == found[2]


def test_what_is_no_decision_stops_nothing(build):
    source, target = build(stories=STORIES), build(stories=STORIES)
    with source.begin() as session:
        judgements.merge(session, "Ada Example", "Bea Sample", "Ann")
        [line] = export_decisions(session)
    spoilt = [
        {**line, "created_at": "0001-01-01T00:00:00+14:00"},
        {**line, "created_at": "9999-12-31T23:59:59-14:00"},
        {**line, "id": "D-ABCDEFGHIJ"},
        {**line, "id": " d-abcdefghi"},
        {**line, "id": "d-abcdefghi\n"},
    ]
    outcomes = bring(target, [json.dumps(each) for each in [*spoilt, line]])
    assert [each.outcome for each in outcomes] == [Arrival.INVALID] * len(spoilt) + [Arrival.ADDED]
    assert import_decisions(target, [json.dumps(line)]) == 0
