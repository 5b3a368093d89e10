"""Which appearances are one speaker, given what links them and what a person said of them."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from typing import NamedTuple

Pair = tuple[int, int]


class Link(NamedTuple):
    """A program's belief that two are one, with its score."""

    one: int
    other: int
    score: float


class Ties(NamedTuple):
    """What holds appearances together and apart.

    ``namesakes`` are those that share a name that links by itself; ``same`` and ``different`` are a person's.
    """

    namesakes: Collection[Collection[int]] = ()
    links: Collection[Link] = ()
    same: Collection[Pair] = ()
    different: Collection[Pair] = ()


def clusters(oldest_first: Sequence[int], ties: Ties) -> list[list[int]]:
    """The clusters, and in each of them the oldest first.

    Two that a person holds apart never end in one cluster, by whatever way. Ties are taken in a fixed order,
    and one that would bring such two together is left out:

    1. what a person said is the same;
    2. equal names, the oldest name first: each appearance, from the oldest on, joins the oldest cluster of
       its namesakes that it may join;
    3. other links, the highest score first, then the older ones.

    So the cluster that a cut leaves each appearance in depends on scores and ages alone, not on the order in
    which things were stored or decided.

    >>> clusters([1, 2, 3, 4], Ties(namesakes=[[1, 2, 3]], links=[Link(3, 4, 0.9)], different=[(1, 3)]))
    [[1, 2], [3, 4]]
    >>> clusters([1, 2, 3], Ties(namesakes=[[1, 2, 3]], same=[(2, 3)], different=[(1, 3)]))
    [[1], [2, 3]]
    """
    return _joined(oldest_first, ties).listed(oldest_first)


def bonds(oldest_first: Sequence[int], ties: Ties) -> list[Pair]:
    """The ties that hold the clusters together, in the order in which they were taken: the surest first.

    Of several ways from one to another the surest alone is among them, so that whichever is cut parts a
    cluster in two.

    >>> bonds([1, 2, 3], Ties(links=[Link(1, 2, 0.9), Link(2, 3, 0.5), Link(1, 3, 0.1)]))
    [(1, 2), (2, 3)]
    """
    return _joined(oldest_first, ties).bonds


def _joined(oldest_first: Sequence[int], ties: Ties) -> _Parts:
    rank = {each: place for place, each in enumerate(oldest_first)}
    parts = _Parts(oldest_first, ties.different)
    for one, other in sorted(sorted((rank[a], rank[b])) for a, b in ties.same):
        parts.join(oldest_first[one], oldest_first[other])
    for group in sorted(sorted(rank[each] for each in group) for group in ties.namesakes):
        _gather(parts, [oldest_first[place] for place in group])
    for link in sorted(
        ties.links, key=lambda link: (-link.score, *sorted((rank[link.one], rank[link.other])))
    ):
        parts.join(link.one, link.other)
    return parts


def _gather(parts: _Parts, namesakes: Iterable[int]) -> None:
    homes: list[int] = []
    for each in namesakes:
        if not any(parts.join(home, each) for home in homes):
            homes.append(each)


class _Parts:
    """Disjoint sets, some of which may not be joined."""

    def __init__(self, members: Iterable[int], different: Iterable[Pair]) -> None:
        self.bonds: list[Pair] = []
        """The pairs that joined two sets, the first one first."""
        self._above = {each: each for each in members}
        self._below = {each: [each] for each in self._above}
        self._enemies: dict[int, set[int]] = {each: set() for each in self._above}
        for one, other in different:
            self._enemies[one].add(other)
            self._enemies[other].add(one)

    def join(self, one: int, other: int) -> bool:
        """Join the sets of two, unless a person holds the sets apart; whether they are one set now."""
        larger, smaller = self._top(one), self._top(other)
        if larger == smaller:
            return True
        if smaller in self._enemies[larger]:
            return False
        self.bonds.append((one, other))
        if len(self._below[larger]) < len(self._below[smaller]):
            larger, smaller = smaller, larger
        for each in self._below[smaller]:
            self._above[each] = larger
        self._below[larger] += self._below.pop(smaller)
        for enemy in self._enemies.pop(smaller):
            self._enemies[enemy].remove(smaller)
            self._enemies[enemy].add(larger)
            self._enemies[larger].add(enemy)
        return True

    def listed(self, oldest_first: Iterable[int]) -> list[list[int]]:
        """The sets, the oldest first."""
        found: dict[int, list[int]] = {}
        for each in oldest_first:
            found.setdefault(self._top(each), []).append(each)
        return list(found.values())

    def _top(self, each: int) -> int:
        return self._above[each]
