from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from starlette.testclient import TestClient

from quotesdb.db.engine import open_engine
from quotesdb.mcp.http import beside
from quotesdb.web.app import create
from quotesdb.web.config import Config

HEADERS = {"Accept": "application/json, text/event-stream", "MCP-Protocol-Version": "2025-06-18"}


def ask(client: TestClient, method: str, headers: dict[str, str] | None = None, **params: Any) -> Any:
    body = {"jsonrpc": "2.0", "id": 1, "method": method, "params": params}
    return client.post("/mcp", json=body, headers=HEADERS | (headers or {}))


@pytest.fixture
def served(filled: Path):
    opened = []

    def serve(**config: Any) -> TestClient:
        engine = open_engine(filled)
        opened.append(engine)
        app, living = beside(engine)
        whole = create(Config(str(filled), **config), engine, mounted={"/mcp": app}, lifespans=(living,))
        return TestClient(whole, base_url="http://127.0.0.1")

    yield serve
    for engine in opened:
        engine.dispose()


def test_the_tools_are_beside_the_page(served):
    with served() as client:
        answer = ask(client, "tools/call", name="who_is", arguments={"name": "Amara Okonjo"})
        assert answer.status_code == 200, answer.text
        found = answer.json()["result"]["structuredContent"]
        of_page = client.get(f"/s/{found['id']}.json").json()
        assert found["quotes"] == of_page["quotes"][:10]
        assert {key: found[key] for key in of_page if key != "quotes"} | {
            "quotes": of_page["quotes"]
        } == of_page


def test_requests_are_not_told_of(served, caplog, capsys):
    with served() as client:
        assert ask(client, "tools/list").status_code == 200
    told = [record for record in caplog.records if record.name.startswith("mcp")]
    assert told == []
    assert capsys.readouterr().err == ""


def test_who_may_not_read_may_not_use_them_and_no_other_site_may(served):
    with served(login=True) as client:
        assert ask(client, "tools/list").status_code == 401
    with served() as client:
        assert ask(client, "tools/list", {"Origin": "https://evil.example"}).status_code == 403
        assert ask(client, "tools/list", {"Host": "evil.example"}).status_code == 421
        listed = ask(client, "tools/list")
        assert len(json.loads(listed.text)["result"]["tools"]) == 5


def test_a_program_that_says_nobody_is_told_so_as_a_problem(served):
    with served(login=True) as client:
        answer = ask(client, "tools/list")
    assert answer.status_code == 401
    assert answer.headers["content-type"] == "application/problem+json"
