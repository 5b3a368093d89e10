"""Stored places in texts as values, and values as rows."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from sqlalchemy import Row, Select, bindparam, select

from quotesdb.db.models import ArticleZone, Attribution, AttributionSpan, DecisionSpan, Quote, Review
from quotesdb.db.types import SpanRole
from quotesdb.services.store.chunks import chunks, filled
from quotesdb.services.store.rows import table_of
from quotesdb.values import Citation, Quotation, Selector, Span

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

Marked = Mapping[SpanRole, tuple[Span, ...]]
"""Spans by what they mark."""

SINGLE = MappingProxyType(
    {
        SpanRole.SOURCE: (Attribution.source_start, Attribution.source_end),
        SpanRole.CUE: (Attribution.cue_start, Attribution.cue_end),
    }
)
"""What an attribution has in columns, there being at most one stretch of it."""


def span_of(row: Quote | AttributionSpan | DecisionSpan | ArticleZone | Row[*tuple[Any, ...]]) -> Span:
    """The place that a row holds."""
    return Span(row.start_char, row.end_char)


def selector(quote: Quote | Row[*tuple[Any, ...]]) -> Selector:
    """Where a quote stands, or stood last."""
    return Selector(span_of(quote), quote.exact, quote.prefix, quote.suffix)


def marks(said: Quotation | Citation) -> Marked:
    """The spans of a quotation by what they mark."""
    return {
        SpanRole.SOURCE: (said.source,) if said.source else (),
        SpanRole.CUE: (said.cue,) if said.cue else (),
        SpanRole.CONTENT: said.content,
        SpanRole.QUOTED: said.quoted,
        SpanRole.EVIDENCE: said.evidence,
    }


def span_rows(marked: Marked) -> list[dict[str, Any]]:
    """Spans as the values of rows to be stored."""
    return [
        {"role": role, "position": position, "start_char": span.start, "end_char": span.end}
        for role, spans in marked.items()
        for position, span in enumerate(spans)
    ]


def attribution_marks(said: Quotation) -> tuple[dict[str, int | None], list[dict[str, Any]]]:
    """What the row of an attribution has of a quotation's spans, and the rows of the others."""
    marked = marks(said)
    columns: dict[str, int | None] = {}
    for role, ends in SINGLE.items():
        start, end = (column.key for column in ends)
        first = next(iter(marked[role]), None)
        columns |= {start: first.start if first else None, end: first.end if first else None}
    return columns, span_rows({role: spans for role, spans in marked.items() if role not in SINGLE})


def marked_by(said: Attribution | Review | None) -> defaultdict[SpanRole, tuple[Span, ...]]:
    """What a machine or a person marked, by what it marks."""
    marked: defaultdict[SpanRole, tuple[Span, ...]] = defaultdict(tuple)
    if said is None:
        return marked
    for row in said.spans:
        marked[row.role] += (span_of(row),)
    if isinstance(said, Attribution):
        for role, (start, end) in SINGLE.items():
            if (first := getattr(said, start.key)) is not None:
                marked[role] = (Span(first, getattr(said, end.key)),)
    return marked


def load_spans(
    session: Session,
    model: type[AttributionSpan | DecisionSpan],
    owners: Collection[int],
    roles: Collection[SpanRole],
) -> defaultdict[int, defaultdict[SpanRole, tuple[Span, ...]]]:
    """The spans of these attributions or reviews that mark such things, by the row that they belong to."""
    found: defaultdict[int, defaultdict[SpanRole, tuple[Span, ...]]] = defaultdict(lambda: defaultdict(tuple))
    columns = SINGLE if model is AttributionSpan else {}
    for role in columns.keys() & set(roles):
        for part in chunks(owners):
            for id_, first, last in session.execute(_SINGLES[role], {"ids": filled(part)}):
                found[id_][role] = (Span(first or 0, last or 0),)
    if rows := list(set(roles) - columns.keys()):
        for part in chunks(owners):
            for owner, role, start, end in session.execute(
                _SPANS[model], {"owners": filled(part), "roles": rows}
            ):
                found[owner][role] += (Span(start, end),)
    return found


def _spans_of(model: type[AttributionSpan | DecisionSpan]) -> Select[Any]:
    row = table_of(model).c
    owner = row.attribution_id if model is AttributionSpan else row.decision_id
    return (
        select(owner, row.role, row.start_char, row.end_char)
        .where(
            owner.in_(bindparam("owners", expanding=True)), row.role.in_(bindparam("roles", expanding=True))
        )
        .order_by(owner, row.position)
    )


_SINGLES = {
    role: select(Attribution.id, start, end).where(
        Attribution.id.in_(bindparam("ids", expanding=True)), start.is_not(None)
    )
    for role, (start, end) in SINGLE.items()
}
_SPANS = {model: _spans_of(model) for model in (AttributionSpan, DecisionSpan)}
