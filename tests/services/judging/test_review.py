"""What a person decides wins, stays, and can be taken back."""

from __future__ import annotations

import pytest
from sqlalchemy import select

from quotesdb.db.models import Review
from quotesdb.services.errors import AmbiguousName, BadRequest
from quotesdb.services.identity.find_speaker import find_speaker
from quotesdb.services.ingest.reextract import reextract
from quotesdb.services.judging.review import retract_review, review_quote
from quotesdb.services.lookup import (
    QuoteFilter,
    article_detail,
    find_quotes,
    find_unreviewed,
    quote_detail,
    unreviewed_ids,
)
from quotesdb.values import Agent, AgentKind, Kind, Quotation, Span
from tests.services.toy import finding

URL = "https://example.org/story"
TEXT = "“We open in May,” said Ada Example, director at Example Works.\n“So it goes.”"
MAY = Span(0, 17)


@pytest.fixture
def may(session, store):
    store(TEXT, URL)
    return find_quotes(session, QuoteFilter(text="May")).rows[0].id


@pytest.fixture
def goes(session, may):
    return find_quotes(session, QuoteFilter(text="goes")).rows[0].id


def other_view(speaker="Max Sample", content=MAY):
    agent = Agent(speaker, AgentKind.PERSON)
    return finding(Quotation(Kind.MIXED, (content,), speaker=agent, rule="guess", confidence=0.4))


def test_naming_the_speaker_decides_at_once(session, goes):
    detail = review_quote(session, goes, "Eva Muster", speaker="Example", note="by phone")
    assert detail.status == "human"
    assert (detail.citation.speaker.name, detail.citation.speaker.role) == ("Ada Example", "director")
    assert detail.citation.decision.by == "human"
    assert detail.citation.decision.name == "Eva Muster"
    assert detail.citation.note == "by phone"
    assert find_quotes(session, QuoteFilter(speaker="Ada Example")).total == 2


def test_evidence_for_somebody_else_is_no_evidence_for_who_is_named(session, may):
    assert quote_detail(session, may).citation.evidence
    corrected = review_quote(session, may, "Eva", speaker="Tom Nowhere", new=True).citation
    assert corrected.evidence == ()
    assert corrected.content == (MAY,)
    retract_review(session, may)
    assert review_quote(session, may, "Eva", accept=True).citation.evidence


def test_a_name_that_the_article_does_not_have_becomes_a_speaker_there(session, goes):
    detail = review_quote(session, goes, "Eva", speaker="Tom Nowhere", new=True)
    assert detail.citation.speaker == Agent("Tom Nowhere", AgentKind.PERSON)
    assert find_speaker(session, "Nowhere").id == detail.citation.speaker_id


def test_a_name_known_from_another_article_joins_that_speaker(session, goes, store):
    store("“Rates stay,” said Sample Bank.", "https://example.org/bank", day="2020-01-01")
    detail = review_quote(session, goes, "Eva", speaker="sample bank")
    assert detail.citation.speaker.kind is AgentKind.ORGANISATION
    assert detail.citation.speaker_id == find_speaker(session, "Sample Bank").id
    by_id = review_quote(session, goes, "Eva", speaker=detail.citation.speaker_id)
    assert by_id.citation.speaker_id == detail.citation.speaker_id


def test_a_review_is_kept_over_every_reextraction(session, may, make_session):
    review_quote(session, may, "Eva", accept=True)
    session.commit()
    reextract(make_session, program=other_view(content=Span(0, 15)))
    [citation] = find_quotes(session, QuoteFilter(text="May")).rows
    assert citation.id == may
    assert citation.decision.by == "human"
    assert (citation.speaker.name, citation.kind, citation.content) == ("Ada Example", Kind.DIRECT, (MAY,))


def test_a_review_is_kept_when_the_new_extractor_no_longer_finds_the_quote(session, may, make_session):
    review_quote(session, may, "Eva", accept=True)
    session.commit()
    reextract(make_session, program=finding())
    assert [citation.id for citation in find_quotes(session, QuoteFilter()).rows] == [may]
    assert find_quotes(session, QuoteFilter(unsupported=True)).total == 1


def test_a_review_is_kept_when_the_article_changes(session, store, may):
    review_quote(session, may, "Eva", speaker="Max Sample", new=True)
    session.commit()
    outcome = store("New first line.\n" + TEXT.replace("said Ada", "declared Ada"), URL)
    detail = quote_detail(session, may)
    assert (detail.status, detail.citation.speaker.name) == ("human", "Max Sample")
    assert detail.citation.text == "“We open in May,”"
    placed = {quote.id: quote for quote in article_detail(session, outcome.article_id).quotes}
    text = article_detail(session, outcome.article_id).text
    assert [span.text(text) for span in placed[may].content] == ["“We open in May,”"]


def test_a_rejected_quote_is_hidden_and_stays_so(session, may, make_session):
    review_quote(session, may, "Eva", reject=True, note="a film title")
    session.commit()
    reextract(make_session, program=other_view())
    assert find_quotes(session, QuoteFilter(text="May")).total == 0
    detail = quote_detail(session, may)
    assert (detail.status, detail.citation.note) == ("rejected", "a film title")


def test_a_later_judgement_is_appended_and_the_history_kept(session, may):
    review_quote(session, may, "Eva", reject=True)
    review_quote(session, may, "Max", accept=True)
    detail = review_quote(session, may, "Max", note="checked twice")
    assert [(e.verdict, e.reviewer, e.note, e.retracted_at is None) for e in detail.history] == [
        ("rejected", "Eva", None, False),
        ("accepted", "Max", None, False),
        ("accepted", "Max", "checked twice", True),
    ]
    assert detail.citation.speaker.name == "Ada Example"
    assert len(session.scalars(select(Review)).all()) == 3


def test_a_retracted_review_leaves_the_extractor_s_view(session, goes):
    review_quote(session, goes, "Eva", speaker="Ada Example")
    detail = retract_review(session, goes)
    assert (detail.status, detail.citation.speaker) == ("machine", None)
    assert detail.history[0].retracted_at is not None
    with pytest.raises(BadRequest):
        retract_review(session, goes)


def test_an_unsupported_quote_can_be_accepted(session, may, make_session):
    session.rollback()
    reextract(make_session, program=finding())
    detail = review_quote(session, may, "Eva", accept=True)
    assert (detail.status, detail.citation.speaker.name) == ("human", "Ada Example")


def test_two_agents_of_one_name_are_not_guessed(session, store):
    store("“A,” said Ada Example.\n“B,” said Max Example.\n“C”", URL)
    [quote] = find_quotes(session, QuoteFilter(text="C")).rows
    with pytest.raises(AmbiguousName) as raised:
        review_quote(session, quote.id, "Eva", speaker="Example")
    assert [c.name for c in raised.value.candidates] == ["Ada Example", "Max Example"]


@pytest.mark.parametrize(
    "decision",
    [
        {},
        {"accept": True, "reject": True},
        {"reject": True, "speaker": "Ada"},
        {"speaker": "  "},
        {"note": "only a note"},
        {"unsure": True, "accept": True},
        {"unsure": True, "kind": Kind.DIRECT},
        {"reject": True, "words": ["We open"]},
    ],
)
def test_contrary_or_empty_judgements_are_refused(session, may, decision):
    with pytest.raises(BadRequest):
        review_quote(session, may, "Eva", **decision)
    assert session.scalars(select(Review)).all() == []


def test_a_judgement_needs_a_reviewer(session, may):
    with pytest.raises(BadRequest):
        review_quote(session, may, " ", accept=True)


def test_the_words_are_set_right_and_the_kind_follows(session, may, make_session):
    before = quote_detail(session, may).citation
    detail = review_quote(session, may, "Eva", words=["We open"])
    assert (detail.citation.text, detail.citation.kind) == ("We open", Kind.DIRECT)
    assert (detail.citation.speaker, detail.citation.cue) == (before.speaker, before.cue)
    assert (detail.citation.prefix, detail.citation.suffix) == ("“", " in May,” said Ada Example, dire")
    assert detail.history[-1].verdict == "corrected"
    session.commit()
    reextract(make_session, program=other_view())
    assert quote_detail(session, may).citation.text == "We open"


def test_one_amendment_builds_on_the_other(session, may):
    review_quote(session, may, "Eva", words=["open in May"])
    detail = review_quote(session, may, "Max", speaker="Tom Nowhere", new=True, kind=Kind.INDIRECT)
    assert (detail.citation.text, detail.citation.kind, detail.citation.quoted) == (
        "open in May",
        Kind.INDIRECT,
        (),
    )
    assert [entry.reviewer for entry in detail.history] == ["Eva", "Max"]


def test_words_that_the_article_does_not_have_are_refused(session, may):
    with pytest.raises(BadRequest, match="We open in June"):
        review_quote(session, may, "Eva", words=["We open in June"])
    assert session.scalars(select(Review)).all() == []


def test_whoever_is_unsure_hides_nothing_and_confirms_nothing(session, may, make_session):
    detail = review_quote(session, may, "Eva", unsure=True, note="which of the two?")
    assert (detail.status, detail.history[0].verdict, detail.history[0].kind) == ("machine", "unsure", None)
    assert detail.citation.decision.label() == "machine-attributed, Eva was unsure (toy 1, confidence 0.90)"
    session.commit()
    reextract(make_session, program=other_view())
    [citation] = find_quotes(session, QuoteFilter(text="May")).rows
    assert (citation.speaker.name, citation.decision.unsure) == ("Max Sample", "Eva")
    session.rollback()
    reextract(make_session, program=finding(), force=True)
    assert find_quotes(session, QuoteFilter(text="May")).total == 0


def test_a_decision_takes_the_place_of_an_unsure_one_and_the_other_way_round(session, may):
    review_quote(session, may, "Eva", unsure=True)
    assert review_quote(session, may, "Max", accept=True).status == "human"
    detail = review_quote(session, may, "Eva", unsure=True)
    assert detail.status == "machine"
    assert [(entry.reviewer, entry.retracted_at is None) for entry in detail.history] == [
        ("Eva", False),
        ("Max", False),
        ("Eva", True),
    ]


def test_the_least_sure_comes_first_and_what_was_judged_no_more(session, may, goes, store):
    store("“It snows,” said Max Sample.", "https://example.org/snow")
    assert unreviewed_ids(session, QuoteFilter(limit=None))[0] == goes
    review_quote(session, goes, "Eva", unsure=True)
    review_quote(session, may, "Eva", reject=True)
    [left] = find_unreviewed(session, QuoteFilter()).rows
    assert left.text == "“It snows,”"
    assert unreviewed_ids(session, QuoteFilter(speaker="Max Sample")) == [left.id]
    assert unreviewed_ids(session, QuoteFilter(), unsure=True) == [goes]
    review_quote(session, goes, "Max", accept=True)
    assert unreviewed_ids(session, QuoteFilter(), unsure=True) == []


def held(detail):
    """Who decided what holds, of the person who is named or of the extractor."""
    return detail.status, detail.citation.decision.name


def story(detail):
    return [(entry.reviewer, entry.replaced_by, entry.again_at is not None) for entry in detail.history]


def test_what_was_replaced_holds_again_when_the_later_judgement_is_taken_back(session, may):
    first = review_quote(session, may, "Desk", accept=True, note="seen").citation
    both = review_quote(session, may, "Max", accept=True)
    assert story(both) == [("Desk", "Max", False), ("Max", None, False)]
    assert both.history[0].retracted_at == both.history[1].at
    back = retract_review(session, may)
    assert held(back) == ("human", "Desk")
    assert (back.citation.decision.at.date(), back.citation.note) == (first.decision.at.date(), "seen")
    assert story(back) == [("Desk", "Max", False), ("Max", None, False), ("Desk", None, True)]
    assert back.history[-1].at == back.history[0].at
    assert back.history[-1].again_at == back.history[1].retracted_at
    gone = retract_review(session, may)
    assert held(gone) == ("machine", "toy")
    assert gone.history[-1].retracted_at is not None


def test_judgements_are_taken_back_one_after_the_other_in_any_order_of_people(session, may):
    review_quote(session, may, "Ann", accept=True)
    review_quote(session, may, "Ben", reject=True)
    review_quote(session, may, "Cy", accept=True)
    assert held(retract_review(session, may)) == ("rejected", "Ben")
    review_quote(session, may, "Dee", unsure=True)
    assert held(retract_review(session, may)) == ("rejected", "Ben")
    assert held(retract_review(session, may)) == ("human", "Ann")
    review_quote(session, may, "Ann", reject=True)
    assert held(retract_review(session, may)) == ("human", "Ann")
    assert held(retract_review(session, may)) == ("machine", "toy")
    with pytest.raises(BadRequest):
        retract_review(session, may)
    review_quote(session, may, "Eva", accept=True)
    assert held(retract_review(session, may)) == ("machine", "toy")


def test_who_decides_the_same_again_has_decided_anew(session, may):
    review_quote(session, may, "Ann", accept=True)
    review_quote(session, may, "Ben", accept=True)
    review_quote(session, may, "Ann", accept=True)
    assert held(retract_review(session, may)) == ("human", "Ben")
    assert held(retract_review(session, may)) == ("human", "Ann")


def test_the_history_has_the_words_that_were_decided_on(session, may):
    review_quote(session, may, "Eva", words=["We open"])
    review_quote(session, may, "Max", unsure=True)
    assert [entry.words for entry in quote_detail(session, may).history] == ["We open", None]


def test_a_note_says_why_one_decision_was_made_and_not_the_next(session, may):
    review_quote(session, may, "Ann", speaker="Example", note="a slip in the byline")
    detail = review_quote(session, may, "Bob", reject=True)
    assert detail.citation.note is None
    assert [(e.reviewer, e.note) for e in detail.history] == [("Ann", "a slip in the byline"), ("Bob", None)]
