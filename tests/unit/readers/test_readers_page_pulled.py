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
        f"<div class='pullquote'>“{PULLED}”</div>",
        f"<div class='story__pull-quote big'><p>“{PULLED}!”</p></div>",
        f"<blockquote class='c-pullquote'><p>{PULLED} <cite>— Bo Sample</cite></p></blockquote>",
        f"<p class='PullQuote'>“{PULLED}”</p>",
    ],
)
def test_a_pull_quote_is_not_said_a_second_time(box):
    assert lines(CLOSED, SAID, box, NEXT, LAST) == [CLOSED, SAID, NEXT, LAST]
    assert lines(CLOSED, box, NEXT, SAID, LAST) == [CLOSED, NEXT, SAID, LAST]


NARRATED = "The report says in plain words that they looked twice: we looked twice and found nothing at all."
LONGER = "“We looked twice and found nothings,” said Bo Sample, who had to read the letter out to the board."


@pytest.mark.parametrize(
    ("told", "box"),
    [
        (SAID, f"<div class='pullquote'><p>{OTHER}</p></div>"),
        (SAID, f"<div class='pullquote'><p>{PULLED}.</p><p>{OTHER}</p></div>"),
        (SAID, f"<div class='pullquote'><p>{PULLED} –<br/>Nobody asked</p></div>"),
        (SAID, f"<blockquote><p>{PULLED} there.</p></blockquote>"),
        (SAID, f"<blockquote><p>{PULLED}.</p></blockquote>"),
        (SAID, f"<div class='no-pullquote'><p>{PULLED}</p></div>"),
        (SAID, f"<p>{PULLED}.</p>"),
        (NARRATED, f"<div class='pullquote'><p>{PULLED}</p></div>"),
        (LONGER, f"<div class='pullquote'><p>{PULLED}</p></div>"),
        (f"<h2>“{PULLED}”</h2>", f"<div class='pullquote'><p>{PULLED}</p></div>"),
        (f"<ul><li>“{PULLED}”</li></ul>", f"<div class='pullquote'><p>{PULLED}</p></div>"),
    ],
)
def test_what_no_paragraph_has_in_marks_and_what_the_page_calls_no_pull_quote_stays(told, box):
    found = lines(CLOSED, told, box, NEXT, LAST)
    assert any(PULLED in line or line == OTHER for line in found[2:-2])
    assert found[-2:] == [NEXT, LAST]


def test_a_block_behind_a_colon_is_where_it_was_said():
    box = f"<div class='pullquote'><p>“{PULLED}.”</p></div>"
    assert len(lines(CLOSED, "Sample wrote to the board in March:", box, SAID, NEXT, LAST)) == 6
