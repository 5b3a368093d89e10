"""Offices printed without a name ("the chancellor"): a name of whoever held it on the day of printing.

Who alone held an office that day by authority files is known for each office and holder as a name of its own,
which is linked to the best known name by which the files know that person.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from datetime import date
from typing import TYPE_CHECKING, NamedTuple

from sqlalchemy import bindparam, select

from quotesdb.db.models import AgentName, AgentNameKey, Appearance, Article, Authority, AuthorityRole
from quotesdb.names.key import name_key
from quotesdb.resolve.authority import office_forms, printed_office
from quotesdb.services.identity import recorded
from quotesdb.services.identity.authorities import HOLDER, Office, are_any, held_by
from quotesdb.services.store.chunks import chunks
from quotesdb.values import AgentKind, HeldRole, Precision

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

_OF = " @ "


class Unnamed(NamedTuple):
    """An appearance of nobody by name."""

    id: int
    article_id: int
    name: str


def keys(session: Session, rows: Sequence[Unnamed]) -> dict[int, str]:
    """The key of the name that each of these has, as far as one person alone held the office that day.

    Where an article prints the office of somebody else by name, the article decides.
    """
    if not rows or not are_any(session):
        return {}
    days = _days(session, {row.article_id for row in rows if printed_office(row.name)})
    asked = {row.id: (row.name, days[row.article_id]) for row in rows if row.article_id in days}
    held = held_by(session, set(asked.values()))
    if not held:
        return {}
    roles, names = _roles(session, set(held.values())), _surnames(session, set(held.values()))
    others = _named_holders(session, {row.article_id for row in rows if asked.get(row.id) in held})
    found = {}
    for row in rows:
        office = asked.get(row.id)
        if office is None or office not in held:
            continue
        who = held[office]
        title = _title(roles[who], office)
        if all(surname in names[who] for role, surname in others[row.article_id] if role in title.forms):
            found[row.id] = f"{title.title}{_OF}{title.key}"
    return found


def holder_of(key: str) -> str | None:
    """The key of the authority record that the key of a name is made of."""
    _title, mark, who = key.rpartition(_OF)
    return who if mark else None


def printed_so(session: Session, forms: Collection[str]) -> set[int]:
    """The appearances of nobody by name that print an office in one of these folded forms."""
    printed = select(Appearance.id).where(Appearance.kind == AgentKind.ANONYMOUS)
    return {
        id_
        for part in chunks(sorted(forms))
        for id_ in session.scalars(printed.where(Appearance.name_key.in_(part)))
    }


_NAMES = select(AgentName.id, AgentName.key, AgentName.articles)
_BY_HOLDER = _NAMES.join(AgentNameKey, AgentNameKey.name_id == AgentName.id).where(
    AgentNameKey.use == HOLDER, AgentNameKey.key.in_(bindparam("keys", expanding=True))
)
_OFFICES = _NAMES.where(
    AgentName.id.in_(bindparam("ids", expanding=True)), AgentName.kind == AgentKind.ANONYMOUS
)


class Holding(NamedTuple):
    """A name that is an office and its holder's, the name that it is linked to, and why in words."""

    name_id: int
    of: int | None
    reason: str


def holdings(session: Session, name_ids: Collection[int]) -> list[Holding]:
    """What names of offices are linked to, of those among these and of all whose holder one of these is."""
    if not are_any(session):
        return []
    own = {row.id: row for part in chunks(name_ids) for row in session.execute(_OFFICES, {"ids": part})}
    known = recorded.records(session, name_ids)
    wanted = {who for row in own.values() if (who := holder_of(row.key))}
    wanted |= {of.key for of in _roles(session, {id_ for ids in known.values() for id_ in ids}).values()}
    offices = [row for part in chunks(sorted(wanted)) for row in session.execute(_BY_HOLDER, {"keys": part})]
    ids = _records(session, {holder_of(row.key) or "" for row in offices})
    best, roles = _best_names(session, ids.values()), _roles(session, ids.values())
    return [
        Holding(row.id, best.get(id_), _reason(roles[id_], row.key))
        for row in offices
        if (id_ := ids.get(holder_of(row.key) or "")) in roles and id_ is not None
    ]


class _Title(NamedTuple):
    """One office of a record, folded, with the forms in which it is printed."""

    key: str
    title: str
    forms: frozenset[str]


class _Roles(NamedTuple):
    """What somebody in an authority file held, by the key of the record and the name of its file."""

    key: str
    source: str
    held: tuple[HeldRole, ...]


def _title(of: _Roles, office: Office) -> _Title:
    """The title under which an office was held that day."""
    printed, day = office
    role = next(
        role
        for role in of.held
        if printed_office(printed) in office_forms(role) and (role.since or role.until) and role.covers(day)
    )
    return _Title(of.key, name_key(role.title), office_forms(role))


def _reason(of: _Roles, key: str) -> str:
    title = key.rpartition(_OF)[0]
    held = [role for role in of.held if name_key(role.title) == title]
    told = {
        ", ".join(filter(None, (role.title, role.organisation, dates)))
        for role in held
        for dates in [f"{role.since or '...'} to {role.until or '...'}"]
    }
    return f"alone held the office on the day of printing: {'; '.join(sorted(told))} ({of.source})"


def _days(session: Session, article_ids: Collection[int]) -> dict[int, date]:
    exact = Article.published_precision.in_((Precision.DAY, Precision.TIME))
    query = select(Article.id, Article.published_on).where(exact, Article.published_on.is_not(None))
    return {
        id_: day
        for part in chunks(article_ids)
        for id_, day in session.execute(query.where(Article.id.in_(part)))
        if day is not None
    }


def _named_holders(session: Session, article_ids: Collection[int]) -> dict[int, list[tuple[str, str]]]:
    """The roles printed of people by name in each article, with the surname of each."""
    found = defaultdict[int, list[tuple[str, str]]](list)
    query = select(Appearance.article_id, Appearance.role, Appearance.name_key).where(
        Appearance.kind == AgentKind.PERSON, Appearance.role.is_not(None)
    )
    for part in chunks(article_ids):
        for id_, role, key in session.execute(query.where(Appearance.article_id.in_(part))):
            found[id_].append((name_key(role or ""), key.split()[-1]))
    return found


def _surnames(session: Session, authority_ids: Collection[int]) -> dict[int, set[str]]:
    found = defaultdict[int, set[str]](set)
    for id_, key in recorded.names_of(session, authority_ids):
        found[id_].add(key.split()[-1])
    return found


def _roles(session: Session, authority_ids: Iterable[int]) -> dict[int, _Roles]:
    held = defaultdict[int, list[HeldRole]](list)
    heads = dict[int, tuple[str, str]]()
    query = (
        select(AuthorityRole, Authority.key, Authority.source)
        .join(Authority, Authority.id == AuthorityRole.authority_id)
        .order_by(AuthorityRole.position)
    )
    for part in chunks(set(authority_ids)):
        for row, key, source in session.execute(query.where(Authority.id.in_(part))):
            heads[row.authority_id] = key, source
            held[row.authority_id].append(_held(row))
    return {id_: _Roles(*head, tuple(held[id_])) for id_, head in heads.items()}


def _records(session: Session, keys: Collection[str]) -> dict[str, int]:
    query = select(Authority.key, Authority.id)
    return {
        key: id_
        for part in chunks(sorted(keys))
        for key, id_ in session.execute(query.where(Authority.key.in_(part)))
    }


def _best_names(session: Session, authority_ids: Iterable[int]) -> dict[int, int]:
    """The name in the most articles by which files know each of these people and nobody else."""
    wanted = set(authority_ids)
    who = recorded.records(session, recorded.named(session, wanted))
    able = {id_: next(iter(people)) for id_, people in who.items() if len(people) == 1 and wanted >= people}
    query = _NAMES.where(AgentName.id.in_(bindparam("ids", expanding=True)))
    rows = [row for part in chunks(able) for row in session.execute(query, {"ids": part})]
    rows.sort(key=lambda row: (row.articles, row.key))
    return {able[row.id]: row.id for row in rows}


def _held(row: AuthorityRole) -> HeldRole:
    return HeldRole(row.title, row.organisation, row.since, row.until)
