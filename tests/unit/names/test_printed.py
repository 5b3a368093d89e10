"""Names as sources print them."""

from __future__ import annotations

import pytest

from quotesdb.resolve import printed_name
from quotesdb.values import AgentKind


@pytest.mark.parametrize(
    ("source", "name"),
    [
        ("Example", "Example"),
        ("Mrs. Example", "Mrs. Example"),
        ("Example’s", "Example"),
        ("Ada B. Example, a baker,", "Ada B. Example"),
        ("Senator Ada de Example (Ind.)", "Senator Ada de Example"),
        ("the Example campaign", None),
        ("Ada Example and others", None),
        ("a spokesman for Ada Example", None),
        ("Eve Example", None),
        ("she", None),
        ("", None),
        (",", None),
    ],
)
def test_a_source_is_a_name_if_it_is_no_more_than_that(source, name):
    assert printed_name(source, AgentKind.PERSON, ["Ada Example"]) == name


@pytest.mark.parametrize(
    ("source", "name"),
    [("HTC", "HTC"), ("the Harbour Trust", "Harbour Trust"), ("it", None), ("Tin Bank", None)],
)
def test_organisations_are_called_by_parts_and_initials(source, name):
    assert printed_name(source, AgentKind.ORGANISATION, ["Harbour Trust Company"]) == name
