"""Quotations, powers and notes that a page tells by its elements alone."""

from __future__ import annotations

import pytest

from quotesdb.readers import read

LINES = (
    "<p>The Example Bridge was closed on Monday after cracks were found in it, the board said.</p>"
    "<p>Bo Sample, an engineer, led the inspection of its oldest arch in the week before.</p>"
)


def last_lines(inside: str) -> list[str]:
    page = f"<!DOCTYPE html><html><body><article>{LINES}{inside}</article></body></html>"
    return read(page.encode(), "a.html").text.splitlines()[2:]


@pytest.mark.parametrize(
    ("inside", "words"),
    [
        ("<q>It is not safe at all</q>, said Ada Example.", "“It is not safe at all”, said Ada Example."),
        (
            "<q>Bo said <q>never</q> to us</q>, Ada Example said.",
            "“Bo said ‘never’ to us”, Ada Example said.",
        ),
        ("<q>“It is not safe at all”</q>, said Ada Example.", "“It is not safe at all”, said Ada Example."),
        ("“<q>It is not safe at all</q>”, said Ada Example.", "“It is not safe at all”, said Ada Example."),
    ],
)
def test_words_in_a_quotation_element_have_marks(inside, words):
    assert last_lines(f"<p>{inside}</p>") == [words]


@pytest.mark.parametrize(
    ("inside", "words"),
    [
        ("It has 10<sup>6</sup> stones on 20 m<sup>2</sup> of it.", "It has 10⁶ stones on 20 m² of it."),
        ("We counted the stones<sup>1</sup> twice.", "We counted the stones twice."),
        ("The bridge is old.<sup>12</sup> It was closed.", "The bridge is old. It was closed."),
        ("It has 400<sup><a href='#n'>[3]</a></sup> stones in all.", "It has 400 stones in all."),
        ("It is the 5<sup>th</sup> bridge over the river.", "It is the 5th bridge over the river."),
    ],
)
def test_powers_stay_and_the_numbers_of_notes_go(inside, words):
    assert last_lines(f"<p>{inside}</p>") == [words]


def test_a_block_behind_a_colon_is_a_quotation():
    block = "<blockquote><p>The arch is weak and will fall soon.</p><p>Nobody listens to us.</p></blockquote>"
    assert last_lines(f"<p>Ada Example wrote to the board:</p>{block}") == [
        "Ada Example wrote to the board:",
        "“The arch is weak and will fall soon.",
        "“Nobody listens to us.”",
    ]


@pytest.mark.parametrize("before", ["Ada Example wrote to the board.", "“Closed”, it said."])
def test_a_block_elsewhere_stays_as_it_is(before):
    block = "<blockquote>The arch is weak and will fall soon.</blockquote>"
    assert last_lines(f"<p>{before}</p>{block}") == [before, "The arch is weak and will fall soon."]
