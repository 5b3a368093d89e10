"""Paragraphs follow the layout of the text; sentences end where a reader would end them."""

from __future__ import annotations

import itertools
import textwrap
from collections.abc import Iterable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quotesdb.text.segments import paragraphs, sentences
from quotesdb.values import Span


def split(text: str) -> list[str]:
    return [s.text(text) for p in paragraphs(text) for s in sentences(text, p)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Mr. Lee left. Nobody knew.", ["Mr. Lee left.", "Nobody knew."]),
        ("The U.S. economy grew. It did.", ["The U.S. economy grew.", "It did."]),
        ("J. R. Roe spoke. “Why?” she asked.", ["J. R. Roe spoke.", "“Why?” she asked."]),
        ("“A.” he said. “B.”", ["“A.” he said.", "“B.”"]),
        ("It cost $3.5 million. Too much!", ["It cost $3.5 million.", "Too much!"]),
        ("''It is.'' Then he left.", ["''It is.''", "Then he left."]),
        ("“ It is. ” Then he left.", ["“ It is. ”", "Then he left."]),
        ("« It is. » Then he left.", ["« It is. »", "Then he left."]),
        (
            '" It is. " Then he left. " Go. " And so on.',
            ['" It is. "', "Then he left.", '" Go. "', "And so on."],
        ),
        ('He left. "It is," she said.', ["He left.", '"It is," she said.']),
    ],
)
def test_sentences(text: str, expected: list[str]) -> None:
    assert split(text) == expected


def test_a_line_is_a_paragraph() -> None:
    text = "One line.\nAnother line.\n\nA third."
    assert [p.text(text) for p in paragraphs(text)] == ["One line.", "Another line.", "A third."]


def test_hard_wrapped_lines_make_one_paragraph() -> None:
    line = "the committee will meet again in the old town hall on the first"
    text = "\n".join([line] * 8) + ".\n\n" + "\n".join([line] * 8) + "."
    assert len(paragraphs(text)) == 2


_PRINTED = """\
The harbour board will meet again in May, its chair told the council on Monday, after a winter in which \
the ferry to North Skerry was cancelled on 41 days and two of its crews were sent home without their wages.
“We have nine boats and eleven crews, and I am proud of all of them,” said Irma Kolb, the harbour-master \
of Port Alder, who has held the post since the flood. “Nobody sleeps in March.”
Desmond Pike, a retired nurse from Velda, said that the dredger “is older than my father and twice as \
loud,” and that he would “not set foot on it again.” Is it safe? The board says so: its men looked twice.
A report on the accident, of which the newspaper has seen a copy, names three causes; it is to be published \
in June, when the new budget has been settled and the old mayor, who ordered it, has left the town hall.\
"""
ARTICLE = _PRINTED.splitlines()
ADDRESS = "Port Alder Harbour Board\n12 Quay Street\nPort Alder"
LISTED = "- nine boats\n- eleven crews\n- no dredger that is fit for the sea"
VERSE = (
    "The lamp upon the pier is lit,\nThe gulls are on the sand,\n"
    "And none of us will ever quit\nThe cold and windy land"
)


def texts(text: str) -> list[str]:
    return [" ".join(p.text(text).split()) for p in paragraphs(text)]


def wrapped(width: int, parts: Iterable[str], between: str = "\n\n") -> str:
    return between.join(textwrap.fill(part, width, break_long_words=False) for part in parts)


@given(
    st.integers(40, 110),
    st.permutations(ARTICLE),
    st.sampled_from(["", "https://skerry.example/" + "a" * 120 + " has more."]),
)
def test_an_article_has_the_same_paragraphs_wrapped_at_any_width(width, parts, address):
    parts = [*parts[:-1], f"{parts[-1]} {address}".strip()]
    # A word that is broken at its hyphen gets a space where white space is levelled.
    expected = [part.replace("harbour- master", "harbour-master") for part in texts(wrapped(100_000, parts))]
    found = [part.replace("harbour- master", "harbour-master") for part in texts(wrapped(width, parts))]
    assert found == expected == parts


@given(st.integers(40, 110), st.permutations([ADDRESS, LISTED, "Velda votes", "## What comes next"]))
def test_lists_addresses_and_headings_keep_their_lines_in_a_wrapped_text(width, others):
    text = "\n\n".join(
        part for pair in zip((wrapped(width, [one]) for one in ARTICLE), others, strict=True) for part in pair
    )
    found = texts(text)
    assert all(line.strip() in found for other in others for line in other.split("\n"))
    assert [part.replace("harbour- ", "harbour-") for part in found if len(part) > 120] == ARTICLE


@pytest.mark.parametrize(
    "text",
    [
        VERSE,
        VERSE.lower(),
        ADDRESS,
        LISTED,
        "\n".join(ARTICLE),
        "\n".join(part for one in ARTICLE for part in one.split("; ")),
        "ADA KOLB: We have nine boats.\nBO PIKE: And eleven crews?\nADA KOLB: And eleven crews, as I said.",
        "Velda votes\nHarbour board meets in May\nFerry cancelled again\nDredger not fit for the sea",
        "apples\npears\nplums\nquinces",
    ],
)
def test_lines_that_were_not_broken_at_a_column_are_paragraphs(text):
    assert texts(text) == text.split("\n")


def test_verse_in_an_article_keeps_its_lines():
    found = texts("\n\n".join([ARTICLE[0], VERSE, *ARTICLE[1:]]))
    assert found == [ARTICLE[0], *VERSE.split("\n"), *ARTICLE[1:]]


def test_an_indented_line_begins_a_paragraph_in_a_wrapped_text():
    text = wrapped(62, ["    " + part for part in ARTICLE], between="\n")
    assert [part.replace("harbour- ", "harbour-") for part in texts(text)] == ARTICLE


def test_lines_broken_where_clauses_end_make_one_paragraph():
    text = "\n\n".join(
        ["Nine boats were counted in the harbour of Port Alder on Monday,\nthe board said."] * 6
    )
    assert len(paragraphs(text)) == 6


@given(st.text(alphabet='aB .!?\n"“”', max_size=80))
def test_sentences_cover_every_word_once_and_in_order(text: str) -> None:
    found = [s for p in paragraphs(text) for s in sentences(text, p)]
    assert all(a.end <= b.start for a, b in itertools.pairwise(found))
    covered = "".join(s.text(text) for s in found)
    assert "".join(covered.split()) == "".join(text.split())


def test_no_paragraph_in_white_space() -> None:
    assert paragraphs(" \n\t\n ") == []
    assert sentences("", Span(0, 0)) == []
