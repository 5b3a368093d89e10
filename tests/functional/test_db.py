from __future__ import annotations

import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest

from quotesdb.db.engine import head, open_engine, sessions, snapshot
from quotesdb.services.ingest.invariants import problems
from tests.functional.conftest import ROOT, Run, change, json_lines

OF_THE_FILE = pytest.mark.sqlite_only("looks into the file, or holds its lock")


def test_upgrade_creates_and_then_leaves_alone(run: Run, tmp_path: Path) -> None:
    db = tmp_path / "folder" / "new.db"
    [created] = json_lines(run("db", "upgrade", "--json", db=db))
    assert created == {"database": str(db), "revision": head(), "outcome": "created", "backup": None}
    assert "unchanged" in run("db", "upgrade", db=db).stdout


def test_current_names_the_database_and_its_revision(run: Run, filled: Path, tmp_path: Path) -> None:
    assert json_lines(run("db", "current", "--json")) == [
        {"database": str(filled), "revision": head(), "head": head()}
    ]
    absent = run("db", "current", db=tmp_path / "none.db")
    assert absent.exit_code == 0
    assert "no database yet" in absent.stdout
    assert not (tmp_path / "none.db").exists()


def test_check_finds_nothing_in_a_sound_database(run: Run, filled: Path) -> None:
    assert json_lines(run("db", "check", "--json")) == [{"database": str(filled), "ok": True, "problems": []}]


@OF_THE_FILE
def test_check_names_what_is_broken_with_exit_status_1(run: Run, filled: Path) -> None:
    with closing(sqlite3.connect(filled)) as connection:
        connection.execute("DROP TRIGGER quote_fts_insert")
        connection.commit()
    result = run("db", "check", db=filled)
    assert result.exit_code == 1
    assert "quote_fts_insert" in result.stdout
    [told] = json_lines(run("db", "check", "--json", db=filled))
    assert told["ok"] is False
    assert len(told["problems"]) == 1


def test_a_database_of_a_newer_program_is_left_alone(run: Run, filled: Path) -> None:
    change(filled, "UPDATE alembic_version SET version_num = '9999'")
    for arguments in (["quotes"], ["db", "upgrade"], ["ingest", "-"]):
        result = run(*arguments, db=filled, stdin=b"words")
        assert result.exit_code == 2
        assert "upgrade quotesdb" in result.stderr


def test_a_database_of_another_program_is_left_alone(run: Run, tmp_path: Path) -> None:
    db = tmp_path / "other.db"
    with closing(sqlite3.connect(db)) as connection:
        connection.execute("CREATE TABLE stamps (id INTEGER)")
        connection.commit()
    before = db.read_bytes()
    for arguments in (["quotes"], ["db", "upgrade"], ["ingest", "-"]):
        result = run(*arguments, db=db, stdin=b"words")
        assert result.exit_code == 2
        assert "another program" in result.stderr
    assert db.stat().st_size == len(before)


def test_an_empty_file_becomes_a_database(run: Run, tmp_path: Path) -> None:
    db = tmp_path / "empty.db"
    db.touch()
    assert run("quotes", db=db).exit_code == 2
    assert run("db", "upgrade", db=db).exit_code == 0
    assert run("db", "check", db=db).exit_code == 0


WORKER = """
import sys
from quotesdb.db.engine import open_engine, sessions
from quotesdb.services.ingest.batch import ingest_paths
from tests.services.toy import TOY

summary = ingest_paths(sessions(open_engine(sys.argv[1]), write=True), [sys.argv[2]], program=TOY)
print(summary.failed, summary.total)
"""


def test_check_during_an_ingest_finds_nothing_and_keeps_nobody_waiting(
    run: Run, database: Path, tmp_path: Path
):
    folder = tmp_path / "many"
    folder.mkdir()
    for number in range(24):
        words = f"“We open works number {number} in May,” said Ada Example.\n“No,” said Bo Sample{number}."
        (folder / f"{number}.txt").write_text(words, encoding="utf-8")
    command = [sys.executable, "-c", WORKER, str(database), str(folder)]
    # An ingest that has to wait for a check for a second would fail there.
    environment = {"PYTHONPATH": str(ROOT), "QUOTESDB_WAIT": "1"}
    checks = 0
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True, env=environment) as worker:
        while worker.poll() is None:
            result = run("db", "check", db=database)
            assert (result.exit_code, result.stdout) == (0, f"{database}: no problems\n")
            checks += 1
        assert worker.stdout is not None
        assert worker.stdout.read().split() == ["0", "24"]
    assert checks > 1
    assert run("db", "check", db=database).exit_code == 0


@OF_THE_FILE
def test_check_of_a_database_in_use_tells_what_was_committed(
    run: Run, filled: Path, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setenv("QUOTESDB_WAIT", "0")
    with closing(sqlite3.connect(filled, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        other.execute("UPDATE quote SET exact = 'something else'")
        assert run("db", "check", db=filled).exit_code == 0
        other.execute("COMMIT")
    assert run("db", "check", db=filled).exit_code == 1


@OF_THE_FILE
def test_while_a_copy_is_looked_at_others_write_and_nothing_lies_about(
    filled: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setenv("SQLITE_TMPDIR", str(tmp_path / "temporary"))
    (tmp_path / "temporary").mkdir()
    engine = open_engine(filled)
    with snapshot(engine) as copy, sessions(copy, write=True)() as session:
        with closing(sqlite3.connect(filled, isolation_level=None, timeout=0)) as other:
            other.execute("UPDATE speaker SET name = 'Cy Test'")
        assert problems(session) == []
        assert list((tmp_path / "temporary").iterdir()) == []
    engine.dispose()


def test_everything_is_written_to_standard_output_too(run: Run, filled: Path, tmp_path: Path) -> None:
    run("db", "export", str(tmp_path / "archive.jsonl"))
    written = run("db", "export", "-")
    assert written.stdout.encode() == (tmp_path / "archive.jsonl").read_bytes()
    assert "rows written" in written.stderr
    assert not Path("-").exists()
    assert run("db", "export", "-", "--json").exit_code == 2
