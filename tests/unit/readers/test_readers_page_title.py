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
