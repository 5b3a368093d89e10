"""docs/json.md says what the commands print."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from quotesdb.values import ClaimVerdict
from tests.functional.conftest import ROOT, Run, json_lines
from tests.functional.test_program import SERVING, every_command

pytestmark = pytest.mark.usefixtures("backend")

PAGE = (ROOT / "docs" / "json.md").read_text(encoding="utf-8")


def rows(heading: str, page: str = PAGE) -> Iterator[list[str]]:
    """The rows of the first table of a section, as the words in backticks of each cell."""
    section = page.split(f"## {heading}\n", 1)[1].split("\n## ")[0] if heading else page
    lines = [line for line in section.splitlines() if line.startswith("| `")]
    for line in lines:
        yield line.strip("| ").split(" | ")


def named(cell: str) -> set[str]:
    """What stands in backticks in a cell, less what stands in brackets there."""
    return set(re.findall(r"`([^`]+)`", re.sub(r"\([^)]*\)", "", cell)))


def named_anywhere(cell: str) -> set[str]:
    return set(re.findall(r"`([^`]+)`", cell))


def keys_of(heading: str) -> set[str]:
    return set().union(*(named(row[0]) for row in rows(heading)))


def test_every_command_is_on_the_page() -> None:
    groups = {"", "article", "db", "article show", "decisions", "review", "speakers list", "speakers alias"}
    groups |= {"organisations list", "organisations alias", "users list"}
    listed = set().union(*(named(row[0]) for row in rows("") if len(row) == 3))
    assert {"article", "export --json"} <= listed
    plain = {re.sub(r" --\w+$", "", name) for name in listed}
    assert plain | groups | SERVING | {"extract"} == set(every_command())


@pytest.mark.parametrize("command", ["quotes", "export"])
def test_the_keys_of_a_quotation(run: Run, command: str) -> None:
    [found, *_] = json_lines(run(command, "--json"))
    page = {"next"} if command == "quotes" else set()
    assert set(found) == keys_of("A quotation") | page


@pytest.mark.parametrize(
    "decision", ["accept", "reject", "unsure", "speaker A-B --new", "span water", "kind direct"]
)
def test_the_keys_of_a_decided_quotation(run: Run, decision: str) -> None:
    [listed] = json_lines(run("review", "walk", '"place to put the water"', "--json"))
    assert set(listed) == keys_of("A quotation")
    name, *words = decision.split()
    [found] = json_lines(run("review", name, listed["id"], *words, "--json"))
    assert set(found) == keys_of("A quotation") | keys_of("One quotation in full")


def test_the_keys_of_decisions(run: Run) -> None:
    [listed, *_] = json_lines(run("quotes", "--json"))
    run("review", "accept", listed["id"])
    exported = run("decisions", "export")
    [line] = json_lines(exported)
    page = (ROOT / "docs" / "decisions.md").read_text(encoding="utf-8")
    assert set(line) == {name for row in rows("A review", page) for name in named(row[0])}
    [outcome] = json_lines(run("decisions", "import", "-", "--json", stdin=exported.stdout_bytes))
    [documented] = [row[2] for row in rows("") if row[0] == "`decisions import`"]
    assert set(outcome) == named(documented)


def test_the_keys_of_a_statement(run: Run) -> None:
    [found, *_] = json_lines(run("quotes", "--fold", "--json"))
    assert set(found) == {*keys_of("A quotation"), "statement", "next"}
    assert set(found["statement"]) == keys_of("A statement")


def test_the_keys_of_one_quotation_in_full(run: Run) -> None:
    [listed, *_] = json_lines(run("quotes", "--json"))
    run("quote", listed["id"], "--accept")
    [found] = json_lines(run("quote", listed["id"], "--json"))
    assert set(found) == keys_of("A quotation") | keys_of("One quotation in full")
    [history] = [row[1] for row in rows("One quotation in full") if row[0] == "`history`"]
    assert set(found["history"][0]) == named(history)


def test_the_keys_of_an_answer_and_all_within(run: Run) -> None:
    claimed = "The dyke (at Askebro) was due for work in 2018."
    [found] = json_lines(run("check", claimed, "--speaker", "Salvesen", "--json"))
    assert set(found) == keys_of("An answer")
    [match, *_] = found["matches"]
    assert set(match) == keys_of("A match")
    [edit, *_] = found["edits"]
    assert set(edit) == keys_of("An edit")
    cells = {row[0]: row[1] for row in rows("An answer")}
    assert set(found["coverage"]) <= named_anywhere(cells["`coverage`"])
    assert set(found["reports"][0]) <= named_anywhere(cells["`reports`"])
    assert found["verdict"] in named(cells["`verdict`"])
    assert named(cells["`verdict`"]) == set(ClaimVerdict)


def test_the_keys_of_an_audit(run: Run, tmp_path: Path) -> None:
    draft = tmp_path / "draft.txt"
    draft.write_text("“It saves on printing these days,” said Rosa Castellan.\n", encoding="utf-8")
    [found] = json_lines(run("audit", str(draft), "--json"))
    assert set(found) == keys_of("An answer") | keys_of("An audit")


def test_the_keys_of_a_stored_check(run: Run) -> None:
    run("check", "It saves on printing", "--speaker", "Rosa Castellan")
    [kept] = json_lines(run("checks", "--json"))
    assert set(kept) == {*keys_of("A stored check"), "next"}
    [matches] = [row[1] for row in rows("A stored check") if row[0] == "`matches`"]
    assert set(kept["matches"][0]) == named(matches)
    [again] = json_lines(run("checks", "--recheck", "--json"))
    [documented] = [row[2] for row in rows("") if row[0] == "`checks --recheck`"]
    assert set(again) == named(documented)


def test_the_keys_of_a_decision(run: Run) -> None:
    [decided] = json_lines(run("speakers", "merge", "Rosa Castellan", "Viktor Castellan", "--json"))
    assert set(decided) == keys_of("A decision")
    [changes, now] = [row[1] for row in rows("A decision") if row[0] in ("`changes`", "`now`")]
    assert set(decided["changes"][0]) <= set(re.findall(r"`([^`]+)`", changes))
    assert set(decided["now"][0]) == named(now)
    [listed] = json_lines(run("decisions", "list", "--json"))
    [documented] = [row[2] for row in rows("") if row[0] == "`decisions list`"]
    assert set(listed) == named(documented)
    assert listed["changes"] == decided["changes"]


@pytest.mark.parametrize(
    ("command", "arguments", "besides"),
    [
        ("speakers", [], ""),
        ("speaker", ["Okonjo"], ""),
        ("organisations", [], ""),
        ("organisations show", ["Velda Water Institute"], ""),
        ("articles", [], "An article"),
        ("article", ["a-q75fakyc26"], "An article"),
        ("tag", ["Okonjo"], ""),
        ("article remove", ["a-q75fakyc26", "--why", "a test"], ""),
        ("ingest", ["missing.txt"], ""),
        ("reextract", ["a-q75fakyc26"], ""),
        ("db upgrade", [], ""),
        ("db current", [], ""),
        ("db check", [], ""),
    ],
)
def test_the_keys_of_every_other_command(run: Run, command: str, arguments: list[str], besides: str) -> None:
    [documented] = [row[2] for row in rows("") if len(row) == 3 and row[0] == f"`{command}`"]
    expected = named(documented) | (keys_of(besides) if besides else set())
    assert all(set(found) == expected for found in json_lines(run(*command.split(), "--json", *arguments)))


def test_the_keys_of_counts(run: Run) -> None:
    [found] = json_lines(run("stats", "--json"))
    assert set(found) == keys_of("Counts")
    [listed] = [row[1] for row in rows("Counts") if row[0] == "`rows`"]
    assert set(found["rows"][0]) == named(listed)


def test_the_keys_of_a_history(run: Run, tmp_path: Path) -> None:
    db, file = tmp_path / "made.db", tmp_path / "note.txt"
    for words in ("“It is late,” said Ada Example.", "“It is not late,” said Ada Example."):
        file.write_text(f"{words} The port of Vessen has twelve piers and a crane.", encoding="utf-8")
        run("ingest", str(file), db=db)
    [article] = json_lines(run("articles", "--json", db=db))
    [found] = json_lines(run("article", article["id"], "--history", "--json", db=db))
    version = found["versions"][1]
    assert set(version) == keys_of("The history of an article")
    assert set(version["changes"][0]) == keys_of("A changed quotation")
