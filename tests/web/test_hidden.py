"""Nothing of somebody erased, and nothing under embargo, comes out of any face: not a name, not a word."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from quotesdb.db.engine import open_engine, sessions
from tests.functional.test_erased import call
from tests.services.toy import TOY, draft, ingest
from tests.web import faces

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
