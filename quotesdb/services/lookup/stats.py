"""Who gets quoted: quotations and words, counted by speaker, organisation, publisher, month ..."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import TYPE_CHECKING, Any, NamedTuple, TypeVar

from sqlalchemy import (
    BinaryExpression,
    ColumnElement,
    FromClause,
    Row,
    Select,
    String,
    case,
    cast,
    func,
    null,
    or_,
    select,
)

from quotesdb.db.models import Appearance, Organisation, Speaker, SpeakerTag
from quotesdb.db.models.current_quote import CountOf, Shown
from quotesdb.services.errors import BadRequest
from quotesdb.services.identity.agent_key import NAMED
from quotesdb.services.lookup.filters import QuoteFilter, Selection
from quotesdb.services.lookup.kept import FOLDED, tallies, tells_kinds_of_speakers
from quotesdb.services.lookup.quotes import chosen
from quotesdb.services.lookup.spoken_for import by_organisation, kept_by_organisation
from quotesdb.services.store.chunks import chunks
from quotesdb.services.store.counts import NONE
from quotesdb.services.store.erased import tombstones
from quotesdb.services.store.read_model import is_shown
from quotesdb.values import AgentKind, Precision

if TYPE_CHECKING:
    from sqlalchemy.orm import Session


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
class MonthRow:
    """What one of the rows has in one month (in one year where no more was printed, null if nothing was)."""

    name: str | None
    id: str | None
    kind: AgentKind | None
    month: str | None
    quotes: int
    words: int
    articles: int


@dataclass(frozen=True, slots=True)
class Statistics:
    """Counts with the totals that their shares are of.

    ``months`` are the same rows month by month, if that is asked for. ``speakers`` is the number of persons
    and organisations; ``groups`` that of all rows there are, of which ``rows`` are the first.
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
    months: tuple[MonthRow, ...] = ()


class Without(StrEnum):
    """What can be left out of counts."""

    ANONYMOUS = "anonymous"
    UNATTRIBUTED = "unattributed"
    GROUPS = "groups"


_LEFT_OUT = {Without.ANONYMOUS: AgentKind.ANONYMOUS, Without.GROUPS: AgentKind.GROUP}


class _Group(NamedTuple):
    """What the quotations of a row have in common, as they are grouped and as the row is told.

    ``labels`` are the columns that make its name, id and kind, the same in all of a group.
    """

    joined: FromClause
    key: tuple[ColumnElement[Any], ...]
    labels: tuple[ColumnElement[Any], ColumnElement[Any], ColumnElement[Any]]


def statistics(
    session: Session,
    where: QuoteFilter,
    by: By,
    *,
    without: Collection[Without] = (),
    per_month: bool = False,
) -> Statistics:
    """Count the quotations that fit; ``where.limit`` is how many rows to return, the greatest first.

    What is ``without`` is not counted at all: the totals and shares are of the rest. ``per_month`` adds the
    months of the rows.

    Months come in their order, and of these the last. Words are those of the content as printed, with what is
    not in quotation marks.

    Raises:
        UnknownName, AmbiguousName, BadRequest: if the filter names nobody, several, or no date; or if months
            or organisations are to be told month by month.
    """
    if per_month and (by is By.MONTH or by not in _GROUPS):
        raise BadRequest(f"{by} is not counted month by month")
    selected = _left(_one_after_the_other(chosen(session, where)), without)
    all_shown = replace(where, limit=None) == QuoteFilter(limit=None) and not without
    totals = _kept_totals(session) if all_shown else _totals(session, selected)
    total, kinds = totals.all, totals.kinds
    counted = _counted(session, selected, by, total, all_shown=all_shown)
    counted.sort(key=_by_month if by is By.MONTH else _by_size)
    limit = where.limit
    shown = counted if limit is None else counted[-limit:] if by is By.MONTH else counted[:limit]
    none = _share(0, 0, total)
    return Statistics(
        by=by,
        quotes=total.quotes,
        words=total.words,
        articles=totals.articles,
        speakers=_how_many_speak(session, selected, all_shown=all_shown),
        anonymous=kinds.get(AgentKind.ANONYMOUS.value, none),
        unattributed=kinds.get("", none),
        groups=len(counted),
        rows=_masked(session, shown),
        months=_masked(session, _months(session, selected, by, shown)) if per_month else (),
    )


_Named = TypeVar("_Named", StatsRow, MonthRow)


def _masked(session: Session, rows: Sequence[_Named]) -> tuple[_Named, ...]:
    """The rows without the names of whoever is erased, which those of organisations may have in them."""
    known = tombstones(session)
    return tuple(replace(row, name=known.line(row.name)) for row in rows) if known else tuple(rows)


def _left(selected: Selection, without: Collection[Without]) -> Selection:
    """The rows without those that are not to be counted."""
    kind = selected.rows.c.agent_kind
    conditions = [or_(kind.is_(None), kind != _LEFT_OUT[each]) for each in without if each in _LEFT_OUT]
    if Without.UNATTRIBUTED in without:
        conditions.append(kind.is_not(None))
    return replace(selected, conditions=(*selected.conditions, *conditions), total=None)


def _months(session: Session, selected: Selection, by: By, shown: Sequence[StatsRow]) -> list[MonthRow]:
    """What each of these rows has in each month, in the order of the rows, and of time in each."""
    group, month = _GROUPS[by](selected.rows), _month(selected.rows).labels[0]
    labels = [func.min(label).label(name) for label, name in zip(group.labels, _LABELS, strict=True)]
    query = _counts(selected.rows.c, group.joined, selected.where, *labels, func.min(month).label("month"))
    place = {(row.name, row.id, row.kind): number for number, row in enumerate(shown)}
    found = [
        MonthRow(row.name, row.id, kind, row.month, row.quotes, row.words, row.articles)
        for row in session.execute(query.group_by(*group.key, month))
        if (row.name, row.id, kind := AgentKind(row.kind) if row.kind else None) in place
    ]
    return sorted(
        found, key=lambda row: (place[row.name, row.id, row.kind], row.month is None, row.month or "")
    )


class _Totals(NamedTuple):
    """What shares are of; ``kinds`` are those of agents by name, empty for nobody."""

    all: Count
    articles: int
    kinds: dict[str, Count]


def _totals(session: Session, selected: Selection) -> _Totals:
    row = selected.rows.c
    sums = select(row.agent_kind, func.count(), func.sum(row.words))
    by_kind = session.execute(sums.where(*selected.where).group_by(row.agent_kind)).all()
    articles = select(row.article_id).where(*selected.where).distinct().subquery()
    number = session.scalar(select(func.count()).select_from(articles)) or 0
    return _shared({kind.value if kind else "": (quotes, words) for kind, quotes, words in by_kind}, number)


def _kept_totals(session: Session) -> _Totals:
    kinds = {kind: tally[:2] for kind, tally in tallies(session, CountOf.AGENT).items()}
    return _shared(kinds, tallies(session, CountOf.ALL).get("", NONE).articles)


def _shared(kinds: Mapping[str, tuple[int, int]], articles: int) -> _Totals:
    quotes, words = (sum(count[place] for count in kinds.values()) for place in (0, 1))
    total = Count(quotes, words, 1.0, 1.0)
    return _Totals(total, articles, {kind: _share(*count, total) for kind, count in kinds.items()})


def _counted(
    session: Session, selected: Selection, by: By, total: Count, *, all_shown: bool
) -> list[StatsRow]:
    """The rows in any order; where nothing narrows them down, most are kept ready."""
    if by is By.ORGANISATION:
        found = kept_by_organisation(session, selected) if all_shown else by_organisation(session, selected)
        return [
            StatsRow(each.name, None, None, _share(each.quotes, each.words, total), each.articles)
            for each in found
        ]
    if not all_shown or by is By.TAG:
        return _rows(session, selected, by, total)
    if by is By.SPEAKER:
        return [*_kept_speakers(session, total), *_kept_others(session, selected, total)]
    kept = tallies(session, _KEPT[by])
    names = _publishers(session, kept) if by is By.PUBLISHER else {key: key or None for key in kept}
    return [
        StatsRow(
            names[key],
            None,
            AgentKind(key) if key and by is By.KIND else None,
            _share(tally.quotes, tally.quote_words, total),
            tally.articles,
        )
        for key, tally in kept.items()
    ]


_KEPT = {
    By.KIND: CountOf.AGENT,
    By.PUBLISHER: CountOf.PUBLISHER,
    By.MONTH: CountOf.MONTH,
    By.CUE: CountOf.CUE,
}


def _publishers(session: Session, keys: Iterable[str]) -> dict[str, str | None]:
    query = select(Organisation.id, Organisation.name)
    ids = [int(key) for key in keys if key]
    found: dict[str, str | None] = {"": None}
    for part in chunks(ids):
        found.update({str(row[0]): row[1] for row in session.execute(query.where(Organisation.id.in_(part)))})
    return found


def _kept_speakers(session: Session, total: Count) -> list[StatsRow]:
    kept = select(
        Speaker.name, Speaker.public_id, Speaker.kind, Speaker.quotes, Speaker.quote_words, Speaker.articles
    )
    named = session.execute(kept.where(Speaker.quotes > 0, Speaker.kind.in_(NAMED)))
    return [
        StatsRow(name, id_, kind, _share(quotes or 0, words or 0, total), articles or 0)
        for name, id_, kind, quotes, words, articles in named
    ]


def _kept_others(session: Session, selected: Selection, total: Count) -> list[StatsRow]:
    """The lines for groups, for anonymous sources, and for nobody."""
    if not tells_kinds_of_speakers(session):
        speaker = selected.rows.c.speaker_id
        others = (speaker.is_(None), Speaker.kind.in_(FOLDED))
        parts = (replace(selected, conditions=(*selected.conditions, each)) for each in others)
        return [row for part in parts for row in _rows(session, part, By.SPEAKER, total)]
    kept = tallies(session, CountOf.AGENT)
    lines: list[tuple[AgentKind | None, str | None]] = [(None, None), *FOLDED.items()]
    return [
        StatsRow(name, None, kind, _share(tally.quotes, tally.quote_words, total), tally.articles)
        for kind, name in lines
        if (tally := kept.get(kind.value if kind else ""))
    ]


def _how_many_speak(session: Session, selected: Selection, *, all_shown: bool) -> int:
    """How many persons and organisations are quoted."""
    number = select(func.count()).where(Speaker.kind.in_(NAMED))
    if all_shown:
        return session.scalar(number.where(Speaker.quotes > 0)) or 0
    found = select(selected.rows.c.speaker_id).where(*selected.where).distinct().subquery()
    return session.scalar(number.select_from(found).join(Speaker, Speaker.id == found.c[0])) or 0


def _one_after_the_other(selected: Selection) -> Selection:
    """The same rows; where nothing narrows them down they are read in their own order, not in an index's."""
    if selected.conditions or any(len(branch) > 1 for branch in selected.branches):
        return selected
    shown = [Shown(each.right.value) for (each,) in selected.branches if isinstance(each, BinaryExpression)]
    return Selection(selected.rows, (is_shown(selected.rows, *shown),), frequent=selected.frequent)


def _rows(session: Session, selected: Selection, by: By, total: Count) -> list[StatsRow]:
    group = _GROUPS[by](selected.rows)
    labels = [func.min(label).label(name) for label, name in zip(group.labels, _LABELS, strict=True)]
    query = _counts(selected.rows.c, group.joined, selected.where, *labels)
    return [
        StatsRow(
            name=row.name,
            id=row.id,
            kind=AgentKind(row.kind) if row.kind else None,
            count=_count(row, total),
            articles=row.articles,
        )
        for row in session.execute(query.group_by(*group.key))
    ]


_LABELS = ("name", "id", "kind")


def _counts(
    row: Any, joined: FromClause, where: Sequence[ColumnElement[bool]], *columns: ColumnElement[Any]
) -> Select[Any]:
    return (
        select(
            *columns,
            func.count().label("quotes"),
            func.coalesce(func.sum(row.words), 0).label("words"),
            func.count(row.article_id.distinct()).label("articles"),
        )
        .select_from(joined)
        .where(*where)
    )


def _nothing() -> ColumnElement[str | None]:
    return cast(null(), String)


def _speaker(rows: FromClause) -> _Group:
    folded = Speaker.kind.in_(FOLDED)
    own = case((folded, null()), else_=rows.c.speaker_id)
    kind = cast(Speaker.kind, String)
    name = case(*((Speaker.kind == one, label) for one, label in FOLDED.items()), else_=Speaker.name)
    id_ = case((folded, null()), else_=Speaker.public_id)
    joined = rows.outerjoin(Speaker, Speaker.id == rows.c.speaker_id)
    return _Group(joined, (own, case((folded, kind))), (name, id_, kind))


def _kind(rows: FromClause) -> _Group:
    kind = cast(rows.c.agent_kind, String)
    return _Group(rows, (rows.c.agent_kind,), (kind, _nothing(), kind))


def _publisher(rows: FromClause) -> _Group:
    joined = rows.outerjoin(Organisation, Organisation.id == rows.c.publisher_id)
    name = Organisation.__table__.c.name
    return _Group(joined, (rows.c.publisher_id,), (name, _nothing(), _nothing()))


def _month(rows: FromClause) -> _Group:
    """The month as printed; where only a year was printed, the year."""
    length = case((rows.c.published_precision == Precision.YEAR, 4), else_=7)
    month = func.substr(cast(rows.c.published_on, String), 1, length)
    return _Group(rows, (month,), (month, _nothing(), _nothing()))


def _tag(rows: FromClause) -> _Group:
    tagged = (
        select(Appearance.speaker_id, SpeakerTag.tag)
        .join(SpeakerTag.appearance)
        .where(SpeakerTag.live())
        .distinct()
        .subquery()
    )
    joined = rows.outerjoin(tagged, tagged.c.speaker_id == rows.c.speaker_id)
    return _Group(joined, (tagged.c.tag,), (tagged.c.tag, _nothing(), _nothing()))


def _cue(rows: FromClause) -> _Group:
    return _Group(rows, (rows.c.cue,), (rows.c.cue, _nothing(), _nothing()))


_GROUPS = {
    By.SPEAKER: _speaker,
    By.KIND: _kind,
    By.PUBLISHER: _publisher,
    By.MONTH: _month,
    By.TAG: _tag,
    By.CUE: _cue,
}


def _count(row: Row[Any], total: Count) -> Count:
    return _share(row.quotes, row.words, total)


def _share(quotes: int, words: int, total: Count) -> Count:
    return Count(
        quotes,
        words,
        round(quotes / total.quotes, 4) if total.quotes else 0.0,
        round(words / total.words, 4) if total.words else 0.0,
    )


def _by_size(row: StatsRow) -> tuple[Any, ...]:
    return -row.count.quotes, -row.count.words, row.name or "", row.id or ""


def _by_month(row: StatsRow) -> tuple[Any, ...]:
    return row.name is None, row.name or ""
