"""Claims about invented debates, judged from the rules alone: the program comes to the same verdicts.

Each claim of `fixtures/claims/*/claims.jsonl` has the verdict that a judge gave (`gold`), those that could
be defended as well (`alt`), and why. The transcripts and articles lie beside it.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import pytest
from click.testing import CliRunner

from quotesdb.cli import main
from tests.functional.conftest import ROOT

CLAIMS = ROOT / "fixtures" / "claims"
SETS = sorted(path.name for path in CLAIMS.iterdir())


@pytest.fixture(scope="module")
def judged(tmp_path_factory: pytest.TempPathFactory) -> Callable[[str], list[dict[str, Any]]]:
    """The answers to the claims of a set, in their order, by the command line."""

    def answers(name: str) -> list[dict[str, Any]]:
        database = tmp_path_factory.mktemp(name) / "claims.db"
        texts = [str(path) for path in sorted((CLAIMS / name).glob("*.txt"))]
        stored = CliRunner().invoke(main, ["--db", str(database), "ingest", *texts])
        assert stored.exit_code == 0, stored.output
        file = str(CLAIMS / name / "claims.jsonl")
        result = CliRunner().invoke(main, ["--db", str(database), "check", "--claims", file, "--json"])
        return [json.loads(line) for line in result.stdout.splitlines()]

    return answers


def gold(name: str) -> list[dict[str, Any]]:
    lines = (CLAIMS / name / "claims.jsonl").read_text(encoding="utf-8").splitlines()
    return [json.loads(line) for line in lines]


@pytest.mark.parametrize("name", SETS)
def test_the_verdicts_are_those_of_the_judges(
    name: str, judged: Callable[[str], list[dict[str, Any]]]
) -> None:
    claims, answers = gold(name), judged(name)
    assert [answer["id"] for answer in answers] == [claim["id"] for claim in claims]
    wrong = [
        f"{claim['id']}: {answer['verdict']}, not {claim['gold']} ({claim['why']}): {claim['text']}"
        for claim, answer in zip(claims, answers, strict=True)
        if answer["verdict"] not in (claim["gold"], *claim["alt"])
    ]
    assert wrong == []


def test_the_fixtures_hold_every_verdict() -> None:
    found = {claim["gold"] for name in SETS for claim in gold(name)}
    assert found >= {
        *("verbatim", "verbatim_normalised", "verbatim_elided", "truncated", "spliced", "altered"),
        *("misattributed", "paraphrase", "only_in_narration", "not_found"),
    }
