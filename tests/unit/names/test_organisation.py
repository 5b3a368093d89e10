"""Names of organisations held against each other."""

from __future__ import annotations

import pytest

from quotesdb.names.organisation import BodyLikeness, body_likeness
from quotesdb.resolve import blocking_keys
from quotesdb.values import AgentKind


@pytest.mark.parametrize(
    ("one", "other", "found"),
    [
        ("The Example Works", "Example Works", BodyLikeness.EQUAL),
        ("U.N.", "United Nations", BodyLikeness.ABBREVIATION),
        ("AFP", "Agence France-Presse", BodyLikeness.ABBREVIATION),
        ("UBS Group AG", "UBS", BodyLikeness.LEGAL_FORM),
        ("Velda Water Institute", "VWI", BodyLikeness.INITIALS),
        ("Bank of Velda", "BV", BodyLikeness.INITIALS),
        ("Ada Example's campaign", "Example campaign", BodyLikeness.PART),
        ("Post", "Velda Post", BodyLikeness.PART),
        ("Médecins Exemple", "Medecins Example", BodyLikeness.SPELLING),
        ("Bank of Velda", "Bank of Sample", BodyLikeness.NONE),
        ("North Velda", "South Velda", BodyLikeness.NONE),
    ],
)
def test_two_names_of_bodies_go_together_in_a_way_that_can_be_told(one, other, found):
    assert body_likeness(one, other) is found
    assert body_likeness(other, one) is found


@pytest.mark.parametrize(
    ("kind", "one", "other"),
    [
        (AgentKind.PERSON, "Ada Example", "Mrs. Example"),
        (AgentKind.PERSON, "Xi Mingde", "Xi"),
        (AgentKind.PERSON, "Xi Mingde", "Mingde Xi"),
        (AgentKind.PERSON, "Gabriel Sample Márquez", "Gabriel Sample"),
        (AgentKind.PERSON, "Muammar Gaddafi", "Moammar Qadhafi"),
        (AgentKind.ORGANISATION, "AFP", "Agence France-Presse"),
        (AgentKind.ORGANISATION, "UBS Group AG", "UBS"),
        (AgentKind.ORGANISATION, "Velda Water Institute", "VWI"),
        (AgentKind.ORGANISATION, "Ada Example's campaign", "Example campaign"),
    ],
)
def test_candidates_share_a_key(kind, one, other):
    assert blocking_keys(kind, [one]) & blocking_keys(kind, [other])


def test_the_unnamed_and_common_nouns_have_no_key_that_says_anything():
    assert not blocking_keys(AgentKind.ANONYMOUS, ["a senior official"])
    assert not blocking_keys(AgentKind.GROUP, ["analysts"])
    assert not blocking_keys(AgentKind.ORGANISATION, ["the agency"]) & blocking_keys(
        AgentKind.ORGANISATION, ["Velda Space Agency"]
    )
