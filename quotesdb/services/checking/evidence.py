"""Stored articles as evidence that claims are compared with."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from sqlalchemy import BindParameter, CompoundSelect, Row, bindparam, select, union, union_all

from quotesdb.check.evidence import Evidence, Said
from quotesdb.db.models import (
    Appearance,
    Article,
    ArticleVersion,
    ArticleZone,
    Attribution,
    AttributionSpan,
    DecisionSpan,
    ExtractionRun,
    Organisation,
    Quote,
    Review,
    Speaker,
    SpeakerJudgement,
    SpeakerName,
)
from quotesdb.db.models.current_quote import Shown
from quotesdb.db.types import HELD, Identity, SpanRole, Status
from quotesdb.services.lookup.drift import Standing, standings
from quotesdb.services.store import alternatives
from quotesdb.services.store.chunks import chunks, filled
from quotesdb.services.store.erased import Tombstones, tombstones
from quotesdb.services.store.masked_articles import shown_texts
from quotesdb.services.store.read_model import current_quotes
from quotesdb.services.store.rows import table_of
from quotesdb.services.store.spans import Marked, load_spans, marked_by, span_of
from quotesdb.values import CORRECTION, Agent, Decision, Zone

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

TRANSCRIPT = "transcript"
"""The reader whose turns are evidence of what was said, not of what was reported."""

SURE = 0.5
"""Confidence above which an attribution by a program counts as one.

One to a surname that several bear reaches it at most.
"""

_HEADLINES = ("headline", "subhead")
_ROLES = (SpanRole.CONTENT, SpanRole.QUOTED, SpanRole.CUE, SpanRole.SOURCE)


@dataclass(frozen=True, slots=True)
class StoredText:
    """The text of an article's current version, before anything is known of its quotations."""

    version_id: int
    article_id: int
    public_id: str
    printed: str
    reader: str
    text: str


def texts(session: Session, version_ids: Sequence[int]) -> list[StoredText]:
    """The texts of these versions, as they may be shown, in their order."""
    shown = shown_texts(session, version_ids)
    rows = session.execute(_VERSIONS, {"ids": filled(version_ids)})
    found = {
        row.id: StoredText(
            row.id,
            row.article_id,
            row.public_id,
            row.published_on.isoformat() if row.published_on else "9999",
            row.reader,
            shown[row.id],
        )
        for row in rows
    }
    return [found[version_id] for version_id in version_ids if version_id in found]


def load(session: Session, stored: Sequence[StoredText]) -> list[Evidence]:
    """These texts with what holds of their quotations, in their order, in a fixed number of queries."""
    quotations = _quotations(session, [one.article_id for one in stored])
    zones = _zones(session, [one.version_id for one in stored])
    return [
        Evidence(
            one.text,
            [said for version_id, said in quotations[one.article_id] if version_id == one.version_id],
            order=(one.printed, one.public_id),
            headlines=[zone.span for zone in zones[one.version_id] if zone.kind != CORRECTION],
            notices=[zone.span for zone in zones[one.version_id] if zone.kind == CORRECTION],
            transcript=one.reader == TRANSCRIPT,
        )
        for one in stored
    ]


def _zones(session: Session, version_ids: Sequence[int]) -> defaultdict[int, list[Zone]]:
    zones: defaultdict[int, list[Zone]] = defaultdict(list)
    for row in session.execute(_ZONES, {"ids": filled(version_ids)}).all():
        zones[row.version_id].append(Zone(span_of(row), row.kind))
    return zones


def _quotations(session: Session, article_ids: Sequence[int]) -> defaultdict[int, list[tuple[int, Said]]]:
    """The quotations that hold, by article, each with the version that its spans point into.

    What a person judged in an older version holds where its words still stand; where they do not, the article
    says something else, and that is what the newest run found.
    """
    rows = session.execute(_QUOTATIONS, {"ids": filled(article_ids)}).all()
    given = _given_names(session, {row.speaker_row for row in rows} - {None})
    standing = standings(session, [r.review_id for r in rows if r.review_id is not None])
    machine = load_spans(
        session, AttributionSpan, [r.attribution_id for r in rows if r.review_id is None], _ROLES
    )
    human = load_spans(session, DecisionSpan, [r.review_id for r in rows if r.review_id is not None], _ROLES)
    known = tombstones(session)
    found: defaultdict[int, list[tuple[int, Said]]] = defaultdict(list)
    for row in rows:
        stands = standing.get(row.review_id)
        if stands is not None and not stands.content:
            if stands.attribution is not None:
                said = _newest(row, stands, stands.attribution, known)
                found[row.article_id].append((stands.version_id, said))
        elif row.status in HELD:
            version_id = row.version_id
            marked: Marked = machine[row.attribution_id] if row.review_id is None else human[row.review_id]
            if stands is not None:
                version_id, marked = stands.version_id, _moved(stands)
            if marked.get(SpanRole.CONTENT):
                said = _quotation_of(row, marked, stands, given, known)
                found[row.article_id].append((version_id, said))
    return found


def _given_names(session: Session, speakers: Collection[int | None]) -> defaultdict[int | None, set[str]]:
    """What people called these speakers: names they gave, and those of whom they took for the same."""
    found: defaultdict[int | None, set[str]] = defaultdict(set)
    for part in chunks(speakers):
        for speaker, name in session.execute(_GIVEN, {"ids": filled(part)}).all():
            found[speaker].add(name)
    return found


def _moved(stands: Standing) -> Marked:
    """The spans of a judged quotation in the current version, with what the newest run has beside it."""
    now = marked_by(stands.attribution)
    same = now.get(SpanRole.CONTENT) == stands.content
    beside = {role: now[role] for role in (SpanRole.CUE, SpanRole.SOURCE) if same and role in now}
    return {SpanRole.CONTENT: stands.content, SpanRole.QUOTED: stands.quoted, **beside}


def _quotation_of(
    row: Row[Any],
    marked: Marked,
    stands: Standing | None,
    given: Mapping[int | None, Collection[str]],
    known: Tombstones,
) -> Said:
    if row.review_id is not None:
        agent = _agent(row.appearance_name, row.appearance_kind, row.organisation_name, row.reviewed_role)
    else:
        agent = _agent(row.name, row.agent_kind, row.organisation, row.role)
    return Said(
        id=row.public_id,
        kind=row.kind,
        cue_class=row.cue_class,
        content=marked[SpanRole.CONTENT],
        quoted=marked.get(SpanRole.QUOTED, ()),
        cue=next(iter(marked.get(SpanRole.CUE, ())), None),
        source=next(iter(marked.get(SpanRole.SOURCE, ())), None),
        speaker=agent,
        speaker_id=row.speaker_id,
        names=(*_names(row), *sorted(given.get(row.speaker_row, ()))),
        decision=_decision(row),
        sure=row.status == Status.HUMAN or (row.confidence or 0) > SURE,
        note=f"{_decision(row).label()}; since then: {stands.since.label()}"
        if stands and stands.since
        else None,
        alternative=alternatives.alternative_of(row, known) if row.review_id is None else None,
    )


def _newest(row: Row[Any], stands: Standing, attribution: Attribution, known: Tombstones) -> Said:
    """What the newest run has in place of words that a person judged, which the article has no more."""
    marked, printed = marked_by(attribution), attribution.appearance
    agent = None
    if printed is not None:
        organisation = printed.organisation.name if printed.organisation else None
        agent = Agent(printed.name, printed.kind, organisation, printed.role)
    speaker = printed.speaker if printed else None
    since = stands.since.label() if stands.since else ""
    run = attribution.run
    return Said(
        id=row.public_id,
        kind=attribution.kind,
        cue_class=attribution.cue_class,
        content=marked[SpanRole.CONTENT],
        quoted=marked.get(SpanRole.QUOTED, ()),
        cue=next(iter(marked.get(SpanRole.CUE, ())), None),
        source=next(iter(marked.get(SpanRole.SOURCE, ())), None),
        speaker=agent,
        speaker_id=speaker.public_id if speaker else None,
        names=(speaker.name,) if speaker else (),
        decision=Decision("machine", run.extractor, run.extractor_version, attribution.confidence),
        sure=attribution.confidence > SURE,
        note=f"{_decision(row).label()}, when it read {stands.judged}; since then: {since}",
        alternative=alternatives.openly(attribution.other_agent(), known),
    )


def _decision(row: Row[Any]) -> Decision:
    if row.review_id is not None:
        return Decision("human", row.decided_by, at=row.decided_at)
    return Decision("machine", row.extractor, row.extractor_version, row.confidence)


def _agent(name: str | None, kind: Any, organisation: str | None, role: str | None) -> Agent | None:
    return Agent(name, kind, organisation, role) if name is not None and kind is not None else None


def _names(row: Row[Any]) -> Iterator[str]:
    """What else the speaker is called."""
    yield from filter(None, (row.name, row.speaker))


_IDS: BindParameter[int] = bindparam("ids", expanding=True)
_ROW = current_quotes().c
_VERSIONS = (
    select(
        ArticleVersion.id,
        Article.id.label("article_id"),
        Article.public_id,
        Article.published_on,
        ArticleVersion.reader,
    )
    .join(ArticleVersion.article)
    .where(ArticleVersion.id.in_(_IDS))
)
_ZONE = table_of(ArticleZone).c
_ZONES = select(_ZONE.version_id, _ZONE.start_char, _ZONE.end_char, _ZONE.kind).where(
    _ZONE.version_id.in_(_IDS), _ZONE.kind.in_((*_HEADLINES, CORRECTION))
)
_QUOTATIONS = (
    select(
        _ROW.article_id,
        _ROW.version_id,
        _ROW.attribution_id,
        _ROW.review_id,
        _ROW.kind,
        _ROW.cue_class,
        _ROW.confidence,
        _ROW.status,
        Quote.public_id,
        Appearance.speaker_id.label("speaker_row"),
        Appearance.name,
        Appearance.kind.label("agent_kind"),
        Appearance.role,
        Organisation.name.label("organisation"),
        Speaker.public_id.label("speaker_id"),
        Speaker.name.label("speaker"),
        Review.appearance_name,
        Review.appearance_kind,
        Review.role.label("reviewed_role"),
        Review.organisation_name,
        Review.decided_by,
        Review.decided_at,
        ExtractionRun.extractor,
        ExtractionRun.extractor_version,
        *alternatives.COLUMNS,
    )
    .join(Quote, Quote.id == _ROW.quote_id)
    .outerjoin(Appearance, Appearance.id == _ROW.appearance_id)
    .outerjoin(Organisation, Organisation.id == Appearance.organisation_id)
    .outerjoin(Speaker, Speaker.id == Appearance.speaker_id)
    .outerjoin(Review, Review.id == _ROW.review_id)
    .outerjoin(Attribution, Attribution.id == _ROW.attribution_id)
    .outerjoin(alternatives.TABLE, alternatives.TABLE.c.attribution_id == Attribution.id)
    .outerjoin(ExtractionRun, ExtractionRun.id == Attribution.run_id)
    .where(
        _ROW.article_id.in_(_IDS),
        _ROW.status != Status.UNSUPPORTED,
        _ROW.shown != Shown.ERASED.value,
    )
)


def _given_query() -> CompoundSelect[int | None, str]:
    """The names that people gave, and those of appearances that they took for the same."""
    ends = (SpeakerJudgement.appearance_a_id, SpeakerJudgement.appearance_b_id)
    same = (SpeakerJudgement.verdict == Identity.SAME, SpeakerJudgement.live())
    taken = union(*(select(end.label("id")).where(*same) for end in ends)).subquery()
    printed = select(Appearance.speaker_id, Appearance.name).join(taken, taken.c.id == Appearance.id)
    given = select(Appearance.speaker_id, SpeakerName.name).join(SpeakerName.appearance)
    theirs = Appearance.speaker_id.in_(_IDS)
    return union_all(printed.where(theirs), given.where(theirs, SpeakerName.live()))


_GIVEN = _given_query()
"""All of these are made once: to make them anew takes longer than to ask them."""
