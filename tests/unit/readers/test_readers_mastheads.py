"""Mastheads above plain texts: the newspaper and its issue are neither title nor text of an article."""

from __future__ import annotations

import pytest

from quotesdb.readers import read
from tests.unit.readers.made import FIRST, SECOND

TITLE = "Bridge closes for the summer"


def story(*lines: str):
    return read("\n".join([*lines, "", FIRST, "", SECOND, ""]).encode(), "a.txt")


@pytest.mark.parametrize(
    ("lines", "publisher", "day"),
    [
        (["THE EXAMPLE GAZETTE", "Vol. 12 No. 4", "", TITLE], "THE EXAMPLE GAZETTE", None),
        (["The Example Gazette", "Vol. XII, No. 4", "50p", TITLE, ""], "The Example Gazette", None),
        (
            ["THE EXAMPLE GAZETTE", "Vol. 12 No. 4 | Tuesday, 4 March 2025 | 50p", "", TITLE],
            "THE EXAMPLE GAZETTE",
            "2025-03-04",
        ),
        (["The Example Times", "4 March 2025", "", TITLE], "The Example Times", "2025-03-04"),
        (["The Example Times, 4 March 2025", "", TITLE], "The Example Times", "2025-03-04"),
        (["Example Tribune | 4 March 2025", "", TITLE], "Example Tribune", "2025-03-04"),
        (["Issue 14", "", TITLE], None, None),
    ],
)
def test_the_headline_stands_below_the_masthead(lines, publisher, day):
    found = story(*lines)
    assert (found.title, found.publisher) == (TITLE, publisher)
    assert (found.published and found.published.printed()) == day
    assert found.text.startswith(lines[0]), "not a character of a text is changed"
    assert [zone.span.text(found.text) for zone in found.zones] == [TITLE]


def test_who_wrote_the_article_is_known_below_a_masthead_too():
    found = story("The Example Gazette", "Vol. 12 No. 4", "", TITLE, "By Ada Example", "4 March 2025")
    assert (found.title, found.byline, found.publisher) == (TITLE, ("Ada Example",), "The Example Gazette")
    assert found.published is not None
    assert found.published.printed() == "2025-03-04"


@pytest.mark.parametrize(
    "lines",
    [
        ["Ada Example Sues Daily Mail", "Case opens in the capital"],
        ["Ada Example Sues Daily Mail"],
        ["The Missing Post"],
        ["No. 10"],
        ["No 4 trains"],
        ["Volume 3 of the plan", "It is short"],
        ["THE DAILY MAIL SHIP SINKS"],
    ],
)
def test_headlines_that_only_look_like_mastheads_stay(lines):
    found = story(lines[0], "", *lines[1:])
    assert (found.title, found.publisher) == (lines[0], None)


@pytest.mark.parametrize("name", ["The Missing Post", "Ada Example Sues Daily Mail"])
def test_a_headline_above_its_day_names_no_newspaper(name):
    assert story(name, "4 March 2025").publisher is None


def test_front_matter_says_it_all():
    found = story("---", f"title: {TITLE}", "---", "THE EXAMPLE GAZETTE", "Vol. 12 No. 4")
    assert (found.title, found.publisher) == (TITLE, None)
