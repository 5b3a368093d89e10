"""Several people decide on machines whose clocks differ: what came after what is not told by the time."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import select

from quotesdb.cli.commands.reviewing import told
from quotesdb.db.models import ClaimCheck, Review, SpeakerName
from quotesdb.services.checking.check import Claim, check_all
from quotesdb.services.checking.record import CheckFilter, list_checks, record
from quotesdb.services.judging.review import retract_review, review_quote
from quotesdb.services.judging.review_changed import find_changed
from quotesdb.services.judging.speakers import merge, rename
from quotesdb.services.ledger import review_history
from quotesdb.services.lookup import QuoteFilter, find_quotes, quote_detail, speaker_detail

URL = "https://example.org/story"
TEXT = "“We open in May,” said Ada Example, director at Example Works."
AHEAD = timedelta(days=400)


@pytest.fixture
def may(session, store):
    store(TEXT, URL)
    return find_quotes(session, QuoteFilter(text="May")).rows[0].id


def put_ahead(session, model):
    """What was decided so far was decided by a clock that is ahead."""
    for row in session.scalars(select(model)):
        instant = "created_at" if model is ClaimCheck else "decided_at"
        setattr(row, instant, getattr(row, instant) + AHEAD)
    session.flush()


def test_a_confirmation_names_the_decision_that_was_made(session, may):
    review_quote(session, may, "Bea Ahead", reject=True)
    put_ahead(session, Review)
    line = told(review_quote(session, may, "Cy Behind", accept=True))
    assert "accepted by Cy Behind" in line
    assert line.endswith("(before: rejected by Bea Ahead)")


def test_a_history_has_the_order_in_which_people_decided(session, may):
    review_quote(session, may, "Bea Ahead", reject=True)
    put_ahead(session, Review)
    review_quote(session, may, "Cy Behind", accept=True)
    review_quote(session, may, "Dee Behind", unsure=True)
    retract_review(session, may)
    detail = quote_detail(session, may)
    assert [entry.reviewer for entry in detail.history] == [
        "Bea Ahead",
        "Cy Behind",
        "Dee Behind",
        "Cy Behind",
    ]
    assert [entry.replaced_by for entry in detail.history] == ["Cy Behind", "Dee Behind", None, None]
    assert detail.citation.decision.name == "Cy Behind"


def test_decisions_of_a_clock_that_stands_still_are_told_apart(session, may, monkeypatch):
    class Stopped(datetime):
        @classmethod
        def now(cls, tz=None):
            return datetime(2025, 3, 14, 9, 0, tzinfo=tz)

    monkeypatch.setattr(review_history, "datetime", Stopped)
    review_quote(session, may, "Bea Same", reject=True)
    review_quote(session, may, "Bea Same", accept=True)
    detail = review_quote(session, may, "Cy Same", unsure=True)
    assert [entry.replaced_by for entry in detail.history] == ["Bea Same", "Cy Same", None]
    detail = retract_review(session, may)
    assert (detail.citation.decision.name, detail.history[-1].verdict) == ("Bea Same", "accepted")
    assert len({entry.at for entry in detail.history}) == 3


def test_what_a_clock_ahead_decided_is_offered_again_when_the_article_has_changed(session, store, may):
    review_quote(session, may, "Bea Ahead", accept=True)
    put_ahead(session, Review)
    store(TEXT.replace("in May", "in May at last"), URL)
    assert [row.id for row in find_changed(session, QuoteFilter()).rows] == [may]


def test_a_name_that_is_given_now_is_shown_beside_one_of_a_clock_ahead(session, store):
    store("“We open in May,” said Ada Example.", "https://example.org/1", day="2025-03-01")
    store("“Not before June,” said Bea Sample.", "https://example.org/2", day="2025-03-02")
    rename(session, "Ada Example", "Ada B. Example", "Eva")
    rename(session, "Bea Sample", "Beatrice Sample", "Eva")
    put_ahead(session, SpeakerName)
    whole = merge(session, "Ada B. Example", "Beatrice Sample", "Eva").now[0]
    rename(session, whole.id, "Ada Sample", "Eva")
    assert speaker_detail(session, whole.id).name == "Ada Sample"


def test_the_newest_check_is_the_last_one_made(session, store):
    store(TEXT, URL)
    for words in ("We open in May", "We never open"):
        [checked] = check_all(session, [Claim(words)])
        record(session, checked)
        if words == "We open in May":
            put_ahead(session, ClaimCheck)
    assert [row.claim for row in list_checks(session, CheckFilter()).rows] == [
        "We never open",
        "We open in May",
    ]
    assert list_checks(session, CheckFilter()).rows[1].at > datetime.now(UTC)
