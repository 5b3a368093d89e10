"""Stored places in texts as values, and values as rows."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from typing import TYPE_CHECKING, Any, TypeVar

from sqlalchemy import Row, select

from quotesdb.db.models import ArticleZone, AttributionSpan, DecisionSpan, Quote
from quotesdb.db.types import SpanRole
from quotesdb.services.store.chunks import chunks
from quotesdb.values import Citation, Quotation, Selector, Span

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

Marked = Mapping[SpanRole, tuple[Span, ...]]
"""Spans by what they mark."""

SpanRow = TypeVar("SpanRow", AttributionSpan, DecisionSpan)


def span_of(row: Quote | AttributionSpan | DecisionSpan | ArticleZone | Row[*tuple[Any, ...]]) -> Span:
    """The place that a row holds."""
    return Span(row.start_char, row.end_char)


def selector(quote: Quote) -> Selector:
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


def rows_of(model: type[SpanRow], marked: Marked) -> list[SpanRow]:
    """Spans as rows to be stored."""
    return [
        model(role=role, position=position, start_char=span.start, end_char=span.end)
        for role, spans in marked.items()
        for position, span in enumerate(spans)
    ]


def by_role(
    rows: Iterable[AttributionSpan | DecisionSpan | Row[*tuple[Any, ...]]],
) -> defaultdict[SpanRole, tuple[Span, ...]]:
    """Rows, which are in order, as spans by what they mark."""
    marked: defaultdict[SpanRole, tuple[Span, ...]] = defaultdict(tuple)
    for row in rows:
        marked[row.role] += (span_of(row),)
    return marked


def load_spans(
    session: Session,
    model: type[AttributionSpan | DecisionSpan],
    owners: Collection[int],
    roles: Collection[SpanRole],
) -> defaultdict[int, defaultdict[SpanRole, tuple[Span, ...]]]:
    """The spans of these attributions or reviews that mark such things, by the row that they belong to."""
    owner = AttributionSpan.attribution_id if model is AttributionSpan else DecisionSpan.decision_id
    rows: defaultdict[int, list[Row[*tuple[Any, ...]]]] = defaultdict(list)
    for part in chunks(owners):
        query = (
            select(owner.label("owner"), model.role, model.start_char, model.end_char)
            .where(owner.in_(part), model.role.in_(roles))
            .order_by(owner, model.position)
        )
        for row in session.execute(query):
            rows[row.owner].append(row)
    return defaultdict(lambda: by_role(()), {one: by_role(found) for one, found in rows.items()})
