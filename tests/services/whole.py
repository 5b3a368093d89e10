"""All that a database holds, so that two can be compared whatever their row numbers and clocks."""

from __future__ import annotations

from collections import Counter
from functools import cache
from typing import TYPE_CHECKING, Any

from sqlalchemy import select

from quotesdb.db.models import Base

if TYPE_CHECKING:
    from sqlalchemy import Table
    from sqlalchemy.orm import Session


def whole(session: Session) -> dict[str, Counter[tuple[Any, ...]]]:
    """The rows of each table: a reference is the row that it leads to, and what a clock said is left out.

    So is the read model, whose numbers of rows are no references: ``problems`` compares it with the rest.
    """
    tables = [table for table in Base.metadata.sorted_tables if table.name not in _READ_MODEL]
    stored = {table.name: _rows(session, table) for table in tables}

    @cache
    def told(table: str, number: Any) -> Any:
        row = stored[table][number]
        return row.get("public_id") or told_of(Base.metadata.tables[table], row)

    def told_of(table: Table, row: dict[str, Any]) -> tuple[Any, ...]:
        return tuple(_value(column, row[column.name], told) for column in table.columns if _tells(column))

    return {
        table.name: Counter(told_of(table, row) for row in stored[table.name].values()) for table in tables
    }


_READ_MODEL = ("current_quote", "quote_count")


def _rows(session: Session, table: Table) -> dict[Any, dict[str, Any]]:
    rows = [dict(row) for row in session.execute(select(table)).mappings()]
    keys = [column.name for column in table.primary_key]
    return {row[keys[0]] if len(keys) == 1 else number: row for number, row in enumerate(rows)}


def _tells(column: Any) -> bool:
    own_number = column.primary_key and not column.foreign_keys and column.name == "id"
    return not own_number and not column.name.endswith("_at")


def _value(column: Any, value: Any, told: Any) -> Any:
    if value is None or not column.foreign_keys:
        return value
    [reference] = column.foreign_keys
    return told(reference.column.table.name, value)
