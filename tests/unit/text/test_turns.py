"""Turns are labels with the paragraphs that go on; names in labels are read without their titles."""

from __future__ import annotations

import pytest

from quotesdb.names.labels import bare_surname, full_names, has_surname, is_role, without_titles
from quotesdb.text.segments import paragraphs
from quotesdb.text.turns import Label, gather
from quotesdb.values import Span


def spoken(text: str, stop: str = "END") -> list[tuple[str, list[str]]]:
    parts = paragraphs(text)
    labels = []
    for part in parts:
        colon = text.find(":", part.start, part.end)
        labels.append(
            Label(Span(part.start, colon), Span(colon, colon + 1), colon + 1) if colon >= 0 else None
        )
    turns = gather(text, parts, labels, lambda part: part.text(text) != stop)
    return [(turn.label.name.text(text), [words.text(text) for words in turn.content]) for turn in turns]


def test_paragraphs_without_a_label_belong_to_the_turn_before() -> None:
    assert spoken("Before.\nA: one\ntwo\nB: three") == [("A", ["one", "two"]), ("B", ["three"])]


def test_after_a_paragraph_that_ends_the_turn_nobody_speaks() -> None:
    assert spoken("A: one\nEND\nTyped by hand.\nB: two") == [("A", ["one"]), ("B", ["two"])]


def test_a_label_may_stand_alone_on_its_line() -> None:
    assert spoken("A:\none\nB:\n") == [("A", ["one"]), ("B", [])]


@pytest.mark.parametrize(
    ("label", "name", "surname"),
    [
        ("EXAMPLE", "EXAMPLE", "example"),
        ("SECRETARY EXAMPLE", "EXAMPLE", "example"),
        ("VICE PRESIDENT SAMPLE", "SAMPLE", "sample"),
        ("Mr. Sample Jr.", "Sample", "sample"),
        ("DE SAMPLE", "DE SAMPLE", "de sample"),
        ("SAMPLE-ROE", "SAMPLE-ROE", "sample roe"),
        ("Gov. Ada Example", "Ada Example", None),
        ("THE PRESIDENT", "THE PRESIDENT", None),
        ("MODERATOR", "MODERATOR", None),
        ("Speaker 2", "2", None),
    ],
)
def test_titles_are_no_part_of_a_name(label: str, name: str, surname: str | None) -> None:
    assert (without_titles(label), bare_surname(label)) == (name, surname)


def test_offices_name_nobody() -> None:
    assert all(map(is_role, ["THE VICE PRESIDENT", "Press Secretary", "INTERPRETER"]))
    assert not any(map(is_role, ["PRESIDENT EXAMPLE", "Ada Example", ""]))


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Senator Ada Example and Bo Sample met.", ["Ada Example"]),
        ("Ada M. Example, and later Mrs. Example", ["Ada M. Example"]),
        ("ADA EXAMPLE", ["ADA EXAMPLE"]),
        ("Former Secretary of State Ada Example", ["Ada Example"]),
        ("Sen. Example; And Example; the Example case; Examples", []),
        ("for example", []),
    ],
)
def test_full_names_have_given_names_before_the_surname(text: str, found: list[str]) -> None:
    assert [span.text(text) for span in full_names(text, "EXAMPLE")] == found


def test_marks_in_a_surname_may_be_curly_or_straight() -> None:
    text = "Bo O'Neil spoke."
    assert [span.text(text) for span in full_names(text, "O’NEIL")] == ["Bo O'Neil"]
    assert has_surname("Bo O'Neil", "oneil")
