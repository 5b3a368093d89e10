"""A database that cannot be written to: look-ups work, and what would write says so in one line."""

from __future__ import annotations

import ctypes
import json
import os
import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Iterator, Sequence
from contextlib import closing
from pathlib import Path

import pytest
from click.testing import CliRunner

from quotesdb.cli import main
from tests.functional.conftest import ROOT
from tests.functional.every_command import CHANGES, LOOK_UPS, names, words

pytestmark = pytest.mark.sqlite_only("who may read a file is a matter of SQLite")

EACH = (
    "import json, sys\n"
    "from click.testing import CliRunner\n"
    "from quotesdb.cli import main\n"
    "for call in json.load(sys.stdin):\n"
    "    done = CliRunner().invoke(main, call, prog_name='quotesdb')\n"
    "    print(json.dumps([done.exit_code, done.stdout, done.stderr]))\n"
)
DROP_FROM_BOUNDS, OVERRIDE_PERMISSIONS, READ_ANYTHING = 24, 1, 2

Told = tuple[int, str, str]


def obey_permissions() -> None:
    """Root reads and writes what it likes; the next program that this process becomes does not."""
    if sys.platform == "linux" and os.geteuid() == 0:
        prctl = ctypes.CDLL(None).prctl
        for right in (OVERRIDE_PERMISSIONS, READ_ANYTHING):
            prctl(DROP_FROM_BOUNDS, right, 0, 0, 0)


def python(code: str, given: str = "") -> str:
    """What a Python says that permissions bind."""
    done = subprocess.run(
        [sys.executable, "-c", code],
        input=given,
        capture_output=True,
        text=True,
        check=False,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        preexec_fn=obey_permissions,
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


def bound(database: Path, *calls: str, **named: str) -> list[Told]:
    """The exit status and the output of each call, by a program that permissions bind."""
    given = json.dumps([["--db", str(database), *words(call, named)] for call in calls])
    return [(status, out, err) for status, out, err in map(json.loads, python(EACH, given).splitlines())]


def unbound(database: Path, calls: Sequence[str], **named: str) -> list[Told]:
    every = (
        CliRunner().invoke(main, ["--db", str(database), *words(call, named)], prog_name="quotesdb")
        for call in calls
    )
    return [(done.exit_code, done.stdout, done.stderr) for done in every]


def only_for_reading(folder: Path) -> None:
    for file in folder.iterdir():
        file.chmod(0o444)
    folder.chmod(0o555)
    if python(f"import os; print(os.access({str(folder)!r}, os.W_OK))").strip() == "True":
        pytest.skip("permissions do not bind root here")


@pytest.fixture
def kept(filled: Path, tmp_path: Path) -> Iterator[Path]:
    """A filled database in a folder of its own."""
    folder = tmp_path / "media"
    folder.mkdir()
    yield Path(shutil.copyfile(filled, folder / "quotes.db"))
    folder.chmod(0o755)


def test_look_ups_are_the_same_and_leave_nothing(kept: Path, filled: Path, tmp_path: Path) -> None:
    named = names(filled, tmp_path / "given")
    only_for_reading(kept.parent)
    for call, there, here in zip(
        LOOK_UPS, bound(kept, *LOOK_UPS, **named), unbound(filled, LOOK_UPS, **named), strict=True
    ):
        assert (call, there[0], there[1].replace(str(kept), str(filled)), there[2]) == (call, *here)
    assert [path.name for path in kept.parent.iterdir()] == ["quotes.db"]


def test_what_would_write_says_in_one_line_that_it_cannot(kept: Path, filled: Path, tmp_path: Path) -> None:
    named = names(filled, tmp_path / "given")
    before = kept.read_bytes()
    only_for_reading(kept.parent)
    told = {
        call: (status, err)
        for call, (status, _, err) in zip(CHANGES, bound(kept, *CHANGES, **named), strict=True)
    }
    why = f"quotesdb: {kept} cannot be written to"
    all_the_same = "; --no-record checks without keeping the answer"
    asks = ("check ", "audit ")
    assert told == {call: (2, f"{why}{all_the_same if call.startswith(asks) else ''}\n") for call in CHANGES}
    assert kept.read_bytes() == before


def test_nothing_can_be_made_there(kept: Path, filled: Path, tmp_path: Path) -> None:
    only_for_reading(kept.parent)
    new = kept.with_name("new.db")
    [(status, _, err)] = bound(new, "ingest {another}", **names(filled, tmp_path / "given"))
    assert (status, err) == (2, f"quotesdb: {new} cannot be created: Permission denied\n")


def test_a_database_of_another_journal_is_read_as_well(kept: Path) -> None:
    with closing(sqlite3.connect(kept)) as connection:
        connection.execute("PRAGMA journal_mode=DELETE")
    only_for_reading(kept.parent)
    kept.parent.chmod(0o755)
    in_a_folder_to_write_in = bound(kept, "quotes")
    kept.parent.chmod(0o555)
    assert in_a_folder_to_write_in == bound(kept, "quotes")
    assert in_a_folder_to_write_in[0][0] == 0


def test_what_another_program_is_writing_is_seen(kept: Path) -> None:
    with closing(sqlite3.connect(kept)) as other:
        other.execute("UPDATE article SET title = 'Printed a moment ago'")
        other.commit()
        only_for_reading(kept.parent)
        [(status, out, _)] = bound(kept, "articles")
    assert status == 0
    assert "Printed a moment ago" in out


def test_changes_that_wait_beside_it_are_not_passed_over(kept: Path, tmp_path: Path) -> None:
    with closing(sqlite3.connect(kept)) as other:
        other.execute("UPDATE article SET title = 'Printed a moment ago'")
        other.commit()
        copied = tmp_path / "copied"
        copied.mkdir()
        for name in ("quotes.db", "quotes.db-wal"):
            shutil.copyfile(kept.with_name(name), copied / name)
    only_for_reading(copied)
    database = copied / "quotes.db"
    [(status, _, err)] = bound(database, "articles")
    copied.chmod(0o755)
    assert status == 2
    assert err == (
        f"quotesdb: {database} cannot be opened while changes wait in {database}-wal: "
        "copy both to a folder where you may write\n"
    )
