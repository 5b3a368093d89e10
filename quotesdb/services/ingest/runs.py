"""Extraction runs: what an extractor found in one version of an article, matched to the article's quotes."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from functools import lru_cache
from typing import TYPE_CHECKING, Any, NamedTuple, Protocol, TypeAlias

from sqlalchemy import Row, bindparam, select

from quotesdb.db.models import (
    Alternative,
    Appearance,
    Article,
    ArticleVersion,
    Attribution,
    AttributionSpan,
    ExtractionRun,
    Quote,
    Review,
)
from quotesdb.db.types import RunStatus, Verdict
from quotesdb.services.identity import appearances, clustering
from quotesdb.services.identity.agent_key import NAMED, Key
from quotesdb.services.ingest.found import Found, each_found
from quotesdb.services.statements import grouping
from quotesdb.services.statements.grouping import Said
from quotesdb.services.store import ids
from quotesdb.services.store.rows import insert_numbered, insert_row, insert_rows, update_rows
from quotesdb.services.store.spans import attribution_marks, selector, span_of
from quotesdb.text.anchor import describe, find_changed, reanchor_each
from quotesdb.text.folding import sha256_text
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


class Version(Protocol):
    """The version of an article that quotations were found in."""

    @property
    def id(self) -> int:
        """Its row number."""

    @property
    def article_id(self) -> int:
        """The row number of its article."""

    @property
    def text(self) -> str:
        """Its text."""

    @property
    def article(self) -> appearances.Named:
        """Its article."""


def store_run(
    session: Session,
    version: Version,
    quotations: Sequence[Quotation | Found],
    extractor: ExtractorRef,
    *,
    is_new: bool = False,
) -> StoredRun:
    """Store what ``extractor`` found in the current version of an article, and link its speakers.

    Quotes of the article are found again in the version first; those that the run does not produce stay,
    unsupported, and reviews stay as they are. The run is believed once the caller commits. How many
    statements the database is asked does not depend on how many quotations there are. ``is_new`` says that
    the article was stored just now.
    """
    found = each_found(version.text, quotations)
    now = datetime.now(UTC)
    run_id = insert_row(
        session,
        ExtractionRun,
        version_id=version.id,
        extractor=extractor.name,
        extractor_version=extractor.version,
        model_sha256=extractor.model_sha256,
        status=RunStatus.COMPLETE,
        started_at=now,
        finished_at=now,
    )
    known = [] if is_new else _known(session, version.article_id)
    pairs = _match(session, version, known, found)
    fresh = _store_new(session, version, [each for i, each in enumerate(found) if i not in pairs])
    unused = iter(fresh)
    quotes = [known[pairs[i]] if i in pairs else next(unused) for i in range(len(found))]
    said_by = [(each.speaker, each.quotation.speaker) for each in found]
    agents = [(key, agent) for key, agent in said_by if key and agent]
    seen = appearances.ids_of(session, version.article, agents, is_new=is_new)
    _attribute(session, run_id, list(zip(quotes, found, strict=True)), seen)
    moved = clustering.refresh_article(session, version.article_id, is_new=is_new)
    told = _told(session, version.article_id, known, list(zip(quotes, found, strict=True)), seen)
    here = {*(quote.id for quote in known), *(quote.id for quote in fresh)}
    elsewhere = moved.difference(seen.values())
    grouping.refresh(session, here, elsewhere, told, {quote.id for quote in fresh})
    said = sum(each.quotation.cue_class in REPORTED for each in found)
    return StoredRun(said, len(fresh), len(known) - len(pairs))


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
        if (values := _place(version, place)) != {name: getattr(known[k], name) for name in values}
    ]
    update_rows(session, Quote, moved)
    reworded = [(k, each.text_key) for k, each in paired.items() if each.text_key != known[k].text_key]
    update_rows(session, Quote, [{"id": known[k].id, "text_key": key} for k, key in reworded])
    return pairs


class _New(NamedTuple):
    """A quote that was not known before."""

    id: int
    public_id: str


def _store_new(session: Session, version: Version, found: Sequence[Found]) -> list[_New]:
    """Store quotes that were not known before."""
    if not found:
        return []
    article, now = version.article, datetime.now(UTC)
    allotted = ids.allot(
        session, Quote.public_id, "q", [_seed(article.public_id, each.selector) for each in found]
    )
    rows = [
        {
            "public_id": public_id,
            "article_id": article.id,
            "first_seen_at": now,
            "text_key": each.text_key,
            **_place(version, each.selector),
        }
        for public_id, each in zip(allotted, found, strict=True)
    ]
    numbers = insert_numbered(session, Quote, rows, Quote.public_id)
    return [_New(numbers[public_id], public_id) for public_id in allotted]


def _seed(article_id: str, selector: Selector) -> tuple[str, ...]:
    return (article_id, str(selector.span.start), selector.prefix, selector.exact, selector.suffix)


def _place(version: Version, place: Selector) -> dict[str, Any]:
    """The columns of a quote that say where it stands."""
    return {
        "version_id": version.id,
        "start_char": place.span.start,
        "end_char": place.span.end,
        "exact": place.exact,
        "prefix": place.prefix,
        "suffix": place.suffix,
    }


def _attribute(
    session: Session,
    run_id: int,
    said: Sequence[tuple[_New | Known, Found]],
    seen: Mapping[Key, int],
) -> None:
    """Store what the run says of each quote."""
    rows, spans = [], {}
    for quote, found in said:
        it = found.quotation
        columns, spans[quote.id] = attribution_marks(it)
        rows.append(
            {
                "run_id": run_id,
                "quote_id": quote.id,
                "appearance_id": seen[found.speaker] if found.speaker else None,
                "kind": it.kind,
                "cue_class": it.cue_class,
                "medium": it.medium,
                "addressee": it.addressee,
                "confidence": it.confidence,
                "rule": it.rule,
                **columns,
            }
        )
    numbers = insert_numbered(session, Attribution, rows, Attribution.quote_id)
    insert_rows(
        session,
        AttributionSpan,
        [{"attribution_id": numbers[id_], **span} for id_, each in spans.items() for span in each],
    )
    doubted = [(quote.id, other) for quote, found in said if (other := found.quotation.alternative)]
    insert_rows(
        session, Alternative, [{"attribution_id": numbers[id_], **asdict(other)} for id_, other in doubted]
    )


_SPEAKERS = (
    select(Appearance.id, Appearance.speaker_id, Article.published_on)
    .join(Appearance.article)
    .where(Appearance.article_id == bindparam("article_id"), Appearance.kind.in_(NAMED))
)
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
    session: Session,
    article_id: int,
    known: Sequence[Known],
    said: Sequence[tuple[_New | Known, Found]],
    seen: Mapping[Key, int],
) -> dict[int, Said | None]:
    """What holds of each quote of the article now, as statements see it; nothing of those people judged."""
    here = {"article_id": article_id}
    speakers = {row.id: row for row in session.execute(_SPEAKERS, here)}
    judged = set(session.scalars(_JUDGED, here)) if known else set()
    told: dict[int, Said | None] = dict.fromkeys(quote.id for quote in known)
    for quote, found in said:
        by = speakers.get(seen[found.speaker]) if found.speaker else None
        told[quote.id] = (
            Said.of(quote.id, quote.public_id, by.speaker_id, by.published_on, found.marked)
            if found.marked and by and by.speaker_id
            else None
        )
    return {quote_id: each for quote_id, each in told.items() if quote_id not in judged}
