"""Fathers and sons of one name in one article."""

from __future__ import annotations

import pytest

from quotesdb.extract import extract
from quotesdb.values import REPORTED


def speakers(text: str) -> list[str]:
    return [q.speaker.name for q in extract(text, "en") if q.cue_class in REPORTED and q.speaker]


@pytest.mark.parametrize(
    ("father", "son"),
    [
        ("John Harker", "John Harker Jr."),
        ("John Harker Sr.", "John Harker Jr."),
        ("John Harker III", "John Harker IV"),
    ],
)
def test_two_of_one_name_are_told_apart_by_what_stands_behind_it(father: str, son: str) -> None:
    text = f"{father} and {son} went on trial.\n\n“I never touched the safe,” said {father}.\n\n"
    text += f"“I want a new lawyer,” said {son}.\n"
    assert speakers(text) == [father, son]


def test_commas_before_what_tells_them_apart() -> None:
    text = (
        "John Harker, Sr., and John Harker, Jr., went on trial.\n\n“I never touched the safe,” said "
        "John Harker, Sr.\n\n“I want a new lawyer,” said John Harker, Jr."
    )
    assert speakers(text) == ["John Harker Sr", "John Harker Jr"]


def test_surname_alone_proves_neither_father_nor_son() -> None:
    text = "John Harker and John Harker Jr. went on trial.\n\n“I never touched the safe,” Harker said.\n"
    (quotation,) = extract(text, "en")
    assert quotation.confidence <= 0.5


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("John Harker Jr. went on trial. “I am sad,” Harker said. “It rains.”", "John Harker Jr."),
        (
            "John Harker on trial\n\nJohn Harker Jr. came late. “I am sad,” John Harker Jr. said.",
            "John Harker",
        ),
        (
            "Pope John Paul II came late. “I am sad,” John Paul said. “It rains,” said John Paul II.",
            "John Paul II",
        ),
        ("John Q. Harker Jr. came late. “I am sad,” John Harker said.", "John Q. Harker Jr."),
        (
            "John Harker Jr. came late. John Harker Jr.’s wife came. “I am sad,” Harker said.",
            "John Harker Jr.",
        ),
        (
            "John Harker Jr. came late. “I am sad,” Mr. Harker said. “It rains,” said John Harker Jr.",
            "John Harker Jr.",
        ),
        ("John Harker and Ken Griffon Jr. came late. “I am sad,” Harker said.", "John Harker"),
        ("John Harker and Ken Griffon Jr. came late. “I am sad,” Griffon said.", "Ken Griffon Jr."),
        ("King Charles III came late. “I am sad,” King Charles said.", "King Charles III"),
    ],
)
def test_one_bearer_of_a_name_stays_one(text: str, name: str) -> None:
    found = [q for q in extract(text, "en") if q.cue_class in REPORTED]
    assert {q.speaker.name for q in found if q.speaker} == {name}
    assert all(q.confidence > 0.5 for q in found)
