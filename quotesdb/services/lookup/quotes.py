"""Looking up quotations: by filter, and one with everything known of it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from sqlalchemy import ColumnElement, Select, Subquery, exists, func, select
from sqlalchemy.orm import joinedload, selectinload

from quotesdb.db.models import (
    Appearance,
    Article,
    ArticleVersion,
    Organisation,
    Quote,
    Review,
    Statement,
    StatementQuote,
)
from quotesdb.db.queries import effective_quotes
from quotesdb.db.types import HELD, Status, Verdict
from quotesdb.services.ledger.results import ReviewEntry
from quotesdb.services.lookup.citations import Cited, cite, last_known, last_reviewed, review_entry
from quotesdb.services.lookup.current_span import words_now
from quotesdb.services.lookup.filters import QuoteFilter, Sort, quote_conditions
from quotesdb.services.lookup.results import FoldedQuote, QuoteDetail, SpanText
from quotesdb.services.statements.reports import reported
from quotesdb.services.store import ids
from quotesdb.services.store.chunks import chunks
from quotesdb.services.store.context import around
from quotesdb.services.store.results import Page
from quotesdb.services.store.spans import marks
from quotesdb.values import Citation, Span

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

_PORTION = 500
"""Quotations that are made at a time when all are asked for."""


def find_quotes(session: Session, where: QuoteFilter) -> Page[Citation]:
    """The quotations that fit, in the order asked for, and how many there are in all.

    Raises:
        UnknownName, AmbiguousName, BadRequest: if the filter names nobody, several, or no date.
    """
    effective, conditions = chosen(session, where)
    return page(session, effective, conditions, where.limit, _in_order(effective, where.sort))


def find_folded(session: Session, where: QuoteFilter) -> Page[FoldedQuote]:
    """The statements of the quotations that fit, and how many there are in all.

    A statement is shown by its fullest quotation and stands where that one's printed date puts it, whether it
    fits itself or not: what fits chooses the statements, each of which is counted whole. They are sorted by
    date only.

    Raises:
        UnknownName, AmbiguousName, BadRequest: if the filter names nobody, several, or no date.
    """
    effective, conditions = chosen(session, where)
    head = func.coalesce(Statement.head_quote_id, effective.c.quote_id).label("head_id")
    shown = (
        _joined(effective, conditions)
        .outerjoin(StatementQuote, StatementQuote.quote_id == effective.c.quote_id)
        .outerjoin(Statement, Statement.id == StatementQuote.statement_id)
        .with_only_columns(head)
        .distinct()
        .subquery()
    )
    heads = session.scalars(
        select(Quote.id)
        .join(Quote.article)
        .where(Quote.id.in_(select(shown.c.head_id)))
        .order_by(*(_oldest_first() if where.sort is Sort.OLDEST else _newest_first()))
        .limit(where.limit)
    ).all()
    total = session.scalar(select(func.count()).select_from(shown)) or 0
    rows = {
        row.quote_id: row
        for part in chunks(heads)
        for row in session.execute(select(effective).where(effective.c.quote_id.in_(part)))
    }
    counts = reported(session, heads)
    cited = cite(session, [rows[head] for head in heads])
    return Page(total, tuple(FoldedQuote(one.citation, counts[one.quote.id]) for one in cited))


def iterate_quotes(session: Session, where: QuoteFilter) -> Iterator[Citation]:
    """The same quotations one after the other, however many: for exports.

    Raises:
        UnknownName, AmbiguousName, BadRequest: if the filter names nobody, several, or no date; at once, so
            that nothing has been written by then.
    """
    query = _ordered(*chosen(session, where)).limit(where.limit).execution_options(yield_per=_PORTION)
    return _streamed(session, query)


def _streamed(session: Session, query: Select[Any]) -> Iterator[Citation]:
    # Closed also where whoever reads stops early: it is open on the server.
    with session.execute(query) as found:
        for rows in found.partitions():
            yield from (cited.citation for cited in cite(session, rows))


def find_unreviewed(session: Session, where: QuoteFilter, *, unsure: bool = False) -> Page[Citation]:
    """The quotations that fit and that nobody has judged, the least sure first, and how many there are.

    With ``unsure`` those instead that somebody looked at and could not tell.

    Raises:
        UnknownName, AmbiguousName, BadRequest: if the filter names nobody, several, or no date.
    """
    effective, conditions = _unreviewed(session, where, unsure=unsure)
    return page(session, effective, conditions, where.limit, _least_sure_first(effective))


def unreviewed_ids(session: Session, where: QuoteFilter, *, unsure: bool = False) -> list[str]:
    """The ids of the same quotations, in the same order: what a reviewer goes through.

    Raises:
        UnknownName, AmbiguousName, BadRequest: if the filter names nobody, several, or no date.
    """
    effective, conditions = _unreviewed(session, where, unsure=unsure)
    query = _ordered(effective, conditions, _least_sure_first(effective)).limit(where.limit)
    return list(session.scalars(query.with_only_columns(Quote.public_id)))


def chosen(session: Session, where: QuoteFilter) -> tuple[Subquery, list[ColumnElement[bool]]]:
    """The rows that a filter chooses from, and the conditions on them joined with the article.

    Raises:
        UnknownName, AmbiguousName, BadRequest: if the filter names nobody, several, or no date.
    """
    effective = last_known() if where.unsupported else effective_quotes()
    shown = (Status.UNSUPPORTED,) if where.unsupported else HELD
    return effective, [effective.c.status.in_(shown), *quote_conditions(session, effective, where)]


def page(
    session: Session,
    effective: Subquery,
    conditions: list[ColumnElement[bool]],
    limit: int | None,
    order: tuple[Any, ...] | None = None,
) -> Page[Citation]:
    """The first rows that fit, newest first or in the order given, and how many there are in all."""
    rows = session.execute(_ordered(effective, conditions, order).limit(limit)).all()
    total = len(rows)
    if limit is not None and total >= limit:
        matching = _joined(effective, conditions)
        total = session.scalar(select(func.count()).select_from(matching.subquery())) or 0
    return Page(total, tuple(cited.citation for cited in cite(session, rows)))


def quote_detail(session: Session, quote_id: str) -> QuoteDetail:
    """One quotation with its context, its spans, who decided, and every judgement.

    Raises:
        UnknownId, AmbiguousId, BadRequest: if no single quote is meant.
    """
    quote = ids.find_quote(session, quote_id)
    cited = effective_quote(session, quote)
    text = session.scalars(select(ArticleVersion.text).where(ArticleVersion.id == cited.version_id)).one()
    content = cited.citation.content
    before, after = around(text, Span(content[0].start, max(span.end for span in content)))
    return QuoteDetail(
        citation=cited.citation,
        status=cited.status.value,
        before=before,
        after=after,
        now=words_now(session, cited),
        spans=_spans(cited.citation, text),
        history=_history(session, quote),
    )


def effective_quote(session: Session, quote: Quote) -> Cited:
    """What holds for one quote, also if it was rejected or is no longer found."""
    for candidates in (effective_quotes(), last_known(), last_reviewed()):
        row = session.execute(
            select(candidates).where(
                candidates.c.quote_id == quote.id,
                # The last known attribution says more of an unsupported quote.
                candidates.c.kind.is_not(None) | (candidates.c.status != Status.UNSUPPORTED),
            )
        ).first()
        if row is not None:
            return cite(session, [row])[0]
    raise AssertionError(f"{quote.public_id} was never attributed")


def _unreviewed(
    session: Session, where: QuoteFilter, *, unsure: bool
) -> tuple[Subquery, list[ColumnElement[bool]]]:
    effective, conditions = chosen(session, where)
    looked_at = exists().where(
        Review.quote_id == effective.c.quote_id,
        Review.retracted_at.is_(None),
        Review.verdict == Verdict.UNSURE,
    )
    return effective, [
        *conditions,
        effective.c.status != Status.HUMAN,
        looked_at if unsure else ~looked_at,
    ]


def _joined(effective: Subquery, conditions: list[ColumnElement[bool]]) -> Select[Any]:
    return (
        select(effective)
        .select_from(effective)
        .join(Article, Article.id == effective.c.article_id)
        .where(*conditions)
    )


def _ordered(
    effective: Subquery, conditions: list[ColumnElement[bool]], order: tuple[Any, ...] | None = None
) -> Select[Any]:
    return (
        _joined(effective, conditions)
        .join(Quote, Quote.id == effective.c.quote_id)
        .order_by(*(order or _newest_first()))
    )


def _least_sure_first(effective: Subquery) -> tuple[Any, ...]:
    return effective.c.confidence, *_newest_first()


def _in_order(effective: Subquery, sort: Sort) -> tuple[Any, ...]:
    if sort is Sort.OLDEST:
        return _oldest_first()
    if sort is Sort.NEWEST:
        return _newest_first()
    if sort is Sort.SPEAKER:
        name = select(Appearance.name_key).where(Appearance.id == effective.c.appearance_id)
    else:
        name = select(Organisation.name_key).where(Organisation.id == Article.publisher_id)
    key = name.scalar_subquery()
    return key.is_(None), key, *_newest_first()


def _oldest_first() -> tuple[Any, ...]:
    return (
        Article.published_on.is_(None),
        Article.published_on,
        Article.published_at_utc.is_(None),
        Article.published_at_utc,
        Article.public_id,
        Quote.start_char,
        Quote.public_id,
    )


def _newest_first() -> tuple[Any, ...]:
    return (
        Article.published_on.is_(None),
        Article.published_on.desc(),
        Article.published_at_utc.is_(None),
        Article.published_at_utc.desc(),
        Article.public_id,
        Quote.start_char,
        Quote.public_id,
    )


def _spans(citation: Citation, text: str) -> tuple[SpanText, ...]:
    return tuple(
        SpanText(role.value, span, span.text(text))
        for role, spans in marks(citation).items()
        for span in spans
    )


def _history(session: Session, quote: Quote) -> tuple[ReviewEntry, ...]:
    """Every judgement in the order in which they came here, whatever the clocks said."""
    rows = session.scalars(
        select(Review)
        .where(Review.quote_id == quote.id)
        .order_by(Review.id)
        .options(selectinload(Review.spans), joinedload(Review.version))
    ).all()
    return tuple(review_entry(rows, review) for review in rows)
