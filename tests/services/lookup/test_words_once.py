"""On PostgreSQL, where an index finds all before it gives the first, words are looked up once."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from sqlalchemy import event

from quotesdb.services.lookup import QuoteFilter, find_quotes, words
from quotesdb.services.store import read_model
from tests.factories import AttributionFactory, QuoteFactory

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

pytestmark = pytest.mark.slow


@pytest.fixture
def database_url(postgresql: str) -> str:
    return postgresql


def test_a_phrase_that_many_quotations_hold(session: Session, monkeypatch: pytest.MonkeyPatch):
    for _ in range(12):
        AttributionFactory(quote=QuoteFactory(text_key="whatever they would have said of it"))
    session.flush()
    read_model.rebuild(session)
    session.commit()
    monkeypatch.setattr(words, "CHUNK", 5)
    asked: list[str] = []
    event.listen(session.get_bind(), "before_cursor_execute", lambda *given: asked.append(given[2]))
    page = find_quotes(session, QuoteFilter(text='"they would have said"', limit=10))
    assert (page.total, len(page.rows)) == (12, 10)
    assert sum("searched.search_words) @>" in sql for sql in asked) == 1
