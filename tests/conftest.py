"""Fixtures that every test may use: real databases, made once by the migrations and then copied.

A test that uses ``backend`` runs on each kind of database, unless it is marked ``sqlite_only``.
"""

from __future__ import annotations

import os
import shutil
import tempfile
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, settings
from sqlalchemy import create_engine, make_url
from sqlalchemy.dialects.postgresql.psycopg import PGDialect_psycopg
from sqlalchemy.dialects.sqlite.pysqlite import SQLiteDialect_pysqlite

from quotesdb.db import engine as engines
from quotesdb.db.engine import back_up, ensure_schema, open_engine, sessions
from tests import factories, postgresql_server

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from sqlalchemy import Engine
    from sqlalchemy.orm import Session


MEMORY = Path("/dev/shm")
ROOM = 4 << 30
"""Bytes free there, from which the files of a whole test run have enough room."""


settings.register_profile("untimed", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("untimed")


def pytest_configure() -> None:
    """Keep what tests write in memory, where there is room: waiting for a disk was half of the time."""
    if "TMPDIR" not in os.environ and MEMORY.is_dir() and shutil.disk_usage(MEMORY).free > ROOM:
        os.environ["TMPDIR"] = str(MEMORY)
        tempfile.tempdir = None


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """Run a test that can use either kind of database on both, but for those of the database layer."""
    if "backend" not in metafunc.fixturenames or "unit" in metafunc.definition.path.parts:
        return
    alone = metafunc.definition.get_closest_marker("sqlite_only")
    on_server = pytest.param("postgresql", marks=pytest.mark.on_postgresql)
    metafunc.parametrize("backend", ["sqlite", *([] if alone else [on_server])])


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Begin with what takes minutes: at the end, one worker would do it and the others nothing."""
    items.sort(key=lambda item: item.get_closest_marker("long") is None)


@pytest.fixture(scope="session", autouse=True)
def compiled_once() -> Iterator[None]:
    """Let the statements that were compiled for one database serve all others: it saves a third of the time.

    SQLAlchemy keeps them by dialect, of which each engine has its own; here those of a kind count as one.
    """
    with pytest.MonkeyPatch.context() as patch:
        for dialect in (SQLiteDialect_pysqlite, PGDialect_psycopg):
            patch.setattr(dialect, "__eq__", lambda one, other: type(one) is type(other))
            patch.setattr(dialect, "__hash__", lambda one: hash(type(one)))
        kept = {"compiled_cache": {}}
        patch.setattr(engines, "create_engine", partial(create_engine, execution_options=kept))
        yield


@pytest.fixture(scope="session")
def empty_database(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A database with the newest schema and no rows; copy it, do not write to it."""
    path = tmp_path_factory.mktemp("database") / "empty.db"
    engine = open_engine(path)
    ensure_schema(engine)
    engine.dispose()
    return path


@pytest.fixture
def database(empty_database: Path, tmp_path: Path) -> Path:
    """The file of an empty database of this test's own."""
    return Path(shutil.copyfile(empty_database, tmp_path / "quotes.db"))


@pytest.fixture(scope="session")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[postgresql_server.Server]:
    """The PostgreSQL server of this test run."""
    postgresql_server.skip_or_fail()
    folder, owner = tmp_path_factory.getbasetemp(), os.getpid()
    if "PYTEST_XDIST_WORKER" in os.environ:
        folder, owner = folder.parent, os.getppid()
    with postgresql_server.running(folder, owner).connected() as started:
        yield started


@pytest.fixture
def postgresql(server: postgresql_server.Server) -> Iterator[str]:
    """The URL of an empty PostgreSQL database of this test's own."""
    name = server.make()
    yield server.of(name)
    server.drop(name)


@pytest.fixture
def backend() -> str:
    """The kind of database that a test runs on: "sqlite" or "postgresql"."""
    return "sqlite"


@pytest.fixture
def database_url(backend: str, request: pytest.FixtureRequest) -> str:
    """What names an empty database of this test's own, of its kind."""
    return str(request.getfixturevalue("database" if backend == "sqlite" else "postgresql"))


@pytest.fixture
def engine(database_url: str) -> Iterator[Engine]:
    engine = open_engine(database_url)
    yield engine
    engine.dispose()


@pytest.fixture
def copied(
    database_url: str, engine: Engine, request: pytest.FixtureRequest, tmp_path: Path
) -> Iterator[Callable[[], str]]:
    """What makes a copy of this test's database, as it is then, and names it."""
    if engine.dialect.name == "sqlite":
        yield lambda: copy_of_file(engine, tmp_path / "copy.db")
        return
    server = request.getfixturevalue("server")
    made: list[str] = []

    def copy() -> str:
        engine.dispose()
        made.append(server.make(make_url(database_url).database))
        return str(server.of(made[-1]))

    yield copy
    for name in made:
        server.drop(name)


def copy_of_file(engine: Engine, path: Path) -> str:
    back_up(engine, path)
    return str(path)


@pytest.fixture
def session(engine: Engine) -> Iterator[Session]:
    """A session on this test's database; the factories make their rows in it."""
    with sessions(engine)() as session:
        factories.bind(session)
        yield session
        factories.bind(None)
