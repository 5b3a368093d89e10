"""From rows of ``current_quotes()`` to citations, in a fixed number of queries however many rows.

What is asked for again and again is asked for by columns, in statements that are made once: making objects of
rows, and statements of expressions, takes longer than the database does.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from typing import TYPE_CHECKING, Any, NamedTuple

from sqlalchemy import BindParameter, Row, Select, and_, bindparam, select

from quotesdb.db.models import (
    Appearance,
    Attribution,
    AttributionSpan,
    DecisionSpan,
    ExtractionRun,
    Organisation,
    Quote,
    Review,
    Speaker,
)
from quotesdb.db.types import SpanRole, Status, Verdict
from quotesdb.services.identity import authorities
from quotesdb.services.identity.authorities import Office
from quotesdb.services.identity.results import KnownPerson
from quotesdb.services.ledger.results import ReviewEntry
from quotesdb.services.ledger.review_history import again_at, original, replacing
from quotesdb.services.lookup.drift import Standing, standings
from quotesdb.services.store import alternatives
from quotesdb.services.store.articles import references
from quotesdb.services.store.chunks import chunks, filled
from quotesdb.services.store.context import Paragraphs, joined
from quotesdb.services.store.erased import Tombstones, tombstones
from quotesdb.services.store.masked_articles import shown_texts
from quotesdb.services.store.rows import table_of
from quotesdb.services.store.spans import Marked, load_spans, marked_by, span_of
from quotesdb.text.anchor import describe
from quotesdb.values import MASK, Agent, AgentKind, ArticleRef, Citation, Decision, Precision, Span

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

_ROLES = (SpanRole.CONTENT, SpanRole.QUOTED, SpanRole.EVIDENCE)
"""What rows of their own mark, of what a machine said."""

_IDS: BindParameter[int] = bindparam("ids", expanding=True)


class Cited(NamedTuple):
    """A citation with the version that its spans point into, and whose word it rests on.

    ``found_in`` is the version in which the quote was seen last. ``standing`` is set where a person judged it
    in a version that is no longer the current one.
    """

    citation: Citation
    quote_id: int
    article_id: int
    version_id: int
    found_in: int
    status: Status
    appearance_id: int | None
    standing: Standing | None


class _Said(NamedTuple):
    """What is known of one row: what a machine or a person said of the quote, and where.

    ``quote`` has what a machine said beside it, ``review`` what a person did.
    """

    row: Row[Any]
    quote: Row[Any]
    review: Row[Any] | None
    marked: Marked
    standing: Standing | None
    article: ArticleRef
    text: str
    known: Tombstones
    person: KnownPerson | None
    holder: KnownPerson | None


def cite(session: Session, rows: Sequence[Row[Any]]) -> list[Cited]:
    """The citations of these rows, in their order."""
    session.flush()
    judged = [row.review_id for row in rows if row.review_id is not None]
    by_machine = [row.attribution_id for row in rows if row.review_id is None]
    quotes, reviews = _quotes(session, rows), _reviews(session, judged)
    machine = load_spans(session, AttributionSpan, by_machine, _ROLES)
    human = load_spans(session, DecisionSpan, judged, tuple(SpanRole))
    standing = standings(session, judged)
    articles = references(session, {row.article_id for row in rows})
    texts, known = shown_texts(session, {row.version_id for row in rows}), tombstones(session)
    people = authorities.of_speakers(session, {row.speaker_id for row in rows if row.speaker_id})
    offices = {row.quote_id: _office(row, quotes[row.quote_id], articles[row.article_id]) for row in rows}
    held = authorities.holders(session, filter(None, offices.values()))
    paragraphs = {id_: Paragraphs(text) for id_, text in texts.items()}
    said = (
        _Said(
            row,
            quote,
            reviews.get(row.review_id),
            human[row.review_id] if row.review_id else _with_columns(machine[row.attribution_id], quote),
            standing.get(row.review_id),
            articles[row.article_id],
            texts[row.version_id],
            known,
            people.get(row.speaker_id),
            held.get(office) if (office := offices[row.quote_id]) else None,
        )
        for row in rows
        for quote in [quotes[row.quote_id]]
    )
    return [_cited(one, paragraphs[one.row.version_id]) for one in said]


def review_entry(rows: Sequence[Review], review: Review, known: Tombstones) -> ReviewEntry:
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
        speaker=known.line(review.appearance_name),
        kind=review.kind,
        cue_class=review.cue_class,
        words=known.hide(joined(review.version.text, content)) if content else None,
        note=known.line(review.note),
    )


def _quotes(session: Session, rows: Sequence[Row[Any]]) -> dict[int, Row[Any]]:
    """The quotes of these rows by number, each with its attribution, and who could not tell what it is."""
    return {
        found.id: found
        for part in chunks(rows)
        for found in session.execute(
            _QUOTES,
            {
                "ids": filled([row.quote_id for row in part]),
                "attributions": filled([row.attribution_id for row in part]),
            },
        ).all()
    }


def _reviews(session: Session, review_ids: Sequence[int]) -> dict[int, Row[Any]]:
    return {
        found.id: found
        for part in chunks(review_ids)
        for found in session.execute(_REVIEWS, {"ids": filled(part)}).all()
    }


def _quotes_query() -> Select[Any]:
    quote, attribution, run, appearance, body, speaker, review = (
        table_of(model)
        for model in (Quote, Attribution, ExtractionRun, Appearance, Organisation, Speaker, Review)
    )
    unsure = (
        select(review.c.decided_by)
        .where(
            review.c.quote_id == quote.c.id,
            review.c.retracted_at.is_(None),
            review.c.verdict == Verdict.UNSURE,
        )
        .limit(1)
        .scalar_subquery()
    )
    is_meant = attribution.c.id.in_(bindparam("attributions", expanding=True))
    return (
        select(
            *(quote.c.id, quote.c.public_id, quote.c.version_id),
            *(quote.c.start_char, quote.c.end_char, quote.c.prefix, quote.c.suffix),
            *(attribution.c.confidence, attribution.c.source_start, attribution.c.source_end),
            *(attribution.c.cue_start, attribution.c.cue_end),
            *alternatives.COLUMNS,
            *(run.c.extractor, run.c.extractor_version),
            *(appearance.c.name, appearance.c.kind, appearance.c.role, body.c.name.label("organisation")),
            speaker.c.public_id.label("speaker_id"),
            unsure.label("unsure"),
        )
        .select_from(quote)
        .outerjoin(attribution, and_(attribution.c.quote_id == quote.c.id, is_meant))
        .outerjoin(alternatives.TABLE, alternatives.TABLE.c.attribution_id == attribution.c.id)
        .outerjoin(run, run.c.id == attribution.c.run_id)
        .outerjoin(appearance, appearance.c.id == attribution.c.appearance_id)
        .outerjoin(body, body.c.id == appearance.c.organisation_id)
        .outerjoin(speaker, speaker.c.id == appearance.c.speaker_id)
        .where(quote.c.id.in_(_IDS))
    )


def _reviews_query() -> Select[Any]:
    review, appearance, speaker = (table_of(model) for model in (Review, Appearance, Speaker))
    return (
        select(
            *(review.c.id, review.c.decided_by, review.c.decided_at, review.c.note),
            *(review.c.appearance_name, review.c.appearance_kind, review.c.role, review.c.organisation_name),
            speaker.c.public_id.label("speaker_id"),
        )
        .select_from(review)
        .outerjoin(appearance, appearance.c.id == review.c.frozen_appearance_id)
        .outerjoin(speaker, speaker.c.id == appearance.c.speaker_id)
        .where(review.c.id.in_(_IDS))
    )


_QUOTES, _REVIEWS = _quotes_query(), _reviews_query()


def _with_columns(marked: Marked, quote: Row[Any]) -> Marked:
    """What rows mark, and what the columns of the attribution do."""
    source = () if quote.source_start is None else (Span(quote.source_start, quote.source_end),)
    cue = () if quote.cue_start is None else (Span(quote.cue_start, quote.cue_end),)
    return {**marked, SpanRole.SOURCE: source, SpanRole.CUE: cue}


def _cited(said: _Said, paragraphs: Paragraphs) -> Cited:
    row, quote, review, marked, text = said.row, said.quote, said.review, said.marked, said.text
    content = marked.get(SpanRole.CONTENT) or (span_of(quote),)
    source, cue, evidence = (
        marked.get(role, ()) for role in (SpanRole.SOURCE, SpanRole.CUE, SpanRole.EVIDENCE)
    )
    is_quotes = review is None and MASK not in text
    prefix, suffix = (quote.prefix, quote.suffix) if is_quotes else _context(text, content)
    citation = Citation(
        id=quote.public_id,
        text=joined(text, content),
        kind=row.kind,
        cue_class=row.cue_class,
        article=said.article,
        decision=_decision(quote, review),
        content=content,
        quoted=marked.get(SpanRole.QUOTED, ()),
        source=source[0] if source else None,
        cue=cue[0] if cue else None,
        evidence=evidence,
        source_text=source[0].text(text) if source else None,
        cue_text=cue[0].text(text) if cue else None,
        speaker=_agent(quote, review, said.known),
        speaker_id=(review or quote).speaker_id,
        medium=row.medium,
        addressee=said.known.line(row.addressee),
        rule=row.rule or "",
        paragraph=paragraphs.number(content[0].start),
        prefix=prefix,
        suffix=suffix,
        note=said.known.line(review.note) if review else None,
        evidence_text=tuple(span.text(text) for span in evidence),
        since=said.standing.since if said.standing else None,
        same_as=said.person.addresses if said.person else (),
        holder=f"{said.holder.name} ({said.holder.id})" if said.holder else None,
        alternative=None if review else alternatives.alternative_of(quote, said.known),
        between=tuple(text[last.end : span.start] for last, span in pairwise(content)),
    )
    return Cited(
        citation,
        row.quote_id,
        row.article_id,
        row.version_id,
        quote.version_id,
        Status(row.status),
        row.appearance_id,
        said.standing,
    )


def _office(row: Row[Any], quote: Row[Any], article: ArticleRef) -> Office | None:
    """The office that is all that is printed of a speaker ("the chancellor"), and the day it was printed."""
    day = article.published
    nameless = row.review_id is None and quote.kind is AgentKind.ANONYMOUS
    if not nameless or day is None or day.precision not in (Precision.DAY, Precision.TIME):
        return None
    return quote.name, day.day


def _context(text: str, content: tuple[Span, ...]) -> tuple[str, str]:
    """The words around a content that a person may have given other borders than the quote has."""
    found = describe(text, Span(content[0].start, max(span.end for span in content)))
    return found.prefix, found.suffix


def _agent(quote: Row[Any], review: Row[Any] | None, known: Tombstones) -> Agent | None:
    """The speaker as printed, or as a person froze it."""
    if review is None:
        printed = (quote.name, quote.kind, quote.organisation, quote.role)
    else:
        printed = (review.appearance_name, review.appearance_kind, review.organisation_name, review.role)
    name, kind, organisation, role = printed
    if name is None or kind is None:
        return None
    return Agent(known.hide(name), kind, known.line(organisation), known.line(role))


def _decision(quote: Row[Any], review: Row[Any] | None) -> Decision:
    if review is not None:
        return Decision("human", review.decided_by, at=review.decided_at)
    return Decision(
        "machine", quote.extractor, quote.extractor_version, quote.confidence, unsure=quote.unsure
    )
