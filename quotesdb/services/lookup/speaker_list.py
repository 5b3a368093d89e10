"""The list of speakers, with how often and when each is quoted."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from typing import TYPE_CHECKING, Any, NamedTuple

from sqlalchemy import (
    ColumnElement,
    FromClause,
    Row,
    Select,
    bindparam,
    case,
    func,
    literal_column,
    or_,
    select,
    tuple_,
    union,
)
from sqlalchemy.orm import aliased

from quotesdb.db import search
from quotesdb.db.models import Appearance, Organisation, Speaker, SpeakerName
from quotesdb.db.models.current_quote import IS_FOLDED, CountOf, Shown
from quotesdb.names.key import name_key
from quotesdb.services.identity.agent_key import NAMED
from quotesdb.services.lookup.kept import FOLDED, tallies, tells_kinds_of_speakers
from quotesdb.services.lookup.pages import Cut, Order, counted, cut_parts, newest_first
from quotesdb.services.lookup.results import SpeakerRow
from quotesdb.services.lookup.shown import are_shown, are_shown_where_indexed
from quotesdb.services.store.chunks import CHUNK, chunks, filled
from quotesdb.services.store.embargoes import open_articles
from quotesdb.services.store.erased import Tombstones, tombstones
from quotesdb.services.store.places import UNDATED
from quotesdb.services.store.places import printed_date as day_of
from quotesdb.services.store.read_model import current_quotes
from quotesdb.services.store.results import Page
from quotesdb.values import AgentKind

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

_LISTED = Speaker.__table__.c
_BY_COUNT = Order("speakers", (_LISTED.quotes, _LISTED.name_key, _LISTED.public_id))


def list_speakers(
    session: Session,
    query: str | None = None,
    *,
    limit: int | None = None,
    all: bool = False,  # noqa: A002 - as in --all
    after: str | None = None,
    embargoed: bool = False,
) -> Page[SpeakerRow]:
    """The speakers with a quotation that look-ups show, most quoted first; then groups and anonymous sources.

    ``query`` is part of a name, case and accents folded. ``all`` counts what was only thought or shown too,
    ``embargoed`` what is not to be shown yet. ``after`` is the cursor of a page: what follows it, without
    groups and anonymous sources.

    Raises:
        BadRequest: if ``after`` is no place in the list.
    """
    counts = {"all": all, "embargoed": embargoed}
    speakers = _counted(**counts) if all or embargoed else Speaker.__table__
    meant = [speakers.c.quotes > 0, *_called(session, speakers, query, embargoed=embargoed)]
    # Said by what they are not, so that the index of their order is gone by.
    listed = select(*_columns(speakers)).where(*meant, speakers.c.kind.not_in(FOLDED))
    found = _most_quoted_first(session, listed, speakers, limit, after)
    total, at_least = len(found.rows), False
    if found.next is not None or after is not None:
        # Of all, the index of kinds counts; of some, it would be gone through for each of them.
        named = speakers.c.kind.in_(NAMED) if query is None else speakers.c.kind.not_in(FOLDED)
        total, at_least = counted(session, select(speakers.c.id).where(*meant, named))
    told, known = _told(session, [row.id for row in found.rows], **counts), tombstones(session)
    rows = [_row(row, told[row.id], known) for row in found.rows]
    lines = [] if after else _lines(session, speakers, meant, query, **counts)
    return Page(total + len(lines), (*rows, *lines), at_least, found.next)


def _columns(speakers: FromClause) -> tuple[ColumnElement[Any], ...]:
    names = ("id", "public_id", "name", "name_key", "kind", "quotes", "articles")
    return tuple(speakers.c[name] for name in names)


def _counted(*, all: bool, embargoed: bool) -> FromClause:  # noqa: A002 - as in --all
    """The speakers with counts that have what was only thought or shown, or is under embargo, in them."""
    row = current_quotes().c
    quotes, articles = func.count().label("quotes"), func.count(row.article_id.distinct()).label("articles")
    speaker = (Speaker.id, Speaker.public_id, Speaker.name, Speaker.name_key, Speaker.kind)
    joined = select(*speaker, quotes, articles).join(current_quotes(), row.speaker_id == Speaker.id)
    return joined.where(are_shown(all=all, embargoed=embargoed)).group_by(Speaker.id).subquery()


def _called(
    session: Session, speakers: FromClause, query: str | None, *, embargoed: bool
) -> list[ColumnElement[bool]]:
    """The condition that a name, printed where it may be shown or given, has this part.

    Few are asked for by their numbers: each of their appearances is read to find them.
    """
    if query is None:
        return []
    wanted = name_key(query)
    keys = search.of(session).match_names(wanted)
    # How many that are PostgreSQL cannot guess: it would read all appearances for a few names, and all names
    # where it is not told how many of them are enough.
    few = session.scalars(keys.limit(literal_column(str(CHUNK + 1)))).all()
    are_all, known = len(few) <= CHUNK, tombstones(session)
    if known and are_all:
        few = [key for key in few if known.shows(key, wanted)]
    printed = select(Appearance.speaker_id).where(Appearance.name_key.in_(few if are_all else keys))
    if shown := open_articles(session, embargoed=embargoed):
        printed = printed.join(Appearance.article).where(*shown)
    given = (
        select(Appearance.speaker_id)
        .join(SpeakerName, SpeakerName.appearance_id == Appearance.id)
        .where(SpeakerName.live(), SpeakerName.name_key.contains(wanted, autoescape=True))
    )
    found = union(printed, given)
    listed = session.scalars(found.limit(CHUNK + 1)).all()
    return [speakers.c.id.in_(listed if len(listed) <= CHUNK else found)]


def _most_quoted_first(
    session: Session, query: Select[Any], speakers: FromClause, limit: int | None, after: str | None
) -> Cut:
    """The rows of a page. Those who are quoted as often as the last before it are asked for by themselves.

    So each question is one stretch of an index, whose parts run in different directions.
    """
    row = speakers.c
    query = query.order_by(row.quotes.desc(), row.name_key, row.public_id)
    parts = [query]
    if after is not None:
        quotes, *name = _BY_COUNT.values_of(after)
        equal = query.where(row.quotes == quotes, tuple_(row.name_key, row.public_id) > tuple_(*name))
        parts = [equal, query.where(row.quotes < quotes)]
    return cut_parts(
        session, parts, lambda last: _BY_COUNT.cursor([last.quotes, last.name_key, last.public_id]), limit
    )


def _lines(
    session: Session,
    speakers: FromClause,
    meant: Sequence[ColumnElement[bool]],
    query: str | None,
    *,
    all: bool,  # noqa: A002 - as in --all
    embargoed: bool,
) -> list[SpeakerRow]:
    if query is None and not all and not embargoed and tells_kinds_of_speakers(session):
        return _kept_lines(session)
    return _folded(session, speakers, meant, all=all, embargoed=embargoed)


def _folded(
    session: Session,
    speakers: FromClause,
    meant: Sequence[ColumnElement[bool]],
    *,
    all: bool,  # noqa: A002 - as in --all
    embargoed: bool,
) -> list[SpeakerRow]:
    """One line for all speakers of a kind that nobody can be told apart in."""
    row = current_quotes().c
    dated = case((row.newest < UNDATED, row.newest))
    counts = (func.count(), func.count(row.article_id.distinct()), func.max(dated), func.min(dated))
    joined = select(speakers.c.kind, *counts).join(current_quotes(), row.speaker_id == speakers.c.id)
    folded = (speakers.c.kind.not_in(NAMED), are_shown(all=all, embargoed=embargoed))
    query = joined.where(*meant, *folded).group_by(speakers.c.kind)
    found = {each[0]: each for each in session.execute(query).all()}
    return [_line(*found[kind]) for kind in FOLDED if kind in found]


def _kept_lines(session: Session) -> list[SpeakerRow]:
    """The same of all there are, from the counts that are kept."""
    kept, ends = tallies(session, CountOf.AGENT), session.execute(_ENDS).one()
    return [
        _line(kind, tally.quotes, tally.articles, *ends[2 * place : 2 * place + 2])
        for place, kind in enumerate(FOLDED)
        if (tally := kept.get(kind.value)) is not None
    ]


def _ends_query() -> Select[*tuple[int | None, ...]]:
    """The first and the last place in time of each of these kinds of speakers."""
    row = current_quotes().c
    of = select(row.newest).where(IS_FOLDED, row.shown == Shown.ALWAYS.value, row.newest < UNDATED).limit(1)
    return select(
        *(
            of.where(row.agent_kind == kind).order_by(end).scalar_subquery()
            for kind in FOLDED
            for end in (row.newest.desc(), row.newest)
        )
    )


_ENDS = _ends_query()


def _line(kind: AgentKind, quotes: int, articles: int, first: int | None, last: int | None) -> SpeakerRow:
    dates = {"first": day_of(first), "last": day_of(last)}
    return SpeakerRow(None, FOLDED[kind], kind, quotes, articles, **dates)


class _Told(NamedTuple):
    """What is told of a speaker beside the counts.

    ``role`` and ``organisation`` are those printed last beside a quotation that has any, ``first`` and
    ``last`` the places in time of the quotations.
    """

    role: str | None
    organisation: str | None
    first: int | None
    last: int | None


def _told(
    session: Session,
    speaker_ids: Sequence[int],
    *,
    all: bool,  # noqa: A002 - as in --all
    embargoed: bool,
) -> dict[int, _Told]:
    """What is told of each of these speakers."""
    query = _told_query(all=all, embargoed=embargoed)
    return {
        id_: _Told(*told)
        for part in chunks(speaker_ids)
        for id_, *told in session.execute(query, {"ids": filled(part)}).all()
    }


@cache
def _told_query(*, all: bool, embargoed: bool) -> Select[*tuple[Any, ...]]:  # noqa: A002 - as in --all
    """Each of them is a place in an index. Made once: to make it anew takes longer than to ask it."""
    row = current_quotes().c
    spoken = aliased(Appearance)
    says = or_(spoken.role.is_not(None), spoken.organisation_id.is_not(None))
    newest = (
        select(row.appearance_id)
        .join(spoken, spoken.id == row.appearance_id)
        .where(row.speaker_id == Speaker.id, row.shown == Shown.ALWAYS.value, says)
        .order_by(*newest_first(current_quotes()).keys)
        .limit(1)
    )
    shown = are_shown_where_indexed(all=all, embargoed=embargoed)
    theirs = select(row.newest).where(row.speaker_id == Speaker.id, shown, row.newest < UNDATED)
    firsts = (newest, theirs.order_by(row.newest.desc()).limit(1), theirs.order_by(row.newest).limit(1))
    printed, first, last = (each.correlate(Speaker).scalar_subquery() for each in firsts)
    return (
        select(Speaker.id, Appearance.role, Organisation.name, first, last)
        .select_from(Speaker)
        .outerjoin(Appearance, Appearance.id == printed)
        .outerjoin(Appearance.organisation)
        .where(Speaker.id.in_(bindparam("ids", expanding=True)))
    )


def _row(row: Row[Any], told: _Told, known: Tombstones) -> SpeakerRow:
    role, body = map(known.line, (told.role, told.organisation))
    days = (day_of(told.first), day_of(told.last))
    return SpeakerRow(
        row.public_id, known.hide(row.name), row.kind, row.quotes, row.articles, role, body, *days
    )
