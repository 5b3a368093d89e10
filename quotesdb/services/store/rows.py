"""Many rows at once, without a unit of work: an INSERT or UPDATE for all of them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any, TypeVar

from sqlalchemy import CursorResult, Table
from sqlalchemy.orm.exc import StaleDataError
from sqlalchemy.orm.util import identity_key

from quotesdb.db.bulk import insert_all, insert_numbering, update_all

if TYPE_CHECKING:
    from sqlalchemy.orm import InstrumentedAttribute, Session

    from quotesdb.db.models import Base

Values = Mapping[str, Any]
T = TypeVar("T")


def insert_rows(session: Session, model: type[Base], rows: Sequence[Values]) -> None:
    """Store new rows; whoever needs their numbers asks for them by what else tells the rows apart."""
    if rows:
        insert_all(session, table_of(model), rows)


def insert_numbered(
    session: Session, model: type[Base], rows: Sequence[Values], by: InstrumentedAttribute[T]
) -> dict[T, int]:
    """Store new rows; return their numbers by a column that tells them apart."""
    if not rows:
        return {}
    return {row[0]: row[1] for row in insert_numbering(session, table_of(model), rows, by.key)}


def update_rows(session: Session, model: type[Base], rows: Sequence[Values]) -> None:
    """Change rows by their numbers (``id``), all in the same columns.

    What the session holds of them is read anew when it is asked for.

    Raises:
        StaleDataError: if one of them is gone.
    """
    if not rows:
        return
    session.flush()
    changed = update_all(session, table_of(model), rows)
    assert isinstance(changed, CursorResult)  # noqa: S101 - an UPDATE has one
    if changed.rowcount not in (len(rows), _UNKNOWN):
        raise StaleDataError(f"{changed.rowcount} of {len(rows)} rows of {model.__tablename__} were there")
    for row in rows:
        held = session.identity_map.get(identity_key(model, row["id"]))
        if held is not None:
            session.expire(held)


_UNKNOWN = -1
"""What a driver says that does not count."""


def table_of(model: type[Base]) -> Table:
    """The table of a model: a query of its columns makes no objects, and is cheap."""
    assert isinstance(model.__table__, Table)  # noqa: S101 - it is no view
    return model.__table__
