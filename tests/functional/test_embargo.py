"""Articles under embargo: nothing of them before their time, unless it is asked for."""

from __future__ import annotations

import json
import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from click.testing import CliRunner
from sqlalchemy import text

from quotesdb.cite import BINARY, formats
from quotesdb.cli import main
from quotesdb.db.engine import open_engine, sessions
from quotesdb.values import PrintedDate
from tests.functional.every_command import LOOK_UPS, names, words
from tests.functional.test_erased import call
from tests.services.toy import TOY, draft, ingest

SAID = "The bridge opens to all on Friday"
LATER = PrintedDate.from_iso("2999-01-01T06:00:00+01:00")
BESIDE = "“Rain,” said Bea Sample, director at Sample Bank.\n\n“Ink,” said Cy Test, clerk at Velda Works."


def store(database: str, embargo: PrintedDate | None = LATER) -> None:
    engine = open_engine(database)
    with sessions(engine, write=True).begin() as session:
        held = draft(
            f"“{SAID},” said Dee Trial.\n\n“Rain,” said Bea Sample.",
            "https://example.org/held",
            day="2025-03-02",
            title="Bridge to open",
            embargo=embargo,
        )
        ingest(session, held, program=TOY)
        ingest(session, draft(BESIDE, "https://example.org/open", day="2025-03-01"), program=TOY)
    engine.dispose()


@pytest.fixture
def held(database_url: str) -> str:
    store(database_url)
    return database_url


def everything(database: str, folder: Path) -> Iterator[tuple[str, str]]:
    shutil.rmtree(folder, ignore_errors=True)
    named = names(Path(database), folder)
    with closing(sqlite3.connect(database)) as connection:
        named["article"], named["quote"] = (
            connection.execute(f"SELECT public_id FROM {table} ORDER BY id LIMIT 1").fetchone()[0]
            for table in ("article", "quote")
        )
    for one in (
        *LOOK_UPS,
        "quotes bridge",
        "articles bridge",
        *(f"export --format {name}" for name in sorted({*formats()} - BINARY)),
        *(f"export --format {name} {{quote}}" for name in sorted({*formats()} - BINARY)),
        "speaker 'Bea Sample'",
    ):
        yield one, call(database, *words(one, named), status=None).output


@pytest.mark.sqlite_only("what commands print is the same")
def test_nothing_of_it_comes_out_of_any_command(held: str, tmp_path: Path) -> None:
    for command, told in everything(held, tmp_path / "given"):
        assert "opens to all" not in told, command
        assert "Bridge to open" not in told, command
        assert "Dee Trial" not in told or command.startswith(("speaker ", "speakers show ", "suggestions"))
    assert call(held, "db", "check").exit_code == 0


def test_it_is_there_for_who_asks(held: str) -> None:
    [said] = map(json.loads, call(held, "quotes", "bridge", "--embargoed", "--json").stdout.splitlines())
    assert said["text"] == f"“{SAID},”"
    assert call(held, "quotes", "--speaker", "Dee Trial", "--embargoed").stdout.count("opens to all") == 1
    article, quote = said["article"]["id"], said["id"]
    for arguments in (
        ("article", "show", article),
        ("article", "show", article, "--history"),
        ("quote", quote),
        ("export", "--format", "apa", quote),
        ("export", "--format", "apa", article),
    ):
        refused = call(held, *arguments, status=1).output
        assert "under embargo until 2999-01-01 05:00 UTC; --embargoed shows it" in refused
        assert "ridge" in call(held, *arguments, "--embargoed").stdout
    assert "Bridge to open" in call(held, "articles", "--embargoed").stdout
    assert "Bridge to open" in call(held, "cite", quote, "--embargoed").stdout
    assert "under embargo" in call(held, "cite", quote, status=1).output
    listed = map(json.loads, call(held, "speakers", "--embargoed", "--json").stdout.splitlines())
    assert {row["name"]: row["quotes"] for row in listed} == {"Bea Sample": 2, "Cy Test": 1, "Dee Trial": 1}
    assert "opens to all" in call(held, "speaker", "Dee Trial", "--embargoed").stdout
    assert "Dee Trial" not in call(held, "speaker", "Dee Trial", status=None).stdout
    assert "not found" in call(held, "check", SAID, status=1).stdout.lower()
    assert "verbatim" in call(held, "check", SAID, "--embargoed").stdout.lower()


def test_the_links_of_a_speaker_tell_nothing_of_it(held: str) -> None:
    [said] = map(json.loads, call(held, "quotes", "bridge", "--embargoed", "--json").stdout.splitlines())
    asked = ("speakers", "show", "Bea Sample", "--why", "--json")
    assert said["article"]["id"] in call(held, *asked, "--embargoed").stdout
    assert said["article"]["id"] not in call(held, *asked).stdout
    assert "dee trial" not in call(held, *asked).stdout.lower()


def test_nobody_is_found_by_a_name_that_is_printed_there_alone(held: str) -> None:
    listed = map(json.loads, call(held, "speakers", "--embargoed", "--json").stdout.splitlines())
    ids = {row["name"]: row["id"] for row in listed}
    call(held, "speakers", "merge", ids["Bea Sample"], ids["Dee Trial"], "--as", "Wen")
    assert "1 named speaker" in call(held, "speakers", "trial", "--embargoed").output
    assert "no named speaker fits" in call(held, "speakers", "trial").output
    for asked in ("Dee Trial", "Trial"):
        assert call(held, "quotes", "--speaker", asked, "--embargoed").stdout.count("q-") == 3
        assert "q-" not in call(held, "quotes", "--speaker", asked, status=1).output
    assert "Bea Sample" not in call(held, "quotes", "--speaker", "Dee Trail", status=1).output


def test_it_is_shown_once_its_time_has_come(held: str) -> None:
    counted = [json.loads(line) for line in call(held, "speakers", "--json").stdout.splitlines()]
    assert {row["name"]: row["quotes"] for row in counted} == {"Bea Sample": 1, "Cy Test": 1}
    engine = open_engine(held)
    with engine.begin() as connection:
        past = datetime.now(UTC) - timedelta(minutes=1)
        connection.execute(
            text("UPDATE article SET embargo = :past WHERE embargo IS NOT NULL"),
            {"past": past.replace(tzinfo=None) if engine.dialect.name == "sqlite" else past},
        )
    engine.dispose()
    assert "opens to all" in call(held, "quotes", "bridge").stdout
    counted = [json.loads(line) for line in call(held, "speakers", "--json").stdout.splitlines()]
    assert {row["name"]: row["quotes"] for row in counted} == {"Bea Sample": 2, "Cy Test": 1, "Dee Trial": 1}
    assert call(held, "db", "check").exit_code == 0


def test_a_person_sets_it_and_lifts_it(held: str) -> None:
    [said] = map(json.loads, call(held, "quotes", "Ink", "--json").stdout.splitlines())
    article = said["article"]["id"]
    call(held, "article", "set", article, "--embargo", "2998-05-01", "--as", "Wen")
    assert "Ink" not in call(held, "quotes").stdout
    assert "until 2998-05-01 12:00 UTC" in call(held, "article", "show", article, status=1).output
    call(held, "article", "set", article, "--embargo", "2020-05-01T06:00+01:00", "--as", "Wen")
    assert "Ink" in call(held, "quotes").stdout
    refused = call(held, "article", "set", article, "--embargo", "2998-05-01 06:00", "--as", "Wen", status=2)
    assert "offset" in refused.output


@pytest.mark.sqlite_only("files are read the same way")
def test_files_and_options_say_it(database: Path, tmp_path: Path) -> None:
    matter = tmp_path / "matter.txt"
    matter.write_text(
        f"---\nembargo: 2999-01-01T06:00:00+01:00\n---\n“{SAID},” said Dee Trial, a mason.\n", "utf-8"
    )
    plain = tmp_path / "plain.txt"
    plain.write_text("“The mere is full again,” said Amara Okonjo, a hydrologist, on Tuesday.\n", "utf-8")
    call(str(database), "ingest", str(matter))
    call(str(database), "ingest", str(plain), "--embargo", "2999-01-01")
    assert "no quotation fits" in call(str(database), "quotes").output
    shown = call(str(database), "quotes", "--embargoed").stdout
    assert "opens to all" in shown
    assert "full again" in shown


def test_who_may_be_meant_is_told_by_no_role_that_is_printed_only_under_embargo(database_url: str) -> None:
    engine = open_engine(database_url)
    with sessions(engine, write=True).begin() as session:
        held = "“Fog,” said Dee Trial, treasurer at Sample Bank."
        ingest(session, draft(held, "https://example.org/held", day="2025-03-02", embargo=LATER), program=TOY)
        open_to_all = "“Rain,” said Dee Trial.\n\n“Ink,” said Cy Trial, clerk at Velda Works."
        ingest(session, draft(open_to_all, "https://example.org/open", day="2025-03-01"), program=TOY)
    engine.dispose()
    asked = CliRunner().invoke(main, ["--db", database_url, "speakers", "merge", "Trial", "Cy Trial"])
    assert "clerk" in asked.stderr
    assert "treasurer" not in asked.stderr
