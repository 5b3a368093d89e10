"""No machine step writes a table of decisions: whatever is ingested, extracted or rebuilt, they stay."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from sqlalchemy import Engine, event, select
from sqlalchemy.orm import Session

from quotesdb.db.models import DECISIONS, Base
from quotesdb.services.checking.check import Claim, check_all
from quotesdb.services.checking.record import CheckFilter, recheck, record
from quotesdb.services.identity import clustering
from quotesdb.services.ingest.reextract import reextract
from quotesdb.services.judging.review import review_quote
from quotesdb.services.lookup import QuoteFilter, find_quotes
from quotesdb.services.statements import grouping
from tests.services.toy import NEWER, finding

URL = "https://example.org/story"
TEXT = (
    "“We open in May,” said Ada Example, director at Example Works.\n“So it goes.”\n"
    "“It rains,” said Max Sample."
)
TABLES = [model.__table__ for model in DECISIONS]
_WRITES = re.compile(
    rf"\b(?:INTO|UPDATE|FROM)\s+\"?(?:{'|'.join(table.name for table in TABLES)})\b", re.IGNORECASE
)


class DecisionWrittenError(AssertionError):
    """A machine step touched what a person decided."""


@contextmanager
def only_machines(engine: Engine) -> Iterator[None]:
    """Fail on any flush and on any statement that writes a table of decisions."""

    def before_flush(session: Session, *_: Any) -> None:
        for row in [*session.new, *session.dirty, *session.deleted]:
            if isinstance(row, DECISIONS):
                raise DecisionWrittenError(f"flush of {row!r}")

    def before_execute(_c: Any, _u: Any, sql: str, *_: Any) -> None:
        if not sql.lstrip().upper().startswith(("SELECT", "WITH", "EXPLAIN")) and _WRITES.search(sql):
            raise DecisionWrittenError(sql)

    event.listen(Session, "before_flush", before_flush)
    event.listen(engine, "before_cursor_execute", before_execute)
    try:
        yield
    finally:
        event.remove(Session, "before_flush", before_flush)
        event.remove(engine, "before_cursor_execute", before_execute)


def decisions(session: Session) -> list[tuple[Any, ...]]:
    return [tuple(row) for table in TABLES for row in session.execute(select(table).order_by(table.c.id))]


@pytest.fixture
def reviewed(session, store):
    """An article whose quotes a person accepted, corrected, rejected and was unsure of."""
    store(TEXT, URL)
    may, goes, rains = (
        find_quotes(session, QuoteFilter(text=word)).rows[0].id for word in ("May", "goes", "rains")
    )
    review_quote(session, may, "Eva", reject=True)
    review_quote(session, may, "Max", accept=True)
    review_quote(session, goes, "Eva", speaker="Tom Nowhere", new=True)
    review_quote(session, rains, "Eva", unsure=True)
    session.commit()
    return session


def test_no_machine_step_writes_what_people_decided(reviewed, engine, store, make_session):
    before = decisions(reviewed)
    assert len(before) > 4
    with only_machines(engine):
        store(TEXT, URL)
        store(TEXT, URL, title="A new title")
        store("New first line.\n" + TEXT.replace("“It rains,” said Max Sample.", ""), URL)
        store(TEXT, "https://example.org/copy")
        reextract(make_session, program=NEWER)
        reextract(make_session, program=finding())
        clustering.rebuild(reviewed)
        grouping.rebuild(reviewed)
        reviewed.commit()
        for checked in check_all(reviewed, [Claim("We open in May", "Ada Example")]):
            record(reviewed, checked)
        reviewed.commit()
        list(recheck(reviewed, make_session, CheckFilter()))
    reviewed.expire_all()
    assert decisions(reviewed) == before


def test_the_listener_hears_a_decision(reviewed, engine):
    [quote, *_] = find_quotes(reviewed, QuoteFilter()).rows
    with only_machines(engine), pytest.raises(DecisionWrittenError, match="flush"):
        review_quote(reviewed, quote.id, "nobody", accept=True)
    reviewed.rollback()
    with only_machines(engine), pytest.raises(DecisionWrittenError, match="UPDATE"):
        reviewed.execute(TABLES[0].update().values(note="x"))


def test_every_table_that_a_person_writes_is_listed():
    """A table with a reviewer is one of decisions, and so is what hangs on it alone."""
    by_people = {table.name for table in Base.metadata.tables.values() if "reviewer" in table.c}
    assert by_people <= {table.name for table in TABLES}
