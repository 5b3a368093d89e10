"""Looking up speakers: the list with counts, and one with names and roles as printed."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any, NamedTuple

from sqlalchemy import (
    ColumnElement,
    Row,
    distinct,
    func,
    select,
)

from quotesdb.db.given import among
from quotesdb.db.models import Appearance, Article
from quotesdb.db.queries import printed_on
from quotesdb.services.identity.appearances import Standing, standing
from quotesdb.services.identity.authorities import of_speakers
from quotesdb.services.identity.find_speaker import SpeakerMatch, find_speakers
from quotesdb.services.identity.full_names import sharing_names
from quotesdb.services.identity.printed_names import printed_names
from quotesdb.services.identity.results import KnownPerson, NamedSo
from quotesdb.services.ledger import acts
from quotesdb.services.ledger.tags import tags_of
from quotesdb.services.lookup.beside import NEWEST, quoted_with
from quotesdb.services.lookup.citations import cite
from quotesdb.services.lookup.filters import MOST_BRANCHES, Selection, dated, last_day, printed_between
from quotesdb.services.lookup.pages import first_of, newest_first, ordered
from quotesdb.services.lookup.printed_roles import roles_of, spells_of
from quotesdb.services.lookup.results import RoleRow, SpeakerDetail, SpeakerInShort
from quotesdb.services.lookup.roles import says_something
from quotesdb.services.lookup.shown import are_shown_where_indexed
from quotesdb.services.store.erased import tombstones
from quotesdb.services.store.read_model import current_quotes
from quotesdb.services.store.results import Page
from quotesdb.services.store.spans import marks
from quotesdb.services.store.texts import read_once
from quotesdb.values import Kind

if TYPE_CHECKING:
    from sqlalchemy.orm import Session


def speaker_detail(
    session: Session,
    name: str,
    *,
    limit: int | None = 20,
    all: bool = False,  # noqa: A002 - as in --all
    as_of: str | None = None,
    embargoed: bool = False,
) -> SpeakerDetail:
    """Whom a name or an id means: names and roles as printed, counts, and the newest quotes.

    Several speakers are told of together; which they are stands beside. ``as_of`` is a day, month or year as
    typed: only what was printed by its end is told, and what has no date is left out. ``embargoed`` adds what
    is not to be shown yet.

    Raises:
        UnknownName, UnknownId, AmbiguousId: if no speaker is meant.
        BadRequest: if ``as_of`` is no date.
    """
    of = _meant(session, name, limit, all=all, as_of=as_of, embargoed=embargoed)
    roles = roles_of(session, of.row_ids, of.until, embargoed=embargoed)
    role = next((row for row in roles if says_something(row)), None)
    return _detail(session, of, _Printed(roles, role, [row.name for row in roles]), limit)


def speaker_in_short(
    session: Session,
    name: str,
    *,
    limit: int | None = 20,
    lines: int | None = None,
    all: bool = False,  # noqa: A002 - as in --all
    as_of: str | None = None,
    embargoed: bool = False,
) -> SpeakerInShort:
    """The same with a line for each role, as people read it; at most ``lines`` of them, the newest.

    Raises:
        UnknownName, UnknownId, AmbiguousId, BadRequest: as ``speaker_detail`` does.
    """
    of = _meant(session, name, limit, all=all, as_of=as_of, embargoed=embargoed)
    several = len(of.called) > 1
    found = spells_of(session, of.row_ids, of.until, embargoed=embargoed, by_name=several, limit=lines)
    printed = _Printed(tuple(spell.newest for spell in found.shown), found.role, found.names)
    detail = _detail(session, of, printed, limit)
    return SpeakerInShort(detail, found.shown, found.number, found.rows, of.row_ids, of.theirs)


class _Meant(NamedTuple):
    """The speakers that a name means, and their quotations as far as these are asked about.

    ``newest`` are the first of these: a page and one more, or as many as tell of names and of others.
    """

    name: str
    as_of: str | None
    matches: Sequence[SpeakerMatch]
    called: Sequence[NamedSo]
    row_ids: tuple[int, ...]
    until: Sequence[ColumnElement[bool]]
    theirs: Selection
    newest: Sequence[Row[Any]]
    counts: Mapping[Kind, int]
    articles: int
    embargoed: bool


class _Printed(NamedTuple):
    """What articles print of them: rows that are told, the newest role, and all names, the newest first."""

    roles: tuple[RoleRow, ...]
    role: RoleRow | None
    names: Sequence[str]


def _meant(
    session: Session,
    name: str,
    limit: int | None,
    *,
    all: bool,  # noqa: A002 - as in --all
    as_of: str | None,
    embargoed: bool,
) -> _Meant:
    matches = find_speakers(session, name, silent=embargoed)
    row_ids = tuple(id_ for match in matches for id_ in match.row_ids)
    rows = current_quotes()
    until = dated(None, as_of)
    shown = (are_shown_where_indexed(all=all, embargoed=embargoed), *printed_between(rows.c, None, as_of))
    conditions = [among(rows.c.speaker_id, row_ids), *shown]
    theirs = Selection(rows, tuple(conditions))
    if len(row_ids) <= MOST_BRANCHES:
        theirs = Selection(rows, shown, tuple((rows.c.speaker_id == id_,) for id_ in row_ids))
    most = None if limit is None else max(limit + 1, NEWEST)
    newest = session.execute(ordered(theirs, newest_first(rows), limit=most)).all()
    are_all = most is None or len(newest) < most
    counted, articles = _counted_of(newest) if are_all else _counted_there(session, conditions)
    counts, quotes = Counter[Kind](), Counter[int]()
    for (speaker_id, kind), number in counted.items():
        counts[kind] += number
        quotes[speaker_id] += number
    # Counted as asked: none of a later day, and what is under embargo only where that is asked for.
    counted_so = {match.id: sum(quotes[id_] for id_ in match.row_ids) for match in matches}
    called = sharing_names(session, matches, counted_so)
    return _Meant(name, as_of, matches, called, row_ids, until, theirs, newest, counts, articles, embargoed)


_Counted = tuple[Mapping[tuple[int, Kind], int], int]
"""How many quotations each speaker has of each kind, and in how many articles all of them stand."""


def _counted_of(all_of_them: Sequence[Row[Any]]) -> _Counted:
    by_kind = Counter((row.speaker_id, row.kind) for row in all_of_them)
    return by_kind, len({row.article_id for row in all_of_them})


def _counted_there(session: Session, conditions: Sequence[ColumnElement[bool]]) -> _Counted:
    """The same of more than were read."""
    row = current_quotes().c
    in_articles = select(func.count(distinct(row.article_id))).where(*conditions).scalar_subquery()
    by_kind = select(row.speaker_id, row.kind, func.count(), in_articles).where(*conditions)
    found = session.execute(by_kind.group_by(row.speaker_id, row.kind)).all()
    return {(speaker_id, kind): number for speaker_id, kind, number, _ in found}, found[0][-1] if found else 0


def _detail(session: Session, of: _Meant, printed: _Printed, limit: int | None) -> SpeakerDetail:
    row_ids, order = of.row_ids, newest_first(of.theirs.rows)
    judged = acts.are_any(session, row_ids)
    decided = acts.history(session, row_ids, embargoed=of.embargoed) if judged else ()
    given = [entry.name for entry in reversed(decided) if entry.name and entry.retracted_at is None]
    names = list(dict.fromkeys([*given, *printed.names]))
    page = first_of(of.newest, order, limit)
    with read_once(session):
        cited = cite(session, page.rows)
        known = {one.quote_id: marks(one.citation) for one in cited}
        called_so = printed_names(session, of.newest[:NEWEST], of.called[0].kind, names, known)
    erased = tombstones(session)
    return SpeakerDetail(
        id=of.matches[0].id if len(of.matches) == 1 else None,
        name=erased.hide(of.called[0].name if len(of.called) == 1 else " ".join(of.name.split())),
        kind=of.called[0].kind,
        called=tuple(of.called),
        as_of=last_day(of.as_of) if of.as_of else None,
        first=_first_day(session, row_ids) if of.as_of and not printed.roles else None,
        role=printed.role,
        tags=tags_of(session, row_ids) if judged else (),
        aliases=tuple(dict.fromkeys(map(erased.hide, (*names, *called_so)))),
        roles=printed.roles,
        counts={kind: of.counts.get(kind, 0) for kind in Kind},
        articles=of.articles,
        decisions=decided,
        people=_people(session, row_ids),
        quoted_with=quoted_with(session, of.newest, row_ids),
        quotes=Page(sum(of.counts.values()), tuple(one.citation for one in cited), next=page.next),
    )


def _people(session: Session, row_ids: Sequence[int]) -> tuple[KnownPerson, ...]:
    """Who these speakers are in authority files, each once."""
    found = of_speakers(session, row_ids)
    return tuple({person.id: person for person in found.values()}.values())


def _first_day(session: Session, row_ids: Sequence[int]) -> str | None:
    """When an article first had the speaker, as far as articles are dated."""
    return session.scalar(
        select(func.min(printed_on()))
        .join(Appearance, Appearance.article_id == Article.id)
        .where(among(Appearance.speaker_id, row_ids), standing() < Standing.IDLE)
    )
