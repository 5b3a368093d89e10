"""Distances between spans of word pieces, one at a time as in training and many at once as at run time."""

from __future__ import annotations

from quotesdb.extract.spans.links import distance_bucket, distance_buckets

PIECES = [(0, 3), (2, 4), (3, 4), (4, 9), (150, 160), (254, 256), (2_000, 2_001)]


def test_many_distances_at_once_are_those_of_one_at_a_time() -> None:
    one_by_one = [[distance_bucket(anchor, target) for target in PIECES] for anchor in PIECES]
    assert distance_buckets(PIECES, PIECES).tolist() == one_by_one


def test_without_targets_there_are_no_distances() -> None:
    assert distance_buckets(PIECES, []).shape == (len(PIECES), 0)
