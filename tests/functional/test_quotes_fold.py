"""Quotations folded by statement: the same words of one speaker in several papers."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from quotesdb.db.engine import open_engine, sessions
from quotesdb.readers import read
from quotesdb.services.ingest.prepare import Extractor
from quotesdb.values import PrintedDate
from tests.fixture_gold import article_paths
from tests.functional.conftest import Run, json_lines
from tests.services.toy import ingest

Golden = Callable[[str, str], None]
FLOOD = "wire-flood.txt"
REPRINTS = (
    ("The Brackenford Gazette", date(2022, 3, 16)),
    ("The Brackenford Gazette", date(2022, 3, 18)),
    (None, date(2022, 3, 17)),
    ("The Velda Valley Echo", None),
)


@pytest.fixture
def reprinted(filled: Path, by_hand_program: Extractor) -> Path:
    """The sample articles, one of them printed by others too."""
    engine = open_engine(filled)
    draft = read(article_paths()[FLOOD].read_bytes(), FLOOD)
    with sessions(engine, write=True).begin() as session:
        for number, (publisher, day) in enumerate(REPRINTS):
            reprint = replace(
                draft,
                publisher=publisher,
                published=PrintedDate(day) if day else None,
                url=f"https://papers.example/{number}",
            )
            ingest(session, reprint, program=by_hand_program)
    engine.dispose()
    return filled


def test_each_statement_has_a_line_with_its_outlets_and_the_first_day(
    run: Run, reprinted: Path, golden: Golden
) -> None:
    result = run("quotes", "--speaker", "Okonjo", "--fold", db=reprinted)
    golden("cli/quotes-okonjo-folded.txt", result.stdout)
    assert result.stderr == "13 statements\n"


def test_json_adds_the_statement_to_the_quotation(run: Run, reprinted: Path) -> None:
    usual = {
        quote["id"]: quote for quote in json_lines(run("quotes", "--limit", "0", "--json", db=reprinted))
    }
    found = json_lines(run("quotes", "nine hours", "--fold", "--json", db=reprinted))
    assert len(found) == 1
    statement = found[0].pop("statement")
    assert found[0] == usual[found[0]["id"]]
    assert statement == {
        "id": found[0]["id"],
        "quotes": 5,
        "outlets": 4,
        "articles": 5,
        "first": "2022-03-14",
        "last": "2022-03-18",
    }


def test_filters_choose_quotations_and_the_statement_is_counted_whole(run: Run, reprinted: Path) -> None:
    asked = ("quotes", "nine hours", "--fold", "--json", "--publisher", "Velda Valley Echo")
    [found] = json_lines(run(*asked, db=reprinted))
    assert found["article"]["publisher"] == "Quillmark Press Agency"
    assert found["statement"]["outlets"] == 4


def test_the_limit_counts_statements(run: Run, reprinted: Path) -> None:
    result = run("quotes", "--fold", "--limit", "2", db=reprinted)
    assert len(result.stdout.splitlines()) == 1 + 2
    total = len(json_lines(run("quotes", "--fold", "--limit", "0", "--json", db=reprinted)))
    assert result.stderr == f"2 of {total} statements; --limit 0 shows all\n"


def test_what_is_in_no_statement_stands_for_itself(run: Run) -> None:
    usual = json_lines(run("quotes", "--limit", "0", "--all", "--json"))
    folded = json_lines(run("quotes", "--limit", "0", "--all", "--json", "--fold"))
    alone = [quote for quote in folded if quote["speaker"] is None]
    assert [quote["id"] for quote in alone] == [quote["id"] for quote in usual if quote["speaker"] is None]
    assert {json.dumps(quote["statement"]["outlets"]) for quote in alone} == {"1"}


def test_nothing_found_is_no_error(run: Run) -> None:
    result = run("quotes", "xylophone", "--fold")
    assert (result.exit_code, result.stdout, result.stderr) == (0, "", "no statement fits\n")
