"""Paragraphs follow the layout of the text; sentences end where a reader would end them."""

from __future__ import annotations

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quotesdb.segment import is_hard_wrapped, paragraphs, sentences
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
    assert is_hard_wrapped(text)
    assert len(paragraphs(text)) == 2


@given(st.text(alphabet='aB .!?\n"“”', max_size=80))
def test_sentences_cover_every_word_once_and_in_order(text: str) -> None:
    found = [s for p in paragraphs(text) for s in sentences(text, p)]
    assert all(a.end <= b.start for a, b in itertools.pairwise(found))
    covered = "".join(s.text(text) for s in found)
    assert "".join(covered.split()) == "".join(text.split())


def test_no_paragraph_in_white_space() -> None:
    assert paragraphs(" \n\t\n ") == []
    assert sentences("", Span(0, 0)) == []
