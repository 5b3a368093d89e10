"""What a store must load to link the names of one article: never more because somebody is famous."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from typing import NamedTuple, Protocol

from quotesdb.resolve.evidence import Known
from quotesdb.resolve.linking import CANDIDATES, able, most_printed
from quotesdb.resolve.naming import Form
from quotesdb.resolve.variants import bearer_keys, variant_keys


class Bearers(NamedTuple):
    """Of the full names found by a key ``most_printed``, and the articles of the rest."""

    names: Collection[Known]
    articles_of_others: int


class Index(Protocol):
    """How names are looked up; a store answers each with one query on an index of keys."""

    def variants(self, keys: Collection[str]) -> Iterable[Known]:
        """The full names that have one of these ``variant_keys``."""

    def seekers(self, keys: Collection[str]) -> Iterable[Known]:
        """The surnames alone and names of rank that have one of these ``bearer_keys``."""

    def bearers(self, keys: Collection[str]) -> Mapping[str, Bearers]:
        """By each of these ``bearer_keys`` the full names that have it."""

    def judged_same(self, ids: Collection[str]) -> Iterable[tuple[Known, Known]]:
        """The pairs of full names that a person or an authority file says are one, if one is among these."""


class Reached(NamedTuple):
    """What ``link_names`` is to be given: names, and by key the articles of bearers not among them."""

    names: list[Known]
    elsewhere: dict[str, int]


def reach(touched: Iterable[Known], index: Index) -> Reached:
    """All names whose links can change because these did, with all that decides on them.

    Of the links that a store has, those between two full names that are reached, and those of a reached
    surname or name of rank, are replaced by what ``link_names`` returns; no others can have changed.
    """
    names = {name.id: name for name in touched}
    full = _families([name for name in names.values() if name.naming.form is Form.FULL], index)
    keys = sorted({key for name in full.values() for key in bearer_keys(name.naming)})
    seekers = {name.id: name for name in index.seekers(keys)} if keys else {}
    seekers |= {id_: name for id_, name in names.items() if name.naming.form in (Form.BARE, Form.RANK)}
    sought = sorted({key for name in seekers.values() for key in bearer_keys(name.naming)})
    bearers = index.bearers(sought) if sought else {}
    full |= _families([name for found in bearers.values() for name in found.names], index)
    elsewhere = {key: _elsewhere(key, found, full.values()) for key, found in bearers.items()}
    return Reached(list({**names, **full, **seekers}.values()), elsewhere)


def _elsewhere(key: str, bearers: Bearers, loaded: Iterable[Known]) -> int:
    """The articles of the bearers that are not loaded."""
    listed = {name.id for name in bearers.names}
    more = (name for name in loaded if name.id not in listed and key in bearer_keys(name.naming))
    return bearers.articles_of_others - sum(name.articles for name in more)


def _families(names: Iterable[Known], index: Index) -> dict[str, Known]:
    """These full names with all that could be one person's with one of them, directly or through others."""
    buckets = _Buckets(index)
    found = dict[str, Known]()
    waiting = {name.id: name for name in names}
    while waiting:
        found |= waiting
        judged = (name for pair in index.judged_same(sorted(waiting)) for name in pair)
        near = [*judged, *buckets.near(waiting.values())]
        waiting = {name.id: name for name in near if name.id not in found}
    return found


class _Buckets:
    """The names that share a key, each key looked up once."""

    def __init__(self, index: Index) -> None:
        self._index = index
        self._by_key = dict[str, list[Known]]()

    def near(self, names: Collection[Known]) -> Iterator[Known]:
        """The candidates of names, and the names of which they are candidates."""
        self._load(names)
        for name in names:
            found = self._able(name)
            yield from most_printed(found)
            if len(found) > CANDIDATES:
                self._load(found)
                yield from (other for other in found if name in most_printed(self._able(other)))

    def _load(self, names: Iterable[Known]) -> None:
        wanted = {key for name in names for key in variant_keys(name.naming)} - self._by_key.keys()
        self._by_key |= {key: [] for key in wanted}
        for name in self._index.variants(sorted(wanted)) if wanted else ():
            for key in wanted & variant_keys(name.naming):
                self._by_key[key].append(name)

    def _able(self, name: Known) -> list[Known]:
        return able(name, (other for key in variant_keys(name.naming) for other in self._by_key[key]))
