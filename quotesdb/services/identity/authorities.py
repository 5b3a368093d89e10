"""Who in authority files a speaker is, and who held an office on a day; computed when asked, never stored."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING, NamedTuple, TypeAlias

from sqlalchemy import func, or_, select
from sqlalchemy.orm import selectinload

from quotesdb.db.models import (
    AgentNameKey,
    Appearance,
    Authority,
    AuthorityIdentifier,
    AuthorityName,
    AuthorityRole,
)
from quotesdb.names.key import name_key
from quotesdb.resolve.authority import alive, holder, printed_office
from quotesdb.services.errors import UnknownId
from quotesdb.services.identity.results import IdentifierEntry, KnownPerson
from quotesdb.services.store.chunks import chunks
from quotesdb.services.store.erased import Tombstones, tombstones
from quotesdb.services.store.once import once
from quotesdb.values import AgentKind, AuthorityRecord, HeldRole, Identifier

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

ADDRESSES = {
    "wikidata": "https://www.wikidata.org/entity/",
    "isni": "https://isni.org/isni/",
    "viaf": "https://viaf.org/viaf/",
    "gnd": "https://d-nb.info/gnd/",
    "orcid": "https://orcid.org/",
    "lccn": "https://id.loc.gov/authorities/names/",
    "bioguide": "https://bioguide.congress.gov/search/bio/",
}
"""What stands before an identifier in its address, by scheme."""

HOLDER = "holder"
"""For what a name that is an office is found by the key of an authority record."""

Office: TypeAlias = tuple[str, date]
"""A printed role, and the day on which it was printed."""


class _Printed(NamedTuple):
    """When a speaker was printed under names of one record, first and last."""

    authority: int
    first: date | None
    last: date | None


def address(identifier: Identifier) -> str | None:
    """Where an identifier leads to, if it is an address or of a scheme that has them.

    >>> address(Identifier("wikidata", "Q1")), address(Identifier("house", "7"))
    ('https://www.wikidata.org/entity/Q1', None)
    """
    if identifier.value.startswith(("https://", "http://")):
        return identifier.value
    before = ADDRESSES.get(identifier.scheme)
    return None if before is None else before + identifier.value.replace(" ", "")


def of_speakers(session: Session, speaker_ids: Collection[int]) -> dict[int, KnownPerson]:
    """The person of an authority file that each of these speakers is, as far as only one fits.

    One fits who has a full name of the speaker's and was old enough to be quoted; of several, who was alive
    and held a role when the speaker was printed.
    """
    if not speaker_ids or not are_any(session):
        return {}
    printed = defaultdict[int, list[_Printed]](list)
    for part in chunks(speaker_ids):
        rows = session.execute(
            select(
                Appearance.speaker_id,
                AuthorityName.authority_id,
                func.min(Appearance.published_on),
                func.max(Appearance.published_on),
            )
            .join(AuthorityName, AuthorityName.name_key == Appearance.name_key)
            .where(
                Appearance.speaker_id.in_(part),
                Appearance.kind == AgentKind.PERSON,
                AuthorityName.name_key.contains(" "),
            )
            .group_by(Appearance.speaker_id, AuthorityName.authority_id)
        )
        for speaker_id, who, first, last in rows:
            printed[speaker_id or 0].append(_Printed(who, first, last))
    people = people_of(session, {one.authority for each in printed.values() for one in each})
    chosen = {id_: _only(each, people) for id_, each in printed.items()}
    return {id_: person for id_, person in chosen.items() if person is not None}


def speakers_known_as(session: Session, identifier: str) -> list[int]:
    """The row numbers of the speakers that an identifier means, with its scheme before a colon or without.

    Raises:
        UnknownId: if no authority file that was imported has it.
    """
    people = _with_identifier(session, identifier)
    holding = speakers_holding(session, (key for _, key in people))
    ids = [id_ for id_, _ in people]
    names = select(AuthorityName.name_key).where(AuthorityName.authority_id.in_(ids))
    able = session.scalars(
        select(Appearance.speaker_id)
        .where(Appearance.name_key.in_(names), Appearance.speaker_id.is_not(None))
        .distinct()
    )
    found = of_speakers(session, [id_ for id_ in able if id_ is not None])
    keys = {key for _, key in people}
    return sorted(holding.union(id_ for id_, person in found.items() if person.id in keys))


def speakers_holding(session: Session, keys: Iterable[str]) -> set[int]:
    """The row numbers of the speakers of whom no more is printed than an office that one of these held."""
    spoke = (
        select(Appearance.speaker_id)
        .join(AgentNameKey, AgentNameKey.name_id == Appearance.name_id)
        .where(AgentNameKey.use == HOLDER, Appearance.kind == AgentKind.ANONYMOUS)
    )
    return {
        id_
        for part in chunks(sorted(keys))
        for id_ in session.scalars(spoke.where(AgentNameKey.key.in_(part)))
        if id_ is not None
    }


def holders_called(session: Session, name: str) -> dict[str, str]:
    """The people of authority files whose name is this or ends with it, by key; nobody who is erased."""
    wanted = name_key(name)
    if not wanted or not are_any(session):
        return {}
    ends = AuthorityName.name_key.endswith(f" {wanted}", autoescape=True)
    ids = session.scalars(
        select(AuthorityName.authority_id).where(or_(AuthorityName.name_key == wanted, ends)).distinct()
    )
    return {person.id: person.name for person in people_of(session, ids).values()}


def holders(session: Session, offices: Iterable[Office]) -> dict[Office, KnownPerson]:
    """Who alone held each of these printed roles on its day, as far as authority files know."""
    if not are_any(session):
        return {}
    found = held_by(session, offices)
    people = people_of(session, found.values())
    return {office: people[who] for office, who in found.items() if who in people}


def held_by(session: Session, offices: Iterable[Office]) -> dict[Office, int]:
    """Who alone held each of these printed roles on its day, by row number."""
    words = {office: printed.split() for office in offices if (printed := printed_office(office[0]))}
    held = defaultdict[str, list[tuple[int, HeldRole]]](list)
    for part in chunks({word for each in words.values() for word in each}):
        for row in session.scalars(select(AuthorityRole).where(AuthorityRole.first_word.in_(part))):
            held[row.first_word].append((row.authority_id, _role(row)))
    found = {
        office: holder([each for word in set(own) for each in held[word]], *office)
        for office, own in words.items()
    }
    return {office: who for office, who in found.items() if who is not None}


def are_any(session: Session) -> bool:
    """Whether anybody was imported, asked once a transaction."""
    return once(session, "authorities", _stored_any)


def _stored_any(session: Session) -> bool:
    return session.scalar(_FIRST) is not None


_FIRST = select(Authority.id).limit(1)


def people_of(session: Session, authority_ids: Iterable[int]) -> dict[int, KnownPerson]:
    """What authority files say of these people, by row number; nothing of whoever is erased."""
    known = tombstones(session)
    query = select(Authority).options(
        selectinload(Authority.names), selectinload(Authority.roles), selectinload(Authority.identifiers)
    )
    return {
        row.id: _person(row, known)
        for part in chunks(sorted(set(authority_ids)))
        for row in session.scalars(query.where(Authority.id.in_(part)))
        if not any(known.mean(name.name) for name in row.names)
    }


def record_of(row: Authority) -> AuthorityRecord:
    """A stored person as a file has it."""
    return AuthorityRecord(
        row.name,
        tuple(each.name for each in row.names if each.name != row.name),
        tuple(map(_role, row.roles)),
        tuple(Identifier(each.scheme, each.value) for each in row.identifiers),
        row.born,
        row.died,
    )


def _with_identifier(session: Session, identifier: str) -> list[tuple[int, str]]:
    scheme, colon, value = identifier.strip().partition(":")
    column = AuthorityIdentifier.value
    whole = column == identifier.strip()
    meant = or_(whole, (AuthorityIdentifier.scheme == scheme.lower()) & (column == value)) if colon else whole
    query = select(Authority.id, Authority.key).join(Authority.identifiers).where(meant).distinct()
    if not (found := session.execute(query).all()):
        raise UnknownId(f"nobody with the identifier {identifier} was imported: quotesdb people import")
    return [(row.id, row.key) for row in found]


def _only(printed: Sequence[_Printed], people: dict[int, KnownPerson]) -> KnownPerson | None:
    able = [(one, person) for one in printed if (person := people.get(one.authority)) and _grown(person, one)]
    if len(able) > 1:
        able = [(one, person) for one, person in able if _in_their_time(person, one)]
    return able[0][1] if len(able) == 1 else None


def _grown(person: KnownPerson, printed: _Printed) -> bool:
    return printed.last is None or alive(AuthorityRecord(person.name, born=person.born), printed.last)


def _in_their_time(person: KnownPerson, printed: _Printed) -> bool:
    """Whether somebody lived, and held a role if any is known, on a day when the speaker was printed."""
    days = [day for day in (printed.first, printed.last) if day is not None]
    if not days:
        return False
    lived = person.died is None or person.died[:4] >= str(days[0].year)
    dated = [role for role in person.roles if role.since or role.until]
    return lived and (not dated or any(role.covers(day) for role in dated for day in days))


def _person(row: Authority, known: Tombstones) -> KnownPerson:
    """A stored person as may be told; what the person did for somebody who is erased without that name."""
    record = record_of(row)
    return KnownPerson(
        id=row.key,
        name=known.hide(row.name),
        names=tuple(map(known.hide, record.names)),
        roles=tuple(
            replace(role, title=known.hide(role.title), organisation=known.line(role.organisation))
            for role in record.roles
        ),
        identifiers=tuple(
            IdentifierEntry(each.scheme, each.value, address(each)) for each in record.identifiers
        ),
        born=row.born,
        died=row.died,
        source=row.source,
    )


def _role(row: AuthorityRole) -> HeldRole:
    return HeldRole(row.title, row.organisation, row.since, row.until)
