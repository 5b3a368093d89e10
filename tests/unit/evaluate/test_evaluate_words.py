from __future__ import annotations

import pytest

from quotesdb.evaluate.words import Words, marked_regions
from quotesdb.values import Kind, Span


def kind_of(text: str, part: str) -> Kind:
    words = Words(text)
    start = text.index(part)
    return words.kind(words.of([Span(start, start + len(part))]))


@pytest.mark.parametrize(
    ("text", "marked"),
    [
        ("“One,” he said, “two.”", ["“One,”", "“two.”"]),
        ('He said "one" and "two".', ['"one"', '"two"']),
        ("''One,'' he said. ``Two,'' she said.", ["''One,''", "``Two,''"]),
        ("«Un» et „zwei”.", ["«Un»", "„zwei”"]),
        ("She called it 'a long day'.", ["'a long day'"]),
        ("‘All of it,’ he said.", ["‘All of it,’"]),
        ("The players' union and the owners' club.", []),
        ("“They call it ‘the pit’ here,” he said.", ["“They call it ‘the pit’ here,”"]),
        ("“This goes on.\n“And ends.” He left.", ["“This goes on.", "“And ends.”"]),
        ("Closed only.” Then words.", []),
    ],
)
def test_what_stands_in_marks(text: str, marked: list[str]) -> None:
    assert [span.text(text) for span in marked_regions(text)] == marked


def test_the_kind_is_how_many_of_the_words_stand_in_marks() -> None:
    text = "She said that “the well is dry” and that nobody knew."
    assert kind_of(text, "“the well is dry”") is Kind.DIRECT
    assert kind_of(text, "that “the well is dry”") is Kind.MIXED
    assert kind_of(text, "nobody knew") is Kind.INDIRECT


def test_punctuation_makes_no_difference() -> None:
    text = "“It’s late,” said Ada."
    words = Words(text)
    assert words.of([Span(0, 12)]) == words.of([Span(1, 10)])
    assert words.of([Span(12, 13)]) == frozenset()


def test_a_word_that_a_span_cuts_counts_whole() -> None:
    words = Words("one well-known baker")
    assert words.of([Span(8, 9)]) == {1}


def test_articles_and_possessives_do_not_tell_who_it_is_unless_there_is_nothing_else() -> None:
    words = Words("the spokeswoman of his mill, and its")
    assert words.telling(words.of([Span(0, 27)])) == {1, 4}
    assert words.telling(words.of([Span(33, 36)])) == {6}
