from __future__ import annotations

import csv
import json
import re
import xml.etree.ElementTree as ET
from html import unescape
from typing import Any

import pytest
from sqlalchemy import Engine, event

from quotesdb.web.pages import speakers
from tests.functional.conftest import json_lines
from tests.functional.conftest import run as run

PAGES = ("/", "/?q=water", "/s", "/a", "/check", "/check?q=a+place+to+put+the+water", "/audit", "/statistics")


def first(page: Any, path: str) -> str:
    return page.get(path).json()["rows"][0]["id"]


@pytest.mark.parametrize("path", PAGES)
def test_every_page_answers(page, path: str):
    answer = page.get(path)
    assert answer.status_code == 200, answer.text
    assert "<main" in answer.text
    assert "script-src 'self'" in answer.headers["content-security-policy"]
    assert "<style" not in answer.text
    assert " style=" not in answer.text
    assert "onclick" not in answer.text


def test_a_search_leads_to_the_quotation_its_article_and_its_speaker(page):
    found = page.get("/search.json", params={"q": "water"}).json()
    quote = found["rows"][0]
    shown = page.get(f"/q/{quote['id']}").text
    assert quote["article"]["id"] in shown
    assert quote["speaker_id"] in shown
    assert quote["id"] in page.get(f"/a/{quote['article']['id']}").text
    assert quote["id"] in page.get(f"/s/{quote['speaker_id']}").text


def test_json_is_that_of_the_command_line(page, run):
    quote = json_lines(run("quotes", "water", "--json"))[0]["id"]
    [of_cli] = json_lines(run("quote", quote, "--json"))
    assert page.get(f"/q/{quote}.json").json() == of_cli
    article = of_cli["article"]["id"]
    assert page.get(f"/a/{article}.json").json() == json_lines(run("article", article, "--json"))[0]
    speaker = of_cli["speaker_id"]
    assert page.get(f"/s/{speaker}.json").json() == json_lines(run("speaker", speaker, "--json"))[0]
    [stats] = json_lines(run("stats", "--by", "kind", "--json"))
    assert page.get("/statistics.json?by=kind").json() == stats
    claim = ("there is nowhere to put the water", "--no-record", "--json")
    [checked] = json_lines(run("check", *claim))
    assert page.get("/check.json", params={"q": claim[0]}).json() == checked


def test_tables_are_also_csv(page):
    for path in ("/search.csv", "/s.csv", "/a.csv", "/statistics.csv"):
        answer = page.get(path)
        assert answer.headers["content-type"].startswith("text/csv")
        assert len(list(csv.DictReader(answer.text.splitlines()))) > 1, path


def test_a_page_goes_on_where_the_last_one_ended(page):
    one = page.get("/search.json?limit=3").json()
    other = page.get("/search.json", params={"limit": 3, "after": one["next"]}).json()
    ids = [row["id"] for row in (*one["rows"], *other["rows"])]
    assert len(set(ids)) == 6
    assert [row["id"] for row in page.get("/search.json?limit=6").json()["rows"]] == ids


def test_a_shortened_id_leads_to_the_permanent_address(page):
    id_ = first(page, "/search.json")
    answer = page.get(f"/q/{id_[:-2]}")
    assert answer.status_code == 307
    assert answer.headers["location"] == f"/q/{id_}"


def test_a_speaker_is_found_by_name(page):
    name = page.get("/s.json").json()["rows"][0]
    assert page.get(f"/s/{name['name']}").headers["location"] == f"/s/{name['id']}"


@pytest.mark.parametrize(
    ("path", "status"),
    [
        ("/q/q-zzzzzzzzzz", 404),
        ("/q/nonsense", 400),
        ("/s/Nobody%20Atall", 404),
        ("/nowhere", 404),
        ("/?since=soon", 400),
        ("/?limit=0", 422),
        ("/?after=junk", 400),
        ("/q/..%2f..%2fetc%2fpasswd", 404),
        ("/static/../app.py", 404),
        ("/static/..%2f..%2fapp.py", 404),
    ],
)
def test_what_cannot_be_shown_is_said_in_one_line(page, path: str, status: int):
    answer = page.get(path)
    assert answer.status_code == status
    assert "Traceback" not in answer.text
    as_json = page.get(path.replace("/?", "/search.json?") if "?" in path else f"{path}.json")
    if as_json.status_code != 404 or path.startswith("/q/q-"):
        assert as_json.headers["content-type"] == "application/problem+json"
        assert as_json.json()["status"] == status


def test_an_altered_claim_is_shown_with_what_differs_and_what_to_print(page):
    said = page.get("/search.json?kind=direct&limit=200").json()["rows"]
    words = max((row["text"] for row in said), key=len).strip('“”" ')
    altered = words.replace(words.split()[3], "seventeen", 1)
    answer = page.get("/check", params={"q": altered})
    assert "claimed: </span>seventeen</ins>" in answer.text
    assert f"printed: </span>{words.split()[3]}</del>" in answer.text
    assert "<del>as printed</del> <ins>as claimed</ins>" in answer.text
    assert "Print: “" in answer.text
    same = page.get("/check", params={"q": words}).text
    assert same.count("Print it as it stands.") == 1
    assert "as claimed" not in same


def test_a_draft_is_audited_from_paste_and_from_a_file(page):
    said = page.get("/search.json?kind=direct&limit=200").json()["rows"]
    quote = next(row for row in said if row["speaker"] and len(row["text"]) > 40)
    words = quote["text"].strip('“”" ').rstrip(",.")
    draft = f"The mayor spoke.\n\n“{words},” said {quote['speaker']['name']} on Monday.\n"
    pasted = page.post("/audit", data={"text": draft})
    assert pasted.status_code == 200, pasted.text
    assert "1 quotation in marks" in pasted.text
    [one] = page.post("/audit.json", files={"file": ("draft.txt", draft.encode())}).json()
    assert one["verdict"].startswith("verbatim")
    assert one["draft"] == "draft.txt"


def test_nothing_to_audit_is_said(page):
    answer = page.post("/audit", data={"text": " "})
    assert answer.status_code == 400
    assert "paste a draft" in answer.text


def test_a_feed_has_what_a_search_has(page):
    answer = page.get("/search.rss?q=water")
    assert answer.headers["content-type"].startswith("application/rss+xml")
    guids = [item.findtext("guid") for item in ET.fromstring(answer.text).iter("item")]
    found = page.get("/search.json?q=water").json()["rows"]
    assert set(guids) == {f"http://127.0.0.1/q/{row['id']}" for row in found}
    assert len(guids) == len(found) > 1


def test_what_narrows_counts_down_is_folded_away_until_something_does(page):
    assert "<details><summary>Narrow down" in page.get("/statistics?by=publisher").text
    assert "<details open><summary>Narrow down" in page.get("/statistics?by=publisher&kind=direct").text


def test_the_chart_is_the_one_of_the_command_line(page):
    answer = page.get("/statistics/chart.svg?by=month")
    assert answer.headers["content-type"].startswith("image/svg+xml")
    assert "<title>Quotations by month</title>" in answer.text


def test_an_empty_database_says_how_to_begin(serve, database):
    with serve(database) as page:
        assert "quotesdb ingest" in page.get("/").text
        assert page.get("/s").status_code == page.get("/a").status_code == 200
        assert json.loads(page.get("/check.json?q=a+place").text)["verdict"] == "not_found"


def test_an_empty_form_asks_for_nothing(page):
    fields = "q=water&speaker=&organisation=&publisher=&kind=&since=&until=&sort=newest"
    assert page.get(f"/?{fields}").status_code == 200
    assert page.get(f"/search.json?{fields}").json() == page.get("/search.json?q=water").json()
    assert page.get(f"/statistics?by=kind&{fields}").status_code == 200
    assert page.get("/check?q=water+here&speaker=&publisher=&since=&until=").status_code == 200
    assert page.get("/a?q=").status_code == page.get("/s?q=").status_code == 200


def test_a_quotation_leads_to_its_words_in_the_original(page):
    row = page.get("/search.json?q=thursday&speaker=Okonjo").json()["rows"][0]
    assert f'href="{row["article"]["url"]}#:~:text=' in page.get(f"/q/{row['id']}").text


def test_what_a_search_has_in_common_leads_to_as_many_as_stand_beside_it(page):
    text = page.get("/?q=the").text
    facets = text[text.index('<div class="facets">') : text.index('<ul class="hits">')]
    links = re.findall(r'<li><a href="(/\?[^"]+)">[^<]*</a><span class="n">(\d+)</span>', facets)
    assert len(links) > 8
    for address, number in links:
        path = unescape(address).replace("/?", "/search.json?")
        assert page.get(path).json()["total"] == int(number), address


@pytest.mark.parametrize(
    ("path", "most"),
    [("/", 20), ("/?q=water", 34), ("/q/{id}", 20), ("/a/{article[id]}", 19), ("/s/{speaker_id}", 31)],
)
def test_a_page_asks_the_database_few_times(page, path: str, most: int):
    """What a page costs is mostly in how often it asks: what was read once in it is not read again."""
    row = page.get("/search.json?q=water&limit=1").json()["rows"][0]
    asked = path.format(**row)
    page.get(asked)
    statements: list[str] = []

    def note(_connection: Any, _cursor: Any, statement: str, *_rest: Any) -> None:
        statements.append(statement)

    event.listen(Engine, "before_cursor_execute", note)
    try:
        assert page.get(asked).status_code == 200
    finally:
        event.remove(Engine, "before_cursor_execute", note)
    assert len(statements) <= most, "\n".join(statements)


def test_the_address_that_is_kept_while_one_types_has_no_empty_fields(page):
    typed = "/?q=water+here&speaker=&kind=direct&since=&sort=newest"
    told = page.get(typed, headers={"HX-Request": "true"}).headers
    assert told["hx-push-url"] == "/?q=water+here&kind=direct"
    assert "hx-push-url" not in page.get(typed).headers


def test_of_a_speaker_of_many_roles_and_articles_the_newest_are_shown(serve, filled, monkeypatch):
    monkeypatch.setattr(speakers, "_ROLES", 1)
    monkeypatch.setattr(speakers, "_ARTICLES", 1)
    with serve(filled, reviewer="Wen Halloran") as desk:
        named = [row for row in desk.get("/s.json").json()["rows"] if row["id"]]
        most = max(named, key=lambda row: row["articles"])
        printed = desk.get(f"/s/{most['id']}.json").json()["roles"]
        short = desk.get(f"/s/{most['id']}").text
        whole = desk.get(f"/s/{most['id']}?roles=all").text
    assert len(printed) > 1
    boxes = [re.findall(r'name="out" value="([^"]+)"', page) for page in (short, whole)]
    assert boxes == [[row["id"] for row in printed[:1]], [row["id"] for row in printed]]
    assert f">All {len(printed)} articles<" in short
    assert "?roles=all" not in whole


def test_two_whom_a_person_held_apart_are_shown_apart(serve, filled, run):
    with serve(filled) as page:
        named = [row for row in page.get("/s.json").json()["rows"] if row["kind"] == "person"]
        one = max(named, key=lambda row: row["articles"])
        other = page.get(f"/s/{one['id']}.json").json()["roles"][0]["article_id"]
        run("speakers", "split", one["id"], other, "--as", "Wen")
        shown = page.get(f"/s/{one['name']}").text
        ids = [row["id"] for row in page.get("/s.json").json()["rows"] if row["name"] == one["name"]]
    assert "2 speakers · <b>" in shown
    listed, _, quotations = shown.partition("<h2>Quotations</h2>")
    for id_ in ids:
        assert f'<a href="/s/{id_}">{one["name"]}</a>' in listed
        assert f'<a href="/s/{id_}">{one["name"]}</a>' in quotations


def test_no_row_is_read_for_each_article_of_a_speaker(page, filled):
    name = page.get("/s.json").json()["rows"][0]["id"]
    asked: list[str] = []

    @event.listens_for(Engine, "before_cursor_execute")
    def keep(_connection, _cursor, statement, *_rest):
        asked.append(statement)

    try:
        assert page.get(f"/s/{name}").status_code == 200
    finally:
        event.remove(Engine, "before_cursor_execute", keep)
    reading = [each for each in asked if "appearance.public_id, appearance.name" in each]
    assert all(re.search(r"appearance\.published_on (?:IN|= ANY) ", each) for each in reading), reading
