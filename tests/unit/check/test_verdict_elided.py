"""Marked omissions and insertions: what the claim itself owns up to, and what it does not."""

from __future__ import annotations

import pytest

from tests.said import best, verdict

FERRY = (
    "Mara Lind | direct | “The ferry company wants a second berth, and the town owns the first one. "
    "There is a hole in it that I could park this table in,” said Lind."
)
CONFIDENCE = "Mara Lind | mixed | Lind came to <“boost (their) confidence”>."
TWO = (
    "Mara Lind | direct | “The oysters north of the mole are gone,” said Lind.",
    "The hall was half empty, and a choir waited outside.",
    "Mara Lind | direct | “Nobody counted them before I came here,” said Lind.",
)


@pytest.mark.parametrize(
    "claim",
    [
        "The ferry company wants a second berth … There is a hole in it",
        "The ferry company wants a second berth ... There is a hole in it",
        "The ferry company wants a second berth . . . There is a hole in it",
        "The ferry company wants a second berth [...] There is a hole in it",
        "The ferry company wants a second berth (…) There is a hole in it",
        "The ferry company … owns the first one … I could park this table in",
        "The ferry company wants a [second] berth, and the town owns the first one",
        "The ferry company wants a second berth, and [Port Alder] the town owns the first one",
        "[T]he town owns the first one. There is a hole in it",
        "There is a hole in [the berth] that I could park this table in",
        "There is a hole in it [the berth] that I could park this table in",
        "There is a hole in it [sic] that I could park this table in",
    ],
)
def test_what_is_left_out_or_put_in_with_a_mark_is_elided(claim):
    assert verdict(claim, "Lind", FERRY) == "verbatim_elided"


@pytest.mark.parametrize(
    ("claim", "expected"),
    [
        # The order reversed, and an omission without a mark.
        ("There is a hole in it … The ferry company wants a second berth", "spliced"),
        ("The ferry company wants a second berth. There is a hole in it", "spliced"),
        # A segment that was not said, or not so.
        ("The ferry company wants a second berth … There is a rat in it", "altered"),
        ("The ferry company wants a third berth … There is a hole in it", "altered"),
        ("The ferry company wants … and the town does not own the first one", "altered"),
        # Brackets round words that turn the sense, or round nothing, hide nothing.
        ("The ferry company wants a second berth, and the town [lost] the first one", "verbatim_elided"),
        ("There is a hole in it that I [will] park this table in", "altered"),
        ("the town owns the first [two]. There is a hole in it that I could park this table in", "altered"),
        # An ellipsis where nothing is missing leaves nothing out.
        ("… The ferry company wants a second berth …", "verbatim_normalised"),
        ("The ferry company wants a second berth … and the town owns the first one", "verbatim_normalised"),
    ],
)
def test_what_an_ellipsis_or_a_bracket_does_not_cover(claim, expected):
    assert verdict(claim, "Lind", FERRY) == expected


@pytest.mark.parametrize(
    ("claim", "expected"),
    [
        ("boost (their) confidence", "verbatim"),
        ("boost [their] confidence", "verbatim_elided"),
        ("boost their confidence", "verbatim_elided"),
        ("boost confidence", "verbatim_elided"),
        ("boost your confidence", "altered"),
        ("boost (their) doubts", "not_found"),
        ("boost their own confidence", "altered"),
        ("break their confidence", "altered"),
    ],
)
def test_a_wire_agencys_brackets_in_the_article(claim, expected):
    assert verdict(claim, "Lind", CONFIDENCE) == expected


@pytest.mark.parametrize(
    ("claim", "expected"),
    [
        ("We [the crews] have waited nine weeks", "verbatim"),
        ("We have waited nine weeks", "verbatim_elided"),
        ("We the crews have waited nine weeks", "altered"),
        ("We, the crews, have waited nine weeks for a rope", "altered"),
        ("the crews have waited nine weeks", "altered"),
    ],
)
def test_the_editor_s_square_brackets_are_not_spoken(claim, expected):
    line = "Mara Lind | direct | “We [the crews] have waited nine weeks for a rope,” said Lind."
    assert verdict(claim, "Lind", line) == expected


def test_a_believed_insertion_is_named():
    assert best("boost their confidence", "Lind", CONFIDENCE).insertions == ("their",)


def test_two_utterances_are_no_ellipsis():
    claim = "The oysters north of the mole are gone … Nobody counted them before I came here"
    assert verdict(claim, "Lind", *TWO) == "spliced"
    assert verdict(claim.replace(" … ", ". "), "Lind", *TWO) == "spliced"
    assert verdict("Nobody counted them … The oysters north of the mole are gone", "Lind", *TWO) == "spliced"


def test_a_direct_quotation_goes_on_behind_he_said():
    line = "Mara Lind | direct | “The oysters are gone,” said Lind, “and nobody counted them.”"
    assert verdict("The oysters are gone, and nobody counted them", "Lind", line) == "verbatim_normalised"
    assert verdict("The oysters are gone … nobody counted them", "Lind", line) == "verbatim_elided"


def test_dots_in_print_are_words_that_are_missing():
    line = "Mara Lind | direct | “The oysters are gone ... and nobody counted them,” said Lind."
    assert verdict("The oysters are gone ... and nobody counted them", "Lind", line) == "verbatim"
    assert verdict("The oysters are gone … and nobody counted them", "Lind", line) in (
        "verbatim_normalised",
        "verbatim_elided",
    )


@pytest.mark.parametrize(
    "line",
    [
        "Mara Lind | direct | One abstained (Lind, who said she “could not in conscience do either”).",
        "Mara Lind | direct | One abstained (Lind, who “could not in conscience do either” of them).",
        "Mara Lind | direct | One abstained (“could not in conscience do either,” said Lind).",
    ],
)
def test_a_quotation_inside_the_reporters_brackets_is_no_insertion(line):
    assert verdict("could not in conscience do either", "Lind", line) == "verbatim"
    assert verdict("could in conscience do either", "Lind", line) == "altered"
