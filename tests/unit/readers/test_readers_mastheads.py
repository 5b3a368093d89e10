"""Mastheads above plain texts: the newspaper and its issue are neither title nor text of an article."""

from __future__ import annotations

import pytest

from quotesdb.readers import read
from tests.unit.readers.made import FIRST, SECOND, docx

TITLE = "Bridge closes for the summer"
MORE = " ".join(["The ferries go on, and the board asks all who cross to leave their cars at home."] * 3)


def story(*lines: str):
    return read("\n".join([*lines, "", FIRST, "", SECOND, ""]).encode(), "a.txt")


@pytest.mark.parametrize(
    ("lines", "publisher", "day"),
    [
        (
            ["THE EXAMPLE GAZETTE", "Vol. 12 No. 4", "4 March 2025", "", TITLE],
            "THE EXAMPLE GAZETTE",
            "2025-03-04",
        ),
        (
            ["The Example Gazette", "4 March 2025", "Vol. XII, No. 4", "50p", TITLE, ""],
            "The Example Gazette",
            "2025-03-04",
        ),
        (
            ["THE EXAMPLE GAZETTE", "Vol. 12 No. 4 | Tuesday, 4 March 2025 | 50p", "", TITLE],
            "THE EXAMPLE GAZETTE",
            "2025-03-04",
        ),
    ],
)
def test_the_headline_stands_below_the_masthead(lines, publisher, day):
    found = story(*lines)
    assert (found.title, found.publisher) == (TITLE, publisher)
    assert (found.published and found.published.printed()) == day
    assert found.text.startswith(lines[0]), "not a character of a text is changed"
    assert [zone.span.text(found.text) for zone in found.zones] == [TITLE]


def test_who_wrote_the_article_is_known_below_a_masthead_too():
    found = story("The Example Gazette", "No. 4 | 4 March 2025", "", TITLE, "By Ada Example", "3 March 2025")
    assert (found.title, found.byline, found.publisher) == (TITLE, ("Ada Example",), "The Example Gazette")
    assert found.published is not None
    assert found.published.printed() == "2025-03-03"


@pytest.mark.parametrize(
    "lines",
    [
        ["Ada Example Sues Daily Mail", "Case opens in the capital"],
        ["Ada Example Sues Daily Mail"],
        ["The Missing Post"],
        ["No. 10"],
        ["No. 10", "A short history of the house"],
        ["Councillor Leaves Post, 4 March 2025", "Vote is on Friday"],
        ["The Rising Sun", "4 March 2025", "", "Old house closes after a century"],
        ["No 4 trains"],
        ["Volume 3 of the plan", "It is short"],
        ["THE DAILY MAIL SHIP SINKS"],
    ],
)
def test_headlines_that_only_look_like_mastheads_stay(lines):
    found = story(lines[0], "", *lines[1:])
    assert (found.title, found.publisher) == (lines[0], None)


@pytest.mark.parametrize(
    "lines",
    [
        ["The Missing Post", "4 March 2025"],
        ["Ada Example Sues Daily Mail", "4 March 2025"],
        ["Children Wait For The Mail", "No. 4 | 4 March 2025"],
        ["THE CLERK LEAVES HIS POST", "4 March 2025"],
        ["Diary Of A Silent Observer", "No. 3"],
        ["THE ISLAND MAIL", "Edition 4"],
        ["The Silent Observer", "Page 4", "4 March 2025"],
    ],
)
def test_a_number_or_a_day_alone_makes_no_newspaper(lines):
    found = story(*lines, "", TITLE)
    assert (found.publisher, found.published) == (None, None)


def test_front_matter_says_it_all():
    found = story("---", f"title: {TITLE}", "---", "THE EXAMPLE GAZETTE", "Vol. 12 No. 4 | 4 March 2025")
    assert (found.title, found.publisher) == (TITLE, None)


@pytest.mark.parametrize(
    ("lines", "publisher", "day"),
    [
        (
            ["The Example Gazette", "4 March 2025", TITLE, "by Ada Example"],
            "The Example Gazette",
            "2025-03-04",
        ),
        (["The Example Gazette", "", TITLE, "", "By Ada Example"], "The Example Gazette", None),
        (["Tuesday, 4 March 2025", "", TITLE, "", "By Ada Example"], None, "2025-03-04"),
    ],
)
def test_a_newspaper_or_a_day_above_headline_and_authors_is_no_title(lines, publisher, day):
    found = story(*lines)
    assert (found.title, found.byline, found.publisher) == (TITLE, ("Ada Example",), publisher)
    assert (found.published and found.published.printed()) == day


@pytest.mark.parametrize(
    "lines",
    [
        ["Bridge Gazette", "", "By Ada Example"],  # none of it says that this is a newspaper
        ["The Example Gazette", "", "By Ada Example"],
        ["The Example Gazette closes", "", TITLE, "", "By Ada Example"],
        ["The Long Goodbye", "", "4 March 2025", "", TITLE, "", "By Ada Example"],
        [TITLE, "", "The Example Gazette", "", "By Ada Example"],
        ["The Example Gazette", "", TITLE],
    ],
)
def test_what_may_be_a_headline_stays_the_title(lines):
    assert (story(*lines).title, story(*lines).publisher) == (lines[0], None)


@pytest.mark.parametrize("line", ["Draft 2", "DRAFT", "1/3/23, 9:12 AM  Bridge closes - Example Post"])
def test_what_desks_and_printers_write_above_a_text_is_no_title(line):
    assert story(line).title is None


@pytest.mark.parametrize("line", ["Draft of a bridge shown", "Drafted in 2 days", "1/3 of bridges closed"])
def test_headlines_that_begin_alike_are_titles(line):
    assert story(line).title == line


@pytest.mark.parametrize(
    ("lines", "day"),
    [
        (["PRESS RELEASE", "4 March 2025"], "2025-03-04"),
        (["FOR IMMEDIATE RELEASE", "March 4, 2025", "Contact: Ada Example, 555-010-0199"], "2025-03-04"),
        (["FOR IMMEDIATE RELEASE: Tuesday, March 4, 2025", "press@example.org"], None),
        (["Pressemitteilung Nr. 14/2025", "Velda, 4. März 2025"], "2025-03-04"),
        (["COMMUNIQUÉ DE PRESSE", "Velda, le 4 mars 2025"], "2025-03-04"),
        (["** MEDIA STATEMENT **"], None),
        (["Example Water Board", "News release", "4 March 2025"], "2025-03-04"),
        (["NOTA DE PRENSA"], None),
        (["EMBARGOED UNTIL 00:01 TUESDAY 4 MARCH 2025"], None),
    ],
)
def test_the_headline_of_a_release_stands_below_what_says_that_it_is_one(lines, day):
    found = story(*lines, "", TITLE)
    assert (found.title, found.byline) == (TITLE, ())
    assert (found.published and found.published.printed()) == day
    assert [zone.span.text(found.text) for zone in found.zones] == [TITLE]


@pytest.mark.parametrize("dateline", ["VELDA, 4 March 2025 – ", "Velda, 4 de marzo de 2025. "])
def test_a_release_is_of_the_day_in_its_dateline(dateline):
    text = f"PRESS RELEASE\n\n{TITLE}\n\n{dateline}{FIRST}\n\n{SECOND}\n"
    found = read(text.encode(), "a.txt").published
    assert found is not None
    assert found.printed() == "2025-03-04"
    other = read(text.removeprefix("PRESS RELEASE\n\n").encode(), "a.txt")
    assert other.published is None, "scenes of long ago begin so too"


@pytest.mark.parametrize(
    "line",
    [
        "Communiqué of the two presidents",
        "Communiqué 4: songs of a band",
        "Statement of the press club",
        "Media release their data",
        "Budget 2024-2025 passes",
    ],
)
def test_headlines_that_only_speak_of_releases_are_titles(line):
    assert story(line).title == line


@pytest.mark.parametrize(
    "lines",
    [
        ["PRESS RELEASE", "", "On Monday the board met."],
        ["PRESS RELEASE", "", "Dear editor,"],
    ],
)
def test_a_release_without_a_headline_has_no_title(lines):
    assert story(*lines).title is None


def test_the_day_of_what_a_release_announces_is_not_its_own():
    found = story("PRESS RELEASE", "", TITLE, "", "Saturday 8 March 2025, 7 pm to midnight")
    assert (found.title, found.published) == (TITLE, None)


@pytest.mark.parametrize(
    ("lines", "publisher", "day"),
    [
        (["Example Courier, 4 March 2025, page 4"], "Example Courier", "2025-03-04"),
        (["Velda Bote, 04.03.2025, S. 3"], "Velda Bote", "2025-03-04"),
        (["Velda Times, 4 March 2025"], "Velda Times", "2025-03-04"),
        (["1/3/25, 9:12 AM  Bridge closes - Example Post"], None, None),
    ],
)
def test_where_and_when_it_was_printed_stands_above_the_headline(lines, publisher, day):
    found = story(*lines, "", TITLE)
    assert (found.title, found.publisher) == (TITLE, publisher)
    assert (found.published and found.published.printed()) == day


@pytest.mark.parametrize("line", ["Melrose Place, 4 March 2025, Room 4", "Ada Quill (born 4 March 1925)"])
def test_other_lines_with_days_are_no_such_lines(line):
    found = story(line, "", TITLE)
    assert (found.title, found.publisher, found.published) == (line, None, None)


@pytest.mark.parametrize(
    ("lines", "titles"),
    [
        (["Laura Bennett", "12 Lake Road, Velda", "4 March 2025"], (None, "Laura Bennett")),
        (["Laura Bennett", "Baker with ten years of experience"], (None, "Laura Bennett")),
        (["The Quiet Shore (published on 4 March 1951)", "A slow novel of a town"], None),
        (["Velda Times, 4 March 2025", "Laura Bennett"], (None, "Velda Times, 4 March 2025")),
        (
            ["News release", "Founded in 1951 by Ada Quill", "Velda Glass opens a works"],
            (None, "News release"),
        ),
    ],
)
def test_letters_books_and_mottos_have_no_such_lines(lines, titles):
    found = story(*lines)
    assert found.title in (titles or (None, lines[0]))
    assert (found.byline, found.publisher, found.published) == ((), None, None)


def test_a_release_of_one_paragraph_has_its_headline():
    found = read(f"PRESS RELEASE\n\n{TITLE}\n\n{FIRST} {SECOND}\n".encode(), "a.txt")
    assert found.title == TITLE


def test_a_long_line_of_addresses_is_read_quickly():
    found = story("PRESS RELEASE", "a@" * 40_000)
    assert found.byline == ()


def test_a_newspaper_above_the_headline_and_a_bare_name_is_no_title():
    found = story("The Example Gazette", "", TITLE, "", "Laura Bennett", "4 March 2025", "", MORE)
    assert (found.title, found.byline, found.publisher) == (TITLE, ("Laura Bennett",), "The Example Gazette")


def test_a_release_in_a_document_keeps_its_headline_as_one():
    found = read(docx(["PRESS RELEASE", "4 March 2025", TITLE, FIRST, SECOND]), "a.docx")
    assert found.title == TITLE
    assert [(zone.kind, zone.span.text(found.text)) for zone in found.zones] == [("headline", TITLE)]
