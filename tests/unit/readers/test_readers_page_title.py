"""The title of a web page is the headline that readers see, not what the page has for others."""

from __future__ import annotations

import json

import pytest

from quotesdb.readers import read

PROSE = (
    "<p>“We looked twice,” said Bo Sample, an engineer at the Example Bridge Board, on Monday.</p>"
    "<p>The bridge will stay closed for the whole of the summer, the board said.</p>"
)


def title(body: str, *, searched: str = "", social: str = "", declared: str = "") -> str | None:
    record = {"@type": "NewsArticle", "headline": declared, "publisher": {"name": "The Example Times"}}
    head = f"<title>{searched}</title>"
    head += f"<meta property='og:title' content='{social}'>" if social else ""
    head += f"<script type='application/ld+json'>{json.dumps(record)}</script>" if declared else ""
    page = f"<!DOCTYPE html><html><head>{head}</head><body>{body}<article>{PROSE}</article></body></html>"
    return read(page.encode(), "a.html").title


def test_a_kicker_that_the_page_does_not_display_is_no_part_of_the_title():
    shown = "<h1><span>Velda</span><span class='off'>-</span><span>Bridge closes</span></h1>"
    assert title(shown, declared="Old arch: Bridge closes") == "Bridge closes"
    assert title(shown, social="Old arch: Bridge closes") == "Bridge closes"
    assert title(shown, declared="Velda: Bridge closes") == "Velda: Bridge closes"
    assert title("<h1>Bridge closes</h1>", declared="Old arch: Bridge closes") == "Old arch: Bridge closes"


SEARCHED = "Bridge in Velda: what is known | The Example Times"
DECLARED = "Bridge in Velda: what is known"


@pytest.mark.parametrize(
    "body",
    [
        "<h1>The bridge stays closed</h1>",
        "<h1 class='crumb'>Bridge in Velda: what is known</h1><h2>The bridge stays closed</h2>",
        "<h2><span>Velda</span><span>The bridge stays closed</span></h2>",
    ],
)
def test_a_headline_that_is_shown_comes_before_one_for_search_engines(body):
    found = title(body, searched=SEARCHED, declared=DECLARED, social="The bridge stays closed")
    assert found == "The bridge stays closed"


@pytest.mark.parametrize(
    "body",
    [
        f"<h1>{DECLARED}</h1>",
        f"<h1>{DECLARED}</h1><aside><h2>The bridge stays closed</h2></aside>",
        f"<h1>{DECLARED}</h1><h2><a href='/x'>The bridge stays closed</a></h2>",
    ],
)
def test_words_for_other_sites_that_the_page_does_not_show_are_not_its_title(body):
    found = title(body, searched=SEARCHED, declared=DECLARED, social="The bridge stays closed")
    assert found == DECLARED


def test_a_kicker_beside_the_headline_stays_a_part_of_the_title():
    whole = "Velda: Bridge stays closed"
    body = f"<h1>{whole}</h1><h2>{whole}</h2><h2><b>Bridge stays closed</b></h2>"
    assert title(body, searched=whole, declared=whole, social="Bridge stays closed") == whole


@pytest.mark.parametrize("suffix", [" | Local", " - Velda", " – The Example Times", "--Local--Times"])
def test_what_stands_behind_the_headline_is_no_part_of_the_title(suffix):
    assert title("<h1>Bridge closes</h1>", social=f"Bridge closes{suffix}") == "Bridge closes"
    assert title("<h1></h1><h1>Bridge closes</h1>", searched=f"Bridge closes{suffix}") == "Bridge closes"


def test_a_longer_title_that_begins_like_a_heading_stays_whole():
    assert title("<h1>Bridge</h1>", social="Bridge-builders meet in Velda") == "Bridge-builders meet in Velda"


SITE = "<h1><a href='/'>Velda Times</a></h1>"
CLOSES = "Bridge of Velda closes"
BUILT = "Bridge of Velda - how it was built"


@pytest.mark.parametrize(
    ("body", "searched"),
    [
        (f"{SITE}<h1>{CLOSES}</h1><h1>Recent posts</h1>", f"Velda Times | {CLOSES}"),
        (f"{SITE}<h3>{CLOSES}</h3>", f"Velda Times: {CLOSES}"),
        (f"{SITE}<h2>{CLOSES}</h2><h2>Most read of all</h2>", f"Velda Times » {CLOSES} » Local"),
        (f"<h2>{CLOSES}</h2>", f"{CLOSES} - Velda Times"),
        (f"{SITE.replace('/', 'https://example.org', 1)}<h2>{CLOSES}</h2>", f"Velda Times: {CLOSES}"),
    ],
)
def test_the_part_of_a_title_that_the_page_displays_is_the_title(body, searched):
    assert title(body, searched=searched) == CLOSES


def test_a_lower_heading_without_the_name_of_the_site_is_the_title():
    assert title(f"<h2>{CLOSES}</h2>", social=f"{CLOSES} - Council - Velda Portal") == CLOSES


@pytest.mark.parametrize(
    ("body", "social"),
    [
        ("<h2>what is known so far</h2>", "Bridge closes: what is known so far"),
        ("<h2>Bridge</h2>", "Bridge - how Velda goes to work"),
        ("<h2><a href='/x'>Bridge of Velda</a></h2>", BUILT),
        ("<aside><h2>Bridge of Velda</h2></aside>", BUILT),
        ("<h2>Bridge of Velda</h2>", "Bridge of Velda-built boats"),
        ("<h1>Something else</h1><h2>Bridge of Velda</h2>", BUILT),
        (f"<h1>{BUILT}</h1><h2>how it was built</h2>", BUILT),
        (f"<h1><a href='/bridge'>{BUILT}</a></h1>", BUILT),
        ("<h2>how it was built</h2>", BUILT),
        ("<h2>Bridge of Velda</h2>", BUILT),
        ("<h2>Transport and Roads</h2>", "Fire - Transport and Roads - Velda"),
        ("<h2>The Velda Daily Times</h2>", "Bridge shut | The Velda Daily Times"),
        ("<h3>The Big Interview</h3>", "The Big Interview | Bo Sample on bridges"),
        ("<div><h3>Bridge of Velda</h3></div>", "Fire :: Bridge of Velda"),
    ],
)
def test_a_heading_that_is_another_ones_takes_nothing_from_the_title(body, social):
    assert title(body, social=social) == social


def test_a_headline_that_leads_home_is_the_title_where_nothing_else_is():
    assert title(f"<h1><a href='/'>{CLOSES}</a></h1>") == CLOSES


CALLED = "<h2 class='headline'>Bridge closes for the summer</h2>"


def test_a_lower_heading_that_a_page_calls_its_headline_is_the_title_and_not_a_rubric():
    assert title(CALLED, searched="News") == "Bridge closes for the summer"


@pytest.mark.parametrize(
    ("body", "searched", "expected"),
    [
        (CALLED + CALLED.replace("summer", "winter"), "News", "News"),  # of several stories
        (f"<h1>News of bridges</h1>{CALLED}", "News", "News of bridges"),
        (f"<aside>{CALLED}</aside>", "News", "News"),
        ("<h2 class='headline'><a href='/b'>Bridge closes for the summer</a></h2>", "News", "News"),
        ("<h2>Bridge closes for the summer</h2>", "News", "News"),
        (CALLED, "What is known of the bridge", "What is known of the bridge"),
    ],
)
def test_other_lower_headings_are_none(body, searched, expected):
    assert title(body, searched=searched) == expected


HOME = "<h1><a href='/'>Velda Today</a></h1>"


@pytest.mark.parametrize(
    ("body", "searched"),
    [
        (f"<h2>{DECLARED}</h2><p>By Ada Example</p>", "News"),
        (f"{HOME}<h2>{DECLARED}</h2><p class='meta'>By Ada Example</p>", "Velda Today: all the news"),
        (f"<h1>Velda Post</h1><h2>{DECLARED}</h2><div>Tuesday, 4 March 2025</div>", "Velda Post"),
        (f"<h3>{DECLARED}</h3><p></p><p>4 March 2025</p>", "Opinion"),
    ],
)
def test_a_lower_heading_above_authors_or_day_comes_before_rubric_and_site(body, searched):
    assert title(body, searched=searched) == DECLARED


@pytest.mark.parametrize(
    ("body", "searched"),
    [
        ("<h1>Bridge closes</h1><h2>The board looked twice at it</h2><p>By Ada Example</p>", "Bridge closes"),
        ("<h1>About us</h1><h2>Our history since 1883</h2><p>By Ada Example</p>", "About us"),
        (
            f"<h2>{DECLARED}</h2><p>By Ada Example</p><h2>Pier opens in spring</h2><p>By Bo Sample</p>",
            "News",
        ),
        ("<h2>How to reach the bridge</h2><p>Closed from 4 March 2025 on Mondays.</p>", "Contact"),
        (f"<h2>{DECLARED}</h2><p>The board looked twice.</p>", "News"),
        (f"<h2><a href='/x'>{DECLARED}</a></h2><p>By Ada Example</p>", "News"),
        (f"<aside><h2>{DECLARED}</h2><p>By Ada Example</p></aside>", "News"),
        (f"<h2>{DECLARED}</h2><h3>By the river</h3>", "News"),
    ],
)
def test_other_lower_headings_are_no_title(body, searched):
    assert title(body, searched=searched) == searched
