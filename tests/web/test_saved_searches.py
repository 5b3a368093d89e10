"""Searches that are kept under a name, and their feeds."""

from __future__ import annotations

import logging
import re
import xml.etree.ElementTree as ET
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime
from html import unescape
from typing import Any
from urllib.parse import urlsplit

import pytest
from sqlalchemy import text

from quotesdb.db.engine import open_engine, sessions
from quotesdb.services.accounts import Role, add_user, change_user
from quotesdb.services.judging.erasures import erase
from quotesdb.values import PrintedDate
from tests.services.toy import TOY, draft, ingest
from tests.web.test_users import PASSWORD

FEED = re.compile(r'<pre id="feed">([^<]+)</pre>')


def save(client: Any, query: str = "q=ferry", name: str = "Ferries") -> str:
    """Save a search; the path of its feed."""
    answer = client.post(f"/searches?{query}", data={"name": name})
    assert answer.status_code == 200, answer.text
    assert answer.headers["cache-control"] == "no-store"
    return path_of(answer)


def path_of(answer: Any) -> str:
    parts = urlsplit(unescape(FEED.search(answer.text)[1]))
    return f"{parts.path}?{parts.query}"


def store(database: Any, said: str, day: str, **fields: Any) -> None:
    engine = open_engine(database)
    with sessions(engine, write=True).begin() as session:
        ingest(session, draft(f"“{said},” said Ada Example.", day=day, title=said, **fields), program=TOY)
    engine.dispose()


def items(answer: Any) -> list[ET.Element]:
    assert answer.status_code == 200, answer.text
    return list(ET.fromstring(answer.text).iter("item"))


def titles(answer: Any) -> list[str]:
    return [re.search("“(.*)”", item.findtext("title") or "")[1].rstrip(",") for item in items(answer)]


def test_a_feed_has_what_was_stored_last_first_whenever_it_was_printed(desk, filled):
    path = save(desk)
    assert titles(desk.get(path)) == []
    store(filled, "The ferry sails at noon", "2024-05-06")
    store(filled, "The ferry never sailed", "2021-01-02")
    store(filled, "The bridge is shut", "2025-01-02")
    found = desk.get(path)
    assert titles(found) == ["The ferry never sailed", "The ferry sails at noon"]
    assert found.headers["content-type"].startswith("application/rss+xml")
    for item in items(found):
        guid = item.find("guid")
        assert guid.get("isPermaLink") == "true"
        assert guid.text == item.findtext("link")
        assert desk.get(urlsplit(guid.text).path).status_code == 200
        stored = parsedate_to_datetime(item.findtext("pubDate"))
        assert abs(stored - datetime.now(UTC)) < timedelta(minutes=5)


def test_of_a_search_that_very_many_fit_only_what_came_lately_is_looked_at(desk, filled, monkeypatch):
    from quotesdb.services.lookup import newly, pages, words

    store(filled, "The ferry sails at noon", "2024-05-06")
    store(filled, "The ferry never sailed", "2021-01-02")
    for module in (pages, words):
        monkeypatch.setattr(module, "MOST_COUNTED", 1)
    monkeypatch.setattr(newly, "RECENT", 1)
    assert titles(desk.get(save(desk, "since=2020"))) == ["The ferry never sailed"]


def test_nobody_who_is_erased_and_nothing_under_embargo_is_in_a_feed(desk, filled):
    path = save(desk, "q=ferry", "What Ada Example says of ferries")
    store(filled, "The ferry sails at noon", "2024-05-06")
    store(
        filled, "The ferry is sold", "2024-05-07", embargo=PrintedDate.from_iso("2999-01-01T06:00:00+01:00")
    )
    assert titles(desk.get(path)) == ["The ferry sails at noon"]
    engine = open_engine(filled)
    with sessions(engine, write=True).begin() as session:
        erase(session, "Ada Example", "Wen", "asked to be forgotten")
    engine.dispose()
    found = desk.get(path)
    assert items(found) == []
    assert "Example" not in found.text
    assert "Example" not in desk.get("/searches").text


def test_a_search_for_somebody_who_is_erased_leads_nowhere(desk, filled):
    store(filled, "The ferry sails at noon", "2024-05-06")
    path = save(desk, "speaker=Ada+Example", "She")
    [row] = desk.get("/searches.json").json()
    engine = open_engine(filled)
    with sessions(engine, write=True).begin() as session:
        erase(session, "Ada Example", "Wen", "asked to be forgotten")
    engine.dispose()
    opened = desk.get(f"/searches/{row['number']}", follow_redirects=False)
    for answer in (opened, desk.get(path)):
        assert answer.status_code == 404
        assert "Example" not in answer.text


@pytest.mark.parametrize("query", ["speaker=example", "q=Example", "q=asked+EXAMPLE"])
def test_a_search_for_the_surname_alone_of_somebody_erased_leads_nowhere(desk, filled, query):
    store(filled, "The ferry sails at noon", "2024-05-06")
    path = save(desk, query, "What example says of ferries")
    [row] = desk.get("/searches.json").json()
    engine = open_engine(filled)
    with sessions(engine, write=True).begin() as session:
        text = "“They asked Example twice,” said Bea Sample."
        ingest(session, draft(text, title="Twice", day="2024-05-07"), program=TOY)
        erase(session, "Ada Example", "Wen", "asked to be forgotten")
    engine.dispose()
    assert desk.get(f"/searches/{row['number']}", follow_redirects=False).status_code == 404
    assert desk.get(path).status_code == 404
    listed = desk.get("/searches").text
    assert "example" not in listed.casefold().replace("example.org", "")
    assert "What ███████ says of ferries" in listed
    for words in ("example", "Example", "asked+example"):
        assert desk.get(f"/search.json?q={words}").json()["rows"] == []
        assert "Twice" not in desk.get(f"/a?q={words}").text
    assert "Twice" in desk.get("/a?q=asked+twice").text


def test_a_feed_is_well_formed_whatever_its_search_is_called(desk, filled):
    store(filled, "The ferry sails at noon", "2024-05-06")
    path = save(desk, "q=ferry", "Fer\x01ries & <more>")
    assert len(items(desk.get(path))) == 1
    assert "& <more>" in ET.fromstring(desk.get(path).text).findtext("channel/title")


def test_searches_are_listed_opened_and_deleted_by_whoever_keeps_them(serve, filled):
    with serve(filled, reviewer="Wen Halloran") as wen, serve(filled, reviewer="Ilse Brandvold") as ilse:
        path = save(wen, "q=water&kind=direct&since=2022", "Water")
        [row] = wen.get("/searches.json").json()
        assert row["name"] == "Water"
        assert "Water" in wen.get("/searches.csv").text
        opened = wen.get(f"/searches/{row['number']}")
        assert opened.headers["location"] == "/?q=water&kind=direct&since=2022"
        assert items(wen.get(path))
        assert ilse.get("/searches.json").json() == []
        for what in ("", "/feed", "/delete"):
            address = f"/searches/{row['number']}{what}"
            assert (ilse.post(address) if what else ilse.get(address)).status_code == 404
        twice = wen.post("/searches?q=sun", data={"name": "WATER"})
        assert twice.status_code == 400
        assert wen.post("/searches?q=sun", data={"name": " "}).status_code == 400
        assert wen.post("/searches", data={"name": "All"}).status_code == 400
        assert wen.post(f"/searches/{row['number']}/delete").status_code == 303
        assert wen.get("/searches.json").json() == []
        assert wen.get(path).status_code == 404


def test_a_feed_that_was_given_another_address_is_not_at_the_old_one(desk):
    old = save(desk)
    number = desk.get("/searches.json").json()[0]["number"]
    new = path_of(desk.post(f"/searches/{number}/feed"))
    assert new != old
    assert desk.get(new).status_code == 200
    assert desk.get(old).status_code == 404


def test_the_token_opens_the_feed_alone_without_a_login_and_only_while_its_owner_may_log_in(serve, filled):
    engine = open_engine(filled)
    with sessions(engine, write=True).begin() as session:
        add_user(session, "Ana", Role.READER, PASSWORD)
    with serve(filled, login=True) as page:
        page.post("/login", data={"name": "Ana", "password": PASSWORD})
        path = save(page)
        page.post("/logout")
        page.cookies.clear()
        assert page.get(path).status_code == 200
        assert page.get("/searches").status_code == 401
        token = path.partition("token=")[2]
        assert page.get("/search.json", headers={"Authorization": f"Bearer {token}"}).status_code == 401
        assert page.get("/feed.rss?token=qdb_nothing").status_code == 404
        with sessions(engine, write=True).begin() as session:
            change_user(session, "Ana", disabled=True)
        assert page.get(path).status_code == 404
    engine.dispose()


def test_what_somebody_kept_who_is_no_user_is_not_read_where_people_log_in(serve, filled):
    with serve(filled, reviewer="Wen Halloran") as wen:
        path = save(wen)
    with serve(filled, login=True) as page:
        assert page.get(path).status_code == 404


def test_the_token_is_neither_stored_nor_logged_and_another_site_saves_nothing(desk, filled, caplog):
    caplog.set_level(logging.DEBUG)
    # What asks here tells where: it is not the program that answers.
    caplog.set_level(logging.WARNING, "httpx2")
    path = save(desk)
    token = path.partition("token=")[2]
    desk.get(path)
    desk.get(path + "x")
    assert token not in caplog.text
    engine = open_engine(filled)
    with engine.connect() as connection:
        assert token not in str(connection.execute(text("SELECT * FROM saved_search")).all())
        connection.execute(text("DROP TABLE saved_search"))
        connection.commit()
    engine.dispose()
    assert desk.get(path).status_code == 503
    assert "/feed.rss" in caplog.text
    assert token not in caplog.text
    foreign = {"Sec-Fetch-Site": "cross-site"}
    assert desk.post("/searches?q=a", data={"name": "b"}, headers=foreign).status_code == 403


@pytest.mark.parametrize("query", ["q=water", "speaker=Okonjo&kind=mixed"])
def test_the_search_page_offers_to_save_what_is_asked_for_to_whoever_has_a_name(desk, page, query: str):
    form = f'action="/searches?{query.replace("&", "&amp;")}"'
    assert form in desk.get(f"/?{query}").text
    assert form not in page.get(f"/?{query}").text
    assert "Save this search" not in desk.get("/").text
    assert page.get("/searches").status_code == 401


@pytest.mark.parametrize(
    ("query", "status", "told"),
    [
        ("since=xx", 400, "not a date: &#39;xx&#39; (2025, 2025-03 or 2025-03-01)"),
        ("until=2025-13", 400, "there is no such date: &#39;2025-13&#39;"),
        ("since=2025&until=2024", 400, "2025 is after 2024"),
        ("speaker=Nobody+Atall", 404, "Nobody Atall"),
        ("organisation=No+Such+Works", 404, "No Such Works"),
        ("publisher=No+Such+Paper", 404, "No Such Paper"),
        ("article=nonsense", 400, "nonsense"),
        ("kind=shouted", 422, "kind: "),
        ("reviewed=perhaps", 422, "reviewed: "),
    ],
)
def test_a_search_that_could_not_be_asked_is_not_kept(desk, query: str, status: int, told: str):
    answer = desk.post(f"/searches?{query}", data={"name": "Wrong"})
    assert answer.status_code == status
    assert told in answer.text
    assert desk.get("/searches.json").json() == []


@pytest.mark.parametrize("number", [-1, 0, 2**31, 2**63, 10**20])
def test_a_search_of_a_number_that_no_row_has_is_none(desk, number):
    assert desk.get(f"/searches/{number}").status_code == 404
    assert desk.post(f"/searches/{number}/delete").status_code == 404
    assert desk.post(f"/searches/{number}/feed").status_code == 404


def test_the_table_of_no_searches_has_its_columns(desk):
    assert desk.get("/searches.csv").text == "number,name,created_at\r\n"
