"""The pairs that lead astray, and generated ones: what is made of them does not depend on their order."""

from __future__ import annotations

from dataclasses import replace

import pytest

from benchmarks._pairs import generated, table
from benchmarks.resolution import answer

PAIRS = table()


def test_there_are_pairs_of_every_truth():
    truths = [pair.truth for pair in PAIRS]
    assert len(PAIRS) >= 150
    assert set(truths) == {"same", "different", "unknown"}
    assert min(map(truths.count, set(truths))) > 40


@pytest.mark.parametrize("pair", PAIRS, ids=lambda pair: f"{pair.a.name} / {pair.b.name}")
def test_the_order_of_two_makes_no_difference(pair):
    assert answer(pair) == answer(replace(pair, a=pair.b, b=pair.a))


def test_of_those_that_are_one_most_are_found_and_of_the_others_most_are_left_alone():
    pairs = [*PAIRS, *generated(900, seed=7)]
    found = [answer(pair) != "neither" for pair in pairs if pair.truth == "same"]
    linked = [answer(pair) == "linked" for pair in pairs if pair.truth == "different"]
    assert sum(found) > 0.9 * len(found)
    assert sum(linked) < 0.25 * len(linked)
