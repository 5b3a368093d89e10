"""Many rows at once, without a unit of work: an INSERT or UPDATE for all of them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cache
from typing import TYPE_CHECKING, Any, TypeVar

from sqlalchemy import CursorResult, Insert, Table, Update, bindparam, insert, update
from sqlalchemy.orm.exc import StaleDataError
from sqlalchemy.orm.util import identity_key

if TYPE_CHECKING:
    from sqlalchemy.orm import InstrumentedAttribute, Session
    from sqlalchemy.sql.dml import ReturningInsert

    from quotesdb.db.models import Base

Values = Mapping[str, Any]
T = TypeVar("T")


def insert_rows(session: Session, model: type[Base], rows: Sequence[Values]) -> None:
    """Store new rows; whoever needs their numbers asks for them by what else tells the rows apart."""
    if rows:
        session.execute(_insert(model), list(rows))


def insert_numbered(
    session: Session, model: type[Base], rows: Sequence[Values], by: InstrumentedAttribute[T]
) -> dict[T, int]:
    """Store new rows; return their numbers by a column that tells them apart."""
    if not rows:
        return {}
    return {row[0]: row[1] for row in session.execute(_insert_numbered(model, by.key), list(rows))}


def insert_row(session: Session, model: type[Base], **values: Any) -> int:
    """Store one new row; return its number."""
    made = session.execute(_insert(model), values)
    assert isinstance(made, CursorResult)  # noqa: S101 - an INSERT has one
    [number] = made.inserted_primary_key or (0,)
    return int(number)


def update_rows(session: Session, model: type[Base], rows: Sequence[Values]) -> None:
    """Change rows by their numbers (``id``), all in the same columns.

    What the session holds of them is read anew when it is asked for.

    Raises:
        StaleDataError: if one of them is gone.
    """
    if not rows:
        return
    session.flush()
    changed = session.execute(
        _update(model, tuple(name for name in rows[0] if name != "id")),
        [
            {_NUMBER: row["id"], **{name: value for name, value in row.items() if name != "id"}}
            for row in rows
        ],
    )
    assert isinstance(changed, CursorResult)  # noqa: S101 - an UPDATE has one
    if changed.rowcount not in (len(rows), _UNKNOWN):
        raise StaleDataError(f"{changed.rowcount} of {len(rows)} rows of {model.__tablename__} were there")
    for row in rows:
        held = session.identity_map.get(identity_key(model, row["id"]))
        if held is not None:
            session.expire(held)


_NUMBER = "number of the row"
"""What an UPDATE finds a row by: no column is called so."""

_UNKNOWN = -1
"""What a driver says that does not count."""


@cache
def _insert(model: type[Base]) -> Insert:
    return insert(table_of(model))


@cache
def _insert_numbered(model: type[Base], by: str) -> ReturningInsert[Any, int]:
    table = table_of(model)
    return insert(table).returning(table.c[by], table.c.id)


@cache
def _update(model: type[Base], columns: tuple[str, ...]) -> Update:
    """By key, and without the unit of work, which compares an UPDATE with all that the session holds."""
    table = table_of(model)
    named = {name: bindparam(name, type_=table.c[name].type) for name in columns}
    return update(table).where(table.c.id == bindparam(_NUMBER)).values(named)


def table_of(model: type[Base]) -> Table:
    """The table of a model: a query of its columns makes no objects, and is cheap."""
    assert isinstance(model.__table__, Table)  # noqa: S101 - it is no view
    return model.__table__
