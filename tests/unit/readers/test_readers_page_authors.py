"""Who wrote a web page, where its data name nobody, or only the site."""

from __future__ import annotations

import json

import pytest

from quotesdb.readers import read

SAID = "“We looked twice,” said Bo Sample, an engineer at the Example Bridge Board, on Monday."
PROSE = f"<p>{SAID}</p><p>The bridge will stay closed for the whole of the summer, the board said.</p>"


def byline(head: str = "", shown: str = "", behind: str = "") -> tuple[str, ...]:
    page = (
        f"<!DOCTYPE html><html><head><meta property='og:site_name' content='The Example Times'>{head}"
        f"</head><body>"
        f"<nav><a href='/author/no-one'>No One</a></nav><article><h1>Bridge closes</h1>{shown}{PROSE}"
        f"</article>"
        f"{behind}</body></html>"
    )
    return read(page.encode(), "a.html").byline


def ld(*names: str) -> str:
    record = {
        "@type": "NewsArticle",
        "headline": "Bridge closes",
        "author": [{"name": name} for name in names],
    }
    return f"<script type='application/ld+json'>{json.dumps(record)}</script>"


@pytest.mark.parametrize("site", ["The Example Times", "example-times.com"])
def test_where_the_data_name_only_the_site_the_page_is_asked(site):
    shown = "<div><a class='article__author' href='/x'>Ada Example</a></div>"
    assert byline(ld(site), shown) == ("Ada Example",)
    assert byline(ld("Bo Sample"), shown) == ("Bo Sample",)


@pytest.mark.parametrize(
    "shown",
    [
        "<p><a href='https://example.org/authors/ada-example/'>Ada Example</a></p>",
        "<p>Von <span class='authorname'>Ada Example</span></p>",
        "<ul class='list'><li><a href='/autor/ae'>Ada Example</a></li></ul>",
    ],
)
def test_authors_are_told_by_class_or_link_soon_behind_the_headline(shown):
    assert byline(shown=shown) == ("Ada Example",)


def test_authors_of_other_articles_are_not_taken():
    far = "<p>x</p>" * 150 + "<p><a href='/author/bo'>Bo Sample</a></p>"
    assert byline(behind=far) == ()
    assert byline(behind="<aside><a href='/author/bo'>Bo Sample</a></aside>") == ()


def test_further_meta_names_and_signs_behind_names():
    assert byline("<meta name='sailthru.author' content='Ada Example'>") == ("Ada Example",)
    assert byline(ld("Ada Example (aex)", "105092")) == ("Ada Example",)
