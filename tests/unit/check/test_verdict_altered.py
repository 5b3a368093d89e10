"""Words that differ: which, of what kind, and where on either side."""

from __future__ import annotations

import re

import pytest

from tests.said import best, verdict

PLAN = (
    "Mara Lind | direct | “We will not build all of the 12 new flats on the Ostrel road "
    "unless Brandt agrees, and nobody here has ever said that we would,” said Lind."
)


def versions(sentence):
    """What was said and what is claimed, of a sentence such as "The pool is {open > closed}"."""
    said, claim = (re.sub(r"\{([^>]*) > ([^}]*)\}", side, sentence) for side in (r"\1", r"\2"))
    return " ".join(said.split()), " ".join(claim.split())


@pytest.mark.parametrize(
    ("kind", "sentence"),
    [
        ("negation", "The pool is { > not} open in the winter months"),
        ("negation", "The pool is {not > } open in the winter months"),
        ("negation", "The pool {isn’t > is} open in the winter months"),
        ("negation", "The pool {is > isn't} open in the winter months"),
        ("negation", "{Nobody > Everybody} swims in the pool in winter months"),
        ("negation", "I can {never > always} swim in the old pool"),
        ("negation", "It is {likely > unlikely} to open in the spring"),
        ("negation", "The pool opens {without > with} a new roof this year"),
        ("number", "The pool lost {12 > 21} swimmers in the winter"),
        ("number", "The pool lost {twelve > 120} swimmers in the winter"),
        ("number", "It cost us ({$10.0 million > $100 million}) to build the pool"),
        ("number", "We came {second > first} in the race to the pool"),
        ("number", "It was built in {1987 > 1978} for the town"),
        ("number", "It cost ten million {pounds > dollars} to build it all"),
        ("number", "It takes us two {hours > days} to heat the pool"),
        ("modal", "The pool {could > will} open before the summer is over"),
        ("modal", "The pool {may > must} open before the summer is over"),
        ("modal", "We {should > } heat the pool for the children"),
        ("modal", "{We'll > We'd} heat the pool for the children here"),
        ("quantifier", "{Some > All} of the swimmers left the pool in tears"),
        ("quantifier", "In town {nearly > } every child can swim well"),
        ("quantifier", "The pool is {partly > entirely} closed in the winter"),
        ("quantifier", "{Most > Few} of the swimmers left the pool early"),
        ("name", "The road to {Ostrel > Velda} is closed for the winter"),
        ("name", "The pool opens in {May > June} this year"),
        ("name", "I asked {Brandt > Ferreira} for the key to the pool"),
        ("name", "We swim in the pool on {Sunday > Monday} and leave"),
        ("tense", "The council {closes > closed} the pool in the winter"),
        ("tense", "The pool {is > was} a danger to the whole town"),
        ("tense", "They {have > had} the keys to the old pool"),
        ("contraction", "{I’m > I am} sure that the pool will be warm"),
        ("contraction", "It {is not > isn't} the pool that we were promised"),
        ("contraction", "{They're > They are} going to heat the pool this winter"),
        ("contraction", "You {cannot > can't} heat the pool in the winter"),
        ("spelling", "The {labour > labor} of heating the pool is ours"),
        ("inflection", "The council closes the {pools > pool} in the winter"),
        ("inflection", "We counted the {votes > vote} on the old pool"),
        ("tense", "We {move > moved} the pool to the rock"),
        ("pronoun", "We heat the pool for {our > their} own children"),
        ("repetition", "It is a {very,  > }very cold pool to swim in"),
        ("omission", "The pool is a {long and > } narrow basin"),
        ("word", "The pool is a {deep > wide} basin in the rock"),
    ],
)
def test_the_kind_of_a_difference_and_its_words(kind, sentence):
    said, claim = versions(sentence)
    line = f"Mara Lind | direct | “{said},” said Lind."
    assert verdict(claim, "Lind", line) == "altered"
    [edit] = best(claim, "Lind", line).edits
    there, claimed = re.findall(r"\{([^>]*) > ([^}]*)\}", sentence)[0]
    assert (edit.edit_class, edit.claim, edit.source) == (kind, claimed, there.strip(" ,"))


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


def test_a_claim_that_takes_in_the_reporters_he_said_is_altered():
    said = "Mara Lind | direct | “The pool is closed for the winter,” said Lind on Monday."
    assert verdict("The pool is closed for the winter, said Lind", "Mara Lind", said) == "altered"


@pytest.mark.parametrize(
    ("said", "claim"),
    [
        ("The pool will be open in the winter", "The pool will [not] be open in the winter"),
        ("The pool will (not) be open in the winter", "The pool will be open in the winter"),
    ],
)
def test_brackets_hide_no_negation(said, claim):
    passage = best(claim, "Mara Lind", f"Mara Lind | direct | “{said},” said Lind.")
    assert passage.rung == "altered"
    assert [edit.edit_class for edit in passage.edits] == ["negation"]


@pytest.mark.parametrize(
    ("words", "claim", "kind"),
    [
        ("We know that nobody came to the vote", "We know that no one came to the vote", "word"),
        ("We know that three came to the vote", "We know that one came to the vote", "number"),
        ("We backed the board’s decision in full", "We backed the boards decision in full", "spelling"),
    ],
)
def test_what_is_no_number_and_no_other_word_is_not_called_one(words, claim, kind):
    passage = best(claim, "Lind", f"Mara Lind | direct | “{words},” said Mara Lind.")
    assert [edit.edit_class for edit in passage.edits] == [kind]
