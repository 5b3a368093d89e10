"""What holds for every command: help, where the database is, how errors end, what is not imported."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from pathlib import Path

import click
import pytest
from click.testing import CliRunner

from quotesdb.cli import SECTIONS, main
from tests.functional.conftest import ROOT, Run, process
from tools.cli_reference import REFERENCE, child, commands, problems

HEAVY = {"numpy", "onnxruntime", "tokenizers", "trafilatura", "htmldate", "lxml", "py3langid", "alembic"}
OURS_FOR_READING = {"quotesdb.extract.model.tagger", "quotesdb.readers.html", "quotesdb.readers.plain"}


def every_command() -> dict[str, click.Command]:
    return {
        context.command_path.removeprefix("quotesdb").strip(): command
        for context, command in commands(main, child(None, main, "quotesdb"))
    }


def test_the_overview_names_every_command_in_the_words_of_its_own_help() -> None:
    for section in SECTIONS.values():
        for name, (_, summary) in section.items():
            assert every_command()[name].get_short_help_str(limit=200) == summary


@pytest.mark.parametrize("name", sorted(every_command()))
def test_every_command_has_help_with_an_example(run: Run, name: str) -> None:
    result = run(*name.split(), "--help", db=None)
    assert result.exit_code == 0
    assert f"quotesdb {name}".strip() in result.stdout
    assert "Example" in result.stdout


@pytest.mark.parametrize("name", sorted(every_command()))
def test_the_short_option_for_help_is_the_long_one(run: Run, name: str) -> None:
    assert run(*name.split(), "-h", db=None).stdout == run(*name.split(), "--help", db=None).stdout


def test_the_short_option_for_the_version_is_the_long_one(run: Run) -> None:
    assert run("-V", db=None).stdout == run("--version", db=None).stdout != ""


@pytest.mark.parametrize(
    "name", ["speakers", "speakers alias", "organisations", "organisations alias", "decisions"]
)
def test_no_summary_is_cut_at_eighty_columns(name: str) -> None:
    shown = CliRunner().invoke(main, [*name.split(), "--help"], terminal_width=80).stdout
    listed = shown.partition("Commands:")[2].splitlines()
    assert len(listed) > 2
    assert [line for line in listed if line.endswith("...")] == []


def counting() -> list[tuple[str, str]]:
    """Every command that shows a number of things, with the option that says how many."""
    return [
        (name, parameter.opts[0])
        for name, command in sorted(every_command().items())
        for parameter in command.params
        if isinstance(parameter.type, click.types.IntParamType)
    ]


@pytest.mark.parametrize("number", ["-1", "1.5", str(2**63), "9" * 5000])
def test_a_number_of_rows_that_no_database_counts_to_is_refused(run: Run, number: str) -> None:
    assert len(counting()) > 5
    for name, option in counting():
        result = run(*name.split(), option, number, db=None)
        assert result.exit_code == 2
        assert result.stderr.splitlines()[-1].startswith(f"Error: Invalid value for '{option}': ")


@pytest.mark.parametrize("size", ["2 GB", "9" * 400, "9" * 5000 + " MB"])
def test_a_size_that_cannot_be_stored_is_refused(run: Run, size: str) -> None:
    for name in ("ingest", "extract", "audit"):
        result = run(name, "--max-size", size, "-", db=None)
        assert result.exit_code == 2
        assert result.stderr.endswith("is no size of a file: write 1 byte or more, 1 GB at most\n")


SERVING = {"mcp", "serve"}
"""Commands that answer others, and whoever called them with nothing."""


@pytest.mark.parametrize("name", sorted(every_command()))
def test_every_command_takes_a_database_and_all_that_answer_take_json(name: str) -> None:
    command = every_command()[name]
    options = {option for parameter in command.params for option in parameter.opts}
    assert "--db" in options
    assert "--json" in options or isinstance(command, click.Group) or name in SERVING


def test_the_command_reference_is_up_to_date() -> None:
    documents = [ROOT / "README.md", *(ROOT / "docs").rglob("*.md")]
    found = list(problems(main, "quotesdb", REFERENCE, [path for path in documents if path != REFERENCE]))
    assert found == []


def test_the_database_of_the_command_wins_over_the_group_and_that_over_the_environment(
    run: Run, filled: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    missing = str(tmp_path / "missing.db")
    assert run("articles", "--db", str(filled), db=missing).exit_code == 0
    monkeypatch.setenv("QUOTESDB_DB", missing)
    assert run("articles", db=filled).exit_code == 0
    assert "missing.db" in run("articles", db=None).stderr
    monkeypatch.setenv("QUOTESDB_DB", str(filled))
    assert run("articles", db=None).exit_code == 0


def test_without_a_name_the_database_lies_in_the_users_data_folder(run: Run, tmp_path: Path) -> None:
    assert str(tmp_path) in run("db", "current", db=None).stdout
    article = tmp_path / "note.txt"
    article.write_text("“It is late,” said Ada Example.", encoding="utf-8")
    assert run("ingest", str(article), db=None).exit_code == 0
    assert "Ada Example" in run("quotes", db=None).stdout


def test_the_package_runs_by_its_own_name() -> None:
    done = subprocess.run(
        [sys.executable, "-m", "quotesdb", "--version"], capture_output=True, text=True, check=True, cwd=ROOT
    )
    assert done.stdout.startswith("quotesdb ")


def test_ctrl_c_while_the_program_is_loaded_stops_it_without_a_word_of_python(tmp_path: Path) -> None:
    (tmp_path / "click.py").write_text("import signal; signal.raise_signal(signal.SIGINT)", encoding="utf-8")
    done = subprocess.run(
        [sys.executable, "-m", "quotesdb", "quotes"],
        capture_output=True,
        text=True,
        check=False,
        cwd=ROOT,
        env={**os.environ, "PYTHONPATH": str(tmp_path)},
        preexec_fn=allow_interrupts,
    )
    assert (done.returncode, done.stdout, done.stderr) == (130, "", "quotesdb: stopped\n")


LOOK_UPS = (
    ["quotes"],
    ["quote", "q-22"],
    ["speakers"],
    ["speaker", "Nobody"],
    ["articles"],
    ["article", "a-22"],
    ["article", "remove", "a-22", "--why", "a test"],
    ["check", "It is late"],
    ["export", "--format", "apa"],
    ["organisations"],
    ["organisations", "show", "Nobody"],
    ["decisions", "list"],
    ["stats"],
    ["review"],
    ["review", "--json"],
    ["review", "accept", "q-22"],
    ["reextract"],
    ["checks"],
    ["decisions", "export"],
    ["db", "check"],
)


@pytest.mark.parametrize("arguments", LOOK_UPS, ids=" ".join)
def test_without_a_database_look_ups_say_so_and_create_none(
    run: Run, tmp_path: Path, arguments: list[str]
) -> None:
    result = run(*arguments, db=tmp_path / "none.db")
    assert result.exit_code == 2
    assert result.stderr.startswith("quotesdb: there is no database at ")
    assert len(result.stderr.splitlines()) == 1
    assert list(tmp_path.glob("none.db*")) == []


@pytest.mark.parametrize("arguments", LOOK_UPS[:-4], ids=" ".join)
def test_an_empty_database_says_how_to_put_articles_in(
    run: Run, database: Path, arguments: list[str]
) -> None:
    assert "quotesdb ingest" in run(*arguments, db=database).stderr


@pytest.mark.parametrize(
    ("where", "reason"),
    [
        ("mysql://someone@example.org/news", "not supported"),
        ("://", "cannot be read"),
        ("folder", "is a folder, not a database"),
        ("text.db", "is not an SQLite database"),
    ],
)
def test_a_database_that_cannot_be_used_gives_one_line(
    run: Run, tmp_path: Path, where: str, reason: str
) -> None:
    (tmp_path / "folder").mkdir()
    (tmp_path / "text.db").write_text("These are words and no database. " * 40, encoding="utf-8")
    result = run("quotes", db=where if "://" in where else tmp_path / where)
    assert result.exit_code == 2
    assert reason in result.stderr
    assert len(result.stderr.splitlines()) == 1


def test_an_unreachable_server_gives_one_line(run: Run) -> None:
    result = run("quotes", db="postgresql://reader:secret@127.0.0.1:1/news")
    assert result.exit_code == 2
    assert len(result.stderr.splitlines()) == 1
    assert "secret" not in result.stderr


@pytest.mark.parametrize("arguments", [["quotess"], ["db", "chekc"], ["quotes", "--speakr", "x"], ["quote"]])
def test_a_slip_of_the_finger_is_a_usage_error(run: Run, arguments: list[str]) -> None:
    result = run(*arguments)
    assert result.exit_code == 2
    assert "Usage:" in result.stderr


def test_a_misspelt_command_suggests_the_nearest(run: Run) -> None:
    assert "quotes" in run("qoutes").stderr.splitlines()[-1]


@pytest.mark.parametrize(
    "arguments",
    [
        ["quotes", "--limit", "0", "--all", "--json"],
        ["export", "--format", "jsonl"],
        ["export", "--format", "tei", "--speaker", "Okonjo"],
    ],
)
def test_when_the_reader_goes_away_the_program_stops_without_a_word(
    filled: Path, arguments: list[str]
) -> None:
    writer = subprocess.Popen(
        [sys.executable, "-m", "quotesdb.cli", "--db", str(filled), *arguments],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
    )
    assert writer.stdout is not None
    assert writer.stderr is not None
    writer.stdout.close()
    complaint = writer.stderr.read().decode()
    writer.stderr.close()
    assert writer.wait(timeout=60) == 141
    assert complaint == ""


def test_a_full_disk_behind_standard_output_gives_one_line(filled: Path) -> None:
    full = Path("/dev/full")
    if not full.exists():
        pytest.skip("no /dev/full here")
    with full.open("w") as out:
        done = subprocess.run(
            [sys.executable, "-m", "quotesdb.cli", "--db", str(filled), "quotes", "--json"],
            stdout=out,
            stderr=subprocess.PIPE,
            text=True,
            check=False,
            env={**os.environ, "PYTHONPATH": str(ROOT)},
        )
    assert done.returncode == 2
    assert "no space left" in done.stderr
    assert "Traceback" not in done.stderr


def test_a_terminal_that_is_not_utf_8_gets_escapes(filled: Path) -> None:
    done = process("--db", str(filled), "quotes", "--json", environment={"PYTHONIOENCODING": "ascii"})
    assert done.returncode == 0
    assert "“" in json.loads(done.stdout.splitlines()[-1])["text"]


@pytest.mark.parametrize(
    "arguments",
    [
        ["quotes", "--speaker", "\udcff"],
        ["articles", "\udcff"],
        ["article", "remove", "a-q75", "--why", "\udcff"],
    ],
    ids=lambda arguments: arguments[0] + arguments[1],
)
def test_words_that_are_no_text_give_one_line(run: Run, arguments: list[str]) -> None:
    result = run(*arguments)
    assert result.exit_code == 2
    assert len(result.stderr.splitlines()) == 1


def allow_interrupts() -> None:
    signal.signal(signal.SIGINT, signal.SIG_DFL)


def test_ctrl_c_stops_between_two_articles(tmp_path: Path) -> None:
    articles = tmp_path / "articles"
    articles.mkdir()
    for number in range(300):
        words = f"“It is number {number},” said Ada Example, a counter of numbers at Example House.\n"
        (articles / f"{number:03}.txt").write_text(words, encoding="utf-8")
    database = tmp_path / "stopped.db"
    with subprocess.Popen(
        [sys.executable, "-u", "-m", "quotesdb.cli", "--db", str(database), "ingest", str(articles)],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        # A test run in the background of a shell has Ctrl-C ignored, and its children inherit that.
        preexec_fn=allow_interrupts,
    ) as ingest:
        assert ingest.stdout is not None
        assert ingest.stderr is not None
        told = [ingest.stdout.readline() for _ in range(3)]
        ingest.send_signal(signal.SIGINT)
        # Not by communicate(), which knows nothing of the lines that readline() has taken along.
        told += ingest.stdout.read().splitlines()
        complaint = ingest.stderr.read()
    assert ingest.returncode == 130
    assert "Traceback" not in complaint
    listed = process("--db", str(database), "articles", "--json", "--limit", "0").stdout.splitlines()
    reported = sum("created" in line for line in told)
    assert reported == len(listed)
    assert len(listed) < 300


@pytest.mark.parametrize(
    "arguments",
    [
        ["--help"],
        ["quotes", "--speaker", "Okonjo"],
        ["speaker", "Okonjo", "--json"],
        ["articles"],
        ["check", "What nobody had was a place to put the water."],
        ["checks"],
    ],
    ids=" ".join,
)
def test_look_ups_import_no_reader_and_no_language_model(filled: Path, arguments: list[str]) -> None:
    script = (
        "import json, sys\n"
        "from quotesdb.cli import main\n"
        "try:\n    main(sys.argv[1:])\n"
        "finally:\n    print(json.dumps(sorted(sys.modules)), file=sys.stderr)\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", script, "--db", str(filled), *arguments],
        capture_output=True,
        text=True,
        check=True,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
    )
    loaded = set(json.loads(done.stderr.splitlines()[-1]))
    assert loaded & (HEAVY | OURS_FOR_READING) == set()
    if arguments == ["--help"]:
        assert "sqlalchemy" not in loaded


def test_a_folder_that_cannot_be_written_to_gives_one_line(run: Run, tmp_path: Path) -> None:
    article = tmp_path / "note.txt"
    article.write_text("“It is late,” said Ada Example.", encoding="utf-8")
    result = run("ingest", str(article), db=article / "inside-a-file.db")
    assert result.exit_code == 2
    assert len(result.stderr.splitlines()) == 1


@pytest.mark.skipif(os.name != "posix" or os.geteuid() == 0, reason="the superuser may write anywhere")
def test_a_read_only_folder_gives_one_line(run: Run, tmp_path: Path) -> None:
    article = tmp_path / "note.txt"
    article.write_text("“It is late,” said Ada Example.", encoding="utf-8")
    folder = tmp_path / "locked"
    folder.mkdir(mode=0o500)
    result = run("ingest", str(article), db=folder / "new.db")
    assert result.exit_code == 2
    assert len(result.stderr.splitlines()) == 1
