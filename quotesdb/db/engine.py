"""Opening a database and keeping its schema up to date: where SQLite and PostgreSQL differ.

Alembic is imported only where a schema changes or is checked, so that look-ups start fast.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

from sqlalchemy import URL, Connection, Engine, create_engine, event, inspect, make_url, text
from sqlalchemy.exc import ArgumentError
from sqlalchemy.orm import Session, sessionmaker

from quotesdb.db import search
from quotesdb.db.errors import DatabaseError as DatabaseError

if TYPE_CHECKING:
    from sqlalchemy.engine import ExceptionContext

HEAD = "0007"
"""The newest revision of the schema; a constant, so that reading a database needs no migrations."""

UPGRADE_COMMAND = "quotesdb db upgrade"
BUSY_TIMEOUT_MS = 10_000
COMPARE_OPTIONS: dict[str, Any] = {
    "render_as_batch": True,
    "transactional_ddl": True,
    "include_name": lambda name, kind, _parents: kind != "table" or not search.is_search_table(name),
}
"""How the migration environment and ``check`` look at a schema: search tables left out."""

_UNUSABLE = {
    "file is not a database": "is not an SQLite database",
    "malformed": "is damaged",
    "unable to open database file": "cannot be opened",
    "readonly database": "cannot be written to",
    "database is locked": "is in use by another program; try again later",
    "disk I/O error": "cannot be read or written (disk error)",
    "database or disk is full": "cannot be written to: the disk is full",
}


@dataclass(frozen=True, slots=True)
class SchemaChange:
    """What ``ensure_schema`` did, and where it left a copy of the older database."""

    outcome: Literal["created", "upgraded", "unchanged"]
    backup: Path | None = None


def open_engine(url_or_path: str | Path) -> Engine:
    """An engine for an SQLite file (a path or URL) or PostgreSQL (a URL); nothing is opened yet.

    Raises:
        DatabaseError: if the URL cannot be read or its kind of database is not supported.
    """
    url = _url(url_or_path)
    try:
        engine = create_engine(url)
    except ModuleNotFoundError as error:
        raise DatabaseError(f"{error.name} is not installed: pip install 'quotesdb[postgres]'") from error
    event.listen(engine, "handle_error", _in_one_line)
    if url.get_backend_name() == "sqlite":
        event.listen(engine, "connect", _set_up_sqlite)
        event.listen(engine, "begin", _begin_sqlite)
    return engine


def sessions(engine: Engine, *, write: bool = False) -> sessionmaker[Session]:
    """A maker of sessions whose objects stay readable after a commit.

    With ``write`` an SQLite transaction takes the write lock when it begins: two programs that write at
    once then wait for each other, where otherwise the one that read first could only fail.
    """
    bind = engine.execution_options(sqlite_begin="IMMEDIATE") if write else engine
    return sessionmaker(bind, expire_on_commit=False)


def migrations_path() -> Path:
    """Where the migrations lie: ``quotesdb/_alembic`` in a wheel, ``alembic/`` in a source tree."""
    package = Path(__file__).resolve().parents[1]
    installed = package / "_alembic"
    return installed if installed.is_dir() else package.parent / "alembic"


def head() -> str:
    """The revision that this program works with."""
    return HEAD


def current(engine: Engine) -> str | None:
    """The revision of the database; None if it has no schema.

    Raises:
        DatabaseError: if it cannot be opened, or holds the tables of another program.
    """
    if _absent(engine):
        return None
    with engine.connect() as connection:
        tables = set(inspect(connection).get_table_names())
        if "alembic_version" in tables:
            revision: str | None = connection.scalar(text("SELECT version_num FROM alembic_version"))
            return revision
    if tables:
        raise DatabaseError(f"{_name(engine)} is a database of another program")
    return None


def upgrade(engine: Engine) -> None:
    """Bring the schema to the head in one transaction, creating it if absent.

    Raises:
        DatabaseError: if the database cannot be used or was made by a newer quotesdb.
    """
    from alembic.config import Config

    from alembic import command

    _refuse_newer(engine, current(engine))
    _make_folder(engine)
    config = Config()
    config.set_main_option("script_location", str(migrations_path()).replace("%", "%%"))
    with migrating(engine) as connection:
        config.attributes["connection"] = connection
        command.upgrade(config, "head")


def ensure_schema(engine: Engine) -> SchemaChange:
    """Make the database ready for writing: create it, or back up and upgrade an older SQLite file.

    Raises:
        DatabaseError: if it was made by a newer quotesdb, is damaged or of another program, or is an
            older PostgreSQL database, which its owner upgrades.
    """
    before = current(engine)
    if before == HEAD:
        return SchemaChange("unchanged")
    if before is None:
        upgrade(engine)
        return SchemaChange("created")
    _refuse_newer(engine, before)
    if engine.dialect.name != "sqlite":
        raise DatabaseError(_behind(engine, before))
    backup = _back_up(engine, before)
    upgrade(engine)
    return SchemaChange("upgraded", backup)


def require_schema(engine: Engine) -> None:
    """Make sure that the database can be read by this program, creating and changing nothing.

    Raises:
        DatabaseError: if it does not exist, is older or newer than the program, or cannot be used.
    """
    before = current(engine)
    if before == HEAD:
        return
    if before is None:
        raise DatabaseError(f"there is no database at {_name(engine)} yet: quotesdb ingest creates it")
    _refuse_newer(engine, before)
    raise DatabaseError(_behind(engine, before))


def check(engine: Engine) -> list[str]:
    """What is wrong with the database, one sentence each; empty if nothing is.

    Raises:
        DatabaseError: if the database does not exist or cannot be opened.
    """
    revision = current(engine)
    if revision is None:
        raise DatabaseError(f"there is no database at {_name(engine)}")
    if revision != HEAD:
        return [f"the schema is at revision {revision}, this program works with {HEAD}"]
    with engine.connect() as connection:
        return [
            *_integrity_problems(connection),
            *_schema_problems(connection),
            *search.problems(connection),
        ]


@contextmanager
def migrating(engine: Engine) -> Iterator[Connection]:
    """A connection in a transaction in which tables may be re-created.

    SQLite enforces no foreign keys meanwhile (dropping a table to re-create it would delete what refers to
    it); they are checked before the commit.

    Raises:
        DatabaseError: if rows would refer to nothing afterwards; nothing is changed then.
    """
    if engine.dialect.name != "sqlite":
        with engine.begin() as connection:
            yield connection
        return
    with engine.connect().execution_options(sqlite_begin="IMMEDIATE") as connection:
        raw = connection.connection.driver_connection
        assert raw is not None  # noqa: S101 - a checked-out connection has one
        raw.execute("PRAGMA foreign_keys=OFF")
        try:
            with connection.begin():
                yield connection
                if problems := _foreign_key_problems(connection):
                    raise DatabaseError(f"the schema of {_name(engine)} was left as it is: {problems[0]}")
        finally:
            raw.execute("PRAGMA foreign_keys=ON")


def _url(url_or_path: str | Path) -> URL:
    if isinstance(url_or_path, Path) or "://" not in url_or_path:
        return URL.create("sqlite", database=str(Path(url_or_path).expanduser()))
    try:
        url = make_url(url_or_path)
    except (ArgumentError, ValueError) as error:
        raise DatabaseError("the database URL cannot be read") from error
    backend = url.get_backend_name()
    if backend in ("postgres", "postgresql"):
        return url.set(drivername="postgresql+psycopg")
    if backend != "sqlite":
        raise DatabaseError(f"{backend} databases are not supported: use an SQLite file or postgresql://")
    return url


def _set_up_sqlite(connection: sqlite3.Connection, _record: object) -> None:
    # Python 3.11's sqlite3 begins no transaction before DDL; with no isolation level it begins none at
    # all and _begin_sqlite does, so that a failed migration leaves nothing behind.
    connection.isolation_level = None
    connection.execute(f"PRAGMA busy_timeout={BUSY_TIMEOUT_MS}")
    connection.execute("PRAGMA foreign_keys=ON")
    connection.execute("PRAGMA journal_mode=WAL")
    connection.execute("PRAGMA synchronous=NORMAL")


def _begin_sqlite(connection: Connection) -> None:
    connection.exec_driver_sql(f"BEGIN {connection.get_execution_options().get('sqlite_begin', '')}")


def _in_one_line(context: ExceptionContext) -> None:
    message = str(context.original_exception)
    for symptom, meaning in _UNUSABLE.items():
        if symptom in message and context.engine is not None:
            raise DatabaseError(f"{_name(context.engine)} {meaning}") from context.original_exception


def _name(engine: Engine) -> str:
    if engine.dialect.name == "sqlite":
        return str(engine.url.database or "the database in memory")
    return engine.url.render_as_string(hide_password=True)


def _file(engine: Engine) -> Path | None:
    database = engine.url.database
    if engine.dialect.name != "sqlite" or not database or database == ":memory:":
        return None
    return Path(database)


def _absent(engine: Engine) -> bool:
    file = _file(engine)
    return file is not None and not file.exists()


def _make_folder(engine: Engine) -> None:
    file = _file(engine)
    if file is None:
        return
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise DatabaseError(f"{file.parent} cannot be created: {error.strerror}") from error


def _behind(engine: Engine, revision: str) -> str:
    return f"{_name(engine)} is at revision {revision}, older than this program's {HEAD}: {UPGRADE_COMMAND}"


def _refuse_newer(engine: Engine, revision: str | None) -> None:
    if revision is None or revision == HEAD:
        return
    from alembic.script import ScriptDirectory

    if revision not in {
        script.revision for script in ScriptDirectory(str(migrations_path())).walk_revisions()
    }:
        raise DatabaseError(
            f"{_name(engine)} is at revision {revision}, newer than this program's {HEAD}: upgrade quotesdb"
        )


def _back_up(engine: Engine, revision: str) -> Path:
    file = _file(engine)
    if file is None:
        raise DatabaseError("a database in memory cannot be backed up")
    backup = Path(f"{file}.backup-{revision}")
    number = 1
    while backup.exists():
        number += 1
        backup = Path(f"{file}.backup-{revision}-{number}")
    with closing(sqlite3.connect(file)) as source, closing(sqlite3.connect(backup)) as target:
        source.backup(target)
    return backup


def _foreign_key_problems(connection: Connection) -> list[str]:
    if connection.dialect.name != "sqlite":
        return []
    rows = connection.execute(text("PRAGMA foreign_key_check")).all()
    return [f"row {row[1]} of {row[0]} refers to a row of {row[2]} that does not exist" for row in rows]


def _integrity_problems(connection: Connection) -> list[str]:
    if connection.dialect.name != "sqlite":
        return []
    try:
        rows = connection.execute(text("PRAGMA integrity_check")).scalars().all()
    except DatabaseError as error:
        return [str(error)]
    return [*(row for row in rows if row != "ok"), *_foreign_key_problems(connection)]


def _schema_problems(connection: Connection) -> list[str]:
    from alembic.autogenerate import compare_metadata
    from alembic.migration import MigrationContext

    from quotesdb.db.models import Base

    context = MigrationContext.configure(connection, opts=COMPARE_OPTIONS)
    return [
        f"the schema differs from the models: {diff}" for diff in compare_metadata(context, Base.metadata)
    ]
