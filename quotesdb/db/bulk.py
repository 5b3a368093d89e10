"""Many rows in one statement, whichever way a database takes them quickest.

SQLite is given one row after the other by its driver. For PostgreSQL that means a message a row, or a
statement of thousands of parameters, which takes long to be read here and there: it gets one list a column.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from typing import TYPE_CHECKING, Any

from sqlalchemy import ARRAY, Column, Text, bindparam, column, func, insert, select, update
from sqlalchemy.types import String

if TYPE_CHECKING:
    from sqlalchemy import BindParameter, ColumnClause, Insert, Result, Table, TableValuedAlias, Update
    from sqlalchemy.orm import Session
    from sqlalchemy.sql.dml import ReturningInsert

Values = Mapping[str, Any]

NUMBER = "number of the row"
"""What an UPDATE finds a row by: no column is called so."""


def insert_all(session: Session, table: Table, rows: Sequence[Values]) -> None:
    """Store rows, of which there is one at least; all have the same columns."""
    names = tuple(rows[0])
    if _takes_lists(session):
        session.execute(_insert_lists(table, names), _lists(names, rows))
    else:
        session.execute(_insert(table), list(rows))


def insert_numbering(session: Session, table: Table, rows: Sequence[Values], by: str) -> Result[Any, int]:
    """Store rows, of which there is one at least; give a column and the number of each, in any order."""
    names = tuple(rows[0])
    if _takes_lists(session):
        return session.execute(_insert_lists_numbering(table, names, by), _lists(names, rows))
    return session.execute(_insert_numbering(table, by), list(rows))


def update_all(session: Session, table: Table, rows: Sequence[Values]) -> Result[Any]:
    """Change rows by their ``id``; there is one at least, and all change in the same columns."""
    names = tuple(name for name in rows[0] if name != "id")
    if _takes_lists(session):
        return session.execute(_update_lists(table, names), _lists(("id", *names), rows))
    changes = [{NUMBER: row["id"], **{name: row[name] for name in names}} for row in rows]
    return session.execute(_update(table, names), changes)


def unnested(lists: Iterable[BindParameter[Any]], columns: Iterable[ColumnClause[Any]]) -> TableValuedAlias:
    """The rows of which PostgreSQL is given one list a column."""
    return func.unnest(*lists).table_valued(*columns).render_derived()


def _takes_lists(session: Session) -> bool:
    return session.get_bind().dialect.name == "postgresql"


def _lists(names: Sequence[str], rows: Sequence[Values]) -> dict[str, list[Any]]:
    return {f"each_{name}": [row[name] for row in rows] for name in names}


@cache
def _insert(table: Table) -> Insert:
    return insert(table)


@cache
def _insert_numbering(table: Table, by: str) -> ReturningInsert[Any, int]:
    return insert(table).returning(table.c[by], table.c.id)


@cache
def _update(table: Table, names: tuple[str, ...]) -> Update:
    """By key, and without the unit of work, which compares an UPDATE with all that the session holds."""
    named = {name: bindparam(name, type_=table.c[name].type) for name in names}
    return update(table).where(table.c.id == bindparam(NUMBER)).values(named)


@cache
def _insert_lists(table: Table, names: tuple[str, ...]) -> Insert:
    return insert(table).from_select(list(names), select(*_given(table, names).c), include_defaults=False)


@cache
def _insert_lists_numbering(table: Table, names: tuple[str, ...], by: str) -> ReturningInsert[Any, int]:
    return _insert_lists(table, names).returning(table.c[by], table.c.id)


@cache
def _update_lists(table: Table, names: tuple[str, ...]) -> Update:
    given = _given(table, ("id", *names))
    return update(table).where(table.c.id == given.c.id).values({name: given.c[name] for name in names})


def _given(table: Table, names: Sequence[str]) -> TableValuedAlias:
    """The rows that are given as one list a column."""
    lists = (bindparam(f"each_{name}", type_=ARRAY(_kind(table.c[name]))) for name in names)
    return unnested(lists, (column(name, table.c[name].type) for name in names))


def _kind(of: Column[Any]) -> Any:
    """The type of a column; a text that is too long is to be refused, and a cast would cut it."""
    return Text() if type(of.type) is String else of.type
