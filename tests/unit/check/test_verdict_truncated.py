"""Cuts that matter: the words left out govern those that were kept; and cuts that do not."""

from __future__ import annotations

import pytest

from tests.said import best, verdict


@pytest.mark.parametrize(
    ("words", "claim"),
    [
        # What follows.
        ("We will close the harbour for good unless the town pays", "We will close the harbour for good"),
        ("We will close the harbour for good if the town pays", "We will close the harbour for good"),
        ("We will close the harbour for good except in summer", "We will close the harbour for good"),
        ("We will close the harbour for good, but only in winter", "We will close the harbour for good"),
        ("We will close the harbour but not for good or for long", "We will close the harbour"),
        ("You may fish from this bridge only when it is dark", "You may fish from this bridge"),
        ("You can fish from this bridge when it is dark", "You can fish from this bridge"),
        ("They told me everything but the truth, my friend", "They told me everything"),
        # What stands before.
        ("I do not want to close the harbour for good", "want to close the harbour for good"),
        ("I never said the harbour was closed for good", "said the harbour was closed for good"),
        ("We could close the harbour for good next year", "close the harbour for good next year"),
        ("We should not close the harbour for good", "close the harbour for good"),
        ("If we close the harbour for good, we all lose", "we close the harbour for good"),
        ("If the town pays, we will close the harbour", "we will close the harbour"),
        ("I don't think the harbour is a danger to us", "the harbour is a danger to us"),
        ("They tell me that the harbour is a danger to us", "the harbour is a danger to us"),
        ("They claim the harbour is a danger to all of us", "the harbour is a danger to all of us"),
        ("It is a myth that the harbour is a danger", "the harbour is a danger"),
        ("Nobody knows whether the harbour is a danger to us", "the harbour is a danger to us"),
    ],
)
def test_a_cut_before_or_behind_what_governs_is_truncated(words, claim):
    line = f"Mara Lind | direct | “{words},” said Lind."
    assert verdict(claim, "Lind", line) == "truncated"
    assert any(cut.governs for cut in best(claim, "Lind", line).cuts)


@pytest.mark.parametrize(
    ("words", "claim"),
    [
        # The clause that governs is in the claim.
        (
            "We will close the harbour for good unless the town pays",
            "close the harbour for good unless the town pays",
        ),
        ("If the town pays, we will close the harbour", "If the town pays, we will close the harbour"),
        ("I do not want to close the harbour for good", "I do not want to close the harbour"),
        # A clause that merely contrasts, adds or tells when.
        ("The harbour is small and cold, but we love it", "The harbour is small and cold"),
        ("The harbour is small and cold, and we love it", "The harbour is small and cold"),
        ("The harbour was small and cold when I came here", "The harbour was small and cold"),
        ("The harbour is small and cold because it is old", "The harbour is small and cold"),
        # Another sentence, and a speaker's own view.
        ("Do not worry. The harbour is a danger to us", "The harbour is a danger to us"),
        ("The harbour is a danger to us. Unless we pay, it goes", "The harbour is a danger to us"),
        ("I think the harbour is a danger to all of us", "the harbour is a danger to all of us"),
        ("We said the harbour is a danger to all of us", "the harbour is a danger to all of us"),
        ("We will not pay unless Brandt does, and the harbour will close", "and the harbour will close"),
        ("In May the harbour is a danger to us", "the harbour is a danger to us"),
        ("Not only that, the harbour is a danger to us", "the harbour is a danger to us"),
    ],
)
def test_a_cut_elsewhere_is_not(words, claim):
    line = f"Mara Lind | direct | “{words},” said Lind."
    assert verdict(claim, "Lind", line) == "verbatim"


def test_a_contrast_is_mentioned_though_it_is_no_verdict():
    line = "Mara Lind | direct | “The harbour is small and cold, but we love it,” said Lind."
    [cut] = best("The harbour is small and cold", "Lind", line).cuts
    assert (cut.words, cut.before, cut.governs) == ("but we love it", False, False)


@pytest.mark.parametrize(
    ("host", "claim", "expected"),
    [
        ("Lind did not say <the harbour was “a danger to all of us”>.", "a danger to all of us", "verbatim"),
        ("Lind said <it was not “a danger to all of us”>.", "a danger to all of us", "truncated"),
        (
            "Lind said <they would leave if “nobody pays for the bridge”>.",
            "nobody pays for the bridge",
            "truncated",
        ),
        ("Lind said <it would be “a good year for us” unless it rained>.", "a good year for us", "truncated"),
        ("Lind said <it would be “a good year for us,” unless it rained>.", "a good year for us", "verbatim"),
    ],
)
def test_a_reporters_not_or_if_round_a_fragment_counts_as_well(host, claim, expected):
    assert verdict(claim, "Lind", f"Mara Lind | mixed | {host}") == expected


def test_a_not_that_only_an_ellipsis_stands_for_is_a_cut():
    line = "Mara Lind | direct | “The harbour is not safe for children in winter,” said Lind."
    assert verdict("The harbour is … safe for children in winter", "Lind", line) == "truncated"


def test_the_words_cut_off_are_shown():
    line = "Mara Lind | direct | “I do not want to close the harbour for good,” said Lind."
    [cut] = best("want to close the harbour for good", "Lind", line).cuts
    assert (cut.words, cut.before) == ("not", True)


def test_other_words_come_before_a_cut():
    line = "Mara Lind | direct | “We will close the harbour for good unless the town pays,” said Lind."
    assert verdict("We will open the harbour for good", "Lind", line) == "altered"
