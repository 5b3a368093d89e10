"""Words that nobody is quoted with: reported, the reporter's own, in a headline, or nowhere."""

from __future__ import annotations

import pytest

from tests.said import best, judged, verdict

REPORTED = "Mara Lind | indirect | Lind said <the harbour would have to close before the winter storms>."
MIXED = (
    "Mara Lind | mixed | Lind said <the harbour had become “a danger to every boat” in the winter storms>."
)
NARRATION = "The harbour was dredged for the last time six years ago, when pumps were still cheap."
HEADLINE = "# Harbour closes its gates to the last of the herring boats"
QUOTED = "Mara Lind | direct | “We have run out of money and out of patience,” said Lind."
PAGE = (HEADLINE, REPORTED, NARRATION, MIXED, QUOTED)


@pytest.mark.parametrize(
    "claim",
    [
        "The harbour would have to close before the winter storms",
        "the harbour would have to close",
        "“The harbour would have to close before the winter storms”",
        # Turned back to what would have been said.
        "The harbour will have to close before the winter storms",
        # The reporter's words of a quotation with marked parts, with those or without.
        "the harbour had become a danger to every boat",
        "a danger to every boat in the winter storms",
        "The harbour had become “a danger to every boat” in the winter storms",
        "The harbour would have to close before the big winter storms",
    ],
)
def test_what_was_only_reported_is_a_paraphrase_though_it_is_claimed_as_direct(claim):
    assert verdict(claim, "Lind", *PAGE) == "paraphrase"
    assert best(claim, "Lind", *PAGE).said.speaker.name == "Mara Lind"


@pytest.mark.parametrize(
    ("claim", "speaker", "expected"),
    [
        # The marked part of the same sentence.
        ("a danger to every boat", "Lind", "verbatim"),
        # Somebody else's report.
        ("The harbour would have to close before the winter storms", "Brandt", "misattributed"),
        # Nobody in particular.
        ("The harbour would have to close before the winter storms", None, "paraphrase"),
        # A quotation of the same words is better evidence.
        ("We have run out of money and out of patience", "Lind", "verbatim"),
        ("HAD RUN OUT OF PATIENCE", "Brandt", "not_found"),
        ("run out of money … out of patience", "Lind", "verbatim_elided"),
        # Too far from what was reported.
        ("The harbour would have to open its gates to strangers", "Lind", "not_found"),
        ("The harbour was dredged for the last time six years ago", "Lind", "only_in_narration"),
    ],
)
def test_what_is_no_paraphrase(claim, speaker, expected):
    assert verdict(claim, speaker, *PAGE) == expected


def test_direct_words_elsewhere_beat_a_report_of_them():
    direct = "Mara Lind | direct | “The harbour would have to close before the winter storms,” she said."
    assert verdict("The harbour would have to close before the winter storms", "Lind", REPORTED, direct) == (
        "verbatim"
    )


def test_a_thought_is_reported_as_well():
    line = "Mara Lind | indirect | Lind thought <the pumps were far too old for this harbour>."
    assert verdict("The pumps were far too old for this harbour", "Lind", line) == "paraphrase"


@pytest.mark.parametrize(
    ("claim", "speaker"),
    [
        ("The harbour was dredged for the last time six years ago", "Lind"),
        ("The harbour was dredged for the last time six years ago", None),
        ("“The harbour was dredged for the last time six years ago”", "Brandt"),
        ("when pumps were still cheap", "Lind"),
        ("the harbour was DREDGED for the last time", "Lind"),
        ("Harbour closes its gates to the last of the herring boats", "Lind"),
        ("closes its gates to the last of the herring boats", None),
        ("The harbour was dredged for the very last time six years ago", "Lind"),
    ],
)
def test_the_reporters_words_and_headlines_are_only_narration(claim, speaker):
    assert verdict(claim, speaker, *PAGE) == "only_in_narration"


def test_a_headline_is_named_as_one():
    claim = "Harbour closes its gates to the last of the herring boats"
    assert best(claim, None, *PAGE).region.name == "HEADLINE"


@pytest.mark.parametrize(
    ("line", "claim", "expected"),
    [
        # Marks without a speaker: names, titles and scare quotes are short, quotations are not.
        ("? | direct | The film “Salt and Rope Again” opens.", "Salt and Rope Again", "only_in_narration"),
        (
            "? | direct | “The tide took the pumps in a night.”",
            "The tide took the pumps in a night",
            "verbatim",
        ),
        # Narration that a quotation repeats.
        (QUOTED, "We have run out of money and out of patience", "verbatim"),
        (QUOTED, "said Lind", "not_found"),
        (QUOTED, "We have run out of coal and out of patience", "altered"),
        (MIXED, "danger to every boat", "attribution_uncertain"),
        (REPORTED, "the harbour would have to close", "paraphrase"),
        (REPORTED, "the harbour of another town was dredged by other people", "not_found"),
    ],
)
def test_what_is_not_narration_and_what_is(line, claim, expected):
    assert verdict(claim, None, line, NARRATION) == expected


@pytest.mark.parametrize(
    "claim",
    [
        "The council will build a new school by the river",
        "I have never eaten an oyster in all my life",
        "We have run into each other",
        "money money money money money money",
        "of the and of the and of the and",
        "Zebras quarrel vividly beneath tangerine umbrellas",
        "",
        "…",
        "“”",
        "?!",
        "(APPLAUSE)",
        "uh",
        "' OR 1=1 --",
        "NOT",
        "OR",
        '"',
        "*",
        "NEAR(a b)",
        "\x00\x01\x02",
        "\ud800",
    ],
)
def test_what_stands_nowhere_is_not_found(claim):
    assert verdict(claim, "Lind", *PAGE) == "not_found"
    assert verdict(claim, None, *PAGE) == "not_found"


def test_not_found_shows_the_nearest_passages_and_an_empty_claim_none():
    found = judged("We have run out of bread, out of fish and out of all our friends", "Lind", *PAGE)
    assert found.verdict == "not_found"
    assert found.passages
    assert judged("", "Lind", *PAGE).passages == ()
    assert judged("", "Lind", *PAGE).notes == ("the claim has no words",)


@pytest.mark.parametrize(
    ("claim", "expected"),
    [
        ("We have run out of money and out of patience", "verbatim"),
        ("We have run out of money and out of time", "altered"),
        ("We have run out of money", "verbatim"),
        ("The harbour would have to close", "paraphrase"),
        ("The harbour was dredged for the last time", "only_in_narration"),
        ("out of patience", "verbatim"),
        ("We have run out of money … and patience", "altered"),
        ("We have run out of money and out of patience and then the whole council resigned", "altered"),
    ],
)
def test_what_stands_somewhere_is_found(claim, expected):
    assert verdict(claim, "Lind", *PAGE) == expected


def test_no_evidence_at_all():
    assert verdict("We have run out of money and out of patience", "Lind", "") == "not_found"


@pytest.mark.parametrize("claim", ["We have run out of money. ", "money ", "… ", "[x] ", "“We” ", "zebra "])
def test_a_claim_of_a_hundred_thousand_characters_is_answered(claim):
    assert verdict(claim * (100_000 // len(claim)), "Lind", *PAGE) in {"not_found", "altered", "spliced"}
