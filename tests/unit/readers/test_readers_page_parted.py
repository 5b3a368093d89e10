"""Short articles of web pages, which are no less parted than long ones."""

from __future__ import annotations

import json
import textwrap

import pytest

from quotesdb.readers import read
from quotesdb.values import ArticleDraft

HEADLINE = "Weir mended at Orby"
FIRST = "The weir at Orby was mended on Friday."
SAID = "“It holds,” said its keeper, Bo Sample."
LONE = "The weir at Orby was mended on Friday, its keeper, Bo Sample, said in a letter."
SHORT = "Nobody came."
CAPTION = (
    "<figure><img src='a.jpg'><figcaption>The old weir in the spring, seen from “the worst” of the two "
    "mills at Orby. Photo: Cy Test</figcaption></figure>"
)


def lines(inside: str, below: str = "", head: str = "") -> list[str]:
    page = (
        f"<!DOCTYPE html><html><head><title>{HEADLINE}</title>{head}</head><body>"
        f"<nav><a href='/'>Home</a></nav><article>"
        f"<h1>{HEADLINE}</h1><p class='byline'>By Ada Example</p>{CAPTION}{inside}</article>{below}"
        "<footer>Contact us</footer></body></html>"
    )
    return read(page.encode(), "a.html").text.splitlines()


def paragraphs(*said: str) -> str:
    return "".join(f"<p>{one}</p>" for one in said)


@pytest.mark.parametrize("said", [[FIRST, SAID], [SHORT, FIRST, SAID], [FIRST, SAID, SHORT], [LONE]])
def test_a_short_article_is_its_paragraphs(said):
    assert lines(paragraphs(*said)) == said


def test_headings_lists_and_block_quotations_of_a_short_article_stay():
    inside = f"<p>{FIRST}</p><h2>What now</h2><p>{SAID}</p><ul><li>The mill is let.</li></ul>"
    assert lines(inside) == [FIRST, "What now", SAID, "The mill is let."]


def test_who_wrote_a_short_article_and_what_readers_say_is_none_of_it():
    bio = "<div class='author-bio'><p>Ada Example writes of weirs.</p></div>"
    comment = "<div><article><p>They have said so for years, I say.</p></article></div>"
    assert lines(paragraphs(FIRST, SAID) + bio + comment) == [FIRST, SAID]


def test_a_class_that_only_sounds_like_a_box_holds_the_paragraphs():
    assert lines(f"<div class='relative'>{paragraphs(FIRST, SAID)}</div>") == [FIRST, SAID]


def test_sentences_that_are_no_paragraphs_are_not_lost():
    assert FIRST in " ".join(lines(f"<div>{FIRST}</div><p>{SAID}</p>"))


UNSHOWN = ("text taken from the page's data: the page shows less of it",)
BODY = [
    "The weir at Orby was mended on Friday, after three years in which nobody could cross it.",
    "“It holds,” said its keeper, Bo Sample, who has a boat and a dog.",
    "The parish paid for the stones.",
]
EMPTY = "<div id='app'><p>Please enable JavaScript.</p></div>"


def of_data(body: str, shown: str = EMPTY) -> ArticleDraft:
    record = {"@type": "NewsArticle", "headline": HEADLINE, "articleBody": body}
    script = f"<script type='application/ld+json'>{json.dumps(record)}</script>"
    page = f"<!DOCTYPE html><html><head><title>{HEADLINE}</title>{script}</head><body>{shown}</body></html>"
    return read(page.encode(), "a.html")


@pytest.mark.parametrize(
    "body",
    [
        "\n\n".join(BODY),
        "\r\n".join(BODY),
        paragraphs(*BODY),
        "<br/>".join(BODY),
        paragraphs(*BODY).replace("<", "&lt;").replace(">", "&gt;"),
        "\n\n".join(textwrap.fill(one, 40) for one in BODY),
    ],
    ids=["blank lines", "breaks", "tags", "broken lines", "escaped tags", "folded lines"],
)
def test_the_body_in_the_data_of_a_page_that_shows_none_is_parted(body):
    draft = of_data(body)
    assert draft.text.splitlines() == BODY
    assert draft.warnings == UNSHOWN


def test_data_without_paragraphs_are_one_and_told_of():
    draft = of_data(" ".join(BODY))
    assert draft.text == " ".join(BODY)
    assert draft.warnings == UNSHOWN


@pytest.mark.parametrize("element", ["p", "div"])
def test_nothing_is_told_of_data_that_the_page_shows(element):
    shown = "".join(f"<{element}>{one}</{element}>" for one in BODY)
    draft = of_data(" ".join(BODY), f"<header>{CAPTION}</header>{shown}")
    assert draft.text.splitlines() == BODY
    assert draft.warnings == ()
