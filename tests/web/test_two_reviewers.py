"""Two people who decide on one quotation through the API; and names that two people have, on every face."""

from __future__ import annotations

from typing import Any

import pytest

from quotesdb.db.engine import open_engine, sessions
from quotesdb.services.judging.review import review_quote
from tests.functional.test_erased import call
from tests.mcp.test_tools import call as tool
from tests.mcp.test_tools import in_process
from tests.services.toy import TOY, draft, ingest
from tests.web.conftest import Serving

BASE = "/api/v1"
TEXTS = ("“We open in May,” said Ada Example, mason at Velda Works.", "“It rains,” said Bo Example.")


@pytest.fixture
def stored(database_url: str) -> str:
    engine = open_engine(database_url)
    with sessions(engine, write=True).begin() as session:
        for number, text in enumerate(TEXTS):
            ingest(session, draft(text, f"https://example.org/{number}"), program=TOY)
    engine.dispose()
    return database_url


def decide(database: str, id_: str, reviewer: str, **what: Any) -> None:
    engine = open_engine(database)
    with sessions(engine, write=True).begin() as session:
        review_quote(session, id_, reviewer, **what)
    engine.dispose()


def test_a_decision_that_one_has_not_seen_is_not_replaced(stored: str, serve: Serving) -> None:
    with serve(stored, reviewer="Wen") as desk:
        id_ = desk.get(f"{BASE}/quotes?q=May").json()["rows"][0]["id"]
        address, seen = f"{BASE}/quotes/{id_}/review", len(desk.get(f"{BASE}/quotes/{id_}").json()["history"])
        decide(stored, id_, "Ilse", reject=True)
        refused = desk.post(address, json={"decision": "accept", "seen": seen})
        assert refused.status_code == 409
        assert "Ilse decided" in refused.json()["detail"]
        history = desk.get(f"{BASE}/quotes/{id_}").json()["history"]
        assert [entry["reviewer"] for entry in history] == ["Ilse"]
        assert desk.post(address, json={"decision": "accept", "seen": len(history)}).status_code == 200
        assert desk.post(address, json={"decision": "unsure", "seen": len(history)}).status_code == 200


def test_to_take_back_twice_takes_back_nobody_elses_decision(stored: str, serve: Serving) -> None:
    with serve(stored, reviewer="Wen") as desk:
        id_ = desk.get(f"{BASE}/quotes?q=May").json()["rows"][0]["id"]
        address = f"{BASE}/quotes/{id_}/review"
        decide(stored, id_, "Ilse", reject=True)
        desk.post(address, json={"decision": "accept"})
        assert desk.delete(address).status_code == 200
        assert desk.delete(address).status_code == 409
        assert desk.get(f"{BASE}/quotes/{id_}").json()["status"] == "rejected"


def test_a_name_that_two_people_have_is_told_to_be_two(stored: str, serve: Serving) -> None:
    with serve(stored) as page:
        found = page.get(f"{BASE}/quotes?speaker=Example").json()
        assert {one["name"] for one in found["called"]} == {"Ada Example", "Bo Example"}
        assert found["total"] == 2
        assert page.get("/search.json?speaker=Example").json() == found
        assert "means several" in page.get("/?speaker=Example").text
        assert "means several" not in page.get("/?speaker=Ada Example").text
        assert page.get(f"{BASE}/quotes").json()["called"] == []
        alone = page.get(f"{BASE}/quotes?speaker=Ada Example").json()["called"]
        assert [one["name"] for one in alone] == ["Ada Example"]
    told = in_process(stored, tool("find_quotations", speaker="Example"))
    assert told["called"] == found["called"]
    assert "2 people" in call(stored, "quotes", "--speaker", "Example").output
