"""A whole database to another kind and back: the same rows, however often the copying was killed."""

from __future__ import annotations

import random
import signal
import subprocess
import sys
import time
from typing import TYPE_CHECKING, Any

import pytest
from sqlalchemy import select, text

from quotesdb.db.engine import check, ensure_schema, open_engine, require_schema, sessions, upgrade
from quotesdb.db.errors import DatabaseError
from quotesdb.db.models import Article, Base, QuoteCount
from quotesdb.services.errors import BadRequest
from quotesdb.services.ingest.invariants import problems
from quotesdb.services.judging.review import review_quote
from quotesdb.services.judging.tags import tag_speaker
from quotesdb.services.lookup import QuoteFilter, find_quotes
from quotesdb.services.store.rows import table_of
from quotesdb.services.transfer import copy as copying
from quotesdb.services.transfer import export_decisions
from quotesdb.services.transfer.copy import copy_database
from tests.services.toy import TOY, draft, ingest

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from sqlalchemy import Engine, Table
    from sqlalchemy.orm import Session

    from tests.postgresql_server import Server

ARTICLES = 12
WORKER = """
import sys
from quotesdb.db.engine import open_engine
from quotesdb.services.transfer import copy

copy.PORTION = 3
print("ready", flush=True)
copy.copy_database(*map(open_engine, sys.argv[1:]), on_rows=lambda _number: print("rows", flush=True))
print("done", flush=True)
"""


@pytest.fixture
def source(engine: Engine) -> Engine:
    """A database with articles, quotations and decisions, and gaps where rows were."""
    make_session = sessions(engine, write=True)
    for number in range(ARTICLES):
        words = f"“We open number {number} in May,” said Ada Example.\n“No,” said Bo Sample{number % 5}."
        with make_session.begin() as session:
            ingest(session, draft(words, f"https://example.org/{number}", day="2025-03-01"), program=TOY)
    with make_session.begin() as session:
        for row in find_quotes(session, QuoteFilter(limit=5)).rows:
            review_quote(session, row.id, "Eva", accept=True)
        tag_speaker(session, "Ada Example", "Eva", add=["local"])
        session.execute(text("UPDATE article SET title = 'Málaga ﬁrst' WHERE id = 3"))
    return engine


@pytest.fixture
def elsewhere(backend: str, server: Server, tmp_path: Path) -> Iterator[str]:
    """What names a database of the other kind: a file that is not there, or one without a table."""
    if backend == "postgresql":
        yield str(tmp_path / "copy.db")
        return
    name = server.make("template0")
    yield server.of(name)
    server.drop(name)


@pytest.fixture
def target(elsewhere: str) -> Iterator[Engine]:
    engine = open_engine(elsewhere)
    yield engine
    engine.dispose()


def everything(engine: Engine) -> dict[str, list[tuple[Any, ...]]]:
    with engine.connect() as connection:
        return {
            table.name: [tuple(row) for row in connection.execute(select(table).order_by(*table.primary_key))]
            for table in Base.metadata.sorted_tables
        }


def test_all_rows_come_with_their_numbers_and_are_found_and_go_on(source: Engine, target: Engine):
    counted: list[int] = []
    copied = copy_database(source, target, on_start=counted.append, on_rows=counted.append)
    rows = everything(source)
    assert everything(target) == rows
    assert {table.name: table.rows for table in copied} == {name: len(held) for name, held in rows.items()}
    assert counted[0] == sum(counted[1:]) == sum(table.rows for table in copied)
    assert check(target) == []
    with sessions(target, write=True)() as there, sessions(source)() as here:
        assert problems(there) == []
        assert list(export_decisions(there)) == list(export_decisions(here))
        asked = QuoteFilter(text="“number 7” may", limit=None)
        assert find_quotes(there, asked) == find_quotes(here, asked)
        assert find_quotes(there, asked).total == 1
    with sessions(target, write=True).begin() as session:
        ingest(session, draft("“Yes,” said Cy Test.", "https://example.org/more"), program=TOY)
    with sessions(target)() as session:
        assert len(session.scalars(select(Article)).all()) == ARTICLES + 1


def test_a_copy_on_a_server_is_vacuumed_and_analysed(source: Engine, target: Engine):
    copy_database(source, target)
    if target.dialect.name != "postgresql":
        return
    asked = "SELECT vacuum_count, analyze_count FROM pg_stat_user_tables WHERE relname = 'current_quote'"
    with target.connect() as connection:
        assert tuple(connection.execute(text(asked)).one()) == (1, 1)


def test_there_and_back_is_the_same(source: Engine, target: Engine, tmp_path: Path):
    back = open_engine(tmp_path / "back.db")
    there = copy_database(source, target)
    assert copy_database(target, back) == there
    assert everything(back) == everything(source)
    back.dispose()


def test_a_copy_of_a_copy_that_is_whole_changes_nothing_and_one_of_more_adds_it(
    source: Engine, target: Engine
):
    first = copy_database(source, target)
    assert copy_database(source, target) == first
    with sessions(source, write=True).begin() as session:
        ingest(session, draft("“Yes,” said Cy Test.", "https://example.org/more"), program=TOY)
    assert copy_database(source, target) != first
    assert everything(target) == everything(source)


def test_what_is_copied_anew_is_not_missed_for_a_moment(
    source: Engine, target: Engine, monkeypatch: pytest.MonkeyPatch
):
    copy_database(source, target)
    monkeypatch.setattr(copying, "PORTION", 2)
    counts: list[int] = []
    insert = copying._insert

    def look() -> None:
        with sessions(target)() as session:
            counts.append(copying.count_rows(session, table_of(QuoteCount)))

    def inserted(session: Session, table: Table, rows: Sequence[Any]) -> None:
        look()
        insert(session, table, rows)
        look()

    monkeypatch.setattr(copying, "_insert", inserted)
    copy_database(source, target, on_rows=lambda _rows: look())
    assert len(counts) > 4
    assert len(set(counts)) == 1


@pytest.mark.parametrize(
    "change",
    [
        "UPDATE article SET title = 'another' WHERE id = 2",
        "DELETE FROM decision WHERE id = 1",
        "INSERT INTO organisation (name, name_key) VALUES ('New Works', 'new works')",
    ],
)
def test_a_database_that_is_no_started_copy_is_refused_and_left_alone(
    source: Engine, target: Engine, change: str
):
    copy_database(source, target)
    with target.begin() as connection:
        connection.execute(text("DELETE FROM statement_quote WHERE quote_id = 24"))
        connection.execute(text(change))
    before = everything(target)
    with pytest.raises(BadRequest, match="the database to copy to holds something else in "):
        copy_database(source, target)
    assert everything(target) == before


def test_what_is_not_whole_is_used_by_nobody(source: Engine, target: Engine):
    class StoppedError(Exception):
        pass

    def stop(_rows: int) -> None:
        raise StoppedError

    with pytest.raises(StoppedError):
        copy_database(source, target, on_rows=stop)
    for use in (require_schema, ensure_schema, upgrade):
        with pytest.raises(DatabaseError, match="holds a copy that is not whole yet"):
            use(target)
    [problem] = check(target)
    assert "holds a copy that is not whole yet" in problem
    copy_database(source, target)
    require_schema(target)
    assert check(target) == []


def test_who_writes_to_the_copy_meanwhile_is_noticed(
    source: Engine, target: Engine, monkeypatch: pytest.MonkeyPatch
):
    settle = copying.settle

    def meanwhile(engine: Engine) -> None:
        settle(engine)
        with engine.begin() as connection:
            connection.execute(text("UPDATE quote SET prefix = 'x' WHERE id = 4"))

    monkeypatch.setattr(copying, "settle", meanwhile)
    with pytest.raises(BadRequest, match="quote came out otherwise"):
        copy_database(source, target)


@pytest.mark.parametrize("seed", range(2))
def test_a_killed_copy_goes_on_where_it_was(
    source: Engine, target: Engine, database_url: str, elsewhere: str, seed: int
):
    chosen = random.Random(seed)
    command = [sys.executable, "-c", WORKER, database_url, elsewhere]
    for _ in range(3):
        with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as worker:
            assert worker.stdout is not None
            for _ in range(chosen.randrange(2, 40)):
                worker.stdout.readline()
            time.sleep(chosen.uniform(0, 0.02))
            worker.send_signal(signal.SIGKILL)
    copy_database(source, target)
    require_schema(target)
    assert everything(target) == everything(source)
    assert check(target) == []
