from __future__ import annotations

import asyncio
import json

import pytest

from quotesdb.web.guard import Guard, Limits, Pace


@pytest.mark.parametrize(
    "headers",
    [
        {"Sec-Fetch-Site": "cross-site"},
        {"Sec-Fetch-Site": "same-site"},
        {"Origin": "https://evil.example"},
        {"Origin": "null"},
        {"Origin": "http://127.0.0.1:9999"},
        {"Origin": "http://["},
    ],
)
def test_what_another_site_sends_is_refused(desk, headers):
    id_ = desk.get("/search.json").json()["rows"][0]["id"]
    answer = desk.post(f"/q/{id_}/judge", data={"decision": "accept"}, headers=headers)
    assert answer.status_code == 403
    assert desk.get(f"/q/{id_}.json").json()["history"] == []


RECONCILE = "/api/v1/reconcile"
REFINE = "http://127.0.0.1:3333"
ASKED = {"queries": '{"q0": {"query": "Okonjo"}}'}


@pytest.mark.parametrize("origin", [REFINE, "http://localhost:3333", "http://[::1]:3333"])
def test_a_page_of_openrefine_on_this_machine_may_ask_for_names(page, origin):
    headers = {"Origin": origin, "Sec-Fetch-Site": "same-site"}
    answers = [
        page.get(RECONCILE, headers=headers),
        page.get(RECONCILE, params=ASKED, headers=headers),
        page.post(RECONCILE, data=ASKED, headers=headers),
        page.options(RECONCILE, headers=headers | {"Access-Control-Request-Method": "POST"}),
    ]
    assert [answer.status_code for answer in answers] == [200, 200, 200, 204]
    for answer in answers:
        assert answer.headers["access-control-allow-origin"] == origin
        assert "Origin" in answer.headers["vary"]
        assert "access-control-allow-credentials" not in answer.headers
    assert answers[2].json()["q0"]["result"]
    assert answers[3].headers["access-control-allow-methods"] == "GET, POST"


@pytest.mark.parametrize(
    "origin",
    ["https://evil.example", "null", "http://127.0.0.1.evil.example", "file://127.0.0.1", "http://["],
)
def test_a_page_of_any_other_site_is_told_nothing_of_them(page, origin):
    headers = {"Origin": origin, "Sec-Fetch-Site": "cross-site"}
    assert page.post(RECONCILE, data=ASKED, headers=headers).status_code == 403
    for answer in (page.get(RECONCILE, headers=headers), page.options(RECONCILE, headers=headers)):
        assert not [name for name in answer.headers if name.startswith("access-control")]


def test_everything_else_is_told_to_no_other_page_and_a_login_is_still_needed(page, desk, serve, filled):
    headers = {"Origin": REFINE, "Sec-Fetch-Site": "same-site"}
    for path in ("/", "/search.json", "/api/v1/quotes", "/api/v1/speakers", "/mcp", f"{RECONCILE}/"):
        answer = page.get(path, headers=headers)
        assert not [name for name in answer.headers if name.startswith("access-control")], path
    id_ = desk.get("/search.json").json()["rows"][0]["id"]
    answer = desk.post(f"/api/v1/quotes/{id_}/review", json={"decision": "accept"}, headers=headers)
    assert answer.status_code == 403
    with serve(filled, login=True) as locked:
        assert locked.post(RECONCILE, data=ASKED, headers=headers).status_code == 401


def test_our_own_forms_are_taken(desk):
    id_ = desk.get("/search.json").json()["rows"][0]["id"]
    headers = {"Sec-Fetch-Site": "same-origin", "Origin": "http://127.0.0.1"}
    assert desk.post(f"/q/{id_}/judge", data={"decision": "accept"}, headers=headers).status_code == 303


def test_a_name_that_was_made_to_lead_here_is_not_served(page):
    answer = page.get("/search.json", headers={"Host": "rebound.example"})
    assert answer.status_code == 421
    assert page.get("/search.json", headers={"Host": "localhost:8000"}).status_code == 200
    assert page.get("/search.json", headers={"Host": "[::1"}).status_code == 421


def test_what_is_too_large_is_refused_whether_it_says_so_or_not(serve, filled):
    with serve(filled, limits=Limits(body=1_000, upload=2_000)) as page:
        assert page.post("/audit", data={"text": "It rained. " * 130}).status_code == 200
        assert page.post("/audit", data={"text": "x" * 2_500}).status_code == 413
        assert page.post("/login", data={"name": "x" * 1_500}).status_code == 413
        parts = (b"x" * 100 for _ in range(30))
        assert page.post("/login", content=parts).status_code == 413


def test_what_comes_too_slowly_is_given_up():
    async def slow():
        await asyncio.sleep(5)
        return {"type": "http.request", "body": b"", "more_body": True}

    async def never(*_):
        raise AssertionError("a request that is not whole reaches nobody")

    sent = []

    async def send(message):
        sent.append(message)

    scope = {
        "type": "http",
        "method": "POST",
        "path": "/audit",
        "headers": [(b"host", b"127.0.0.1")],
        "client": ("127.0.0.1", 1),
    }
    guard = Guard(never, hosts=("127.0.0.1",), limits=Limits(body_time=0.05))
    asyncio.run(guard(scope, slow, send))
    assert sent[0]["status"] == 408


def test_whoever_asks_too_often_waits(serve, filled):
    with serve(filled, limits=Limits(reads=(3.0, 0.5), logins=(2.0, 0.1))) as page:
        assert [page.get("/check").status_code for _ in range(4)] == [200, 200, 200, 429]
        late = page.get("/check")
        assert int(late.headers["retry-after"]) >= 1
        assert page.get("/static/page.css").status_code == 200
        wrong = [page.post("/login", data={"name": "a", "password": "b"}).status_code for _ in range(3)]
        assert wrong == [403, 403, 429]


def test_a_bucket_fills_again_and_few_visitors_are_kept():
    pace = Pace(room=2, rate=1, visitors=2)
    assert [pace.wait("a", 0), pace.wait("a", 0)] == [0, 0]
    assert pace.wait("a", 0.5) == pytest.approx(0.5)
    assert pace.wait("a", 1.6) == 0
    for visitor in "bcd":
        pace.wait(visitor, 2)
    assert list(pace._left) == ["c", "d"]


def test_every_answer_has_the_headers_that_keep_browsers_in(page):
    for path in ("/", "/nowhere", "/search.json", "/static/page.js", "/statistics/chart.svg"):
        headers = page.get(path).headers
        assert headers["x-content-type-options"] == "nosniff", path
        assert "frame-ancestors 'none'" in headers["content-security-policy"]
        assert "unsafe" not in headers["content-security-policy"]
        assert headers["referrer-policy"] == "same-origin"


def test_a_refusal_is_a_problem(page):
    answer = page.get("/", headers={"Host": "x.example"})
    assert answer.headers["content-type"] == "application/problem+json"
    assert json.loads(answer.text)["status"] == 421


def test_head_is_answered_as_get_is(page):
    assert page.head("/").status_code == 200


def test_a_visitor_has_one_pace_with_all_addresses_of_a_network():
    pace = Limits(reads=(2.0, 0.001))
    asked = []

    async def app(*_):
        asked.append(1)

    async def send(message):
        asked.append(message.get("status"))

    guard = Guard(app, hosts=("127.0.0.1",), limits=pace)
    scope = {"type": "http", "method": "GET", "path": "/", "headers": [(b"host", b"127.0.0.1")]}
    for last in range(4):
        asyncio.run(guard(scope | {"client": (f"2001:db8:1:2::{last}", 1)}, app, send))
    asyncio.run(guard(scope | {"client": ("2001:db8:1:3::1", 1)}, app, send))
    assert [each for each in asked if each] == [1, 1, 429, 429, 1]
