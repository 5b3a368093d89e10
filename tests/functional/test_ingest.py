from __future__ import annotations

import json
import os
from pathlib import Path
from typing import Any

import pytest

from tests.functional.conftest import ROOT, Run, json_lines, process

WORDS = "“It is late,” said Ada Example, a counter of hours at Example House. “Go home.”\n"
OUTCOME_KEYS = {
    *("path", "outcome", "article_id", "title", "quotes", "reason", "warnings", "older_extractor"),
    *("doubts", "member", "failure"),
}


@pytest.fixture
def note(tmp_path: Path) -> Path:
    """A short article."""
    file = tmp_path / "note.txt"
    file.write_text(WORDS, encoding="utf-8")
    return file


LACKS = [
    "1 article without a title (--title sets it)",
    "1 article without a printed date (--published sets it)",
    "1 article without a publisher (--publisher sets it)",
    "1 article without a byline (--byline sets it)",
]
"""What is said of the note beside."""


@pytest.fixture
def db(tmp_path: Path) -> Path:
    """Where a database is to be made."""
    return tmp_path / "new" / "made.db"


def stored(run: Run, db: Path) -> list[dict[str, Any]]:
    return json_lines(run("articles", "--json", "--limit", "0", db=db))


def test_an_article_is_stored_and_then_unchanged(run: Run, note: Path, db: Path) -> None:
    first = run("ingest", str(note), db=db)
    assert first.exit_code == 0
    assert first.stdout.splitlines()[-1] == "1 article: 1 created; 1 new quotation"
    assert (
        run("ingest", str(note), db=db).stdout.splitlines()[-1] == "1 article: 1 unchanged; 0 new quotations"
    )
    assert "Ada Example" in run("quotes", db=db).stdout


def test_a_changed_text_is_a_new_version(run: Run, note: Path, db: Path) -> None:
    run("ingest", str(note), db=db)
    note.write_text(WORDS + "\nNobody went.\n", encoding="utf-8")
    assert "1 new version" in run("ingest", str(note), db=db).stdout
    assert [row["versions"] for row in stored(run, db)] == [2]


def test_what_is_said_on_the_command_line_wins(run: Run, note: Path, db: Path) -> None:
    result = run(
        *("ingest", str(note), "--title", "Late", "--byline", "A. Writer", "--byline", "B. Writer"),
        *(
            "--publisher",
            "Example Press",
            "--published",
            "14 March 2025",
            "--url",
            "https://example.org/late",
        ),
        db=db,
    )
    assert result.exit_code == 0
    [article] = stored(run, db)
    assert article["title"] == "Late"
    assert article["byline"] == ["A. Writer", "B. Writer"]
    assert article["publisher"] == "Example Press"
    assert article["published"]["printed"] == "2025-03-14"
    assert article["url"] == "https://example.org/late"


def test_folders_are_read_with_all_that_is_in_them(run: Run, db: Path) -> None:
    result = run("ingest", str(ROOT / "fixtures" / "articles"), "--json", db=db)
    outcomes = json_lines(result)
    assert result.exit_code == 0
    assert {outcome["outcome"] for outcome in outcomes} == {"created"}
    assert {Path(outcome["path"]).suffix for outcome in outcomes} == {".txt", ".md", ".html"}
    assert all(set(outcome) == OUTCOME_KEYS for outcome in outcomes)
    [legacy] = [outcome for outcome in outcomes if "cp1252" in outcome["path"]]
    assert legacy["warnings"] == ["not UTF-8: read as Windows-1252"]
    assert "cp1252-letter.txt: not UTF-8" in result.stderr


def test_one_bad_file_never_stops_the_rest(run: Run, note: Path, db: Path) -> None:
    bad = ROOT / "fixtures" / "bad"
    inputs = [
        bad / "empty.txt",
        bad / "binary.bin",
        bad / "no-article.html",
        note,
        note.parent / "missing.txt",
    ]
    result = run("ingest", *map(str, inputs), db=db)
    assert result.exit_code == 1
    told = result.stderr.splitlines()
    assert told[4:] == LACKS
    assert [line.partition(": ")[2] for line in told[:4]] == [
        "empty file",
        "binary file, not text",
        "no article found in the page",
        "no such file",
    ]
    assert result.stdout.splitlines()[-1] == "5 articles: 4 failed, 1 created; 1 new quotation"
    assert len(stored(run, db)) == 1


def test_json_says_what_failed_and_why(run: Run, note: Path, db: Path) -> None:
    result = run("ingest", "missing.txt", str(note), "--json", db=db)
    assert result.exit_code == 1
    assert [(outcome["outcome"], outcome["reason"]) for outcome in json_lines(result)] == [
        ("failed", "no such file"),
        ("created", None),
    ]


def test_a_file_over_the_size_is_refused(run: Run, note: Path, db: Path) -> None:
    result = run("ingest", str(note), "--max-size", "10", db=db)
    assert result.exit_code == 1
    assert "--max-size" in result.stderr
    assert run("ingest", str(note), "--max-size", "1 KB", db=db).exit_code == 0


def test_standard_input_is_an_article(run: Run, db: Path) -> None:
    result = run("ingest", "-", "--publisher", "Example Press", db=db, stdin=WORDS.encode())
    assert result.exit_code == 0
    assert [row["publisher"] for row in stored(run, db)] == ["Example Press"]


def test_an_empty_folder_is_said(run: Run, tmp_path: Path, db: Path) -> None:
    (tmp_path / "nothing").mkdir()
    result = run("ingest", str(tmp_path / "nothing"), db=db)
    assert (result.exit_code, result.stdout) == (0, "no file of a known format was found\n")


@pytest.mark.parametrize(
    "options",
    [["--published", "someday"], ["--max-size", "large"], ["--format", "wordstar"]],
    ids=" ".join,
)
def test_a_bad_option_is_an_error_before_anything_is_stored(
    run: Run, note: Path, db: Path, options: list[str]
) -> None:
    result = run("ingest", str(note), *options, db=db)
    assert result.exit_code == 2
    assert not db.exists()


def test_nothing_to_read_is_a_usage_error(run: Run, db: Path) -> None:
    assert run("ingest", db=db).exit_code == 2


def test_a_removed_article_comes_back_only_when_told(run: Run, note: Path, db: Path) -> None:
    run("ingest", str(note), db=db)
    [article] = stored(run, db)
    run("article", "remove", article["id"], "--why", "a test", db=db)
    again = run("ingest", str(note), db=db)
    assert again.exit_code == 1
    assert "was removed on" in again.stderr
    assert run("ingest", str(note), "--readmit", db=db).exit_code == 0
    assert len(stored(run, db)) == 1


def test_a_process_of_its_own_does_the_main_job(note: Path, db: Path) -> None:
    environment = {"QUOTESDB_DB": str(db)}
    ingested = process("ingest", str(note), environment=environment)
    assert (ingested.returncode, ingested.stderr.splitlines()) == (0, LACKS)
    found = process("quotes", "--speaker", "Example", environment=environment)
    assert (found.returncode, found.stderr) == (0, "1 quotation\n")
    assert "“It is late,” ... “Go home.”" in found.stdout


def test_another_language_is_said_and_its_quotations_have_no_speaker(run: Run, db: Path) -> None:
    article = ROOT / "fixtures/articles/text/german-orchester.txt"
    result = run("ingest", str(article), db=db)
    assert result.exit_code == 0
    assert "language de: quotations in marks are kept, without a speaker" in result.stderr
    kept = json_lines(run("quotes", "--json", db=db))
    assert len(kept) >= 5
    assert all(quotation["speaker"] is None for quotation in kept)


@pytest.mark.parametrize("command", ["ingest", "extract", "audit", "evaluate"])
def test_an_empty_path_never_means_the_folder_one_is_in(run: Run, db: Path, command: str) -> None:
    result = run(command, "", db=db)
    assert result.exit_code == 2
    assert "is empty" in result.stderr.splitlines()[-1]


def test_what_cannot_be_read_costs_itself_alone(run: Run, note: Path, db: Path) -> None:
    pipe, data = note.with_name("pipe.txt"), note.with_name("data.txt")
    os.mkfifo(pipe)
    data.write_text('{"text": "“It is late,” said Ada Example."}', encoding="utf-8")
    result = run("ingest", str(pipe), "x" * 300, str(data), str(note), db=db)
    assert result.exit_code == 1
    assert result.stderr.splitlines() == [
        f"{pipe}: a named pipe, not a file",
        f"{'x' * 300}: cannot be read: file name too long",
        f"{data}: JSON of no format that quotesdb knows",
        *LACKS,
    ]
    assert result.stdout.splitlines()[-1] == "4 articles: 3 failed, 1 created; 1 new quotation"


@pytest.mark.parametrize("size", ["0", "-5 MB", "99999999999999999999 GB", "9" * 400, "nan"])
def test_an_absurd_size_is_refused_in_one_line(run: Run, note: Path, db: Path, size: str) -> None:
    result = run("ingest", str(note), "--max-size", size, db=db)
    assert (result.exit_code, "Traceback" in result.stderr) == (2, False)
    assert "--max-size" in result.stderr.splitlines()[-1]
    assert run("ingest", str(note), "--max-size", "1 GB", db=db).exit_code == 0


def test_the_archived_copy_and_the_day_of_access_are_kept_and_shown(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "story.txt"
    path.write_text("“We open in May,” said Ada Example, director at Example Works.\n", encoding="utf-8")
    copy = "https://archive.example/story"
    given = ("--archived", copy, "--accessed", "2025-03-14T09:30+01:00")
    [stored] = json_lines(run("ingest", str(path), *given, "--json"))
    [article] = json_lines(run("article", stored["article_id"], "--json"))
    assert article["archived_url"] == copy
    assert article["accessed"] == {
        "printed": "2025-03-14",
        "precision": "time",
        "utc": "2025-03-14T08:30:00+00:00",
        "offset_minutes": 60,
    }
    for page in (["article", article["id"]], ["quote", article["quotes"][0]["id"]]):
        shown = run(*page).stdout
        assert copy in shown
        assert "2025-03-14T09:30:00+01:00" in shown
    history = run("article", article["id"], "--history").stdout
    assert "2025-03-14T09:30:00+01:00" in history
    refused = run("ingest", str(path), "--accessed", "soon")
    assert (refused.exit_code, "not a date: 'soon'" in refused.stderr) == (2, True)


def test_failures_are_written_down_one_a_line(run: Run, note: Path, db: Path, tmp_path: Path) -> None:
    report = tmp_path / "failures.jsonl"
    for _ in range(2):
        result = run("ingest", "missing.txt", str(note), "", "--failures", str(report), db=db)
        assert result.exit_code == 2
        assert not report.exists()
    for _ in range(2):
        result = run("ingest", "missing.txt", str(note), "--failures", str(report), db=db)
        assert result.exit_code == 1
        assert [json.loads(line) for line in report.read_text(encoding="utf-8").splitlines()] == [
            {"path": "missing.txt", "member": None, "kind": "unreadable", "reason": "no such file"}
        ]
    run("ingest", str(note), "--failures", str(report), db=db)
    assert report.read_bytes() == b""


def test_a_summary_is_stored_only_when_told(run: Run, db: Path, tmp_path: Path) -> None:
    file = tmp_path / "feed.rss"
    full = f"<content:encoded>{WORDS}</content:encoded>"
    file.write_text(
        '<rss xmlns:content="http://purl.org/rss/1.0/modules/content/"><channel><title>Example Times</title>'
        f"<item><title>Late</title>{full}<description>It is late.</description></item>"
        "<item><title>Later</title><description>“Later still,” said Ada Example.</description></item>"
        "</channel></rss>",
        encoding="utf-8",
    )
    refused = run("ingest", str(file), db=db)
    assert refused.exit_code == 1
    assert (
        "feed.rss#2: only a summary: the feed does not give the whole article; --summaries" in refused.stderr
    )
    assert [row["title"] for row in stored(run, db)] == ["Late"]
    assert run("ingest", "--summaries", str(file), db=db).exit_code == 0
    assert {row["title"] for row in stored(run, db)} == {"Late", "Later"}


def test_a_report_of_failures_replaces_nothing_else(run: Run, note: Path, db: Path) -> None:
    result = run("ingest", str(note), "--failures", str(note), db=db)
    assert (result.exit_code, note.read_text(encoding="utf-8")) == (2, WORDS)
    assert "holds something else than a report of failures" in result.stderr
    assert run("ingest", str(note), "--failures", str(note.parent), db=db).exit_code == 2


def test_several_processes_store_what_one_does(run: Run, db: Path, tmp_path: Path) -> None:
    folder, other = ROOT / "fixtures" / "articles", tmp_path / "other.db"
    alone = run("ingest", str(folder), "--json", "--jobs", "1", db=db)
    together = run("ingest", str(folder), "--json", "--jobs", "2", db=other)
    assert (together.stdout, together.stderr) == (alone.stdout, alone.stderr)
    assert run("quotes", "--json", "--limit", "0", db=other).stdout == (
        run("quotes", "--json", "--limit", "0", db=db).stdout
    )


def test_what_is_passed_over_in_a_folder_is_counted(run: Run, tmp_path: Path, db: Path) -> None:
    folder = tmp_path / "in"
    folder.mkdir()
    for name in ("a.txt", "b.png", "c.png", "statement", ".hidden"):
        (folder / name).write_text("“It is late,” said Ada Example.", encoding="utf-8")
    result = run("ingest", str(folder), db=db)
    assert (
        "3 files of no known format were passed over (2 .png, 1 without an ending); "
        "name one to have it read, or to hear why not" in result.stderr.splitlines()[-1]
    )
    assert result.stdout.splitlines()[-1] == "1 article: 1 created; 1 new quotation"


def test_an_article_that_was_set_right_has_as_many_new_quotations_as_are_new(
    run: Run, db: Path, tmp_path: Path
) -> None:
    article = tmp_path / "roof.txt"
    said = [
        "“The roof leaks at the north end,” said Ada Example.",
        "“We were told so in May,” said Bo Sample.",
    ]
    article.write_text("\n\n".join(said), encoding="utf-8")
    assert run("ingest", str(article), db=db).stdout.endswith("1 created; 2 new quotations\n")
    said[0] = said[0].replace("north", "south")
    article.write_text("\n\n".join(said), encoding="utf-8")
    assert run("ingest", str(article), db=db).stdout.endswith("1 new version; 0 new quotations\n")
    said.append("“Nobody will pay for it before winter,” said Cy Trial.")
    article.write_text("\n\n".join(said), encoding="utf-8")
    assert run("ingest", str(article), db=db).stdout.endswith("1 new version; 1 new quotation\n")
