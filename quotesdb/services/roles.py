"""The roles of a speaker over time, condensed: equal ones that follow each other are one. Pure functions."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby

from quotesdb.services.rows import RoleRow
from quotesdb.text import fold


@dataclass(frozen=True, slots=True)
class Spell:
    """Rows that print the same role and organisation without another one between them, newest first."""

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
    """The spells of the rows, newest first; those that print neither role nor organisation make the last.

    Such a row does not say that a role has ended, so it does not part the spells round it.
    """
    saying = [row for row in roles if says_something(row)]
    spells = [Spell(tuple(rows)) for _, rows in groupby(saying, key=_printed)]
    silent = tuple(row for row in roles if not says_something(row))
    return [*spells, Spell(silent)] if silent else spells


def says_something(row: RoleRow) -> bool:
    """Whether a row prints a role or an organisation."""
    return bool(row.role or row.organisation)


def _printed(row: RoleRow) -> tuple[str, str]:
    return fold(row.role or ""), fold(row.organisation or "")
