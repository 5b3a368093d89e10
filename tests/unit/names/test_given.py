"""Given names that can be of one person, whichever part of the program compares them."""

from __future__ import annotations

import pytest

from quotesdb.names.given import alike, compatible
from quotesdb.names.person import Likeness, likeness, parse

OF_ONE = [
    ("ted", "theodore"),
    ("ted", "edward"),
    ("steve", "stephen"),
    ("steve", "steven"),
    ("kate", "catherine"),
    ("larry", "laurence"),
    ("becky", "rebecca"),
]


@pytest.mark.parametrize(("short", "full"), OF_ONE)
def test_a_short_name_goes_with_each_name_that_it_is_short_for(short, full):
    assert alike(short, full)
    assert likeness(parse(f"{short} Example"), parse(f"{full} Example")) is Likeness.SHORT
    assert compatible((full, "example"), (short, "example"))


@pytest.mark.parametrize(("one", "other"), [("steven", "stephen"), ("edward", "theodore"), ("bill", "bob")])
def test_two_full_names_or_two_people_stay_apart(one, other):
    assert not alike(one, other)
