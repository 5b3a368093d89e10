"""The database as callers above the services open, upgrade and check it.

They get it from here, so that only services know the layer below.
"""

from quotesdb.db.engine import (
    SchemaChange,
    check,
    current,
    ensure_schema,
    head,
    open_engine,
    require_schema,
    sessions,
    snapshot,
    upgrade,
)
from quotesdb.db.errors import DatabaseError, DatabaseInUse

__all__ = [
    "DatabaseError",
    "DatabaseInUse",
    "SchemaChange",
    "check",
    "current",
    "ensure_schema",
    "head",
    "open_engine",
    "require_schema",
    "sessions",
    "snapshot",
    "upgrade",
]
