"""A database with sample articles whose quotations were marked by hand, and ways to run the program on it."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result
from sqlalchemy import text

from quotesdb.cli import main
from quotesdb.db.engine import ensure_schema, open_engine, sessions
from quotesdb.readers import read
from quotesdb.services.ingest.prepare import Extractor
from quotesdb.values import Agent, AgentKind, CueClass, Kind, Quotation, Span
from tests.fixture_gold import article_paths, canonical_text, languages, load_gold
from tests.functional.watched import ROOT, Watcher, built
from tests.postgresql_server import Server
from tests.services.toy import ingest

STORED = (
    "wire-flood.txt",
    "british-reservoir.txt",
    "surnames-mayoral.txt",
    "anonymous-talks.txt",
    "german-orchester.txt",
)

Run = Callable[..., Result]


def by_hand(record: dict[str, Any], language: str) -> Quotation:
    """A quotation of the gold annotations as an extractor would return it: speakers only in English."""
    speaker = None
    if record["speaker"] and language.startswith("en"):
        kind = AgentKind(record["speaker_kind"])
        speaker = Agent(record["speaker"], kind, record["organisation"], record["role"])
    source = Span(*record["source"]) if record["source"] else None
    return Quotation(
        kind=Kind(record["kind"]),
        content=tuple(Span(*pair) for pair in record["content"]),
        quoted=tuple(Span(*pair) for pair in record["quoted"]),
        source=source,
        cue=Span(*record["cue"]) if record["cue"] else None,
        cue_class=CueClass(record.get("use") or "speech"),
        speaker=speaker,
        evidence=(source,) if source and speaker else (),
        medium=record["medium"],
        addressee=record["addressee"],
        confidence=0.9,
        rule="hand",
    )


@pytest.fixture(scope="session")
def by_hand_program() -> Extractor:
    """An extractor that knows the sample articles by heart: these tests do not depend on the model."""
    known = {
        canonical_text(name): [
            by_hand(record, languages()[name]) for record in load_gold()[name] if record["kind"] != "none"
        ]
        for name in STORED
    }
    return Extractor("by hand", "1", None, lambda text, _language: known[text])


def fill(database: Path | str, program: Extractor) -> None:
    """Store the sample articles."""
    engine = open_engine(database)
    ensure_schema(engine)
    for name in STORED:
        draft = read(article_paths()[name].read_bytes(), name)
        with sessions(engine, write=True).begin() as session:
            ingest(session, draft, program=program)
    engine.dispose()


@pytest.fixture(scope="session")
def filled_once(tmp_path_factory: pytest.TempPathFactory, by_hand_program: Extractor) -> Path:
    """The database with the sample articles; copy it, do not write to it."""
    path = tmp_path_factory.mktemp("filled") / "filled.db"
    fill(path, by_hand_program)
    return path


@pytest.fixture(scope="session")
def filled_template(server: Server, by_hand_program: Extractor) -> Iterator[str]:
    """The same in PostgreSQL, by the name of the database."""
    name = server.make()
    fill(server.of(name), by_hand_program)
    yield name
    server.drop(name)


@pytest.fixture
def filled_postgresql(server: Server, filled_template: str) -> Iterator[str]:
    name = server.make(filled_template)
    yield server.of(name)
    server.drop(name)


@pytest.fixture
def filled(backend: str, request: pytest.FixtureRequest, tmp_path: Path) -> Path | str:
    """A filled database of this test's own: a file, or a URL."""
    if backend == "postgresql":
        return str(request.getfixturevalue("filled_postgresql"))
    return Path(shutil.copyfile(request.getfixturevalue("filled_once"), tmp_path / "filled.db"))


@pytest.fixture(autouse=True)
def nobodys_database(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """No test sees the database or the settings of whoever runs it."""
    monkeypatch.delenv("QUOTESDB_DB", raising=False)
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))
    monkeypatch.setenv("HOME", str(tmp_path / "home"))
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "home"))
    monkeypatch.delenv("GIT_CONFIG_GLOBAL", raising=False)
    monkeypatch.setenv("LOGNAME", "reviewer")


@pytest.fixture
def run(request: pytest.FixtureRequest) -> Run:
    """Run a command, on the filled database unless ``db`` says which one (None: no --db)."""

    def call(*arguments: str, db: Path | str | None = "filled", stdin: bytes | None = None) -> Result:
        where = request.getfixturevalue("filled") if db == "filled" else db
        named = [] if where is None else ["--db", str(where)]
        result = CliRunner().invoke(main, [*named, *arguments], input=stdin, prog_name="quotesdb")
        if result.exception and not isinstance(result.exception, SystemExit):
            raise result.exception
        return result

    return call


def change(database: Path | str, sql: str) -> None:
    """Change a database as no command does."""
    engine = open_engine(database)
    with engine.begin() as connection:
        connection.execute(text(sql))
    engine.dispose()


def process(*arguments: str, **options: Any) -> subprocess.CompletedProcess[str]:
    """Run the program as a process of its own."""
    command = [sys.executable, "-W", "error", "-m", "quotesdb.cli", *arguments]
    environment = {**os.environ, "PYTHONPATH": str(ROOT), **options.pop("environment", {})}
    return subprocess.run(
        command, capture_output=True, text=True, check=False, timeout=60, env=environment, **options
    )


def json_lines(result: Result) -> list[dict[str, Any]]:
    """The objects that a command printed."""
    return [json.loads(line) for line in result.stdout.splitlines()]


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """What watches programs."""
    return built(tmp_path_factory.mktemp("watch"))


@pytest.fixture
def watcher(library: Path, tmp_path: Path) -> Watcher:
    """What runs programs under the watch."""
    return Watcher(library, tmp_path)
