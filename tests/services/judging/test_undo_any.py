"""Decisions on quotations and tags have ids, are in the list, and are undone as any other decision."""

from __future__ import annotations

import pytest

from quotesdb.services.errors import BadRequest
from quotesdb.services.judging.review import retract_review, review_quote
from quotesdb.services.judging.speakers import rename
from quotesdb.services.judging.tags import speaker_tags, tag_speaker
from quotesdb.services.judging.undo import undo
from quotesdb.services.lookup import QuoteFilter, find_quotes, list_decisions
from quotesdb.services.lookup.quotes import quote_detail

TEXT = "“We open in May,” said Ada Example, director at Example Works."


@pytest.fixture
def may(session, store):
    store(TEXT, "https://example.org/story")
    return find_quotes(session, QuoteFilter(text="May")).rows[0].id


def last(session):
    """The newest decision, whether it holds or not."""
    return list_decisions(session, all=True).rows[0]


def holds(session, quote):
    detail = quote_detail(session, quote)
    return detail.citation.decision.name, detail.status


def test_a_decision_on_a_quotation_is_listed_and_undone_by_its_id(session, may):
    review_quote(session, may, "Bea", accept=True)
    review_quote(session, may, "Cy", reject=True, note="a joke")
    rejected = last(session)
    assert (rejected.judge, rejected.note, rejected.holds) == ("Cy", "a joke", True)
    assert [change.verdict for change in rejected.changes] == ["rejected", "accepted"]
    assert rejected.changes[0].about[0].id == may

    decided = undo(session, rejected.decision, "Dee", "it is none")
    assert holds(session, may) == ("Bea", "human")
    assert (last(session).judge, last(session).note) == ("Dee", "it is none")
    undo(session, decided.decision, "Eva")
    assert holds(session, may) == ("Cy", "rejected")
    assert [entry.reviewer for entry in quote_detail(session, may).history] == ["Bea", "Cy", "Bea", "Cy"]


def test_a_decision_that_another_has_followed_is_not_undone(session, may):
    review_quote(session, may, "Bea", accept=True)
    first = last(session)
    review_quote(session, may, "Cy", reject=True)
    with pytest.raises(BadRequest, match="Cy took it back"):
        undo(session, first.decision, "Dee")
    assert holds(session, may) == ("Cy", "rejected")


def test_what_was_taken_back_holds_again_unless_something_else_does(session, may):
    review_quote(session, may, "Bea", accept=True)
    retract_review(session, may, "Cy")
    taken_back = last(session)
    assert (taken_back.judge, taken_back.holds) == ("Cy", False)
    review_quote(session, may, "Dee", unsure=True)
    with pytest.raises(BadRequest, match="another decision holds about the same: Dee decided so"):
        undo(session, taken_back.decision, "Eva")
    retract_review(session, may, "Dee")
    undo(session, taken_back.decision, "Eva")
    assert holds(session, may) == ("Bea", "human")


def test_tags_that_were_set_and_taken_back_at_once_are_one_decision(session, may):
    tag_speaker(session, "Ada Example", "Bea", add=["local", "expert"])
    tag_speaker(session, "Ada Example", "Cy", add=["elected"], remove=["local"])
    changed = last(session)
    assert [(change.verdict, change.name) for change in changed.changes] == [
        ("tag", "elected"),
        ("tag", "local"),
    ]
    undo(session, changed.decision, "Dee")
    assert speaker_tags(session, "Ada Example").tags == ("expert", "local")


def test_the_list_has_decisions_of_every_kind_newest_first(session, may):
    review_quote(session, may, "Bea", accept=True)
    tag_speaker(session, "Ada Example", "Cy", add=["local"])
    rename(session, "Ada Example", "Ada M. Example", "Dee")
    listed = list_decisions(session).rows
    assert [(act.judge, act.changes[0].verdict) for act in listed] == [
        ("Dee", "preferred"),
        ("Cy", "tag"),
        ("Bea", "accepted"),
    ]
