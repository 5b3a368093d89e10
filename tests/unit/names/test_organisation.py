"""Names of organisations held against each other."""

from __future__ import annotations

import pytest

from quotesdb.names.key import name_key
from quotesdb.names.organisation import BodyLikeness, body_keys, body_likeness


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
    ("one", "other"),
    [
        ("AFP", "Agence France-Presse"),
        ("UBS Group AG", "UBS"),
        ("Velda Water Institute", "VWI"),
        ("Ada Example's campaign", "Example campaign"),
    ],
)
def test_candidates_share_a_key(one, other):
    assert body_keys(name_key(one)) & body_keys(name_key(other))


def test_common_nouns_have_no_key_that_says_anything():
    assert not body_keys(name_key("the agency")) & body_keys(name_key("Velda Space Agency"))
