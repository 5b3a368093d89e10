"""What belongs to a page's article at its edges, and what the site writes around it."""

from __future__ import annotations

import pytest

from quotesdb.readers import read

SAID = "“We looked twice,” said Bo Sample, an engineer at the Example Bridge Board, on Monday."
LATER = "The bridge will stay closed for the whole of the summer, the board of engineers said."
LAST = "Nobody was hurt when the first stones fell into the river Vell in the night to Sunday."
STANDFIRST = "Cracks were found in its oldest arch, and nobody knows who pays."


def text(body: str, head: str = "") -> list[str]:
    page = f"<!DOCTYPE html><html><head>{head}</head><body>{body}</body></html>"
    return read(page.encode(), "a.html").text.splitlines()


def article(*inside: str, head: str = "", above: str = "", below: str = "") -> list[str]:
    paragraphs = "".join(f"<p>{line}</p>" for line in (SAID, LATER, LAST))
    body = f"<h1>Bridge closes</h1>{above}<div class='text'>{paragraphs}{''.join(inside)}</div>{below}"
    return text(f"<article>{body}</article>", head)


DESCRIBED = f"<meta name='description' content='{STANDFIRST}'>"


def test_a_standfirst_that_the_page_shows_stands_before_the_text():
    above = f"<header><div class='x-teaser'><p>{STANDFIRST}</p></div></header>"
    found = article(head=DESCRIBED, above=above)
    assert [line for line in found if line != "Bridge closes"] == [STANDFIRST, SAID, LATER, LAST]


def test_a_description_that_the_page_does_not_show_is_no_text():
    assert STANDFIRST not in article(head=DESCRIBED)


def test_what_the_site_writes_behind_the_text_is_left_out():
    below = "<div class='end'><p>The Example Times prints stories of bridges every day.</p></div>"
    assert article(below=below)[-1] == LAST


def test_a_second_part_of_the_text_in_a_container_of_its_own_is_kept():
    parts = [SAID, LATER, LAST, "The board meets again on Friday, it said in a note to the residents."]
    body = "".join(f"<div class='part'><p>{one}</p></div>" for one in parts)
    assert text(f"<article><h1>Bridge closes</h1><div>{body}</div></article>")[-4:] == parts


@pytest.mark.parametrize(
    "further",
    [
        "<p>Read more: <a href='/bridges/older'>Older bridge in Velda closes after a flood in winter</a></p>",
        "<p><a href='https://www.example.org/older'>Older bridge in Velda closes after a flood</a></p>",
    ],
)
def test_headlines_of_other_articles_of_the_site_are_left_out(further):
    head = "<link rel='canonical' href='https://example.org/bridge'>"
    assert article(further, f"<p>{STANDFIRST}</p>", head=head)[-2:] == [LAST, STANDFIRST]


@pytest.mark.parametrize(
    "linked",
    [
        "<p><a href='https://shop.example/hat'>A hat for engineers, at the Example Shop</a></p>",
        "<p><a href='/older'>The older bridge was closed as well, the board said on Monday night.</a></p>",
        "<p>The <a href='/older'>older bridge</a> in Velda, which was closed after a flood in the winter</p>",
    ],
)
def test_sentences_with_links_and_links_to_elsewhere_are_kept(linked):
    head = "<link rel='canonical' href='https://example.org/bridge'>"
    assert len(article(linked, f"<p>{STANDFIRST}</p>", head=head)) == len(article(f"<p>{STANDFIRST}</p>")) + 1


def test_the_title_is_in_the_text_once_at_most():
    assert article(above="<h2>Bridge closes</h2><p>Bridge closes</p>").count("Bridge closes") <= 1
