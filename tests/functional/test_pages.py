"""Lists are read page after page, and come to the same as when they are read at once."""

from __future__ import annotations

import re
import shlex

import pytest

from tests.functional.conftest import Run, json_lines


def keyed(lines: list[dict[str, object]]) -> list[object]:
    """What lines are about; those that stand for many have no id."""
    keys = (line["name"] if "own" in line else line["id"] for line in lines)
    return [key for key in keys if key is not None]


@pytest.mark.parametrize(
    "command",
    [
        "quotes",
        "quotes --all",
        "quotes --sort oldest",
        "quotes --sort speaker",
        "quotes --sort publisher",
        "quotes --fold",
        "quotes the",
        "quotes --speaker castellan",
        "quotes --organisation 'Velda Water Institute'",
        "quotes --since 2022 --until 2023-11-02",
        "speakers",
        "speakers a --all",
        "articles",
        "articles the",
        "organisations",
        "organisations e",
    ],
)
def test_pages_together_are_the_whole_list(run: Run, command: str) -> None:
    words = shlex.split(command)
    whole = keyed(json_lines(run(*words, "--json", "--limit", "0")))
    found: list[object] = []
    after: list[str] = []
    while True:
        lines = json_lines(run(*words, "--json", "--limit", "2", *after))
        found += keyed(lines)
        assert all(line["next"] is None for line in lines[:-1])
        cursor = lines[-1]["next"] if lines else None
        if cursor is None:
            break
        assert re.fullmatch(r"[A-Za-z0-9_-]+", cursor)
        after = ["--after", cursor]
    assert len(whole) > 2
    assert found == whole


def test_a_cursor_says_where_the_list_goes_on_and_that_it_ends(run: Run) -> None:
    first = json_lines(run("quotes", "--json", "--limit", "1"))
    second = run("quotes", "--limit", "1", "--after", first[-1]["next"])
    told = second.stderr.splitlines()
    assert told[0].startswith("1 of ")
    assert told[1].startswith("goes on with --after ")
    rest = run("quotes", "--limit", "0", "--after", told[1].split()[-1])
    assert rest.stderr.splitlines()[1] == "the list ends here"


@pytest.mark.parametrize("cursor", ["nonsense", "WyJuZXdlc3QiXQ", "W10", "é", "WyJhcnRpY2xlcyIsIngiLCJhIl0"])
@pytest.mark.parametrize(
    "command", ["quotes", "speakers", "articles", "organisations", "decisions list", "checks"]
)
def test_what_is_no_cursor_of_the_list_is_said_in_a_line(run: Run, command: str, cursor: str) -> None:
    result = run(*command.split(), "--after", cursor)
    assert (result.exit_code, result.stdout) == (2, "")
    assert "not a place in this list" in result.stderr
    assert len(result.stderr.splitlines()) == 1


def test_a_cursor_of_one_order_is_none_of_another(run: Run) -> None:
    [line] = json_lines(run("quotes", "--json", "--limit", "1"))
    assert run("quotes", "--sort", "oldest", "--after", line["next"]).exit_code == 2
