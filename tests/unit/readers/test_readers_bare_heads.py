"""A name with the day below a title is who wrote the article, or who printed it, where that is sure."""

from __future__ import annotations

import pytest

from quotesdb.readers import read
from tests.unit.readers.made import FIRST, SECOND, docx, pdf, set_in_lines

TITLE = "Bridge closes for the summer"
MORE = " ".join(["The ferries go on, and the board asks all who cross to leave their cars at home."] * 3)


def story(*lines: str):
    return read("\n".join([*lines, "", FIRST, "", f"{SECOND} {MORE}", ""]).encode(), "a.txt")


@pytest.mark.parametrize(
    ("lines", "byline"),
    [
        (["", "Laura Bennett", "4 March 2025"], ("Laura Bennett",)),
        (["Laura Bennett, 4 March 2025"], ("Laura Bennett",)),
        (["", "Laura Bennett | March 4, 2025"], ("Laura Bennett",)),
        (["", "Laura Lind - 4 March 2025, 09:15"], ("Laura Lind",)),
        (["", "Laura Bennett and Otto Lind", "4 March 2025"], ("Laura Bennett", "Otto Lind")),
        (["", "Laura Bennett", "Otto Lind", "4 March 2025"], ("Laura Bennett", "Otto Lind")),
        (["", "Laura Bennett", "March 4, 2025 · 5 min read"], ("Laura Bennett",)),
        (["", "Laura Bennett", "Velda - 4 March 2025 - 10:15 CET"], ("Laura Bennett",)),
        (["", "Laura Bennett", "Published 4 March 2025"], ("Laura Bennett",)),
    ],
)
def test_a_name_with_the_day_below_the_title_is_the_author_s(lines, byline):
    found = story(TITLE, *lines)
    assert (found.title, found.byline) == (TITLE, byline)
    assert found.published is not None
    assert found.published.printed() == "2025-03-04"


@pytest.mark.parametrize(
    "lines",
    [
        ["Laura Bennett"],
        ["Bo Sample", "4 March 2025"],
        ["Bo Sample, 4 March 2025"],
        ["Adelaide Hills, 4 March 2025"],
        ["Alice Springs, March 4, 2025"],
        ["Virginia Beach", "4 March 2025"],
        ["Green Valley, 4 March 2025"],
        ["Laura Bennett Live", "4 March 2025", "Town Hall"],
        ["Laura Bennett 3, Otto Lind 2", "4 March 2025"],
        ["Laura Bennett v Otto Lind", "4 March 2025"],
        ["Laura Bennett (left) and Otto Lind, 4 March 2025"],
        ["Laura Bennett, 3 July 1934 – 4 March 2025"],
        ["Laura Bennett, 1934"],
        ["Laura Bennett, Mayor of Velda", "4 March 2025"],
        ["By Air Mail", "4 March 2025"],
        ["Laura Bennett", "Tuesday, 4 March 2025"],
        ["Laura Bennett, Tuesday, 4 March 2025"],
    ],
)
def test_who_or_what_else_stands_there_wrote_nothing(lines):
    assert story(TITLE, "", *lines).byline == ()


@pytest.mark.parametrize(
    "text",
    [
        "Doors open at seven. Tickets cost nine euros at the door of the old mill, and eight in the library.",
        "A girl of three kilos. Mother and child are well. The father brought bread to the whole ward.",
        "Oil on canvas. Sold for nine hundred euros at the sale of the museum. Nobody knows the buyer.",
        "The jury honours a teacher who takes pupils onto the lake, who counts birds and never shouts.",
        "Come at seven to the boat house. There is cake and wine. Bring a friend, and bring a warm coat.",
        "He taught at the school for forty years and loved the lake. The funeral is on Friday at noon.",
    ],
)
@pytest.mark.parametrize("lines", [["Laura Bennett, 4 March 2025"], ["Laura Bennett", "4 March 2025"]])
@pytest.mark.parametrize("name", ["a.txt", "a.docx"])
def test_a_name_above_a_few_sentences_is_of_whom_they_announce(text, lines, name):
    shown = ["Evening at the mill", *lines, text]
    found = read(docx(shown) if name == "a.docx" else "\n\n".join(shown).encode(), name)
    assert (found.byline, found.published) == ((), None)


@pytest.mark.parametrize(
    ("line", "text"),
    [
        ("Velda Dairy, 4 March 2025, A2", f"{FIRST} {SECOND} {MORE}"),
        ("Velda Times, 4 March 2025", f"{FIRST} {SECOND}"),
    ],
)
def test_a_firm_or_the_name_in_a_short_notice_printed_nothing(line, text):
    found = read(f"Recall of milk\n\n{line}\n\n{text}\n".encode(), "a.txt")
    assert (found.publisher, found.published) == (None, None)


def test_who_is_named_in_the_text_is_written_about():
    found = story(TITLE, "", "Laura Bennett, 4 March 2025", "", "Nobody sang like Bennett on Monday.")
    assert (found.title, found.byline, found.published) == (TITLE, (), None)


@pytest.mark.parametrize(
    "lines",
    [
        ["", "Example Courier, 4 March 2025, p. 4"],
        ["", "(Velda Times, 4 March 2025)", ""],
        ["", "Velda Times", "4 March 2025"],
        ["", "Velda Times | Tuesday, March 4, 2025 | Page A4"],
    ],
)
def test_a_newspaper_with_the_day_below_the_title_printed_the_article(lines):
    found = story(TITLE, *lines)
    assert (found.title, found.publisher) == (TITLE, lines[1].strip("(").split(",")[0].split(" |")[0])
    assert found.published is not None
    assert found.published.printed() == "2025-03-04"


@pytest.mark.parametrize(
    "line",
    [
        "The Globe, 4 March 2025",
        "Example Harbour, 4 March 2025",
        "Melrose Place, 4 March 2025, Room 4",
        "Pacific Star, 4 March 2025, Gate 7",
        "Example Courier, 4 March 2025",
        "Laura Bennett, 4 March 2025, p. 4",
        "By Air Mail, 4 March 2025",
        "Mayor Leaves Post, 4 March 2025",
        "Laura Joins Post, 4 March 2025",
    ],
)
def test_a_house_a_ship_or_a_person_is_no_newspaper(line):
    assert story(TITLE, "", line).publisher is None


def test_a_newspaper_that_the_text_names_is_written_about():
    assert story(TITLE, "", "Velda Times, 4 March 2025", "", "The Velda Times closes.").publisher is None


@pytest.mark.parametrize(
    ("line", "day"),
    [
        ("Published on Tuesday 4 March 2025", "2025-03-04"),
        ("Veröffentlicht am Dienstag, 4. März 2025", "2025-03-04"),
        ("Published: 4 March 1951", None),
        ("Veröffentlicht am 4. März 1951", None),
        ("Published: 4 March 2025, 09:14 GMT", "2025-03-04"),
        ("Published by Example House, 2025", None),
        ("Published in March 2025", None),
        ("4 March 2025", None),
        ("Updated 4 March 2025", None),
        ("Saturday 8 March 2025, Town Hall", None),
    ],
)
def test_a_day_alone_below_the_title_counts_where_it_says_published(line, day):
    found = story(TITLE, "", line).published
    assert (found and found.printed()) == day


def test_a_rare_name_is_known_by_the_day_on_its_line():
    assert story(TITLE, "", "By Skarbro Quindle | 4 March 2025").byline == ("Skarbro Quindle",)
    assert story(TITLE, "", "By Lake Garda | 4 March 2025").byline == ()


def test_the_two_lines_of_a_head_may_be_one_in_a_pdf():
    head = [(60, 760, 20, TITLE), (60, 735, 10, "Laura Bennett"), (60, 723, 10, "4 March 2025")]
    found = read(pdf([[*head, *set_in_lines(f"{SECOND} {MORE} {MORE}", 60, 690)]]), "a.pdf")
    assert (found.title, found.byline) == (TITLE, ("Laura Bennett",))
