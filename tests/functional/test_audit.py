"""``quotesdb audit``: the quotations of a draft before it is published, found by the shipped extractor."""

from __future__ import annotations

import resource
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result
from lxml import html
from markdown_it import MarkdownIt

from quotesdb.cli import main
from tests.functional.conftest import ROOT, Run, json_lines

BAD = ROOT / "fixtures" / "bad"
DRAFT = """\
---
title: After the flood
---
“What nobody had was a place to put the water,” said Amara Okonjo, a hydrologist.

“Our crews have been at sea for six months and the ships have not moved a mile,” Corvane Shipping said.

Salvesen said the ground was dry.

“Zebras juggle marmalade in the planetarium tonight,” said Marit Dahlgaard.
"""
RIGHT = "“What nobody had was a place to put the water,” said Amara Okonjo, a hydrologist.\n"
HOSTILE = """\
---
title: "<script>alert('title')</script> \u202eright to left"
---
“<script>alert('words')</script> was what the river said to me,” said Amara Okonjo, a hydrologist.

[Here](javascript:alert('link')) <img src=x onerror=alert(1)> and so on. \x1b[31m

“What nobody had was a place to put the \u202ewater,” said Amara Okonjo, a hydrologist.
"""


def audited(db: Path, *arguments: str, stdin: bytes | None = None) -> Result:
    result = CliRunner().invoke(
        main, ["--db", str(db), "audit", *arguments], input=stdin, prog_name="quotesdb"
    )
    if result.exception and not isinstance(result.exception, SystemExit):
        raise result.exception
    return result


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory, filled_once: Path) -> Path:
    """A folder with a filled database and drafts, and a report that was made once."""
    folder = tmp_path_factory.mktemp("audit")
    shutil.copyfile(filled_once, folder / "filled.db")
    for name, text in (("draft.txt", DRAFT), ("right.txt", RIGHT), ("hostile.txt", HOSTILE)):
        (folder / name).write_text(text, encoding="utf-8")
    return folder


@pytest.fixture(scope="module")
def audit(place: Path) -> Callable[..., Result]:
    """Audit drafts of the folder by their names."""

    def call(*arguments: str, stdin: bytes | None = None) -> Result:
        named = [str(place / word) if word.endswith((".txt", ".html")) else word for word in arguments]
        return audited(place / "filled.db", "--no-record", *named, stdin=stdin)

    return call


@pytest.fixture(scope="module")
def once(audit: Callable[..., Result]) -> Result:
    """The audit of the first draft, with its report."""
    return audit("draft.txt", "--report", "report.html")


def page(place: Path, name: str = "report.html") -> Any:
    return html.fromstring((place / name).read_bytes())


def test_each_quotation_has_a_line_with_its_place_and_verdict(once: Result, place: Path) -> None:
    first, second, third, summary = once.stdout.splitlines()
    assert first.startswith(f"{place / 'draft.txt'}:4  verbatim")
    assert second.startswith(f"{place / 'draft.txt'}:6  altered ")
    assert "[number; Grain corridor talks" in second
    assert third.startswith(f"{place / 'draft.txt'}:10  not found ")
    assert (
        summary == "3 quotations: 1 verbatim normalised, 1 altered, 1 not found; 1 without marks not checked"
    )
    assert once.exit_code == 1


def test_a_draft_with_the_right_words_ends_with_status_0(audit: Callable[..., Result]) -> None:
    assert audit("right.txt").exit_code == 0


@pytest.mark.parametrize(("opener", "closer"), ["“”", '""', "«»"])
@pytest.mark.parametrize("blank", [" ", "\u00a0"])
@pytest.mark.parametrize(("noun", "verdict"), [("water", "verbatim"), ("money", "altered")])
def test_marks_with_white_space_inside_are_marks(
    audit: Callable[..., Result], opener: str, closer: str, blank: str, noun: str, verdict: str
) -> None:
    words = f"What nobody had was a place to put the {noun},"
    draft = f"{opener}{blank}{words}{blank}{closer} said Amara Okonjo, a hydrologist.\n"
    [found] = json_lines(audit("--json", "-", stdin=draft.encode()))
    assert found["verdict"].startswith(verdict)


@pytest.mark.parametrize(
    ("names", "status"),
    [("altered", 1), ("not found", 1), ("spliced, misattributed", 0), ("verbatim_normalised,", 1)],
)
def test_fail_on_chooses_what_is_bad(audit: Callable[..., Result], names: str, status: int) -> None:
    assert audit("draft.txt", "--fail-on", names).exit_code == status


@pytest.mark.parametrize("names", ["wrong", "altered,wrong", "", ","])
def test_fail_on_knows_its_verdicts(audit: Callable[..., Result], names: str) -> None:
    result = audit("draft.txt", "--fail-on", names)
    assert result.exit_code == 2
    assert "is no verdict: verbatim, " in result.stderr
    assert result.stdout == ""


def test_json_has_an_answer_for_each_quotation(audit: Callable[..., Result], place: Path) -> None:
    found = json_lines(audit("draft.txt", "--json"))
    assert [(row["line"], row["verdict"]) for row in found] == [
        (4, "verbatim_normalised"),
        (6, "altered"),
        (10, "not_found"),
    ]
    text = DRAFT.split("---\n")[2]
    for row in found:
        assert row["draft"] == str(place / "draft.txt")
        assert row["text"] in text[slice(*row["span"])]
        assert row["check"] is None
    assert [row["speaker"] for row in found] == ["Amara Okonjo", "Corvane Shipping", "Marit Dahlgaard"]


def test_what_cannot_be_read_is_named_and_the_rest_is_audited(audit: Callable[..., Result]) -> None:
    bad = [str(BAD / "binary.bin"), str(BAD / "empty.txt")]
    result = audit("none.txt", bad[0], "right.txt", bad[1])
    assert result.exit_code == 2
    assert [line.partition(": ")[2] for line in result.stderr.splitlines()] == [
        "no such file",
        "binary file, not text",
        "empty file",
    ]
    assert result.stdout.splitlines()[-1] == "1 quotation: 1 verbatim normalised"


def test_several_drafts_are_summed_up_together(audit: Callable[..., Result]) -> None:
    result = audit("right.txt", "draft.txt")
    assert [line.partition(".txt:")[2].split()[0] for line in result.stdout.splitlines()[:-1]] == [
        *("1", "4", "6", "10")
    ]
    assert result.stdout.splitlines()[-1].startswith("4 quotations: 2 verbatim normalised, 1 altered")


def test_a_draft_comes_from_standard_input(audit: Callable[..., Result]) -> None:
    result = audit("-", stdin=RIGHT.encode())
    assert result.exit_code == 0
    assert result.stdout.startswith("-:1  verbatim")
    assert audit("-", stdin=b"").exit_code == 2
    assert "larger than" in audit("-", "--max-size", "10", stdin=RIGHT.encode()).stderr


def test_a_draft_that_cannot_be_read_is_not_said_to_quote_nobody(audit: Callable[..., Result]) -> None:
    result = audit("missing.txt")
    assert (result.exit_code, result.stdout) == (2, "")
    assert "no such file" in result.stderr


def test_a_draft_without_quotations_says_so(audit: Callable[..., Result]) -> None:
    result = audit("-", stdin=b"The bridge was closed all day. Nobody spoke.\n")
    assert (result.exit_code, result.stdout) == (0, "no quotation in marks was found\n")


def test_a_stored_copy_of_the_draft_is_no_evidence(run: Run, filled: Path) -> None:
    stored = ROOT / "fixtures" / "articles" / "text" / "anonymous-talks.txt"
    result = run("audit", str(stored), "--json", "--no-record", db=filled)
    assert "verbatim" not in {row["verdict"] for row in json_lines(result)}
    titles = {match["article"]["title"] for row in json_lines(result) for match in row["matches"]}
    assert "Grain corridor talks resume without a date for a deal" not in titles


def test_an_audit_is_recorded_with_the_name_of_the_draft(run: Run, filled: Path, place: Path) -> None:
    [answer] = json_lines(run("audit", str(place / "right.txt"), "--json", db=filled))
    [kept] = json_lines(run("checks", "--json", db=filled))
    assert (kept["id"], kept["draft"]) == (answer["check"], str(place / "right.txt"))


def test_no_report_takes_the_place_of_a_file_unasked(audit: Callable[..., Result], place: Path) -> None:
    before = (place / "right.txt").read_text(encoding="utf-8")
    refused = audit("right.txt", "--report", "right.txt")
    assert "--overwrite replaces it" in refused.stderr
    assert (place / "right.txt").read_text(encoding="utf-8") == before
    again = [audit("right.txt", "--report", "again.html", *how) for how in ((), ("--overwrite",))]
    assert [result.exit_code for result in again] == [0, 0]


def test_a_report_is_of_the_kind_that_its_name_says(audit: Callable[..., Result], place: Path) -> None:
    refused = audit("right.txt", "--report", "report.docx")
    assert refused.exit_code == 2
    assert refused.stderr.endswith(
        "report.docx: a report is a web page (.html) or Markdown (.md), as its name says\n"
    )
    assert not (place / "report.docx").exists()


def test_every_quotation_is_marked_in_the_report_and_has_its_card(once: Result, place: Path) -> None:
    assert f"the report is in {place / 'report.html'}" in once.stderr
    shown = page(place)
    marks, cards = shown.xpath("//mark/a"), shown.find_class("card")
    assert [mark.get("href") for mark in marks] == [f"#{card.get('id')}" for card in cards]
    assert [mark.text_content()[:6] for mark in marks] == ["“What ", "“Our c", "“Zebra"]
    assert [card.find_class("verdict")[0].text_content().partition(" (")[0] for card in cards] == [
        *("verbatim normalised", "altered", "not found")
    ]
    assert [[c for c in card.get("class").split() if c != "card"] for card in cards] == [
        *(["good"], ["bad"], ["open"])
    ]
    assert all("Searched: 5 articles" in card.text_content() for card in cards)
    assert shown.xpath("//h2")[0].text_content() == "After the flood"


def test_the_report_shows_what_differs_and_leads_to_the_passage(once: Result, place: Path) -> None:
    [card] = page(place).xpath("//div[@class='card bad']")
    assert [part.text_content() for part in card.xpath(".//del | .//ins")] == ["five", "six"]
    [link] = card.xpath(".//a/@href")
    assert link.startswith("https://aldermoorledger.example/world/grain-corridor#:~:text=Our%20crews")


def test_the_report_needs_nothing_else_and_has_the_whole_draft(once: Result, place: Path) -> None:
    shown = page(place)
    assert shown.xpath("//script | //link | //img | //iframe") == []
    text = "".join(part.text_content() for part in shown.find_class("text"))
    assert "Salvesen said the ground was dry." in text
    assert shown.xpath("//meta/@charset") == ["utf-8"]


def test_hostile_text_is_only_text_in_the_report(audit: Callable[..., Result], place: Path) -> None:
    assert audit("hostile.txt", "--report", "hostile.html").exit_code == 1
    shown = page(place, "hostile.html")
    assert shown.xpath("//script | //img") == []
    assert {link.partition(":")[0] for link in shown.xpath("//@href") if not link.startswith("#")} <= {
        "https"
    }
    assert shown.xpath("//*[@onerror]") == []
    raw = (place / "hostile.html").read_text(encoding="utf-8")
    assert not set("\u202e\x1b") & set(raw)
    assert "alert('title')" in shown.xpath("//h2")[0].text_content()
    assert "alert('words')" in shown.xpath("//mark")[0].text_content()


def test_hostile_articles_are_only_text_in_the_report(run: Run, place: Path, tmp_path: Path) -> None:
    article = tmp_path / "article.txt"
    article.write_text(
        "“The ferry sails at noon from <b>pier</b> nine,” said Ada Example.\n", encoding="utf-8"
    )
    db, draft, report = tmp_path / "odd.db", tmp_path / "draft.txt", tmp_path / "report.html"
    names = ["--title", "<script>alert(1)</script>", "--publisher", '"><img src=x>']
    assert run("ingest", str(article), *names, "--url", 'https://x.example/"><script>', db=db).exit_code == 0
    draft.write_text(
        "“The ferry sails at noon from pier ten,” said Ada Example.\n\nMore.\n", encoding="utf-8"
    )
    run("audit", str(draft), "--report", str(report), db=db)
    shown = html.fromstring(report.read_bytes())
    assert shown.xpath("//script | //img | //b") == []
    assert "<script>alert(1)</script>" in shown.text_content()


def rendered(text: str) -> Any:
    return html.fromstring(MarkdownIt("commonmark").enable("strikethrough").render(text))


def test_a_report_in_markdown_has_verdicts_differences_and_links(
    audit: Callable[..., Result], place: Path
) -> None:
    audit("draft.txt", "--report", str(place / "report.md"))
    shown = rendered((place / "report.md").read_text(encoding="utf-8"))
    assert [one.text_content() for one in shown.iter("h2", "h3")] == [
        "After the flood",
        *("1. verbatim normalised (terminal punctuation)", "2. altered", "3. not found"),
    ]
    assert [part.text_content() for part in shown.iter("s", "strong")] == ["five", "six"]
    assert any("#:~:text=Our%20crews" in link.get("href") for link in shown.iter("a"))
    assert shown.text_content().count("Searched: 5 articles") == 3
    assert "machine-attributed, unreviewed" in shown.text_content()


def test_hostile_text_is_only_text_in_markdown(audit: Callable[..., Result], place: Path) -> None:
    assert audit("hostile.txt", "--report", str(place / "hostile.md")).exit_code == 1
    raw = (place / "hostile.md").read_text(encoding="utf-8")
    shown = rendered(raw)
    assert not list(shown.iter("script", "img"))
    assert {link.get("href").partition(":")[0] for link in shown.iter("a")} <= {"https"}
    assert "alert('title')" in shown.xpath("//h2")[0].text_content()
    assert "\x1b" not in raw


def test_a_report_that_cannot_be_written_gives_one_line_before_anything_is_checked(
    audit: Callable[..., Result], run: Run, place: Path
) -> None:
    result = audit("right.txt", "--report", str(place / "none" / "report.html"))
    assert result.exit_code == 2
    report = place / "none" / "report.html"
    assert result.stderr == f"quotesdb: {report} cannot be written: no such file or directory\n"
    assert json_lines(run("checks", "--json")) == []


def test_a_database_without_articles_says_how_to_put_some_in(run: Run, database: Path, place: Path) -> None:
    result = run("audit", str(place / "right.txt"), db=database)
    assert result.exit_code == 1
    assert "quotesdb ingest" in result.stderr


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("She said nothing.\n\n“Zebras juggle marmalade in the planetarium, said Marit Dahlgaard.\n", 3),
        ("Zebras juggle marmalade in the planetarium,” said Marit Dahlgaard.\n", 1),
        ('"Zebras juggle marmalade in the planetarium, said Marit Dahlgaard.\n', 1),
    ],
)
def test_a_mark_without_its_partner_is_named_and_no_draft_passes_with_it(
    audit: Callable[..., Result], text: str, line: int
) -> None:
    draft = (text + RIGHT.rjust(len(RIGHT) + 1, "\n")).encode()
    result = audit("-", stdin=draft)
    assert result.exit_code == 2
    assert f"-:{line} a quotation mark without its partner" in result.stderr
    assert result.stdout.splitlines()[-1].endswith("1 quotation mark without a partner")
    assert "planetarium" not in result.stdout
    answers = json_lines(audit("-", "--json", stdin=draft))
    told = [answer for answer in answers if "error" in answer]
    assert [(answer["draft"], answer["line"]) for answer in told] == [("-", line)]
    assert line not in {answer["line"] for answer in answers if "verdict" in answer}


def test_marks_that_open_each_paragraph_and_inches_lack_no_partner(audit: Callable[..., Result]) -> None:
    text = (
        "“What nobody had was a place to put the water.\n\n"
        "“What nobody had was a place to put the water,” said Amara Okonjo, a hydrologist.\n\n"
        'The board was 12" wide and 6" high.\n'
    )
    result = audit("-", stdin=text.encode())
    assert (result.exit_code in (0, 1), result.stderr) == (True, "")


def test_marked_words_that_nobody_says_are_named(audit: Callable[..., Result], tmp_path: Path) -> None:
    title = "A Winter Road Through the Hills and Home"
    text = "---\ntitle: Films\n---\n" + RIGHT + f"\nThe film “{title}” opens on Friday.\n"
    result = audit("-", stdin=text.encode())
    unchecked = "in quotation marks, but nobody is found to say it: not checked"
    assert (result.exit_code, result.stderr) == (0, f"-:6 {unchecked}: {title}\n")
    [words] = [row for row in json_lines(audit("-", "--json", stdin=text.encode())) if "verdict" not in row]
    start = len(RIGHT) + len("\nThe film ")
    assert words == {
        "draft": "-",
        "line": 6,
        "span": [start, start + len(title) + 2],
        "text": title,
        "unchecked": unchecked,
    }
    for report in ("report.html", "report.md"):
        audit("-", "--report", str(tmp_path / report), stdin=text.encode())
        written = (tmp_path / report).read_text(encoding="utf-8")
        assert f"line 6, in marks that nobody says, not checked: {title}" in written


@pytest.mark.parametrize("head", ["", "---\ntitle: Films\nbyline: Ada Example\n---\n"])
def test_the_report_counts_the_lines_of_the_file(
    audit: Callable[..., Result], tmp_path: Path, head: str
) -> None:
    audit("-", "--report", str(tmp_path / "report.md"), stdin=f"{head}\n{RIGHT}".encode())
    line = head.count("\n") + 2
    assert f"- line {line}; the draft gives it to" in (tmp_path / "report.md").read_text(encoding="utf-8")


def test_what_a_mark_without_a_partner_encloses_is_named_once(audit: Callable[..., Result]) -> None:
    text = RIGHT + "\nThe film “A Winter Road Through the Hills and Home opens on Friday.\n"
    [told] = audit("-", stdin=text.encode()).stderr.splitlines()
    assert told.startswith("-:3 a quotation mark without its partner")


def test_marked_words_that_nobody_says_are_counted(audit: Callable[..., Result]) -> None:
    text = RIGHT + "\nThe film “A Winter Road Through the Hills and Home” opens on Friday.\n"
    result = audit("-", stdin=text.encode())
    assert result.stdout.splitlines()[-1].endswith("; 1 in marks that nobody says not checked")


def test_a_report_for_which_there_is_no_room_leaves_nothing(
    audit: Callable[..., Result], place: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("quotesdb.present.audit_report.page", lambda _done: "x" * 9_000_000)
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (5_000_000, before[1]))
    try:
        refused = audit("right.txt", "--report", "large.html")
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)
    assert refused.exit_code == 2
    assert "large.html cannot be written" in refused.stderr
    assert [file.name for file in place.iterdir() if "large" in file.name] == []
