"""The program on PostgreSQL, beside the same database in a file."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from sqlalchemy import make_url

from tests.functional.conftest import Run, json_lines
from tests.functional.every_command import CHANGES, LOOK_UPS, names, words

if TYPE_CHECKING:
    from collections.abc import Iterator

    from click.testing import Result

    from tests.postgresql_server import Server

pytestmark = [
    pytest.mark.on_postgresql,
    pytest.mark.sqlite_only("has both kinds of database at once"),
]

AFTERWARDS = (
    "articles water",
    "export --format csv",
    "organisations list",
    "quotes",
    "speakers list",
    "stats",
)
"""Look-ups that tell neither when something was decided nor the id that was made of that instant."""


@pytest.fixture
def elsewhere(server: Server) -> Iterator[str]:
    name = server.make("template0")
    yield server.of(name)
    server.drop(name)


def test_after_a_copy_every_command_says_the_same(
    run: Run, filled: Path, elsewhere: str, tmp_path: Path
) -> None:
    told = run("db", "copy", str(filled), elsewhere, db=None)
    assert told.exit_code == 0, told.stderr
    shown = make_url(elsewhere).render_as_string()
    assert told.stdout.startswith(f"{shown}: ")
    assert told.stdout.endswith(f"the same as in {filled}\n")
    [again] = json_lines(run("db", "copy", str(filled), elsewhere, "--json", db=None))
    assert (again["source"], again["target"]) == (str(filled), shown)
    assert run("db", "check", db=elsewhere).stdout == f"{shown}: no problems\n"

    named = names(filled, tmp_path / "given")

    def both(call: str) -> tuple[Result, Result]:
        here, there = (run(*words(call, named), db=db) for db in (filled, elsewhere))
        return here, there

    for call in LOOK_UPS:
        if not call.startswith("db "):
            here, there = both(call)
            assert (there.exit_code, there.stdout, there.stderr) == (here.exit_code, here.stdout, here.stderr)
    for call in CHANGES:
        here, there = both(call)
        assert (call, there.exit_code) == (call, here.exit_code)
    for call in AFTERWARDS:
        here, there = both(call)
        assert there.stdout == here.stdout


def test_a_copy_into_a_database_of_somebody_is_refused(
    run: Run, filled: Path, elsewhere: str, tmp_path: Path
) -> None:
    article = tmp_path / "note.txt"
    article.write_text("“It is late,” said Ada Example.", encoding="utf-8")
    assert run("ingest", str(article), db=elsewhere).exit_code == 0
    told = run("db", "copy", str(filled), elsewhere, db=None)
    assert (told.exit_code, len(told.stderr.splitlines())) == (2, 1)
    assert "the database to copy to holds something else in " in told.stderr
    assert "Ada Example" in run("quotes", db=elsewhere).stdout


def test_a_server_that_lacks_the_database_is_told_in_one_line_without_the_password(
    run: Run, server: Server
) -> None:
    url = make_url(server.of("quotesdb_nowhere")).set(password="s3cret")
    for call in (["quotes"], ["ingest", "-"], ["db", "upgrade"], ["db", "check"], ["db", "backup", "x.db"]):
        told = run(*call, db=url.render_as_string(hide_password=False), stdin=b"words")
        assert told.exit_code == 2
        assert "does not exist" in told.stderr or "is no SQLite file" in told.stderr
        assert len(told.stderr.splitlines()) == 1
        assert "s3cret" not in told.stderr


def test_the_first_article_makes_the_tables(run: Run, elsewhere: str, tmp_path: Path) -> None:
    article = tmp_path / "note.txt"
    article.write_text("“It is late,” said Ada Example.", encoding="utf-8")
    assert "quotesdb ingest creates it" in run("quotes", db=elsewhere).stderr
    assert run("ingest", str(article), db=elsewhere).exit_code == 0
    assert "Ada Example" in run("quotes", "late", db=elsewhere).stdout
    assert "revision" in run("db", "current", db=elsewhere).stdout
