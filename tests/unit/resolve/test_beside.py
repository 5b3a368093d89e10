"""Which names of one article count as told apart there, and how many are counted of a long list."""

from __future__ import annotations

import pytest

from quotesdb.resolve import beside
from quotesdb.resolve.beside import NEIGHBOURS


@pytest.mark.parametrize(
    ("one", "other", "counts"),
    [
        ("Stan Example", "Stanley Example", True),
        ("Mr. Example", "Ada Example", True),
        ("Lord Example", "Ada Example", True),
        ("Ada Example", "Ada B. Example", False),
        ("Ada Example", "Ada Sample", False),
        ("Mr. Example", "Mrs. Example", False),
    ],
)
def test_names_that_could_be_one_persons_count(one, other, counts):
    assert beside([(7, one), (3, other)]) == ({(3, 7)} if counts else set())


def test_of_a_long_list_of_names_alike_each_counts_with_some():
    names = [f"Ada Exampl{letter}{letter}" for letter in "abcdefghijklmnopqrstuvwxyz"] * 4
    many = beside(enumerate(names))
    assert 0 < len(many) <= 4 * NEIGHBOURS * len(names)
