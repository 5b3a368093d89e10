"""A whole database to another, of the same kind or not: every row with its number, in portions.

A copy that was stopped goes on where it was: what the target holds must be the beginning of what the source
holds, table by table, and that is how a started copy is told from a database of somebody's own.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Generator, Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass
from itertools import islice
from typing import TYPE_CHECKING, Any

from sqlalchemy import Engine, Select, Table, delete, func, select

from quotesdb.db import search
from quotesdb.db.bulk import insert_all
from quotesdb.db.engine import (
    UNFINISHED,
    current,
    ensure_schema,
    mark_unfinished,
    only_reading,
    require_schema,
    sessions,
    settle,
)
from quotesdb.db.models import Base, QuoteCount
from quotesdb.services.errors import BadRequest
from quotesdb.services.store.rows import table_of

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

PORTION = 2_000
"""Rows of one transaction."""

_COUNTS = (table_of(QuoteCount),)
"""Tables whose rows change with every article that is added: they are copied anew."""

Values = tuple[Any, ...]


@dataclass(frozen=True, slots=True)
class CopiedTable:
    """A table that is the same in both databases: its rows, and the SHA-256 of what they say."""

    name: str
    rows: int
    sha256: str


def copy_database(
    source: Engine,
    target: Engine,
    *,
    on_start: Callable[[int], None] | None = None,
    on_rows: Callable[[int], None] | None = None,
) -> list[CopiedTable]:
    """Copy every row of the source, as it is now, to a target that is empty or a copy that was stopped.

    ``on_start`` gets the number of rows, ``on_rows`` how many more are there. Afterwards the target is read
    once more and compared.

    Raises:
        BadRequest: if the target holds anything else, or did not come out the same.
        DatabaseError: if either cannot be used.
    """
    require_schema(source)
    if current(target) is None:
        ensure_schema(target)
    if not (is_begun := current(target) == UNFINISHED):
        require_schema(target)
    tables = Base.metadata.sorted_tables
    with only_reading(sessions(source)) as reading:
        if on_start:
            on_start(sum(count_rows(reading, table) for table in tables))
        with only_reading(sessions(target)) as before:
            _refuse_strange(reading, before, [table for table in tables if table not in _COUNTS])
            whole = all(count_rows(reading, table) == count_rows(before, table) for table in tables)
        if is_begun or not whole:
            mark_unfinished(target, unfinished=True)
            with target.begin() as connection:
                search.on(connection).put_off(connection)
        digests = [
            (_copy_anew if table in _COUNTS else _copy_table)(reading, target, table, on_rows)
            for table in tables
        ]
    with target.begin() as connection:
        search.on(connection).prepare(connection)
    settle(target)
    with only_reading(sessions(target)) as written:
        for table, copied in zip(tables, digests, strict=True):
            if _digest(table.name, each_row(written, table)) != copied:
                raise BadRequest(f"{table.name} came out otherwise: somebody else writes to the copy")
    mark_unfinished(target, unfinished=False)
    return digests


def _refuse_strange(source: Session, target: Session, tables: Sequence[Table]) -> None:
    """Before anything is written: each table of the target begins the one of the source."""
    for table in tables:
        with closing(each_row(target, table)) as held, closing(each_row(source, table)) as there:
            if any(row != next(there, None) for row in held):
                raise BadRequest(
                    f"the database to copy to holds something else in {table.name}: name an empty one, "
                    "or one that this copy was begun in"
                )


def _copy_anew(
    source: Session, target: Engine, table: Table, on_rows: Callable[[int], None] | None
) -> CopiedTable:
    """Put the rows of a table in the place of those that are there, which are not missed for a moment."""
    with sessions(target, write=True).begin() as session:
        session.execute(delete(table))
        copied = _digest(table.name, _inserted(session, table, each_row(source, table)))
    if on_rows:
        on_rows(copied.rows)
    return copied


def _inserted(session: Session, table: Table, rows: Iterator[Values]) -> Iterator[Values]:
    for portion in _portions(rows):
        _insert(session, table, portion)
        yield from portion


def _copy_table(
    source: Session, target: Engine, table: Table, on_rows: Callable[[int], None] | None
) -> CopiedTable:
    with only_reading(sessions(target)) as reading:
        held = count_rows(reading, table)
    digest, rows = hashlib.sha256(), 0
    for portion in _portions(each_row(source, table)):
        for row in portion:
            digest.update(_told(row))
        if new := portion[max(0, held - rows) :]:
            with sessions(target, write=True).begin() as session:
                _insert(session, table, new)
        rows += len(portion)
        if on_rows:
            on_rows(len(portion))
    return CopiedTable(table.name, rows, digest.hexdigest())


def _insert(session: Session, table: Table, rows: Sequence[Values]) -> None:
    names = [column.name for column in table.columns]
    insert_all(session, table, [dict(zip(names, row, strict=True)) for row in rows])


def each_row(session: Session, table: Table) -> Generator[Values, None, None]:
    """All rows in the order of their numbers, as values that are the same from either kind of database."""
    query: Select[Any] = select(*table.columns).order_by(*table.primary_key.columns)
    with session.execute(query, execution_options={"yield_per": PORTION}) as found:
        for row in found:
            yield tuple(map(_storable, row))


def _storable(value: Any) -> Any:
    """A value as every database can keep it: none but SQLite has U+0000 in texts."""
    return value.replace("\0", "\ufffd") if isinstance(value, str) and "\0" in value else value


def _portions(rows: Iterator[Values]) -> Iterator[list[Values]]:
    while portion := list(islice(rows, PORTION)):
        yield portion


def _digest(name: str, rows: Iterator[Values]) -> CopiedTable:
    digest, number = hashlib.sha256(), 0
    for row in rows:
        digest.update(_told(row))
        number += 1
    return CopiedTable(name, number, digest.hexdigest())


def _told(row: Values) -> bytes:
    return repr(row).encode("utf-8", "surrogatepass")


def count_rows(session: Session, table: Table) -> int:
    """How many rows a table has."""
    return session.scalar(select(func.count()).select_from(table)) or 0
