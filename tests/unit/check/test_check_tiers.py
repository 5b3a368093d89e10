"""The levelling that was needed before a claim agreed is named, the slightest that suffices."""

from __future__ import annotations

import pytest

from quotesdb.check.tiers import TIERS
from tests.said import best, verdict

SAME = {
    "exact": ("The old bridge is closed for us", "The old bridge is closed for us"),
    "unicode": ("The cafe\u0301 opens at noon today", "The café opens at noon today"),
    "quote_marks": ("The tide didn't turn until noon", "The tide didn’t turn until noon"),
    "dashes": ("We came – and then we left", "We came — and then we left"),
    "whitespace": ("The old  bridge\nis closed for us", "The old bridge is closed for us"),
    "case": ("the old bridge is closed for us", "The old bridge is closed for us"),
    "terminal_punctuation": ("The old bridge is closed!", "The old bridge is closed, and so are we"),
    "hyphenation": ("a well known bridge in this town", "a well-known bridge in this town"),
    "punctuation": ("The old bridge which I love is closed", "The old bridge, which I love, is closed"),
    "accents": ("The cafe opens at noon today", "The café opens at noon today"),
    "figures": ("We lost 3 boats in the storm", "We lost three boats in the storm"),
    "insertion": ("The old bridge is closed for us", "The old bridge is closed for (all of) us"),
    "ellipsis": ("The old bridge … for us", "The old bridge is closed for us"),
}
TURNS = {
    "fillers": ("There were fourteen beds in the bay", "There were, um, fourteen beds in the bay."),
    "stage_directions": (
        "I have seen it. The bridge is closed.",
        "I have seen it. (APPLAUSE) The bridge is closed.",
    ),
}


@pytest.mark.parametrize("tier", SAME)
def test_the_tier_of_a_quotation(tier):
    claim, words = SAME[tier]
    line = f"Mara Lind | direct | “{words},” said Lind."
    assert str(best(claim, "Lind", line).tier) == tier
    expected = {"exact": "verbatim", "insertion": "verbatim_elided", "ellipsis": "verbatim_elided"}
    assert verdict(claim, "Lind", line) == expected.get(tier, "verbatim_normalised")


@pytest.mark.parametrize("tier", TURNS)
def test_the_tier_of_a_turn(tier):
    claim, words = TURNS[tier]
    line = f"Mara Lind | turn | {words}"
    assert str(best(claim, "Lind", line).tier) == tier
    assert verdict(claim, "Lind", line) == "verbatim_normalised"


def test_the_reporters_he_said_between_the_words_is_a_tier():
    line = "Mara Lind | direct | “The bridge is closed,” said Lind, “and it is ours.”"
    assert best("The bridge is closed, and it is ours", "Lind", line).tier == "attribution"


def test_an_interjection_between_the_words_is_a_tier():
    lines = (
        "Mara Lind | turn | It is four hundred if you own the dredger --",
        "Ivo Brandt | turn | We don't own it.",
        "Mara Lind | turn | -- which we do.",
    )
    assert best("four hundred if you own the dredger -- which we do", "Lind", *lines).tier == "interjection"


def test_every_tier_has_its_test():
    assert {*SAME, *TURNS, "attribution", "interjection"} == {str(tier) for tier in TIERS}


@pytest.mark.parametrize(
    ("claim", "tier"),
    [
        # The gravest that was needed names the whole.
        ("the tide didn't turn", "case"),
        ("the tide  didn't turn", "case"),
        ("The tide  didn't turn!", "terminal_punctuation"),
        ("THE TIDE DIDN'T TURN IN 3 HOURS", "figures"),
    ],
)
def test_several_levellings_are_named_by_the_gravest(claim, tier):
    line = "Mara Lind | direct | “The tide didn’t turn in three hours,” said Lind."
    assert best(claim, "Lind", line).tier == tier


def test_what_is_altered_has_no_tier():
    line = "Mara Lind | direct | “The tide didn’t turn in three hours,” said Lind."
    assert best("The tide didn’t turn in four hours", "Lind", line).tier is None
