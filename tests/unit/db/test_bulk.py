"""Rows that are stored or changed many at a time are those that were given, on each kind of database."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from sqlalchemy import select
from sqlalchemy.exc import IntegrityError

from quotesdb.db.bulk import insert_all, insert_numbering, update_all
from quotesdb.db.engine import ensure_schema, open_engine, sessions
from quotesdb.db.models import Base, Organisation, Speaker
from quotesdb.values import AgentKind

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sqlalchemy.orm import Session

BODIES = Base.metadata.tables[Organisation.__tablename__]
SPEAKERS = Base.metadata.tables[Speaker.__tablename__]
ODD = ['Velda, "Works" {1}', "NULL", "", "back\\slash", "“Ünïcode”", "it's"]


@pytest.fixture(params=["sqlite", pytest.param("postgresql", marks=pytest.mark.on_postgresql)])
def session(request: pytest.FixtureRequest) -> Iterator[Session]:
    url = request.getfixturevalue("database" if request.param == "sqlite" else "postgresql")
    engine = open_engine(str(url))
    ensure_schema(engine)
    with sessions(engine, write=True)() as session:
        yield session
    engine.dispose()


def test_what_is_stored_is_what_was_given(session: Session) -> None:
    rows = [{"name": name, "name_key": f"{number}"} for number, name in enumerate(ODD)]
    numbers = dict(insert_numbering(session, BODIES, rows, "name_key").all())
    stored = {row.id: row.name for row in session.execute(select(BODIES))}
    assert stored == {numbers[str(number)]: name for number, name in enumerate(ODD)}
    assert sorted(numbers.values()) == [numbers[str(number)] for number in range(len(ODD))]


def test_what_a_word_of_a_list_and_nothing_are_stay_apart(session: Session) -> None:
    speaker = {"name": "Ada Example", "name_key": "ada example", "kind": AgentKind.PERSON}
    insert_all(
        session,
        SPEAKERS,
        [
            {**speaker, "public_id": f"s-aaaaaaaa{place:02}", "quotes": number}
            for place, number in enumerate((None, 0, 7))
        ],
    )
    query = select(SPEAKERS.c.quotes, SPEAKERS.c.kind).order_by(SPEAKERS.c.id)
    assert session.execute(query).all() == [(number, AgentKind.PERSON) for number in (None, 0, 7)]


def test_rows_are_changed_by_their_numbers(session: Session) -> None:
    rows = [{"name": name, "name_key": f"{number}"} for number, name in enumerate(ODD)]
    numbers = dict(insert_numbering(session, BODIES, rows, "name_key").all())
    changed = update_all(
        session, BODIES, [{"id": numbers["1"], "name": "One"}, {"id": numbers["4"], "name": "Four"}]
    )
    stored = dict(session.execute(select(BODIES.c.name_key, BODIES.c.name)).all())
    assert stored == {**{str(number): name for number, name in enumerate(ODD)}, "1": "One", "4": "Four"}
    assert changed.rowcount == 2  # type: ignore[attr-defined]


def test_what_a_column_cannot_hold_is_refused(session: Session) -> None:
    speaker = {"public_id": None, "name": "Ada Example", "name_key": "ada example", "kind": AgentKind.PERSON}
    with pytest.raises(IntegrityError):
        insert_all(session, SPEAKERS, [speaker])
