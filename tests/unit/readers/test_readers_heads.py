"""The head of an article in a text or a document: title, who wrote it and when, each on a line of its own."""

from __future__ import annotations

import pytest

from quotesdb.readers import read
from tests.unit.readers.made import FIRST, SECOND, docx, odt, pdf, set_in_lines

TITLE = "Bridge closes for the summer"


def text_of(*lines: str) -> bytes:
    return "\n".join([*lines, "", FIRST, "", SECOND, ""]).encode()


@pytest.mark.parametrize(
    ("lines", "byline", "day"),
    [
        ([TITLE, "", "By Ada Example", "", "4 March 2025"], ("Ada Example",), "2025-03-04"),
        ([TITLE, "By Ada Example", "March 4, 2025"], ("Ada Example",), "2025-03-04"),
        ([TITLE, "Tuesday, 4 March 2025", "By ADA EXAMPLE"], ("ADA EXAMPLE",), "2025-03-04"),
        ([TITLE, "The Example Times", "4 March 2025", "By Ada Example"], ("Ada Example",), "2025-03-04"),
        ([TITLE, "By Ada Example and Bo Sample"], ("Ada Example", "Bo Sample"), None),
        ([TITLE, "By Ada Example | 4 March 2025"], ("Ada Example",), "2025-03-04"),
        (
            [TITLE, "Von Ada Example und Bo Sample", "Dienstag, 4. März 2025"],
            ("Ada Example", "Bo Sample"),
            "2025-03-04",
        ),
        ([TITLE, "By Emma Example, staff writer"], ("Emma Example",), None),
        ([TITLE, "By Emma Example, Example Herald Sun", "4 March 2025"], ("Emma Example",), "2025-03-04"),
        (
            [TITLE, "By Emma Example, Bo Sample and Eva Muster"],
            ("Emma Example", "Bo Sample", "Eva Muster"),
            None,
        ),
    ],
)
def test_a_text_says_below_its_title_who_wrote_it_and_when(lines, byline, day):
    story = read(text_of(*lines), "a.txt")
    assert (story.title, story.byline) == (TITLE, byline)
    assert (story.published and story.published.printed()) == day
    assert story.text.startswith(TITLE), "not a character of a text is changed"
    assert [zone.kind for zone in story.zones] == ["headline"]


@pytest.mark.parametrize(
    "lines",
    [
        [TITLE, "By Popular Demand"],
        [TITLE, "By Popular Demand", "4 March 2025"],
        [TITLE, "By Emma Alone", "4 March 2025"],
        [TITLE, "By Christian Laws"],
        [TITLE, "By April Next Year"],
        [TITLE, "By Tuesday Noon", "4 March 2025"],
        [TITLE, "By Two Votes", "4 March 2025"],
        [TITLE, "By Emma Example’s Lawyer"],
        [TITLE, "By Emma Bridge and By Victor Street"],
        [TITLE, "Von Emma Und Victor"],
        [TITLE, "Di Maria Scores Again"],
        [TITLE, "By Emma Example", "Skelby Press, 300 pages"],
        [TITLE, "By Emma Example", "Skelby House, £12"],
        [TITLE, "By Emma Example", "Another bridge", "By Skarbro Quindle"],
        [TITLE, "By Monday, the river had risen", "4 March 2025"],
        [TITLE, "By the editors", "4 March 2025"],
        [TITLE, "By Ada Example, who was there."],
        [TITLE, "Von Skelby nach Norrick", "4. März 2025"],
        [TITLE, "Por Puerto Rico", "4 de marzo de 2025"],
        [TITLE, "Saturday, 8 March 2025"],
        [TITLE, "4 March 2025 was a cold day"],
        [TITLE, "By Ada Example", "4 March 2025", "", "It rained.", "", "Another bridge", "By Bo Sample"],
        ["It was late.", "By Ada Example", "4 March 2025"],
        ["Dear Ada,", "By Ada Example", "4 March 2025"],
    ],
)
def test_what_only_looks_like_such_a_head_says_nothing(lines):
    story = read(text_of(*lines), "a.txt")
    assert (story.byline, story.published) == ((), None)


@pytest.mark.parametrize(
    ("lines", "byline"),
    [
        (["By Dr. Ada Example"], ("Dr. Ada Example",)),
        (["By Skarbro Quindle", "4 March 2025"], ("Skarbro Quindle",)),
        (["BY SKARBRO VAN QUINDLE", "Tuesday, 4 March 2025"], ("SKARBRO VAN QUINDLE",)),
        (["By Prof. Skarbro Quindle", "4 March 2025"], ("Prof. Skarbro Quindle",)),
        (
            ["By Skarbro Quindle and Norvik Stellby-Ranck", "4 March 2025"],
            ("Skarbro Quindle", "Norvik Stellby-Ranck"),
        ),
        (["By Ada Example and Skarbro Quindle", "4 March 2025"], ("Ada Example", "Skarbro Quindle")),
    ],
)
def test_who_has_a_rare_name_is_known_by_a_title_or_the_day_below(lines, byline):
    story = read(text_of(TITLE, *lines), "a.txt")
    assert (story.title, story.byline) == (TITLE, byline)


@pytest.mark.parametrize(
    "lines",
    [
        ["By Lake Garda", "4 March 2025"],
        ["By Royal Appointment", "4 March 2025"],
        ["By Popular Demand", "4 March 2025"],
        ["By Hook Or Crook", "4 March 2025"],
        ["By Cape Town", "4 March 2025"],
        ["By Skelby Council Press", "4 March 2025"],
        ["By Ada Example and Stellby Images", "4 March 2025"],
        ["By Ada Example and Wadi Rum"],
        ["Von Bad Skelby", "4. März 2025"],
        ["By Skarbro Quindle", "4 March 2025", "", "Another pier", "By Norvik Stellby", "5 March 2025"],
        ["A week in the north", "By Skarbro Quindle", "4 March 2025"],
        ["By Skarbro Quindle", "The bridge fell on 4 March 2025"],
        ["By Fort McSkelby"],
        ["By Skelby Harbour", "skelby.harbour@example.org"],
        ["By Golden Sands", "Travel Editor"],
        ["By Golden Sands", "The Example Gazette"],
        ["By R.M.S. Skelby"],
        ["By S. Korea"],
        ["By Sir Skelby Ferry"],
        ["By St. Quindle"],
        ["By Miss Quindle"],
        ["By Royal Appointment, Skelby"],
        ["By Two Votes, Daily Mail"],
    ],
)
def test_places_and_phrases_below_a_title_wrote_nothing(lines):
    assert read(text_of(TITLE, *lines), "a.txt").byline == ()


def test_the_name_of_the_newspaper_is_not_the_title():
    lines = ["The Example Courier", TITLE, "By Emma Example", "4 March 2025"]
    assert read(text_of(*lines), "a.txt").title is None
    marked = rtf([*lines, FIRST, SECOND]).replace(b"\\uc1 ", f"\\uc1{{\\info{{\\title {TITLE}}}}} ".encode())
    story = read(marked, "a.rtf")
    assert (story.title, story.byline) == (TITLE, ("Emma Example",))


def test_an_agency_below_who_wrote_a_text_publishes_no_book():
    story = read(text_of(TITLE, "By Emma Example", "Associated Press"), "a.txt")
    assert story.byline == ("Emma Example",)


def test_the_day_of_a_chronicle_is_not_when_it_was_written():
    lines = [TITLE, "By Emma Example", "1 March 2025", "It rained.", "2 March 2025", "It snowed."]
    story = read(text_of(*lines), "a.txt")
    assert (story.byline, story.published) == (("Emma Example",), None)


@pytest.mark.parametrize(
    "marked",
    [f"# {TITLE}\n\n*By Ada Example, 4 March 2025*", f"{TITLE}\n===\n\nBy Ada Example\n4 March 2025"],
)
def test_markdown_has_such_heads_too(marked):
    story = read(text_of(marked), "a.md")
    assert (story.title, story.byline) == (TITLE, ("Ada Example",))
    assert story.published is not None
    assert story.published.printed() == "2025-03-04"


def test_front_matter_is_surer_than_the_head():
    story = read(
        text_of(f"---\nauthor: Cy Test\ndate: 2025-01-01\n---\n{TITLE}", "By Ada Example", "4 March 2025"),
        "a.md",
    )
    assert story.byline == ("Cy Test",)
    assert story.published is not None
    assert story.published.printed() == "2025-01-01"


HEAD = ["By Ada Example", "4 March 2025"]
PARAGRAPHS = [*HEAD, FIRST, SECOND]


def rtf(lines: list[str]) -> bytes:
    signs = "".join(one if ord(one) < 128 else f"\\u{ord(one)}?" for one in "\\par\n".join(lines))
    return f"{{\\rtf1\\ansi\\uc1 {signs}}}".encode()


DOCUMENTS = {
    "a.docx": docx(
        [f"<w:p><w:pPr><w:pStyle w:val='Title'/></w:pPr><w:r><w:t>{TITLE}</w:t></w:r></w:p>", *PARAGRAPHS]
    ),
    "b.docx": docx([TITLE, *PARAGRAPHS]),
    "a.odt": odt(f"<text:h>{TITLE}</text:h>" + "".join(f"<text:p>{one}</text:p>" for one in PARAGRAPHS)),
    "a.rtf": rtf([TITLE, *PARAGRAPHS]),
    "a.pdf": pdf(
        [
            [
                (60, 760, 20, TITLE),
                (60, 730, 10, HEAD[0]),
                (60, 700, 10, HEAD[1]),
                *set_in_lines(FIRST, 60, 670, 80),
                *set_in_lines(SECOND, 60, 640, 80),
            ]
        ]
    ),
}


@pytest.mark.parametrize("name", DOCUMENTS)
def test_documents_of_offices_have_such_heads_too(name):
    story = read(DOCUMENTS[name], name)
    assert (story.title, story.byline) == (TITLE, ("Ada Example",))
    assert story.published is not None
    assert story.published.printed() == "2025-03-04"
    assert FIRST in story.text
    assert not story.text.startswith(TITLE)


@pytest.mark.parametrize("name", ["a.txt", "a.md"])
def test_a_text_may_begin_with_lines_of_fields(name):
    fields = f"Title: {TITLE}\nDate: 2025-03-04 10:20\nAuthors: Ada Example, Bo Sample\n"
    story = read(text_of(fields), name)
    assert (story.title, story.byline) == (TITLE, ("Ada Example", "Bo Sample"))
    assert story.text.strip().startswith(FIRST)


@pytest.mark.parametrize(
    "lines",
    [
        "Title: The Storm\nHe read the word aloud.",
        "Title: Soup\nServes: 4",
        "Author: Ada Example\nDate: 2025-03-04",
        "Title: Bridge\nAuthor: Ada Example\nIt goes on without a blank line.",
        "MODERATOR: Welcome.\nAuthor: Thank you.",
        "Title: Bridge\nAuthor: Ada Example\nFormat: letter",
        "Title: Bridge\nDate: 2025-03-04\nSummary: “We looked twice,” said Bo Sample.",
        "Title: Bridge\nDate: 2025-03-04\nInterviewer: Is it closed?\nBo Sample: It is.",
        "Title: Bridge\nSection: Roads\nAuthor: We looked.\nPublisher: And?\nAuthor: It closes.",
        "Title: Bridge\nEmbargo: until noon",
        "Title: Bridge\nAuthor: Ada Example\nEmbargoed: none",
    ],
)
def test_lines_that_only_look_like_fields_are_text(lines):
    assert read(text_of(lines), "a.txt").text.startswith(lines)


def test_lines_of_fields_that_no_text_follows_are_the_text():
    lines = "Title: Bridge closes\nSection: “We looked twice,” said Bo Sample."
    assert read(f"{lines}\n\n\n".encode(), "a.txt").text.startswith(lines)


@pytest.mark.parametrize(
    "line", ["Language: English", "URL: www.example.org/1", "Date: to be announced", "Accessed: yesterday"]
)
def test_a_value_of_such_lines_that_cannot_be_read_is_passed_over(line):
    story = read(text_of(f"Title: {TITLE}\n{line}\nAuthor: Ada Example\n"), "a.txt")
    assert (story.title, story.byline) == (TITLE, ("Ada Example",))
    assert story.text.strip().startswith(FIRST)
    assert any(line.split(": ")[1] in warning for warning in story.warnings)
