"""``quotesdb checks``: what was checked, and whether it still holds."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

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


# --claim-review: what Google asks of a ClaimReview, and what a processor of JSON-LD makes of it

PAGE = "https://desk.example/facts/7"
SCHEMA = "https://schema.org/"


def reviews(run: Run, *arguments: str) -> list[dict[str, Any]]:
    jsonld = pytest.importorskip("pyld").jsonld

    def refused(url: str, options: object) -> None:
        raise AssertionError(f"{url} would be fetched")

    made = run("checks", *arguments, "--claim-review", PAGE)
    assert made.exit_code == 0, made.output
    found: list[dict[str, Any]] = jsonld.expand(json.loads(made.stdout), {"documentLoader": refused})
    return found


def value(node: dict[str, Any], *path: str) -> Any:
    for name in path:
        node = node[SCHEMA + name][0]
    return node["@value"]


def test_a_check_is_a_claim_review_with_all_that_is_required(run: Run, recorded: list[str]) -> None:
    [node] = reviews(run, recorded[1], "--by", "Example Desk")
    assert node["@type"] == [f"{SCHEMA}ClaimReview"]
    assert value(node, "url") == PAGE
    assert value(node, "claimReviewed") == value(node, "itemReviewed", "text") == SHIPS
    assert value(node, "reviewRating", "alternateName") == "Altered"
    rating = [value(node, "reviewRating", f"{part}") for part in ("worstRating", "ratingValue", "bestRating")]
    assert rating == [1, 1, 5]
    assert value(node, "author", "name") == "Example Desk"
    assert value(node, "itemReviewed", "author", "name") == "Corvane Shipping"
    assert "Grain corridor talks" in value(node, "citation", "isPartOf", "headline")
    assert "5 articles" in value(node, "reviewBody")


def test_of_several_each_has_an_anchor_and_what_was_not_found_no_number(
    run: Run, recorded: list[str]
) -> None:
    run("check", "Nobody ever saw a heron at the weir before noon", "--speaker", "Okonjo")
    [missing, *others] = reviews(run)
    assert [value(node, "url") for node in others] == [f"{PAGE}#{id_}" for id_ in recorded]
    assert [value(node, "reviewRating", "ratingValue") for node in others] == [1, 1, 5]
    assert value(missing, "reviewRating", "alternateName") == "Not found"
    assert SCHEMA + "ratingValue" not in missing[SCHEMA + "reviewRating"][0]
    assert SCHEMA + "citation" not in missing


@pytest.mark.parametrize(
    "arguments",
    [
        ["--claim-review", "facts/7"],
        ["--claim-review", PAGE, "--json"],
        ["--claim-review", PAGE, "--csv"],
        ["--claim-review", PAGE, "--recheck"],
        ["--by", "Example Desk"],
    ],
    ids=" ".join,
)
def test_a_claim_review_needs_its_page_and_is_a_form_of_its_own(run: Run, arguments: list[str]) -> None:
    refused = run("checks", *arguments)
    assert (refused.exit_code, refused.stdout) == (2, "")
