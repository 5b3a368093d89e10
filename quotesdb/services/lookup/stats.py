"""Who gets quoted: quotations and words, counted by speaker, organisation, publisher, month ..."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Any, NamedTuple

from sqlalchemy import Row, select
from sqlalchemy.orm import aliased

from quotesdb.db.models import (
    Appearance,
    Article,
    AttributionSpan,
    DecisionSpan,
    Organisation,
    Quote,
    Speaker,
    SpeakerTag,
)
from quotesdb.db.types import SpanRole
from quotesdb.services.identity.find_speaker import NAMED
from quotesdb.services.lookup.filters import QuoteFilter
from quotesdb.services.lookup.quotes import chosen
from quotesdb.services.store.chunks import chunks
from quotesdb.services.store.spans import load_spans
from quotesdb.services.store.texts import texts_of
from quotesdb.text.folding import fold, words
from quotesdb.values import AgentKind, Precision, Span

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

FOLDED = {AgentKind.GROUP: "groups", AgentKind.ANONYMOUS: "anonymous sources"}
"""Kinds of speakers that have one line together: two of them are never known to be one."""


class By(StrEnum):
    """What quotations can be counted by."""

    SPEAKER = "speaker"
    ORGANISATION = "organisation"
    """Whom the speaker speaks for, or the organisation that speaks itself."""
    KIND = "kind"
    PUBLISHER = "publisher"
    MONTH = "month"
    TAG = "tag"
    """A quotation counts for every tag of its speaker."""
    CUE = "cue"


@dataclass(frozen=True, slots=True)
class Count:
    """How many quotations with how many words, and which shares of the totals these are (0 to 1)."""

    quotes: int
    words: int
    quotes_share: float
    words_share: float


@dataclass(frozen=True, slots=True)
class StatsRow:
    """The count of one speaker, publisher, month ...; ``name`` is null for the quotations that have none."""

    name: str | None
    id: str | None
    kind: AgentKind | None
    count: Count
    articles: int


@dataclass(frozen=True, slots=True)
class Statistics:
    """Counts with the totals that their shares are of.

    ``speakers`` is the number of persons and organisations; ``groups`` that of all rows there are, of which
    ``rows`` are the first.
    """

    by: By
    quotes: int
    words: int
    articles: int
    speakers: int
    anonymous: Count
    unattributed: Count
    groups: int
    rows: tuple[StatsRow, ...]


class _Key(NamedTuple):
    """What the quotations of one row have in common; ``key`` null for those that have nothing of the sort."""

    key: str | None
    name: str | None = None
    id: str | None = None
    kind: AgentKind | None = None


class _Quoted(NamedTuple):
    """One quotation as it is counted."""

    row: Row[Any]
    words: int


def statistics(session: Session, where: QuoteFilter, by: By) -> Statistics:
    """Count the quotations that fit; ``where.limit`` is how many rows to return, the greatest first.

    Months come in their order, and of these the last. Words are those of the content as printed, with what is
    not in quotation marks.

    Raises:
        UnknownName, AmbiguousName, BadRequest: if the filter names nobody, several, or no date.
    """
    rows = _rows(session, where)
    reviewed = _reviewed_words(session, rows)
    quoted = [_Quoted(row, reviewed.get(row.review_id, len(words(row.text_key)))) for row in rows]
    total = Count(len(quoted), sum(one.words for one in quoted), 1.0, 1.0)
    counted = _counted(quoted, _keys(session, rows, by), total)
    counted.sort(key=_by_month if by is By.MONTH else _by_size)
    limit = where.limit
    shown = counted if limit is None else counted[-limit:] if by is By.MONTH else counted[:limit]
    return Statistics(
        by=by,
        quotes=total.quotes,
        words=total.words,
        articles=len({row.article_id for row in rows}),
        speakers=len({row.speaker_id for row in rows if row.speaker_kind in NAMED}),
        anonymous=_count((one for one in quoted if one.row.kind is AgentKind.ANONYMOUS), total),
        unattributed=_count((one for one in quoted if one.row.kind is None), total),
        groups=len(counted),
        rows=tuple(shown),
    )


def _rows(session: Session, where: QuoteFilter) -> Sequence[Row[Any]]:
    """The quotations that fit, each with what they can be counted by."""
    effective, conditions = chosen(session, where)
    agent, body, publisher = aliased(Appearance), aliased(Organisation), aliased(Organisation)
    return session.execute(
        select(
            effective.c.article_id,
            effective.c.version_id,
            effective.c.attribution_id,
            effective.c.review_id,
            Quote.text_key,
            Speaker.id.label("speaker_id"),
            Speaker.public_id.label("speaker_public_id"),
            Speaker.name.label("speaker"),
            Speaker.kind.label("speaker_kind"),
            agent.kind,
            agent.name,
            agent.name_key,
            body.name.label("body"),
            body.name_key.label("body_key"),
            publisher.name.label("publisher"),
            publisher.name_key.label("publisher_key"),
            Article.published_on,
            Article.published_precision,
        )
        .select_from(effective)
        .join(Article, Article.id == effective.c.article_id)
        .join(Quote, Quote.id == effective.c.quote_id)
        .outerjoin(agent, agent.id == effective.c.appearance_id)
        .outerjoin(Speaker, Speaker.id == agent.speaker_id)
        .outerjoin(body, body.id == agent.organisation_id)
        .outerjoin(publisher, publisher.id == Article.publisher_id)
        .where(*conditions)
        .order_by(Quote.id)
    ).all()


def _reviewed_words(session: Session, rows: Sequence[Row[Any]]) -> dict[int, int]:
    """The number of words that each review froze: the article may have others by now."""
    reviews = {row.review_id: row.version_id for row in rows if row.review_id is not None}
    found: Counter[int] = Counter()
    for review_id, text in _marked(session, DecisionSpan, reviews, SpanRole.CONTENT):
        found[review_id] += len(words(text))
    return dict(found)


def _marked(
    session: Session, model: type[AttributionSpan | DecisionSpan], owners: dict[int, int], role: SpanRole
) -> Iterator[tuple[int, str]]:
    """The words that attributions or reviews (row number to version) mark as ``role``."""
    places: defaultdict[int, list[tuple[int, Span]]] = defaultdict(list)
    for owner, marked in load_spans(session, model, owners, [role]).items():
        places[owners[owner]] += [(owner, span) for span in marked[role]]
    for part in chunks(places):
        for version_id, text in texts_of(session, part).items():
            yield from ((owner, span.text(text)) for owner, span in places[version_id])


def _keys(session: Session, rows: Sequence[Row[Any]], by: By) -> list[list[_Key]]:
    """For each quotation the rows that it counts for: one, or one for each tag."""
    if by is By.TAG:
        tags = _tags(session, rows)
        return [[_Key(tag, tag) for tag in tags.get(row.speaker_id, [])] or [_Key(None)] for row in rows]
    if by is By.CUE:
        return [[_Key(cue, cue)] for cue in _cues(session, rows)]
    return [[_KEYS[by](row)] for row in rows]


def _speaker(row: Row[Any]) -> _Key:
    if row.speaker_id is None:
        return _Key(None)
    kind = row.speaker_kind
    if kind in FOLDED:
        return _Key(kind, FOLDED[kind], None, kind)
    return _Key(row.speaker_public_id, row.speaker, row.speaker_public_id, kind)


def _organisation(row: Row[Any]) -> _Key:
    if row.kind is AgentKind.ORGANISATION:
        return _Key(row.name_key, row.name)
    return _Key(row.body_key, row.body)


def _kind(row: Row[Any]) -> _Key:
    return _Key(row.kind, row.kind and row.kind.value, None, row.kind)


def _publisher(row: Row[Any]) -> _Key:
    return _Key(row.publisher_key, row.publisher)


def _month(row: Row[Any]) -> _Key:
    """The month as printed; where only a year was printed, the year."""
    if row.published_on is None:
        return _Key(None)
    length = 4 if row.published_precision is Precision.YEAR else 7
    printed = row.published_on.isoformat()[:length]
    return _Key(printed, printed)


_KEYS = {
    By.SPEAKER: _speaker,
    By.ORGANISATION: _organisation,
    By.KIND: _kind,
    By.PUBLISHER: _publisher,
    By.MONTH: _month,
}


def _tags(session: Session, rows: Sequence[Row[Any]]) -> dict[int, list[str]]:
    """The tags of each speaker that has some."""
    found: defaultdict[int, list[str]] = defaultdict(list)
    for part in chunks({row.speaker_id for row in rows if row.speaker_id is not None}):
        tagged = session.execute(
            select(Appearance.speaker_id, SpeakerTag.tag)
            .join(SpeakerTag.appearance)
            .where(Appearance.speaker_id.in_(part), SpeakerTag.live())
            .distinct()
        )
        for speaker_id, tag in tagged:
            found[speaker_id or 0].append(tag)
    return found


def _cues(session: Session, rows: Sequence[Row[Any]]) -> list[str | None]:
    """The cue of each quotation, in small letters."""
    human = {row.review_id: row.version_id for row in rows if row.review_id is not None}
    machine = {row.attribution_id: row.version_id for row in rows if row.review_id is None}
    judged = dict(_marked(session, DecisionSpan, human, SpanRole.CUE))
    believed = dict(_marked(session, AttributionSpan, machine, SpanRole.CUE))
    printed = (
        believed.get(row.attribution_id) if row.review_id is None else judged.get(row.review_id)
        for row in rows
    )
    return [fold(cue) if cue else None for cue in printed]


def _counted(quoted: Sequence[_Quoted], keys: Sequence[list[_Key]], total: Count) -> list[StatsRow]:
    """The rows, each by the name that is printed most often for it."""
    members: defaultdict[str | None, list[_Quoted]] = defaultdict(list)
    named: defaultdict[str | None, Counter[_Key]] = defaultdict(Counter)
    for one, each in zip(quoted, keys, strict=True):
        for key in each:
            members[key.key].append(one)
            named[key.key][key] += 1
    return [
        StatsRow(
            name=(label := _commonest(named[key])).name,
            id=label.id,
            kind=label.kind,
            count=_count(ones, total),
            articles=len({one.row.article_id for one in ones}),
        )
        for key, ones in members.items()
    ]


def _commonest(labels: Counter[_Key]) -> _Key:
    return min(labels, key=lambda label: (-labels[label], label.name or ""))


def _count(quoted: Iterable[_Quoted], total: Count) -> Count:
    sizes = [one.words for one in quoted]
    return Count(
        len(sizes),
        sum(sizes),
        round(len(sizes) / total.quotes, 4) if total.quotes else 0.0,
        round(sum(sizes) / total.words, 4) if total.words else 0.0,
    )


def _by_size(row: StatsRow) -> tuple[Any, ...]:
    return -row.count.quotes, -row.count.words, row.name or "", row.id or ""


def _by_month(row: StatsRow) -> tuple[Any, ...]:
    return row.name is None, row.name or ""
