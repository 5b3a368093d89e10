"""The roles of a speaker over time, condensed: one line a role. Pure functions."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache

from quotesdb.services.lookup.results import RoleRow
from quotesdb.text.folding import fold

PAUSE = timedelta(days=365)
"""How long a role may go unprinted, while others are printed, before it counts as left and taken up again."""

_ARTICLE = re.compile(r"^(?:an?|the)\s+")


@dataclass(frozen=True, slots=True)
class Spell:
    """Rows that print the same role and organisation, newest first."""

    rows: tuple[RoleRow, ...]

    @property
    def newest(self) -> RoleRow:
        """The row printed last."""
        return self.rows[0]

    @property
    def oldest(self) -> RoleRow:
        """The row printed first."""
        return self.rows[-1]

    @property
    def articles(self) -> int:
        """How many articles print it."""
        return len({row.article_id for row in self.rows})


def condensed(roles: Sequence[RoleRow], *, by_name: bool = False) -> list[Spell]:
    """The spells of the rows, that whose newest row was printed last first.

    A role that comes back is one spell, since papers call somebody now by one and now by another; two, if it
    was not printed for long while others were. What has no date is a spell of its own. Rows that print
    neither role nor organisation make one spell a name. ``by_name`` keeps all names apart: for rows of
    several people.
    """
    alike = defaultdict[tuple[str, ...], list[RoleRow]](list)
    for row in roles:
        alike[_folded_row(row, by_name=by_name or not says_something(row))].append(row)
    told = sorted(row.published.day for row in roles if row.published and says_something(row))
    spells = [Spell(rows) for same in alike.values() for rows in _unbroken(same, told)]
    order = {row.id: place for place, row in enumerate(roles)}
    return sorted(spells, key=lambda spell: order[spell.newest.id])


def _unbroken(same: Sequence[RoleRow], told: Sequence[date]) -> Iterator[tuple[RoleRow, ...]]:
    """Rows of one role, newest first, cut where it was left; ``told`` are the days of any role."""
    start = 0
    for place in range(1, len(same)):
        later, earlier = same[place - 1], same[place]
        if says_something(later) and _left_between(earlier, later, told):
            yield tuple(same[start:place])
            start = place
    yield tuple(same[start:])


def _left_between(earlier: RoleRow, later: RoleRow, told: Sequence[date]) -> bool:
    if earlier.published is None or later.published is None:
        return False
    first, last = earlier.published.day, later.published.day
    return last - first > PAUSE and bisect_right(told, first) < bisect_left(told, last)


def says_something(row: RoleRow) -> bool:
    """Whether a row prints a role or an organisation."""
    return bool(row.role or row.organisation)


def _folded_row(row: RoleRow, *, by_name: bool) -> tuple[str, ...]:
    """What rows of one spell have in common."""
    role = _ARTICLE.sub("", _folded(row.role or ""), count=1)
    dated = "dated" if row.published or not says_something(row) else ""
    name = _folded(row.name) if by_name else ""
    return dated, str(row.printed), role, _folded(row.organisation or ""), name


# The same few roles stand in thousands of rows.
_folded = lru_cache(maxsize=10_000)(fold)
