"""Who gets quoted: quotations and words, counted by speaker, organisation, publisher, month ..."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import TYPE_CHECKING, Any, NamedTuple

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
from quotesdb.db.models.current_quote import Shown
from quotesdb.services.errors import BadRequest
from quotesdb.services.identity.agent_key import NAMED
from quotesdb.services.lookup.filters import QuoteFilter, Selection
from quotesdb.services.lookup.quotes import chosen
from quotesdb.services.lookup.spoken_for import by_organisation
from quotesdb.services.store.read_model import is_shown
from quotesdb.values import AgentKind, Precision

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
    row = selected.rows.c
    sums = select(row.agent_kind, func.count().label("quotes"), func.sum(row.words).label("words"))
    by_kind = session.execute(sums.where(*selected.where).group_by(row.agent_kind)).all()
    total = Count(sum(each.quotes for each in by_kind), sum(each.words for each in by_kind), 1.0, 1.0)
    kinds = {each.agent_kind: _count(each, total) for each in by_kind}
    articles = select(row.article_id).where(*selected.where).distinct().subquery()
    counted = _counted(session, selected, by, total, all_shown=all_shown)
    counted.sort(key=_by_month if by is By.MONTH else _by_size)
    limit = where.limit
    shown = counted if limit is None else counted[-limit:] if by is By.MONTH else counted[:limit]
    none = _share(0, 0, total)
    return Statistics(
        by=by,
        quotes=total.quotes,
        words=total.words,
        articles=session.scalar(select(func.count()).select_from(articles)) or 0,
        speakers=_how_many_speak(session, selected, all_shown=all_shown),
        anonymous=kinds.get(AgentKind.ANONYMOUS, none),
        unattributed=kinds.get(None, none),
        groups=len(counted),
        rows=tuple(shown),
        months=tuple(_months(session, selected, by, shown)) if per_month else (),
    )


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


def _counted(
    session: Session, selected: Selection, by: By, total: Count, *, all_shown: bool
) -> list[StatsRow]:
    """The rows in any order; where nothing narrows them down, those of speakers are kept ready."""
    if by is By.ORGANISATION:
        return [
            StatsRow(each.name, None, None, _share(each.quotes, each.words, total), each.articles)
            for each in by_organisation(session, selected)
        ]
    if by is not By.SPEAKER or not all_shown:
        return _rows(session, selected, by, total)
    speaker = selected.rows.c.speaker_id
    others = (speaker.is_(None), Speaker.kind.in_(FOLDED))
    parts = (replace(selected, conditions=(*selected.conditions, each)) for each in others)
    kept = select(
        Speaker.name, Speaker.public_id, Speaker.kind, Speaker.quotes, Speaker.quote_words, Speaker.articles
    )
    named = session.execute(kept.where(Speaker.quotes > 0, Speaker.kind.in_(NAMED)))
    return [
        *(row for part in parts for row in _rows(session, part, by, total)),
        *(
            StatsRow(
                row.name, row.public_id, row.kind, _share(row.quotes, row.quote_words, total), row.articles
            )
            for row in named
        ),
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
