"""Quotation marks of every style are paired, and a stray one costs one quotation only."""

from __future__ import annotations

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quotesdb.extract.marks import QuotedIndex, depths, find_quoted
from quotesdb.segment import paragraphs
from quotesdb.values import Span


def quoted(text: str) -> list[tuple[str, int, bool]]:
    return [(q.span.text(text), q.depth, q.closed) for q in find_quoted(text, paragraphs(text))]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("“A,” he said. “B.”", ["“A,”", "“B.”"]),
        ('"A," he said. "B."', ['"A,"', '"B."']),
        ("''A,'' he said. ''B.''", ["''A,''", "''B.''"]),
        ("``A,'' he said.", ["``A,''"]),
        ("‘I don’t know,’ he said.", ["‘I don’t know,’"]),
        ("'I don't know,' he said.", ["'I don't know,'"]),
        ("„Das ist gut“, sagte er.", ["„Das ist gut“"]),
        ("»Das ist gut«, sagte er.", ["»Das ist gut«"]),
        ("«Oui», dit-il.", ["«Oui»"]),
        ("He has to “boost (their) confidence.’’ Then he left.", ["“boost (their) confidence.’’"]),
        ("“They see that. “ He left.", ["“They see that. “"]),
        ('*"Two weeks."* The end.', ['"Two weeks."']),
    ],
)
def test_each_style_is_paired(text: str, expected: list[str]) -> None:
    assert [words for words, _, _ in quoted(text)] == expected


@pytest.mark.parametrize(
    "text",
    [
        "The firms' results beat the others' results.",
        "'90s music and rock 'n' roll.",
        "It was 6' 2\" tall.",
        "Don’t say ’em aloud; the ’80s are over.",
        "The players’ union won’t go.",
    ],
)
def test_apostrophes_and_measures_are_no_quotation(text: str) -> None:
    assert quoted(text) == []


def test_a_plural_possessive_does_not_close_single_marks() -> None:
    assert quoted("‘The players’ union won’t go,’ he said.") == [("‘The players’ union won’t go,’", 1, True)]


def test_inner_marks_are_deeper() -> None:
    assert quoted("“He said ‘mad’ twice,” she said.") == [
        ("“He said ‘mad’ twice,”", 1, True),
        ("‘mad’", 2, True),
    ]


def test_the_same_directed_marks_may_nest() -> None:
    assert quoted("“A “b” c,” he said.") == [("“A “b” c,”", 1, True), ("“b”", 2, True)]


def test_a_quotation_over_paragraphs_is_one_chain() -> None:
    text = "“One.\n“Two.\n“Three,” he said. “Four.”"
    found = find_quoted(text, paragraphs(text))
    assert [q.closed for q in found] == [False, False, True, True]
    assert [q.chain for q in found] == [1, 1, 1, 2]


def test_a_missing_closing_mark_costs_one_quotation() -> None:
    text = '"It is cold, said Mr Roe.\n"It is warm," said Ms Poe. "Very."'
    assert [words for words, _, _ in quoted(text)][1:] == ['"It is warm,"', '"Very."']
    assert quoted(text)[0] == ('"It is cold,', 1, False)


def test_a_missing_opening_mark_costs_nothing_else() -> None:
    assert [words for words, _, _ in quoted("It is cold,” he said. “It is warm.”")] == ["“It is warm.”"]


@given(st.text(alphabet="ab .,\n'\"“”‘’`´„«»", max_size=60))
def test_any_text_gives_well_formed_stretches(text: str) -> None:
    found = find_quoted(text, paragraphs(text))
    for item in found:
        assert item.span.contains(item.inner)
        assert "\n" not in item.span.text(text)
    assert len(depths(len(text), found)) == len(text)


@given(st.text(alphabet="ab .'\"“”‘’", max_size=40))
def test_outer_stretches_do_not_overlap(text: str) -> None:
    outer = QuotedIndex(find_quoted(text, paragraphs(text))).outer
    assert all(a.span.end <= b.span.start for a, b in itertools.pairwise(outer))


def test_the_index_finds_what_covers_a_place() -> None:
    text = "He said “one” and “two”."
    index = QuotedIndex(find_quoted(text, paragraphs(text)))
    two = index.at(text.index("two"))
    assert two is not None
    assert two.span.text(text) == "“two”"
    assert index.at(0) is None
    assert [q.span.text(text) for q in index.within(Span(0, len(text)))] == ["“one”", "“two”"]
