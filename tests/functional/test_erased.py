"""Somebody who was erased: neither the name nor the words come out of any command."""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from quotesdb.cite import BINARY, formats
from quotesdb.cli import main
from quotesdb.db.engine import open_engine, sessions
from quotesdb.services.ingest.rebuild import rebuild
from quotesdb.services.ingest.reextract import reextract
from quotesdb.services.lookup import in_its_place
from quotesdb.services.lookup.facets import find_facets
from quotesdb.services.lookup.filters import QuoteFilter
from quotesdb.services.lookup.spread import spread
from tests.functional.every_command import LOOK_UPS, names, words
from tests.services.toy import NEWER, TOY, draft, ingest

NAME, SURNAME = "Amara Okonjo", "Okonjo"
PAPER = f"The {NAME} Gazette"
SAID = "The mere will be full again by Easter"
ARTICLES = (
    (
        f"“{SAID},” said {NAME}, hydrologist at Velda Works.\n\n"
        "“Nobody asked us,” said Bea Sample, director at Sample Bank."
    ),
    f"“We told {NAME} in May,” said Bea Sample.\n\nMs {SURNAME} kept her counsel.\n\n“Rain,” said Cy Test.",
    f"“{SAID},” said Amara Jane {SURNAME}.\n\n“Then so be it,” said {SURNAME}.",
)
MORE = (
    "article show {article} --history",
    "checks --claim-review https://example.org/facts",
    "decisions list --all",
    *(f"export --format {name}" for name in sorted({*formats()} - BINARY)),
    "quotes {said}",
    "quotes --unsupported --all",
    "speaker 'Bea Sample'",
    "speakers list --all",
    "stats --by publisher",
    "stats --by speaker",
)


@pytest.fixture
def desk(database_url: str) -> str:
    """A database with what the person said, and what was decided about it before."""
    engine = open_engine(database_url)
    for number in range(len(ARTICLES)):
        store(engine, number)
    engine.dispose()
    return database_url


def store(engine: object, number: int, text: str = "") -> None:
    with sessions(engine, write=True).begin() as session:  # type: ignore[arg-type]
        titled = draft(
            text or ARTICLES[number],
            f"https://example.org/{number}",
            day=f"2025-03-0{number + 1}",
            title=f"{NAME} on the mere {number}",
            publisher=PAPER,
            byline=("Dee Trial", NAME),
        )
        ingest(session, titled, program=TOY)


def call(database: str, *arguments: str, status: int | None = 0) -> Result:
    done = CliRunner().invoke(main, ["--db", database, *arguments], prog_name="quotesdb")
    assert status is None or done.exit_code == status, done.output
    return done


def decide(database: str) -> None:
    """What people decided about the person, and of others beside her."""
    [first] = (
        json.loads(call(database, "quotes", "Easter", "--limit", "1", "--json").stdout.splitlines()[0]),
    )
    call(database, "review", "accept", first["id"], "--as", "Wen", "--note", f"{NAME} confirmed it")
    call(database, "speakers", "alias", "add", NAME, "the flood woman", "--as", "Wen")
    call(database, "speakers", "different", NAME, "Bea Sample", "--as", "Wen")
    call(database, "tag", NAME, "local", "--as", "Wen")
    call(database, "check", SAID, "--speaker", NAME, status=None)
    call(database, "check", SAID, status=None)
    call(database, "check", SAID, "--publisher", PAPER, status=None)
    call(database, "article", "set", first["article"]["id"], "--publisher", f"{NAME} Herald", "--as", "Wen")


def erase(database: str) -> str:
    call(database, "speakers", "merge", f"Amara Jane {SURNAME}", bare(database), "--as", "Wen")
    made = call(database, "speakers", "erase", NAME, "--why", "file 12", "--as", "Wen", "--json")
    decision: str = json.loads(made.stdout)["decision"]
    return decision


def bare(database: str) -> str:
    """The id of whom an article calls by surname alone."""
    rows = map(json.loads, call(database, "speakers", "--json").stdout.splitlines())
    return str(next(row["id"] for row in rows if row["name"] == SURNAME))


def everything(database: str, folder: Path) -> Iterator[tuple[str, str]]:
    """All that every command that reads tells, as a page and as JSON."""
    shutil.rmtree(folder, ignore_errors=True)
    named = {**names(Path(database), folder), "said": SAID.split()[1]}
    for one in (*LOOK_UPS, *MORE):
        for form in ((), ("--json",)):
            yield one, call(database, *words(one, named), *form, status=None).output


def assert_nowhere(database: str, folder: Path) -> None:
    for command, told in everything(database, folder):
        for secret in (NAME, SURNAME, "Easter", "full again", "the flood woman", "okonjo"):
            assert secret not in told, (command, told)


@pytest.mark.sqlite_only("what commands print is the same")
def test_neither_name_nor_words_come_out_of_any_command(desk: str, tmp_path: Path) -> None:
    decide(desk)
    shown = " ".join(told for _, told in everything(desk, tmp_path / "given"))
    assert NAME in shown
    assert "Easter" in shown
    erase(desk)
    assert_nowhere(desk, tmp_path / "given")
    assert call(desk, "quotes", "--json").stdout.count("Bea Sample") > 1


@pytest.mark.sqlite_only("what commands print is the same")
def test_what_is_ingested_read_anew_rebuilt_or_copied_brings_nobody_back(desk: str, tmp_path: Path) -> None:
    erase(desk)
    engine = open_engine(desk)
    store(engine, 3, f"“The mere is full again at Easter,” said {NAME}.\n\n“So it is,” said Dr. {NAME}.")
    reextract(sessions(engine, write=True), program=NEWER)
    assert_nowhere(desk, tmp_path / "given")
    rebuild(sessions(engine, write=True))
    engine.dispose()
    assert_nowhere(desk, tmp_path / "given")
    copied = str(tmp_path / "copied.db")
    call(desk, "db", "copy", desk, copied)
    assert_nowhere(copied, tmp_path / "given")
    assert call(desk, "db", "check").exit_code == 0


@pytest.mark.sqlite_only("what commands print is the same")
def test_who_is_shown_again_is_shown_as_before(desk: str, tmp_path: Path) -> None:
    call(desk, "speakers", "merge", f"Amara Jane {SURNAME}", bare(desk), "--as", "Wen")
    reads = [one for one in (*LOOK_UPS, *MORE) if not one.startswith("decisions")]
    folder = tmp_path / "given"
    named = {**names(Path(desk), folder), "said": SAID.split()[1]}
    before = [call(desk, *words(one, named), status=None).output for one in reads]
    made = json.loads(
        call(desk, "speakers", "erase", NAME, "--why", "file 12", "--as", "Wen", "--json").stdout
    )
    assert made["quotes"] == 3
    refused = call(desk, "undo", made["decision"], "--as", "Wen", status=2)
    assert "speakers erase --restore" in refused.output
    restored = call(desk, "speakers", "erase", "--restore", made["decision"], "--as", "Wen")
    assert restored.stdout == f"{made['quotes']} quotations and the name are shown again\n"
    assert [call(desk, *words(one, named), status=None).output for one in reads] == before


def test_decisions_carry_the_erasure_but_not_the_name_to_another_database(
    desk: str, tmp_path: Path, empty_database: Path
) -> None:
    decide(desk)
    erase(desk)
    written = call(desk, "decisions", "export").stdout
    assert '"erasure"' in written
    assert SURNAME.lower() not in written.lower()
    lines = tmp_path / "decisions.jsonl"
    lines.write_text(written, encoding="utf-8")
    other = str(shutil.copyfile(empty_database, tmp_path / "other.db"))
    engine = open_engine(other)
    store(engine, 0)
    assert NAME in call(other, "quotes").stdout
    call(other, "decisions", "import", str(lines), status=None)
    store(engine, 2)
    engine.dispose()
    told = call(other, "quotes").stdout + call(other, "speakers").stdout
    assert "Bea Sample" in told
    assert NAME not in told
    assert call(other, "db", "check").exit_code == 0


@pytest.mark.sqlite_only("what is refused is the same")
def test_what_cannot_be_erased_is_refused(desk: str) -> None:
    why = ("--why", "file 12", "--as", "Wen")
    assert (
        "leave the name out"
        in call(desk, "speakers", "erase", NAME, "--why", f"{NAME} asked", "--as", "Wen", status=2).output
    )
    assert "no speaker is called" in call(desk, "speakers", "erase", "Zed Nobody", *why, status=1).output
    assert "Say why" in call(desk, "speakers", "erase", NAME, "--as", "Wen", status=2).output
    call(desk, "speakers", "different", "Bea Sample", "Cy Test", "--as", "Wen")
    call(desk, "speakers", "erase", "Zed Nobody", "--unquoted", *why)
    assert "already" in call(desk, "speakers", "erase", "Zed Nobody", "--unquoted", *why, status=2).output


def test_a_name_that_nobody_quoted_is_masked_in_what_others_said(desk: str) -> None:
    call(desk, "speakers", "erase", "May Harbour", "--unquoted", "--why", "file 13", "--as", "Wen")
    engine = open_engine(desk)
    store(engine, 0, "“I asked Ms May Harbour twice,” said Bea Sample. Harbour kept silent.")
    engine.dispose()
    [said] = map(json.loads, call(desk, "quotes", "asked", "--json").stdout.splitlines())
    assert said["text"] == "“I asked ██ ███ ███████ twice,”"
    assert "Harbour" not in call(desk, "article", "show", said["article"]["id"]).stdout
    assert call(desk, "articles", "May Harbour").stdout.count("a-") == 0


def test_the_paragraphs_of_a_quotation_are_masked(desk: str) -> None:
    erase(desk)
    [said] = map(json.loads, call(desk, "quotes", "told", "--json").stdout.splitlines())
    engine = open_engine(desk)
    with sessions(engine)() as session:
        shown = in_its_place(session, said["id"])[1]
    engine.dispose()
    assert "█████ ██████ in May" in shown.text
    assert SURNAME not in shown.text


def test_a_body_that_is_called_after_somebody_is_shown_without_the_name(desk: str) -> None:
    engine = open_engine(desk)
    store(engine, 7, f"“Sold,” said Eve Trial, clerk at {NAME} Works.\n\n“Ink,” said {NAME} Bank.")
    call(desk, "speakers", "erase", NAME, "--why", "file 12", "--as", "Wen")
    for command in (
        ("organisations",),
        ("organisations", "show", f"{NAME} Works"),
        ("stats",),
        ("stats", "--by", "organisation"),
        ("stats", "--by", "organisation", "--json"),
        ("speakers",),
        ("speaker", "Eve Trial"),
    ):
        assert NAME not in call(desk, *command).output, command
    with sessions(engine)() as session:
        facets = find_facets(session, QuoteFilter())
        printed = spread(session, QuoteFilter()).publishers
    engine.dispose()
    assert [name.split(maxsplit=1)[1] for name, _ in printed] == ["█████ ██████ Gazette"]
    assert NAME not in str(facets)
    assert {value.name for facet in facets.facets for value in facet.values} >= {"█████ ██████ Works"}


FLOOD = """\
The Weir Is Closed, Says Weir

“We will not open the weir before it is mended,” said Odd Weir.

“Weir told us nothing at all, and I asked Tom Weir twice,” said Bea Sample.

“Mayor Weir and his wife Ella Weir were away,” said Tom Weir. “The weir leaks.”
"""


def test_what_is_masked_is_the_name_and_no_word_that_is_written_like_it(desk: str) -> None:
    engine = open_engine(desk)
    with sessions(engine, write=True).begin() as session:
        ingest(session, draft(FLOOD, "https://example.org/9", title="Weir Asks For Calm"), program=TOY)
    engine.dispose()
    call(desk, "speakers", "erase", "Odd Weir", "--why", "file 14", "--as", "Wen")
    [listed] = [one for one in json_lines(desk, "articles") if one["url"] == "https://example.org/9"]
    assert listed["title"] == "████ Asks For Calm"
    [shown] = json_lines(desk, "article", "show", listed["id"])
    said = "███ ████ ███ ████ ███ ████ ██████ ██ ██ ████████"
    assert shown["text"] == (
        "The Weir Is Closed, Says ████\n\n"
        f"{said} said ███ ████.\n\n"
        "“████ told us nothing at all, and I asked Tom Weir twice,” said Bea Sample.\n\n"
        "“Mayor ████ and his wife ████ ████ were away,” said Tom Weir. “The weir leaks.”\n"
    )
    rows = json_lines(desk, "speaker", "Bea Sample")[0]["roles"]
    assert {row["title"] for row in rows if row["article_id"] == listed["id"]} == {"████ Asks For Calm"}


BOTH = """\
Fenn, née Quillon, Wins

“I run alone,” said Zita Fenn.

Fenn, née Quillon, came with her coach, Leo Fenn, and her sister, Una Quillon.
"""


def test_a_name_from_before_a_merge_is_masked_and_the_full_name_of_somebody_quoted_is_not(desk: str) -> None:
    engine = open_engine(desk)
    store(engine, 8, "“I run,” said Zita Quillon.\n\n“She runs,” said Leo Fenn.\n\n“So,” said Una Quillon.")
    with sessions(engine, write=True).begin() as session:
        ingest(session, draft(BOTH, "https://example.org/9", title="Fenn, née Quillon, Wins"), program=TOY)
    engine.dispose()
    call(desk, "speakers", "merge", "Zita Quillon", "Zita Fenn", "--as", "Wen")
    call(desk, "speakers", "erase", "Zita Fenn", "--why", "file 15", "--as", "Wen")
    [listed] = [one for one in json_lines(desk, "articles") if one["url"] == "https://example.org/9"]
    assert listed["title"] == "████, née ███████, Wins"
    [shown] = json_lines(desk, "article", "show", listed["id"])
    assert shown["text"] == (
        "████, née ███████, Wins\n\n"
        "██ ███ ███████ said ████ ████.\n\n"
        "████, née ███████, came with her coach, Leo Fenn, and her sister, Una Quillon.\n"
    )


def json_lines(database: str, *arguments: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in call(database, *arguments, "--json").stdout.splitlines()]


def found(database: str, words: str) -> tuple[list[str], list[str]]:
    """The texts of the quotations, and the titles of the articles, that look-ups find by these words."""
    quotes = map(json.loads, call(database, "quotes", words, "--json", status=None).stdout.splitlines())
    articles = map(json.loads, call(database, "articles", words, "--json", status=None).stdout.splitlines())
    return [one["text"] for one in quotes], [one["title"] for one in articles]


@pytest.mark.parametrize("words", ["Weir", "weir", "WEIR", "Mr. Weir’s", "weir answer", '"ask Weir"'])
def test_nothing_is_found_by_the_surname_alone_of_somebody_erased(desk: str, words: str) -> None:
    engine = open_engine(desk)
    store(engine, 7, "“We will repaint it,” said Odd Weir.")
    with sessions(engine, write=True).begin() as session:
        text = "“They all ask Weir for an answer,” said Bea Sample.\n\nNobody saw Mr. Weir’s answer."
        ingest(session, draft(text, "https://example.org/8", title="Paint"), program=TOY)
    engine.dispose()
    quotes, articles = found(desk, words.replace("Mr. Weir’s", "Weir"))
    assert quotes == ["“They all ask Weir for an answer,”"]
    assert "Paint" in articles
    call(desk, "speakers", "erase", "Odd Weir", "--why", "file 14", "--as", "Wen")
    assert found(desk, words) == ([], [])
    assert found(desk, "answer")[1] == ["Paint"]


def test_a_word_that_is_the_surname_of_somebody_erased_is_found_as_a_word(desk: str) -> None:
    engine = open_engine(desk)
    store(engine, 7, "“We will repaint it,” said Odd Weir.")
    with sessions(engine, write=True).begin() as session:
        text = "“They shut the weir in May,” said Bea Sample."
        ingest(session, draft(text, "https://example.org/8", title="Paint"), program=TOY)
    engine.dispose()
    call(desk, "speakers", "erase", "Odd Weir", "--why", "file 14", "--as", "Wen")
    assert found(desk, "weir") == (["“They shut the weir in May,”"], ["Paint"])


def test_a_surname_that_somebody_else_has_is_looked_up_as_before(desk: str) -> None:
    engine = open_engine(desk)
    store(engine, 7, "“We will repaint it,” said Odd Weir.\n\n“Ask Weir and not me,” said Eve Weir.")
    engine.dispose()
    call(desk, "speakers", "erase", "Odd Weir", "--why", "file 14", "--as", "Wen")
    assert len(call(desk, "quotes", "--speaker", "Weir", "--json").stdout.splitlines()) == 1


def test_both_of_one_name_whom_a_person_held_apart_are_erased_by_the_name(desk: str) -> None:
    engine = open_engine(desk)
    store(engine, 7, "“We will repaint it,” said Odd Weir.")
    store(engine, 8, "“I teach in Kerrow,” said Odd Weir.")
    engine.dispose()
    [row] = map(json.loads, call(desk, "quotes", "teach", "--json").stdout.splitlines())
    call(desk, "speakers", "split", "Odd Weir", row["article"]["id"], "--as", "Wen")
    assert len(json.loads(call(desk, "speaker", "Odd Weir", "--json").stdout)["called"]) == 2
    call(desk, "speakers", "erase", "Odd Weir", "--why", "file 15", "--as", "Wen")
    assert "Weir" not in call(desk, "speakers").stdout
