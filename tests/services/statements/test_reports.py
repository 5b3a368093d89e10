"""How often words were reported, and statements in place of quotations."""

from __future__ import annotations

from datetime import date

import pytest
from sqlalchemy import event, select

from quotesdb.db.models import Quote
from quotesdb.services.judging.review import review_quote
from quotesdb.services.lookup import QuoteFilter, find_folded, find_quotes, reported
from quotesdb.values import Precision, PrintedDate

FULL = "“The river is high and it will not fall soon,” said Ada Example."
PART = "“It will not fall soon,” said Ada Example."
SHORT = "“So it goes,” said Ada Example."
MARCH = PrintedDate(date(2025, 3, 1), Precision.MONTH)


@pytest.fixture
def stored(store):
    store(f"{FULL}\n{SHORT}", "https://example.org/1", publisher="The Example Post", day="2025-03-10")
    store(PART, "https://example.org/2", publisher="Sample Times", day="2025-03-12")
    store(f"{PART}\n{FULL}", "https://example.org/3", publisher="Sample Times", published=MARCH)
    store(PART, "https://example.org/4", day="2025-03-11")
    store(PART, "https://example.org/5")


def test_outlets_are_publishers_and_articles_without_one(session, stored):
    numbers = {quote.public_id: quote.id for quote in session.scalars(select(Quote))}
    summaries = reported(session, list(numbers.values()))
    assert set(summaries) == set(numbers.values())
    short, *others = sorted(set(summaries.values()), key=lambda summary: len(summary.quotes))
    assert len(others) == 1
    assert (others[0].outlets, others[0].articles, len(others[0].quotes)) == (4, 5, 6)
    assert (others[0].first, others[0].last) == (MARCH, PrintedDate(date(2025, 3, 12)))
    assert set(others[0].quotes) == set(numbers) - {short.id}
    assert others[0].id in others[0].quotes
    assert (short.quotes, short.outlets, short.articles) == ((short.id,), 1, 1)


def test_a_rejected_report_does_not_count(session, stored):
    [undated] = [c for c in find_quotes(session, QuoteFilter()).rows if c.article.published is None]
    review_quote(session, undated.id, "Eva", reject=True)
    [row] = find_folded(session, QuoteFilter(text="river")).rows
    assert (row.statement.outlets, row.statement.articles) == (3, 4)
    assert undated.id not in row.statement.quotes


def test_a_statement_stands_once_where_its_fullest_quotation_would(session, stored, store):
    store("“Nobody was in it at all,” said Max Sample.", "https://example.org/6", day="2025-03-05")
    page = find_folded(session, QuoteFilter())
    assert [row.citation.text for row in page.rows] == [
        "“So it goes,”",
        "“Nobody was in it at all,”",
        "“The river is high and it will not fall soon,”",
    ]
    assert page.total == 3
    assert find_folded(session, QuoteFilter(limit=1)).total == 3


def test_a_part_that_fits_brings_the_whole(session, stored):
    page = find_folded(session, QuoteFilter(since="2025-03-12"))
    assert [row.citation.text for row in page.rows] == ["“The river is high and it will not fall soon,”"]
    assert page.rows[0].statement.outlets == 4


def test_the_number_of_queries_does_not_grow_with_the_rows(session, engine, store):
    for number in range(12):
        text = f"“Rates stay at {number} for now,” said Ada Example."
        for copy in range(2):
            store(text, f"https://example.org/{number}/{copy}", publisher=f"Post {copy}")
    ran = []
    event.listen(engine, "before_cursor_execute", lambda *args: ran.append(args[2]))

    def queries(limit):
        session.rollback()
        session.expunge_all()
        ran.clear()
        assert len(find_folded(session, QuoteFilter(limit=limit)).rows) == limit
        return len(ran)

    assert queries(2) == queries(11) < 20
