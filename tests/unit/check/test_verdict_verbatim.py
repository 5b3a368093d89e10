"""When a claim has the very words, or the same words written otherwise; and what is close but is neither."""

from __future__ import annotations

from dataclasses import replace

import pytest

from quotesdb.check.claim import parse
from quotesdb.check.decide import judge
from quotesdb.check.evidence import Evidence
from quotesdb.values import Span
from tests.said import best, evidence, verdict

BRIDGE = "Mara Lind | direct | “The old bridge will be closed for three weeks in May,” said Mara Lind."
CONFIDENCE = "Mara Lind | mixed | She was there to <“boost (their) confidence”>, said Lind."
FACTORY = "Mara Lind | direct | “The factory isn’t worth $100 million, and we could sell it,” said Lind."


@pytest.mark.parametrize(
    ("claim", "line"),
    [
        ("The old bridge will be closed for three weeks in May", BRIDGE),
        ("“The old bridge will be closed for three weeks in May,”", BRIDGE),
        ("“The old bridge will be closed for three weeks in May”", BRIDGE),
        ('"The old bridge will be closed for three weeks in May"', BRIDGE),
        ("  old bridge will be closed for three weeks\n", BRIDGE),
        ("closed for three weeks in May", BRIDGE),
        ("isn’t worth $100 million, and we could sell it", FACTORY),
        ("boost (their) confidence", CONFIDENCE),
        # British marks, straight marks and doubled apostrophes hold speech as well.
        (
            "The tide was higher than I remember",
            "Mara Lind | direct | ‘The tide was higher than I remember,’ said Mara Lind.",
        ),
        (
            "The tide didn’t turn until noon",
            "Mara Lind | direct | ‘The tide didn’t turn until noon,’ said Lind.",
        ),
        (
            "The tide was higher than I remember",
            'Mara Lind | direct | "The tide was higher than I remember," said Mara Lind.',
        ),
        (
            "The tide was higher than I remember",
            "Mara Lind | direct | ''The tide was higher than I remember,'' said Mara Lind.",
        ),
        # The marked part of a mixed quotation.
        (
            "a bridge too narrow for us",
            "Mara Lind | mixed | Lind said <it was “a bridge too narrow for us”>.",
        ),
        # A quotation that runs over paragraphs, each with its own opening mark.
        (
            "The second was worse than that",
            "Mara Lind | direct | “The first was bad. ¶ “The second was worse than that,” said Lind.",
        ),
        ("El niño llegó sin avisar ayer", "Mara Lind | direct | “El niño llegó sin avisar ayer,” said Lind."),
        # A quotation inside the speaker's own.
        (
            "They told us to “bring a shovel” and leave",
            "Mara Lind | direct | ‘They told us to “bring a shovel” and leave,’ said Lind.",
        ),
    ],
)
def test_the_very_characters_are_verbatim(claim, line):
    assert verdict(claim, "Mara Lind", line) == "verbatim"
    assert verdict(claim, "Lind", line) == "verbatim"


@pytest.mark.parametrize(
    ("claim", "expected"),
    [
        ("The old bridge will be shut for three weeks in May", "altered"),
        ("The old bridge will be closed for four weeks in May", "altered"),
        ("The old bridge will not be closed for three weeks in May", "altered"),
        ("The old bridge could be closed for three weeks in May", "altered"),
        ("The bridge will be closed for three weeks in May", "altered"),
        ("The old bridge will be closed for three weeks in June", "altered"),
        ("The old old bridge will be closed for three weeks in May", "altered"),
        ("The old bridge will be closed for three weeks in May and June", "altered"),
        ("the OLD bridge will be closed for three weeks in May", "verbatim_normalised"),
        ("The old bridge will be closed … in May", "verbatim_elided"),
        ("The old [swing] bridge will be closed for three weeks in May", "verbatim_elided"),
    ],
)
def test_a_word_more_less_or_other_is_not(claim, expected):
    assert verdict(claim, "Mara Lind", BRIDGE) == expected


def test_the_words_of_somebody_else_are_not_verbatim_and_without_a_name_anybodys_are():
    claim = "The old bridge will be closed for three weeks in May"
    assert verdict(claim, "Ivo Brandt", BRIDGE) == "misattributed"
    assert verdict(claim, None, BRIDGE) == "verbatim"


@pytest.mark.parametrize(
    ("claim", "words"),
    [
        # Curly, straight and doubled marks; a single quotation inside.
        ("The tide didn't turn until noon today", "The tide didn’t turn until noon today"),
        ('They call it "the pit" in this town', "They call it ‘the pit’ in this town"),
        ("They call it ''the pit'' in this town", "They call it ‘the pit’ in this town"),
        # Dashes and hyphens.
        ("We came, we saw - and then we left", "We came, we saw — and then we left"),
        ("We came, we saw -- and then we left", "We came, we saw – and then we left"),
        ("a well known problem in this town", "a well-known problem in this town"),
        ("a well-known problem in this town", "a well known problem in this town"),
        ("The health care bill is ready now", "The healthcare bill is ready now"),
        # Blanks and case.
        ("The old   bridge\tis closed\nfor us", "The old bridge is closed for us"),
        ("The old bridge is closed", "The\u00a0old bridge is closed"),
        ("THE OLD BRIDGE IS CLOSED NOW", "The old bridge is closed now"),
        ("we open the bridge in may", "We open the bridge in May"),
        # The stop or comma at the end, and commas inside.
        ("The old bridge is closed for us!", "The old bridge is closed for us, and you"),
        ("The bridge is closed until 9 p.m today", "The bridge is closed until 9 p.m. today"),
        ("The old bridge is closed now.", "The old bridge is closed now, and the new one too"),
        ("The old bridge which we love is closed", "The old bridge, which we love, is closed"),
        # Accents and composed forms.
        ("El nino llego sin avisar ayer", "El niño llegó sin avisar ayer"),
        ("The cafe\u0301 opens at noon today", "The café opens at noon today"),
        ("The naïve café owner has left", "The naive cafe owner has left"),
        # Figures and number words, signs and their names.
        ("We lost 3 boats in the storm", "We lost three boats in the storm"),
        ("We lost three boats in the storm", "We lost 3 boats in the storm"),
        ("It rose by 25 per cent last year", "It rose by 25% last year"),
        ("It rose by 25% last year", "It rose by 25 percent last year"),
        ("It rose by twenty-five percent last year", "It rose by 25 per cent last year"),
        ("It cost $10 million to build it", "It cost $10.0 million to build it"),
        ("It cost 10 million dollars to build it", "It cost $10 million to build it"),
        ("It cost 1250 pounds to build it", "It cost £1,250 to build it"),
        ("It is okay to be here today", "It is OK to be here today"),
        ("The U.S. is a big place for us", "The US is a big place for us"),
    ],
)
def test_the_same_words_written_otherwise_are_verbatim_normalised(claim, words):
    line = f"Mara Lind | direct | “{words},” said Lind."
    assert verdict(claim, "Lind", line) == "verbatim_normalised"


@pytest.mark.parametrize(
    ("claim", "words"),
    [
        ("It cost $100 million to build it", "It cost ($10.0 million) to build it"),
        ("It cost $10.0 million to build it", "It cost $100 million to build it"),
        ("It cost $1.5 million to build it", "It cost $15 million to build it"),
        ("It cost £10 million to build it", "It cost $10 million to build it"),
        ("It rose by 25 points last year", "It rose by 25% last year"),
        ("It rose by 2.5 percent last year", "It rose by 25 percent last year"),
        ("We lost 30 boats in the storm", "We lost three boats in the storm"),
        ("We are the country that pays for us", "We are the county that pays for us"),
        ("The bridge is worth what we paid", "The bridge isn't worth what we paid"),
        ("The bridge isn't worth what we paid", "The bridge is worth what we paid"),
        ("The bridge will open before the summer", "The bridge could open before the summer"),
        ("The bridge could open before the summer", "The bridge will open before the summer"),
        ("I am sure that the bridge will stand", "I'm sure that the bridge will stand"),
        ("The bridge is not worth what we paid", "The bridge isn’t worth what we paid"),
        ("The bridge cant be worth what we paid", "The bridge can't be worth what we paid"),
        ("It was -5 degrees in the harbour", "It was 5 degrees in the harbour"),
        ("We resign the contract with the town", "We re-signed the contract with the town"),
        ("The plan is notable to help us", "The plan is not able to help us"),
    ],
)
def test_other_words_are_altered_however_alike_they_look(claim, words):
    line = f"Mara Lind | direct | “{words},” said Lind."
    assert verdict(claim, "Lind", line) == "altered"


@pytest.mark.parametrize(
    ("claim", "tail"),
    [
        ("The old bridge will be closed for three weeks in May because the mayor hates boats", "altered"),
        ("The old bridge will be closed for three weeks in May and everybody must pay for it", "altered"),
        ("The mayor hates boats and the old bridge will be closed for three weeks in May", "altered"),
    ],
)
def test_an_invented_head_or_tail_of_a_true_quotation_shows(claim, tail):
    found = best(claim, "Lind", BRIDGE)
    assert verdict(claim, "Lind", BRIDGE) == tail
    assert any("hates" in edit.claim or "pay" in edit.claim for edit in found.edits)


@pytest.mark.parametrize(
    "claim",
    [
        "“The crane is for sale today,” said Mara Lind, a teacher. “The bell is louder than the church.”",
        "“The crane is for sale today,” she said. “The bell is louder than the church.”",
        "‘The crane is for sale today,’ she said, ‘the bell is louder than the church.’",
        '"The crane is for sale today," Lind told us. "The bell is louder than the church."',
        "Mara Lind said: “The crane is for sale today. The bell is louder than the church.”",
        "“The crane is for sale today. The bell is louder than the church,” said Mara Lind.",
    ],
)
def test_a_claim_that_was_pasted_with_its_attribution_is_compared_without_it(claim):
    line = (
        "Mara Lind | direct | “The crane is for sale today,” said Lind. “The bell is louder than the church.”"
    )
    found = best(claim, "Lind", line)
    assert (found.rung, found.tier) == ("verbatim_normalised", "attribution")


def test_marks_in_a_claim_that_part_no_attribution_are_a_matter_of_print():
    line = "Mara Lind | direct | “The word never is a word that I do not like,” said Lind."
    assert verdict("“The word” never is a word that I do not like", "Lind", line) == "verbatim_normalised"


def test_a_marked_part_is_read_to_its_closing_mark_wherever_its_border_was_drawn():
    page = evidence("Mara Lind | direct | “The regatta begins at nine on Sunday morning,” said Lind.")
    cut = tuple(Span(span.start, span.end - 20) for span in page.said[0].quoted)
    short = Evidence(page.text, [replace(page.said[0], quoted=cut, content=cut)])
    found = judge(parse("begins at nine on Sunday morning"), "Lind", [short])
    assert found.verdict == "verbatim"
