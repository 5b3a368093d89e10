"""What became of an article: its versions, and of each quotation whether it changed or vanished."""

from __future__ import annotations

from dataclasses import dataclass, replace
from itertools import pairwise
from typing import TYPE_CHECKING

from sqlalchemy import func, select
from sqlalchemy.orm import joinedload, selectinload

from quotesdb.check.diff import between, diff, plain
from quotesdb.check.edits import EditClass
from quotesdb.db.models import (
    ArticleMetadataHistory,
    ArticleVersion,
    Attribution,
    ExtractionRun,
    Quote,
    Review,
)
from quotesdb.db.types import RunStatus, SpanRole, Verdict
from quotesdb.services.ledger.acts import of_article
from quotesdb.services.lookup.citations import review_entry
from quotesdb.services.lookup.results import ArticleHistory, Change, MetadataEntry, QuoteChange, VersionEntry
from quotesdb.services.store import ids
from quotesdb.services.store.articles import accessed_of, reference, refuse_removed
from quotesdb.services.store.context import joined
from quotesdb.services.store.embargoes import refuse_embargoed
from quotesdb.services.store.erased import Tombstones, hidden_quotes, tombstones
from quotesdb.services.store.masked_articles import named_in, shown_texts, shown_title
from quotesdb.services.store.spans import marked_by
from quotesdb.text.anchor import describe, find_changed, reanchor
from quotesdb.text.folding import fold
from quotesdb.values import CORRECTION, REPORTED, Span

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Mapping

    from sqlalchemy.orm import Session


@dataclass(frozen=True, slots=True)
class _Said:
    """One quotation as a version has it: from its first to its last word, and its words and speaker."""

    id: str
    span: Span
    text: str
    speaker: str | None


@dataclass(frozen=True, slots=True)
class _Version:
    """A version with the quotations that its newest run has, and those that only a person found in it."""

    row: ArticleVersion
    text: str
    said: Mapping[int, _Said]
    by_person: frozenset[int]


def article_history(session: Session, article_id: str, *, embargoed: bool = False) -> ArticleHistory:
    """The versions of an article, oldest first, each with what became of the quotations since the last.

    Compared is what was printed and found in each version, whatever a person decided about it in one of them:
    the judgement stands beside the change.

    Raises:
        UnknownId, AmbiguousId, BadRequest: if no single article is meant.
        Removed, Embargoed: if it was removed, or is not to be shown yet.
    """
    article = ids.find_article(session, article_id)
    refuse_removed(article)
    refuse_embargoed(article, embargoed=embargoed)
    rows = session.scalars(
        select(ArticleVersion)
        .where(ArticleVersion.article_id == article.id)
        .options(selectinload(ArticleVersion.zones))
        .order_by(ArticleVersion.number)
    ).all()
    judged = _judged(session, article.id)
    texts = shown_texts(session, [row.id for row in rows])
    hidden = hidden_quotes(session, article.id)
    versions = [_version(session, row, texts[row.id], judged, hidden) for row in rows]
    changes = [(), *(tuple(_changes(before, after)) for before, after in pairwise(versions))]
    known = tombstones(session)
    entries = {review.quote.public_id: review_entry([review], review, known) for review in judged.values()}
    rejected = {quote_id for quote_id, review in judged.items() if review.verdict is Verdict.REJECTED}
    return ArticleHistory(
        article=reference(article),
        versions=tuple(
            _entry(version, [replace(one, judged=entries.get(one.id)) for one in found], rejected)
            for version, found in zip(versions, changes, strict=True)
        ),
        metadata=tuple(_metadata(session, article.id, known)),
        set_right=of_article(session, article.id),
    )


def corrections(version: ArticleVersion, text: str) -> tuple[str, ...]:
    """The correction notices of a version, out of its text as it may be shown."""
    return tuple(text[zone.start_char : zone.end_char] for zone in version.zones if zone.kind == CORRECTION)


def _judged(session: Session, article_id: int) -> dict[int, Review]:
    """The live judgement of each quote of an article that has one."""
    reviews = session.scalars(
        select(Review)
        .join(Review.quote)
        .where(Quote.article_id == article_id, Review.retracted_at.is_(None))
        .options(joinedload(Review.quote), joinedload(Review.version), selectinload(Review.spans))
    )
    return {review.quote_id: review for review in reviews}


def _version(
    session: Session,
    version: ArticleVersion,
    text: str,
    judged: Mapping[int, Review],
    hidden: Collection[int],
) -> _Version:
    """A version with its quotations by quote, those that nobody judged only if said or written."""
    said = {
        attribution.quote_id: _one(
            text,
            attribution.quote,
            attribution,
            attribution.appearance.name if attribution.appearance else None,
        )
        for attribution in _attributions(session, version)
        if attribution.quote_id not in hidden
        and (attribution.quote_id in judged or attribution.cue_class in REPORTED)
    }
    by_person = {
        quote_id: _one(text, review.quote, review, review.appearance_name)
        for quote_id, review in judged.items()
        if quote_id not in said
        and quote_id not in hidden
        and review.version_id == version.id
        and review.spans
    }
    return _Version(version, text, {**by_person, **said}, frozenset(by_person))


def _attributions(session: Session, version: ArticleVersion) -> Iterable[Attribution]:
    newest = (
        select(func.max(ExtractionRun.id))
        .where(ExtractionRun.version_id == version.id, ExtractionRun.status == RunStatus.COMPLETE)
        .scalar_subquery()
    )
    return session.scalars(
        select(Attribution)
        .where(Attribution.run_id == newest)
        .options(
            joinedload(Attribution.quote),
            joinedload(Attribution.appearance),
            selectinload(Attribution.spans),
        )
    ).all()


def _one(text: str, quote: Quote, said: Attribution | Review, speaker: str | None) -> _Said:
    content = marked_by(said)[SpanRole.CONTENT]
    whole = Span(content[0].start, max(span.end for span in content))
    return _Said(quote.public_id, whole, joined(text, content), speaker)


def _changes(before: _Version, after: _Version) -> Iterator[QuoteChange]:
    """What became of the quotations, in the order of the newer text; those that are gone come last."""
    for quote_id, new in sorted(after.said.items(), key=lambda item: item[1].span):
        old = before.said.get(quote_id)
        change = _change(old, new) if old else _appeared(before, after, new)
        if change is not None:
            yield change
    for quote_id, old in sorted(before.said.items(), key=lambda item: item[1].span):
        if quote_id not in after.said:
            change = _gone(before, after, old)
            # What only a person took for a quotation is one still, as long as it is printed.
            if change.change is not Change.NOT_FOUND or quote_id not in before.by_person:
                yield change


def _change(old: _Said, new: _Said) -> QuoteChange | None:
    """How a quotation of both versions differs; None if words and speaker are the same."""
    if fold(old.text) != fold(new.text):
        return _reworded(old, new.text, new.speaker)
    if old.speaker != new.speaker:
        kind = Change.REATTRIBUTED
    elif old.text != new.text:
        kind = Change.RESTYLED
    else:
        return None
    return QuoteChange(new.id, kind, old.text, new.text, old.speaker, new.speaker)


def _reworded(old: _Said, text: str, speaker: str | None) -> QuoteChange:
    edits = between(old.text, text)
    return QuoteChange(
        old.id,
        Change.CHANGED if edits else Change.RESTYLED,
        old.text,
        text,
        old.speaker,
        speaker,
        plain(diff(text, edits)) if edits else None,
        tuple(kind.value for kind in EditClass if kind in {edit.edit_class for edit in edits}),
    )


def _appeared(before: _Version, after: _Version, new: _Said) -> QuoteChange:
    taken = {said.span for said in before.said.values()}
    stood = reanchor(before.text, describe(after.text, new.span), taken)
    return QuoteChange(new.id, Change.FOUND if stood else Change.ADDED, None, new.text, None, new.speaker)


def _gone(before: _Version, after: _Version, old: _Said) -> QuoteChange:
    """What became of a quotation that the newer version has no more.

    Neither the same words nor words like its own are its successor where they are another quotation's.
    """
    selector = describe(before.text, old.span)
    taken = {said.span for said in after.said.values()}
    if reanchor(after.text, selector, taken) is not None:
        return QuoteChange(old.id, Change.NOT_FOUND, old.text, old.text, old.speaker, None)
    kept = [said.span for quote_id, said in after.said.items() if quote_id in before.said]
    found = find_changed(after.text, selector, taken)
    if found is None or any(found.span.overlaps(span) for span in kept):
        return QuoteChange(old.id, Change.VANISHED, old.text, None, old.speaker, None)
    return _reworded(old, found.span.text(after.text), None)


def _entry(version: _Version, changes: Iterable[QuoteChange], rejected: Collection[int]) -> VersionEntry:
    row = version.row
    quotes = sum(quote_id not in rejected for quote_id in version.said)
    return VersionEntry(
        number=row.number,
        retrieved_at=row.retrieved_at,
        accessed=accessed_of(row),
        reader=row.reader,
        corrections=corrections(row, version.text),
        quotes=quotes,
        changes=tuple(changes),
    )


def _metadata(session: Session, article_id: int, known: Tombstones) -> Iterator[MetadataEntry]:
    rows = session.scalars(
        select(ArticleMetadataHistory)
        .where(ArticleMetadataHistory.article_id == article_id)
        .order_by(ArticleMetadataHistory.id)
    )
    named = named_in(session, [article_id])[article_id]
    for row in rows:
        yield MetadataEntry(
            until=row.changed_at,
            title=shown_title(row.title, known, named),
            publisher=known.line(row.publisher_name),
            published=row.published,
            byline=tuple(known.hide(row.byline).split("\n")) if row.byline else (),
            url=row.url,
            section=row.section,
            language=row.language,
            archived_url=row.archived_url,
        )
