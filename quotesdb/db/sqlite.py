"""SQLite: how connections are set up, what its errors mean, and whether a file is sound."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sqlalchemy import Connection, Engine, event, text

from quotesdb.db import files
from quotesdb.db.errors import DatabaseError, DatabaseInUse, NotWritable, name_of
from quotesdb.db.locks import BUSY_TIMEOUT_MS, FileLock, Waiting
from quotesdb.paths import is_folder

if TYPE_CHECKING:
    from sqlalchemy.engine import ExceptionContext

CACHED_KB = 32_000
"""What a connection keeps of the file at most. With SQLite's own 2 MB an article takes longer to store the
more there are: each index is read again for it."""

_IS_OURS = "SELECT count(*) = 2 FROM sqlite_master WHERE name IN ('alembic_version', 'quote_fts')"
_LOCKED = "database is locked"
_NO_SAVEPOINT = "no such savepoint"
_MALFORMED = "malformed"
_NOT_OPENED = "unable to open database file"
_DAMAGED = "is damaged: restore a copy (quotesdb db restore), or ingest the articles into a new database"
_UNUSABLE = {
    "file is not a database": "is not an SQLite database",
    _MALFORMED: _DAMAGED,
    "vtable constructor failed": _DAMAGED,
    "invalid fts5 file format": _DAMAGED,
    "Could not decode": _DAMAGED,
    _NOT_OPENED: "cannot be opened",
    "readonly database": "cannot be written to",
    _LOCKED: "is in use by another program; try again later",
    "disk I/O error": "cannot be read or written (disk error)",
    "database or disk is full": "cannot be written to: the disk is full",
}

_KINDS: dict[type[DatabaseError], tuple[str, ...]] = {
    DatabaseInUse: (_LOCKED,),
    NotWritable: ("readonly database", "database or disk is full"),
}


def prepare(engine: Engine, on_wait: Callable[[], None] | None) -> None:
    """Have connections of an engine set up, its errors told in one line, and its writers wait."""
    event.listen(engine, "handle_error", _in_one_line)
    event.listen(engine, "do_connect", _connect_if_still)
    event.listen(engine, "connect", _set_up)
    event.listen(engine, "begin", Waiting(FileLock(), on_wait).begin)


def file_of(engine: Engine) -> Path | None:
    """The file that an engine's database is, or is to be; None if it is none."""
    database = engine.url.database
    if engine.dialect.name != "sqlite" or not database or database == ":memory:":
        return None
    return Path(database)


def foreign_key_problems(connection: Connection) -> list[str]:
    """The rows that refer to nothing, one sentence each."""
    rows = connection.execute(text("PRAGMA foreign_key_check")).all()
    return [f"row {row[1]} of {row[0]} refers to a row of {row[2]} that does not exist" for row in rows]


def integrity_problems(connection: Connection) -> list[str]:
    """What is wrong with the pages and the references of a file, one sentence each."""
    try:
        rows = connection.execute(text("PRAGMA integrity_check")).scalars().all()
    except DatabaseError as error:
        return [str(error)]
    return [*(row for row in rows if row != "ok"), *foreign_key_problems(connection)]


def _connect_if_still(
    _dialect: object, _record: object, arguments: list[Any], _options: object
) -> sqlite3.Connection | None:
    """Connect to a database that nobody can change; None for any other, which SQLAlchemy opens."""
    file = Path(arguments[0])
    return files.connect_still(file) if files.is_still(file) else None


def _set_up(connection: sqlite3.Connection, _record: object) -> None:
    # Python 3.11's sqlite3 begins no transaction before DDL; with no isolation level it begins none at
    # all and Waiting does, so that a failed migration leaves nothing behind.
    connection.isolation_level = None
    connection.execute(f"PRAGMA busy_timeout={BUSY_TIMEOUT_MS}")
    connection.execute("PRAGMA foreign_keys=ON")
    _keep_a_log_ahead(connection)
    connection.execute("PRAGMA synchronous=NORMAL")
    # What SQLite sorts would else spill, in the words of the articles, to the disk that has /tmp.
    connection.execute("PRAGMA temp_store=MEMORY")
    connection.execute(f"PRAGMA cache_size=-{CACHED_KB}")


def _keep_a_log_ahead(connection: sqlite3.Connection) -> None:
    """WAL mode for a database of ours; one of another program, or of nobody yet, is not touched."""
    try:
        [ours] = connection.execute(_IS_OURS).fetchone()
        if ours:
            connection.execute("PRAGMA journal_mode=WAL")
    except sqlite3.OperationalError as error:
        # What cannot be written can be looked things up in, whatever its journal.
        if error.sqlite_errorcode & 0xFF != sqlite3.SQLITE_READONLY:
            raise
    except UnicodeDecodeError as error:
        # SQLite says what is damaged in the bytes of the damaged schema.
        raise sqlite3.DatabaseError(_MALFORMED) from error


def _in_one_line(context: ExceptionContext) -> None:
    if not isinstance(context.original_exception, Exception):
        # Ctrl-C: thrown away, the connection would be closed before the cursor, which is told with a trace.
        context.is_disconnect = False
        return
    message = str(context.original_exception)
    if _NO_SAVEPOINT in message and (before := _told_before(context.original_exception)):
        # Where the disk is full SQLite takes all back by itself; nothing is left to go back to.
        raise type(before)(*before.args)
    for symptom, meaning in _UNUSABLE.items():
        if symptom in message and context.engine is not None:
            kind = next((kind for kind, signs in _KINDS.items() if symptom in signs), DatabaseError)
            what = _of_folder(context.engine) or meaning
            told = f"{name_of(context.engine)} {what}{_waiting_changes(context.engine, symptom)}"
            raise kind(told) from context.original_exception


def _told_before(error: BaseException) -> DatabaseError | None:
    """What was wrong first, where an error came up as another one was being handled."""
    before = error.__context__
    return before if before is None or isinstance(before, DatabaseError) else _told_before(before)


def _of_folder(engine: Engine) -> str | None:
    file = file_of(engine)
    return "is a folder, not a database" if file and is_folder(file) else None


def _waiting_changes(engine: Engine, symptom: str) -> str:
    file = file_of(engine)
    beside = files.unsaved(file) if file and symptom == _NOT_OPENED else None
    return f" while changes wait in {beside}: copy both to a folder where you may write" if beside else ""
