"""Who is who: what a person decides holds, survives and can be taken back."""

from __future__ import annotations

import re
from datetime import UTC, datetime

import pytest
from sqlalchemy import event, select

from quotesdb.db.models import Appearance, Article, Speaker, SpeakerJudgement
from quotesdb.services.errors import AmbiguousName, BadRequest, UnknownName
from quotesdb.services.identity import clustering
from quotesdb.services.identity.find_speaker import find_speaker
from quotesdb.services.ingest.invariants import problems
from quotesdb.services.ingest.reextract import reextract
from quotesdb.services.ingest.remove import remove_article
from quotesdb.services.judging import organisations
from quotesdb.services.judging import speakers as judgements
from quotesdb.services.judging.undo import undo
from quotesdb.services.lookup import QuoteFilter, find_folded, find_quotes, list_speakers, speaker_detail
from tests.services.toy import NEWER

FULL, SHORT = "Shehzad Kadi", "Kadi"


def said(*names):
    return "\n".join(f"“We said statement number {i},” said {name}." for i, name in enumerate(names))


def url(number):
    return f"https://example.org/{number}"


@pytest.fixture
def two(session, store):
    """Two speakers who may be one, the short name printed first."""
    store(said(SHORT), url(1), day="2025-03-01")
    store(said(FULL), url(2), day="2025-03-02")
    return id_in(session, 1), id_in(session, 2)


@pytest.fixture
def namesakes(session, store):
    """Four articles with somebody of one name, linked by a machine."""
    for number in range(1, 5):
        store(said("Ada Example"), url(number), day=f"2025-03-0{number}")
    return [id_in(session, number) for number in range(1, 5)]


def id_in(session, number, name=None):
    """The id of the only appearance, or the one of that name, in an article."""
    query = select(Appearance.public_id).join(Appearance.article).where(Article.url == url(number))
    return session.scalars(query.where(Appearance.name == name) if name else query).one()


def parts(session, *appearances):
    """The appearances by the speaker they belong to."""
    rows = session.execute(select(Speaker.public_id, Appearance.public_id).join(Speaker.appearances)).all()
    found = {}
    for speaker, appearance in rows:
        if not appearances or appearance in appearances:
            found.setdefault(speaker, set()).add(appearance)
    return sorted(map(sorted, found.values()))


def test_merged_speakers_are_one_under_the_id_printed_first_and_the_fullest_name(session, two):
    short, full = two
    decided = judgements.merge(session, FULL, short, "Wen", "the same bank")
    assert [(party.id, party.name) for party in decided.now] == [(short, FULL)]
    assert find_speaker(session, full).id == find_speaker(session, SHORT).id == short
    assert find_quotes(session, QuoteFilter(speaker=FULL)).total == 2
    detail = speaker_detail(session, FULL)
    assert {(role.name, role.id) for role in detail.roles} == {(SHORT, short), (FULL, full)}
    [entry] = detail.decisions
    assert (entry.id, entry.verdict, entry.judge, entry.note) == (
        decided.decision,
        "same",
        "Wen",
        "the same bank",
    )


def test_merging_joins_what_both_said_into_one_statement_and_undoing_parts_it(session, two):
    def folded():
        return [len(row.statement.quotes) for row in find_folded(session, QuoteFilter()).rows]

    assert folded() == [1, 1]
    decided = judgements.merge(session, *two, "Wen")
    assert folded() == [2]
    undo(session, decided.decision, "Wen")
    assert folded() == [1, 1]


def test_a_merge_leaves_evidence_and_attributions_alone(session, two):
    before = session.execute(select(Appearance.public_id, Appearance.name, Appearance.role)).all()
    quotes = {row.id: row.speaker for row in find_quotes(session, QuoteFilter()).rows}
    judgements.merge(session, *two, "Wen")
    assert session.execute(select(Appearance.public_id, Appearance.name, Appearance.role)).all() == before
    assert {row.id: row.speaker for row in find_quotes(session, QuoteFilter()).rows} == quotes


def test_what_is_decided_survives_new_articles_extractions_and_a_rebuild(session, two, store, make_session):
    judgements.merge(session, *two, "Wen")
    store(said(FULL), url(3), day="2025-02-01")
    session.commit()
    reextract(make_session, program=NEWER)
    session.expire_all()
    assert len(parts(session)) == 1
    clustering.rebuild(session)
    assert len(parts(session)) == 1
    assert find_speaker(session, two[0]).id == id_in(session, 3)


def test_two_held_apart_stay_so_whatever_links_them(session, namesakes, store):
    first, second, third, fourth = namesakes
    judgements.different(session, first, third, "Wen", "father and son")
    assert parts(session) == sorted([sorted([first, second, fourth]), [third]])
    store(said("Ada Example"), url(5), day="2025-03-05")
    store(said("Ada Example"), url(6), day="2025-01-01")
    assert len(parts(session)) == 2
    assert [third] in parts(session)


def test_the_cut_does_not_depend_on_the_order_of_ingest(session, store):
    for number in (3, 1, 4, 2):
        store(said("Ada Example"), url(number), day=f"2025-03-0{number}")
    first, second, third, fourth = (id_in(session, number) for number in range(1, 5))
    judgements.different(session, third, first, "Wen")
    assert parts(session) == sorted([sorted([first, second, fourth]), [third]])


def test_a_newcomer_joins_the_earliest_printed_of_namesakes_held_apart(session, store):
    store(said("Ada Example"), url(1), day="2025-03-02")
    store(said("Ada Example"), url(2), day="2025-03-01")
    judgements.different(session, id_in(session, 1), id_in(session, 2), "Wen")
    store(said("Ada Example"), url(3), day="2025-03-03")
    assert sorted([id_in(session, 2), id_in(session, 3)]) in parts(session)


def test_an_earlier_article_does_not_take_a_chosen_spelling_away(session, store):
    store(said("Ada Example"), url(1), day="2025-03-02")
    judgements.rename(session, "Ada Example", "Ada ÉXAMPLE", "Wen")
    store(said("Ada Example"), url(2), day="2025-03-01")
    assert find_speaker(session, "Ada Example").name == "Ada ÉXAMPLE"


def test_a_merge_across_a_negative_is_refused_and_names_it(session, two, store):
    short, full = two
    decided = judgements.different(session, short, full, "Wen", "father and son")
    store(said("Sam Kadi"), url(3), day="2025-03-03")
    judgements.merge(session, "Sam Kadi", short, "Ines")
    with pytest.raises(BadRequest, match=rf"Wen decided so on 20.*\(father and son\).*{decided.decision}"):
        judgements.merge(session, "Sam Kadi", full, "Ines")
    undo(session, decided.decision, "Ines")
    judgements.merge(session, "Sam Kadi", full, "Ines")
    assert len(parts(session)) == 1


def test_holding_apart_what_a_person_merged_is_refused_and_names_it(session, two, store):
    store(said("Sam Kadi"), url(3), day="2025-03-03")
    first = judgements.merge(session, *two, "Wen")
    judgements.merge(session, two[1], "Sam Kadi", "Ines")
    with pytest.raises(BadRequest, match=f"are one: Wen decided so.*{first.decision}"):
        judgements.different(session, two[0], id_in(session, 3), "Ines")


@pytest.mark.parametrize("verdict", ["merge", "different", "unsure"])
def test_deciding_the_same_twice_says_who_did(session, two, verdict):
    getattr(judgements, verdict)(session, *two, "Wen")
    with pytest.raises(BadRequest, match="Wen decided so"):
        getattr(judgements, verdict)(session, *two, "Ines")


def test_who_was_unsure_can_be_overruled_and_nothing_is_overwritten(session, two):
    judgements.unsure(session, *two, "Wen")
    assert judgements.decided_pairs(session) == {frozenset(two)}
    assert len(parts(session)) == 2
    decided = judgements.merge(session, *two, "Ines")
    assert len(parts(session)) == 1
    assert [(e.verdict, e.judge, e.retracted_by) for e in speaker_detail(session, FULL).decisions] == [
        ("unsure", "Wen", "Ines"),
        ("same", "Ines", None),
    ]
    undo(session, decided.decision, "Ines")
    assert judgements.decided_pairs(session) == {frozenset(two)}


def test_split_takes_appearances_out_by_id_or_article(session, namesakes, store):
    first, second, third, fourth = namesakes
    article = session.scalars(select(Article.public_id).where(Article.url == url(2))).one()
    decided = judgements.split(session, first, [article, fourth], "Wen", "a namesake")
    assert parts(session) == sorted([sorted([first, third]), sorted([second, fourth])])
    assert sorted(change.verdict for change in decided.changes) == ["different", "same", "same"]
    clustering.rebuild(session)
    assert len(parts(session)) == 2
    undo(session, decided.decision, "Wen")
    assert len(parts(session)) == 1


def test_split_takes_back_what_held_the_sides_together_and_keeps_each_side_one(session, store):
    for number, name in enumerate(["Ana Kadi", "Bea Kadi", "Cem Kadi"], 1):
        store(said(name), url(number), day=f"2025-03-0{number}")
    judgements.merge(session, "Ana Kadi", "Bea Kadi", "Wen")
    judgements.merge(session, "Bea Kadi", "Cem Kadi", "Wen")
    middle = id_in(session, 2)
    decided = judgements.split(session, "Ana Kadi", [middle], "Ines")
    outer = sorted([id_in(session, 1), id_in(session, 3)])
    assert parts(session) == sorted([outer, [middle]])
    with pytest.raises(BadRequest, match="Ines decided so"):
        judgements.merge(session, "Bea Kadi", "Cem Kadi", "Wen")
    undo(session, decided.decision, "Ines")
    assert len(parts(session)) == 1


@pytest.mark.parametrize("which", [[0, 1, 2, 3], []])
def test_a_split_that_leaves_a_side_empty_is_refused(session, namesakes, which):
    with pytest.raises(BadRequest, match="some must stay"):
        judgements.split(session, namesakes[0], [namesakes[i] for i in which], "Wen")


def test_only_what_belongs_to_the_speaker_can_be_split_off(session, namesakes, store):
    store(said("Max Sample"), url(9))
    with pytest.raises(BadRequest, match="no appearance of that speaker"):
        judgements.split(session, namesakes[0], [id_in(session, 9)], "Wen")


def test_a_preferred_name_is_shown_and_found_and_follows_the_speaker(session, two, store):
    judgements.merge(session, *two, "Wen")
    judgements.rename(session, two[0], "Shehzad H. Kadi", "Wen", "his own spelling")
    assert [row.name for row in list_speakers(session).rows] == ["Shehzad H. Kadi"]
    assert find_speaker(session, "shehzad h. kadi").id == two[0]
    store(said(FULL), url(3), day="2025-01-01")
    assert find_speaker(session, two[1]).name == "Shehzad H. Kadi"
    again = judgements.rename(session, two[0], "S. H. Kadi", "Ines")
    assert find_speaker(session, two[1]).name == "S. H. Kadi"
    undo(session, again.decision, "Ines")
    assert find_speaker(session, two[1]).name == "Shehzad H. Kadi"


def test_an_alias_finds_the_speaker_until_it_is_removed(session, two):
    judgements.add_alias(session, FULL, "the China Beige Book chief", "Wen")
    assert find_speaker(session, "China Beige Book chief").id == two[1]
    assert "the China Beige Book chief" in speaker_detail(session, FULL).aliases
    assert [row.id for row in list_speakers(session, "beige").rows] == [two[1]]
    removed = judgements.remove_alias(session, FULL, "the china beige book chief", "Ines")
    with pytest.raises(UnknownName):
        find_speaker(session, "China Beige Book chief")
    undo(session, removed.decision, "Wen")
    assert find_speaker(session, "China Beige Book chief").id == two[1]


def test_a_printed_name_is_no_alias_to_add_or_remove(session, two):
    with pytest.raises(BadRequest, match="already"):
        judgements.add_alias(session, FULL, "shehzad kadi", "Wen")
    with pytest.raises(BadRequest, match="printed so"):
        judgements.remove_alias(session, FULL, FULL, "Wen")
    with pytest.raises(BadRequest, match="empty"):
        judgements.rename(session, FULL, " ", "Wen")


def test_undoing_is_a_decision_that_can_be_undone_and_only_once(session, two):
    merged = judgements.merge(session, *two, "Wen")
    taken_back = undo(session, merged.decision, "Ines", "hasty")
    assert len(parts(session)) == 2
    with pytest.raises(BadRequest, match=f"Ines took it back.*{taken_back.decision}"):
        undo(session, merged.decision, "Wen")
    undo(session, taken_back.decision, "Wen")
    assert len(parts(session)) == 1


def test_undoing_what_a_later_decision_contradicts_is_refused_and_names_it(session, two):
    merged = judgements.merge(session, *two, "Wen")
    taken_back = undo(session, merged.decision, "Ines")
    later = judgements.different(session, *two, "Eva")
    with pytest.raises(BadRequest, match=f"Eva decided so.*{later.decision}"):
        undo(session, taken_back.decision, "Wen")


def test_groups_of_one_name_are_no_single_speaker_to_judge(session, store):
    for number in (1, 2):
        store(said("analysts", FULL), url(number))
    with pytest.raises(BadRequest, match="several speakers"):
        judgements.merge(session, "analysts", FULL, "Wen")


def test_nobody_decides_nothing_and_no_one_with_itself(session, two):
    with pytest.raises(BadRequest, match="who"):
        judgements.merge(session, *two, " ")
    with pytest.raises(BadRequest, match="both are"):
        judgements.merge(session, FULL, two[1], "Wen")


def test_a_removed_article_takes_no_decision_with_it(session, two, store):
    short, full = two
    judgements.merge(session, short, full, "Wen")
    store(said("Sam Kadi"), url(3), day="2025-03-03")
    judgements.merge(session, short, "Sam Kadi", "Wen")
    article = session.scalars(select(Article.public_id).where(Article.url == url(1))).one()
    remove_article(session, article, "taken down")
    assert find_speaker(session, full).id == find_speaker(session, "Sam Kadi").id == full
    assert find_speaker(session, short).id == full
    assert [role.name for role in speaker_detail(session, FULL).roles] == ["Sam Kadi", FULL]
    kept = parts(session)
    clustering.rebuild(session)
    assert parts(session) == kept


def test_names_of_an_organisation_are_taken_together_and_apart_again(session, store):
    store("“We open in May,” said Ada Example, director at Tinworks.", url(1))
    store("“We close in June,” said Max Sample, chief at Calder Works.\n" + said("Old Works"), url(2))
    merged = organisations.merge(session, "Tinworks", "Calder Works", "Wen")
    for name in ("Tinworks", "Calder Works"):
        assert find_quotes(session, QuoteFilter(organisation=name)).total == 2
    assert [party.name for party in merged.now] == ["Calder Works"]
    undo(session, merged.decision, "Wen")
    assert find_quotes(session, QuoteFilter(organisation="Tinworks")).total == 1


def test_organisations_that_speak_are_one_speaker_also_if_met_later(session, store):
    store(said("Example Works"), url(1), day="2025-03-01")
    store("“We open in May,” said Ada Example, director at Old Works.", url(2), day="2025-03-02")
    merged = organisations.merge(session, "Example Works", "Old Works", "Wen")
    store(said("Old Works"), url(3), day="2025-03-03")
    store(said("Old Works"), url(4), day="2025-03-04")
    store(said("Example Works"), url(5), day="2025-03-05")
    works = [id_in(session, number) for number in (1, 3, 4, 5)]
    assert parts(session, *works) == [sorted(works)]
    assert problems(session) == []
    undo(session, merged.decision, "Wen")
    assert len(parts(session, *works)) == 2


def test_organisations_held_apart_are_not_merged_and_names_can_be_given(session, store):
    store("“We open in May,” said Ada Example, director at Tinworks.", url(1))
    store("“We close in June,” said Max Sample, chief at Old Tinworks.", url(2))
    organisations.different(session, "Tinworks", "Old Tinworks", "Wen", "sold in 1990")
    with pytest.raises(BadRequest, match="sold in 1990"):
        organisations.merge(session, "Tinworks", "Old Tinworks", "Ines")
    organisations.add_alias(session, "Tinworks", "the tin people", "Wen")
    organisations.rename(session, "Tinworks", "Tinworks Ltd", "Wen")
    for name in ("the tin people", "Tinworks Ltd"):
        assert find_quotes(session, QuoteFilter(organisation=name)).total == 1
    organisations.remove_alias(session, "Tinworks", "the tin people", "Wen")
    with pytest.raises(UnknownName):
        find_quotes(session, QuoteFilter(organisation="the tin people"))


def test_splitting_an_organisation_keeps_each_side_one(session, store):
    for number, body in enumerate(["Tin A", "Tin B", "Tin C"]):
        store(f"“We open in May {number},” said Ada Example, director at {body}.", url(number))
    organisations.merge(session, "Tin A", "Tin B", "Wen")
    organisations.merge(session, "Tin B", "Tin C", "Wen")
    split = organisations.split(session, "Tin A", ["Tin B"], "Ines")
    totals = [find_quotes(session, QuoteFilter(organisation=f"Tin {x}")).total for x in "ABC"]
    assert totals == [2, 1, 2]
    undo(session, split.decision, "Ines")
    assert find_quotes(session, QuoteFilter(organisation="Tin B")).total == 3


def test_no_machine_step_writes_a_decision(session, two, store, make_session):
    judgements.merge(session, *two, "Wen")
    judgements.rename(session, FULL, "S. H. Kadi", "Wen")
    session.commit()
    written = []

    @event.listens_for(session.get_bind(), "before_cursor_execute")
    def watch(_connection, _cursor, sql, *_rest):
        if re.match(r"\s*(INSERT INTO|UPDATE|DELETE FROM) decision\b", sql):
            written.append(sql)

    store(said(FULL, SHORT), url(3), day="2025-01-01")
    reextract(make_session, program=NEWER)
    clustering.rebuild(session)
    assert written == []
    assert datetime.now(UTC) > session.scalars(select(SpeakerJudgement.decided_at)).one()


def test_a_name_given_to_two_is_ambiguous(session, two):
    for who in two:
        judgements.add_alias(session, who, "the chief", "Wen")
    with pytest.raises(AmbiguousName):
        find_speaker(session, "the chief")


def test_a_name_that_comes_up_again_after_decades_is_one_speaker_until_a_person_parts_them(session, store):
    for number, day in enumerate(["1984-06-01", "2013-06-01", "2016-01-01"], 1):
        store(said("Harriet Dunmow"), url(number), day=day)
    first, second, third = (id_in(session, number) for number in (1, 2, 3))
    assert parts(session) == [sorted([first, second, third])]
    judgements.split(session, first, [second, third], "Wen")
    assert parts(session) == sorted([[first], sorted([second, third])])
    store(said("Harriet Dunmow"), url(4), day="1990-06-01")
    assert len(parts(session, first, second, third)) == 2
    assert problems(session) == []


def test_organisations_outlive_people(session, store):
    store(said("Tin Bank"), url(1), day="1984-06-01")
    store(said("Tin Bank"), url(2), day="2014-06-01")
    assert len(parts(session)) == 1


@pytest.fixture
def three(session, store):
    """Three speakers of three names."""
    names = ("Ana Kadi", "Bea Lorn", "Cem Mott")
    for number, name in enumerate(names, 1):
        store(said(name), url(number), day=f"2025-03-0{number}")
    return names


def test_several_are_merged_by_one_decision_and_parted_by_taking_it_back(session, three):
    decided = judgements.merge_all(session, three, "Wen", "pen names")
    assert [entry.id for entry in decided.changes] == [decided.decision] * 2
    assert len(decided.now) == len(parts(session)) == 1
    assert {entry.id for entry in speaker_detail(session, "Ana Kadi").decisions} == {decided.decision}
    undo(session, decided.decision, "Ines")
    assert len(parts(session)) == 3
    assert problems(session) == []


def test_nothing_is_merged_if_a_person_holds_two_of_several_apart(session, three):
    judgements.different(session, three[1], three[2], "Noa", "two desks")
    before = len(session.scalars(select(SpeakerJudgement)).all())
    with pytest.raises(BadRequest, match=r"Bea Lorn .* and Cem Mott .* not one: Noa decided so.*two desks"):
        judgements.merge_all(session, three, "Wen")
    assert len(session.scalars(select(SpeakerJudgement)).all()) == before
    assert len(parts(session)) == 3


def test_nothing_is_merged_if_those_who_are_one_with_two_of_several_are_held_apart(session, three, store):
    store(said("Dov Nahl"), url(4))
    judgements.merge(session, three[1], "Dov Nahl", "Wen")
    judgements.different(session, "Dov Nahl", three[2], "Noa")
    with pytest.raises(BadRequest, match="Noa decided so"):
        judgements.merge_all(session, three, "Wen")


def test_of_several_only_what_is_not_yet_decided_is_added_and_doubts_end(session, three):
    first = judgements.merge(session, *three[:2], "Wen")
    judgements.unsure(session, three[1], three[2], "Noa")
    ids = [id_in(session, number) for number in (1, 2, 3)]
    second = judgements.merge_all(session, ids, "Wen")
    assert sorted(entry.verdict for entry in second.changes) == ["same", "unsure"]
    with pytest.raises(BadRequest, match=f"are one: Wen decided so.*{first.decision}"):
        judgements.merge_all(session, ids, "Ines")
    undo(session, second.decision, "Wen")
    assert len(parts(session)) == 2
    live = [entry for entry in speaker_detail(session, three[2]).decisions if not entry.retracted_at]
    assert [entry.verdict for entry in live] == ["unsure"]


def test_several_of_one_speaker_are_nothing_to_merge(session, three):
    one = id_in(session, 1)
    with pytest.raises(BadRequest, match="all are Ana Kadi"):
        judgements.merge_all(session, [three[0], one, one], "Wen")


def test_those_who_bear_a_full_name_are_found_to_be_merged(session, store):
    for number, name in enumerate(["Mr Robin Kadi", "Mrs Robin Kadi", "Tom Robin Kadi", "Ana Kadi"], 1):
        store(said(name), url(number), day=f"2025-03-0{number}")
    found = judgements.called_so(session, "ROBIN KADI")
    assert sorted(found) == sorted([id_in(session, 1), id_in(session, 2)])
    judgements.merge_all(session, found, "Wen")
    with pytest.raises(BadRequest, match="no two speakers bear the name 'Robin Kadi'"):
        judgements.called_so(session, "Robin Kadi")
    with pytest.raises(UnknownName):
        judgements.called_so(session, "Nobody Here")


def test_several_names_of_an_organisation_are_merged_by_one_decision(session, store):
    for number, name in enumerate(["Tin A", "Tin B", "Tin C"], 1):
        store(f"“We open in May,” said Ada Example, director at {name}.", url(number))
    merged = organisations.merge_all(session, ["Tin A", "Tin B", "Tin C"], "Wen")
    assert find_quotes(session, QuoteFilter(organisation="Tin C")).total == 3
    undo(session, merged.decision, "Wen")
    assert find_quotes(session, QuoteFilter(organisation="Tin C")).total == 1


def test_a_doubt_about_somebody_who_was_merged_parts_and_joins_nobody(session, store):
    """Also a name without a given one, which a machine would take for another's had nobody decided."""
    store(said("President Sample"), url(1))
    store(said("Example"), url(2))
    store(said("Bea Sample, president at Velda"), url(3))
    store(said("Sample Works"), url(4))
    president, example, bea, works = (id_in(session, number) for number in range(1, 5))
    judgements.merge(session, president, example, "Wen")
    before = parts(session, president, example, bea, works)
    judgements.unsure(session, president, works, "Wen")
    assert parts(session, president, example, bea, works) == before
    clustering.rebuild(session)
    assert parts(session, president, example, bea, works) == before


def test_who_is_merged_is_called_by_the_fullest_name_that_is_printed_most(session, store):
    """The appearances that a merge is about are names of one article each: they count with their equals."""
    store(said("Addie Quill"), "https://example.org/1", day="2025-01-01")
    for number in range(2, 5):
        store(said("Ada Okonjo"), f"https://example.org/{number}", day=f"2025-03-0{number}")
    store(said("A Trial"), "https://example.org/5", day="2025-02-01")
    ids = [find_speaker(session, name).id for name in ("A Trial", "Addie Quill", "Ada Okonjo")]
    decided = judgements.merge_all(session, ids, "Wen")
    assert [party.name for party in decided.now] == ["Ada Okonjo"]
    assert find_speaker(session, "Addie Quill").name == "Ada Okonjo"
