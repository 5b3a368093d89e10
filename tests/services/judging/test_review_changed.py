"""Judged quotations that the article changed since are offered again, and judged anew."""

from __future__ import annotations

import pytest

from quotesdb.services.errors import BadRequest
from quotesdb.services.ingest.reextract import reextract
from quotesdb.services.judging.review import review_quote
from quotesdb.services.judging.review_changed import find_changed, renew_review
from quotesdb.services.lookup import QuoteFilter, find_quotes, quote_detail
from tests.services.lookup.test_drift import (
    FIRST,
    FORTY,
    FOURTEEN,
    PURSE,
    RAIN,
    SECOND,
    URL,
    ids,
    judged,
    noticed,
)
from tests.services.toy import NEWER, finding

__all__ = ["judged"]


def changed(session, **where):
    return {row.id for row in find_changed(session, QuoteFilter(limit=None, **where)).rows}


def test_those_of_other_words_or_of_another_speaker_are_offered(session, judged):
    assert changed(session) == {judged["governor"], judged["purse"]}
    assert changed(session, text="purse") == {judged["purse"]}
    assert changed(session, speaker="Bea Sample") == set()
    assert find_changed(session, QuoteFilter(limit=1)).total == 2


def test_accepting_what_the_article_has_now_is_about_that(session, judged):
    governor = renew_review(session, judged["governor"], "Wen", note="see the notice")
    purse = renew_review(session, judged["purse"], "Wen")
    assert (governor.citation.text, governor.citation.decision.name) == (FOURTEEN, "Wen")
    assert (purse.citation.speaker.name, purse.citation.since) == ("Ann Colley", None)
    assert [(entry.reviewer, entry.retracted_at is None) for entry in governor.history] == [
        ("Desk", False),
        ("Wen", True),
    ]
    assert changed(session) == set()
    with pytest.raises(BadRequest, match="was not changed"):
        renew_review(session, judged["purse"], "Wen")


def test_who_decides_again_has_seen_it(session, judged):
    review_quote(session, judged["governor"], "Wen", accept=True, note="so it was printed first")
    review_quote(session, judged["purse"], "Wen", reject=True)
    assert quote_detail(session, judged["governor"]).citation.text == FORTY
    assert changed(session) == set()


def test_it_is_offered_again_when_the_article_is_read_again(session, judged, make_session):
    review_quote(session, judged["governor"], "Wen", accept=True)
    session.commit()
    reextract(make_session, program=NEWER)
    assert judged["governor"] in changed(session)


def test_a_rejected_quotation_is_offered_when_it_has_other_words(session, store):
    store(FIRST, URL)
    found = ids(session)
    for word in ("governor", "rained"):
        review_quote(session, found[word], "Desk", reject=True)
    store(SECOND, URL)
    assert changed(session) == {found["governor"]}
    assert renew_review(session, found["governor"], "Wen").status == "human"
    assert find_quotes(session, QuoteFilter(text="governor")).rows[0].text == FOURTEEN


def test_a_notice_alone_or_an_edit_elsewhere_is_no_reason(session, store):
    store(FIRST, URL)
    review_quote(session, ids(session)["rained"], "Desk", accept=True)
    store(SECOND, URL, zones=noticed(SECOND))
    assert changed(session) == set()


def test_a_speaker_whom_a_person_set_right_stays_when_words_were_changed(session, store):
    store(FIRST, URL)
    found = ids(session)
    review_quote(session, found["governor"], "Desk", speaker="Ann Colley", new=True)
    store(FIRST.replace("40", "14"), URL)
    renewed = renew_review(session, found["governor"], "Wen").citation
    assert (renewed.text, renewed.speaker.name) == (FOURTEEN, "Ann Colley")


def test_what_is_gone_is_offered_and_cannot_be_accepted(session, store):
    store(FIRST, URL)
    found = ids(session)
    review_quote(session, found["governor"], "Desk", accept=True)
    store(f"{PURSE.format('Dana Whitlock')}\n\n{RAIN}", URL, program=finding())
    assert changed(session) == {found["governor"]}
    with pytest.raises(BadRequest, match="no quotation in place"):
        renew_review(session, found["governor"], "Wen")
    assert quote_detail(session, found["governor"]).status == "human"
