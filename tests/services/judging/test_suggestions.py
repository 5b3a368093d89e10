"""What is suggested as one, with which evidence, and how the list keeps in step with the answers."""

from __future__ import annotations

import pytest
from sqlalchemy import event

from quotesdb.services.errors import BadRequest, UnknownName
from quotesdb.services.ingest.invariants import problems
from quotesdb.services.judging import organisations, speakers
from quotesdb.services.judging.suggestions import About, Suggestions
from quotesdb.services.judging.undo import undo
from quotesdb.services.lookup.decisions import list_decisions
from quotesdb.services.lookup.filters import QuoteFilter
from quotesdb.services.lookup.quotes import find_quotes
from quotesdb.services.lookup.speaker_list import list_speakers
from quotesdb.services.lookup.speakers import speaker_detail
from quotesdb.values import Agent, AgentKind, Kind, Quotation, Span
from tests.services.identity.test_clustering import said
from tests.services.toy import finding


def suggest(session, limit=None):
    return Suggestions(session).first(session, limit)


def called(suggestion):
    return {member.side.name for member in suggestion.members}


def names(suggestions):
    return [called(one) for one in suggestions]


def answered(session, suggestions, verdict):
    """Answer every question in the same way; the names that were asked about."""
    asked = []
    while found := suggestions.following(session):
        asked.append(called(found))
        if verdict == "skip":
            suggestions.skip()
        else:
            suggestions.decide(session, verdict, "Wen")
    return asked


def test_names_that_go_together_are_suggested_with_the_evidence_of_both(session, store):
    store(said("Ada Okonjo, mayor at Velda"), "https://example.org/1", title="One")
    store(said("Adah Okonjo, mayor at Velda"), "https://example.org/2", title="Two")
    (found,) = suggest(session)
    assert called(found) == {"Ada Okonjo", "Adah Okonjo"}
    assert found.reasons[0] == "another spelling of the name"
    sides = [member.side for member in found.members]
    assert {role.title for side in sides for role in side.roles} == {"One", "Two"}
    assert all(side.quotes.rows for side in sides)


def test_what_names_and_articles_make_sure_is_linked_and_not_asked(session, store):
    store(said("William Okonjo, mayor at Velda Council", "Max Sample"), "https://example.org/1")
    store(said("Bill Okonjo, mayor at Velda Council", "Max Sample"), "https://example.org/2")
    assert suggest(session) == []
    assert speaker_detail(session, "Bill Okonjo").articles == 2


def test_the_most_quoted_come_first_and_no_more_than_asked_for(session, okonjos, store):
    store(said("Max Falk", "Max Falk", "Max Falk", "Max Falk"), "https://example.org/7")
    store(said("Maxx Falk"), "https://example.org/8")
    found = suggest(session)
    assert names(found) == [{"Max Falk", "Maxx Falk"}, {"Ada Okonjo", "Adah Okonjo", "Ayda Okonjo"}]
    assert [one.quotes for one in found] == [5, 4]
    assert [member.side.name for member in found[0].members] == ["Max Falk", "Maxx Falk"]
    assert found[1].members[0].side.name == "Ada Okonjo", "two articles have her"
    assert names(suggest(session, 1)) == names(found)[:1]
    rows = Suggestions(session).rows(2)
    assert [{party.name for party in row.about} for row in rows] == names(found)
    assert [row.quotes for row in rows] == [5, 4]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Ada Okonjo", "Eve Okonjo"),
        ("analysts", "analysts"),
        ("someone", "someone"),
        ("Ada Okonjo", "Okonjo Works"),
        ("Max Sample", "Ada Okonjo"),
        ("Deco", "Ambrose Teague"),
        ("Kit", "Henk Ten Cate"),
        ("Józefa Brennan", "Mr Bruno"),
    ],
)
def test_what_names_rule_out_and_the_unnamed_are_not_suggested(session, store, one, other):
    store(said(one), "https://example.org/1")
    store(said(other), "https://example.org/2")
    assert suggest(session) == []


def test_the_husband_in_the_article_is_not_suggested_as_the_wife(session, store):
    store(said("Józefa Brennan", "Mr Brennan, husband at Velda"), "https://example.org/1")
    assert suggest(session) == []


def test_what_is_linked_is_not_suggested(session, store):
    store(said("Ada Okonjo"), "https://example.org/1")
    store(said("Ada Okonjo"), "https://example.org/2")
    assert suggest(session) == []


def test_one_without_a_quotation_to_show_is_not_suggested(session, store):
    store("“Hm,” thought Ada Okonjo.", "https://example.org/1")
    store(said("Adah Okonjo"), "https://example.org/2")
    assert suggest(session) == []


@pytest.mark.parametrize("verdict", ["different", "unsure"])
def test_pairs_that_a_person_decided_on_by_any_appearance_are_left_out(session, store, verdict):
    store(said("Ada Okonjo"), "https://example.org/1", day="2025-03-01")
    store(said("Ada Okonjo"), "https://example.org/2", day="2025-03-02")
    store(said("Adah Okonjo"), "https://example.org/3", day="2025-03-03")
    assert len(suggest(session)) == 1
    later = speaker_detail(session, "Ada Okonjo").roles[0].id
    getattr(speakers, verdict)(session, later, "Adah Okonjo", "Wen")
    assert suggest(session) == []


@pytest.fixture
def okonjos(store):
    store(said("Ada Okonjo, mayor at Velda"), "https://example.org/1", day="2025-03-01")
    store(said("Ada Okonjo"), "https://example.org/2", day="2025-03-02")
    store(said("Adah Okonjo, mayor at Velda"), "https://example.org/3", day="2025-03-03")
    store(said("Ayda Okonjo, mayor at Velda"), "https://example.org/4", day="2025-03-04")


def test_some_of_a_group_are_said_to_be_one_and_the_rest_is_asked_about(session, okonjos):
    suggestions = Suggestions(session)
    assert len(suggestions) == 1
    keys = {member.side.name: member.key for member in suggestions.following(session).members}
    made = suggestions.decide(session, "same", "Wen", only=[keys["Ada Okonjo"], keys["Adah Okonjo"]])
    following = suggestions.following(session)
    ada, other = (member.side for member in following.members)
    assert (ada.articles, {*ada.aliases}) == (3, {"Ada Okonjo", "Adah Okonjo"})
    assert other.name == "Ayda Okonjo"
    undo(session, made.decision, "Wen")
    assert names(suggest(session)) == [{"Ada Okonjo", "Adah Okonjo", "Ayda Okonjo"}]


@pytest.mark.parametrize("only", [[], ["s-aaaaaaaaaa"]])
def test_of_a_group_two_or_more_are_to_be_chosen(session, okonjos, only):
    suggestions = Suggestions(session)
    suggestions.following(session)
    with pytest.raises(BadRequest):
        suggestions.decide(session, "same", "Wen", only=only)


@pytest.mark.parametrize(("verdict", "left"), [("same", 0), ("different", 0), ("unsure", 0), ("skip", 1)])
def test_no_question_comes_twice(session, okonjos, verdict, left):
    asked = answered(session, Suggestions(session), verdict)
    assert asked == [{"Ada Okonjo", "Adah Okonjo", "Ayda Okonjo"}]
    assert len(Suggestions(session)) == left


@pytest.mark.parametrize(("verdict", "speakers_then"), [("same", 1), ("different", 3), ("unsure", 3)])
def test_an_answer_about_a_group_is_one_decision_and_one_undo(session, okonjos, verdict, speakers_then):
    suggestions = Suggestions(session)
    suggestions.following(session)
    made = suggestions.decide(session, verdict, "Wen")
    session.commit()
    assert list_speakers(session).total == speakers_then
    assert [act.decision for act in list_decisions(session).rows] == [made.decision]
    undo(session, made.decision, "Wen")
    assert list_speakers(session).total == 3
    assert len(Suggestions(session)) == 1
    assert problems(session) == []


def test_what_was_skipped_stays_so_when_one_of_it_becomes_one_with_another(session, okonjos):
    suggestions = Suggestions(session, "Adah Okonjo")
    assert len(suggestions) == 1
    suggestions.following(session)
    suggestions.skip()
    speakers.merge(session, "Ada Okonjo", "Ayda Okonjo", "Max")
    assert suggestions.following(session) is None


def test_what_somebody_else_decided_meanwhile_is_not_asked(session, okonjos):
    suggestions = Suggestions(session)
    speakers.merge(session, "Ada Okonjo", "Adah Okonjo", "Max")
    asked = answered(session, suggestions, "different")
    assert {"Ada Okonjo", "Adah Okonjo"} not in asked
    assert len(asked) == 1


def test_one_speaker_or_organisation_can_be_asked_about(session, store, okonjos):
    store(said("Max Falk"), "https://example.org/5")
    store(said("Maxx Falk"), "https://example.org/6")
    assert names(Suggestions(session, "Falk").first(session)) == [{"Max Falk", "Maxx Falk"}]
    bare = speaker_detail(session, "Adah Okonjo").id
    assert all("Adah Okonjo" in pair for pair in names(Suggestions(session, bare).first(session)))
    with pytest.raises(UnknownName):
        Suggestions(session, "Nobody Inparticular")


def test_an_answer_that_another_decision_forbids_is_refused_and_what_it_leaves_can_be_said(session, okonjos):
    suggestions = Suggestions(session)
    first, second, third = suggestions.following(session).members
    speakers.different(session, first.key, second.key, "Max")
    with pytest.raises(BadRequest, match="Max decided so"):
        suggestions.decide(session, "same", "Wen")
    suggestions.decide(session, "same", "Wen", only=[first.key, third.key])
    assert suggestions.following(session) is None


def test_the_number_of_queries_does_not_depend_on_how_many_speakers_there_are(session, store, okonjos):
    """But for those of the evidence that is shown."""
    asked = []
    event.listen(session.get_bind(), "before_cursor_execute", lambda *args: asked.append(args[2]))

    def queries():
        asked.clear()
        suggestions = Suggestions(session)
        suggestions.following(session)
        suggestions.skip()
        suggestions.following(session)
        return len(asked)

    few = queries()
    store(said("Bola Achebe", "Chidi Mensah", "Dora Falk", "Egon Lund", "Finn Moss"), "https://example.org/9")
    assert queries() == few


LONG, SHORT = "Velda Beige Book International", "Velda Beige Book"


@pytest.fixture
def books(store):
    store(said(f"Ada Okonjo, director at {LONG}"), "https://example.org/1")
    store(said(f"Ada Okonjo, director at {SHORT}", f"Max Falk, clerk at {SHORT}"), "https://example.org/2")


def test_names_of_organisations_that_people_speak_for_are_suggested(session, books):
    (found,) = suggest(session)
    assert (found.about, called(found)) == (About.ORGANISATIONS, {LONG, SHORT})
    assert found.reasons[0] == "one name within the other"
    assert "both spoken for by Ada Okonjo" in found.reasons
    assert [member.side.quotes.total for member in found.members] == [2, 1]
    assert found.quotes == 3


def test_names_that_are_said_to_be_of_one_organisation_are_so_in_every_look_up(session, books):
    assert answered(session, Suggestions(session), "same") == [{LONG, SHORT}]
    assert find_quotes(session, QuoteFilter(organisation=SHORT)).total == 3
    assert len(Suggestions(session)) == 0


@pytest.mark.parametrize("verdict", ["different", "unsure"])
def test_names_of_organisations_are_not_asked_about_again(session, books, verdict):
    assert answered(session, Suggestions(session), verdict) == [{LONG, SHORT}]
    assert len(Suggestions(session)) == 0
    with pytest.raises(BadRequest, match="Wen"):
        getattr(organisations, verdict)(session, LONG, SHORT, "Max")


def test_an_organisation_can_be_asked_about_by_name(session, books):
    assert names(Suggestions(session, "beige book").first(session)) == [{LONG, SHORT}]


def test_an_abbreviation_printed_in_brackets_behind_the_name_is_a_strong_reason(session, store):
    store(said(f"Ada Okonjo, director at {LONG}"), "https://example.org/1")
    store(said("Max Falk, clerk at VBBI"), "https://example.org/2")
    (before,) = suggest(session)
    assert "initials of the other name" in before.reasons
    store(f"The {LONG} (VBBI) is at work.", "https://example.org/3")
    (found,) = suggest(session)
    assert f"printed as {LONG} (VBBI)" in found.reasons
    assert found.score > 0.85 > before.score


def spoken(*bodies):
    """A text with a program that finds a quotation of each of these organisations in it."""
    lines = [f"“Line {i}”\n" for i in range(len(bodies))]
    content = [(Span(i * 9, i * 9 + 8),) for i in range(len(bodies))]
    quotations = [
        Quotation(Kind.DIRECT, spans, spans, speaker=Agent(body, AgentKind.ORGANISATION))
        for body, spans in zip(bodies, content, strict=True)
    ]
    return "".join(lines), finding(*quotations)


def test_organisations_that_spoke_are_compared_by_name_and_become_one_speaker(session, store):
    for number, body in enumerate(("Velda Pact", "Velda Pact International")):
        text, program = spoken(body)
        store(text, f"https://example.org/{number}", program=program)
    asked = answered(session, Suggestions(session), "same")
    assert asked == [{"Velda Pact", "Velda Pact International"}]
    assert speaker_detail(session, "Velda Pact").articles == 2


def test_a_common_noun_is_asked_about_in_each_article(session, store):
    for number in (1, 2):
        text, program = spoken("the agency")
        store(f"{text}{number}", f"https://example.org/{number}", program=program)
    (found,) = suggest(session)
    assert found.about is About.SPEAKERS
    assert answered(session, Suggestions(session), "same") == [{"the agency"}]
    assert len(Suggestions(session)) == 0
