from __future__ import annotations

import json
import re
import shlex
from pathlib import Path
from typing import Any
from urllib.parse import quote as quoted

import jsonschema
import pytest

from quotesdb.values import Span
from tests.functional import every_command
from tests.functional.conftest import ROOT

PAGE = ROOT / "docs/api.md"
LINES = [line for line in PAGE.read_text(encoding="utf-8").splitlines() if line.startswith("curl ")]
BASE = "/api/v1"


@pytest.fixture
def names(filled: Path, tmp_path: Path, desk) -> dict[str, str]:
    known = every_command.names(filled, tmp_path / "files")
    one = desk.get("/api/v1/speakers?limit=2").json()["rows"]
    pair = {"one": one[0]["id"], "other": one[1]["id"], "verdict": "different"}
    decision = desk.post(f"{BASE}/decisions/speakers", json=pair).json()["decision"]
    desk.post(f"{BASE}/quotes/{known['quote']}/review", json={"decision": "reject"})
    people = desk.get("/api/v1/speakers?limit=4").json()["rows"]
    return known | {"decision": decision, "speaker": people[2]["id"], "speaker2": people[3]["id"]}


def call(client: Any, line: str, names: dict[str, str]) -> tuple[str, str, Any]:
    """Send what a line of the page sends: the method, the path of the schema, the answer."""
    words = shlex.split(line)[1:]
    method, address, headers, data, files = None, "", {}, None, {}
    while words:
        word = words.pop(0)
        if word == "-X":
            method = words.pop(0)
        elif word == "-H":
            name, _, value = words.pop(0).partition(": ")
            headers[name] = value
        elif word == "-d":
            data = filled_in(words.pop(0), names, lambda value: value)
        elif word == "-F":
            name, _, value = words.pop(0).partition("=")
            if value.startswith("@"):
                path = Path(filled_in(value[1:], names, lambda value: value))
                files[name] = (path.name, path.read_bytes())
            else:
                files[name] = (None, value)
        else:
            address = word
    shape = address.replace("$Q", BASE).partition("?")[0]
    address = filled_in(address, names, quoted).replace("$Q", BASE)
    method = method or ("POST" if data or files else "GET")
    answer = client.request(method, address, headers=headers, content=data, files=files or None)
    return method, shape, answer


def filled_in(text: str, names: dict[str, str], how: Any) -> str:
    return re.sub(r"\{(\w+)\}", lambda found: how(names[found[1]]) if found[1] in names else found[0], text)


def endpoint(document: dict[str, Any], method: str, shape: str) -> tuple[str, dict[str, Any]]:
    """What the document has at the address of a line, whatever its parts are called there."""
    plain = re.sub(r"\{\w+\}", "{}", shape)
    for path, operations in document["paths"].items():
        if re.sub(r"\{\w+\}", "{}", path) == plain and method.lower() in operations:
            return path, operations[method.lower()]
    raise AssertionError(f"{method} {shape} is not in the document")


@pytest.mark.slow
@pytest.mark.sqlite_only("the ids are read from the file; what is sent and answered is the same")
def test_every_line_of_the_page_works_as_the_document_says_and_none_is_missing(serve, filled, names):
    from quotesdb.db.engine import open_engine, sessions
    from quotesdb.services.accounts import Role, add_user, make_token
    from tests.web.test_users import PASSWORD

    engine = open_engine(filled)
    with sessions(engine, write=True).begin() as session:
        add_user(session, "Ana", Role.ADMIN, PASSWORD)
        token = make_token(session, "Ana", "tests").token
    engine.dispose()
    seen = set()
    with serve(filled) as client:
        client.headers["Authorization"] = f"Bearer {token}"
        document = client.get(f"{BASE}/openapi.json").json()
        for line in LINES:
            method, shape, answer = call(client, line, names)
            assert answer.is_success, (line, answer.text)
            path, operation = endpoint(document, method, shape)
            seen.add((method.lower(), path))
            content = operation["responses"][str(answer.status_code)]["content"]
            schema = next(iter(content.values())).get("schema")
            if schema:
                jsonschema.Draft202012Validator(
                    {"$ref": "#/schema", "schema": schema, "components": document["components"]}
                ).validate(answer.json())
    paths = {(method, path) for path, operations in document["paths"].items() for method in operations}
    assert paths - seen == set()


def test_the_document_is_openapi_3_1(page):
    document = page.get(f"{BASE}/openapi.json").json()
    assert document["openapi"] == "3.1.0"
    assert "kind-" not in json.dumps(document)
    for operations in document["paths"].values():
        for operation in operations.values():
            assert operation["summary"]
            assert operation["description"]
            assert operation["responses"]["4XX"]["content"]["application/problem+json"]


def test_errors_are_problems(page):
    for path, status in (
        ("quotes/q-zzzzzzzzzz", 404),
        ("quotes/nonsense", 400),
        ("quotes?limit=0", 422),
        ("quotes?since=soon", 400),
        ("quotes/q", 400),
        ("nowhere", 404),
    ):
        answer = page.get(f"{BASE}/{path}")
        assert answer.status_code == status, path
        assert answer.headers["content-type"] == "application/problem+json"
        problem = answer.json()
        assert problem["status"] == status
        assert "\n" not in problem["detail"]
    assert page.delete(f"{BASE}/check").status_code == 405
    assert page.post(f"{BASE}/check", content=b"{").status_code == 422


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        ("quotes?speakers=Okonjo", "no parameter 'speakers'; there are: q, speaker"),
        ("quotes?kind=direct&kind=indirect", "'kind' may be given once"),
        ("articles?limit=2&publisher=Herald", "no parameter 'publisher'"),
        ("statistics?after=x", "no parameter 'after'"),
        ("facets?after=x", "no parameter 'after'"),
    ],
)
def test_a_parameter_that_would_restrict_nothing_is_refused(page, asked: str, said: str):
    answer = page.get(f"{BASE}/{asked}")
    assert answer.status_code == 400
    assert said in answer.json()["detail"]


def test_organisations_are_read_in_pages(page):
    whole = [row["name"] for row in page.get(f"{BASE}/organisations").json()["rows"]]
    read, after = [], ""
    while after is not None:
        found = page.get(f"{BASE}/organisations?limit=2{after and f'&after={after}'}").json()
        read += [row["name"] for row in found["rows"]]
        after = found["next"]
    assert read == whole
    assert len(whole) > 2


def test_no_address_takes_a_parameter_that_it_does_not_tell_of(page):
    asked = [
        path for path, methods in page.get(f"{BASE}/openapi.json").json()["paths"].items() if "get" in methods
    ]
    assert len(asked) > 10
    for path in asked:
        address = path.replace("{", "").replace("}", "")
        assert page.get(f"{address}?nonsense=1").status_code == 400, path


@pytest.mark.parametrize("style", ["apa", "chicago", "chicago-author-date", "harvard", "mla"])
def test_a_quotation_is_cited_in_every_style_of_the_command_line(page, run, style: str):
    quote = page.get(f"{BASE}/quotes?limit=1").json()["rows"][0]["id"]
    text = page.get(f"{BASE}/quotes/{quote}/citation?style={style}").json()["text"]
    reference, *below = text.splitlines()
    assert reference == run("cite", quote, "--style", style).stdout.strip()
    words = page.get(f"{BASE}/quotes/{quote}").json()["text"]
    assert any(words[:20] in line for line in below)
    if style != "apa":
        assert text == run("cite", quote, "--style", style, "--provenance").stdout


def test_nobody_writes_without_a_token(page):
    id_ = page.get(f"{BASE}/quotes").json()["rows"][0]["id"]
    pair = {"one": "a", "other": "b", "verdict": "same"}
    for method, path, body in (
        ("POST", f"quotes/{id_}/review", {"decision": "accept"}),
        ("DELETE", f"quotes/{id_}/review", None),
        ("POST", "decisions/speakers", pair),
        ("POST", "decisions/organisations", pair),
        ("POST", "decisions/d-aaaaaaaaaa/undo", None),
        ("DELETE", "articles/a-aaaaaaaaaa?why=x", None),
        ("POST", "check", {"text": "a place to put the water", "record": True}),
    ):
        answer = page.request(method, f"{BASE}/{path}", json=body)
        assert answer.status_code == 401, path
        assert answer.headers["www-authenticate"] == "Bearer"
    assert page.post(f"{BASE}/articles", files={"file": ("a.txt", b"It rained.")}).status_code == 401
    assert page.get(f"{BASE}/checks").json()["total"] == 0


def test_a_reviewer_removes_no_article(desk):
    id_ = desk.get(f"{BASE}/articles").json()["rows"][0]["id"]
    assert desk.delete(f"{BASE}/articles/{id_}?why=x").status_code == 403


@pytest.mark.slow
def test_an_uploaded_document_is_stored_once_and_a_bad_one_says_why(desk):
    text = "“The bridge is safe,” said Mira Vantongeren, an engineer at Example Works.\n".encode()

    def send(name: str, data: bytes, **fields: str) -> Any:
        return desk.post(f"{BASE}/articles", files={"file": (name, data)}, data=fields)

    [one] = send("../../etc/story.txt", text, publisher="Reporter Daily", published="2024-05").json()
    assert (one["outcome"], one["path"], one["quotes"]) == ("created", "story.txt", 1)
    stored = desk.get(f"{BASE}/articles/{one['article_id']}").json()
    assert stored["publisher"] == "Reporter Daily"
    assert stored["published"]["printed"] == "2024-05"
    [again] = send("another.txt", text, publisher="Reporter Daily").json()
    assert (again["outcome"], again["article_id"]) == ("unchanged", one["article_id"])
    [bad] = send("picture.txt", b"\x89PNG\r\n\x1a\n\0\0\0").json()
    assert bad["outcome"] == "failed"
    assert bad["reason"]
    [dated] = send("other.txt", b"It rained all day in the valley.", published="soon").json()
    assert dated["outcome"] == "failed"


@pytest.mark.slow
def test_an_uploaded_summary_is_stored_only_when_asked(desk):
    item = "<item><title>Late</title><description>“It is late,” said Ada Example.</description></item>"
    feed = f"<rss version='2.0'><channel><title>Example Times</title>{item}</channel></rss>".encode()
    files = {"file": ("feed.rss", feed)}
    [refused] = desk.post(f"{BASE}/articles", files=files).json()
    assert (refused["outcome"], refused["failure"]) == ("failed", "refused")
    assert "only a summary" in refused["reason"]
    [stored] = desk.post(f"{BASE}/articles", files=files, data={"summaries": "true"}).json()
    assert stored["outcome"] == "created"


def test_annotations_lead_to_the_words(page):
    row = page.get(f"{BASE}/articles").json()["rows"][0]
    article = page.get(f"{BASE}/articles/{row['id']}").json()
    answer = page.get(f"{BASE}/articles/{row['id']}/annotations")
    assert answer.headers["content-type"].startswith("application/ld+json")
    made = answer.json()
    assert made["@context"] == "http://www.w3.org/ns/anno.jsonld"
    assert len(made["items"]) == len(article["quotes"]) > 0
    for item, quote in zip(made["items"], article["quotes"], strict=True):
        assert item["id"].endswith(f"/q/{quote['id']}")
        for target, pair in zip(item["target"], quote["content"], strict=True):
            position, words = target["selector"]
            assert [position["start"], position["end"]] == pair
            assert words["exact"] == Span(*pair).text(article["text"])
            assert article["text"][: pair[0]].endswith(words["prefix"])


def test_names_are_reconciled_and_a_match_is_one_only_where_nobody_else_is_meant(page):
    people = [row for row in page.get(f"{BASE}/speakers").json()["rows"] if row["kind"] == "person"]
    known = people[0]
    queries = {
        "whole": {"query": known["name"]},
        "near": {"query": known["name"][:-1] + "z"},
        "other": {"query": known["name"], "type": "organisation"},
        "nobody": {"query": "Xylophon Qqqq"},
    }
    found = page.post(f"{BASE}/reconcile", data={"queries": json.dumps(queries)}).json()
    [first, *_] = found["whole"]["result"]
    assert (first["id"], first["score"], first["match"]) == (known["id"], 100.0, True)
    assert not any(each["match"] for each in found["near"]["result"])
    assert found["other"]["result"] == found["nobody"]["result"] == []
    manifest = page.get(f"{BASE}/reconcile").json()
    assert manifest["versions"] == ["0.2"]
    assert manifest["view"]["url"].endswith("/s/{{id}}")
    for bad in ("[]", "{", '{"a": {"query": 1}}', json.dumps({str(n): {"query": "a"} for n in range(101)})):
        assert page.post(f"{BASE}/reconcile", data={"queries": bad}).status_code == 400


@pytest.mark.parametrize(
    "path", ["/api/v1/quotes?q=water", "/search.json", "/search.rss?q=water", "/a.csv", "/"]
)
def test_what_somebody_has_already_is_not_sent_again(desk, path: str):
    first = desk.get(path)
    tag = first.headers["etag"]
    again = desk.get(path, headers={"If-None-Match": f'"other", {tag}'})
    assert (again.status_code, again.content, again.headers["etag"]) == (304, b"", tag)
    assert again.headers["cache-control"] == "private, no-cache"
    assert "content-length" not in again.headers
    quote = desk.get("/search.json?q=water").json()["rows"][0]["id"]
    desk.post(f"/q/{quote}/judge", data={"decision": "reject"})
    if path != "/a.csv":
        assert desk.get(path, headers={"If-None-Match": tag}).status_code == 200
    assert "etag" not in desk.get("/api/v1/quotes/nonsense").headers


def test_a_path_or_method_that_is_none_is_a_problem_too(page):
    for method, path, status in (
        ("GET", "nowhere", 404),
        ("PUT", "quotes", 405),
        ("POST", "check", 422),
        ("GET", "quotes?after=junk", 400),
        ("GET", "quotes?limit=0", 422),
    ):
        answer = page.request(method, f"{BASE}/{path}")
        assert answer.headers["content-type"] == "application/problem+json", path
        assert (answer.json()["status"], answer.status_code) == (status, status), path
        assert {"type", "title", "detail"} <= answer.json().keys()
