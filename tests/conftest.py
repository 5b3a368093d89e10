"""Fixtures that every test may use: real SQLite files, made once by the migrations and then copied."""

from __future__ import annotations

import shutil
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from sqlalchemy import create_engine
from sqlalchemy.dialects.sqlite.pysqlite import SQLiteDialect_pysqlite

from quotesdb.db import engine as engines
from quotesdb.db.engine import ensure_schema, open_engine, sessions
from tests import factories

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sqlalchemy import Engine
    from sqlalchemy.orm import Session


@pytest.fixture(scope="session", autouse=True)
def compiled_once() -> Iterator[None]:
    """Let the statements that were compiled for one database serve all others: it saves a third of the time.

    SQLAlchemy keeps them by dialect, of which each engine has its own; here those of SQLite count as one.
    """
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(SQLiteDialect_pysqlite, "__eq__", lambda one, other: type(one) is type(other))
        patch.setattr(SQLiteDialect_pysqlite, "__hash__", lambda one: hash(type(one)))
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


@pytest.fixture
def engine(database: Path) -> Iterator[Engine]:
    engine = open_engine(database)
    yield engine
    engine.dispose()


@pytest.fixture
def session(engine: Engine) -> Iterator[Session]:
    """A session on this test's database; the factories make their rows in it."""
    with sessions(engine)() as session:
        factories.bind(session)
        yield session
        factories.bind(None)
