"""Cue classes, medium and addressee."""

from __future__ import annotations

import pytest

from quotesdb.extract.spans.cues import addressee_of, cue_class, is_clause, is_spoken_to, medium_of
from quotesdb.values import CueClass, Span


@pytest.mark.parametrize(
    ("cue", "expected"),
    [
        ("said", CueClass.SPEECH),
        ("has repeatedly said", CueClass.SPEECH),
        ("according to", CueClass.SPEECH),
        (":", CueClass.SPEECH),
        ("—", CueClass.SPEECH),
        ("wrote", CueClass.WRITING),
        ("tweeted", CueClass.WRITING),
        ("believes", CueClass.THOUGHT),
        ("hoped", CueClass.THOUGHT),
        ("shows", CueClass.FACT),
        ("found", CueClass.FACT),
        ("declined to comment", CueClass.OTHER),
        ("nervously eyeing", CueClass.THOUGHT),
        ("flurbed", CueClass.OTHER),
    ],
)
def test_class_of_a_cue(cue: str, expected: CueClass) -> None:
    assert cue_class(cue, marked=False) is expected


def test_words_in_marks_are_words_whatever_the_cue() -> None:
    assert cue_class("believes", marked=True) is CueClass.SPEECH
    assert cue_class("shows", marked=True) is CueClass.WRITING
    assert cue_class("flurbed", marked=True) is CueClass.SPEECH


def cut(text: str, part: str) -> Span:
    start = text.index(part)
    return Span(start, start + len(part))


@pytest.mark.parametrize(
    ("text", "content", "cue", "medium"),
    [
        ("“It pays,” analysts wrote in a recent note.", "“It pays,”", "wrote", "note"),
        ("“It pays,” said HBC in a note.", "“It pays,”", "said", "note"),
        ("In a statement on Monday, the firm said it pays.", "it pays", "said", "statement"),
        ("“It pays,” she said in an interview.", "“It pays,”", "said", "interview"),
        ("“It pays,” he tweeted.", "“It pays,”", "tweeted", "tweet"),
        ("“It is in a letter,” she said.", "“It is in a letter,”", "said", None),
    ],
)
def test_medium(text: str, content: str, cue: str, medium: str | None) -> None:
    assert medium_of(text, Span(0, len(text)), (cut(text, content),), cut(text, cue)) == medium


@pytest.mark.parametrize(
    ("text", "content", "cue", "addressee"),
    [
        ("“No,” Ada Roe told Fenland Press Agency.", "“No,”", "told", "Fenland Press Agency"),
        ("She told business leaders he was there.", "he was there", "told", "business leaders"),
        ("He told reporters that it was over.", "it was over", "told", "reporters"),
        ("She said that it was over.", "it was over", "said", None),
    ],
)
def test_addressee(text: str, content: str, cue: str, addressee: str | None) -> None:
    assert addressee_of(text, Span(0, len(text)), (cut(text, content),), cut(text, cue)) == addressee


@pytest.mark.parametrize(
    ("content", "cue"),
    [
        ("the plan would fail", "announced"),
        ("the firm loses a third of its crews", "says"),
        ("to leave", "offered"),
        ("it runs late", "reported"),
        ("the ministry to publish the letter", "called on"),
        ("how many were there", "asked"),
        ("the driver who stopped was seen again", "reported"),
    ],
)
def test_a_clause_reports_words(content: str, cue: str) -> None:
    assert is_clause([content], cue, with_that=False, before_cue=False)


@pytest.mark.parametrize(
    ("content", "cue"),
    [
        ("the new plan", "announced"),
        ("an agreement with the port to build the largest mill on the river", "announced"),
        ("the operator at length and the passengers not at all", "quoted"),
        ("how many were there", "did not say"),
        ("do not have cars", "asked"),
        ("nothing", "said"),
    ],
)
def test_a_noun_phrase_reports_nobodys_words(content: str, cue: str) -> None:
    assert not is_clause([content], cue, with_that=False, before_cue=False)


def test_what_follows_that_or_comes_before_its_cue_is_a_clause() -> None:
    assert is_clause(["mills close"], "announced", with_that=True, before_cue=False)
    assert is_clause(
        ["Every mill on the river closes", "in May"], "announced", with_that=False, before_cue=True
    )
    assert not is_clause(["The new plan"], "announced", with_that=False, before_cue=True)


@pytest.mark.parametrize(
    ("text", "source", "cue", "expected"),
    [
        ("He was asked whether it was late.", "He", "was asked", True),
        ("They had been told to leave.", "They", "told", True),
        ("Asked whether it was late, she left.", "she", "Asked", True),
        ("He was told by Ada Roe to leave.", "Ada Roe", "was told", False),
        ("He asked whether it was late.", "He", "asked", False),
        ("She was sure and told him so.", "She", "told", False),
    ],
)
def test_who_is_spoken_to_is_no_speaker(text: str, source: str, cue: str, expected: bool) -> None:
    assert is_spoken_to(text, Span(0, len(text)), cut(text, source), cut(text, cue)) is expected


def test_a_wish_not_to_be_named_says_nothing() -> None:
    assert not is_clause(["to be named as the talks go on"], "asked", with_that=False, before_cue=False)
    assert is_clause(["to be paid by Sunday"], "asked", with_that=False, before_cue=False)
