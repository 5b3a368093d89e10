"""Ingesting what is at an address of the web."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime

import pytest

import quotesdb.fetch
from tests.functional.conftest import Run, json_lines
from tests.local_web import Web, sends, served

SAID = "“We looked twice,” said Bo Sample, an engineer at the Example Bridge Board, on Monday."
LATER = "The bridge will stay closed for the whole of the summer, the board said."
PAGE = f"""<!doctype html><html><head><title>Bridge closes</title></head><body>
<article><h1>Bridge closes</h1><p>{SAID}</p><p>{LATER}</p></article></body></html>"""
FEED = """<?xml version="1.0"?><rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/"><channel>
<title>The Example Times</title>{items}</channel></rss>"""
ITEM = """<item><title>Bridge {number} closes</title><link>https://example.org/bridge-{number}</link>
<content:encoded><![CDATA[<p>“We looked {number} times,” said Bo Sample, an engineer, on Monday.</p>
<p>The bridge will stay closed for the whole of the summer, the board said.</p>]]></content:encoded></item>"""


@pytest.fixture
def web(monkeypatch: pytest.MonkeyPatch) -> Iterator[Web]:
    monkeypatch.setattr(quotesdb.fetch, "_LEAST_PAUSE", 0.0)
    quotesdb.fetch._fetcher.cache_clear()
    with served() as found:
        yield found
    quotesdb.fetch._fetcher.cache_clear()


def ingested(run: Run, *args: str) -> list[dict]:
    return json_lines(run("ingest", "--json", "--allow-private", *args))


def test_a_page_is_stored_with_its_address_and_the_time(run: Run, web: Web) -> None:
    web.pages |= {"/old": sends(b"", 301, Location="/bridge"), "/bridge": sends(PAGE.encode())}
    [outcome] = ingested(run, web.url("/old"))
    assert outcome["outcome"] == "created"
    [article] = json_lines(run("article", outcome["article_id"], "--json"))
    assert (article["title"], article["url"]) == ("Bridge closes", web.url("/bridge"))
    seen = datetime.fromisoformat(article["accessed"]["utc"])
    assert abs((datetime.now(UTC) - seen).total_seconds()) < 60
    [again] = ingested(run, web.url("/bridge"))
    assert again["article_id"] == outcome["article_id"]
    # It was seen again, if not in the same second.
    assert again["outcome"] in {"updated", "unchanged"}


def test_what_a_page_says_of_its_own_address_holds(run: Run, web: Web) -> None:
    head = "<head><link rel='canonical' href='https://example.org/bridge'>"
    web.pages["/bridge"] = sends(PAGE.replace("<head>", head).encode())
    [outcome] = ingested(run, web.url("/bridge"))
    [article] = json_lines(run("article", outcome["article_id"], "--json"))
    assert article["url"] == "https://example.org/bridge"


@pytest.mark.parametrize("jobs", ["1", "2"])
def test_a_feed_gives_its_entries_and_is_asked_for_once(run: Run, web: Web, jobs: str) -> None:
    items = "".join(ITEM.format(number=number) for number in range(20))
    web.pages["/feed"] = sends(FEED.format(items=items).encode(), Content_Type="text/html")
    outcomes = ingested(run, "--jobs", jobs, web.url("/feed"))
    assert [one["outcome"] for one in outcomes] == ["created"] * 20
    assert web.paths == ["/robots.txt", "/feed"]


def test_content_is_believed_and_not_the_type_that_is_told(run: Run, web: Web) -> None:
    web.pages |= {
        "/a.jpg": sends(PAGE.encode(), Content_Type="image/jpeg"),
        "/b.html": sends(b"\x89PNG\r\n\x1a\n" + bytes(500), Content_Type="text/html"),
    }
    read, refused = ingested(run, web.url("/a.jpg"), web.url("/b.html"))
    assert read["outcome"] == "created"
    assert (refused["outcome"], refused["failure"]) == ("failed", "unreadable")


def test_one_address_that_cannot_be_fetched_does_not_stop_the_rest(run: Run, web: Web) -> None:
    web.pages["/bridge"] = sends(PAGE.encode())
    lost, stored = ingested(run, web.url("/none"), web.url("/bridge"))
    assert (lost["outcome"], stored["outcome"]) == ("failed", "created")
    assert lost["reason"] == "the server answers 404 Not Found"


def test_this_machine_is_not_asked_unless_one_says_so(run: Run, web: Web) -> None:
    result = run("ingest", web.url("/bridge"))
    assert result.exit_code == 1
    assert "not public (--allow-private)" in result.stderr
    assert web.asked == []


@pytest.mark.parametrize("command", ["read", "extract", "audit"])
def test_no_other_command_fetches(run: Run, web: Web, command: str) -> None:
    assert run(command, web.url("/bridge")).exit_code != 0
    assert web.asked == []
