from __future__ import annotations

import csv
import re
from html import unescape

import pytest
from sqlalchemy import select

from quotesdb.db.engine import open_engine, sessions
from quotesdb.db.models import Alternative, Attribution, Quote
from quotesdb.values import AgentKind
from tests.functional.conftest import json_lines
from tests.functional.conftest import run as run

FORM = re.compile(r'<form method="post" action="([^"]+)"')


def shown(page: str) -> str:
    """The address that the first form of a review page leads to."""
    return unescape(FORM.search(page)[1])


def test_a_queue_is_gone_through_and_a_decision_taken_back(desk):
    text = desk.get("/review").text
    decided = []
    for _ in range(10):
        address = shown(text)
        following = re.search(r'name="following" value="([^"]*)"', text)[1]
        decided.append(re.search(r"at=(q-\w+)", address)[1])
        answer = desk.post(address, data={"decision": "accept", "following": following})
        assert answer.status_code == 303
        text = desk.get(answer.headers["location"]).text
    assert len(set(decided)) == 10
    undo = [unescape(found) for found in FORM.findall(text)][-1]
    back = desk.post(undo, data={"decision": "undo"})
    assert f"at={decided[-1]}" in back.headers["location"]
    holds = [desk.get(f"/q/{id_}.json").json()["decision"]["by"] for id_ in decided]
    assert holds == ["human"] * 9 + ["machine"]
    # What is taken back is taken back one after the other.
    text = desk.get(back.headers["location"]).text
    desk.post([unescape(found) for found in FORM.findall(text)][-1], data={"decision": "undo"})
    assert desk.get(f"/q/{decided[-2]}.json").json()["decision"]["by"] == "machine"


def test_another_speaker_of_the_article_is_a_button(desk):
    text = desk.get("/review?q=thursday").text
    other = re.search(r'name="speaker" value="(s-\w+)" data-key="1"', text)[1]
    address = shown(text)
    id_ = re.search(r"at=(q-\w+)", address)[1]
    assert desk.post(address, data={"speaker": other}).status_code == 303
    assert desk.get(f"/q/{id_}.json").json()["speaker_id"] == other


def test_the_second_of_two_who_may_be_meant_is_a_button(desk, filled):
    text = desk.get("/review?q=thursday").text
    id_ = re.search(r"at=(q-\w+)", shown(text))[1]
    assert 'data-key="o"' not in text
    engine = open_engine(filled)
    with sessions(engine, write=True).begin() as session:
        attribution = session.scalars(
            select(Attribution).join(Attribution.quote).where(Quote.public_id == id_)
        ).one()
        attribution.alternative = Alternative(name="Second Sample", kind=AgentKind.PERSON)
    engine.dispose()
    text = desk.get("/review?q=thursday").text
    assert "or <b>Second Sample</b>" in text
    assert re.search(r'name="speaker" value="Second Sample" data-key="o"', text)
    assert desk.post(shown(text), data={"speaker": "Second Sample"}).status_code == 303
    decided = desk.get(f"/q/{id_}.json").json()
    assert (decided["speaker"]["name"], decided["alternative"]) == ("Second Sample", None)


def test_somebody_new_is_taken_only_when_it_is_said(desk):
    id_ = desk.get("/search.json").json()["rows"][0]["id"]
    said = {"decision": "speaker", "speaker": "Mira Vantongeren"}
    refused = desk.post(f"/q/{id_}/judge", data=said)
    assert refused.status_code == 404
    assert desk.post(f"/q/{id_}/judge", data=said | {"new": "true"}).status_code == 303
    assert desk.get(f"/q/{id_}.json").json()["speaker"]["name"] == "Mira Vantongeren"


def test_names_are_offered_while_one_types(desk):
    name = desk.get("/s.json").json()["rows"][0]["name"]
    assert f'value="{name}"' in desk.get("/names", params={"speaker": name[:5]}).text
    assert desk.get("/names").text.strip() == ""


def test_two_speakers_are_merged_and_the_merge_is_taken_back(desk):
    people = [row for row in desk.get("/s.json").json()["rows"] if row["kind"] == "person"]
    one, other = people[0], people[1]
    answer = desk.post(
        "/who", data={"about": "speakers", "verdict": "same", "member": [one["id"], other["id"]]}
    )
    assert answer.status_code == 303
    assert (
        desk.get(f"/s/{other['id']}.json", follow_redirects=True).json()["total"]
        == one["quotes"] + other["quotes"]
    )
    decision = re.search(r"done=(d-\w+)", answer.headers["location"])[1]
    page = desk.get(answer.headers["location"]).text
    assert decision in page
    assert desk.post("/who/undo", data={"decision": [decision]}).status_code == 303
    assert desk.get(f"/s/{other['id']}.json", follow_redirects=True).json()["total"] == other["quotes"]


def test_two_speakers_are_compared_and_then_merged(desk, page):
    people = [row for row in desk.get("/s.json").json()["rows"] if row["kind"] == "person"]
    one, other = people[0], people[1]
    assert f'action="/s/{one["id"]}/with"' in desk.get(f"/s/{one['id']}").text
    answer = desk.get(f"/s/{one['id']}/with", params={"other": other["name"]})
    members = re.findall(r'name="member" value="(s-\w+)"', answer.text)
    assert members == [one["id"], other["id"]]
    quotes = desk.get(f"/s/{other['id']}.json").json()["quotes"]
    assert f'/q/{quotes[0]["id"]}"' in answer.text
    assert other["role"] is None or other["role"] in answer.text
    assert page.get(f"/s/{one['id']}/with", params={"other": other["id"]}).status_code == 401
    assert desk.get(f"/s/{one['id']}/with", params={"other": one["name"]}).status_code == 400
    assert desk.get(f"/s/{one['id']}/with").status_code == 400
    desk.post("/who", data={"about": "speakers", "verdict": "same", "member": members})
    assert desk.get(f"/s/{one['id']}/with", params={"other": other["id"]}).status_code == 400


def test_a_speaker_is_renamed_and_the_decision_taken_back_on_its_page(desk):
    id_ = next(row["id"] for row in desk.get("/s.json").json()["rows"] if row["kind"] == "person")
    assert desk.post(f"/s/{id_}/rename", data={"name": "Somebody Else"}).status_code == 303
    page = desk.get(f"/s/{id_}").text
    assert "<h1>Somebody Else</h1>" in page
    decision = re.search(r"/decisions/(d-\w+)/undo", page)[1]
    assert desk.post(f"/decisions/{decision}/undo").status_code == 303
    assert "<h1>Somebody Else</h1>" not in desk.get(f"/s/{id_}").text


def test_a_group_needs_two(desk):
    answer = desk.post("/who", data={"about": "speakers", "verdict": "same", "member": ["s-aaaaaaaaaa"]})
    assert answer.status_code == 400


def test_an_empty_queue_says_so(desk):
    assert "Nothing is left to review" in desk.get("/review?q=xylophonist").text


def test_the_queue_and_the_pairs_are_also_json_and_csv(desk, run):
    rows = desk.get("/review.json?speaker=Okonjo&limit=3").json()["rows"]
    assert rows == json_lines(run("review", "--speaker", "Okonjo", "--limit", "3", "--json"))
    table = list(csv.DictReader(desk.get("/review.csv?speaker=Okonjo&limit=3").text.splitlines()))
    assert [row["id"] for row in table] == [row["id"] for row in rows]
    pairs = json_lines(run("suggestions", "--json"))
    assert desk.get("/who.json").json() == pairs
    assert len(list(csv.DictReader(desk.get("/who.csv").text.splitlines()))) == len(pairs)
    one = desk.get("/review").text
    assert 'href="/review.json?' in one


def test_neither_is_told_to_whoever_may_only_read(page):
    for path in ("/review.json", "/review.csv", "/who.json", "/who.csv"):
        assert page.get(path).status_code == 401


def two(serve, database):
    return serve(database, reviewer="Wen Halloran"), serve(database, reviewer="Ilse Brandvold")


def sent(text: str, action: str) -> dict[str, str]:
    """What the first form with this address says by itself."""
    form = text[text.index(f'action="{action}') :].partition("</form>")[0]
    return dict(re.findall(r'<input type="hidden" name="(\w+)" value="([^"]*)">', form))


def test_of_two_who_decide_on_one_quotation_the_second_is_told_and_nothing_is_lost(serve, filled):
    wens, ilses = two(serve, filled)
    with wens as wen, ilses as ilse:
        id_ = wen.get("/review.json?limit=1").json()["rows"][0]["id"]
        page = f"/review?at={id_}"
        seen = [sent(each.get(page).text, f"/review?at={id_}") for each in (wen, ilse)]
        assert wen.post(page, data=seen[0] | {"decision": "reject"}).status_code == 303
        late = ilse.post(page, data=seen[1] | {"decision": "accept"})
        assert late.status_code == 409
        assert "Wen Halloran decided on this quotation (rejected) after you opened it" in late.text
        assert f'href="/review?at={id_}"' in late.text
        [kept] = wen.get(f"/q/{id_}.json").json()["history"]
        assert (kept["reviewer"], kept["verdict"], kept["retracted_at"]) == ("Wen Halloran", "rejected", None)
        assert "rejected by Wen Halloran" in ilse.get(page).text
        # Whoever has seen it may decide otherwise; what was decided stays in the history.
        again = sent(ilse.get(page).text, f"/review?at={id_}")
        assert ilse.post(page, data=again | {"decision": "accept"}).status_code == 303
        assert [each["verdict"] for each in wen.get(f"/q/{id_}.json").json()["history"]] == [
            "rejected",
            "accepted",
        ]
        # Undo takes back one's own last decision, not what another one made of it since.
        undone = wen.post(f"/review?done={id_}", data={"decision": "undo"})
        assert undone.status_code == 409
        assert "Ilse Brandvold decided on this quotation (accepted) after you did" in undone.text
        assert wen.get(f"/q/{id_}.json").json()["status"] == "human"


def test_the_page_of_a_quotation_tells_as_well_and_ones_own_second_press_is_no_conflict(serve, filled):
    wens, ilses = two(serve, filled)
    with wens as wen, ilses as ilse:
        id_ = wen.get("/review.json?limit=1").json()["rows"][0]["id"]
        action = f"/q/{id_}/judge"
        seen = sent(wen.get(f"/q/{id_}").text, action)
        for _ in range(2):
            assert wen.post(action, data=seen | {"decision": "accept"}).status_code == 303
        late = ilse.post(action, data=seen | {"speaker": "Ada Example", "new": "true"})
        assert late.status_code == 409
        assert f'href="/q/{id_}"' in late.text


def test_the_return_key_in_the_field_of_a_speaker_sets_the_speaker(desk):
    """Browsers press the first button of a form then, so a field has a form of its own."""
    id_ = desk.get("/review.json?limit=1").json()["rows"][0]["id"]
    for form in re.findall(r"<form.*?</form>", desk.get(f"/q/{id_}").text, re.DOTALL):
        if 'name="speaker"' in form:
            assert re.findall(r'name="decision" value="(\w+)"', form) == ["speaker"]
            break
    else:
        pytest.fail("there is no such form")
