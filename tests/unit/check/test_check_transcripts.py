"""Turns of a transcript: labels, stage directions, hesitations, and who goes on after whom."""

from __future__ import annotations

import pytest

from quotesdb.check.claim import parse
from quotesdb.check.decide import judge
from tests.said import best, evidence, verdict

DEBATE = (
    "Isolde Ferreira | turn | Good evening. Captain Lind, you drew the short straw.",
    (
        "Mara Lind | turn | Thank you, Isolde. And, uh, thank you all for coming out in this weather. "
        "At low water there is -- there is less under my keel than there is in my bathtub. (APPLAUSE) "
        "It costs four hundred thousand a year."
    ),
    "Ivo Brandt | turn | Four hundred thousand is, um, what it cost in 2019. It's six hundred and ten now.",
    "Mara Lind | turn | It is four hundred if you own the dredger --",
    "Ivo Brandt | turn | We don't own the --",
    "Mara Lind | turn | -- which we do. We do own it.",
    (
        "Isolde Ferreira | turn | Do you think that the pumps, which the board leased in the spring of that "
        "year from a company nobody had heard of, will ever run again?"
    ),
    "Mara Lind | turn | You said to be brief. (LAUGHTER; APPLAUSE) No second berth until then.",
    " | turn | What about the fishermen of this town?",
)


@pytest.mark.parametrize(
    ("claim", "speaker", "expected"),
    [
        ("thank you all for coming out in this weather", "Lind", "verbatim"),
        # Hesitations and stage directions are no words.
        ("And thank you all for coming out in this weather", "Lind", "verbatim_normalised"),
        ("And, uh, thank you all for coming out in this weather", "Lind", "verbatim"),
        ("And, um, thank you all for coming out in this weather", "Lind", "verbatim_normalised"),
        ("than there is in my bathtub. It costs four hundred thousand", "Lind", "verbatim_normalised"),
        ("in my bathtub. (Applause.) It costs four hundred thousand", "Lind", "verbatim_normalised"),
        ("You said to be brief. No second berth until then.", "Lind", "verbatim_normalised"),
        ("Four hundred thousand is what it cost in 2019", "Brandt", "verbatim_normalised"),
        ("Four hundred thousand is what it cost in 2018", "Brandt", "altered"),
        ("It's 610 now", "Brandt", "verbatim_normalised"),
        ("It's six hundred and ten now", "Brandt", "verbatim"),
        # A repetition taken out is an edit.
        ("At low water there is less under my keel", "Lind", "altered"),
        ("At low water there is -- there is less under my keel", "Lind", "verbatim"),
        # The same speaker goes on over an interjection.
        ("It is four hundred if you own the dredger -- which we do", "Lind", "verbatim_normalised"),
        ("four hundred if you own the dredger, which we do. We do own it.", "Lind", "verbatim_normalised"),
        # A question ends an utterance; words of two speakers are two.
        ("We do own it. You said to be brief.", "Lind", "spliced"),
        ("It costs four hundred thousand a year. It is four hundred if you own", "Lind", "spliced"),
        # Whose turn it is.
        ("Four hundred thousand is, um, what it cost in 2019", "Lind", "misattributed"),
        ("Captain Lind, you drew the short straw", "Lind", "misattributed"),
        ("What about the fishermen of this town", "Lind", "attribution_uncertain"),
        ("What about the fishermen of this town", "Halvorsen", "attribution_uncertain"),
        ("What about the fishermen of this town", None, "verbatim"),
    ],
)
def test_turns(claim, speaker, expected):
    assert verdict(claim, speaker, *DEBATE) == expected


@pytest.mark.parametrize(
    "direction",
    [
        "(APPLAUSE)",
        "(Laughter)",
        "[crosstalk]",
        "[LAUGHTER]",
        "(CHEERS AND APPLAUSE)",
        "(inaudible)",
        "[bell ringing]",
        "[crosstalk 01:02]",
        "[the lights go out]",
        "(AT THIS POINT THE LIGHTS GO OUT)",
    ],
)
def test_what_is_a_stage_direction(direction):
    line = f"Mara Lind | turn | The bridge is ours. {direction} And we will keep it."
    assert verdict("The bridge is ours. And we will keep it.", "Lind", line) == "verbatim_normalised"
    assert best("The bridge is ours. And we will keep it.", "Lind", line).tier == "stage_directions"


@pytest.mark.parametrize("words", ["(the old one)", "(US)"])
def test_what_is_none(words):
    line = f"Mara Lind | turn | The bridge is ours {words} and we will keep it."
    assert best("The bridge is ours and we will keep it.", "Lind", line).tier == "insertion"


def test_square_brackets_in_an_article_are_an_insertion():
    line = "Mara Lind | direct | “The bridge is ours [in Ostrel] and we will keep it,” said Lind."
    assert best("The bridge is ours and we will keep it", "Lind", line).tier == "insertion"


@pytest.mark.parametrize("filler", ["uh", "um", "er", "erm", "hmm"])
def test_hesitations(filler):
    line = f"Mara Lind | turn | The bridge, {filler}, is ours and we will keep it."
    assert verdict("The bridge is ours and we will keep it", "Lind", line) == "verbatim_normalised"


def test_a_hesitation_in_capitals_is_a_word():
    line = "Mara Lind | turn | We ran the ER for the whole town."
    assert verdict("We ran the for the whole town", "Lind", line) == "altered"
    assert verdict("We ran the ER for the whole town", "Lind", line) == "verbatim"


def test_dots_in_a_transcript_are_a_pause():
    line = "Mara Lind | turn | The bridge is ours ... and we will keep it."
    assert verdict("The bridge is ours and we will keep it", "Lind", line) == "verbatim_normalised"


SHORT = "Mara Lind | direct | “We should close the harbour before the winter,” said Lind."
WHOLE = "Mara Lind | turn | I do not think that we should close the harbour before the winter comes."
QUOTED = "we should close the harbour before the winter"


@pytest.mark.parametrize("speaker", ["Lind", None])
def test_a_transcript_shows_what_an_article_cut_the_words_from(speaker):
    pages = [evidence(SHORT, day="2031-09-19"), evidence(WHOLE, day="2031-09-18")]
    found = judge(parse(QUOTED), speaker, pages)
    assert found.verdict == "truncated"
    assert [(one.evidence, one.rung) for one in found.passages] == [
        (pages[1], "truncated"),
        (pages[0], "verbatim_normalised"),
    ]
    assert [cut.words for cut in found.passages[0].cuts] == ["not think that"]


@pytest.mark.parametrize(
    ("line", "day"),
    [
        # Another article; a transcript of another time.
        (
            "Mara Lind | direct | “I do not think we should close the harbour before the winter,” said Lind.",
            "2031-09-18",
        ),
        (WHOLE, "2030-02-03"),
    ],
)
def test_what_others_have_before_the_words_is_noted(line, day):
    found = judge(parse(QUOTED), "Lind", [evidence(SHORT, day="2031-09-19"), evidence(line, day=day)])
    assert found.verdict == "verbatim_normalised"
    assert len(found.passages) == 2
    assert any("not think" in note for note in found.notes)


@pytest.mark.parametrize(
    "line",
    [
        # Somebody else; the words whole; what governs nothing; the words changed; in narration.
        "Ivo Brandt | turn | I do not think that we should close the harbour before the winter comes.",
        "Mara Lind | turn | We should close the harbour before the winter comes.",
        "Mara Lind | turn | I think that we should close the harbour before the winter comes.",
        "Mara Lind | turn | I do not like it. We should close the harbour before the winter comes.",
        "Mara Lind | turn | We should close the harbour before the winter, but it is late.",
        "Mara Lind | turn | I do not think that we should close a harbour before the winter.",
        "Mara Lind | turn | Nobody can deny that we should close the harbour before the winter.",
        "Mara Lind did not think that we should close the harbour before the winter.",
    ],
)
def test_what_governs_nothing_of_the_words_elsewhere_is_not_told(line):
    pages = [evidence(SHORT, day="2031-09-19"), evidence(line, day="2031-09-18")]
    found = judge(parse(QUOTED), "Lind", pages)
    assert found.verdict.startswith("verbatim")
    assert not any("governs" in note for note in found.notes)
