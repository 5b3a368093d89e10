"""Who is quoted in the same articles as somebody."""

from __future__ import annotations

import pytest
from sqlalchemy import event

from quotesdb.services.judging.erasures import erase
from quotesdb.services.lookup import beside, speaker_detail
from quotesdb.values import PrintedDate


def said(*names: str) -> str:
    return "\n\n".join(f"“We met {number} others,” said {name}." for number, name in enumerate(names))


def quoted_with(session, name: str, **options: str) -> list[tuple[str, int]]:
    found = speaker_detail(session, name, **options).quoted_with
    assert all(speaker_detail(session, each.id).name == each.name for each in found)
    return [(each.name, each.articles) for each in found]


def fill(store) -> None:
    one = said("Ada Example", "Bo Sample", "Bo Sample", "someone", "analysts", "Example Works")
    store(one, "https://example.org/1", day="2023-01-01")
    store(said("Ada Example", "Bo Sample"), "https://example.org/2", day="2024-01-01")
    store(said("Ada Example", "Cy Test"), "https://example.org/3", day="2025-01-01")
    store(said("Bo Sample", "Cy Test"), "https://example.org/4", day="2025-02-01")


def test_articles_are_counted_not_quotations_and_those_who_have_a_name(session, store):
    fill(store)
    assert quoted_with(session, "Ada Example") == [("Bo Sample", 2), ("Cy Test", 1), ("Example Works", 1)]
    assert quoted_with(session, "Ada Example", as_of="2024") == [("Bo Sample", 2), ("Example Works", 1)]


def test_of_whoever_is_quoted_very_often_the_newest_articles_are_looked_at(session, store, monkeypatch):
    fill(store)
    monkeypatch.setattr(beside, "NEWEST", 2)
    assert quoted_with(session, "Ada Example") == [("Bo Sample", 1), ("Cy Test", 1)]
    monkeypatch.setattr(beside, "_OTHERS", 1)
    assert quoted_with(session, "Ada Example") == [("Bo Sample", 1)]


@pytest.mark.sqlite_only("it is what SQLite does with the shape that it is told")
def test_the_quotations_of_the_articles_are_read_and_no_others(session, store):
    fill(store)
    asked: list[tuple[str, object]] = []

    @event.listens_for(session.get_bind(), "before_cursor_execute")
    def keep(_connection, _cursor, statement, parameters, *_rest):
        asked.append((statement, parameters))

    assert quoted_with(session, "Ada Example")
    connection = session.connection()
    counting = next(
        each for each in asked if "current_quote.article_id IN" in each[0] and "GROUP BY" in each[0]
    )
    plan = connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {counting[0]}", counting[1]).all()
    assert any("ix_current_quote_article (article_id=? AND shown=?)" in row[3] for row in plan), plan


def test_nobody_who_is_erased_and_nothing_under_embargo_is_told(session, store):
    fill(store)
    embargo = PrintedDate.from_iso("2999-01-01T06:00:00+01:00")
    store(said("Ada Example", "Dee Trial"), "https://example.org/5", day="2025-03-01", embargo=embargo)
    erase(session, "Bo Sample", "Wen", "asked to be forgotten")
    session.commit()
    assert quoted_with(session, "Ada Example") == [("Cy Test", 1), ("Example Works", 1)]
