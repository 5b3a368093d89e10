"""Numbers that a query is given are those that it goes by, however many they are."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from sqlalchemy import select

from quotesdb.db.bulk import insert_all
from quotesdb.db.engine import ensure_schema, open_engine, sessions
from quotesdb.db.given import among
from quotesdb.db.models import Base, Organisation

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sqlalchemy.orm import Session

BODIES = Base.metadata.tables[Organisation.__tablename__]
STORED = 3


@pytest.fixture(params=["sqlite", pytest.param("postgresql", marks=pytest.mark.on_postgresql)])
def session(request: pytest.FixtureRequest) -> Iterator[Session]:
    url = request.getfixturevalue("database" if request.param == "sqlite" else "postgresql")
    engine = open_engine(str(url))
    ensure_schema(engine)
    with sessions(engine, write=True)() as session:
        numbers = range(1, STORED + 1)
        insert_all(
            session, BODIES, [{"id": n, "name": f"Body {n}", "name_key": f"body {n}"} for n in numbers]
        )
        yield session
    engine.dispose()


@pytest.mark.parametrize("more", [0, 499, 500, 100_000])
@pytest.mark.parametrize("wanted", [(), (2,), (1, 3), (3, 3, 1)])
def test_rows_are_found_by_a_few_numbers_and_by_more_than_an_engine_takes_one_by_one(
    session: Session, wanted: tuple[int, ...], more: int
) -> None:
    asked = [*wanted, *range(STORED + 1, STORED + 1 + more)]
    query = select(BODIES.c.id).where(among(BODIES.c.id, asked)).order_by(BODIES.c.id)
    assert session.scalars(query).all() == sorted(set(wanted))
    others = select(BODIES.c.id).where(~among(BODIES.c.id, asked)).order_by(BODIES.c.id)
    assert session.scalars(others).all() == [n for n in range(1, STORED + 1) if n not in wanted]
