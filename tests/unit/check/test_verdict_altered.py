"""Words that differ: which, of what kind, and where on either side."""

from __future__ import annotations

import pytest

from tests.said import best, verdict

PLAN = (
    "Mara Lind | direct | “We will not build all of the 12 new flats on the Ostrel road unless Brandt agrees, "
    "and nobody here has ever said that we would,” said Lind."
)


def edits(claim, words):
    """The class, the claimed words and the words that stand there, of each difference."""
    found = best(claim, "Lind", f"Mara Lind | direct | “{words},” said Lind.").edits
    return [(str(edit.edit_class), edit.claim, edit.source) for edit in found]


@pytest.mark.parametrize(
    ("words", "claim", "expected"),
    [
        # Negation.
        (
            "The pool is open in the winter months",
            "The pool is not open in the winter months",
            ("negation", "not", ""),
        ),
        (
            "The pool is not open in the winter months",
            "The pool is open in the winter months",
            ("negation", "", "not"),
        ),
        (
            "The pool isn’t open in the winter months",
            "The pool is open in the winter months",
            ("negation", "is", "isn’t"),
        ),
        (
            "The pool is open in the winter months",
            "The pool isn't open in the winter months",
            ("negation", "isn't", "is"),
        ),
        (
            "Nobody swims in the pool in winter months",
            "Everybody swims in the pool in winter months",
            ("negation", "Everybody", "Nobody"),
        ),
        ("I can never swim in the old pool", "I can always swim in the old pool", ("negation", "always", "never")),
        ("It is likely to open in the spring", "It is unlikely to open in the spring", ("negation", "unlikely", "likely")),
        ("The pool opens without a new roof this year", "The pool opens with a new roof this year", ("negation", "with", "without")),
        # Number.
        ("The pool lost 12 swimmers in the winter", "The pool lost 21 swimmers in the winter", ("number", "21", "12")),
        ("The pool lost twelve swimmers in the winter", "The pool lost 120 swimmers in the winter", ("number", "120", "twelve")),
        ("It cost us ($10.0 million) to build the pool", "It cost us ($100 million) to build the pool", ("number", "$100 million", "$10.0 million")),
        ("We came second in the race to the pool", "We came first in the race to the pool", ("number", "first", "second")),
        ("It was built in 1987 for the town", "It was built in 1978 for the town", ("number", "1978", "1987")),
        ("It cost ten million pounds to build it all", "It cost ten million dollars to build it all", ("number", "dollars", "pounds")),
        ("It takes us two hours to heat the pool", "It takes us two days to heat the pool", ("number", "days", "hours")),
        # Modal.
        ("The pool could open before the summer is over", "The pool will open before the summer is over", ("modal", "will", "could")),
        ("The pool may open before the summer is over", "The pool must open before the summer is over", ("modal", "must", "may")),
        ("We should heat the pool for the children", "We heat the pool for the children", ("modal", "", "should")),
        ("We'll heat the pool for the children here", "We'd heat the pool for the children here", ("modal", "We'd", "We'll")),
        # Quantifier.
        ("Some of the swimmers left the pool in tears", "All of the swimmers left the pool in tears", ("quantifier", "All", "Some")),
        ("In town nearly every child can swim well", "In town every child can swim well", ("quantifier", "", "nearly")),
        ("The pool is partly closed in the winter", "The pool is entirely closed in the winter", ("quantifier", "entirely", "partly")),
        ("Most of the swimmers left the pool early", "Few of the swimmers left the pool early", ("quantifier", "Few", "Most")),
        # Name.
        ("The road to Ostrel is closed for the winter", "The road to Velda is closed for the winter", ("name", "Velda", "Ostrel")),
        ("I asked Brandt for the key to the pool", "I asked Ferreira for the key to the pool", ("name", "Ferreira", "Brandt")),
        ("We swim in the pool on Sunday and leave", "We swim in the pool on Monday and leave", ("name", "Monday", "Sunday")),
        # Tense.
        ("The council closes the pool in the winter", "The council closed the pool in the winter", ("tense", "closed", "closes")),
        ("The pool is a danger to the whole town", "The pool was a danger to the whole town", ("tense", "was", "is")),
        ("They have the keys to the old pool", "They had the keys to the old pool", ("tense", "had", "have")),
        # A contraction against its expansion, both ways.
        ("I’m sure that the pool will be warm", "I am sure that the pool will be warm", ("contraction", "I am", "I’m")),
        ("It is not the pool that we were promised", "It isn't the pool that we were promised", ("contraction", "isn't", "is not")),
        ("They're going to heat the pool this winter", "They are going to heat the pool this winter", ("contraction", "They are", "They're")),
        ("You cannot heat the pool in the winter", "You can't heat the pool in the winter", ("contraction", "can't", "cannot")),
        # The rest.
        ("The labour of heating the pool is ours", "The labor of heating the pool is ours", ("spelling", "labor", "labour")),
        ("The council closes the pools in the winter", "The council closes the pool in the winter", ("inflection", "pool", "pools")),
        ("We heat the pool for our own children", "We heat the pool for their own children", ("pronoun", "their", "our")),
        ("It is a very, very cold pool to swim in", "It is a very cold pool to swim in", None),
        ("The pool is a long and narrow basin", "The pool is a narrow basin", ("omission", "", "long and")),
        ("The pool is a deep basin in the rock", "The pool is a wide basin in the rock", ("word", "wide", "deep")),
    ],
)  # fmt: skip
def test_the_kind_of_a_difference_and_its_words(words, claim, expected):
    assert verdict(claim, "Lind", f"Mara Lind | direct | “{words},” said Lind.") == "altered"
    found = edits(claim, words)
    assert found == [expected] if expected else [kind for kind, *_ in found] == ["repetition"]


def test_every_edit_has_its_place_in_the_claim_and_in_the_article():
    claim = "We will build some of the 21 new flats on the Velda road unless Brandt agreed"
    found = best(claim, "Lind", PLAN)
    assert [str(edit.edit_class) for edit in found.edits] == [
        "negation",
        "quantifier",
        "number",
        "name",
        "tense",
    ]
    for edit in found.edits:
        assert edit.claim_span.text(claim) == edit.claim
        assert edit.source_span.text(found.evidence.text) == edit.source


def test_a_true_beginning_does_not_carry_an_invented_end():
    claim = "We will not build all of the schools that the children were promised"
    assert verdict(claim, "Lind", PLAN) == "altered"
    assert "schools" in [edit.claim for edit in best(claim, "Lind", PLAN).edits]


def test_one_changed_word_of_a_hundred_is_still_altered():
    words = "We drained the pool, mended the roof, counted the tiles and asked the town. " * 8
    line = f"Mara Lind | direct | “{words}It will not open,” said Lind."
    claim = f"{words}It will open"
    assert verdict(claim, "Lind", line) == "altered"
    [edit] = best(claim, "Lind", line).edits
    assert (edit.edit_class, edit.source) == ("negation", "not")


@pytest.mark.parametrize(
    ("claim", "flags"),
    [
        ("We will build none of the 12 new flats on the Ostrel road", {"negation", "quantifier"}),
        ("We might not build all of the 12 new flats on the Ostrel road", {"modal"}),
        ("We won't build all of the 12 new flats on the Ostrel road", {"contraction"}),
    ],
)
def test_an_edit_of_several_kinds_has_all_of_them(claim, flags):
    found = best(claim, "Lind", PLAN).edits
    assert flags <= {str(flag) for edit in found for flag in edit.flags}


@pytest.mark.parametrize(
    ("claim", "expected"),
    [
        # Surface only, or cut without harm: no alteration.
        ("nobody here has ever said that we would", "verbatim"),
        ("and NOBODY here has ever said that we would", "verbatim_normalised"),
        ("all of the twelve new flats on the Ostrel road unless Brandt agrees", "verbatim_normalised"),
        # Too little agrees.
        ("We will ask the town for a new school by the river next year", "not_found"),
        ("The council met on Thursday and closed the museum for repairs", "not_found"),
        ("We will not build a school for any of the children by the river", "not_found"),
    ],
)
def test_what_is_not_an_alteration(claim, expected):
    assert verdict(claim, "Lind", PLAN) == expected


def test_the_words_of_another_are_misattributed_whatever_was_altered():
    claim = "We will not build any of the 12 new flats on the Ostrel road"
    assert verdict(claim, "Brandt", PLAN) == "misattributed"
    assert best(claim, "Brandt", PLAN).rung == "altered"
