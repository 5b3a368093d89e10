from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

from quotesdb.db.engine import head
from tests.functional.conftest import Run, json_lines


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
    with closing(sqlite3.connect(filled)) as connection:
        connection.execute("UPDATE alembic_version SET version_num = '9999'")
        connection.commit()
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
