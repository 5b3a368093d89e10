"""Nothing of somebody erased, and nothing under embargo, comes out of any face: not a name, not a word."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest

from quotesdb.db.engine import open_engine, sessions
from tests.functional.test_erased import call
from tests.services.toy import TOY, draft, ingest
from tests.web import faces
from tests.web.conftest import serving

NAME, SAID = "Amara Okonjo", "The mere will be full again by Easter"
ERASED = ("Okonjo", "okonjo", "OKONJO", "Easter")
TRIED = ("Amara", "Okonja Works", "Bea Sample")
ARTICLES = (
    (
        f"“{SAID},” said {NAME}, hydrologist at Velda Works.\n\n"
        f"“Nobody asked us,” said Bea Sample, director at {NAME} Works.\n\n"
        f"“It is pooled,” said {NAME} Bank.\n\n"
        f"“{NAME} never asked for a salary,” said Cy Test, clerk at Velda {NAME} Works.\n\n"
        "“Write to amara.okonjo@works.example or to @AmaraOkonjo, not #amaraokonjo,” said Bea Sample."
    ),
    f"“Amara came late,” said Bea Sample.\n\n“{NAME} came at all,” said Cy Test, clerk at {NAME} Works.",
    "“Rain,” said Bea Sample.",
)


def store(database: str, number: int, text: str, **fields: object) -> str:
    engine = open_engine(database)
    with sessions(engine, write=True).begin() as session:
        address, day = f"https://example.org/{number}", f"2025-03-0{number + 1}"
        done = ingest(session, draft(text, address, day=day, **fields), program=TOY)
    engine.dispose()
    return str(done.article_id)


@pytest.fixture
def desk(database_url: str, tmp_path: Path) -> str:
    """A database with somebody erased, and with all that people decided and wrote that has the name in it."""
    ids = [
        store(database_url, number, text, title=f"{NAME} {number}", publisher=f"The {NAME} Gazette")
        for number, text in enumerate(ARTICLES)
    ]
    judging = ("--as", "Wen", "--note", f"{NAME} said so")
    call(database_url, "organisations", "different", f"{NAME} Works", f"Velda {NAME} Works", *judging)
    call(database_url, "organisations", "rename", f"{NAME} Bank", f"Bank of {NAME}", *judging)
    call(database_url, "check", f"{NAME} never asked for a salary", status=None)
    call(database_url, "article", "remove", ids[2], "--why", f"{NAME} asked for it")
    assert "Easter" in call(database_url, "quotes").output
    call(database_url, "speakers", "erase", NAME, "--why", "file 12", "--as", "Wen")
    people = tmp_path / "people.csv"
    people.write_text(f"name,role,organisation,wikidata\nBea Sample,aide to {NAME},{NAME} Works,Q900001\n")
    call(database_url, "people", "import", str(people))
    return database_url


def everything(database: str, tried: tuple[str, ...] = TRIED) -> list[tuple[str, str]]:
    return list(faces.everything(database, faces.stored(database), tried))


def leaks(told: list[tuple[str, str]], secrets: tuple[str, ...]) -> list[tuple[str, str]]:
    """What was asked, and what stands around what is to be hidden."""
    found = re.compile("|".join(secrets))
    return [
        (asked, each[max(0, match.start() - 80) : match.end() + 80])
        for asked, each in told
        for match in found.finditer(each)
    ]


def test_the_name_of_somebody_erased_comes_out_of_no_face(desk: str) -> None:
    told = everything(desk)
    assert any("Bea Sample" in each for _, each in told)
    found = leaks(told, ERASED)
    assert not found, "\n".join(map(str, found))


UNDER_EMBARGO = ("Glimmer", "opens to all", "scoop")
HELD = (
    "“The bridge opens to all,” said Bea Sample, director at Glimmer Works.\n\n"
    "“It is so wide,” said Glimmer Bank.\n\n“Fog,” said Cy Test, clerk at Sample Bank."
)
OPEN = "“Rain,” said Bea Sample.\n\n“Ink,” said Cy Test, clerk at Sample Bank.\n\n“So,” said Sample Bank."


@pytest.fixture
def held(database_url: str) -> str:
    """A database with an article that was put under embargo after people had decided something about it."""
    id_ = store(database_url, 0, HELD, title="Glimmer scoop", publisher="Glimmer Post")
    store(database_url, 1, OPEN, title="Open", publisher="Sample Post")
    quotes = faces.stored(database_url).quotes
    for quote in quotes[:2]:
        call(database_url, "review", "accept", quote, "--as", "Wen")
    call(database_url, "organisations", "different", "Glimmer Bank", "Sample Bank", "--as", "Wen")
    call(database_url, "organisations", "unsure", "Glimmer Works", "Sample Bank", "--as", "Wen")
    call(database_url, "article", "set", id_, "--publisher", "Glimmer News", "--as", "Wen")
    assert "Glimmer" in call(database_url, "decisions", "list").output
    call(database_url, "article", "set", id_, "--embargo", "2999-01-01T06:00+01:00", "--as", "Wen")
    return database_url


def test_nothing_of_an_article_under_embargo_comes_out_of_any_face(held: str) -> None:
    told = everything(held, ("Bea Sample", "Glimer Works", "Glimer Post", "Rain"))
    assert any("Bea Sample" in each for _, each in told)
    found = leaks(told, UNDER_EMBARGO)
    assert not found, "\n".join(map(str, found))


@pytest.mark.parametrize(
    ("command", "said"),
    [
        ("organisations show", "no organisation is called"),
        ("quotes --organisation", "no organisation is called"),
        ("organisations rename", "no organisation is called"),
    ],
)
def test_whether_a_name_is_printed_under_embargo_cannot_be_tried(held: str, command: str, said: str) -> None:
    name = ("Some Works", "--as", "Wen") if command.endswith("rename") else ()
    for tried in ("Glimmer Works", "Glimmer Bank"):
        assert said in call(held, *command.split(), tried, *name, status=1).output
    assert "no publisher is called" in call(held, "quotes", "--publisher", "Glimmer News", status=1).output
    shown = call(held, "quotes", "--publisher", "Glimmer News", "--embargoed").output
    assert "opens to all" in shown
    assert "opens to all" in call(held, "quotes", "--organisation", "Glimmer Works", "--embargoed").output


def test_what_is_under_embargo_is_judged_only_by_who_asks_for_it(held: str) -> None:
    listed = map(json.loads, call(held, "quotes", "--embargoed", "--json").stdout.splitlines())
    quote = next(row["id"] for row in listed if "opens" in row["text"])
    judging = ("--as", "Wen")
    for command in (("review", "reject", quote), ("quote", quote, "--reject"), ("quote", quote, "--retract")):
        refused = call(held, *command, *judging, status=1).output
        assert "under embargo" in refused
        assert "opens" not in refused
    with serving(held, reviewer="Wen") as page:
        address = f"/api/v1/quotes/{quote}/review"
        forms = {"decision": "reject"}
        answers = [
            page.post(address, json=forms),
            page.delete(address),
            page.post(f"/q/{quote}/judge", data=forms),
            page.post(f"/q/{quote}/judge", data={"decision": "undo"}),
            page.post(f"/review?at={quote}", data=forms),
        ]
    assert [each.status_code for each in answers] == [403] * 5
    assert "opens" not in "".join(each.text for each in answers)
    assert "opens to all" in call(held, "review", "reject", quote, "--embargoed", *judging).stdout
    assert "opens to all" in call(held, "quote", quote, "--retract", "--embargoed", *judging).stdout


@pytest.mark.parametrize("words", ["amara", "OKONJO", "okonjo amara", '"amara okonjo never"', "amara salary"])
def test_the_words_of_an_erased_name_find_nothing_where_they_are_masked(desk: str, words: str) -> None:
    for command in (("quotes",), ("articles",), ("organisations", "list"), ("speakers", "list")):
        assert call(desk, *command, words, "--json", status=None).stdout == "", command
    assert "salary" in call(desk, "quotes", "salary", "--json").stdout
    assert call(desk, "articles", "salary", "--json").stdout
    assert call(desk, "organisations", "list", "works", "--json").stdout


def test_a_given_name_that_others_have_is_found_where_they_are_named(desk: str) -> None:
    store(desk, 6, "“Amara Sample sings,” said Eve Trial.\n\n“It is so,” said Amara Trial.")
    assert [row["text"] for row in json_lines(desk, "quotes", "amara")] == ["“Amara Sample sings,”"]
    assert [row["name"] for row in json_lines(desk, "speakers", "list", "amara")] == ["Amara Trial"]


@pytest.mark.parametrize(
    ("claim", "verdict"),
    [
        (f"{NAME} never asked for a salary", "not_found"),
        ("She never asked for a salary", "not_found"),
        ("never asked for a salary", "verbatim"),
        ("never asked for a big salary", "altered"),
    ],
)
def test_a_claim_is_not_altered_where_its_words_may_be_masked(desk: str, claim: str, verdict: str) -> None:
    [told] = json_lines(desk, "check", claim)
    assert told["verdict"] == verdict
    assert any("nobody is shown" in note for note in told["notes"]) == (verdict == "not_found")
    assert "%E2%96%88" not in json.dumps(told)


@pytest.mark.parametrize("name", [NAME, "Okonjo", "Amara Jane Okonjo"])
def test_a_reviewer_cannot_name_somebody_erased(desk: str, name: str) -> None:
    [row] = json_lines(desk, "quotes", "asked us")
    refused = call(desk, "review", "speaker", row["id"], name, "--as", "Wen", status=1)
    assert "no speaker is called" in refused.output
    if name != "Okonjo":
        call(desk, "review", "speaker", row["id"], name, "--new", "--as", "Wen", status=1)
    assert json_lines(desk, "quotes", "asked us") == [row]


def json_lines(database: str, *arguments: str) -> list[Any]:
    done = call(database, *arguments, "--json", status=None)
    return [json.loads(line) for line in done.stdout.splitlines()]
