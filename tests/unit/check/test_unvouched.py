"""A clause behind "that" is its speaker's word only where the speaker vouches for it, in whatever way."""

from __future__ import annotations

import pytest

from tests.said import verdict

CLAIM = "the harbour wall holds back every tide of the year"

NOT_VOUCHED = (
    "Few here accept that",
    "God forbid that",
    "My opponent's line is that",
    "What they want you to swallow is that",
    "I challenge anyone to prove that",
    "It is simply not so that",
    "Had the survey shown that",
    "Were it the case that",
    "Let us not pretend that",
    "Neither the mayor nor I ever said",
    "The talk of the town this winter has been that",
    "Some would dearly love it to be so that",
    "The brochure leaves you hoping that",
    "My late aunt liked to joke that",
    "I have yet to see any sign that",
    "I gave up hoping that",
    "Heaven help us if it turns out that",
    "So long as nobody looks,",
    "Short of a miracle,",
)
VOUCHED = (
    "I have always said that",
    "I am proud to say that",
    "The survey shows that",
    "The fact is that",
    "It is true that",
    "It follows that",
    "Nobody doubts that",
    "There is no question that",
    "We told the whole council that",
    "My view is that",
    "Everybody in this town knows that",
    "I promise you that",
    "The engineers have confirmed that",
)


@pytest.mark.parametrize("before", NOT_VOUCHED)
def test_words_that_the_speaker_did_not_vouch_for_are_no_comfort(before):
    assert verdict(CLAIM, "Lind", f"Cora Lind | direct | “{before} {CLAIM},” said Cora Lind.") == "truncated"


@pytest.mark.parametrize("before", VOUCHED)
def test_words_that_the_speaker_vouched_for_are_verbatim(before):
    assert verdict(CLAIM, "Lind", f"Cora Lind | direct | “{before} {CLAIM},” said Cora Lind.") == "verbatim"
