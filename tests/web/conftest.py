"""The page over the database of the sample articles, asked as a browser on this machine asks."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from typing import Any

import pytest
from starlette.testclient import TestClient

from quotesdb.db.engine import open_engine
from quotesdb.web.app import create
from quotesdb.web.config import Config
from quotesdb.web.guard import Limits
from tests.functional.conftest import (
    by_hand_program,
    filled,
    filled_once,
    filled_postgresql,
    filled_template,
    nobodys_database,
    run,
)

__all__ = [
    "by_hand_program",
    "filled",
    "filled_once",
    "filled_postgresql",
    "filled_template",
    "nobodys_database",
    "run",
]

HOST = "http://127.0.0.1"
Serving = Callable[..., AbstractContextManager[TestClient]]


@contextmanager
def serving(
    database: Any, *, limits: Limits | None = None, has_users: bool = False, **config: Any
) -> Iterator[TestClient]:
    engine = open_engine(database)
    app = create(Config(str(database), **config), engine, limits=limits, has_users=has_users)
    with TestClient(app, base_url=HOST, follow_redirects=False, raise_server_exceptions=False) as client:
        yield client
    engine.dispose()


@pytest.fixture
def page(filled: Any) -> Iterator[TestClient]:
    """The page as whoever may only read has it."""
    with serving(filled) as client:
        yield client


@pytest.fixture
def desk(filled: Any) -> Iterator[TestClient]:
    """The page as the reviewer named at its start has it."""
    with serving(filled, reviewer="Wen Halloran") as client:
        yield client


@pytest.fixture
def serve() -> Serving:
    return serving
