"""Files that are no sound database: every command says so in one line, and leaves them as they are."""

from __future__ import annotations

import random
import resource
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import Any

import click
import pytest

from tests.functional.conftest import Run, process
from tests.functional.every_command import CHANGES, LOOK_UPS, OTHERS, names, words
from tests.functional.test_program import SERVING, every_command

pytestmark = pytest.mark.sqlite_only("a damaged file is a matter of SQLite: a server looks after its own")

PAGE = 4096
WITHOUT_A_DATABASE = {
    *("completion bash", "config", "db copy {sound} {another_copy}", "db restore {copy}"),
    "db import {decisions}",
    *("evaluate {folder}", "extract {draft}", "formats", "read {draft}"),
}
CALLS = [call for call in (*LOOK_UPS, *CHANGES, *OTHERS) if call not in WITHOUT_A_DATABASE]


def cut(sound: bytes) -> bytes:
    return sound[: len(sound) // 2]


def torn(sound: bytes) -> bytes:
    return sound[: len(sound) * 3 // 4 + 100]


def no_head(sound: bytes) -> bytes:
    return bytes(100) + sound[100:]


def no_schema(sound: bytes) -> bytes:
    return sound[:100] + random.Random(1).randbytes(PAGE - 100) + sound[PAGE:]


def notes(_sound: bytes) -> bytes:
    return b"These are notes, not a database. " * 500


def another(_sound: bytes) -> bytes:
    with closing(sqlite3.connect(":memory:")) as connection:
        connection.execute("CREATE TABLE stamps (id INTEGER)")
        return connection.serialize()


DAMAGED = "is damaged: restore a copy (quotesdb db restore), or ingest the articles into a new database"
UNUSABLE = {
    cut: DAMAGED,
    torn: DAMAGED,
    no_head: "is not an SQLite database",
    no_schema: DAMAGED,
    notes: "is not an SQLite database",
    another: "is a database of another program",
}


@pytest.fixture
def given(filled: Path, tmp_path: Path) -> dict[str, str]:
    return names(filled, tmp_path / "given")


def test_there_is_a_call_of_every_command() -> None:
    called = [call.split("{")[0].strip() for call in (*LOOK_UPS, *CHANGES, *OTHERS)]
    leaves = {name for name, command in every_command().items() if not isinstance(command, click.Group)}
    leaves -= SERVING
    assert {name for name in leaves if not any(f"{call} ".startswith(f"{name} ") for call in called)} == set()


@pytest.mark.parametrize("damage", UNUSABLE)
def test_a_file_that_is_no_database_of_ours_is_left_as_it_is(
    run: Run, filled: Path, given: dict[str, str], tmp_path: Path, damage: Callable[[bytes], bytes]
) -> None:
    path = tmp_path / "damaged" / "quotes.db"
    path.parent.mkdir()
    path.write_bytes(content := damage(filled.read_bytes()))
    for call in CALLS:
        result = run(*words(call, given), db=path)
        assert (call, result.exit_code, result.stderr) == (call, 2, f"quotesdb: {path} {UNUSABLE[damage]}\n")
    assert path.read_bytes() == content
    assert [file.name for file in path.parent.iterdir()] == ["quotes.db"]


def test_a_folder_is_no_database(run: Run, given: dict[str, str], tmp_path: Path) -> None:
    for call in CALLS:
        result = run(*words(call, given), db=tmp_path)
        assert (call, result.exit_code, result.stderr) == (
            call,
            2,
            f"quotesdb: {tmp_path} is a folder, not a database\n",
        )


def test_an_empty_file_is_a_database_that_is_to_be_made(
    run: Run, given: dict[str, str], tmp_path: Path
) -> None:
    for call in CALLS:
        path = tmp_path / "empty.db"
        path.write_bytes(b"")
        result = run(*words(call, given), db=path)
        makes_it = call.startswith(("ingest", "db upgrade", "people import"))
        expected = 0 if makes_it or call == "db current" else 2
        assert (call, result.exit_code, bool(path.stat().st_size)) == (call, expected, makes_it)
        assert len(result.stderr.splitlines()) <= 1


def noise(sound: bytes, chance: random.Random) -> bytes:
    """A hundred bytes changed, anywhere behind the schema's first page."""
    damaged = bytearray(sound)
    for _ in range(100):
        damaged[chance.randrange(10 * PAGE, len(sound))] = chance.randrange(256)
    return bytes(damaged)


def a_page(sound: bytes, chance: random.Random) -> bytes:
    start = PAGE * chance.randrange(10, len(sound) // PAGE)
    return sound[:start] + chance.choice((bytes(PAGE), chance.randbytes(PAGE))) + sound[start + PAGE :]


def digits(sound: bytes, chance: random.Random) -> bytes:
    """Dates and numbers in words that are none any more, which SQLite itself does not see."""
    damaged = bytearray(sound)
    for place in range(10 * PAGE, len(sound)):
        if chr(damaged[place]).isdigit() and chance.random() < 0.3:
            damaged[place] = chance.choice(b"x9-")
    return bytes(damaged)


@pytest.mark.parametrize("damage", [noise, a_page, digits])
def test_damage_in_the_middle_never_shows_the_inside_of_the_program(
    run: Run, filled: Path, given: dict[str, str], tmp_path: Path, damage: Callable[..., bytes]
) -> None:
    sound = filled.read_bytes()
    chance = random.Random(damage.__name__)
    kinds = [damage(sound, chance) for _ in range(4)]
    for number, call in enumerate(CALLS):
        path = tmp_path / f"damaged-{number}.db"
        path.write_bytes(kinds[number % len(kinds)])
        # ``run`` raises what would be a traceback.
        result = run(*words(call, given), db=path)
        assert result.exit_code in (0, 1, 2)
        if result.exit_code == 2:
            assert len(result.stderr.splitlines()) <= 2, (call, result.stderr)


def test_a_damaged_schema_whose_words_are_no_text(run: Run, filled: Path) -> None:
    with closing(sqlite3.connect(filled)) as connection, connection:
        connection.execute("PRAGMA writable_schema=ON")
        connection.execute(
            "UPDATE sqlite_master SET sql = CAST(x'43524541544520ff' AS TEXT) WHERE name = 'quote'"
        )
    assert run("quotes", db=filled).stderr == f"quotesdb: {filled} {DAMAGED}\n"


def test_a_search_index_that_cannot_be_opened(run: Run, filled: Path) -> None:
    with closing(sqlite3.connect(filled)) as connection, connection:
        connection.execute("DELETE FROM quote_fts_config")
        connection.execute("DROP TABLE name_trigram_config")
    for call in ("quotes water", "rebuild"):
        result = run(*call.split(), db=filled)
        assert (call, result.exit_code, result.stderr) == (call, 2, f"quotesdb: {filled} {DAMAGED}\n")
    assert "the search table quote_fts is out of step" in run("db", "check", db=filled).stdout


def test_a_value_that_is_none_any_more(run: Run, filled: Path) -> None:
    with closing(sqlite3.connect(filled)) as connection, connection:
        connection.execute("UPDATE article SET published_on = '2025-02-3x'")
    result = run("quotes", db=filled)
    assert result.exit_code == 2
    assert result.stderr.startswith("quotesdb: the database is damaged, or this is a fault of quotesdb")
    assert len(result.stderr.splitlines()) == 1


@pytest.mark.parametrize("room", [0, 100_000, 520_000])
def test_a_full_disk_stops_an_ingest_in_one_line_and_loses_nothing(tmp_path: Path, room: int) -> None:
    articles = tmp_path / "articles"
    articles.mkdir()
    for number in range(2):
        told = f"“Bridge {number} is safe,” said Mira Vantongeren, an engineer.\n\n"
        rest = (
            f"They had been at work on it for {number} of the last ten days, and it was not yet done.\n\n"
            * 250
        )
        (articles / f"{number}.txt").write_text(told + rest, encoding="utf8")
    database = tmp_path / "quotes.db"

    def ingest(**options: Any) -> tuple[int, str]:
        done = process("--db", str(database), "ingest", str(articles), **options)
        return done.returncode, done.stderr

    status, said = ingest(preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (room, room)))
    assert status == 2
    assert said in {
        f"quotesdb: {database} cannot be read or written (disk error)\n",
        f"quotesdb: {database} cannot be created: disk I/O error\n",
    }
    assert ingest()[0] == 0
    with closing(sqlite3.connect(database)) as connection:
        assert connection.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
        assert connection.execute("SELECT count(*) FROM article").fetchall() == [(2,)]
