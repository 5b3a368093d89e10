"""Stored places in texts as values, and values as rows."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping
from functools import cache
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from sqlalchemy import BindParameter, CompoundSelect, Row, Select, bindparam, literal, select, union_all

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
    query = _marking(model, frozenset(roles))
    for part in chunks(owners):
        for owner, role, start, end, _position in session.execute(query, {"owners": filled(part)}).all():
            found[owner][role] += (Span(start, end),)
    return found


@cache
def _marking(
    model: type[AttributionSpan | DecisionSpan], roles: frozenset[SpanRole]
) -> Select[Any] | CompoundSelect[Any]:
    """What marks such things, in rows of its own or in columns: whose it is, what it marks, and where."""
    row, said = table_of(model).c, table_of(Attribution).c
    owner = row[_OWNER[model]]
    owners: BindParameter[int] = bindparam("owners", expanding=True)
    single = SINGLE if model is AttributionSpan else {}
    parts: list[Select[Any]] = []
    if in_rows := roles - single.keys():
        rows = select(owner, row.role, row.start_char, row.end_char, row.position).where(owner.in_(owners))
        is_all = in_rows == set(SpanRole) - single.keys()
        parts.append(rows if is_all else rows.where(row.role.in_(sorted(in_rows))))
    for role in sorted(roles & single.keys()):
        start, end = (said[column.key] for column in single[role])
        columns = (said.id, literal(role, row.role.type), start, end, literal(0).label("position"))
        parts.append(select(*columns).where(said.id.in_(owners), start.is_not(None)))
    return (union_all(*parts) if len(parts) > 1 else parts[0]).order_by("position")


_OWNER = {AttributionSpan: "attribution_id", DecisionSpan: "decision_id"}
