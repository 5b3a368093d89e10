"""Extraction runs: what an extractor found in one version of an article, matched to the article's quotes."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Any, TypeAlias

from sqlalchemy import Row, bindparam, select

from quotesdb.db.models import ArticleVersion, ExtractionRun, Quote, Review
from quotesdb.db.types import Verdict
from quotesdb.services.identity import appearances, clustering
from quotesdb.services.identity.agent_key import Key
from quotesdb.services.identity.evident import Printing
from quotesdb.services.ingest.found import Found, each_found, speakers_in
from quotesdb.services.ingest.run_rows import (
    Read,
    Version,
    by_of,
    found_in,
    insert_attributions,
    insert_quotes,
    insert_runs,
    place_columns,
    speaking_in,
    told,
)
from quotesdb.services.statements import grouping
from quotesdb.services.statements.grouping import Said
from quotesdb.services.store.rows import update_rows
from quotesdb.services.store.spans import selector, span_of
from quotesdb.text.anchor import describe, find_changed, reanchor_each
from quotesdb.text.folding import sha256_text
from quotesdb.text.matching import Wording, match, match_places
from quotesdb.values import REPORTED, Agent, ExtractorRef, Quotation, Selector, Span

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from quotesdb.services.ingest.new_article import NewVersion


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
    session: Session, version: Version, quotations: Sequence[Quotation | Found], extractor: ExtractorRef
) -> StoredRun:
    """Store what ``extractor`` found in the current version of an article, and link its speakers.

    Quotes of the article are found again in the version first; those that the run does not produce stay,
    unsupported, and reviews stay as they are. The run is believed once the caller commits. How many
    statements the database is asked does not depend on how many quotations there are.
    """
    found = each_found(version.text, quotations)
    [run_id] = insert_runs(session, [(version, extractor)])
    known = _known(session, version.article_id)
    pairs = _match(session, version, known, found)
    fresh = insert_quotes(session, [(version, each) for i, each in enumerate(found) if i not in pairs])
    unused = iter(fresh)
    quotes = [known[pairs[i]] if i in pairs else next(unused) for i in range(len(found))]
    seen = appearances.ids_of(session, version.article, speakers_in(found))
    read = [Read(run_id, quote, each, by_of(each, seen)) for quote, each in zip(quotes, found, strict=True)]
    insert_attributions(session, read)
    moved = clustering.refresh_article(session, version.article_id)
    here = {*(quote.id for quote in known), *(quote.id for quote in fresh)}
    elsewhere = moved.difference(seen.values())
    grouping.refresh(
        session, here, elsewhere, _told(session, version.article_id, known, read), {new.id for new in fresh}
    )
    said = sum(each.quotation.cue_class in REPORTED for each in found)
    return StoredRun(said, len(fresh), len(known) - len(pairs))


@dataclass(frozen=True, slots=True)
class First:
    """What an extractor found in the first version of an article that was stored just now.

    ``agents`` are those who speak in it, and ``evident`` is what the article says of people, as far as that
    was found before.
    """

    version: NewVersion
    found: Sequence[Found]
    agents: Mapping[Key, Agent]
    extractor: ExtractorRef
    evident: Mapping[Printing, bytes]


def store_first_runs(session: Session, firsts: Sequence[First], bodies: Mapping[str, int]) -> None:
    """Store what was found in articles that are new, as ``store_run`` does one at a time: all of it at once.

    How many statements the database is asked depends neither on how many there are nor on their quotations.
    ``bodies`` are the row numbers of the organisations that people speak for, by folded name.
    """
    run_ids = insert_runs(session, [(first.version, first.extractor) for first in firsts])
    each_of = [(first.version, each) for first in firsts for each in first.found]
    fresh = iter(insert_quotes(session, each_of))
    agents = [(first.version.article, first.agents) for first in firsts]
    seen = appearances.ids_of_new(session, agents, bodies)
    read = [
        Read(run_id, next(fresh), each, by_of(each, ids))
        for first, run_id, ids in zip(firsts, run_ids, seen, strict=True)
        for each in first.found
    ]
    attributions = insert_attributions(session, read)
    articles = [first.version.article_id for first in firsts]
    evident = {
        (first.version.article_id, printing): said
        for first in firsts
        for printing, said in first.evident.items()
    }
    moved = clustering.refresh_new(session, articles, evident)
    elsewhere = moved.difference(id_ for ids in seen for id_ in ids.values())
    new, speaking = {each.quote.id for each in read}, speaking_in(session, articles)
    versions = dict(zip(run_ids, (first.version for first in firsts), strict=True))
    holds = {
        each.quote.id: found_in(
            versions[each.run_id], each, attributions[each.quote.id], speaking.get(each.by or 0)
        )
        for each in read
    }
    grouping.refresh(session, new, elsewhere, told(read, speaking), new, holds)


def foresee(session: Session, article_id: int, text: str) -> None:
    """Look for the quotes of an article in a text that is to become its current version.

    Before the write transaction: what is changed is searched for long, and ``store_run`` finds it done.
    """
    same = (ArticleVersion.article_id == article_id, ArticleVersion.text_sha256 == sha256_text(text))
    here = set(session.scalars(select(ArticleVersion.id).where(*same)))
    known = _known(session, article_id)
    standing = tuple(selector(quote).span for quote in known if quote.version_id in here)
    _found_again(text, standing, tuple(selector(quote) for quote in known if quote.version_id not in here))


Known: TypeAlias = "Row[*tuple[Any, ...]]"
"""A quote of the article that was known before."""

_KNOWN = (
    select(
        Quote.id,
        Quote.public_id,
        Quote.version_id,
        Quote.start_char,
        Quote.end_char,
        Quote.exact,
        Quote.prefix,
        Quote.suffix,
        Quote.text_key,
    )
    .where(Quote.article_id == bindparam("article_id"))
    .order_by(Quote.id)
)


def _known(session: Session, article_id: int) -> Sequence[Known]:
    return session.execute(_KNOWN, {"article_id": article_id}).all()


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


@dataclass(frozen=True, slots=True)
class _Again:
    """Known quotes, by place among them: where the text has their words now, or other words instead."""

    moved: Mapping[int, Selector]
    changed: Mapping[int, Span]


def _find_again(quotes: Sequence[Known], version: Version) -> _Again:
    """Find quotes of other versions in this one's text."""
    elsewhere = [k for k, quote in enumerate(quotes) if quote.version_id != version.id]
    if not elsewhere:
        # As of a new article, for which nothing is to be kept in place of what was foreseen of others.
        return _Again({}, {})
    standing = tuple(span_of(quote) for quote in quotes if quote.version_id == version.id)
    found = _found_again(version.text, standing, tuple(selector(quotes[k]) for k in elsewhere))
    return _Again(
        {
            k: describe(version.text, place)
            for k, place in zip(elsewhere, found.places, strict=True)
            if place is not None
        },
        {k: span for k, span in zip(elsewhere, found.changed, strict=True) if span is not None},
    )


def _match(
    session: Session, version: Version, known: Sequence[Known], found: Sequence[Found]
) -> dict[int, int]:
    """The place among the known quotes of each quotation that is one of them; these move along.

    Words that were changed so much that few are left are still told by their place: where what stands there
    now looks like them.
    """
    if not known:
        return {}
    again = _find_again(known, version)
    standing = {k: span_of(quote) for k, quote in enumerate(known) if quote.version_id == version.id}
    standing |= {k: place.span for k, place in again.moved.items()}
    starts = {k: span.start for k, span in {**standing, **again.changed}.items()}
    pairs = match(
        [
            Wording.of(quote.text_key, starts.get(k, quote.start_char), standing.get(k))
            for k, quote in enumerate(known)
        ],
        [Wording.of(each.text_key, each.selector.span.start, each.selector.span) for each in found],
    )
    pairs |= match_places(again.changed, [each.selector.span for each in found], pairs)
    paired = {k: found[i] for i, k in pairs.items()}
    places = {**again.moved, **{k: each.selector for k, each in paired.items()}}
    moved = [
        {"id": known[k].id, **values}
        for k, place in places.items()
        if (values := place_columns(version, place)) != {name: getattr(known[k], name) for name in values}
    ]
    update_rows(session, Quote, moved)
    reworded = [(k, each.text_key) for k, each in paired.items() if each.text_key != known[k].text_key]
    update_rows(session, Quote, [{"id": known[k].id, "text_key": key} for k, key in reworded])
    return pairs


_JUDGED = (
    select(Review.quote_id)
    .join(Quote, Quote.id == Review.quote_id)
    .where(
        Quote.article_id == bindparam("article_id"),
        Review.live(),
        Review.verdict != Verdict.UNSURE,
    )
)


def _told(
    session: Session, article_id: int, known: Sequence[Known], read: Sequence[Read]
) -> dict[int, Said | None]:
    """What holds of each quote of the article now, as statements see it; nothing of those people judged."""
    judged = set(session.scalars(_JUDGED, {"article_id": article_id})) if known else set()
    holds = {**dict.fromkeys(quote.id for quote in known), **told(read, speaking_in(session, [article_id]))}
    return {quote_id: each for quote_id, each in holds.items() if quote_id not in judged}
