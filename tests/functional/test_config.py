"""Settings: an option wins over the environment, and that over the config file."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import threading
from pathlib import Path

import pytest

from quotesdb.cli import column_maps
from quotesdb.cli.files import alone_in
from tests.functional.conftest import ROOT, Run, json_lines


@pytest.fixture
def file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The config file, which is not there yet."""
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))
    made = tmp_path / "config" / "quotesdb" / "config.toml"
    made.parent.mkdir(parents=True)
    return made


@pytest.mark.sqlite_only("copies the file")
def test_the_database_of_the_file_gives_way_to_the_environment_and_to_the_option(
    run: Run, file: Path, filled: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    shutil.copyfile(filled, file.parent / "mine.db")
    file.write_text('db = "mine.db"\n', encoding="utf-8")
    assert json_lines(run("articles", "--json", db=None))
    assert json_lines(run("config", "--json", db=None))[0]["source"] == str(file)
    monkeypatch.setenv("QUOTESDB_DB", str(tmp_path / "environment.db"))
    assert "environment.db" in run("articles", db=None).stderr
    assert "option.db" in run("articles", db=tmp_path / "option.db").stderr
    sources = [json_lines(run("config", "--json", db=db))[0]["source"] for db in (None, filled)]
    assert sources == ["QUOTESDB_DB", "--db"]


def test_the_reviewer_of_the_file_decides(run: Run, file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file.write_text('reviewer = "Wen"\n', encoding="utf-8")
    [quote, *_] = json_lines(run("quotes", "--json"))

    def decided(*how: str) -> str:
        [detail] = json_lines(run("quote", quote["id"], "--accept", *how, "--json"))
        name: str = detail["decision"]["name"]
        return name

    assert decided() == "Wen"
    monkeypatch.setenv("QUOTESDB_REVIEWER", "Noa")
    assert decided() == "Noa"
    assert decided("--as", "Ida") == "Ida"


def test_the_publisher_of_the_file_is_that_of_articles_that_name_none(
    run: Run, file: Path, tmp_path: Path
) -> None:
    file.write_text('publisher = "The Velda Valley Echo"\n', encoding="utf-8")
    (tmp_path / "one.txt").write_text("“It is one,” said Ada Example.\n", encoding="utf-8")
    named = "---\npublisher: Reporter Daily\n---\n“It is two,” said Ada Example.\n"
    (tmp_path / "two.txt").write_text(named, encoding="utf-8")
    run("ingest", str(tmp_path / "one.txt"), str(tmp_path / "two.txt"), db=tmp_path / "new.db")
    found = json_lines(run("articles", "--json", db=tmp_path / "new.db"))
    assert {row["publisher"] for row in found} == {"The Velda Valley Echo", "Reporter Daily"}


@pytest.mark.parametrize(
    ("written", "reason"),
    [
        ("db = ", "is not TOML"),
        ('databse = "x.db"', "there is no setting 'databse'; there are db, reviewer, publisher"),
        ("reviewer = 5", "reviewer must be words in quotation marks"),
        (b"\xff", "cannot be read"),
    ],
)
def test_a_file_that_cannot_be_used_gives_one_line(
    run: Run, file: Path, written: str | bytes, reason: str
) -> None:
    file.write_bytes(written if isinstance(written, bytes) else written.encode())
    for command in ("articles", "config"):
        result = run(command, db=None)
        assert result.exit_code == 2
        assert reason in result.stderr
        assert len(result.stderr.splitlines()) == 1


def test_settings_are_listed_with_the_file_that_may_have_them(run: Run, file: Path) -> None:
    result = run("config")
    assert [line.split("\t")[0] for line in result.stdout.splitlines()] == [
        "Setting",
        "db",
        "reviewer",
        "publisher",
    ]
    assert result.stderr == f"the config file is {file} (there is none yet)\n"


def test_columns_of_a_table_are_remembered_by_a_name(run: Run, file: Path, tmp_path: Path) -> None:
    table = tmp_path / "export.csv"
    table.write_text("Kopf;Worte\nBridge closes;“We looked twice,” said Bo Sample.\n", encoding="utf-8")
    unknown = run("read", "--map", "weekly", str(table), db=None)
    assert unknown.exit_code == 2
    assert "no columns are remembered as 'weekly' (there are none)" in unknown.stderr
    assert not file.with_name("maps.json").exists()
    said = [
        json_lines(run("read", "--json", "--map", given, str(table), db=None))
        for given in ("title=Kopf,text=Worte", "weekly:title=Kopf,text=Worte", "weekly")
    ]
    assert said[0] == said[1] == said[2]
    assert said[0][0]["title"] == "Bridge closes"
    of_another = file.with_name(".maps.json.new")
    of_another.write_text("half of what another process wri", encoding="utf-8")
    assert run("read", "--map", "weekly:words=Worte", str(table), db=None).exit_code == 2
    assert run("read", "--map", "weekly", str(table), db=None).exit_code == 0
    other = run("read", "--map", "monthly", str(table), db=None)
    assert "there are weekly" in other.stderr
    again = run("read", "--map", "monthly:title=Kopf,text=Worte", str(table), db=None)
    assert (again.exit_code, of_another.exists()) == (0, True)
    assert {each.name for each in file.parent.iterdir()} == {"maps.json", of_another.name}
    file.with_name("maps.json").write_text("[]", encoding="utf-8")
    assert "does not hold what --map remembers" in run("read", "--map", "weekly", str(table), db=None).stderr


def test_columns_that_two_runs_remember_at_once_are_both_remembered(file: Path) -> None:
    remembering = threading.Thread(target=column_maps.columns, args=("weekly:text=Worte",))
    with alone_in(file.parent):
        remembering.start()
        remembering.join(0.5)
        assert remembering.is_alive()
        file.with_name("maps.json").write_text('{"monthly": {"text": "Words"}}', encoding="utf-8")
    remembering.join()
    assert column_maps.columns("monthly") == {"text": "Words"}
    assert column_maps.columns("weekly") == {"text": "Worte"}


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_a_script_completes_in_each_shell(run: Run, shell: str) -> None:
    assert "_QUOTESDB_COMPLETE" in run("completion", shell, db=None).stdout


def test_commands_and_options_are_completed() -> None:
    for words, expected in (("quotesdb spe", "speakers"), ("quotesdb quotes --spe", "--speaker")):
        done = subprocess.run(
            [sys.executable, "-m", "quotesdb.cli"],
            env={**os.environ, "PYTHONPATH": str(ROOT), "_QUOTESDB_COMPLETE": "bash_complete"}
            | {"COMP_WORDS": words, "COMP_CWORD": str(len(words.split()) - 1)},
            capture_output=True,
            text=True,
            check=False,
        )
        assert f"plain,{expected}" in done.stdout.split()


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="there are no named pipes here")
def test_a_config_file_that_is_a_named_pipe_is_not_waited_for(run: Run, file: Path) -> None:
    os.mkfifo(file)
    result = run("config", db=None)
    assert result.exit_code == 2
    assert "is a named pipe, not a file" in result.stderr
