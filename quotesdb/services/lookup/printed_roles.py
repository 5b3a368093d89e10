"""How articles print a speaker: a row for each of them, or a line for each role.

A president has thousands of rows. Lines are counted where these are stored, and rows read of the days alone
on which one begins or ends.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any, NamedTuple

from sqlalchemy import ColumnElement, Integer, Select, String, bindparam, cast, func, or_, select
from sqlalchemy.orm import aliased

from quotesdb.db.given import among, not_planned_with
from quotesdb.db.models import Appearance, Article, Organisation
from quotesdb.services.identity.appearances import Standing, standing
from quotesdb.services.lookup.results import RoleRow, Spell
from quotesdb.services.lookup.roles import Held, Stretch, condensed, key_of, newest_first, says_something
from quotesdb.services.store.chunks import CHUNK, chunks, filled
from quotesdb.services.store.embargoes import open_articles
from quotesdb.services.store.erased import tombstones
from quotesdb.services.store.masked_articles import named_in, shown_title
from quotesdb.values import PrintedDate

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

Conditions = Sequence[ColumnElement[bool]]


@dataclass(frozen=True, slots=True)
class Spells:
    """The lines of a speaker: those that are shown, how many there are, and of how many rows.

    ``role`` is the newest row that prints a role or an organisation, ``names`` are those of all rows, that
    printed last first.
    """

    shown: tuple[Spell, ...]
    number: int
    rows: int
    role: RoleRow | None
    names: tuple[str, ...]


def roles_of(
    session: Session, speaker_ids: Sequence[int], until: Conditions = (), *, embargoed: bool = False
) -> tuple[RoleRow, ...]:
    """How each article printed the speakers, the newest first; ``until`` are conditions on the articles."""
    return _rows(session, _of(speaker_ids), (*until, *open_articles(session, embargoed=embargoed)))


def newest_roles(session: Session, speaker_ids: Sequence[int], limit: int) -> tuple[RoleRow, ...]:
    """The first of these, read from the day on which the last of them was printed."""
    theirs = _of(speaker_ids)
    narrower, day = open_articles(session), Appearance.published_on
    days = _narrowed(select(day), theirs, narrower).where(day.is_not(None), standing() < Standing.IDLE)
    last = days.order_by(day.desc()).offset(limit - 1).limit(1)
    since = session.scalar(last, theirs.values)
    recent = () if since is None else (day >= since,)
    return _rows(session, theirs, (*recent, *narrower), limit)


def spells_of(
    session: Session,
    speaker_ids: Sequence[int],
    until: Conditions = (),
    *,
    embargoed: bool = False,
    by_name: bool = False,
    limit: int | None = None,
) -> Spells:
    """A line for each role of the speakers, the newest first; ``by_name`` for each name and role."""
    narrower = (*until, *open_articles(session, embargoed=embargoed))
    theirs = _of(speaker_ids)
    stretches = _stretches(session, theirs, narrower)
    held = condensed(stretches, by_name=by_name)
    wanted = _foremost(held, limit)
    says = next((each for each in held if says_something(each.stretches[0])), None)
    beside = [] if says is None else [each for each in held if each.last == says.last]
    named = _last_named(stretches)
    days = {day for each in (*wanted, *beside) for day in (each.first, each.last)} | _tied(named.values())
    rows = _rows(session, theirs, (*narrower, _printed_on(days))) if held else ()
    ends = _ends(rows, by_name=by_name)
    spells = [_spell(each, ends, by_name=by_name) for each in wanted]
    place = {row.id: number for number, row in enumerate(rows)}
    spells.sort(key=lambda spell: place[spell.newest.id])
    return Spells(
        tuple(spells[:limit]),
        len(held),
        sum(each.rows for each in stretches),
        next((row for row in rows if says_something(row)), None),
        _in_order(named, rows),
    )


def _foremost(held: Sequence[Held], limit: int | None) -> Sequence[Held]:
    """The first of the spells, and those of the same day as the last of them: rows tell which come first."""
    if limit is None or len(held) <= limit:
        return held
    return [each for each in held if newest_first(each.last) <= newest_first(held[limit - 1].last)]


def _last_named(stretches: Iterable[Stretch]) -> dict[str, date | None]:
    """When each name was printed last."""
    found: dict[str, date | None] = {}
    for each in stretches:
        found[each.name] = min(found.get(each.name), each.last, key=newest_first)
    return found


def _tied(days: Iterable[date | None]) -> set[date | None]:
    """The days that are there more than once."""
    seen, again = set[date | None](), set[date | None]()
    for day in days:
        (again if day in seen else seen).add(day)
    return again


def _in_order(named: Mapping[str, date | None], rows: Sequence[RoleRow]) -> tuple[str, ...]:
    """The names, that printed last first; those of one day as the rows of that day have them."""
    place = dict[tuple[str, date | None], int]()
    for number, row in enumerate(rows):
        place.setdefault((row.name, _day(row)), number)
    return tuple(
        sorted(named, key=lambda name: (newest_first(named[name]), place.get((name, named[name]), 0)))
    )


def _printed_on(days: Collection[date | None]) -> ColumnElement[bool]:
    dated = Appearance.published_on.in_(filled(sorted(day for day in days if day)))
    return or_(dated, Appearance.published_on.is_(None)) if None in days else dated


_Ends = Mapping[tuple[tuple[str, ...], date | None], list[RoleRow]]


def _ends(rows: Iterable[RoleRow], *, by_name: bool) -> _Ends:
    """The rows by role and day, in their order."""
    found = defaultdict[tuple[tuple[str, ...], date | None], list[RoleRow]](list)
    for row in rows:
        day = _day(row)
        found[key_of(row, day, by_name=by_name), day].append(row)
    return found


def _spell(held: Held, ends: _Ends, *, by_name: bool) -> Spell:
    key = key_of(held.stretches[0], held.last, by_name=by_name)
    return Spell(ends[key, held.last][0], ends[key, held.first][-1], held.articles)


def _day(row: RoleRow) -> date | None:
    return row.published.day if row.published else None


class _Print(NamedTuple):
    """What the rows of a stretch have in common, as it is stored."""

    name: str
    role: str | None
    organisation_id: int | None
    rank: int
    year: str | None


def _stretches(session: Session, theirs: _Theirs, narrower: Conditions) -> list[Stretch]:
    """All rows of the speakers, counted by what they print and by the year."""
    shared = _shared(session, theirs, narrower)
    query = theirs.made.counted if theirs.made and not narrower else _counted(theirs, narrower)
    length = len(_PRINTED)
    counted = {
        _Print(*found[:length]): found[length:]
        for found in session.execute(query, theirs.values).all()
        if found.rank < Standing.IDLE
    }
    bodies = _bodies(session, {print_.organisation_id for print_ in counted if print_.organisation_id})
    known = tombstones(session)
    return [
        Stretch(
            name=known.hide(print_.name),
            role=known.line(print_.role),
            organisation=known.line(bodies.get(print_.organisation_id or 0)),
            printed=print_.rank == Standing.PRINTED,
            first=first,
            last=last,
            rows=rows,
            alone=articles - len(shared[print_]),
            shared=frozenset(shared[print_]),
        )
        for print_, (first, last, rows, articles) in counted.items()
    ]


def _shared(session: Session, theirs: _Theirs, narrower: Conditions) -> defaultdict[_Print, set[int]]:
    """The articles that have several rows of the speakers, by what these print."""
    found = defaultdict[_Print, set[int]](set)
    several = theirs.made.several if theirs.made else _several(theirs)
    for part in chunks(session.scalars(several, theirs.values).all()):
        query = _narrowed(select(*_PRINTED, Appearance.article_id), theirs, narrower)
        rows = session.execute(query.where(Appearance.article_id.in_(part)), theirs.values)
        for *print_, article_id in rows:
            found[_Print(*print_)].add(article_id)
    return found


def _counted(theirs: _Theirs, narrower: Conditions) -> Select[Any]:
    """What is printed of the speakers in a year, with its first and last day, its rows and its articles."""
    there = _narrowed(select(*_PRINTED, Appearance.published_on, Appearance.article_id), theirs, narrower)
    row = there.subquery().c
    print_, day = (row.name, row.role, row.organisation_id, row.rank, row.year), row.published_on
    counts = func.min(day), func.max(day), func.count(), func.count(row.article_id.distinct())
    return select(*print_, *counts).group_by(*print_)


def _narrowed(query: Select[Any], theirs: _Theirs, narrower: Conditions) -> Select[Any]:
    """The same of articles that are there and fit; these are read only where something is asked of them."""
    if narrower:
        return query.join(Appearance.article).where(theirs.are_these, Article.removed_at.is_(None), *narrower)
    removed = select(Article.id).where(Article.removed_at.is_not(None))
    return query.where(theirs.are_these, Appearance.article_id.not_in(removed))


def _bodies(session: Session, ids: Collection[int]) -> dict[int, str]:
    return {
        id_: name
        for part in chunks(ids)
        for id_, name in session.execute(_BODIES, {"ids": filled(part)}).all()
    }


def _rows(
    session: Session, theirs: _Theirs, narrower: Conditions, limit: int | None = None
) -> tuple[RoleRow, ...]:
    query = theirs.made.roles if theirs.made else _roles_query(theirs)
    if narrower:
        query = query.where(*narrower)
    if limit:
        query = query.where(standing() < Standing.IDLE).limit(limit)
    # What is idle is left out here: the database would find each standing out twice.
    there = [row for row in session.execute(query, theirs.values).all() if row.rank < Standing.IDLE]
    known = tombstones(session)
    named = named_in(session, {row.article_id for row in there} if known else (), Article.public_id)
    return tuple(
        RoleRow(
            id=id_,
            name=known.hide(name),
            role=known.line(role) if known else role,
            organisation=known.line(organisation) if known else organisation,
            published=PrintedDate(day, *printed) if day and printed[0] else None,
            publisher=known.line(paper) if known else paper,
            article_id=article_id,
            title=shown_title(title, known, named[article_id]) if known else title,
            printed=rank == Standing.PRINTED,
        )
        for id_, name, role, organisation, article_id, title, day, *printed, paper, rank in there
    )


class _Made(NamedTuple):
    """What is asked of few speakers, made once: to make it anew takes as long as to ask it of most."""

    roles: Select[*tuple[Any, ...]]
    counted: Select[Any]
    several: Select[int]


class _Theirs(NamedTuple):
    """The condition that an appearance is of these speakers, and the values that it names.

    Of many, as thousands of anonymous sources of one name are, the numbers are in the condition. Of one it is
    another than of a few: PostgreSQL plans it once.
    """

    are_these: ColumnElement[bool]
    values: Mapping[str, int | Sequence[int]]
    made: _Made | None = None


def _of(speaker_ids: Sequence[int]) -> _Theirs:
    if len(speaker_ids) > CHUNK:
        return _Theirs(among(Appearance.speaker_id, speaker_ids), {})
    if len(speaker_ids) == 1:
        return _ONE._replace(values={"speaker": speaker_ids[0]})
    return _FEW._replace(values={"speakers": filled(speaker_ids)})


_PRINTED = (
    Appearance.name,
    Appearance.role,
    Appearance.organisation_id,
    standing().label("rank"),
    func.substr(cast(Appearance.published_on, String), 1, 4).label("year"),
)


def _roles_query(theirs: _Theirs) -> Select[*tuple[Any, ...]]:
    publisher = aliased(Organisation)
    return (
        select(
            Appearance.public_id,
            Appearance.name,
            Appearance.role,
            Organisation.name.label("organisation"),
            Article.public_id.label("article_id"),
            Article.title,
            Article.published_on,
            Article.published_precision,
            Article.published_at_utc,
            Article.published_offset_minutes,
            publisher.name.label("publisher"),
            standing().label("rank"),
        )
        .join(Appearance.article)
        .outerjoin(Appearance.organisation)
        .outerjoin(publisher, publisher.id == Article.publisher_id)
        .where(theirs.are_these, Article.removed_at.is_(None))
        .order_by(
            Article.published_on.is_(None), Article.published_on.desc(), Article.public_id, Appearance.id
        )
    )


def _several(theirs: _Theirs) -> Select[int]:
    article = Appearance.article_id
    return select(article).where(theirs.are_these).group_by(article).having(func.count() > 1)


def _ready(are_these: ColumnElement[bool]) -> _Theirs:
    theirs = _Theirs(are_these, {})
    return theirs._replace(made=_Made(_roles_query(theirs), _counted(theirs, ()), _several(theirs)))


_ONE = _ready(Appearance.speaker_id == not_planned_with("speaker", Integer))
_FEW = _ready(Appearance.speaker_id.in_(bindparam("speakers", expanding=True)))
_BODIES = select(Organisation.id, Organisation.name).where(
    Organisation.id.in_(bindparam("ids", expanding=True))
)
