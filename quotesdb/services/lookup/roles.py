"""The roles of a speaker over time, condensed: one line a role. Pure functions."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache

from quotesdb.services.lookup.results import RoleRow
from quotesdb.text.folding import fold

PAUSE = timedelta(days=365)
"""How long a role may go unprinted, while others are printed, before it counts as left and taken up again."""

_ARTICLE = re.compile(r"^(?:an?|the)\s+")


@dataclass(frozen=True, slots=True)
class Stretch:
    """Rows of one year that print the very same, counted: none of them is further from the next than a year.

    ``first`` and ``last`` are their printed dates. ``alone`` articles have no other row of the speaker, those
    in ``shared``, by row number, have one in another stretch.
    """

    name: str
    role: str | None
    organisation: str | None
    printed: bool
    first: date | None
    last: date | None
    rows: int
    alone: int
    shared: frozenset[int] = frozenset()


@dataclass(frozen=True, slots=True)
class Held:
    """Stretches that print the same role and organisation, the newest first."""

    stretches: tuple[Stretch, ...]

    @property
    def last(self) -> date | None:
        """The printed date of its newest row."""
        return self.stretches[0].last

    @property
    def first(self) -> date | None:
        """The printed date of its oldest row: none, if one has none, since these come last."""
        days = [each.first for each in self.stretches]
        return None if None in days else min(day for day in days if day)

    @property
    def articles(self) -> int:
        """How many articles print it."""
        shared = frozenset[int]().union(*(each.shared for each in self.stretches))
        return sum(each.alone for each in self.stretches) + len(shared)


def condensed(stretches: Iterable[Stretch], *, by_name: bool = False) -> list[Held]:
    """The spells in which roles were held, that whose newest row was printed last first.

    A role that comes back is one spell, since papers call somebody now by one and now by another; two, if it
    was not printed for long while others were. What has no date is a spell of its own. Rows that print
    neither role nor organisation make one spell a name. ``by_name`` keeps all names apart: for rows of
    several people.
    """
    ordered = sorted(stretches, key=lambda each: newest_first(each.last))
    alike = defaultdict[tuple[str, ...], list[Stretch]](list)
    for each in ordered:
        alike[key_of(each, each.last, by_name=by_name)].append(each)
    told = sorted(day for each in ordered if says_something(each) for day in (each.first, each.last) if day)
    spells = [Held(part) for same in alike.values() for part in _unbroken(same, told)]
    return sorted(spells, key=lambda spell: newest_first(spell.last))


def newest_first(day: date | None) -> tuple[bool, int]:
    """What printed dates are sorted by, the newest first and none last."""
    return day is None, -(day or date.min).toordinal()


def _unbroken(same: Sequence[Stretch], told: Sequence[date]) -> Iterator[tuple[Stretch, ...]]:
    """Stretches of one role, newest first, cut where it was left; ``told`` are days of any role."""
    start, since = 0, same[0].first
    for place, each in enumerate(same[1:], 1):
        if says_something(each) and _left_between(each.last, since, told):
            yield tuple(same[start:place])
            start = place
        since = min(filter(None, (since, each.first)), default=None)
    yield tuple(same[start:])


def _left_between(first: date | None, last: date | None, told: Sequence[date]) -> bool:
    if first is None or last is None:
        return False
    return last - first > PAUSE and bisect_right(told, first) < bisect_left(told, last)


def says_something(row: RoleRow | Stretch) -> bool:
    """Whether a row prints a role or an organisation."""
    return bool(row.role or row.organisation)


def key_of(row: RoleRow | Stretch, day: date | None, *, by_name: bool) -> tuple[str, ...]:
    """What rows of one role have in common; ``day`` is the printed date."""
    role = _ARTICLE.sub("", _folded(row.role or ""), count=1)
    dated = "dated" if day or not says_something(row) else ""
    name = _folded(row.name) if by_name or not says_something(row) else ""
    return dated, str(row.printed), role, _folded(row.organisation or ""), name


# The same few roles stand in thousands of rows.
_folded = lru_cache(maxsize=10_000)(fold)
