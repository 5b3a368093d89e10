from __future__ import annotations

import pytest

from quotesdb.evaluate.annotation import Attribution
from quotesdb.evaluate.names import is_named_rightly
from quotesdb.names.scored import is_same_organisation, is_same_role
from quotesdb.values import Agent, AgentKind, Span


def is_right(found: str | None, *names: str, is_person: bool = True) -> bool:
    attribution = Attribution((Span(0, 1),), names=names, is_person=is_person)
    return is_named_rightly(attribution, Agent(found, AgentKind.PERSON) if found else None)


@pytest.mark.parametrize(
    "found",
    [
        "Ada Nölle",
        "ADA NOLLE",
        "Dr Ada Nölle",
        "Ada Nölle’s",
        "regional water board chair Ada Nölle",
        "A. Nölle",
    ],
)
def test_a_person_may_be_named_with_more_words_or_by_an_alternative(found: str) -> None:
    assert is_right(found, "Ada Nölle", "A. Nölle")


@pytest.mark.parametrize("found", ["Nölle", "Ada", "Ada Nölle Ferris", "Eva Nölle", None])
def test_a_part_of_the_name_or_another_one_is_wrong(found: str | None) -> None:
    assert not is_right(found, "Ada Nölle")


def test_only_persons_have_titles_of_many_words() -> None:
    assert is_right("the Velda Institute", "Velda Institute", is_person=False)
    assert not is_right("critics of the Velda Institute", "Velda Institute", is_person=False)


def test_where_nobody_can_be_named_nobody_is_right() -> None:
    assert is_right(None)
    assert not is_right("Ada Nölle")


def test_organisations_may_be_printed_short_or_long() -> None:
    assert is_same_organisation(["Velda Water Institute"], "the Velda Institute")
    assert not is_same_organisation(["Velda Water Institute"], "Velda Council")
    assert not is_same_organisation(["Velda Water Institute"], None)


def test_an_organisation_may_have_other_names() -> None:
    assert is_same_organisation(["Velda Water Institute", "VWI"], "the VWI")
    assert not is_same_organisation(["Velda Water Institute", "VWI"], "WVI")
    assert not is_same_organisation([], "VWI")


def test_roles_need_half_of_their_words_in_common() -> None:
    assert is_same_role("senior hydrologist", "hydrologist")
    assert not is_same_role("senior hydrologist at the institute", "director")
    assert not is_same_role("senior hydrologist", None)
