"""The rows of runs: the quotes that they found first, and what they say of each."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any, NamedTuple, Protocol

from sqlalchemy import bindparam, select

from quotesdb.db.models import (
    Alternative,
    Appearance,
    Article,
    Attribution,
    AttributionSpan,
    ExtractionRun,
    Quote,
)
from quotesdb.db.types import RunStatus
from quotesdb.services.identity import appearances
from quotesdb.services.identity.agent_key import NAMED, Key
from quotesdb.services.ingest.found import Found
from quotesdb.services.statements.grouping import Said
from quotesdb.services.store import ids, read_model
from quotesdb.services.store.chunks import chunks
from quotesdb.services.store.rows import insert_numbered, insert_rows
from quotesdb.services.store.spans import attribution_marks
from quotesdb.values import AgentKind, ExtractorRef, Selector

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable
    from datetime import date

    from sqlalchemy.orm import Session

    from quotesdb.services.ingest.new_article import NewVersion


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


class Numbered(Protocol):
    """A quote that is stored."""

    @property
    def id(self) -> int:
        """Its row number."""

    @property
    def public_id(self) -> str:
        """Its public id."""


class New(NamedTuple):
    """A quote that was not known before."""

    id: int
    public_id: str


class Read(NamedTuple):
    """What a run says of one quote; ``by`` is the appearance that it takes for its speaker."""

    run_id: int
    quote: Numbered
    found: Found
    by: int | None


class Speaking(NamedTuple):
    """Whose an appearance is, when its article was printed, and what else a quotation has of it."""

    speaker_id: int | None
    published_on: date | None
    kind: AgentKind
    name_key: str
    body_id: int | None


def insert_runs(session: Session, runs: Sequence[tuple[Version, ExtractorRef]]) -> list[int]:
    """Store complete runs, each of a version of its own; their row numbers."""
    now = datetime.now(UTC)
    rows = [
        {
            "version_id": version.id,
            "extractor": extractor.name,
            "extractor_version": extractor.version,
            "model_sha256": extractor.model_sha256,
            "status": RunStatus.COMPLETE,
            "started_at": now,
            "finished_at": now,
        }
        for version, extractor in runs
    ]
    numbers = insert_numbered(session, ExtractionRun, rows, ExtractionRun.version_id)
    return [numbers[version.id] for version, _extractor in runs]


def insert_quotes(session: Session, found: Sequence[tuple[Version, Found]]) -> list[New]:
    """Store quotes that were not known before, in this order."""
    if not found:
        return []
    now = datetime.now(UTC)
    seeds = [_seed(version.article.public_id, each.selector) for version, each in found]
    allotted = ids.allot(session, Quote.public_id, "q", seeds)
    rows = [
        {
            "public_id": public_id,
            "article_id": version.article_id,
            "first_seen_at": now,
            "text_key": each.text_key,
            **place_columns(version, each.selector),
        }
        for public_id, (version, each) in zip(allotted, found, strict=True)
    ]
    numbers = insert_numbered(session, Quote, rows, Quote.public_id)
    return [New(numbers[public_id], public_id) for public_id in allotted]


def _seed(article_id: str, selector: Selector) -> tuple[str, ...]:
    return (article_id, str(selector.span.start), selector.prefix, selector.exact, selector.suffix)


def place_columns(version: Version, place: Selector) -> dict[str, Any]:
    """The columns of a quote that say where it stands."""
    return {
        "version_id": version.id,
        "start_char": place.span.start,
        "end_char": place.span.end,
        "exact": place.exact,
        "prefix": place.prefix,
        "suffix": place.suffix,
    }


def by_of(found: Found, seen: Mapping[Key, int]) -> int | None:
    """The appearance of a quotation's speaker, if it has one."""
    return seen[found.speaker] if found.speaker else None


def insert_attributions(session: Session, read: Sequence[Read]) -> dict[int, int]:
    """Store what runs say, of each quote one of them; the row numbers by those of the quotes."""
    rows, spans = [], {}
    for each in read:
        it = each.found.quotation
        columns, spans[each.quote.id] = attribution_marks(it)
        rows.append(
            {
                "run_id": each.run_id,
                "quote_id": each.quote.id,
                "appearance_id": each.by,
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
    doubted = [(each.quote.id, other) for each in read if (other := each.found.quotation.alternative)]
    insert_rows(
        session, Alternative, [{"attribution_id": numbers[id_], **asdict(other)} for id_, other in doubted]
    )
    return numbers


_SPEAKERS = (
    select(
        Appearance.id,
        Appearance.speaker_id,
        Article.published_on,
        Appearance.kind,
        Appearance.name_key,
        Appearance.organisation_id,
    )
    .join(Appearance.article)
    .where(Appearance.article_id.in_(bindparam("ids", expanding=True)))
)


def speaking_in(session: Session, article_ids: Collection[int]) -> dict[int, Speaking]:
    """Whose the appearances of these articles are."""
    return {
        row[0]: Speaking(*row[1:])
        for part in chunks(article_ids)
        for row in session.execute(_SPEAKERS, {"ids": part})
    }


def told(read: Iterable[Read], speaking: Mapping[int, Speaking]) -> dict[int, Said | None]:
    """What runs say of each quote, as statements see it."""
    return {each.quote.id: _said(each, speaking.get(each.by or 0)) for each in read}


def _said(read: Read, by: Speaking | None) -> Said | None:
    if by is None or by.speaker_id is None or by.kind not in NAMED or read.found.marked is None:
        return None
    return Said.of(read.quote.id, read.quote.public_id, by.speaker_id, by.published_on, read.found.marked)


def found_in(version: NewVersion, read: Read, attribution_id: int, by: Speaking | None) -> read_model.Found:
    """What holds of a quote of an article that is new, as the read model has it."""
    article, it = version.article, read.found.quotation
    return read_model.Found(
        quote_id=read.quote.id,
        article_id=article.id,
        version_id=version.id,
        attribution_id=attribution_id,
        kind=it.kind,
        cue_class=it.cue_class,
        appearance_id=read.by,
        speaker_id=by and by.speaker_id,
        medium=it.medium,
        addressee=it.addressee,
        confidence=it.confidence,
        rule=it.rule,
        start_char=read.found.selector.span.start,
        text_key=read.found.text_key,
        public_id=article.public_id,
        publisher_id=article.publisher_id,
        published_on=article.published_on,
        published_precision=article.published_precision,
        published_at_utc=article.published_at_utc,
        embargo=article.embargo,
        agent_kind=by and by.kind,
        agent_key=by and by.name_key,
        body_id=by and by.body_id,
        cue=it.cue.text(version.text) if it.cue else None,
    )
