"""How counts of quotations are worded: rows, shares, and what was counted."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from quotesdb.services.lookup.filters import QuoteFilter
    from quotesdb.services.lookup.stats import Statistics, StatsRow

NOBODY = {
    "speaker": "(unattributed)",
    "organisation": "(no organisation)",
    "kind": "(unattributed)",
    "publisher": "(publisher not known)",
    "month": "(undated)",
    "tag": "(no tag)",
    "cue": "(no cue)",
}
"""What the quotations are called that cannot be counted by this."""


def label(found: Statistics, row: StatsRow) -> str:
    """What a row is called."""
    return row.name if row.name is not None else NOBODY[found.by]


def percent(share: float) -> str:
    """A share for people.

    >>> percent(0.1234), percent(1.0)
    ('12.3', '100.0')
    """
    return f"{100 * share:.1f}"


def narrowed(where: QuoteFilter, without: Sequence[str] = ()) -> str:
    """Which quotations were counted, in words, and what was left out of them; empty if all were."""
    said = (
        *(
            ("words", where.text and f"“{where.text}”"),
            ("speaker", where.speaker),
            ("organisation", where.organisation),
        ),
        *(("publisher", where.publisher), ("article", where.article), ("kind", where.kind)),
        *(("since", where.since), ("until", where.until), ("identifier", where.identifier)),
    )
    parts = [f"{label} {value}" for label, value in said if value is not None]
    if where.all:
        parts.append("thoughts and facts shown as well")
    if where.unsupported:
        parts.append("what the newest extraction no longer finds")
    if where.embargoed:
        parts.append("what is under embargo as well")
    parts += [f"without {left_out}" for left_out in without]
    return f"Counted: {'; '.join(parts)}" if parts else ""
