"""``quotesdb checks``: what was checked, and whether it still holds."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.functional.conftest import ROOT, Run, json_lines

pytestmark = pytest.mark.usefixtures("backend")

WATER = "What nobody had was a place to put the water."
SHIPS = "Our crews have been at sea for six months and the ships have moved a mile"


@pytest.fixture
def recorded(run: Run) -> list[str]:
    """The ids of three checks, the newest first."""
    for text, speaker in ((WATER, "Okonjo"), (SHIPS, "Corvane Shipping"), (WATER, "Henrik Salvesen")):
        run("check", text, "--speaker", speaker)
    return [row["id"] for row in json_lines(run("checks", "--json"))]


def test_checks_are_listed_newest_first_with_verdict_claim_and_article(run: Run, recorded: list[str]) -> None:
    listed = run("checks")
    assert listed.exit_code == 0
    assert listed.stderr == "3 checks\n"
    _header, first, second, third = listed.stdout.splitlines()
    assert [line.split()[0] for line in (first, second, third)] == recorded
    assert "misattributed" in first
    assert "altered" in second
    assert SHIPS in second
    assert "Grain corridor talks" in second
    assert "verbatim" in third


@pytest.mark.parametrize(
    ("options", "places"),
    [
        (["--verdict", "altered"], [1]),
        (["--verdict", "altered", "--verdict", "verbatim"], [1, 2]),
        (["--speaker", "okonjo"], [2]),
        (["--limit", "1"], [0]),
        (["--verdict", "spliced"], []),
    ],
    ids=lambda value: " ".join(map(str, value)),
)
def test_filters_choose(run: Run, recorded: list[str], options: list[str], places: list[int]) -> None:
    found = json_lines(run("checks", "--json", *options))
    assert [row["id"] for row in found] == [recorded[place] for place in places]


def test_a_check_is_found_by_the_beginning_of_its_id(run: Run, recorded: list[str]) -> None:
    [row] = json_lines(run("checks", recorded[1][:8], "--json"))
    assert (row["verdict"], row["claim"], row["documents"], row["previous"]) == ("altered", SHIPS, 5, None)
    assert row["matches"][0]["speaker"] == "Corvane Shipping"


@pytest.mark.parametrize(
    ("arguments", "status"),
    [(["c-zzzzzzzzzz"], 1), (["--verdict", "right"], 2), (["--speaker", " "], 2), (["--limit", "-1"], 2)],
    ids=lambda value: " ".join(value) if isinstance(value, list) else "",
)
def test_what_means_no_check_is_refused(
    run: Run, recorded: list[str], arguments: list[str], status: int
) -> None:
    result = run("checks", *arguments)
    assert (result.exit_code, result.stdout) == (status, "")


@pytest.mark.parametrize("options", [[], ["--recheck"]])
def test_nothing_checked_yet_is_no_error(run: Run, options: list[str]) -> None:
    result = run("checks", *options)
    assert (result.exit_code, result.stdout, result.stderr) == (0, "", "no check fits\n")


def test_a_recheck_says_what_a_takedown_changed_and_keeps_the_old_answer(
    run: Run, recorded: list[str]
) -> None:
    [article] = {row["matches"][0]["article_id"] for row in json_lines(run("checks", recorded[2], "--json"))}
    assert run("article", "remove", article, "--why", "taken down").exit_code == 0
    result = run("checks", "--recheck", "--speaker", "Okonjo")
    assert result.exit_code == 0
    assert "verbatim before, not_found now" in result.stdout
    assert "articles searched: 5 before, 4 now" in result.stdout
    assert result.stderr == "1 check; 1 with another verdict\n"
    [old] = json_lines(run("checks", recorded[2], "--json"))
    assert (old["verdict"], old["matches"]) == ("verbatim", [])
    [new] = json_lines(run("checks", "--speaker", "Okonjo", "--json"))
    assert (new["verdict"], new["previous"]) == ("not_found", recorded[2])


def test_a_recheck_without_news_says_unchanged(run: Run, recorded: list[str]) -> None:
    lines = run("checks", "--recheck").stdout.splitlines()
    assert len(lines) == 3
    assert all("  unchanged: " in line for line in lines)
    again = json_lines(run("checks", "--recheck", "--json"))
    assert [row["changed"] for row in again] == [[], [], []]
    assert [row["before"]["verdict"] for row in again] == [row["after"]["verdict"] for row in again]


def test_a_kill_between_two_claims_keeps_what_was_told(filled: Path, tmp_path: Path, run: Run) -> None:
    listed = tmp_path / "claims.jsonl"
    listed.write_text(
        "\n".join(json.dumps({"id": str(n), "text": f"{SHIPS} number {n}"}) for n in range(500)),
        encoding="utf-8",
    )
    checking = subprocess.Popen(
        [
            *(sys.executable, "-u", "-m", "quotesdb.cli", "--db", str(filled)),
            *("check", "--json", "--claims", str(listed)),
        ],
        stdout=subprocess.PIPE,
        text=True,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
    )
    assert checking.stdout is not None
    told = [json.loads(checking.stdout.readline())["check"] for _ in range(3)]
    checking.kill()
    checking.communicate()
    kept = [row["id"] for row in json_lines(run("checks", "--json", "--limit", "0", db=filled))]
    assert kept[::-1][:3] == told
    assert len(kept) < 500
    assert run("db", "check", db=filled).exit_code == 0
