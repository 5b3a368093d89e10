"""The hard pairs and generated ones: what is decided without asking anybody is never wrong."""

from __future__ import annotations

import pytest

from benchmarks._pairs import generated, table
from benchmarks.resolution import decided
from quotesdb.resolve import Decision, Rarity, score

PAIRS = table()


def test_there_are_pairs_of_every_truth():
    truths = [pair.truth for pair in PAIRS]
    assert len(PAIRS) >= 150
    assert set(truths) == {"same", "different", "unknown"}
    assert min(map(truths.count, set(truths))) > 40


@pytest.mark.parametrize("pair", PAIRS, ids=lambda pair: f"{pair.a.names[0]} / {pair.b.names[0]}")
def test_no_pair_is_taken_for_one_that_is_not_known_to_be(pair):
    found = decided(pair)
    assert not (found.decision is Decision.SAME and pair.truth != "same")
    assert not (found.decision is Decision.DIFFERENT and pair.truth == "same")


def test_no_generated_pair_is_decided_wrongly():
    wrong = [
        (pair.truth, pair.a.names, pair.b.names, decided(pair))
        for pair in generated(900, seed=7)
        if decided(pair).decision not in (Decision.UNSURE, pair.truth)
    ]
    assert wrong == []


def test_enough_is_decided_to_be_of_use():
    same = [pair for pair in PAIRS if pair.truth == "same"]
    assert sum(decided(pair).decision is Decision.SAME for pair in same) > 0.35 * len(same)


@pytest.mark.parametrize("pair", PAIRS, ids=lambda pair: f"{pair.a.names[0]} / {pair.b.names[0]}")
def test_the_order_of_two_makes_no_difference(pair):
    one, other = score(pair.a, pair.b, Rarity()), score(pair.b, pair.a, Rarity())
    assert (one.decision, one.score) == (other.decision, other.score)


def test_those_that_are_one_are_suggested_before_those_that_are_not():
    unsure = [(decided(pair), pair.truth) for pair in PAIRS]
    mean = {
        truth: sum(scores) / len(scores)
        for truth in ("same", "different", "unknown")
        if (scores := [found.score for found, known in unsure if known == truth])
    }
    assert mean["same"] > mean["unknown"] + 0.25 > mean["different"] + 0.25
