"""Names as a store keeps them, in memory: one entry a name, looked up by keys alone."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import replace

from quotesdb.resolve.evidence import Known, known
from quotesdb.resolve.linking import most_printed
from quotesdb.resolve.naming import Form
from quotesdb.resolve.reach import Bearers
from quotesdb.resolve.variants import bearer_keys, variant_keys

SEEKERS = (Form.BARE, Form.RANK)


class Names:
    """An index as ``reach`` wants it, which counts what it hands out."""

    def __init__(self) -> None:
        self.names: dict[str, Known] = {}
        self.same: list[tuple[str, str]] = []
        self.handed_out = 0

    def add(self, printed: str, articles: int = 1) -> Known:
        new = known(printed, articles)
        old = self.names.get(new.id)
        self.names[new.id] = replace(old, articles=old.articles + articles) if old else new
        return self.names[new.id]

    def variants(self, keys: Collection[str]) -> Iterable[Known]:
        return self._counted(n for n in self.names.values() if not variant_keys(n.naming).isdisjoint(keys))

    def seekers(self, keys: Collection[str]) -> Iterable[Known]:
        seeking = (n for n in self.names.values() if n.naming.form in SEEKERS)
        return self._counted(n for n in seeking if not bearer_keys(n.naming).isdisjoint(keys))

    def bearers(self, keys: Collection[str]) -> dict[str, Bearers]:
        return {key: self._bearers(key) for key in keys}

    def _bearers(self, key: str) -> Bearers:
        full = [n for n in self.names.values() if n.naming.form is Form.FULL and key in bearer_keys(n.naming)]
        near = most_printed(full)
        return Bearers(self._counted(near), sum(n.articles for n in full) - sum(n.articles for n in near))

    def judged_same(self, ids: Collection[str]) -> Iterable[tuple[Known, Known]]:
        return [
            (self.names[one], self.names[other]) for one, other in self.same if one in ids or other in ids
        ]

    def _counted(self, names: Iterable[Known]) -> list[Known]:
        listed = list(names)
        self.handed_out += len(listed)
        return listed
