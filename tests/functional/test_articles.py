from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

import pytest

from tests.functional.conftest import Run, json_lines

pytestmark = pytest.mark.usefixtures("backend")

Golden = Callable[[str, str], None]
ARTICLE_KEYS = {
    *("id", "title", "byline", "publisher", "published", "url", "archived_url", "accessed", "language"),
}


@pytest.fixture
def article(run: Run) -> dict[str, Any]:
    """The article that most tests here are about."""
    [found] = [row for row in json_lines(run("articles", "--json")) if "Velda valley" in row["title"]]
    return found


def without_the_day(page: str) -> str:
    return re.sub(r"read \d{4}-\d\d-\d\d \d\d:\d\d UTC", "read TODAY", page)


def test_articles_newest_first(run: Run, golden: Golden) -> None:
    result = run("articles")
    assert result.exit_code == 0
    golden("cli/articles.txt", result.stdout)


def test_json_of_the_list(run: Run) -> None:
    rows = json_lines(run("articles", "--json"))
    assert all(set(row) == ARTICLE_KEYS | {"quotes", "versions", "next"} for row in rows)
    assert all(row["quotes"] > 0 and row["versions"] == 1 for row in rows)


def test_articles_are_found_by_their_words(run: Run) -> None:
    assert [row["title"] for row in json_lines(run("articles", "dyke bakery", "--json"))] == [
        "Velda valley counts the cost after river bursts its banks"
    ]
    assert run("articles", "xylophone").stderr == "no article fits\n"


def test_the_text_has_its_quotations_marked_and_named(
    run: Run, golden: Golden, article: dict[str, Any]
) -> None:
    result = run("article", article["id"])
    assert result.exit_code == 0
    golden("cli/article.txt", without_the_day(result.stdout))


def test_options_may_stand_before_the_id(run: Run, article: dict[str, Any]) -> None:
    [detail] = json_lines(run("article", "--json", article["id"][:6]))
    assert set(detail) == ARTICLE_KEYS | {
        *(
            "text",
            "version",
            "retrieved_at",
            "reader",
            "section",
            "corrections",
            "set_right",
            "quotes",
            "changed",
            "vanished",
        ),
    }
    for quote in detail["quotes"]:
        pieces = [detail["text"][start:end] for start, end in quote["content"]]
        assert quote["text"] == " ... ".join(pieces)


def test_an_unknown_article_is_answered_with_no(run: Run) -> None:
    result = run("article", "a-2222222222")
    assert (result.exit_code, result.stderr) == (1, "quotesdb: no article has the id a-2222222222\n")


def test_a_removed_article_leaves_its_reason(run: Run, article: dict[str, Any]) -> None:
    removed = run("article", "remove", article["id"], "--why", "published by mistake")
    assert removed.exit_code == 0
    assert article["title"] in removed.stdout
    assert article["id"] not in run("articles").stdout
    assert run("quotes", '"place to put the water"').stdout == ""
    shown = run("article", article["id"])
    assert shown.exit_code == 1
    assert "published by mistake" in shown.stderr
    assert run("article", "remove", article["id"], "--why", "again").exit_code == 1


def test_json_of_a_removal(run: Run, article: dict[str, Any]) -> None:
    [removed] = json_lines(run("article", "remove", article["id"], "--json", "--why", "a test"))
    assert set(removed) == {"id", "title", "quotes", "reviews", "why"}
    assert (removed["id"], removed["why"]) == (article["id"], "a test")


def test_a_removal_needs_a_reason(run: Run, article: dict[str, Any]) -> None:
    assert run("article", "remove", article["id"]).exit_code == 2
    assert run("article", "remove", article["id"], "--why", " ").exit_code == 2
    assert article["id"] in run("articles").stdout


def test_what_is_set_right_is_shown_and_taken_back(run: Run, article: dict[str, Any]) -> None:
    to = article["id"]
    said = run("article", "set", to, "--byline", "Ines Reyes", "--byline", "Tom Bell", "--as", "Wen")
    assert said.exit_code == 0
    assert "is by Ines Reyes, Tom Bell" in " ".join(said.stdout.split())
    page = " ".join(run("article", to).stdout.split())
    assert "By Ines Reyes, Tom Bell" in page
    assert f"UTC, Wen: {article['title']} ({to}) is by Ines Reyes, Tom Bell" in page
    [listed] = json_lines(run("decisions", "list", "--json"))
    assert (listed["judge"], listed["changes"][0]["verdict"]) == ("Wen", "byline")
    history = " ".join(run("article", to, "--history").stdout.split())
    assert "Set right" in history
    assert run("undo", listed["decision"]).exit_code == 0
    assert "By Ines Reyes" not in run("article", to).stdout
    assert run("article", "set", to).exit_code == 2
