"""Looking up quotations: by filter, and one with everything known of it."""

from __future__ import annotations

from collections.abc import Callable, Generator
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING, Any

from sqlalchemy import FromClause, Integer, Select, case, cast, exists, func, select
from sqlalchemy.orm import joinedload, selectinload

from quotesdb.db.models import (
    Appearance,
    Organisation,
    Quote,
    Review,
    Statement,
    StatementQuote,
)
from quotesdb.db.models.current_quote import CountOf, Shown
from quotesdb.db.types import Status, Verdict
from quotesdb.services.ledger.results import ReviewEntry
from quotesdb.services.lookup.by_name import cut_by_name
from quotesdb.services.lookup.citations import Cited, cite, review_entry
from quotesdb.services.lookup.current_span import words_now
from quotesdb.services.lookup.filters import (
    QuoteFilter,
    Selection,
    Sort,
    narrowed_by,
    select_quotes,
)
from quotesdb.services.lookup.kept import tallies
from quotesdb.services.lookup.lost import last_known, last_reviewed
from quotesdb.services.lookup.pages import (
    Cut,
    Order,
    count,
    counted,
    cut,
    least_sure_first,
    newest_first,
    oldest_first,
    ordered,
)
from quotesdb.services.lookup.results import FoldedQuote, QuoteDetail, SpanText
from quotesdb.services.lookup.words import as_counted
from quotesdb.services.statements.reports import reported
from quotesdb.services.store import ids
from quotesdb.services.store.context import around
from quotesdb.services.store.counts import NONE
from quotesdb.services.store.embargoes import refuse_embargoed
from quotesdb.services.store.erased import tombstones
from quotesdb.services.store.masked_articles import shown_texts
from quotesdb.services.store.read_model import current_quotes
from quotesdb.services.store.results import Page
from quotesdb.services.store.spans import marks
from quotesdb.values import REPORTED, Citation, Span

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

_PORTION = 500
"""Quotations that are made at a time when all are asked for."""


def find_quotes(session: Session, where: QuoteFilter) -> Page[Citation]:
    """The quotations that fit, in the order asked for, and how many there are in all.

    Raises:
        UnknownName, AmbiguousName, BadRequest: if the filter names nobody, several, no date, or no place in
            the list.
    """
    return quotes_of(session, chosen(session, where), where)


def quotes_of(session: Session, selected: Selection, where: QuoteFilter) -> Page[Citation]:
    """The same of quotations that were chosen by this filter, for whoever asks more of them.

    Raises:
        BadRequest: if there is no such place in the list.
    """
    order = _in_order(selected.rows, where.sort)
    if where.sort in (Sort.SPEAKER, Sort.PUBLISHER) and not narrowed_by(where):
        found = cut_by_name(session, selected.rows, _shown(where), order, where.limit, where.after)
        return _page(session, selected, found, where.after)
    return page(session, selected, where.limit, order, where.after)


def find_folded(session: Session, where: QuoteFilter) -> Page[FoldedQuote]:
    """The statements of the quotations that fit, and how many there are in all.

    A statement is shown by its fullest quotation and stands where that one's printed date puts it, whether it
    fits itself or not: what fits chooses the statements, each of which is counted whole. They are sorted by
    date only.

    Raises:
        UnknownName, AmbiguousName, BadRequest: if the filter names nobody, several, no date, or no place in
            the list.
    """
    selected = chosen(session, where)
    rows = selected.rows
    head = func.coalesce(Statement.head_quote_id, rows.c.quote_id).label("head_id")
    shown = (
        select(head)
        .select_from(rows)
        .outerjoin(StatementQuote, StatementQuote.quote_id == rows.c.quote_id)
        .outerjoin(Statement, Statement.id == StatementQuote.statement_id)
        .where(*selected.where)
        .distinct()
    )
    heads = Selection(rows, (rows.c.quote_id.in_(shown),))
    found = cut(session, heads, _in_order(rows, where.sort), where.limit, where.after)
    counts = reported(session, [row.quote_id for row in found.rows])
    total, at_least = _total(found, where.after, lambda: counted(session, shown))
    lines = tuple(FoldedQuote(one.citation, counts[one.quote_id]) for one in cite(session, found.rows))
    return Page(total, lines, at_least, found.next)


def iterate_quotes(session: Session, where: QuoteFilter) -> Generator[Citation]:
    """The same quotations one after the other, however many: for exports. Close it before the session.

    Raises:
        UnknownName, AmbiguousName, BadRequest: if the filter names nobody, several, or no date; at once, so
            that nothing has been written by then.
    """
    selected = chosen(session, where)
    query = ordered(selected, newest_first(selected.rows)).limit(where.limit)
    return _streamed(session, query.execution_options(yield_per=_PORTION))


def _streamed(session: Session, query: Select[Any]) -> Generator[Citation]:
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
    selected = _unreviewed(session, where, unsure=unsure)
    return page(session, selected, where.limit, least_sure_first(selected.rows))


def unreviewed_ids(session: Session, where: QuoteFilter, *, unsure: bool = False) -> list[str]:
    """The ids of the same quotations, in the same order: what a reviewer goes through.

    Raises:
        UnknownName, AmbiguousName, BadRequest: if the filter names nobody, several, or no date.
    """
    selected = _unreviewed(session, where, unsure=unsure)
    query = ordered(selected, least_sure_first(selected.rows)).limit(where.limit)
    named = query.join(Quote, Quote.id == selected.rows.c.quote_id).with_only_columns(Quote.public_id)
    return list(session.scalars(named))


def chosen(session: Session, where: QuoteFilter) -> Selection:
    """The rows that a filter chooses.

    Raises:
        UnknownName, AmbiguousName, BadRequest: if the filter names nobody, several, or no date.
    """
    if not where.unsupported:
        selected = select_quotes(session, current_quotes(), _shown(where), where)
        whole = not narrowed_by(where) and _shown(where) == (Shown.ALWAYS,)
        return replace(selected, total=partial(_kept_total, session)) if whole else selected
    rows = last_known()
    selected = select_quotes(session, rows, (Shown.UNSUPPORTED,), where)
    reported = () if where.all else (rows.c.cue_class.in_(REPORTED),)
    return replace(selected, conditions=(*selected.conditions, *reported), total=None)


def _kept_total(session: Session) -> tuple[int, bool]:
    return as_counted(tallies(session, CountOf.ALL).get("", NONE).quotes)


def _shown(where: QuoteFilter) -> tuple[Shown, ...]:
    more = ((Shown.WITH_ALL, where.all), (Shown.EMBARGOED, where.embargoed))
    return (Shown.ALWAYS, *(one for one, asked in more if asked))


def page(
    session: Session,
    selected: Selection,
    limit: int | None,
    order: Order | None = None,
    after: str | None = None,
) -> Page[Citation]:
    """The rows that fit, newest first or in the order given, behind a cursor; and how many fit in all."""
    found = cut(session, selected, order or newest_first(selected.rows), limit, after)
    return _page(session, selected, found, after)


def _page(session: Session, selected: Selection, found: Cut, after: str | None) -> Page[Citation]:
    total, at_least = _total(found, after, lambda: count(session, selected))
    return Page(total, tuple(one.citation for one in cite(session, found.rows)), at_least, found.next)


def _total(found: Cut, after: str | None, count_all: Callable[[], tuple[int, bool]]) -> tuple[int, bool]:
    """How many rows there are; they are counted only if the page is not all of them."""
    if found.next is None and after is None:
        return len(found.rows), False
    if found.number is not None:
        return as_counted(found.number)
    number, at_least = count_all()
    return max(number, len(found.rows)), at_least


def quote_detail(session: Session, quote_id: str, *, embargoed: bool = False) -> QuoteDetail:
    """One quotation with its context, its spans, who decided, and every judgement.

    Raises:
        UnknownId, AmbiguousId, BadRequest: if no single quote is meant.
        Removed, Embargoed: if it is not shown; with ``embargoed`` it is before its time.
    """
    return detail_and_text(session, quote_id, embargoed=embargoed)[0]


def detail_and_text(session: Session, quote_id: str, *, embargoed: bool = False) -> tuple[QuoteDetail, str]:
    """The same, with the text that its spans point into.

    Raises:
        UnknownId, AmbiguousId, BadRequest, Removed, Embargoed: as ``quote_detail`` does.
    """
    quote = ids.find_quote(session, quote_id)
    refuse_embargoed(quote.article, embargoed=embargoed)
    cited = effective_quote(session, quote)
    text = shown_texts(session, [cited.version_id])[cited.version_id]
    content = cited.citation.content
    before, after = around(text, Span(content[0].start, max(span.end for span in content)))
    detail = QuoteDetail(
        citation=cited.citation,
        status=cited.status.value,
        before=before,
        after=after,
        now=words_now(session, cited),
        spans=_spans(cited.citation, text),
        history=_history(session, quote),
    )
    return detail, text


def effective_quote(session: Session, quote: Quote) -> Cited:
    """What holds for one quote, also if it was rejected or is no longer found."""
    for make in (current_quotes, last_known, last_reviewed):
        candidates: FromClause = make()
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


def _unreviewed(session: Session, where: QuoteFilter, *, unsure: bool) -> Selection:
    selected = chosen(session, where)
    row = selected.rows.c
    looked_at = exists().where(
        Review.quote_id == row.quote_id,
        Review.retracted_at.is_(None),
        Review.verdict == Verdict.UNSURE,
    )
    whose = Status.UNSUPPORTED if where.unsupported else Status.MACHINE
    extra = (row.status == whose, looked_at if unsure else ~looked_at)
    return replace(selected, conditions=(*selected.conditions, *extra), total=None)


def _in_order(rows: FromClause, sort: Sort) -> Order:
    if sort is Sort.NEWEST:
        return newest_first(rows)
    if sort is Sort.OLDEST:
        return oldest_first(rows)
    if sort is Sort.SPEAKER:
        name = select(Appearance.name_key).where(Appearance.id == rows.c.appearance_id)
    else:
        name = select(Organisation.name_key).where(Organisation.id == rows.c.publisher_id)
    key = name.scalar_subquery()
    unknown = cast(case((key.is_(None), 1), else_=0), Integer)
    return Order(sort.value, (unknown, func.coalesce(key, ""), *newest_first(rows).keys))


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
    known = tombstones(session)
    return tuple(review_entry(rows, review, known) for review in rows)
