"""Who else may be meant by a quotation, as it is stored beside an attribution."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from quotesdb.db.models import Alternative
from quotesdb.values import Agent

if TYPE_CHECKING:
    from sqlalchemy import Row

COLUMNS = tuple(
    getattr(Alternative, name).label(f"alternative_{name}")
    for name in ("name", "kind", "organisation", "role")
)
"""What a query with the table joined to it selects, for ``alternative_of``."""


def alternative_of(row: Row[Any]) -> Agent | None:
    """Who else may be meant, if anybody."""
    if row.alternative_name is None:
        return None
    return Agent(
        row.alternative_name, row.alternative_kind, row.alternative_organisation, row.alternative_role
    )
