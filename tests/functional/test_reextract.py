from __future__ import annotations

from pathlib import Path

import pytest

from tests.functional.conftest import STORED, Run, json_lines

pytestmark = pytest.mark.usefixtures("backend")


def test_what_another_extractor_found_is_renewed_once(run: Run) -> None:
    first = run("reextract")
    assert first.exit_code == 0
    assert first.stdout.splitlines()[-1] == f"{len(STORED)} articles: {len(STORED)} renewed"
    assert run("reextract").stdout.splitlines()[-1] == f"{len(STORED)} articles: {len(STORED)} current"
    assert (
        run("reextract", "--force").stdout.splitlines()[-1]
        == f"{len(STORED)} articles: {len(STORED)} renewed"
    )


def test_filters_choose_articles(run: Run) -> None:
    outcomes = json_lines(run("reextract", "--publisher", "Quillmark Press Agency", "--json"))
    assert [outcome["outcome"] for outcome in outcomes] == ["renewed"]
    assert set(outcomes[0]) == {
        *("article_id", "title", "outcome", "quotes", "new", "unsupported", "reason"),
    }
    assert run("reextract", "--until", "1990").stdout == "no article fits\n"
    [named] = json_lines(run("reextract", outcomes[0]["article_id"], "--json"))
    assert named["outcome"] == "current"


def test_ingest_says_that_an_older_extractor_found_the_quotations(run: Run, filled: Path) -> None:
    from tests.fixture_gold import article_paths

    result = run("ingest", str(article_paths()["wire-flood.txt"]))
    assert result.exit_code == 0
    assert "unchanged (older extractor)" in result.stdout


def test_what_cannot_be_meant_is_said(run: Run) -> None:
    assert run("reextract", "a-2222222222").exit_code == 1
    assert run("reextract", "--since", "soon").exit_code == 2
    assert run("reextract", "--publisher", "Nobodys Paper").exit_code == 1
