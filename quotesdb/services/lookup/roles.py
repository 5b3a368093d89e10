"""The roles of a speaker over time, condensed: equal ones that follow each other are one. Pure functions."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby

from quotesdb.services.lookup.results import RoleRow
from quotesdb.text.folding import fold


@dataclass(frozen=True, slots=True)
class Spell:
    """Rows of one name that print the same role and organisation, newest first."""

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


def condensed(roles: Sequence[RoleRow]) -> list[Spell]:
    """The spells of the rows, that whose newest row was printed last first.

    A row that prints neither role nor organisation does not say that a role has ended, so it does not part
    the spells round it; all such rows of one name make one spell.
    """
    saying = [row for row in roles if says_something(row)]
    silent: dict[tuple[str, bool], list[RoleRow]] = {}
    for row in roles:
        if not says_something(row):
            silent.setdefault((fold(row.name), row.printed), []).append(row)
    spells = [Spell(tuple(rows)) for _, rows in groupby(saying, key=_folded_row)]
    spells += [Spell(tuple(rows)) for rows in silent.values()]
    order = {row.id: place for place, row in enumerate(roles)}
    return sorted(spells, key=lambda spell: order[spell.newest.id])


def says_something(row: RoleRow) -> bool:
    """Whether a row prints a role or an organisation."""
    return bool(row.role or row.organisation)


def _folded_row(row: RoleRow) -> tuple[str, str, str]:
    return fold(row.name), fold(row.role or ""), fold(row.organisation or "")
