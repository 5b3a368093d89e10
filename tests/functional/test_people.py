"""Authority files: who people are, when they held an office, and what they are called elsewhere."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest

from quotesdb.db.engine import open_engine, sessions
from quotesdb.values import Agent, AgentKind, Quotation
from tests.functional.test_erased import call
from tests.services.toy import TOY, draft, extract, ingest

TABLE = (
    "name,also,role,organisation,since,until,born,wikidata,isni\n"
    "Ada Example,Addy Example,Chancellor of the Treasury,Velda,1997-05-02,2007-06-27,"
    "1951,Q900001,0000 0001 2\n"
    "Bea Sample,,Chancellor of the Treasury,Velda,2007-06-28,2010-05-11,1953,Q900002,\n"
    "Cy Test,,,,,,1801,Q900003,\n"
    "Cy Test,,,,,,1999,Q900004,\n"
)
ITEM = "https://www.wikidata.org/entity/Q900001"


@pytest.fixture
def desk(database_url: str, tmp_path: Path) -> str:
    engine = open_engine(database_url)
    texts = {
        "2005-03-01": "“Not a penny more,” said Ada Example.\n\n“Ink,” said Cy Test.",
        "2006-03-01": "“Rates rise in May,” said Addy Example.\n\n“Rain,” said Dee Trial.",
    }
    with sessions(engine, write=True).begin() as session:
        for number, (day, text) in enumerate(texts.items()):
            ingest(session, draft(text, f"https://example.org/{number}", day=day), program=TOY)
    engine.dispose()
    (tmp_path / "people.csv").write_text(TABLE, "utf-8")
    return database_url


def bring(desk: str, tmp_path: Path) -> str:
    return call(desk, "people", "import", str(tmp_path / "people.csv")).stdout


def test_whoever_was_imported_is_shown_chosen_and_exported(desk: str, tmp_path: Path) -> None:
    assert bring(desk, tmp_path) == "people.csv: 4 added, 0 renewed\n"
    page = call(desk, "speaker", "Ada Example").stdout
    assert ITEM in page
    assert "Chancellor of the Treasury, Velda, 1997-05-02 to 2007-06-27" in page
    for meant in ("Q900001", "wikidata:Q900001", "isni:0000 0001 2"):
        said = [
            json.loads(line) for line in call(desk, "quotes", "--id", meant, "--json").stdout.splitlines()
        ]
        assert {one["text"] for one in said} == {"“Not a penny more,”", "“Rates rise in May,”"}
        assert {tuple(one["same_as"]) for one in said} == {(ITEM, "https://isni.org/isni/000000012")}
    [item] = json.loads(
        call(desk, "export", "--format", "csl-json", "--id", "Q900001", "--until", "2005").stdout
    )
    assert f"Speaker is: {ITEM}" in item["note"]
    batch = call(desk, "export", "--format", "quickstatements").stdout
    assert {line.split("\t")[2] for line in batch.splitlines() if line.startswith("Q900001\tP1683\t")} == {
        'en:"Not a penny more,"',
        'en:"Rates rise in May,"',
    }
    assert "Rain" not in batch
    assert batch.count("/* machine-attributed, unreviewed") == batch.count("\n")
    assert call(desk, "quotes", "--id", "Q900002").stdout.count("q-") == 0
    assert "Q999" in call(desk, "quotes", "--id", "Q999", status=1).output
    assert '"same_as": []' in call(desk, "quotes", "Rain", "--json").stdout


def test_of_two_of_one_name_the_one_who_lived_then_is_meant(desk: str, tmp_path: Path) -> None:
    bring(desk, tmp_path)
    [said] = map(json.loads, call(desk, "quotes", "Ink", "--json").stdout.splitlines())
    assert said["same_as"] == ["https://www.wikidata.org/entity/Q900003"]


@pytest.mark.sqlite_only("what an extractor finds is the same")
def test_the_chancellor_is_who_held_the_office_that_day(database: Path, tmp_path: Path) -> None:
    (tmp_path / "people.csv").write_text(TABLE, "utf-8")
    for year in (2006, 2008, 2020):
        said = f"“We shall not borrow a penny in {year},” the chancellor said on Tuesday.\n"
        file = tmp_path / f"{year}.txt"
        file.write_text(f"---\ndate: {year}-03-01\n---\n{said}", "utf-8")
        call(str(database), "ingest", str(file))
    bring(str(database), tmp_path)
    held = {
        one["article"]["published"]["printed"][:4]: one["holder"]
        for one in map(json.loads, call(str(database), "quotes", "--json").stdout.splitlines())
    }
    assert held == {
        "2006": "Ada Example (wikidata:Q900001)",
        "2008": "Bea Sample (wikidata:Q900002)",
        "2020": None,
    }


def test_a_file_again_replaces_what_it_said_and_can_be_taken_out(desk: str, tmp_path: Path) -> None:
    bring(desk, tmp_path)
    file = tmp_path / "people.csv"
    file.write_text(TABLE.replace("Addy Example", "Addie Example"), "utf-8")
    assert bring(desk, tmp_path) == "people.csv: 0 added, 4 renewed\n"
    [ada] = map(json.loads, call(desk, "people", "Addie", "--json").stdout.splitlines())
    assert (ada["id"], ada["names"]) == ("wikidata:Q900001", ["Addie Example"])
    other = tmp_path / "other.csv"
    other.write_text("name,viaf,wikidata\nAda Q. Example,77,Q900001\n", "utf-8")
    call(desk, "people", "import", str(other))
    [ada] = map(json.loads, call(desk, "people", "Addie", "--json").stdout.splitlines())
    assert (ada["names"], [each["scheme"] for each in ada["identifiers"]]) == (
        ["Addie Example", "Ada Q. Example"],
        ["wikidata", "isni", "viaf"],
    )
    assert "removed 1 person" in call(desk, "people", "remove", "wikidata:Q900002").stdout
    assert "removed 3 people" in call(desk, "people", "remove", "--source", "people.csv").stdout
    assert "no record fits" in call(desk, "people").output


def test_whoever_is_erased_stays_so_whatever_is_imported(desk: str, tmp_path: Path) -> None:
    bring(desk, tmp_path)
    call(desk, "speakers", "erase", "Ada Example", "--why", "file 12", "--as", "Wen")
    assert "Ada Example" not in call(desk, "people").stdout
    assert "1 person erased before left out" in bring(desk, tmp_path)
    assert call(desk, "people", "Q900001").stdout.count("Example") == 0
    assert "penny" not in call(desk, "quotes", "--id", "Q900001", status=None).output


@pytest.mark.parametrize("when", ["before", "after"])
def test_authority_files_join_and_part_names_whatever_came_first(
    database_url: str, tmp_path: Path, when: str
) -> None:
    names = (
        "name,also,born,wikidata\nAda Example,Ada Trial,1951,Q1\n"
        "Bob Sample,,1950,Q2\nRobert Sample,,1980,Q3\n"
    )
    (tmp_path / "people.csv").write_text(names, "utf-8")
    if when == "before":
        bring(database_url, tmp_path)
    engine = open_engine(database_url)
    for number, name in enumerate(("Ada Example", "Ada Trial", "Bob Sample", "Robert Sample")):
        with sessions(engine, write=True).begin() as session:
            text = f"“Not a penny more,” said {name}."
            ingest(session, draft(text, f"https://example.org/{number}", day="2005-03-01"), program=TOY)
    engine.dispose()
    if when == "after":
        assert len(speakers(database_url)) == 3, "both Samples are one for all that names tell"
        bring(database_url, tmp_path)
    together = {frozenset(each) for each in speakers(database_url)}
    assert together == {
        frozenset({"Ada Example", "Ada Trial"}),
        frozenset({"Bob Sample"}),
        frozenset({"Robert Sample"}),
    }
    call(database_url, "rebuild")
    assert {frozenset(each) for each in speakers(database_url)} == together
    call(database_url, "people", "remove", "--source", "people.csv")
    assert frozenset({"Ada Example", "Ada Trial"}) not in {frozenset(each) for each in speakers(database_url)}


def speakers(desk: str) -> list[set[str]]:
    """The names printed of each speaker."""
    found: dict[str, set[str]] = {}
    for line in call(desk, "quotes", "--json", "--limit", "0").stdout.splitlines():
        said = json.loads(line)
        found.setdefault(said["speaker_id"], set()).add(said["speaker"]["name"])
    return list(found.values())


def office_desk(database_url: str, texts: dict[str, str]) -> None:
    """Articles that print offices, read by the toy extractor, which knows "The Chancellor" for one."""
    engine = open_engine(database_url)
    for day, text in texts.items():
        with sessions(engine, write=True).begin() as session:
            read = draft(text, f"https://example.org/{day}", day=day)
            ingest(session, read, program=OFFICES)
    engine.dispose()


def unnamed(text: str, language: str | None = None) -> list[Quotation]:
    """What the toy finds, of which offices are nobody by name."""
    return [
        replace(one, speaker=Agent(one.speaker.name, AgentKind.ANONYMOUS, role=one.speaker.role))
        if one.speaker and one.speaker.name.lower().startswith(("the ", "a ", "velda"))
        else one
        for one in extract(text, language)
    ]


OFFICES = replace(TOY, extract=unnamed)
HELD = {
    "1999-03-01": "“Not a penny,” said Ada Example.",
    "2005-03-01": "“Rates rise,” said the Chancellor.\n\n“So they do,” said a chancellor.",
    "2006-03-01": "“Rates fall,” said the Chancellor of the Treasury.",
    "2007-03-01": "“Rates stay,” said Velda chancellor.\n\n“No,” said the Harrow chancellor.",
    "2008-03-01": "“Rates grow,” said the Chancellor.",
    "2020-03-01": "“Rates end,” said the Chancellor.",
    "2004-03-01": "“Ink,” said Eve Trial, chancellor at Harrow.\n\n“Ink again,” said the Chancellor.",
}


def said_by(desk: str, name: str) -> set[str]:
    lines = call(desk, "quotes", "--speaker", name, "--json", "--limit", "0").stdout.splitlines()
    return {json.loads(line)["text"].strip("“,”") for line in lines}


@pytest.mark.parametrize("when", ["before", "between", "after"])
def test_an_office_is_linked_to_who_alone_held_it_that_day(
    database_url: str, tmp_path: Path, when: str
) -> None:
    (tmp_path / "people.csv").write_text(TABLE, "utf-8")
    texts = dict(HELD)
    if when == "before":
        bring(database_url, tmp_path)
    if when == "between":
        first = texts.pop("1999-03-01")
        office_desk(database_url, texts)
        bring(database_url, tmp_path)
        texts = {"1999-03-02": first}
    office_desk(database_url, texts)
    if when == "after":
        assert said_by(database_url, "Ada Example") == {"Not a penny"}
        bring(database_url, tmp_path)
    own = {"Not a penny", "Rates rise", "Rates fall", "Rates stay"}
    assert said_by(database_url, "Ada Example") == own
    call(database_url, "rebuild")
    assert call(database_url, "db", "check").exit_code == 0
    assert said_by(database_url, "Ada Example") == own
    [counted] = [
        row
        for row in map(json.loads, call(database_url, "speakers", "--json").stdout.splitlines())
        if row["name"] == "Ada Example"
    ]
    assert counted["quotes"] == len(own)
    [stats] = map(json.loads, call(database_url, "stats", "--json", "--limit", "0").stdout.splitlines())
    assert sum(row["count"]["quotes"] for row in stats["rows"]) == stats["quotes"] == 10
    why = call(database_url, "speakers", "show", "Ada Example", "--why").stdout
    assert "alone held the office on the day of printing: Chancellor of the Treasury, Velda" in why
    call(database_url, "people", "remove", "--source", "people.csv")
    assert said_by(database_url, "Ada Example") == {"Not a penny"}
    assert call(database_url, "db", "check").exit_code == 0


def test_two_who_held_an_office_leave_it_open_and_a_person_decides(database_url: str, tmp_path: Path) -> None:
    both = TABLE.replace("2007-06-28,2010-05-11", "2005-01-01,2010-05-11")
    (tmp_path / "people.csv").write_text(both, "utf-8")
    office_desk(database_url, HELD)
    bring(database_url, tmp_path)
    assert said_by(database_url, "Ada Example") == {"Not a penny"}
    (tmp_path / "people.csv").write_text(TABLE, "utf-8")
    bring(database_url, tmp_path)
    assert "Rates rise" in said_by(database_url, "Ada Example")
    [quote] = map(json.loads, call(database_url, "quotes", "Rates rise", "--json").stdout.splitlines())
    call(database_url, "speakers", "split", quote["speaker_id"], quote["article"]["id"], "--as", "Wen")
    assert "Rates rise" not in said_by(database_url, "Ada Example")
    call(database_url, "rebuild")
    assert "Rates rise" not in said_by(database_url, "Ada Example")
    assert call(database_url, "db", "check").exit_code == 0


def test_who_is_erased_takes_the_words_of_the_office_along_and_not_the_office(
    database_url: str, tmp_path: Path
) -> None:
    (tmp_path / "people.csv").write_text(TABLE, "utf-8")
    bring(database_url, tmp_path)
    office_desk(database_url, HELD)
    call(database_url, "speakers", "erase", "Ada Example", "--why", "file 12", "--as", "Wen")
    told = call(database_url, "quotes", "--limit", "0").stdout
    assert "Rates rise" not in told
    assert "Rates fall" not in told
    assert "the Chancellor" in told
    assert call(database_url, "db", "check").exit_code == 0


def test_a_date_that_cannot_be_read_is_told_of_with_its_line(desk: str, tmp_path: Path) -> None:
    table = "name,role,since,until\nAda Example,Mayor,spring 1997,2007-06\nBea Sample,Mayor,2007-13-01,\n"
    (tmp_path / "people.csv").write_text(table, "utf-8")
    told = call(desk, "people", "import", str(tmp_path / "people.csv"))
    assert told.stdout == "people.csv: 2 added, 0 renewed\n"
    assert told.stderr == (
        "people.csv, line 2: since 'spring 1997': no date like 1997-05-02, passed over; 1 more like it\n"
    )
    [row] = map(json.loads, call(desk, "people", "ada", "--json").stdout.splitlines())
    assert (row["roles"][0]["since"], row["roles"][0]["until"]) == (None, "2007-06")
    [brought] = map(
        json.loads, call(desk, "people", "import", str(tmp_path / "people.csv"), "--json").stdout.splitlines()
    )
    assert brought["unread"] == ["line 2: since 'spring 1997'", "line 3: since '2007-13-01'"]


def test_who_is_quoted_by_the_office_alone_is_found_by_name(database_url: str, tmp_path: Path) -> None:
    office_desk(database_url, HELD)
    (tmp_path / "people.csv").write_text(TABLE, "utf-8")
    bring(database_url, tmp_path)
    for asked in (("--speaker", "Bea Sample"), ("--speaker", "Sample"), ("--id", "Q900002")):
        found = map(json.loads, call(database_url, "quotes", *asked, "--json").stdout.splitlines())
        assert [(one["text"], one["holder"]) for one in found] == [
            ("“Rates grow,”", "Bea Sample (wikidata:Q900002)")
        ]
    assert "Rates grow" in call(database_url, "speaker", "Bea Sample").stdout
    call(database_url, "speaker", "Cy Test", status=1)
    call(database_url, "people", "remove", "--source", "people.csv")
    call(database_url, "quotes", "--speaker", "Bea Sample", status=1)
