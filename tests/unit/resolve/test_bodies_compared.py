"""What speaks for two organisations being one."""

from __future__ import annotations

from dataclasses import replace

import pytest

from quotesdb.resolve import BodyProfile, compare_bodies

LONG = BodyProfile(("Velda Water Institute",), frozenset({"a-1"}), {"ada example": "Ada Example"})
SHORT = BodyProfile(("VWI",), frozenset({"a-2"}))


def test_names_that_do_not_go_together_are_never_asked_about():
    assert compare_bodies(LONG, BodyProfile(("Sample Works",))) is None


@pytest.mark.parametrize(
    ("long", "short", "reason"),
    [
        (
            replace(LONG, glossed={"vwi": "Velda Water Institute (VWI)"}),
            SHORT,
            "printed as Velda Water Institute (VWI)",
        ),
        (LONG, replace(SHORT, company=LONG.company), "both in articles that quote Ada Example"),
        (
            replace(LONG, people={"bo roe": "Bo Roe"}),
            replace(SHORT, people={"bo roe": "BO ROE"}),
            "both spoken for by BO ROE",
        ),
    ],
)
def test_what_speaks_for_two_is_told_and_makes_them_likelier(long, short, reason):
    found = compare_bodies(long, short)
    assert found.reasons == ("initials of the other name", reason)
    assert found == compare_bodies(short, long)
    assert found.score > compare_bodies(LONG, SHORT).score


def test_within_one_article_everybody_is_quoted_beside_everybody():
    beside = replace(SHORT, articles=LONG.articles, company=LONG.company)
    assert compare_bodies(LONG, beside) == compare_bodies(LONG, SHORT)


def test_a_common_noun_fits_many():
    agency = BodyProfile(("the agency",))
    assert "a name that fits many" in compare_bodies(agency, BodyProfile(("Velda Space Agency",))).reasons
