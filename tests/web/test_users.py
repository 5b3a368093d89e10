from __future__ import annotations

import logging
import re

import pytest

from quotesdb.db.engine import open_engine, sessions
from quotesdb.services.accounts import Role, add_user, make_token
from quotesdb.services.errors import BadRequest
from quotesdb.web.config import Config
from quotesdb.web.server import application
from tests.functional.conftest import json_lines
from tests.functional.conftest import run as run

PASSWORD = "correct horse battery"


@pytest.fixture
def users(filled):
    """A reader, a reviewer and an admin, each with a token."""
    engine = open_engine(filled)
    tokens = {}
    with sessions(engine, write=True).begin() as session:
        for role in Role:
            name = f"Ana {role}"
            add_user(session, name, role, PASSWORD)
            tokens[role.value] = make_token(session, name, "tests").token
    engine.dispose()
    return tokens


def log_in(page, role: str, to: str = "/"):
    return page.post("/login", data={"name": f"Ana {role}", "password": PASSWORD, "to": to})


def quote_of(page, **headers: str) -> str:
    return page.get("/search.json", headers=headers).json()["rows"][0]["id"]


def test_whoever_may_only_read_is_offered_nothing_to_write_and_cannot(page):
    id_ = quote_of(page)
    assert "Accept" not in page.get(f"/q/{id_}").text
    assert page.post(f"/q/{id_}/judge", data={"decision": "accept"}).status_code == 401
    assert page.get("/review").status_code == page.get("/who").status_code == 401
    assert (
        page.post("/who", data={"about": "speakers", "verdict": "same", "member": ["a", "b"]}).status_code
        == 401
    )
    assert page.get(f"/q/{id_}.json").json()["history"] == []


def test_the_reviewer_named_at_the_start_decides_under_that_name(desk):
    id_ = quote_of(desk)
    answer = desk.post(f"/q/{id_}/judge", data={"decision": "accept"})
    assert answer.status_code == 303
    [entry] = desk.get(f"/q/{id_}.json").json()["history"]
    assert (entry["reviewer"], entry["verdict"]) == ("Wen Halloran", "accepted")


def test_a_desk_reads_nothing_before_it_is_logged_in(serve, filled, users):
    with serve(filled, login=True) as page:
        assert page.get("/search.json").status_code == 401
        assert page.get("/statistics/chart.svg").status_code in (303, 401)
        assert page.get("/login").status_code == 200
        assert page.get("/static/page.css").status_code == 200
        answer = log_in(page, "reader", "/s")
        assert (answer.status_code, answer.headers["location"]) == (303, "/s")
        cookie = answer.headers["set-cookie"]
        assert "HttpOnly" in cookie
        assert "SameSite=lax" in cookie
        assert "Ana reader" in page.get("/").text
        id_ = quote_of(page)
        assert page.post(f"/q/{id_}/judge", data={"decision": "accept"}).status_code == 403
        page.post("/logout")
        assert page.get("/search.json").status_code == 401


def test_whoever_opens_a_page_is_asked_to_log_in_and_comes_back_to_it(serve, filled, users):
    with serve(filled, login=True, has_users=True) as page:
        answer = page.get("/?q=water")
        assert (answer.status_code, answer.headers["location"]) == (303, "/login?to=%2F%3Fq%3Dwater")
        assert 'value="/?q=water"' in page.get(answer.headers["location"]).text
        assert log_in(page, "reader", "/?q=water").headers["location"] == "/?q=water"


def test_a_wrong_password_is_told_from_nothing(serve, filled, users):
    with serve(filled, login=True) as page:
        one = page.post("/login", data={"name": "Ana reader", "password": "wrong"})
        other = page.post("/login", data={"name": "Nobody", "password": "wrong"})
        assert one.status_code == other.status_code == 403
        assert one.text == other.text
        assert "set-cookie" not in one.headers


def test_a_login_leads_nowhere_else(serve, filled, users):
    with serve(filled, login=True) as page:
        for to in ("//evil.example", "https://evil.example/", "/\\evil.example", "/\t/evil.example"):
            assert log_in(page, "reader", to).headers["location"] == "/"


def test_over_https_the_cookie_is_for_nobody_else(serve, filled, users):
    with serve(filled, login=True, secure=True) as page:
        cookie = log_in(page, "reader").headers["set-cookie"]
        assert cookie.startswith("__Host-quotesdb=")
        assert "Secure" in cookie


def test_a_token_does_what_its_user_may(serve, filled, users):
    with serve(filled, login=True) as page:
        reader, reviewer = ({"Authorization": f"Bearer {users[role]}"} for role in ("reader", "reviewer"))
        id_ = quote_of(page, **reader)
        judged = {"decision": "reject"}
        assert page.post(f"/q/{id_}/judge", data=judged, headers=reader).status_code == 403
        assert page.post(f"/q/{id_}/judge", data=judged, headers=reviewer).status_code == 303
        assert page.get("/search.json", headers={"Authorization": "Bearer qdb_nothing"}).status_code == 401


def test_secrets_are_never_logged(serve, filled, users, caplog):
    caplog.set_level(logging.DEBUG)
    with serve(filled, login=True) as page:
        log_in(page, "reviewer")
        page.get("/search.json", headers={"Authorization": f"Bearer {users['admin']}"})
        page.get("/search.json", headers={"Authorization": "Bearer qdb_wrong"})
        secrets = [PASSWORD, *users.values(), *page.cookies.values(), "qdb_wrong"]
    assert len(secrets) > 4
    assert [secret for secret in secrets if secret in caplog.text] == []


def test_other_machines_are_answered_only_where_there_are_users(filled, database):
    engine = open_engine(database)
    for config, host in (
        (Config(str(database)), "0.0.0.0"),
        (Config(str(database)), "192.0.2.1"),
        (Config(str(database), hosts=("127.0.0.1", "desk.example")), "127.0.0.1"),
    ):
        with pytest.raises(BadRequest, match="there are no users"):
            application(config, engine, host)
    assert application(Config(str(database)), engine, "127.0.0.1")
    with sessions(engine, write=True).begin() as session:
        add_user(session, "Ana", Role.ADMIN, PASSWORD)
    assert application(Config(str(database)), engine, "0.0.0.0")
    with pytest.raises(BadRequest, match="lets everybody decide"):
        application(Config(str(database), reviewer="Wen"), engine, "0.0.0.0")
    engine.dispose()


def test_serve_refuses_to_be_open_to_others(run):
    result = run("serve", "--host", "0.0.0.0")
    assert result.exit_code != 0
    assert "quotesdb users add" in result.stderr


def test_users_are_added_listed_and_changed_from_the_command_line(run):
    added = run("users", "add", "Ana Reyes", "--role", "reader", "--stdin", stdin=f"{PASSWORD}\n".encode())
    assert added.exit_code == 0, added.stderr
    assert PASSWORD not in added.output
    [token] = json_lines(run("users", "token", "Ana Reyes", "desk", "--json"))
    assert re.fullmatch(r"qdb_[\w-]{43}", token["token"])
    [user] = json_lines(run("users", "list", "--json"))
    assert (user["name"], user["role"], user["tokens"]) == ("Ana Reyes", "reader", ["desk"])
    assert token["token"] not in run("users", "list").output
    run("users", "set", "Ana Reyes", "--role", "admin", "--disable")
    run("users", "revoke", "Ana Reyes", "desk")
    [user] = json_lines(run("users", "list", "--json"))
    assert (user["role"], user["tokens"]) == ("admin", [])
    assert user["disabled_at"]
    assert run("users", "add", "Ben", "--stdin", stdin=b"short\n").exit_code != 0


def test_after_logging_out_nothing_is_found_by_going_back(serve, filled, users):
    with serve(filled, login=True) as page:
        log_in(page, "reader")
        assert page.get("/").headers["cache-control"] == "private, no-cache"
        assert page.post("/logout").headers["clear-site-data"] == '"cache"'
