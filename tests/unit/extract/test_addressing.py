"""Titles before names that several people of an article bear: whose they are, and when nothing tells it."""

from __future__ import annotations

import pytest

from quotesdb.extract import extract
from quotesdb.values import REPORTED, Quotation


def said(text: str) -> list[Quotation]:
    return [q for q in extract(text, "en") if q.cue_class in REPORTED and q.quoted]


def speakers(text: str) -> list[str | None]:
    return [q.speaker.name if q.speaker else None for q in said(text)]


@pytest.mark.parametrize(
    ("title", "given"), [("Sir", "Ian"), ("Dame", "Judith"), ("Sir", "Peter"), ("Sister", "Agnes")]
)
def test_title_with_a_given_name_means_who_is_printed_with_it(title: str, given: str) -> None:
    text = (
        f"The actor {title} {given} Crowe accused the critic {given} Marlow of cruelty.\n\n"
        f"“That was a cruel thing to print,” {title} {given} said.\n\n“I would say it again,” said Marlow."
    )
    assert speakers(text) == [f"{given} Crowe", f"{given} Marlow"]


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        (
            "The actor Sir Ian Crowe met a critic, Ian Marlow. Sir Ian left. “I would say it,” said Ian.",
            "Ian Marlow",
        ),
        ("Ian Crowe, the actor, was knighted. “It is an honour,” Sir Ian said.", "Ian Crowe"),
        ("Sir Ian Crowe left. “It is an honour,” Ian Crowe said.", "Ian Crowe"),
        ("Sir Ian Crowe met Anne Marlow. “It is an honour,” Sir Ian said.", "Ian Crowe"),
        ("Sir Ian Crowe met Dr Anne Crowe. “It is an honour,” Dr Crowe said.", "Anne Crowe"),
        ("Sir Ian Crowe met Dr Anne Crowe. “It is an honour,” Sir Ian said.", "Ian Crowe"),
        ("Peter Holt and his wife, Laura Holt, came. “It is an honour,” Mrs Holt said.", "Laura Holt"),
        ("Peter Holt and his wife, Laura Holt, came. “It is an honour,” Mr Holt said.", "Peter Holt"),
        ("Councillor Peter Holt and Laura Holt came. “It is an honour,” Councillor Holt said.", "Peter Holt"),
    ],
)
def test_titles_that_tell_enough(text: str, speaker: str) -> None:
    (quotation,) = said(f"News\n\n{text}")
    assert quotation.speaker is not None
    assert quotation.speaker.name == speaker
    assert quotation.confidence > 0.5


@pytest.mark.parametrize("title", ["Dr", "Major", "Professor"])
def test_title_that_nobody_is_printed_with_proves_neither(title: str) -> None:
    (quotation,) = said(
        f"Clara Ashdown and Tobias Ashdown run the shop.\n\n“We sell string,” said {title} Ashdown."
    )
    assert quotation.confidence <= 0.5


def test_mr_is_not_who_is_called_a_daughter() -> None:
    text = (
        "The owner, Sidney Merriweather, and his daughter, Sidonie Merriweather, do not speak.\n\n"
        "“He wants slot machines,” said Miss Merriweather.\n\n“She wants Chekhov,” said Mr Merriweather."
    )
    assert speakers(text) == ["Sidonie Merriweather", "Sidney Merriweather"]


def test_mr_and_mrs_of_one_surname_are_two_also_where_nobody_is_printed_in_full() -> None:
    text = (
        "The couple who own the mill were in court.\n\n“I never touched the sluice,” Mr Brandrith said.\n\n"
        "“He was asleep at the time,” said Mrs Brandrith. She added: “I heard the water first.”\n\n"
        "“We want the money back,” Mr Brandrith said."
    )
    assert speakers(text) == ["Mr Brandrith", "Mrs Brandrith", "Mrs Brandrith", "Mr Brandrith"]


def test_mr_is_who_is_printed_in_full_also_beside_mrs() -> None:
    text = (
        "Ian Brandrith and his wife, Susan, own the mill.\n\n“I never touched it,” Mr Brandrith said.\n\n"
        "“He was asleep,” said Mrs Brandrith.\n\n“We will appeal,” Mr Brandrith said."
    )
    assert speakers(text) == ["Ian Brandrith", "Susan Brandrith", "Ian Brandrith"]


DEAD = "{}, the engineer who drained the fens, has died at 88.\n\n“He never raised his voice,” said {}."


@pytest.mark.parametrize("dead", ["Sir Aldous Merriman", "Aldous Merriman", "John Merriman"])
@pytest.mark.parametrize(
    ("kin", "speaker"),
    [
        ("his widow, Lady Merriman", "Lady Merriman"),
        ("his brother, Mr Merriman", "Mr Merriman"),
        ("his son, Capt Merriman", "Capt Merriman"),
    ],
)
def test_kin_of_the_dead_are_not_the_dead(dead: str, kin: str, speaker: str) -> None:
    assert speakers(DEAD.format(dead, kin)) == [speaker]


def test_lady_is_no_knight() -> None:
    assert speakers(DEAD.format("Sir Aldous Merriman", "Lady Merriman")) == ["Lady Merriman"]


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        ("Ada Roe and her brother, Bo Roe, came. “It rains,” said her brother, Mr Roe.", "Bo Roe"),
        ("Bo Lind and his wife, Ada Roe, came. “It rains,” said his wife, Mrs Roe.", "Ada Roe"),
        ("Bo Lind and his lawyer, Ada Roe, came. “It rains,” said his lawyer, Ms Roe.", "Ada Roe"),
        ("Bo Roe came with his dog. “It rains,” said the owner, Mr Roe.", "Bo Roe"),
    ],
)
def test_kin_who_are_named_in_full_stay_those(text: str, speaker: str) -> None:
    assert speakers(f"News\n\n{text}") == [speaker]
