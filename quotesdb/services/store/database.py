"""The database as callers above the services open, upgrade and check it.

They get it from here, so that only services know the layer below.
"""

from quotesdb.db.engine import (
    SchemaChange,
    back_up,
    check,
    current,
    ensure_schema,
    head,
    open_engine,
    require_schema,
    restore,
    sessions,
    snapshot,
    upgrade,
)
from quotesdb.db.errors import DatabaseError, DatabaseInUse, NotWritable, without_password

__all__ = [
    "DatabaseError",
    "DatabaseInUse",
    "NotWritable",
    "SchemaChange",
    "back_up",
    "check",
    "current",
    "ensure_schema",
    "head",
    "open_engine",
    "require_schema",
    "restore",
    "sessions",
    "snapshot",
    "upgrade",
    "without_password",
]
