"""Many rows at once, without a unit of work: an INSERT or UPDATE for all of them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any, TypeVar

from sqlalchemy import CursorResult, Table, insert, update
from sqlalchemy.orm.util import identity_key

if TYPE_CHECKING:
    from sqlalchemy.orm import InstrumentedAttribute, Session

    from quotesdb.db.models import Base

Values = Mapping[str, Any]
T = TypeVar("T")


def insert_rows(session: Session, model: type[Base], rows: Sequence[Values]) -> None:
    """Store new rows; whoever needs their numbers asks for them by what else tells the rows apart."""
    if rows:
        session.execute(insert(table_of(model)), list(rows))


def insert_numbered(
    session: Session, model: type[Base], rows: Sequence[Values], by: InstrumentedAttribute[T]
) -> dict[T, int]:
    """Store new rows; return their numbers by a column that tells them apart."""
    if not rows:
        return {}
    table = table_of(model)
    query = insert(table).returning(table.c[by.key], table.c.id)
    return {row[0]: row[1] for row in session.execute(query, list(rows))}


def insert_row(session: Session, model: type[Base], **values: Any) -> int:
    """Store one new row; return its number."""
    made = session.execute(insert(table_of(model)), values)
    assert isinstance(made, CursorResult)  # noqa: S101 - an INSERT has one
    [number] = made.inserted_primary_key or (0,)
    return int(number)


def update_rows(session: Session, model: type[Base], rows: Sequence[Values]) -> None:
    """Change rows by their numbers (``id``), all in the same columns.

    What the session holds of them is read anew when it is asked for. By key: an UPDATE with a condition is
    compared with everything that the session holds.
    """
    if not rows:
        return
    session.execute(update(model), list(rows))
    for row in rows:
        held = session.identity_map.get(identity_key(model, row["id"]))
        if held is not None:
            session.expire(held)


def table_of(model: type[Base]) -> Table:
    """The table of a model: a query of its columns makes no objects, and is cheap."""
    assert isinstance(model.__table__, Table)  # noqa: S101 - it is no view
    return model.__table__
