"""What look-ups read is what holds after every kind of step; what is wrong with it is found and made anew."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from datetime import UTC, date, datetime

import pytest
from sqlalchemy import delete, insert, select, update

from quotesdb.db.models import CurrentQuote, FoldedName, Quote, QuoteCount, Speaker
from quotesdb.db.models.current_quote import CountOf, Shown
from quotesdb.services.ingest.invariants import problems
from quotesdb.services.ingest.rebuild import rebuild
from quotesdb.services.ingest.remove import remove_article
from quotesdb.services.judging.articles import correct_article
from quotesdb.services.judging.review import retract_review, review_quote
from quotesdb.services.judging.speakers import merge, split
from quotesdb.services.judging.undo import undo
from quotesdb.services.lookup import QuoteFilter, find_quotes
from quotesdb.services.store import counts, read_model
from quotesdb.services.store.places import UNDATED, places, printed_date
from quotesdb.values import Kind, Precision
from tests.services.toy import NEWER, finding

MAY = """“We open in May,” said Ada Example, director at Velda.
“Nobody asked us twice,” thought Bea Sample.
“The pumps are old,” said Example Works.
"""
JUNE = "“We open in June after all,” said Ada Example. “It rains.”\n"


def count_of(session, name):
    return session.execute(
        select(Speaker.quotes, Speaker.quote_words, Speaker.articles).where(Speaker.name == name)
    ).one()


@pytest.fixture
def two(store):
    return [
        store(text, f"https://example.org/{day}", day=day, publisher="The Post").article_id
        for text, day in ((MAY, "2025-05-01"), (JUNE, "2025-06-01"))
    ]


def test_a_row_has_what_look_ups_choose_and_count_by(session, two):
    row = session.scalars(
        select(CurrentQuote)
        .join(Quote, Quote.id == CurrentQuote.quote_id)
        .where(Quote.exact.contains("in May"))
    ).one()
    assert (row.shown, row.kind, row.words, row.cue) == (Shown.ALWAYS, Kind.DIRECT, 4, "said")
    assert (row.published_on, row.published_precision) == (date(2025, 5, 1), Precision.DAY)
    assert row.body_id is not None
    assert row.own_key is None


def test_every_step_leaves_it_as_it_has_to_be(session, store, two):
    may, june = two

    def in_step():
        session.commit()
        assert problems(session) == []
        session.rollback()

    in_step()
    assert count_of(session, "Ada Example") == (2, 12, 2)
    [first] = find_quotes(session, QuoteFilter(article=may, speaker="Ada Example")).rows
    review_quote(session, first.id, "wen", words=["open in May"])
    in_step()
    assert count_of(session, "Ada Example") == (2, 11, 2)
    review_quote(session, first.id, "wen", reject=True)
    in_step()
    assert count_of(session, "Ada Example") == (1, 8, 1)
    retract_review(session, first.id)
    in_step()
    merged = merge(session, "Ada Example", "Example Works", "wen")
    in_step()
    assert session.execute(
        select(Speaker.quotes, Speaker.quote_words, Speaker.articles).where(Speaker.quotes > 1)
    ).all() == [(3, 15, 2)]
    undo(session, merged.decision, "wen")
    in_step()
    split(session, "Ada Example", [june], "wen")
    in_step()
    correct_article(session, may, {"published": "2024", "publisher": "The Times"}, "wen")
    in_step()
    assert find_quotes(session, QuoteFilter(publisher="The Times", until="2024")).total == 2
    store(MAY.replace("May", "August"), "https://example.org/2025-05-01", day="2025-05-02")
    in_step()
    store(JUNE, "https://example.org/2025-06-01", day="2025-06-02", publisher="The Post", program=NEWER)
    in_step()
    remove_article(session, may, "on request")
    in_step()


def test_a_speaker_whose_number_was_anothers_is_counted_from_its_own_rows(session, store):
    """SQLite gives the number of the last row that was deleted to the next one."""
    gone = store("“So it goes,” said Ada Example. “And goes,” said Ada Example.\n", "https://example.org/1")
    remove_article(session, gone.article_id, "on request")
    store("“Rates rise,” said Bea Sample.\n", "https://example.org/2")
    assert count_of(session, "Bea Sample") == (1, 2, 1)
    assert problems(session) == []


def test_what_no_run_finds_any_more_is_unsupported_and_what_was_thought_is_shown_with_all(
    session, store, two
):
    thought = find_quotes(session, QuoteFilter(speaker="Bea Sample", all=True))
    assert thought.total == 1
    assert find_quotes(session, QuoteFilter(speaker="Bea Sample")).total == 0
    store(MAY + "\nMore.", "https://example.org/2025-05-01", day="2025-05-01", program=finding())
    assert set(
        session.scalars(select(CurrentQuote.shown).join(Quote, Quote.id == CurrentQuote.quote_id))
    ) == {Shown.ALWAYS, Shown.UNSUPPORTED}
    assert problems(session) == []


@pytest.mark.parametrize(
    "damage",
    [
        delete(CurrentQuote),
        update(CurrentQuote).values(speaker_id=None),
        update(CurrentQuote).values(words=CurrentQuote.words + 1),
        update(CurrentQuote).values(newest=1),
        update(Speaker).values(quotes=7),
        update(Speaker).values(articles=None),
        delete(FoldedName),
        delete(QuoteCount).where(QuoteCount.of == CountOf.MONTH),
        delete(QuoteCount).where(QuoteCount.of == CountOf.DOCUMENT),
        update(QuoteCount).values(articles=7),
        delete(QuoteCount).where(QuoteCount.of == CountOf.HIDDEN),
        insert(QuoteCount).values(of=CountOf.CUE, key="crowed", quotes=1, quote_words=1, articles=1),
    ],
    ids=[
        *("rows gone", "speakers", "words", "places", "counts", "no counts", "names"),
        *("no months", "no articles", "other counts", "none hidden", "a cue too many"),
    ],
)
def test_what_is_wrong_with_it_is_found_and_made_anew(session, make_session, two, damage):
    session.execute(damage)
    session.commit()
    assert any("look-ups read" in problem for problem in problems(session))
    session.rollback()
    rebuild(make_session)
    assert problems(session) == []


@pytest.mark.sqlite_only("writes past foreign keys")
def test_a_row_too_many_is_found(session, database, two):
    with closing(sqlite3.connect(database)) as other:
        other.execute("DELETE FROM statement")
        other.execute("DELETE FROM quote")
        other.commit()
    assert any("look-ups read of quote number" in problem for problem in problems(session))


def test_places_are_in_the_order_of_lists():
    """The newest first, by time in a day, a day before a month before a year; undated last in both orders."""
    noon = datetime(2025, 3, 1, 12, tzinfo=UTC)
    printed = [
        (date(2025, 3, 2), Precision.DAY, None),
        (date(2025, 3, 1), Precision.TIME, noon.replace(hour=13)),
        (date(2025, 3, 1), Precision.TIME, noon),
        (date(2025, 3, 1), Precision.DAY, None),
        (date(2025, 3, 1), Precision.MONTH, None),
        (date(2025, 1, 1), Precision.YEAR, None),
        (None, None, None),
    ]
    found = [places(*one, "a-7h2kq4m5xa") for one in printed]
    assert [one.newest for one in found] == sorted(one.newest for one in found)
    assert [one.oldest for one in found][::-1][1:] != sorted(one.oldest for one in found)
    assert max(found, key=lambda one: one.oldest) is found[-1]
    assert found[-1].newest >= UNDATED > found[-2].newest
    assert [printed_date(one.newest) for one in found] == [
        *("2025-03-02", "2025-03-01", "2025-03-01", "2025-03-01", "2025-03", "2025", None)
    ]


def test_what_a_refresh_costs_does_not_depend_on_how_often_the_speaker_is_quoted(session, engine, store):
    from sqlalchemy import event

    ran: list[str] = []
    event.listen(engine, "before_cursor_execute", lambda *args: ran.append(args[2]))
    taken = []
    for number in range(8):
        outcome = store(f"“Rates rise {number} times,” said Ada Example.\n", f"https://example.org/{number}")
        quotes = session.scalars(
            select(Quote.id).join(Quote.article).where(Quote.article.has(public_id=outcome.article_id))
        ).all()
        session.execute(delete(CurrentQuote).where(CurrentQuote.quote_id.in_(quotes)))
        counts.recount(session)
        ran.clear()
        read_model.refresh(session, quotes)
        taken.append(len(ran))
    assert len(set(taken)) == 1
    assert taken[0] <= 11
