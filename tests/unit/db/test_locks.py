"""A program that writes waits for another one that does, and says so; a look-up waits for nobody."""

from __future__ import annotations

import sqlite3
import threading
import time
from contextlib import closing, contextmanager
from typing import TYPE_CHECKING

import pytest
from sqlalchemy import text

from quotesdb.db import locks
from quotesdb.db.engine import only_reading, open_engine, sessions
from quotesdb.db.errors import DatabaseInUse
from quotesdb.settings import WrongSetting

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


@contextmanager
def held(path: Path) -> Iterator[sqlite3.Connection]:
    """The write lock, held by somebody else."""
    with closing(sqlite3.connect(path, isolation_level=None, check_same_thread=False)) as other:
        other.execute("BEGIN IMMEDIATE")
        yield other
        if other.in_transaction:
            other.execute("ROLLBACK")


def test_a_lock_that_is_not_given_up_gives_one_clear_line(database: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv(locks.WAIT_VARIABLE, "0.05")
    engine = open_engine(database)
    with (
        held(database),
        pytest.raises(DatabaseInUse, match=r"quotes.db is in use by another program"),
        sessions(engine, write=True)() as s,
    ):
        s.execute(text("SELECT 1"))
    with sessions(engine, write=True)() as s:
        assert s.scalar(text("SELECT 1")) == 1
    engine.dispose()


def test_a_lock_that_is_given_up_is_waited_for_and_said_once(database: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(locks, "_TRY", 0.05)
    monkeypatch.setattr(locks, "_TOLD_AFTER", 0.1)
    said: list[str] = []
    engine = open_engine(database, on_wait=lambda: said.append("waiting"))
    for _ in range(2):
        with held(database) as other:
            threading.Timer(0.4, other.execute, ["ROLLBACK"]).start()
            with sessions(engine, write=True).begin() as s:
                s.execute(text("DELETE FROM quote"))
    assert said == ["waiting"]
    engine.dispose()


def test_a_lock_that_never_comes_free_costs_a_batch_one_long_wait(
    database: Path, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(locks, "_TRY", 0.02)
    monkeypatch.setenv(locks.WAIT_VARIABLE, "0.5")
    engine = open_engine(database)
    waited = []
    with held(database):
        for _ in range(4):
            started = time.monotonic()
            with pytest.raises(DatabaseInUse), sessions(engine, write=True)() as s:
                s.execute(text("SELECT 1"))
            waited.append(time.monotonic() - started)
    assert waited[0] >= 0.5
    assert sum(waited[1:]) < waited[0]
    engine.dispose()


def test_who_only_reads_takes_no_lock_and_waits_for_none(database: Path):
    engine = open_engine(database)
    make_session = sessions(engine, write=True)
    with held(database), only_reading(make_session) as s:
        assert s.scalar(text("SELECT count(*) FROM quote")) == 0
    with only_reading(make_session) as s, make_session.begin() as writing:
        s.scalar(text("SELECT count(*) FROM quote"))
        writing.execute(text("DELETE FROM quote"))
    engine.dispose()


@pytest.mark.parametrize("written", ["soon", "-1", "inf", "nan"])
def test_a_wait_that_is_no_number_of_seconds_is_refused(
    database: Path, monkeypatch: pytest.MonkeyPatch, written: str
):
    monkeypatch.setenv(locks.WAIT_VARIABLE, written)
    with pytest.raises(WrongSetting, match=written):
        open_engine(database)
