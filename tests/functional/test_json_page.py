"""docs/json.md says what the commands print."""

from __future__ import annotations

import re
from collections.abc import Iterator

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
    groups = {"", "article", "db", "article show", "speakers list", "speakers alias"}
    groups |= {"organisations list", "organisations alias"}
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


def test_the_keys_of_a_decision(run: Run) -> None:
    [decided] = json_lines(run("speakers", "merge", "Rosa Castellan", "Viktor Castellan", "--json"))
    assert set(decided) == keys_of("A decision")
    [changes, now] = [row[1] for row in rows("A decision") if row[0] in ("`changes`", "`now`")]
    assert set(decided["changes"][0]) <= set(re.findall(r"`([^`]+)`", changes))
    assert set(decided["now"][0]) == named(now)


@pytest.mark.parametrize(
    ("command", "arguments", "besides"),
    [
        ("speakers", [], ""),
        ("speaker", ["Okonjo"], ""),
        ("organisations", [], ""),
        ("articles", [], "An article"),
        ("article", ["a-q75fakyc26"], "An article"),
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
