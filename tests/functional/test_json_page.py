"""docs/json.md says what the commands print."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.functional.conftest import ROOT, Run, json_lines
from tests.functional.test_program import every_command

PAGE = (ROOT / "docs" / "json.md").read_text(encoding="utf-8")


def rows(heading: str) -> Iterator[list[str]]:
    """The rows of the first table of a section, as the words in backticks of each cell."""
    section = PAGE.split(f"## {heading}\n", 1)[1].split("\n## ")[0] if heading else PAGE
    lines = [line for line in section.splitlines() if line.startswith("| `")]
    for line in lines:
        yield line.strip("| ").split(" | ")


def named(cell: str) -> set[str]:
    """What stands in backticks in a cell, less what stands in brackets there."""
    return set(re.findall(r"`([^`]+)`", re.sub(r"\([^)]*\)", "", cell)))


def keys_of(heading: str) -> set[str]:
    return set().union(*(named(row[0]) for row in rows(heading)))


def test_every_command_is_on_the_page() -> None:
    groups = {"", "article", "db", "article show"}
    listed = set().union(*(named(row[0]) for row in rows("") if len(row) == 3))
    assert {"article", "export --json"} <= listed
    plain = {name.removesuffix(" --json") for name in listed}
    assert plain | groups | {"extract"} == set(every_command())


@pytest.mark.parametrize("command", ["quotes", "export"])
def test_the_keys_of_a_quotation(run: Run, command: str) -> None:
    [found, *_] = json_lines(run(command, "--json"))
    assert set(found) == keys_of("A quotation")


def test_the_keys_of_a_statement(run: Run) -> None:
    [found, *_] = json_lines(run("quotes", "--fold", "--json"))
    assert set(found) == {*keys_of("A quotation"), "statement"}
    assert set(found["statement"]) == keys_of("A statement")


def test_the_keys_of_one_quotation_in_full(run: Run) -> None:
    [listed, *_] = json_lines(run("quotes", "--json"))
    run("quote", listed["id"], "--accept")
    [found] = json_lines(run("quote", listed["id"], "--json"))
    assert set(found) == keys_of("A quotation") | keys_of("One quotation in full")
    [history] = [row[1] for row in rows("One quotation in full") if row[0] == "`history`"]
    assert set(found["history"][0]) == named(history)


@pytest.mark.parametrize(
    ("command", "arguments", "besides"),
    [
        ("speakers", [], ""),
        ("speaker", ["Okonjo"], ""),
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
