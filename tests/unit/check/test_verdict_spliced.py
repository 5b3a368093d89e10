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


TALK = (
    (
        "Mara Lind | turn | The owners want cheap berths for their yachts. I will give you another case, the "
        "pumps of Velda. In May, Ivo has said he hopes to stand aside from all of it. As mayor, I will not "
        "stand aside."
    ),
    "Mara Lind | turn | Our crews were paid late. Some of our pilots were paid twice. The board knew.",
)


@pytest.mark.parametrize(
    ("claim", "expected"),
    [
        # A few small gaps in one utterance are small edits, however many sentences they touch.
        ("cheap berths for their yachts. Another case, the pumps of Velda. Ivo said he hopes to", "altered"),
        ("Our crews crews were paid late", "altered"),
        ("Our crews were paid late late", "altered"),
        # A splice brings pieces of some length, each of its own.
        ("As mayor, I will not stand aside. The owners want cheap berths for their yachts", "spliced"),
        ("The owners want cheap berths for their yachts. Our crews were paid late.", "spliced"),
        # An ellipsis makes no sentence of the halves of two.
        ("Our crews were paid … twice. The board knew", "spliced"),
        ("Our crews were … paid twice", "spliced"),
        ("Our crews were paid late … The board knew", "verbatim_elided"),
        ("Our crews were … late. Some of our pilots were paid twice", "verbatim_elided"),
    ],
)
def test_small_edits_come_before_a_splice(claim, expected):
    assert verdict(claim, "Lind", *TALK) == expected


@pytest.mark.parametrize(
    ("claim", "printed"),
    [
        ("emails that nobody read were lost", "e-mails that nobody read were lost"),
        ("nobody read our lost emails", "nobody read our lost e-mails"),
        ("health-care is for everybody here", "healthcare is for everybody here"),
    ],
)
def test_a_hyphen_at_the_edge_of_a_claim_is_a_variant(claim, printed):
    line = f"Mara Lind | direct | “We said that {printed}, and {printed} again,” said Lind."
    assert best(claim, "Lind", line).tier == "hyphenation"


PROUD = (
    "Mara Lind | direct | “We are proud of the crew. We are proud of the boat. We are not proud of the way "
    "this was handled,” said Mara Lind."
)


@pytest.mark.parametrize(
    "claim",
    [
        "We are proud of the crew. We are not proud of the way this was handled",
        "We are proud of the boat. We are proud of the crew",
    ],
)
def test_sentences_that_are_alike_are_spliced_rather_than_changed(claim):
    assert verdict(claim, "Lind", PROUD) == "spliced"


def test_a_sentence_before_the_reporter_s_words_is_a_whole_one():
    said = "Mara Lind | direct | “Could we have paid? Of course we could,” Mara Lind said. “Should we have?”"
    assert verdict("Could we have paid? Should we have?", "Lind", said) == "spliced"


def test_few_words_of_another_sentence_are_not_laid_on_it():
    said = (
        "Mara Lind | direct | “It is a lie that the mayor was against us,” Mara Lind said. "
        "“She was the first to call.”"
    )
    passage = best("The mayor was the first to call", "Lind", said)
    assert passage.rung == "altered"
    assert [(edit.source, edit.claim) for edit in passage.edits] == [("She", "The mayor")]


def test_an_ellipsis_in_print_is_no_end_of_a_sentence():
    said = "Mara Lind | direct | “The board has … done what it could with the money,” said Mara Lind."
    passage = best("The board has done what it could with the money", "Lind", said)
    assert [edit.claim for edit in passage.edits] == []
