"""Pull quotes of web pages: what repeats words of the article is left out, block quotations stay."""

from __future__ import annotations

import pytest

from quotesdb.readers import read

CLOSED = "The pier of Velda will stay closed until the spring, the harbour board said in a letter on Monday."
SAID = "“We looked twice and found nothing that would hold a ferry in a storm,” said Bo Sample, an engineer."
NEXT = "Ada Example, who sells tickets on the quay, told reporters that she would have no work before May."
LAST = "Nobody was hurt when the first stones fell into the river in the night to Sunday, the police said."
PULLED = "We looked twice and found nothing"
OTHER = "It will be opened when it is ready, and not a day before that, whoever asks us for it."


def lines(*inside: str) -> list[str]:
    body = "".join(one if one.startswith("<") else f"<p>{one}</p>" for one in inside)
    page = (
        f"<!DOCTYPE html><html><body><article><h1>Pier closed</h1><div>{body}</div></article></body></html>"
    )
    return read(page.encode(), "a.html").text.split("\n")


@pytest.mark.parametrize(
    "box",
    [
        f"<blockquote><p>{PULLED}</p></blockquote>",
        f"<blockquote>“{PULLED}”</blockquote>",
        f"<blockquote><p>{PULLED}</p><cite>Bo Sample</cite></blockquote>",
        f"<blockquote><p>{PULLED} <cite>— Bo Sample</cite></p></blockquote>",
        f"<aside class='pullquote'><p>“{PULLED}”</p></aside>",
        f"<div class='pull-quote'><p>“{PULLED}”</p><p>Bo Sample, engineer</p></div>",
        f"<figure class='block-pullquote'><blockquote><p>{PULLED}</p><cite>Bo</cite></blockquote></figure>",
        f"<p class='PullQuote'>“{PULLED}”</p>",
        "<blockquote>“We looked twice … nothing that would hold a ferry”</blockquote>",
    ],
)
def test_a_pull_quote_is_not_said_a_second_time(box):
    assert lines(CLOSED, SAID, box, NEXT, LAST) == [CLOSED, SAID, NEXT, LAST]
    assert lines(CLOSED, box, NEXT, SAID, LAST) == [CLOSED, NEXT, SAID, LAST]


def test_a_whole_paragraph_that_is_pulled_stays_where_it_is_told():
    whole = "“We looked twice and found nothing that would hold a ferry.”"
    box = f"<blockquote><p>{whole}</p></blockquote>"
    assert lines(CLOSED, whole, NEXT, box, LAST) == [CLOSED, whole, NEXT, LAST]


@pytest.mark.parametrize(
    "box",
    [
        f"<blockquote><p>{OTHER}</p></blockquote>",
        f"<blockquote><p>{PULLED}, and the board did not want to know of it.</p></blockquote>",
        f"<blockquote><p>{PULLED}.</p><p>{OTHER}</p></blockquote>",
        "<blockquote><p>We looked twice</p></blockquote>",
        f"<p>{PULLED}.</p>",
    ],
)
def test_what_the_article_says_nowhere_else_stays(box):
    found = lines(CLOSED, SAID, box, NEXT, LAST)
    assert found[:2] == [CLOSED, SAID]
    assert found[-2:] == [NEXT, LAST]
    assert len(found) > 4


def test_a_block_behind_a_colon_is_where_it_was_said():
    lead, again = (
        "Sample wrote to the board in March:",
        f"By “{PULLED}” he means all of the pier, he said later.",
    )
    found = lines(CLOSED, lead, f"<blockquote><p>{PULLED}</p></blockquote>", again, NEXT, LAST)
    assert found == [CLOSED, lead, f"“{PULLED}”", again, NEXT, LAST]
