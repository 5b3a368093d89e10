"""Which names of one article count as told apart there."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence

from quotesdb.resolve.clusters import Pair
from quotesdb.resolve.naming import Form, Naming, naming
from quotesdb.resolve.priors import Kind
from quotesdb.resolve.variants import bearer_keys, variant, variant_keys

NEIGHBOURS = 20
"""Of a name's like in one article those that it is counted with: else a long list costs the square of it."""

_Numbered = tuple[int, Naming]


def beside(names: Iterable[tuple[int, str]]) -> set[Pair]:
    """The names of an article, by number, two by two where it tells something that both are printed in it.

    These are full names that could be one person's, but for those that differ by a middle name only, and a
    surname alone (or a name of rank) and its bearers.

    >>> sorted(beside([(1, "Stan Example"), (2, "Stanley Example"), (3, "Mr. Example"), (4, "Eve Sample")]))
    [(1, 2), (1, 3), (2, 3)]
    """
    full, bare = list[_Numbered](), list[_Numbered]()
    for number, printed in sorted(names, key=lambda each: (each[1], each[0])):
        found = naming(printed)
        if found.form is Form.FULL:
            full.append((number, found))
        elif found.form in (Form.BARE, Form.RANK):
            bare.append((number, found))
    return {(min(pair), max(pair)) for pair in (*_variants(full), *_borne(bare, full)) if pair[0] != pair[1]}


def _variants(full: Sequence[_Numbered]) -> Iterator[Pair]:
    by_key = defaultdict[str, list[_Numbered]](list)
    for each in full:
        for key in variant_keys(each[1]):
            by_key[key].append(each)
    for alike in by_key.values():
        for place, (one, name) in enumerate(alike):
            for other, near in alike[place + 1 : place + 1 + NEIGHBOURS]:
                if variant(name.name, near.name) not in (None, Kind.MIDDLE):
                    yield one, other


def _borne(bare: Sequence[_Numbered], full: Sequence[_Numbered]) -> Iterator[Pair]:
    if not bare:
        return
    seekers = defaultdict[str, list[int]](list)
    for number, name in bare:
        for key in bearer_keys(name):
            seekers[key].append(number)
    for number, name in full:
        for key in bearer_keys(name):
            for seeker in seekers.get(key, ())[:NEIGHBOURS]:
                yield seeker, number
