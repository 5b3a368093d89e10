from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.functional.conftest import Run, json_lines
from tests.functional.test_articles import ARTICLE_KEYS

pytestmark = pytest.mark.usefixtures("backend")

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
    assert set(history) == ARTICLE_KEYS | {"versions", "metadata", "set_right"}
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


SPENT = """---
title: Budget draws fire
publisher: Harbour Courier
published_at: 2025-03-01
url: https://courier.example/news/budget
---
“The governor spent 40 million dollars he does not have,” said Dana Whitlock, a state senator.

“This is about who holds the purse,” said Whitlock.
"""
CORRECTED = (
    SPENT.replace("40 million", "14 million").replace("said Whitlock.", "said Rep. Ann Colley.")
    + "\nCorrection: An earlier version of this article misstated the sum that the governor spent.\n"
)


@pytest.fixture
def accepted(run: Run, tmp_path: Path) -> tuple[Path, str, str]:
    """A database in which both quotations of an article were accepted before it was corrected."""
    file, db = tmp_path / "budget.txt", tmp_path / "budget.db"
    file.write_text(SPENT, encoding="utf-8")
    run("ingest", str(file), db=db)
    governor, purse = (row["id"] for row in json_lines(run("quotes", "--json", db=db)))
    assert run("review", "accept", governor, purse, "--as", "Desk", db=db).exit_code == 0
    file.write_text(CORRECTED, encoding="utf-8")
    run("ingest", str(file), db=db)
    return db, governor, purse


def test_a_correction_of_accepted_quotations_is_seen_everywhere(
    run: Run, accepted: tuple[Path, str, str]
) -> None:
    db, governor, purse = accepted
    [article] = [row["id"] for row in json_lines(run("articles", "--json", db=db))]
    history = run("article", article, "--history", db=db).stdout
    assert "2 differences" in history
    assert "speaker: Dana Whitlock -> Ann Colley" in history
    assert history.count("judged: accepted by Desk") == 2
    page = run("article", article, db=db).stdout
    assert "human; the article now has other words; correction notice" in page
    assert "human; the article now has: Ann Colley; correction notice" in page
    for command in (("quotes",), ("speaker", "Whitlock")):
        listed = run(*command, db=db).stdout
        assert "the article now has other words; correction notice" in listed
        assert "the article now has: Ann Colley; correction notice" in listed
    assert "Now        “The governor spent 14 million" in run("quote", governor, db=db).stdout
    assert "Since      the article now has: Ann Colley" in run("quote", purse, db=db).stdout
    for form in ("apa", "ris", "bibtex", "markdown", "csv"):
        assert "the article now has other words" in run("export", "--format", form, db=db).stdout
    since = {row["id"]: row["since"] for row in json_lines(run("export", "--json", db=db))}
    assert since[purse] == {
        "what": ["other_speaker", "correction_notice"],
        "words": None,
        "speaker": "Ann Colley",
        "label": "the article now has: Ann Colley; correction notice",
    }


def test_whoever_cites_what_was_corrected_is_warned(run: Run, accepted: tuple[Path, str, str]) -> None:
    db, governor, purse = accepted
    words, speaker = run("cite", governor, db=db), run("cite", purse, db=db)
    assert len(words.stdout.splitlines()) == 1
    told = (
        f"{governor}: the article now has other words; correction notice; now: “The governor spent 14 million"
    )
    assert words.stderr.startswith(told)
    assert speaker.stderr == f"{purse}: the article now has: Ann Colley; correction notice\n"
    both = run("cite", governor, purse, "--provenance", db=db)
    assert both.stderr == ""
    assert both.stdout.count("Since then: the article now has") == 2
    assert run("cite", governor, "--json", db=db).stderr == ""
    run("review", "renew", governor, "--as", "Wen", db=db)
    assert run("cite", governor, db=db).stderr == ""


def test_a_check_compares_with_what_the_article_says_now(run: Run, accepted: tuple[Path, str, str]) -> None:
    db, governor, _ = accepted
    claim = "The governor spent {} million dollars he does not have"
    for sum_, verdict in ((14, "verbatim"), (40, "altered")):
        [answer] = json_lines(run("check", claim.format(sum_), "--speaker", "Whitlock", "--json", db=db))
        assert (answer["verdict"], answer["matches"][0]["quote"]) == (verdict, governor)
        assert "the article now has other words" in answer["notes"][-1]


def test_what_was_changed_is_offered_for_review_again(run: Run, accepted: tuple[Path, str, str]) -> None:
    db, governor, purse = accepted
    assert {row["id"] for row in json_lines(run("review", "changed", "--json", db=db))} == {governor, purse}
    listed = run("review", "changed", "14", db=db)
    assert (listed.stdout, listed.stderr.splitlines()[-1]) != ("", "no quotation fits")
    assert "  now: “The governor spent 14 million dollars he does not have,”" in listed.stdout
    renewed = run("review", "renew", governor, purse, "q-2222222222", "--as", "Wen", db=db)
    assert (renewed.exit_code, len(renewed.stdout.splitlines())) == (1, 2)
    assert "accepted by Wen: Ann Colley" in renewed.stdout
    assert run("review", "changed", db=db).stderr == "no quotation fits\n"
