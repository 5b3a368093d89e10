"""The decision on two speakers and what is said for it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from quotesdb.resolve import Decision, Profile, Rarity, rarity_of, score
from quotesdb.values import AgentKind

ADA = Profile(
    "s-1",
    ("Ada Okonjo",),
    AgentKind.PERSON,
    roles=("President",),
    articles=frozenset({"a-1"}),
    dates=(date(2025, 3, 1),),
    company={"max sample": "Max Sample", "eve venn": "Eve Venn", "tom voters": "Tom Voters"},
)
MIDDLE = replace(ADA, public_id="s-2", names=("Ada B. Okonjo",), articles=frozenset({"a-2"}))
BARE = replace(ADA, public_id="s-3", names=("President Okonjo",), articles=frozenset({"a-3"}))


def decide(a, b, *others):
    return score(a, b, rarity_of([a, b, *others])).decision


def test_a_middle_name_is_overlooked_beside_the_same_company():
    assert decide(ADA, MIDDLE) is Decision.SAME
    assert decide(ADA, replace(MIDDLE, company={"max sample": "Max Sample"})) is Decision.UNSURE


def test_a_middle_name_is_not_overlooked_if_another_is_known_or_years_lie_between():
    other = replace(MIDDLE, names=("Ada Q. Okonjo",))
    assert decide(ADA, MIDDLE, other) is Decision.UNSURE
    assert decide(ADA, replace(MIDDLE, dates=(date(1990, 1, 1),))) is Decision.UNSURE


def test_an_office_and_a_surname_mean_the_one_who_holds_it_at_the_time():
    assert decide(ADA, BARE) is Decision.SAME
    assert decide(ADA, replace(BARE, dates=(date(2021, 1, 1),))) is Decision.UNSURE
    assert decide(ADA, replace(BARE, dates=())) is Decision.UNSURE
    assert decide(replace(ADA, dates=()), replace(BARE, dates=())) is Decision.SAME


def test_anybody_else_of_the_surname_with_the_office_makes_it_uncertain():
    former = replace(ADA, names=("Bola Okonjo",), roles=("former president",))
    assert decide(ADA, BARE, former) is Decision.UNSURE
    assert decide(ADA, BARE, replace(former, roles=("mayor",))) is Decision.SAME


@pytest.mark.parametrize("roles", [("mayor",), ("former president",), ("President, Velda Bank",), ()])
def test_without_the_office_a_surname_is_nobody_in_particular(roles):
    assert decide(replace(ADA, roles=roles), BARE) is Decision.UNSURE


def test_an_office_that_was_printed_once_among_other_roles_is_not_held():
    assert decide(replace(ADA, roles=("senator", "senator", "President")), BARE) is Decision.UNSURE


def test_a_bare_surname_without_an_office_is_never_decided():
    assert decide(ADA, replace(BARE, names=("Okonjo",), roles=())) is Decision.UNSURE


def test_what_speaks_for_two_is_told():
    found = score(ADA, MIDDLE, rarity_of([ADA, MIDDLE]))
    assert found.reasons[0] == "full names that differ by a middle name"
    assert {"both printed as President", "printed on the same day"} < set(found.reasons)
    assert "both quoted beside Eve Venn, Max Sample, Tom Voters" in found.reasons


@pytest.mark.parametrize(
    ("ours", "theirs", "told"),
    [
        ([date(2025, 3, 1), date(2025, 3, 9)], [date(2025, 3, 4)], "printed over the same time"),
        ([date(2025, 3, 1)], [date(2025, 3, 2)], "printed within 1 day"),
        ([date(2025, 3, 1)], [date(2025, 3, 9)], "printed within 8 days"),
    ],
)
def test_when_two_were_printed_is_told_as_people_say_it(ours, theirs, told):
    one, other = replace(ADA, dates=tuple(ours)), replace(MIDDLE, dates=tuple(theirs))
    assert told in score(one, other, Rarity()).reasons


def test_a_relative_quoted_in_the_same_article_is_somebody_else():
    husband = replace(BARE, names=("Mr Okonjo",), roles=("husband",), articles=ADA.articles)
    assert decide(ADA, husband) is Decision.DIFFERENT
    assert decide(ADA, replace(husband, articles=frozenset({"a-9"}))) is Decision.UNSURE
    assert decide(replace(ADA, roles=("mother of two",)), replace(husband, roles=())) is Decision.DIFFERENT


def test_a_surname_alone_that_merely_sounds_alike_needs_something_else_to_be_worth_asking():
    alike = Profile("s-8", ("Okonjoh",), AgentKind.PERSON, articles=frozenset({"a-8"}))
    bare = replace(ADA, roles=(), dates=(), company={})
    found = score(bare, alike, Rarity())
    assert found.reasons == ("a surname alone that sounds or is spelt alike",)
    assert found.score < 0.2 < score(ADA, replace(alike, roles=ADA.roles), Rarity()).score


def test_what_speaks_against_two_is_told_and_lowers_the_score():
    smith = replace(ADA, names=("John Smith",))
    other = replace(
        smith, public_id="s-9", organisations=frozenset({"Velda Bank"}), articles=frozenset({"a-9"})
    )
    found = score(smith, other, Rarity())
    assert found.decision is Decision.UNSURE
    assert "many people bear this name" in found.reasons
    assert found.score < score(ADA, replace(ADA, articles=frozenset({"a-9"})), Rarity()).score


def test_those_quoted_in_one_article_are_no_company_for_each_other():
    assert decide(ADA, replace(MIDDLE, articles=ADA.articles)) is Decision.UNSURE


def test_two_unnamed_sources_are_never_compared():
    source = Profile("s-1", ("a senior official",), AgentKind.ANONYMOUS)
    assert score(source, source, Rarity()).score == 0
    assert score(source, source, Rarity()).decision is Decision.UNSURE
