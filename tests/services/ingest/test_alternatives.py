"""Who else may be meant is stored beside who is, shown, chosen by a key, and accuses nobody."""

from __future__ import annotations

import pytest
from sqlalchemy import func, select

from quotesdb.db.models import Alternative, Appearance
from quotesdb.services.checking.check import Claim, check
from quotesdb.services.identity.find_speaker import find_speaker
from quotesdb.services.ingest.invariants import problems
from quotesdb.services.ingest.reextract import reextract
from quotesdb.services.ingest.remove import remove_article
from quotesdb.services.judging.erasures import erase
from quotesdb.services.judging.review import retract_review, review_quote
from quotesdb.services.lookup import QuoteFilter, find_quotes
from quotesdb.values import Agent, AgentKind, Kind, Quotation, Span
from tests.services.toy import finding

WORDS = "The weir at Velda will not hold through the winter"
TEXT = f"Ada Example met Bea Sample, an engineer, at the weir.\n\n“{WORDS},” she said."
MARKED = Span(TEXT.index("“"), TEXT.index("”") + 1)
SHE = Span(TEXT.index("she"), TEXT.index("she") + 3)
ADA = Agent("Ada Example", AgentKind.PERSON)
BEA = Agent("Bea Sample", AgentKind.PERSON, "Sample Works", "engineer")
URL = "https://example.org/weir"


def said(speaker=ADA, other=BEA):
    return finding(
        Quotation(
            Kind.DIRECT,
            (MARKED,),
            (MARKED,),
            SHE,
            speaker=speaker,
            rule="pronoun",
            confidence=0.6,
            alternative=other,
        )
    )


@pytest.fixture
def doubted(session, store):
    store(TEXT, URL, program=said())
    return shown(session).id


def shown(session):
    [citation] = find_quotes(session, QuoteFilter()).rows
    return citation


def test_it_is_shown_and_no_speaker_follows_from_it(session, doubted):
    assert (shown(session).speaker, shown(session).alternative) == (ADA, BEA)
    assert session.scalars(select(Appearance.name)).all() == [ADA.name]
    assert not problems(session)


def test_extracting_again_renews_it(session, doubted, make_session):
    session.rollback()
    reextract(make_session, force=True, program=said(BEA, ADA))
    assert (shown(session).speaker.name, shown(session).alternative.name) == (BEA.name, ADA.name)
    session.rollback()
    reextract(make_session, force=True, program=said(BEA, None))
    assert shown(session).alternative is None


def test_a_decision_ends_the_doubt_and_is_kept(session, doubted, make_session):
    review_quote(session, doubted, "wen", speaker=BEA.name)
    session.commit()
    decided = shown(session)
    assert (decided.speaker, decided.alternative, decided.decision.by) == (BEA, None, "human")
    assert find_speaker(session, "Bea Sample").id == decided.speaker_id
    session.rollback()
    reextract(make_session, force=True, program=said())
    assert (shown(session).speaker, shown(session).alternative) == (BEA, None)
    retract_review(session, doubted)
    assert (shown(session).speaker, shown(session).alternative) == (ADA, BEA)


@pytest.mark.parametrize(
    ("speaker", "verdict"),
    [(ADA.name, "verbatim"), (BEA.name, "attribution_uncertain"), ("Max Other", "attribution_uncertain")],
)
def test_a_check_names_both_and_accuses_nobody(session, doubted, speaker, verdict):
    answer = check(session, Claim(WORDS, speaker))
    assert str(answer.verdict) == verdict
    assert any(ADA.name in note and BEA.name in note for note in answer.notes)


def test_nobody_who_was_erased_is_named_as_the_other(session, doubted):
    erase(session, BEA.name, "wen", "asked to be left out", unquoted=True)
    session.commit()
    assert shown(session).alternative is None
    answer = check(session, Claim(WORDS, "Max Other"))
    assert any(ADA.name in note for note in answer.notes)
    assert not any("Bea" in note or "Sample" in note for note in answer.notes)


def test_an_article_goes_with_it(session, doubted):
    remove_article(session, shown(session).article.id, "a test")
    assert not session.scalar(select(func.count()).select_from(Alternative))
