"""Clusters keep apart what a person holds apart, whatever the order of things."""

from __future__ import annotations

from itertools import combinations

from hypothesis import given
from hypothesis import strategies as st

from quotesdb.resolve import Link, Ties, clusters

MEMBERS = list(range(8))
PAIRS = st.sampled_from(list(combinations(MEMBERS, 2)))
LINKS = st.builds(lambda pair, score: Link(*pair, score), PAIRS, st.sampled_from([0.5, 0.9, 1.0]))
TIES = st.builds(
    Ties,
    namesakes=st.sets(st.sampled_from(MEMBERS)).map(lambda names: [names] if names else []),
    links=st.lists(LINKS, max_size=8),
    same=st.lists(PAIRS, max_size=4),
    different=st.lists(PAIRS, max_size=6),
)


def by_member(found):
    return {each: number for number, cluster in enumerate(found) for each in cluster}


@given(ties=TIES)
def test_two_held_apart_are_never_one(ties):
    part = by_member(clusters(MEMBERS, ties))
    assert all(part[one] != part[other] for one, other in ties.different)


@given(ties=TIES)
def test_a_tie_is_left_out_only_where_somebody_is_held_apart(ties):
    part = by_member(clusters(MEMBERS, ties))
    held = {frozenset((part[one], part[other])) for one, other in ties.different}
    tied = [*ties.same, *((link.one, link.other) for link in ties.links)]
    tied += [pair for group in ties.namesakes for pair in combinations(group, 2)]
    assert all(part[one] == part[other] or frozenset((part[one], part[other])) in held for one, other in tied)


@given(ties=TIES, order=st.randoms(use_true_random=False))
def test_neither_the_order_of_ties_nor_their_direction_matters(ties, order):
    def shuffled(items):
        return order.sample(list(items), len(items))

    turned = Ties(
        shuffled([shuffled(sorted(group)) for group in ties.namesakes]),
        [Link(link.other, link.one, link.score) for link in shuffled(ties.links)],
        [pair[::-1] for pair in shuffled(ties.same)],
        [pair[::-1] for pair in shuffled(ties.different)],
    )
    assert clusters(MEMBERS, turned) == clusters(MEMBERS, ties)


def test_the_weakest_link_of_a_chain_is_cut():
    chain = [Link(1, 2, 0.9), Link(2, 3, 0.6), Link(3, 4, 0.9)]
    assert clusters([1, 2, 3, 4], Ties(links=chain, different=[(1, 4)])) == [[1, 2], [3, 4]]


def test_of_equal_links_the_latest_is_cut():
    chain = [Link(1, 2, 0.9), Link(2, 3, 0.9)]
    assert clusters([3, 2, 1], Ties(links=chain, different=[(1, 3)])) == [[3, 2], [1]]


def test_a_persons_word_comes_before_any_link():
    ties = Ties(links=[Link(1, 2, 1.0)], same=[(2, 3)], different=[(1, 3)])
    assert clusters([1, 2, 3], ties) == [[1], [2, 3]]
