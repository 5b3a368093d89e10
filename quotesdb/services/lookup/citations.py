"""From rows of ``current_quotes()`` to citations, in a fixed number of queries however many rows."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, TypeVar

from sqlalchemy import ColumnElement, FromClause, Row, Select, Subquery, case, func, select
from sqlalchemy.orm import aliased, joinedload, selectinload

from quotesdb.db.models import (
    Appearance,
    Article,
    Attribution,
    ExtractionRun,
    Quote,
    Review,
)
from quotesdb.db.types import RunStatus, SpanRole, Status, Verdict
from quotesdb.services.ledger.results import ReviewEntry
from quotesdb.services.ledger.review_history import again_at, original, replacing
from quotesdb.services.lookup.drift import Standing, standings
from quotesdb.services.store.articles import reference
from quotesdb.services.store.chunks import chunks
from quotesdb.services.store.context import Paragraphs, joined
from quotesdb.services.store.read_model import current_quotes
from quotesdb.services.store.spans import marked_by, span_of
from quotesdb.services.store.texts import texts_of
from quotesdb.text.anchor import describe
from quotesdb.values import Agent, AgentKind, Citation, Decision, Span

if TYPE_CHECKING:
    from sqlalchemy.orm import InstrumentedAttribute, Session
    from sqlalchemy.sql.base import ExecutableOption

Model = TypeVar("Model", Quote, Attribution, Review)


@dataclass(frozen=True, slots=True)
class Cited:
    """A citation with the version that its spans point into, and whose word it rests on.

    ``standing`` is set where a person judged it in a version that is no longer the current one.
    """

    citation: Citation
    version_id: int
    status: Status
    quote: Quote
    appearance_id: int | None
    standing: Standing | None


@dataclass(frozen=True, slots=True)
class _Text:
    """The text of a version, cut into paragraphs once for all quotations in it."""

    text: str
    paragraphs: Paragraphs


def last_known() -> Subquery:
    """Select the quotes that nothing supports any more, with the newest attribution they had.

    The columns are those of ``current_quotes()``.
    """
    effective = current_quotes()
    earlier = aliased(Attribution)
    newest = (
        select(func.max(earlier.id))
        .join(earlier.run)
        .where(earlier.quote_id == effective.c.quote_id, ExtractionRun.status == RunStatus.COMPLETE)
        .correlate(effective)
        .scalar_subquery()
    )
    return (
        _instead(
            effective,
            Attribution.id.label("attribution_id"),
            ExtractionRun.version_id,
            Appearance.speaker_id,
            *(Attribution.kind, Attribution.cue_class, Attribution.appearance_id),
            *(Attribution.medium, Attribution.addressee, Attribution.confidence, Attribution.rule),
            *_of_agent(),
        )
        .select_from(effective)
        .join(Attribution, Attribution.id == newest)
        .join(Attribution.run)
        .outerjoin(Attribution.appearance)
        .where(effective.c.status == Status.UNSUPPORTED)
        .subquery("last_known")
    )


def last_reviewed() -> Subquery:
    """Select the quotes that no extractor ever found, with what a person last said of them and took back.

    Only decisions brought from another database are about such quotes. The columns are those of
    ``current_quotes()``.
    """
    effective = current_quotes()
    earlier = aliased(Review)
    newest = (
        select(func.max(earlier.id))
        .where(earlier.quote_id == effective.c.quote_id, earlier.kind.is_not(None))
        .correlate(effective)
        .scalar_subquery()
    )
    return (
        _instead(
            effective,
            Review.id.label("review_id"),
            Review.version_id,
            Appearance.speaker_id,
            *(Review.kind, Review.cue_class, Review.appearance_id),
            *_of_agent(),
        )
        .select_from(effective)
        .join(Review, Review.id == newest)
        .outerjoin(Review.appearance)
        .where(effective.c.status == Status.UNSUPPORTED)
        .subquery("last_reviewed")
    )


def _of_agent() -> tuple[ColumnElement[Any], ...]:
    """What is copied of the appearance that speaks."""
    own = case((Appearance.kind == AgentKind.ORGANISATION, Appearance.name_key))
    body = Appearance.organisation_id.label("body_id")
    return Appearance.kind.label("agent_kind"), body, own.label("own_key")


def _instead(effective: FromClause, *columns: ColumnElement[Any] | InstrumentedAttribute[Any]) -> Select[Any]:
    """Select the columns of ``current_quotes()``, some of them from elsewhere under the same name."""
    ours = {column.key: column for column in columns}
    return select(*(ours.get(column.key, column) for column in effective.c))


def cite(session: Session, rows: Sequence[Row[Any]]) -> list[Cited]:
    """The citations of these rows, in their order."""
    article = joinedload(Quote.article)
    quotes = _by_id(
        session,
        Quote,
        (row.quote_id for row in rows),
        article.joinedload(Article.publisher),
        article.selectinload(Article.byline),
    )
    attributions = _by_id(
        session,
        Attribution,
        (row.attribution_id for row in rows),
        joinedload(Attribution.run),
        selectinload(Attribution.spans),
        joinedload(Attribution.appearance).joinedload(Appearance.organisation),
        joinedload(Attribution.appearance).joinedload(Appearance.speaker),
    )
    reviews = _by_id(
        session,
        Review,
        (row.review_id for row in rows),
        selectinload(Review.spans),
        joinedload(Review.appearance).joinedload(Appearance.speaker),
    )
    unsure = _unsure(session, [row.quote_id for row in rows if row.review_id is None])
    loaded = texts_of(session, {row.version_id for row in rows})
    texts = {id_: _Text(text, Paragraphs(text)) for id_, text in loaded.items()}
    standing = standings(session, [row.review_id for row in rows if row.review_id is not None])
    return [
        _cited(
            row,
            quotes[row.quote_id],
            attributions.get(row.attribution_id),
            reviews.get(row.review_id),
            unsure.get(row.quote_id),
            texts[row.version_id],
            standing.get(row.review_id),
        )
        for row in rows
    ]


def review_entry(rows: Sequence[Review], review: Review) -> ReviewEntry:
    """A judgement as look-ups tell it; ``rows`` are all of its quote."""
    content = marked_by(review)[SpanRole.CONTENT]
    other = replacing(rows, review)
    return ReviewEntry(
        verdict=review.verdict.value,
        reviewer=review.decided_by,
        at=original(rows, review).decided_at,
        again_at=again_at(rows, review),
        retracted_at=review.retracted_at,
        replaced_by=other.decided_by if other else None,
        speaker=review.appearance_name,
        kind=review.kind,
        cue_class=review.cue_class,
        words=joined(review.version.text, content) if content else None,
        note=review.note,
    )


def _by_id(
    session: Session, model: type[Model], wanted: Iterable[int | None], *options: ExecutableOption
) -> dict[int, Model]:
    row_ids = {row_id for row_id in wanted if row_id is not None}
    return {
        found.id: found
        for part in chunks(row_ids)
        for found in session.scalars(select(model).where(model.id.in_(part)).options(*options))
    }


def _unsure(session: Session, quote_ids: Sequence[int]) -> dict[int, str]:
    """Who looked at these quotes and could not tell, by quote."""
    undecided = (Review.retracted_at.is_(None), Review.verdict == Verdict.UNSURE)
    return {
        row.quote_id: row.decided_by
        for part in chunks(quote_ids)
        for row in session.execute(
            select(Review.quote_id, Review.decided_by).where(Review.quote_id.in_(part), *undecided)
        )
    }


def _cited(
    row: Row[Any],
    quote: Quote,
    attribution: Attribution | None,
    review: Review | None,
    unsure: str | None,
    where: _Text,
    standing: Standing | None,
) -> Cited:
    marked = marked_by(review or attribution)
    text = where.text
    content = marked[SpanRole.CONTENT] or (span_of(quote),)
    source, cue, evidence = marked[SpanRole.SOURCE], marked[SpanRole.CUE], marked[SpanRole.EVIDENCE]
    appearance = review.appearance if review else attribution.appearance if attribution else None
    prefix, suffix = (quote.prefix, quote.suffix) if review is None else _context(text, content)
    citation = Citation(
        id=quote.public_id,
        text=joined(text, content),
        kind=row.kind,
        cue_class=row.cue_class,
        article=reference(quote.article),
        decision=_decision(attribution, review, unsure),
        content=content,
        quoted=marked[SpanRole.QUOTED],
        source=source[0] if source else None,
        cue=cue[0] if cue else None,
        evidence=evidence,
        source_text=source[0].text(text) if source else None,
        cue_text=cue[0].text(text) if cue else None,
        speaker=_agent(attribution, review),
        speaker_id=appearance.speaker.public_id if appearance and appearance.speaker else None,
        medium=row.medium,
        addressee=row.addressee,
        rule=row.rule or "",
        paragraph=where.paragraphs.number(content[0].start),
        prefix=prefix,
        suffix=suffix,
        note=review.note if review else None,
        evidence_text=tuple(span.text(text) for span in evidence),
        since=standing.since if standing else None,
    )
    return Cited(citation, row.version_id, Status(row.status), quote, row.appearance_id, standing)


def _context(text: str, content: tuple[Span, ...]) -> tuple[str, str]:
    """The words around a content that a person may have given other borders than the quote has."""
    found = describe(text, Span(content[0].start, max(span.end for span in content)))
    return found.prefix, found.suffix


def _agent(attribution: Attribution | None, review: Review | None) -> Agent | None:
    """The speaker as printed, or as a person froze it."""
    if review:
        if review.appearance_name is None or review.appearance_kind is None:
            return None
        return Agent(review.appearance_name, review.appearance_kind, review.organisation_name, review.role)
    if attribution is None or attribution.appearance is None:
        return None
    printed = attribution.appearance
    organisation = printed.organisation.name if printed.organisation else None
    return Agent(printed.name, printed.kind, organisation, printed.role)


def _decision(attribution: Attribution | None, review: Review | None, unsure: str | None) -> Decision:
    if review:
        return Decision("human", review.decided_by, at=review.decided_at)
    assert attribution is not None  # noqa: S101 - a quote without a review has one in every query of ours
    run = attribution.run
    return Decision("machine", run.extractor, run.extractor_version, attribution.confidence, unsure=unsure)
