"""Which rules the derived rows of a database follow: an upgrade makes them anew only where these changed.

The number lies where no copy of rows takes it along, and where it comes and goes with the transaction: in the
header of an SQLite file, or in a comment of PostgreSQL.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import text

if TYPE_CHECKING:
    from sqlalchemy import Connection

RULES = 1
"""Raised where derived rows come out otherwise, or a migration leaves any of them to be made anew."""

_OLDER = 0
_WORDS = "derived by rules "
_TABLE = "alembic_version"


def follows_rules(connection: Connection) -> bool:
    """Whether the derived rows are those that this program would make."""
    if connection.dialect.name == "sqlite":
        return bool(connection.scalar(text("PRAGMA user_version")) == RULES)
    noted = connection.scalar(text(f"SELECT obj_description('{_TABLE}'::regclass)"))
    return bool(noted == f"{_WORDS}{RULES}")


def note_rules(connection: Connection, *, followed: bool) -> None:
    """Note that all derived rows are as this program would make them, or that some may not be."""
    number = RULES if followed else _OLDER
    if connection.dialect.name == "sqlite":
        connection.exec_driver_sql(f"PRAGMA user_version = {number}")
    else:
        connection.exec_driver_sql(f"COMMENT ON TABLE {_TABLE} IS '{_WORDS}{number}'")
