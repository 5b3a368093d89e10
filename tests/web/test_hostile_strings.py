"""Whatever was printed, decided or typed is words on every page, and every page is looked at."""

from __future__ import annotations

import json
import re
import xml.etree.ElementTree as ET
from collections.abc import Iterator
from typing import Any
from urllib.parse import quote

import lxml.html
import pytest

from quotesdb.web import app
from quotesdb.web.guard import Limits
from quotesdb.web.pages import login, saved
from tests.web import hostile
from tests.web.hostile import BIDI, NAME, OTHER, PASSWORD, SCRIPT, SHORT, WORDS
from tests.web.test_saved_searches import save

SHOWS_NOTHING_STORED = ("/check", "/audit", "/login", "/store")
ENDLESS = Limits(reads=(1e9, 1e9), writes=(1e9, 1e9), logins=(1e9, 1e9))


@pytest.fixture
def filled_in(database_url) -> hostile.Filled:
    return hostile.fill(database_url)


@pytest.fixture
def page(serve, database_url, filled_in) -> Iterator[Any]:
    with serve(database_url, reviewer=filled_in.reviewer, limits=ENDLESS) as client:
        yield client


def routes(method: str) -> set[str]:
    """The paths of all pages that take a method, without those of other forms."""
    routers = [login.router, saved.feeds, *(each.router for each in app._PAGES)]
    found = {route.path for one in routers for route in one.routes if method in route.methods}
    return {path for path in found if "{form:form}" not in path}


def inert(answer: Any, path: str) -> str:
    """The text of an answer in which nothing runs, leads astray, or turns round what stands beside it."""
    told = answer.text
    assert "\u202e" not in told, path
    assert "\x1b" not in told, path
    assert "49007" not in told, path
    assert answer.headers["x-content-type-options"] == "nosniff"
    if not answer.headers.get("content-type", "").startswith("text/html"):
        return told
    tree = lxml.html.fromstring(told)
    sources = [script.get("src") for script in tree.iter("script")]
    assert set(sources) <= {"/static/htmx.min.js", "/static/page.js"}, path
    assert all((script.text or "").strip() == "" for script in tree.iter("script")), path
    assert [image.get("src") for image in tree.iter("img") if image.get("src") == "x"] == [], path
    assert [each.tag for each in tree.iter("iframe", "object", "embed", "style", "base")] == [], path
    for element in tree.iter(lxml.etree.Element):
        for name, value in element.attrib.items():
            assert not name.startswith("on"), (path, name)
            if name in ("href", "src", "action", "formaction", "hx-get", "content"):
                assert not re.match(r"\s*(javascript|data|vbscript):", value, re.IGNORECASE), (path, value)
    return told


def test_every_page_shows_hostile_strings_as_words(page, filled_in):
    feed = save(page, "q=open", SHORT)
    number = page.get("/searches.json").json()[0]["number"]
    addresses = {
        "/": [
            "/",
            "/?q=open",
            f"/?q={SCRIPT}",
            f"/?speaker={filled_in.speaker}&q={SCRIPT}",
            "/?q=open&reviewed=yes",
        ],
        "/q/{id_}": [f"/q/{filled_in.quote}", f"/q/{SCRIPT}"],
        "/a": ["/a", f"/a?q={SCRIPT}"],
        "/a/{id_}": [f"/a/{filled_in.article}"],
        "/s": ["/s", f"/s?q={SCRIPT}"],
        "/s/{id_}": [f"/s/{filled_in.speaker}", f"/s/{SCRIPT}", "/s/Ada"],
        "/s/{id_}/with": [
            f"/s/{filled_in.speaker}/with?other={OTHER}",
            f"/s/{filled_in.speaker}/with?other={SCRIPT}",
        ],
        "/check": [
            "/check",
            f"/check?q={WORDS}&speaker={NAME}",
            f"/check?q=We opened {SCRIPT} in June",
            f"/check?q=zebras {SCRIPT}&speaker={NAME}",
        ],
        "/audit": ["/audit"],
        "/statistics": [
            f"/statistics?by={by}" for by in ("speaker", "organisation", "publisher", "tag", "kind")
        ],
        "/statistics/chart.svg": ["/statistics/chart.svg?by=publisher"],
        "/review": ["/review", f"/review?speaker={SCRIPT}"],
        "/names": ["/names?speaker=Ada"],
        "/who": ["/who", f"/who?name={SCRIPT}"],
        "/searches": ["/searches"],
        "/store": ["/store"],
        "/searches/{number}": [f"/searches/{number}"],
        "/feed.rss": [feed],
        "/login": ["/login", f"/login?to={SCRIPT}"],
    }
    assert set(addresses) == routes("GET")
    for shape, each in addresses.items():
        told = [inert(page.get(quote(path, safe="/?=&")), path) for path in each]
        if shape not in SHOWS_NOTHING_STORED and "{number}" not in shape:
            assert any("&lt;script" in text for text in told), shape


def test_every_other_form_is_told_to_be_what_it_is(page, filled_in):
    for form in ("json", "csv", "rss"):
        for path in (
            "/search",
            f"/q/{filled_in.quote}",
            f"/a/{filled_in.article}",
            f"/s/{filled_in.speaker}",
            "/s",
            "/a",
        ):
            answer = page.get(f"{path}.{form}")
            if form == "rss" and path != "/search":
                continue
            assert answer.status_code == 200
            assert not answer.headers["content-type"].startswith("text/html")
            assert answer.headers["x-content-type-options"] == "nosniff"
    feed = ET.fromstring(page.get("/search.rss").text)
    assert {element.tag for element in feed.iter()} == {
        *("rss", "channel", "title", "link", "description", "item", "guid", "pubDate")
    }
    assert "<script>" in (feed.findtext("channel/item/title") or "")


def test_what_is_sent_is_shown_as_words_too(page, filled_in):
    text = f"“{WORDS},” said {NAME}.\n\n“Nobody {SCRIPT} ever said {BIDI} so,” said Bo {SCRIPT}.\n"
    sent = {
        "/audit": {"files": {"file": (f"draft{SCRIPT}.txt", text.encode())}},
        "/store": {"files": {"files": (f"note{SCRIPT}.txt", f"{SCRIPT}\n\n{text}".encode())}},
        "/login": {"data": {"name": SCRIPT, "password": SCRIPT, "to": f"/{SCRIPT}"}},
        "/searches?q=a": {"data": {"name": f"Other {SHORT}"}},
        f"/q/{filled_in.quote}/judge": {"data": {"decision": "speaker", "speaker": f"Bo {SCRIPT}"}},
        "/review": {"data": {"speaker": f"Bo {SCRIPT}"}},
        f"/s/{filled_in.speaker}/split": {"data": {"out": SCRIPT}},
        f"/decisions/d-{SCRIPT}/undo": {},
        "/who": {"data": {"about": "speakers", "verdict": "same", "member": [SCRIPT, f"Bo {SCRIPT}"]}},
        "/who/undo": {"data": {"decision": f"d-{SCRIPT}"}},
    }
    for path, what in sent.items():
        inert(page.post(path, **what), path)
    shown = page.post("/audit", data={"text": text})
    assert "&lt;script" in inert(shown, "/audit")
    assert "problem" in page.post("/audit.json", data={"text": " "}).headers["content-type"]
    report = page.post("/audit/findings", data={"text": text, "title": SCRIPT, "form": "html"}).text
    assert "&lt;script" in report
    assert [each for each in (SCRIPT[:8], "\u202e", "\x1b") if each in report] == []


def test_a_user_is_called_what_they_are_called(serve, database_url, filled_in):
    with serve(database_url, login=True, has_users=True) as page:
        name = f"Ilse {SCRIPT}"
        assert page.post("/login", data={"name": name, "password": PASSWORD}).status_code == 303
        assert "Ilse &lt;script" in inert(page.get("/searches"), "/searches")


def test_nothing_that_writes_takes_what_another_site_sends(page, filled_in):
    """Every path of page and API that takes another method than GET, with whatever body."""
    tried = 0
    before = page.get(f"/q/{filled_in.quote}.json").json()
    routers = [login.router, saved.feeds, *(each.router for each in app._PAGES)]
    found = {(route.path, method) for one in routers for route in one.routes for method in route.methods}
    of_api = page.get("/api/v1/openapi.json").json()["paths"]
    found |= {(path, method.upper()) for path, operations in of_api.items() for method in operations}
    for shape, method in sorted(found):
        if method in ("GET", "HEAD"):
            continue
        path = re.sub(r"\{\w+\}", filled_in.quote, shape.replace("{form:form}", "json"))
        for headers in ({"Sec-Fetch-Site": "cross-site"}, {"Origin": "https://evil.example"}):
            assert page.request(method, path, headers=headers).status_code == 403, (method, path)
            tried += 1
    assert tried > 40
    assert page.get(f"/q/{filled_in.quote}.json").json() == before


@pytest.mark.parametrize("path", ["/mcp", "/nowhere", "/static/page.js"])
def test_neither_does_what_is_mounted_or_what_is_not_there(page, path):
    assert page.post(path, headers={"Sec-Fetch-Site": "cross-site"}).status_code == 403


def test_api_answers_are_json_whatever_they_hold(page, filled_in):
    for path in (
        "quotes",
        f"quotes/{filled_in.quote}",
        f"articles/{filled_in.article}",
        "speakers",
        "checks",
        "facets",
    ):
        answer = page.get(f"/api/v1/{path}")
        assert answer.headers["content-type"] == "application/json"
        assert SCRIPT[:8] in answer.text or "<\\u0073cript" in answer.text, path
        json.loads(answer.text)
