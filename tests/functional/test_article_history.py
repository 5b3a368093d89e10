from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.functional.conftest import Run, json_lines
from tests.functional.test_articles import ARTICLE_KEYS

Golden = Callable[[str, str], None]
FIRST = """---
title: Port of Vessen to reopen in May
publisher: Harbour Courier
published_at: 2025-03-01
url: https://courier.example/news/port
---
“We will not raise our fees this year,” said Mara Lindqvist, harbour master of the port.

“It has cost 12 million crowns,” said Tom Vale, a councillor.

“Nobody asked the fishermen,” said Ines Okafor, who owns three boats.

“I have seen it all before,” said Olaf Brink, a crane driver.
"""
NOTICE = (
    "Correction: An earlier version of this article misquoted the harbour master, Mara Lindqvist, as saying "
    "“We will not raise our fees this year.”"
)
SECOND = (
    FIRST.replace("will not raise", "will raise")
    .replace("12 million", "20 million")
    .replace("Ines Okafor", "Berta Holm")
    .replace("“I have seen it all before,” said Olaf Brink, a crane driver.", f"{NOTICE}")
)


@pytest.fixture
def versions(run: Run, tmp_path: Path) -> Path:
    """A database with an article that was corrected."""
    file, db = tmp_path / "port.txt", tmp_path / "port.db"
    for text in (FIRST, SECOND):
        file.write_text(text, encoding="utf-8")
        assert run("ingest", str(file), db=db).exit_code == 0
    return db


@pytest.fixture
def article(run: Run, versions: Path) -> str:
    [row] = json_lines(run("articles", "--json", db=versions))
    return str(row["id"])


def without_the_day(page: str) -> str:
    return re.sub(r"\d{4}-\d\d-\d\d \d\d:\d\d UTC", "TODAY", page)


def test_the_page_of_a_history(run: Run, versions: Path, article: str, golden: Golden) -> None:
    result = run("article", article, "--history", db=versions)
    assert result.exit_code == 0
    golden("cli/article-history.txt", without_the_day(result.stdout))


def test_json_of_a_history(run: Run, versions: Path, article: str) -> None:
    [history] = json_lines(run("article", article, "--history", "--json", db=versions))
    assert set(history) == ARTICLE_KEYS | {"versions", "metadata"}
    first, second = history["versions"]
    assert (first["quotes"], first["changes"], first["corrections"]) == (4, [], [])
    assert (second["quotes"], second["corrections"]) == (3, [NOTICE])
    assert [change["change"] for change in second["changes"]] == [
        "changed",
        "changed",
        "reattributed",
        "vanished",
    ]


def test_an_article_shows_its_notice_and_quotes_nobody_in_it(run: Run, versions: Path, article: str) -> None:
    page = run("article", article, db=versions).stdout
    assert f"Notice     {NOTICE}" in page
    quoted = json_lines(run("quotes", "--all", "--json", db=versions))
    assert len(quoted) == 3
    assert not any("will not raise" in quotation["text"] for quotation in quoted)


def test_the_words_that_a_notice_takes_back_are_no_evidence(run: Run, versions: Path) -> None:
    claim = ["check", "We will not raise our fees this year", "--speaker", "Lindqvist", "--json"]
    [answer] = json_lines(run(*claim, db=versions))
    assert answer["verdict"] == "altered"
    [answer] = json_lines(
        run("check", "misquoted the harbour master, Mara Lindqvist, as saying", "--json", db=versions)
    )
    assert answer["verdict"] == "not_found"


def test_extract_quotes_nobody_in_a_notice_either(run: Run, tmp_path: Path) -> None:
    file = tmp_path / "port.txt"
    file.write_text(SECOND, encoding="utf-8")
    [found] = json_lines(run("extract", "--all", "--json", str(file), db=None))
    assert len(found["quotations"]) == 3


def test_a_quotation_that_a_person_judged_tells_what_stands_there_now(
    run: Run, versions: Path, tmp_path: Path, article: str
) -> None:
    [fees] = json_lines(run("quotes", "fees", "--json", db=versions))
    run("quote", fees["id"], "--accept", db=versions)
    (tmp_path / "port.txt").write_text(SECOND.replace("our fees", "all fees"), encoding="utf-8")
    run("ingest", str(tmp_path / "port.txt"), db=versions)
    assert "Now        “We will raise all fees this year,”" in run("quote", fees["id"], db=versions).stdout
    assert "human; the article now has other words" in run("article", article, db=versions).stdout
