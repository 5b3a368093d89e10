"""Who else may be meant by a quotation, as it is stored beside an attribution."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from quotesdb.db.models import Alternative
from quotesdb.services.store.rows import table_of
from quotesdb.values import Agent

if TYPE_CHECKING:
    from sqlalchemy import Row

    from quotesdb.services.store.erased import Tombstones

TABLE = table_of(Alternative)
COLUMNS = tuple(
    TABLE.c[name].label(f"alternative_{name}") for name in ("name", "kind", "organisation", "role")
)
"""What a query with the table joined to it selects, for ``alternative_of``."""


def alternative_of(row: Row[Any], known: Tombstones) -> Agent | None:
    """Who else may be meant, if anybody who was not erased."""
    name = row.alternative_name
    if name is None:
        return None
    return openly(
        Agent(name, row.alternative_kind, row.alternative_organisation, row.alternative_role), known
    )


def openly(other: Agent | None, known: Tombstones) -> Agent | None:
    """The same, as it may be shown."""
    if other is None or known.hide(other.name) != other.name:
        return None
    return replace(other, organisation=known.line(other.organisation), role=known.line(other.role))
