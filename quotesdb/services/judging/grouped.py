"""Pairs that may be one, put together into groups of which all may be. Pure functions."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import product
from typing import TypeAlias

Pair: TypeAlias = tuple[str, str]


def together(pairs: Sequence[Pair]) -> list[list[Pair]]:
    """The pairs, the likeliest first, in groups of which at least half of all two are a pair.

    Each pair is in one group, and in its order there; one of two may be in several groups. What is only tied
    by others is not together: of "Example", "Example Works" and "Sample Works" two and two are asked about.

    >>> together([("a", "b"), ("b", "c"), ("x", "y"), ("a", "c"), ("c", "d"), ("d", "e")])
    [[('a', 'b'), ('b', 'c'), ('a', 'c')], [('x', 'y')], [('d', 'e')], [('c', 'd')]]
    """
    left, found = list(pairs), list[list[Pair]]()
    while left:
        home = _grown(left)
        groups: dict[frozenset[str], list[Pair]] = {}
        for one, other in left:
            if home[one] == home[other]:
                groups.setdefault(home[one], []).append((one, other))
        found += groups.values()
        left = [(one, other) for one, other in left if home[one] != home[other]]
    return found


def _grown(pairs: Iterable[Pair]) -> dict[str, frozenset[str]]:
    """The group of each, grown along the pairs in their order."""
    known = {frozenset(pair) for pair in pairs}
    home = {each: frozenset({each}) for pair in pairs for each in pair}
    for one, other in pairs:
        ours, theirs = home[one], home[other]
        if ours == theirs:
            continue
        asked = sum(frozenset(pair) in known for pair in product(ours, theirs))
        if 2 * asked >= len(ours) * len(theirs):
            home |= dict.fromkeys(ours | theirs, ours | theirs)
    return home
