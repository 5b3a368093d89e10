"""Short articles of web pages, which are no less parted than long ones."""

from __future__ import annotations

import pytest

from quotesdb.readers import read

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
