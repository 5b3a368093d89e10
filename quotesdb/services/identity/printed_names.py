"""By which names the sources of a speaker's quotations call him or her in print."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Sequence
from typing import TYPE_CHECKING

from sqlalchemy import ColumnElement, FromClause, func, select, union_all

from quotesdb.db.models import ArticleVersion, AttributionSpan, DecisionSpan
from quotesdb.db.types import SpanRole
from quotesdb.resolve import printed_name
from quotesdb.values import AgentKind

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

_READ = 1_000
"""Quotations whose sources are read, the newest: a president has tens of thousands, and few names."""

_NAMING = (SpanRole.SOURCE, SpanRole.EVIDENCE)


def printed_names(
    session: Session,
    rows: FromClause,
    conditions: Sequence[ColumnElement[bool]],
    kind: AgentKind,
    names: Collection[str],
) -> list[str]:
    """The names in the sources of these quotations, and in the evidence for them, the most frequent first.

    ``rows`` has the columns of the read model, ``conditions`` say which. ``names`` are those of the speaker:
    words that do not go with one of them are no name of it.
    """
    if kind not in (AgentKind.PERSON, AgentKind.ORGANISATION):
        return []
    chosen = (
        select(rows.c.version_id, rows.c.attribution_id, rows.c.review_id)
        .where(*conditions)
        .order_by(rows.c.newest)
        .limit(_READ)
        .subquery()
    )
    by_machine = (AttributionSpan, AttributionSpan.attribution_id == chosen.c.attribution_id)
    by_person = (DecisionSpan, DecisionSpan.decision_id == chosen.c.review_id)
    words = union_all(
        *(
            select(func.substr(ArticleVersion.text, span.start_char + 1, span.end_char - span.start_char))
            .select_from(chosen)
            .join(span, belongs)
            .join(ArticleVersion, ArticleVersion.id == chosen.c.version_id)
            .where(span.role.in_(_NAMING), only)
            for (span, belongs), only in (
                (by_machine, chosen.c.review_id.is_(None)),
                (by_person, chosen.c.review_id.is_not(None)),
            )
        )
    )
    counted = Counter(session.scalars(words))
    found = Counter[str]()
    for source, times in counted.items():
        if name := printed_name(source, kind, names):
            found[name] += times
    return sorted(found, key=lambda name: (-found[name], name))
