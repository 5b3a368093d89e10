"""Extraction runs: what an extractor found in one version of an article, matched to the article's quotes."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import lru_cache
from typing import TYPE_CHECKING

from sqlalchemy import select

from quotesdb.db.models import (
    Appearance,
    ArticleVersion,
    Attribution,
    AttributionSpan,
    ExtractionRun,
    Quote,
)
from quotesdb.db.types import RunStatus
from quotesdb.services.identity import appearances, clustering
from quotesdb.services.statements import grouping
from quotesdb.services.store import ids
from quotesdb.services.store.spans import marks, rows_of, selector, span_of
from quotesdb.text.anchor import describe, find_changed, reanchor_each
from quotesdb.text.folding import fold, sha256_text
from quotesdb.text.matching import Wording, match, match_places
from quotesdb.values import REPORTED, ExtractorRef, Quotation, Selector, Span

if TYPE_CHECKING:
    from sqlalchemy.orm import Session


@dataclass(frozen=True, slots=True)
class StoredRun:
    """What a run came to: quotations said or written, quotes not seen before, quotes no longer found."""

    quotes: int
    new: int
    unsupported: int


def extractor_of(run: ExtractionRun) -> ExtractorRef:
    """The extractor that a run is of."""
    return ExtractorRef(run.extractor, run.extractor_version, run.model_sha256)


def store_run(
    session: Session, version: ArticleVersion, quotations: Sequence[Quotation], extractor: ExtractorRef
) -> StoredRun:
    """Store what ``extractor`` found in the current version of an article, and link its speakers.

    Quotes of the article are found again in the version first; those that the run does not produce stay,
    unsupported, and reviews stay as they are. The run is believed once the caller commits.
    """
    run = ExtractionRun(
        version_id=version.id,
        extractor=extractor.name,
        extractor_version=extractor.version,
        model_sha256=extractor.model_sha256,
        status=RunStatus.RUNNING,
        started_at=datetime.now(UTC),
    )
    session.add(run)
    session.flush()
    known = _known(session, version.article_id)
    changed = _find_again(known, version)
    quotes, new = _match(session, version, known, changed, quotations)
    agents = [quotation.speaker for quotation in quotations if quotation.speaker]
    seen = appearances.get_or_create(session, version.article, agents)
    session.add_all(
        _attribution(run, quote, quotation, seen) for quote, quotation in zip(quotes, quotations, strict=True)
    )
    run.status, run.finished_at = RunStatus.COMPLETE, datetime.now(UTC)
    session.flush()
    moved = clustering.refresh_article(session, version.article_id)
    grouping.refresh_article(session, version.article_id, moved)
    said = sum(quotation.cue_class in REPORTED for quotation in quotations)
    return StoredRun(said, new, len(known) - (len(quotations) - new))


def foresee(session: Session, article_id: int, text: str) -> None:
    """Look for the quotes of an article in a text that is to become its current version.

    Before the write transaction: what is changed is searched for long, and ``store_run`` finds it done.
    """
    same = (ArticleVersion.article_id == article_id, ArticleVersion.text_sha256 == sha256_text(text))
    here = set(session.scalars(select(ArticleVersion.id).where(*same)))
    known = _known(session, article_id)
    standing = tuple(selector(quote).span for quote in known if quote.version_id in here)
    _found_again(text, standing, tuple(selector(quote) for quote in known if quote.version_id not in here))


def _known(session: Session, article_id: int) -> list[Quote]:
    return list(session.scalars(select(Quote).where(Quote.article_id == article_id).order_by(Quote.id)))


@dataclass(frozen=True, slots=True)
class _Found:
    """Where each of some quotes stands in a text, and what the text has now in place of those it lost."""

    places: tuple[Span | None, ...]
    changed: tuple[Span | None, ...]


@lru_cache(maxsize=512)
def _found_again(text: str, standing: tuple[Span, ...], elsewhere: tuple[Selector, ...]) -> _Found:
    """Find quotes of other versions in a text in which others stand.

    No two quotes come to one place, unless they had one before: words that occur twice are two quotes, and
    where one copy was edited away its quote is gone with it.
    """
    places = tuple(reanchor_each(text, elsewhere, set(standing)))
    taken = [*standing, *(place for place in places if place is not None)]
    lost = (
        find_changed(text, one, taken) if place is None else None
        for one, place in zip(elsewhere, places, strict=True)
    )
    return _Found(places, tuple(change.span if change else None for change in lost))


def _find_again(quotes: Sequence[Quote], version: ArticleVersion) -> dict[int, Span]:
    """Move quotes of other versions to this one where its text has their words; the rest stays.

    Returns where the text has other words now in place of quotes whose own it lost, by place in ``quotes``.
    """
    elsewhere = [k for k, quote in enumerate(quotes) if quote.version_id != version.id]
    if not elsewhere:
        # As of a new article, for which nothing is to be kept in place of what was foreseen of others.
        return {}
    standing = tuple(_standing(quotes, version).values())
    found = _found_again(version.text, standing, tuple(selector(quotes[k]) for k in elsewhere))
    for k, place in zip(elsewhere, found.places, strict=True):
        if place is not None:
            _place(quotes[k], version, describe(version.text, place))
    return {k: span for k, span in zip(elsewhere, found.changed, strict=True) if span is not None}


def _standing(quotes: Sequence[Quote], version: ArticleVersion) -> dict[int, Span]:
    """The places of those that stand in a version, by place in ``quotes``."""
    return {k: span_of(quote) for k, quote in enumerate(quotes) if quote.version_id == version.id}


def wording(text: str, quotation: Quotation) -> str:
    """The words attributed, without what stands between them ("he said")."""
    return " ".join(span.text(text) for span in quotation.content)


def _match(
    session: Session,
    version: ArticleVersion,
    known: list[Quote],
    changed: Mapping[int, Span],
    quotations: Sequence[Quotation],
) -> tuple[list[Quote], int]:
    """The quote of each quotation, known or new, and how many are new.

    Words that were changed so much that few are left are still told by their place: where what stands there
    now looks like them.
    """
    words = [wording(version.text, quotation) for quotation in quotations]
    standing = _standing(known, version)
    pairs = match(
        [
            Wording.of(
                quote.text_key, changed[k].start if k in changed else quote.start_char, standing.get(k)
            )
            for k, quote in enumerate(known)
        ],
        [
            Wording.of(text, quotation.span.start, quotation.span)
            for text, quotation in zip(words, quotations, strict=True)
        ],
    )
    pairs |= match_places(changed, [quotation.span for quotation in quotations], pairs)
    places = [describe(version.text, quotation.span) for quotation in quotations]
    fresh = [i for i in range(len(quotations)) if i not in pairs]
    seeds = [_seed(version.article.public_id, places[i]) for i in fresh]
    created = dict(zip(fresh, ids.allot(session, Quote.public_id, "q", seeds), strict=True))
    now = datetime.now(UTC)
    quotes = []
    for i, (place, text) in enumerate(zip(places, words, strict=True)):
        quote = (
            known[pairs[i]]
            if i in pairs
            else Quote(public_id=created[i], article_id=version.article_id, first_seen_at=now)
        )
        _place(quote, version, place)
        quote.text_key = fold(text)
        quotes.append(quote)
    session.add_all(quotes)
    session.flush()
    return quotes, len(fresh)


def _seed(article_id: str, selector: Selector) -> tuple[str, ...]:
    return (article_id, str(selector.span.start), selector.prefix, selector.exact, selector.suffix)


def _place(quote: Quote, version: ArticleVersion, selector: Selector) -> None:
    quote.version_id = version.id
    quote.start_char, quote.end_char = selector.span.start, selector.span.end
    quote.exact, quote.prefix, quote.suffix = selector.exact, selector.prefix, selector.suffix


def _attribution(
    run: ExtractionRun, quote: Quote, quotation: Quotation, seen: dict[appearances.Key, Appearance]
) -> Attribution:
    speaker = quotation.speaker
    return Attribution(
        run_id=run.id,
        quote_id=quote.id,
        appearance_id=seen[appearances.key_of(speaker)].id if speaker else None,
        kind=quotation.kind,
        cue_class=quotation.cue_class,
        medium=quotation.medium,
        addressee=quotation.addressee,
        confidence=quotation.confidence,
        rule=quotation.rule,
        spans=rows_of(AttributionSpan, marks(quotation)),
    )
