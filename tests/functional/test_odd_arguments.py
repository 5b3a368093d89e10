"""Whatever is typed for a name, an id, words or a date: an answer or a clear line, no stack trace."""

from __future__ import annotations

import os

import pytest

from tests.functional.conftest import Run

pytestmark = pytest.mark.usefixtures("backend")

NOT_UTF_8 = os.fsdecode(b"Ad\xff")
ODD = ("", " ", ", Jr.", "%", '"a', "*", "a:b", "NEAR(", "Mr", "s-", "s-é", "a\nb", "\x1b[31m", NOT_UTF_8)
COMMANDS = (
    *(("quotes",), ("quotes", "--speaker"), ("quotes", "--publisher"), ("quotes", "--organisation")),
    *(("quotes", "--since"), ("quotes", "--fold", "--speaker"), ("stats", "--speaker"), ("speakers",)),
    *(("speaker",), ("speaker", "Okonjo", "--as-of"), ("export", "--format", "apa", "--speaker")),
    *(("export", "--format", "apa"), ("articles",), ("article",), ("quote",), ("organisations", "show")),
    *(("suggestions",), ("tag",), ("check",), ("check", "river", "--speaker"), ("checks", "--speaker")),
    *(("review", "--json", "--speaker"), ("review", "changed", "--speaker"), ("undo",)),
)


@pytest.mark.parametrize("command", COMMANDS, ids=" ".join)
def test_odd_arguments_get_an_answer_or_a_clear_line(run: Run, command: tuple[str, ...]) -> None:
    for odd in ODD:
        result = run(*command, "--", odd) if len(command) == 1 else run(*command, odd)
        assert result.exit_code in (0, 1, 2), odd
        assert "\x1b" not in result.stderr
        assert result.exit_code == 0 or result.output.strip(), odd


@pytest.mark.parametrize(
    "command",
    [
        ("quotes", "--kind", "direct", "--kind", "indirect"),
        ("quotes", "--speaker", "Okonjo", "--speaker=Sample"),
        ("stats", "--publisher", "A", "--publisher", "A"),
        ("speakers", "list", "--limit", "1", "--limit", "2"),
        ("speakers", "--limit", "1", "--limit", "2"),
        ("review", "accept", "q-x", "--as", "Ann", "--reviewer", "Bob"),
    ],
    ids=" ".join,
)
def test_an_option_that_takes_one_value_is_not_given_twice(run: Run, command: tuple[str, ...]) -> None:
    result = run(*command)
    assert result.exit_code == 2
    assert "takes one value and is given 2 times" in result.stderr
    assert result.stdout == ""


def test_options_that_may_be_repeated_are_and_a_flag_says_the_same_twice(run: Run) -> None:
    assert run("stats", "--without", "anonymous", "--without", "unattributed").exit_code == 0
    assert run("quotes", "--json", "--json").exit_code == 0
