"""Runs over the same text and over new ones: which quotes are the same, new, or no longer supported."""

from __future__ import annotations

from dataclasses import replace

import pytest
from sqlalchemy import select

from quotesdb.db.models import Appearance, Article, ExtractionRun, Quote
from quotesdb.db.types import RunStatus
from quotesdb.services.ingest.reextract import Renewal, reextract
from quotesdb.services.judging.review import review_quote
from quotesdb.services.lookup import QuoteFilter, find_quotes, quote_detail
from quotesdb.services.lookup.filters import ArticleFilter
from quotesdb.values import Agent, AgentKind, Kind, Quotation, Span
from tests.services.toy import NEWER, TOY, finding

URL = "https://example.org/story"
TEXT = "“We open in May,” said Ada Example, director at Example Works.\n“So it goes.”"
MAY = Span(0, 17)
GOES = Span(TEXT.index("“So"), len(TEXT))
ADA = Agent("Ada Example", AgentKind.PERSON)


def ids_by_text(session):
    return {quote.exact: quote.public_id for quote in session.scalars(select(Quote))}


def test_a_newer_extractor_keeps_the_ids_and_decides_what_is_shown(session, store, make_session):
    store(TEXT, URL)
    before = ids_by_text(session)
    session.rollback()
    program = finding(Quotation(Kind.DIRECT, (GOES,), (GOES,), speaker=ADA, rule="floating"))
    summary = reextract(make_session, program=program)

    assert summary.counts == {Renewal.RENEWED: 1}
    [shown] = find_quotes(session, QuoteFilter()).rows
    assert shown.id == before["“So it goes.”"]
    assert (shown.speaker.name, shown.decision.version) == ("Ada Example", "2")
    [gone] = find_quotes(session, QuoteFilter(unsupported=True)).rows
    assert gone.id == before["“We open in May,”"]
    assert (gone.speaker.name, gone.decision.version) == ("Ada Example", "1")


def test_a_current_result_is_left_alone_unless_forced(store, make_session):
    store(TEXT, URL)
    assert reextract(make_session, program=TOY).counts == {Renewal.CURRENT: 1}
    assert reextract(make_session, program=TOY, force=True).counts == {Renewal.RENEWED: 1}


def test_the_outcome_counts_new_and_lost_quotes(store, make_session):
    store(TEXT, URL)
    outcomes = []
    program = finding(Quotation(Kind.INDIRECT, (Span(24, 35),)))
    reextract(make_session, program=program, on_result=outcomes.append)
    [outcome] = outcomes
    assert (outcome.quotes, outcome.new, outcome.unsupported) == (1, 1, 2)


def test_an_error_in_one_article_leaves_its_older_result_and_goes_on(session, store, make_session):
    store(TEXT, URL)
    store(TEXT.replace("May", "July"), "https://example.org/other")

    def fail_on_may(text, language):
        if "May" in text:
            raise ZeroDivisionError("no words\nat all")
        return TOY.extract(text, language)

    outcomes = []
    summary = reextract(make_session, program=replace(NEWER, extract=fail_on_may), on_result=outcomes.append)
    assert summary.counts == {Renewal.FAILED: 1, Renewal.RENEWED: 1}
    [reason] = [o.reason for o in outcomes if o.reason]
    assert "ZeroDivisionError: no words (" in reason
    assert find_quotes(session, QuoteFilter()).total == 4


def test_filters_choose_the_articles(session, store, make_session):
    first = store(TEXT, URL, publisher="Example Post", day="2024-05-01")
    store(TEXT, "https://example.org/other", publisher="Sample Times", day="2025-05-01")
    assert reextract(make_session, ArticleFilter(publisher="sample times"), program=NEWER).total == 1
    assert reextract(make_session, ArticleFilter(until="2024"), program=NEWER).total == 1
    assert reextract(make_session, ArticleFilter(ids=(first.article_id[:8],)), program=NEWER).total == 1


def test_one_agent_of_an_article_is_one_appearance_with_all_that_was_printed(session, store):
    store("“A,” said Ada Example.\n“B,” said Ada Example, director at Example Works.", URL)
    appearance = session.scalars(select(Appearance)).one()
    assert (appearance.name, appearance.role, appearance.organisation.name) == (
        "Ada Example",
        "director",
        "Example Works",
    )


def test_a_split_quotation_is_one_quote_and_is_found_by_its_own_words_only(session, store):
    store("“We open in May,” said Ada Example. “All are welcome.”", URL)
    [quote] = find_quotes(session, QuoteFilter()).rows
    assert quote.text == "“We open in May,” ... “All are welcome.”"
    assert find_quotes(session, QuoteFilter(text="welcome open")).total == 1
    assert find_quotes(session, QuoteFilter(text="said")).total == 0


def test_two_quotations_of_one_place_are_two_quotes(session, store):
    twice = finding(Quotation(Kind.DIRECT, (MAY,)), Quotation(Kind.DIRECT, (MAY,)))
    store(TEXT, URL, program=twice)
    assert len(set(session.scalars(select(Quote.public_id)))) == 2
    assert store(TEXT, URL, program=twice).quotes == 2


@pytest.mark.parametrize("span", [Span(5, 5), Span(70, 500)])
def test_a_quotation_beyond_its_text_is_refused(session, store, span):
    with pytest.raises(ValueError, match="cannot describe"):
        store(TEXT, URL, program=finding(Quotation(Kind.DIRECT, (span,))))
    session.rollback()
    assert session.scalars(select(Article)).all() == []


def test_runs_are_complete_once_stored(session, store):
    store(TEXT, URL)
    run = session.scalars(select(ExtractionRun)).one()
    assert run.status is RunStatus.COMPLETE
    assert run.started_at <= run.finished_at


def test_a_quote_that_the_new_text_lacks_stays_with_the_text_it_was_in(session, store):
    store(TEXT, URL)
    lost = ids_by_text(session)["“So it goes.”"]
    store(TEXT.split("\n")[0], URL)
    detail = quote_detail(session, lost)
    assert detail.status == "unsupported"
    assert detail.citation.text == "“So it goes.”"
    assert find_quotes(session, QuoteFilter()).total == 1


TWICE = "“The pumps are older than I am,” said {}."
BETWEEN = "“Nobody asked the harbour board at all,” said Bea Sample."
RAIN = "“It will rain,” said {}."


def said(*lines):
    return "\n".join(lines)


def shown(session):
    """Speaker and words of what look-ups show, and who decided."""
    return {(row.speaker.name, row.text, row.decision.by) for row in find_quotes(session, QuoteFilter()).rows}


@pytest.mark.parametrize("verdict", [{"accept": True}, {"reject": True}])
@pytest.mark.parametrize(("judged", "other"), [("Cy Test", "Ada Example"), ("Ada Example", "Cy Test")])
def test_a_review_stays_with_its_copy_of_words_that_occur_twice(session, store, verdict, judged, other):
    """The copy that was judged is edited away: the other one is nobody's decision."""
    store(said(TWICE.format("Cy Test"), BETWEEN, TWICE.format("Ada Example")), URL)
    by_name = {row.speaker.name: row.id for row in find_quotes(session, QuoteFilter()).rows}
    review_quote(session, by_name[judged], "ines", **verdict)
    lines = [TWICE.format("Cy Test"), BETWEEN, TWICE.format("Ada Example")]
    lines[0 if judged == "Cy Test" else 2] = RAIN.format(judged)
    for text in (said(*lines), said("A new line.", *lines)):
        store(text, URL)
        pumps = [
            row for row in find_quotes(session, QuoteFilter(text="pumps")).rows if row.id == by_name[other]
        ]
        assert [(row.speaker.name, row.decision.by) for row in pumps] == [(other, "machine")]
        assert find_quotes(session, QuoteFilter(text="rain")).total == 1
    store(said(TWICE.format("Cy Test"), BETWEEN, TWICE.format("Ada Example")), URL)
    assert quote_detail(session, by_name[judged]).status in ("human", "rejected")
    assert quote_detail(session, by_name[judged]).citation.speaker.name == judged
    assert quote_detail(session, by_name[other]).status == "machine"


def test_a_review_goes_with_its_paragraph(session, store):
    store(said(TWICE.format("Cy Test"), BETWEEN, TWICE.format("Ada Example")), URL)
    [ada] = find_quotes(session, QuoteFilter(speaker="Ada Example")).rows
    review_quote(session, ada.id, "ines", accept=True)
    store(said(TWICE.format("Ada Example"), BETWEEN, TWICE.format("Cy Test")), URL)
    pumps = find_quotes(session, QuoteFilter(text="pumps")).rows
    assert {(row.speaker.name, row.decision.by) for row in pumps} == {
        ("Ada Example", "human"),
        ("Cy Test", "machine"),
    }
    assert quote_detail(session, ada.id).now is None


def test_a_quote_that_was_edited_away_does_not_come_back_as_another_when_the_article_is_read_again(
    session, store, make_session
):
    store(said(TWICE.format("Cy Test"), BETWEEN, TWICE.format("Ada Example")), URL)
    cy = next(row.id for row in find_quotes(session, QuoteFilter(speaker="Cy Test")).rows)
    store(said(RAIN.format("Cy Test"), BETWEEN, TWICE.format("Ada Example")), URL)
    before = shown(session)
    session.rollback()
    reextract(make_session, program=NEWER)
    assert shown(session) == before
    assert quote_detail(session, cy).status == "unsupported"
