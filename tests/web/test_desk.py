"""The database as requests use it."""

from __future__ import annotations

from sqlalchemy import event

from quotesdb.services.lookup import list_articles
from quotesdb.web.desk import Desk


def test_a_reader_takes_nothing_back_so_that_what_was_planned_is_kept(engine):
    """The driver of PostgreSQL has the server forget what was prepared where a transaction is taken back."""
    taken_back: list[object] = []
    event.listen(engine, "rollback", taken_back.append)
    desk = Desk(engine)
    for _ in range(2):
        with desk.reading() as session:
            assert list_articles(session).total == 0
    assert not taken_back
