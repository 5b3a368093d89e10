"""All rows of one database, written into another by its driver alone: what storing is measured by.

SQLite gets them by ``executemany``, PostgreSQL by COPY, whole tables in one transaction.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from benchmarks.lookups import processor
from quotesdb.db.engine import sessions
from quotesdb.db.models import Base

if TYPE_CHECKING:
    from sqlalchemy import Engine, Table
    from sqlalchemy.orm import Session

Rows = list[tuple[Any, ...]]


def by_driver(source: Engine, target: Engine) -> float:
    """The milliseconds of the processor that all rows of one database take in another, without the commit."""
    write = _copy if target.dialect.name == "postgresql" else _execute_many
    total = 0.0
    with source.connect() as connection, sessions(target, write=True)() as session:
        clock = processor(session)
        session.connection().exec_driver_sql(_LATER[target.dialect.name])
        for table in Base.metadata.sorted_tables:
            rows = [tuple(row) for row in connection.exec_driver_sql(_selected(table, source))]
            began = clock()
            write(session, table, rows)
            total += clock() - began
        session.commit()
    return total * 1000


_LATER = {"sqlite": "PRAGMA defer_foreign_keys=ON", "postgresql": "SET CONSTRAINTS ALL DEFERRED"}
"""References are looked at at the end, where they can be."""


def _selected(table: Table, engine: Engine) -> str:
    preparer = engine.dialect.identifier_preparer
    columns = ", ".join(preparer.format_column(column) for column in table.columns)
    return f"SELECT {columns} FROM {preparer.format_table(table)}"


def _into(session: Session, table: Table) -> tuple[Any, str]:
    """A cursor of the driver, and the table with its columns."""
    preparer = session.get_bind().dialect.identifier_preparer
    columns = ", ".join(preparer.format_column(column) for column in table.columns)
    return session.connection().connection.cursor(), f"{preparer.format_table(table)} ({columns})"


def _execute_many(session: Session, table: Table, rows: Rows) -> None:
    cursor, into = _into(session, table)
    cursor.executemany(f"INSERT INTO {into} VALUES ({', '.join('?' * len(table.columns))})", rows)


def _copy(session: Session, table: Table, rows: Rows) -> None:
    cursor, into = _into(session, table)
    with cursor.copy(f"COPY {into} FROM STDIN") as copy:
        for row in rows:
            copy.write_row(row)
