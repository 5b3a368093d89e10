"""Pieces put together that were not said together; and omissions too small for that."""

from __future__ import annotations

import pytest

from quotesdb.check.claim import parse
from quotesdb.check.decide import judge
from tests.said import best, evidence, verdict

LONG = (
    "Mara Lind | direct | “The dredger has been tied up since the lease ran out in March. Nobody signed it. "
    "I would start it on my first morning, with or without the harbour board, in any weather,” said Lind."
)
TWO = (
    "Mara Lind | direct | “The dredger has been tied up since March,” said Lind.",
    "The board had no comment.",
    "Mara Lind | direct | “The oysters will thank you for every metre of mud,” said Lind.",
    "Ivo Brandt | direct | “The lease is signed and the pumps are running,” said Ivo Brandt.",
)


@pytest.mark.parametrize(
    "claim",
    [
        # More than three words left out, a whole sentence left out, the order turned round.
        "The dredger has been tied up in March",
        "I would start it on my first morning, in any weather",
        "The lease ran out in March. I would start it on my first morning",
        "I would start it on my first morning. The dredger has been tied up",
        "I would start it on my first morning … the dredger has been tied up",
        "Nobody signed it. The dredger has been tied up since the lease ran out",
    ],
)
def test_a_large_gap_without_a_mark_and_a_changed_order_are_spliced(claim):
    assert verdict(claim, "Lind", LONG) == "spliced"


@pytest.mark.parametrize(
    "claim",
    [
        "The dredger has been tied up since March. The oysters will thank you for every metre of mud",
        "The dredger has been tied up since March … The oysters will thank you for every metre of mud",
        "The oysters will thank you for every metre of mud … The dredger has been tied up since March",
        "The dredger has been tied up since March and the oysters will thank you for every metre of mud",
    ],
)
def test_two_utterances_made_one_are_spliced(claim):
    assert verdict(claim, "Lind", *TWO) == "spliced"
    assert len(best(claim, "Lind", *TWO).spans) == 2


@pytest.mark.parametrize(
    ("claim", "expected"),
    [
        # Up to three words of one sentence.
        ("The dredger has been tied up since the lease ran out", "verbatim"),
        ("The dredger has been up since the lease ran out in March", "altered"),
        ("The dredger has tied up since the lease ran out in March", "altered"),
        ("The dredger tied up since the lease ran out in March", "altered"),
        ("I would start it on my first morning, with the harbour board, in any weather", "altered"),
        # With its mark.
        ("The dredger has been tied up … in March", "verbatim_elided"),
        ("The lease ran out in March … I would start it on my first morning", "verbatim_elided"),
        ("the lease ran out in March. … I would start it on my first morning", "verbatim_elided"),
        # Contiguous over the stop.
        ("ran out in March. Nobody signed it. I would start it", "verbatim"),
        # Words added are no gap.
        ("The dredger has been tied up and rusting since the lease ran out in March", "altered"),
    ],
)
def test_a_small_gap_a_marked_one_and_none_are_not(claim, expected):
    assert verdict(claim, "Lind", LONG) == expected


def test_words_of_two_speakers_or_two_articles_are_spliced():
    claim = "The dredger has been tied up since March. The lease is signed and the pumps are running"
    assert verdict(claim, "Lind", *TWO) == "spliced"
    pages = [evidence(TWO[0], day="2021-01-01"), evidence(TWO[3], day="2021-01-02")]
    assert judge(parse(claim), "Lind", pages).verdict == "spliced"


def test_a_claim_over_two_neighbouring_quotations_of_a_speaker_is_two_utterances():
    lines = (
        "Mara Lind | direct | “We bought the dredger in spring,” said Lind.",
        "Mara Lind | direct | “We never paid for the pumps,” said Lind.",
    )
    claim = "We bought the dredger in spring. We never paid for the pumps."
    assert verdict(claim, "Lind", *lines) == "spliced"


@pytest.mark.parametrize("label", ["", "BRANDT: "])
def test_a_claim_over_the_turns_of_two_speakers_is_spliced_with_their_label_and_without(label):
    turns = evidence(
        "Mara Lind | turn | We will open the pool in May.",
        "Ike Brandt | turn | The roof is not paid for yet.",
        transcript=True,
    )
    claim = f"We will open the pool in May. {label}The roof is not paid for yet."
    assert judge(parse(claim), "Mara Lind", [turns]).verdict == "spliced"
