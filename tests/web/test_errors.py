"""What is said where something cannot be shown: words for a person at a page, a status for programs."""

from __future__ import annotations

from sqlalchemy import text

from quotesdb.db.engine import open_engine
from quotesdb.values import PrintedDate
from tests.web.test_saved_searches import store

LATER = PrintedDate.from_iso("2999-01-01T06:00:00+01:00")


def test_an_article_under_embargo_says_until_when_and_nothing_of_commands(desk, filled):
    store(filled, "The bridge opens in May", "2024-05-07", embargo=LATER)
    engine = open_engine(filled)
    with engine.connect() as connection:
        query = "SELECT a.public_id, q.public_id FROM article a JOIN quote q ON q.article_id = a.id"
        article, quote = connection.execute(text(f"{query} WHERE a.embargo IS NOT NULL")).one()
    engine.dispose()
    for path in (f"/a/{article}", f"/q/{quote}"):
        answer = desk.get(path)
        assert answer.status_code == 403
        assert "<h1>Not yet</h1>" in answer.text
        assert "is under embargo until 2999-01-01 05:00 UTC</p>" in answer.text
        assert "--" not in answer.text.partition("<main")[2]
        problem = desk.get(f"{path}.json").json()
        assert (problem["status"], "--" in problem["detail"]) == (403, False)


def test_a_page_that_is_refused_before_it_is_looked_at_is_a_page_for_a_browser(page):
    browser = {"Accept": "text/html,application/xhtml+xml", "Host": "elsewhere.example"}
    answer = page.get("/", headers=browser)
    assert answer.status_code == 421
    assert answer.headers["content-type"].startswith("text/html")
    assert "not served under the name" in answer.text
    for path, headers in (("/search.json", browser), ("/", {"Host": "elsewhere.example"})):
        assert page.get(path, headers=headers).headers["content-type"] == "application/problem+json"


def test_the_beginning_of_several_ids_leads_to_each_of_them(page):
    ids = [row["id"] for row in page.get("/search.json?limit=200").json()["rows"]]
    begin = next(id_[:3] for id_ in ids if sum(other.startswith(id_[:3]) for other in ids) > 1)
    answer = page.get(f"/q/{begin}")
    assert answer.status_code == 422
    assert "<h1>That could mean several things</h1>" in answer.text
    candidates = page.get(f"/q/{begin}.json").json()["candidates"]
    assert len(candidates) > 1
    for one in candidates:
        assert f'<a href="/q/{one["id"]}">{one["id"]}</a>' in answer.text
