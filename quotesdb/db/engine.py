"""Opening a database and keeping its schema up to date: where SQLite and PostgreSQL differ.

Alembic is imported only where a schema changes or is checked, so that look-ups start fast.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

from sqlalchemy import URL, Connection, Engine, create_engine, inspect, make_url, text
from sqlalchemy.exc import ArgumentError
from sqlalchemy.orm import Session, sessionmaker
from sqlalchemy.pool import StaticPool

from quotesdb.db import files, postgresql, search, sqlite
from quotesdb.db.errors import DatabaseError as DatabaseError
from quotesdb.db.errors import name_of
from quotesdb.db.locks import WRITES
from quotesdb.db.sqlite import file_of

HEAD = "0030"
"""The newest revision of the schema; a constant, so that reading a database needs no migrations."""

UNFINISHED = "unfinished copy"
"""What stands for the revision of a copy that is not whole: nothing but the copying goes on with it."""

UPGRADE_COMMAND = "quotesdb db upgrade"
COMPARE_OPTIONS: dict[str, Any] = {
    "render_as_batch": True,
    "transactional_ddl": True,
    "include_name": lambda name, kind, _parents: not search.keeps(name, kind),
}
"""How the migration environment and ``check`` look at a schema: what search keeps is left out."""

Tell = Callable[[str], None]

_PORTION = 10_000
"""Pages that are copied at a time."""


@dataclass(frozen=True, slots=True)
class SchemaChange:
    """What ``ensure_schema`` did, and where it left a copy of the older database."""

    outcome: Literal["created", "upgraded", "unchanged"]
    backup: Path | None = None


def open_engine(url_or_path: str | Path, *, on_wait: Callable[[], None] | None = None) -> Engine:
    """An engine for an SQLite file (a path or URL) or PostgreSQL (a URL); nothing is opened yet.

    ``on_wait`` is called once, when another program has kept this one waiting for some seconds.

    Raises:
        DatabaseError: if the URL cannot be read or its kind of database is not supported.
        WrongSetting: if QUOTESDB_WAIT is no number of seconds.
    """
    url = _url(url_or_path)
    try:
        engine = create_engine(url)
    except ModuleNotFoundError as error:
        raise DatabaseError(f"{error.name} is not installed: pip install 'quotesdb[postgres]'") from error
    return _prepared(engine, on_wait)


@contextmanager
def snapshot(engine: Engine) -> Iterator[Engine]:
    """A copy of an SQLite database as it is now, to be looked at at leisure: nobody waits for it meanwhile.

    It lies beside the database, so that its words are on no other disk, or in memory where nothing can be
    written; has no name and is gone with the program, however that ends. What can change nobody's data, since
    nobody else has it, may also be tried out in it. Of PostgreSQL, and of what does not exist, there is none.

    Raises:
        DatabaseError: if the database cannot be read, or if there is no room for the copy.
    """
    file = file_of(engine)
    if file is None or current(engine) is None:
        yield engine
        return
    with closing(files.connect_private(file)) as private:
        _copy(engine, private, "beside it")
        copy = create_engine(engine.url, creator=lambda: private, poolclass=StaticPool)
        yield _prepared(copy)


def back_up(engine: Engine, to: Path) -> None:
    """Write a whole copy of an SQLite database, as it is now, to a new file; others may write meanwhile.

    Its owner alone can read it.

    Raises:
        DatabaseError: if there is no such database, if the file exists already or cannot be written.
    """
    _sqlite_file(engine)
    if current(engine) is None:
        raise DatabaseError(f"there is no database at {name_of(engine)}")
    try:
        files.make(to, lambda target: _copy(engine, target, f"at {to}"))
    except FileExistsError as error:
        raise DatabaseError(f"{to} exists: no file is replaced; name another, or move it away") from error
    except OSError as error:
        reason = (error.strerror or str(error)).lower()
        raise DatabaseError(f"{to} cannot be written: {reason}") from error


def restore(engine: Engine, backup: Path) -> None:
    """Put the copy that ``back_up`` made in the place of a database that is not there any more.

    Raises:
        DatabaseError: if the copy is none, or if anything is in its place that a person should look at.
    """
    file = _sqlite_file(engine)
    source = open_engine(backup)
    try:
        if current(source) is not None:
            # SQLite would take them for changes to the restored database.
            if beside := files.unsaved(file):
                raise DatabaseError(f"changes to an earlier database wait in {beside}: move it away")
            file.parent.mkdir(parents=True, exist_ok=True)
        back_up(source, file)
    finally:
        source.dispose()


def sessions(engine: Engine, *, write: bool = False) -> sessionmaker[Session]:
    """A maker of sessions whose objects stay readable after a commit.

    With ``write`` a transaction takes the write lock when it begins: two programs that write at once then
    wait for each other, where otherwise the one that read first could only fail.
    """
    options = {WRITES: True} if write else _reading(engine)
    return sessionmaker(engine.execution_options(**options), expire_on_commit=False)


@contextmanager
def only_reading(make_session: sessionmaker[Session]) -> Iterator[Session]:
    """A session of a maker, also one that makes sessions for writing, in which nothing is to be written.

    It takes no lock, so that nobody waits for it and it waits for nobody who writes.
    """
    with make_session() as session:
        bind = session.get_bind()
        assert isinstance(bind, Engine)  # noqa: S101 - a maker's sessions are on an engine
        session.connection(execution_options={WRITES: False, **_reading(bind)})
        yield session


def settle(engine: Engine) -> None:
    """Let new rows follow those that were written with their numbers, and a server know what is there."""
    if engine.dialect.name == "postgresql":
        with engine.begin() as connection:
            postgresql.settle_sequences(connection)
        with engine.connect() as connection:
            # So an index tells of rows by itself; the server would see to it minutes later, while people ask.
            connection.execution_options(isolation_level="AUTOCOMMIT").exec_driver_sql("VACUUM ANALYZE")


def mark_unfinished(engine: Engine, *, unfinished: bool) -> None:
    """Let nobody take a database for whole while rows are copied into it, or let everybody again."""
    revision = UNFINISHED if unfinished else HEAD
    with engine.execution_options(**{WRITES: True}).begin() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = :revision"), {"revision": revision})


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
        return _revision(connection)


def upgrade(engine: Engine, tell: Tell | None = None) -> None:
    """Bring the schema to the head in one transaction, creating it if absent.

    ``tell`` gets a line for each step that takes long where the database is large.

    Raises:
        DatabaseError: if the database cannot be used or was made by a newer quotesdb.
    """
    _refuse_newer(engine, current(engine))
    _make_file(engine)
    with migrating(engine) as connection:
        _migrate(connection, tell)


def ensure_schema(engine: Engine, tell: Tell | None = None) -> SchemaChange:
    """Make the database ready for writing: create it, or back up and upgrade an older SQLite file.

    ``tell`` gets a line for each step that takes long where the database is large.

    Raises:
        DatabaseError: if it was made by a newer quotesdb, is damaged or of another program, or is an
            older PostgreSQL database, which its owner upgrades.
    """
    before = current(engine)
    if before == HEAD:
        return SchemaChange("unchanged")
    _refuse_newer(engine, before)
    if before is not None and engine.dialect.name != "sqlite":
        raise DatabaseError(_behind(engine, before))
    _make_file(engine)
    backup = None
    try:
        with migrating(engine) as connection:
            # Another program may have been quicker while this one waited for the lock.
            before = _revision(connection)
            if before == HEAD:
                return SchemaChange("unchanged")
            backup = _back_up(engine, before) if before else None
            _migrate(connection, tell)
    except BaseException:
        # The database is as it was; one copy more at each try would fill the disk.
        if backup:
            backup.unlink()
        raise
    return SchemaChange("upgraded" if backup else "created", backup)


def require_schema(engine: Engine) -> None:
    """Make sure that the database can be read by this program, creating and changing nothing.

    Raises:
        DatabaseError: if it does not exist, is older or newer than the program, or cannot be used.
    """
    before = current(engine)
    if before == HEAD:
        return
    if before is None:
        raise DatabaseError(f"there is no database at {name_of(engine)} yet: quotesdb ingest creates it")
    _refuse_newer(engine, before)
    raise DatabaseError(_behind(engine, before))


def check(engine: Engine) -> list[str]:
    """What is wrong with the database, one sentence each; empty if nothing is.

    Raises:
        DatabaseError: if the database does not exist or cannot be opened.
    """
    revision = current(engine)
    if revision is None:
        raise DatabaseError(f"there is no database at {name_of(engine)}")
    if revision != HEAD:
        return [_other_revision(engine, revision)]
    of_sqlite = engine.dialect.name == "sqlite"
    with engine.connect() as connection:
        return [
            *(sqlite.integrity_problems(connection) if of_sqlite else postgresql.problems(connection)),
            *_schema_problems(connection),
            *search.on(connection).problems(connection),
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
        with engine.execution_options(**{WRITES: True}).begin() as connection:
            yield connection
        return
    with engine.connect().execution_options(**{WRITES: True}) as connection:
        raw = connection.connection.driver_connection
        assert raw is not None  # noqa: S101 - a checked-out connection has one
        raw.execute("PRAGMA foreign_keys=OFF")
        try:
            with connection.begin():
                yield connection
                if problems := sqlite.foreign_key_problems(connection):
                    raise DatabaseError(f"the schema of {name_of(engine)} was left as it is: {problems[0]}")
        finally:
            raw.execute("PRAGMA foreign_keys=ON")


def _prepared(engine: Engine, on_wait: Callable[[], None] | None = None) -> Engine:
    (sqlite if engine.dialect.name == "sqlite" else postgresql).prepare(engine, on_wait)
    return engine


def _reading(engine: Engine) -> dict[str, Any]:
    return {} if engine.dialect.name == "sqlite" else postgresql.READING


def _copy(engine: Engine, target: sqlite3.Connection, where: str) -> None:
    with engine.connect() as connection:
        # In a transaction that reads, so that every portion is of the same moment.
        connection.execute(text("SELECT version_num FROM alembic_version"))
        raw = connection.connection.driver_connection
        assert raw is not None  # noqa: S101 - a checked-out connection has one
        try:
            # Ctrl-C is heard when Python is asked for the progress.
            raw.backup(target, pages=_PORTION, progress=lambda *_: None)
        except sqlite3.DatabaseError as error:
            if "full" in str(error):
                raise DatabaseError(f"there is no room for a copy of {name_of(engine)} {where}") from error
            raise DatabaseError(f"{name_of(engine)} cannot be copied: {error}") from error


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
    if url.query:
        said = "&".join(f"{name}={value}" for name, value in url.query.items())
        raise DatabaseError(
            f"an SQLite database is named by its file alone, without {said}: "
            "looking things up writes nothing to it"
        )
    return url


def _sqlite_file(engine: Engine) -> Path:
    if (file := file_of(engine)) is None:
        raise DatabaseError(f"{name_of(engine)} is no SQLite file: its server has tools to copy it")
    return file


def _absent(engine: Engine) -> bool:
    file = file_of(engine)
    return file is not None and not file.exists()


def _make_file(engine: Engine) -> None:
    file = file_of(engine)
    if file is None:
        return
    try:
        files.create(file)
    except (OSError, sqlite3.Error) as error:
        where, reason = getattr(error, "filename", None) or file, getattr(error, "strerror", None) or error
        raise DatabaseError(f"{where} cannot be created: {reason}") from error


def _revision(connection: Connection) -> str | None:
    tables = set(inspect(connection).get_table_names())
    if "alembic_version" in tables:
        revision: str | None = connection.scalar(text("SELECT version_num FROM alembic_version"))
        return revision
    if tables:
        raise DatabaseError(f"{name_of(connection.engine)} is a database of another program")
    return None


def _migrate(connection: Connection, tell: Tell | None) -> None:
    from alembic.config import Config

    from alembic import command

    config = Config()
    config.set_main_option("script_location", str(migrations_path()).replace("%", "%%"))
    config.attributes.update(connection=connection, tell=tell)
    command.upgrade(config, "head")


def _behind(engine: Engine, revision: str) -> str:
    return f"{name_of(engine)} is at revision {revision}, older than this program's {HEAD}: {UPGRADE_COMMAND}"


def _other_revision(engine: Engine, revision: str) -> str:
    try:
        _refuse_newer(engine, revision)
    except DatabaseError as newer:
        return str(newer)
    return _behind(engine, revision)


def _refuse_newer(engine: Engine, revision: str | None) -> None:
    if revision is None or revision == HEAD:
        return
    if revision == UNFINISHED:
        raise DatabaseError(
            f"{name_of(engine)} holds a copy that is not whole yet: the same quotesdb db copy goes on with it"
        )
    from alembic.script import ScriptDirectory

    if revision not in {
        script.revision for script in ScriptDirectory(str(migrations_path())).walk_revisions()
    }:
        raise DatabaseError(
            f"{name_of(engine)} is at revision {revision}, newer than this program's {HEAD}: upgrade quotesdb"
        )


def _back_up(engine: Engine, revision: str) -> Path:
    file = file_of(engine)
    if file is None:
        raise DatabaseError("a database in memory cannot be backed up")
    name = Path(f"{file}.backup-{revision}")
    try:
        return files.copy(file, name)
    except (OSError, sqlite3.Error) as error:
        reason = str(getattr(error, "strerror", None) or error).lower()
        raise DatabaseError(
            f"{file} was left as it is: the copy that is made before an upgrade, {name}, failed: {reason}"
        ) from error


def _schema_problems(connection: Connection) -> list[str]:
    from alembic.autogenerate import compare_metadata
    from alembic.migration import MigrationContext

    from quotesdb.db.models import Base

    context = MigrationContext.configure(connection, opts=COMPARE_OPTIONS)
    return [
        f"the schema differs from the models: {diff}" for diff in compare_metadata(context, Base.metadata)
    ]
