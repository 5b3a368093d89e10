"""The files of a database under kills, full disks, links and several programs at once."""

from __future__ import annotations

import errno
import os
import shutil
import signal
import sqlite3
import stat
import subprocess
import sys
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from quotesdb.db import engine as db
from quotesdb.db.engine import DatabaseError, ensure_schema, open_engine
from tests.unit.db.test_db_migrations import by_hand

if TYPE_CHECKING:
    from collections.abc import Iterator

OLD = "0005"
ROOT = Path(__file__).resolve().parents[3]
ENSURE = (
    "import resource, signal, sys\n"
    "from quotesdb.db.engine import DatabaseError, ensure_schema, open_engine\n"
    "room, reaction = int(sys.argv[2]), sys.argv[3]\n"
    "if reaction == 'die':\n"
    "    signal.signal(signal.SIGXFSZ, signal.SIG_DFL)\n"
    "if room:\n"
    "    resource.setrlimit(resource.RLIMIT_FSIZE, (room, room))\n"
    "try:\n"
    "    print(ensure_schema(open_engine(sys.argv[1])).outcome)\n"
    "except DatabaseError as error:\n"
    "    print('refused:', error)\n"
)
"""Opens a database for writing; more than ``room`` bytes of a file are refused, or are deadly."""


def ensuring(path: Path, room: int = 0, reaction: str = "") -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-c", ENSURE, str(path), str(room), reaction],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
    )


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def mode(path: Path) -> int:
    return stat.S_IMODE(path.stat().st_mode)


def query(path: Path, sql: str) -> list[tuple[object, ...]]:
    with closing(sqlite3.connect(path)) as connection, connection:
        return connection.execute(sql).fetchall()


@pytest.fixture(scope="module")
def older_once(empty_database: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("older") / "quotes.db"
    shutil.copyfile(empty_database, path)
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(db.migrations_path().parent)
        by_hand(path, "downgrade", OLD)
    query(path, "INSERT INTO organisation (name, name_key) VALUES ('Herald', 'herald')")
    return path


@pytest.fixture
def older(older_once: Path, tmp_path: Path) -> Path:
    """A database of the release before, in a folder of its own."""
    (tmp_path / "kept").mkdir()
    return Path(shutil.copyfile(older_once, tmp_path / "kept" / "quotes.db"))


@pytest.fixture
def name(older: Path) -> Path:
    """The name that its copy should get."""
    return older.with_name(f"quotes.db.backup-{OLD}")


@pytest.fixture
def a_usual_umask() -> Iterator[None]:
    before = os.umask(0o022)
    yield
    os.umask(before)


def upgraded(path: Path) -> Path:
    engine = open_engine(path)
    change = ensure_schema(engine)
    engine.dispose()
    assert change.outcome == "upgraded"
    assert change.backup
    return change.backup


@pytest.mark.usefixtures("a_usual_umask")
def test_a_new_database_and_what_lies_beside_it_are_for_their_owner_alone(tmp_path: Path) -> None:
    path = tmp_path / "new.db"
    engine = open_engine(path)
    ensure_schema(engine)
    with engine.connect():
        assert {name: mode(tmp_path / name) for name in names(tmp_path)} == {
            "new.db": 0o600,
            "new.db-shm": 0o600,
            "new.db-wal": 0o600,
        }
    engine.dispose()


@pytest.mark.usefixtures("a_usual_umask")
def test_a_link_that_leads_nowhere_yet_says_where_a_new_database_is_to_lie(tmp_path: Path) -> None:
    (tmp_path / "link.db").symlink_to(tmp_path / "there.db")
    engine = open_engine(tmp_path / "link.db")
    ensure_schema(engine)
    engine.dispose()
    assert mode(tmp_path / "there.db") == 0o600


@pytest.mark.usefixtures("a_usual_umask")
@pytest.mark.parametrize("given", [0o600, 0o640, 0o644])
def test_a_copy_has_the_mode_of_the_database(older: Path, name: Path, given: int) -> None:
    older.chmod(given)
    assert upgraded(older) == name
    assert mode(name) == given


def test_a_copy_replaces_nothing_and_follows_no_link(older: Path, name: Path) -> None:
    elsewhere = older.parent.parent / "elsewhere"
    name.symlink_to(elsewhere)
    second = name.with_name(f"{name.name}-2")
    second.write_text("precious")
    third = upgraded(older)
    assert third == name.with_name(f"{name.name}-3")
    assert query(third, "SELECT version_num FROM alembic_version") == [(OLD,)]
    assert not elsewhere.exists()
    assert name.is_symlink()
    assert second.read_text() == "precious"


def test_a_copy_on_a_file_system_without_hard_links(
    older: Path, name: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def no_links(*_paths: Path, **_options: bool) -> None:
        raise OSError(errno.EPERM, os.strerror(errno.EPERM))

    monkeypatch.setattr(os, "link", no_links)
    name.write_text("precious")
    second = upgraded(older)
    assert query(second, "PRAGMA integrity_check") == [("ok",)]
    assert name.read_text() == "precious"
    assert names(older.parent) == ["quotes.db", name.name, second.name]


def test_a_kill_in_the_middle_of_a_copy_leaves_nothing_by_its_name(older: Path, name: Path) -> None:
    before = older.read_bytes()
    process = ensuring(older, len(before) // 2, "die")
    process.communicate()
    assert process.returncode == -signal.SIGXFSZ
    assert not name.exists()
    assert [left for left in names(older.parent) if ".part" in left]
    assert query(older, "SELECT version_num FROM alembic_version") == [(OLD,)]

    assert upgraded(older) == name
    assert query(name, "PRAGMA integrity_check") == [("ok",)]
    assert query(name, "SELECT name FROM organisation") == [("Herald",)]
    assert names(older.parent) == ["quotes.db", name.name]


@pytest.mark.slow
def test_a_full_disk_leaves_no_copy_and_the_database_as_it_was(older: Path) -> None:
    before = older.read_bytes()
    for _ in range(2):
        said, errors = ensuring(older, len(before) // 2).communicate()
        assert errors == ""
        assert said.startswith(f"refused: {older} was left as it is: the copy that is made before an upgrade")
        assert len(said.splitlines()) == 1
        assert names(older.parent) == ["quotes.db"]
    assert query(older, "SELECT version_num FROM alembic_version") == [(OLD,)]


def test_an_upgrade_that_fails_leaves_no_copy(older: Path) -> None:
    query(older, "CREATE TABLE speaker_judgement (id INTEGER)")
    engine = open_engine(older)
    with pytest.raises(Exception, match="already exists"):
        ensure_schema(engine)
    engine.dispose()
    assert names(older.parent) == ["quotes.db"]
    assert query(older, "SELECT version_num FROM alembic_version") == [(OLD,)]


@pytest.mark.slow
def test_of_programs_that_create_the_same_database_one_does_and_all_go_on(tmp_path: Path) -> None:
    path = tmp_path / "new.db"
    assert sorted(outcomes(path)) == ["created", "unchanged", "unchanged", "unchanged"]
    assert query(path, "SELECT version_num FROM alembic_version") == [(db.HEAD,)]


@pytest.mark.slow
def test_of_programs_that_upgrade_the_same_database_one_does_and_copies_it_once(
    older: Path, name: Path
) -> None:
    assert sorted(outcomes(older)) == ["unchanged", "unchanged", "unchanged", "upgraded"]
    kept = [each for each in names(older.parent) if not each.endswith(("-wal", "-shm"))]
    assert kept == ["quotes.db", name.name]
    assert query(name, "SELECT version_num FROM alembic_version") == [(OLD,)]


def outcomes(path: Path) -> list[str]:
    """What each of four programs says that open a database at once."""
    ended = [process.communicate() for process in [ensuring(path) for _ in range(4)]]
    assert "".join(errors for _, errors in ended) == ""
    return [said.strip() for said, _ in ended]


def test_what_is_sorted_stays_in_memory(database: Path) -> None:
    engine = open_engine(database)
    with engine.connect() as connection:
        assert connection.exec_driver_sql("PRAGMA temp_store").scalar() == 2
    engine.dispose()


def test_links_in_a_circle_give_one_clear_line(tmp_path: Path) -> None:
    path = tmp_path / "round.db"
    path.symlink_to(path)
    with pytest.raises(DatabaseError, match=r"round.db cannot be created"):
        ensure_schema(open_engine(path))
