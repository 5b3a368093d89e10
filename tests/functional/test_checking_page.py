"""docs/checking.md: each example gets the verdict that the page gives it."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from click.testing import CliRunner, Result

from quotesdb.check.edits import EditClass
from quotesdb.check.tiers import Tier
from quotesdb.cli import main
from quotesdb.values import ClaimVerdict
from tests.functional.conftest import ROOT, json_lines

PAGE = (ROOT / "docs" / "checking.md").read_text(encoding="utf-8")
ROWS = re.findall(r"^\| `(\w+)` \| (.+?) \| (.+?) \| .+ \|$", PAGE, re.MULTILINE)


@pytest.fixture(scope="module")
def run_there(tmp_path_factory: pytest.TempPathFactory) -> Callable[..., Result]:
    """Runs commands on a database that holds the article of the page."""
    folder = tmp_path_factory.mktemp("page")
    [article] = re.findall(r"```text\n(---\n.*?)```", PAGE, re.DOTALL)
    (folder / "article.txt").write_text(article, encoding="utf-8")

    def call(*arguments: str) -> Result:
        return CliRunner().invoke(main, ["--db", str(folder / "page.db"), *arguments], prog_name="quotesdb")

    assert call("ingest", str(folder / "article.txt")).exit_code == 0
    return call


def test_the_page_has_an_example_of_every_verdict() -> None:
    assert [row[0] for row in ROWS] == list(ClaimVerdict)


@pytest.mark.parametrize(("verdict", "claim", "speaker"), ROWS, ids=[row[0] for row in ROWS])
def test_an_example_gets_its_verdict(
    run_there: Callable[..., Result], verdict: str, claim: str, speaker: str
) -> None:
    [answer] = json_lines(run_there("check", claim, "--speaker", speaker, "--json", "--no-record"))
    assert answer["verdict"] == verdict


def test_the_page_names_every_tier_and_every_kind_of_edit() -> None:
    named = set(re.findall(r"`(\w+)`", PAGE))
    assert {member.value for kinds in (Tier, EditClass) for member in kinds} <= named
