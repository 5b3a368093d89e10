"""A whole copy of the database, and the database from the copy."""

from __future__ import annotations

import os
import shutil
import sqlite3
import stat
from contextlib import closing
from pathlib import Path

import pytest

from tests.functional.conftest import Run, json_lines

pytestmark = pytest.mark.sqlite_only("a server has tools of its own to copy its databases")


def everything(database: Path) -> list[str]:
    """Every row of every table, the search index as well, as SQL."""
    with closing(sqlite3.connect(database)) as connection:
        return list(connection.iterdump())


def test_the_restored_database_has_everything(run: Run, filled: Path, tmp_path: Path) -> None:
    assert run("tag", "Okonjo", "scientist").exit_code == 0
    before, copy = everything(filled), tmp_path / "copy.db"
    told = run("db", "backup", str(copy))
    assert (told.exit_code, told.stdout) == (0, f"{filled}: copied to {copy}\n")
    kept = copy.read_bytes()
    filled.unlink()
    told = run("db", "restore", str(copy))
    assert (told.exit_code, told.stdout) == (0, f"{filled}: restored from {copy}\n")
    assert everything(filled) == before
    assert copy.read_bytes() == kept
    assert run("db", "check").exit_code == 0
    [speaker] = json_lines(run("speaker", "Okonjo", "--json"))
    assert speaker["tags"] == ["scientist"]


def test_restoring_makes_the_folder_and_says_what_it_did_as_json(
    run: Run, filled: Path, tmp_path: Path
) -> None:
    copy, new = tmp_path / "copy.db", tmp_path / "archive" / "quotes.db"
    assert json_lines(run("db", "backup", str(copy), "--json")) == [
        {"database": str(filled), "backup": str(copy)}
    ]
    assert json_lines(run("db", "restore", str(copy), "--json", db=new)) == [
        {"database": str(new), "backup": str(copy)}
    ]
    assert everything(new) == everything(filled)


@pytest.mark.skipif(os.name == "nt", reason="there who may read a file follows from its folder")
def test_only_its_owner_can_read_either_and_nothing_else_is_left(
    run: Run, filled: Path, tmp_path: Path
) -> None:
    folder = tmp_path / "apart"
    folder.mkdir()
    filled.chmod(0o644)
    run("db", "backup", str(folder / "copy.db"))
    run("db", "restore", str(folder / "copy.db"), db=folder / "quotes.db")
    assert {file.name: stat.S_IMODE(file.stat().st_mode) for file in folder.iterdir()} == {
        "copy.db": 0o600,
        "quotes.db": 0o600,
    }


def test_what_is_committed_is_copied_while_somebody_writes(run: Run, filled: Path, tmp_path: Path) -> None:
    with closing(sqlite3.connect(filled, isolation_level=None)) as other:
        other.execute("UPDATE article SET title = 'Committed, in the log beside the file'")
        other.execute("BEGIN IMMEDIATE")
        other.execute("UPDATE article SET title = 'Not committed'")
        assert run("db", "backup", str(tmp_path / "copy.db")).exit_code == 0
        other.execute("ROLLBACK")
    with closing(sqlite3.connect(tmp_path / "copy.db")) as copy:
        assert copy.execute("SELECT DISTINCT title FROM article").fetchall() == [
            ("Committed, in the log beside the file",)
        ]
        assert copy.execute("PRAGMA integrity_check").fetchall() == [("ok",)]


def test_no_file_is_replaced(run: Run, filled: Path, tmp_path: Path) -> None:
    copy = tmp_path / "copy.db"
    copy.write_text("somebody's notes", encoding="utf-8")
    said = "exists: no file is replaced; name another, or move it away"
    told = run("db", "backup", str(copy))
    assert (told.exit_code, told.stderr) == (2, f"quotesdb: {copy} {said}\n")
    assert copy.read_text(encoding="utf-8") == "somebody's notes"
    before = filled.read_bytes()
    run("db", "backup", str(tmp_path / "another.db"))
    told = run("db", "restore", str(tmp_path / "another.db"))
    assert (told.exit_code, told.stderr) == (2, f"quotesdb: {filled} {said}\n")
    assert filled.read_bytes() == before


def test_changes_left_beside_a_lost_database_do_not_get_into_the_restored_one(
    run: Run, filled: Path, tmp_path: Path
) -> None:
    run("db", "backup", str(tmp_path / "copy.db"))
    with closing(sqlite3.connect(filled)) as writer:
        writer.execute("UPDATE article SET title = 'Lost'")
        writer.commit()
        shutil.copyfile(f"{filled}-wal", tmp_path / "kept-wal")
    filled.unlink()
    log = Path(shutil.copyfile(tmp_path / "kept-wal", f"{filled}-wal"))
    told = run("db", "restore", str(tmp_path / "copy.db"))
    assert told.exit_code == 2
    assert told.stderr == f"quotesdb: changes to an earlier database wait in {log}: move it away\n"
    assert not filled.exists()


def test_what_cannot_be_copied_is_said_in_one_line(run: Run, filled: Path, tmp_path: Path) -> None:
    nothing, notes = tmp_path / "nothing.db", tmp_path / "notes.txt"
    notes.write_text("These are notes, not a database. " * 50, encoding="utf-8")
    new = tmp_path / "new" / "quotes.db"
    for arguments, database, said in (
        (("backup", tmp_path / "copy.db"), nothing, f"there is no database at {nothing}"),
        (
            ("backup", tmp_path / "no" / "c.db"),
            filled,
            f"{tmp_path / 'no' / 'c.db'} cannot be written: no such",
        ),
        (("restore", nothing), new, f"there is no database at {nothing}"),
        (("restore", notes), new, f"{notes} is not an SQLite database"),
    ):
        told = run("db", *map(str, arguments), db=database)
        assert told.exit_code == 2
        assert told.stderr.startswith(f"quotesdb: {said}")
        assert len(told.stderr.splitlines()) == 1
    assert sorted(file.name for file in tmp_path.iterdir() if file.is_dir()) == []
