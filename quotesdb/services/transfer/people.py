"""People of authority files, brought in and taken out again. The caller commits."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import reduce
from typing import TYPE_CHECKING, NamedTuple

from sqlalchemy import func, or_, select
from sqlalchemy.orm import selectinload

from quotesdb.db.models import Authority, AuthorityIdentifier, AuthorityName, AuthorityRole
from quotesdb.names.key import name_key
from quotesdb.readers.authority_values import joined
from quotesdb.resolve.authority import office_forms
from quotesdb.services.errors import BadRequest, UnknownId
from quotesdb.services.identity import clustering
from quotesdb.services.identity.authorities import people_of, record_of
from quotesdb.services.identity.offices import printed_so
from quotesdb.services.identity.recorded import called
from quotesdb.services.identity.results import KnownPerson
from quotesdb.services.statements import grouping
from quotesdb.services.store.erased import tombstones
from quotesdb.services.store.once import read_again
from quotesdb.services.store.results import Page
from quotesdb.values import AuthorityRecord

if TYPE_CHECKING:
    from sqlalchemy.orm import Session


@dataclass(frozen=True, slots=True)
class PeopleImported:
    """What an authority file brought: how many are new, known already, left out since they are erased.

    ``unread`` is what stands in place of dates and cannot be read: it was passed over.
    """

    source: str
    added: int
    renewed: int
    left_out: int
    unread: tuple[str, ...] = ()


def import_people(session: Session, records: Iterable[AuthorityRecord], source: str) -> PeopleImported:
    """Store the people of a file; whoever is known by an identifier already is that person.

    What the same file said before is replaced, what another one did is kept beside it. Whoever is erased is
    left out.
    """
    known, told = tombstones(session), {"added": 0, "renewed": 0, "left_out": 0}
    concerned, unread = _Concerned(set(), set()), list[str]()
    for record in records:
        unread += record.unread
        if any(map(known.mean, (record.name, *record.names))):
            told["left_out"] += 1
        else:
            was_there = _store(session, record, source, concerned)
            told["renewed" if was_there else "added"] += 1
    _link_anew(session, concerned)
    return PeopleImported(source, **told, unread=tuple(unread))


def list_people(session: Session, query: str | None = None, *, limit: int | None = None) -> Page[KnownPerson]:
    """The people of authority files by name; ``query`` is part of a name of theirs, or an identifier."""
    ids = select(Authority.id).order_by(Authority.name, Authority.id)
    if query is not None:
        part = AuthorityName.name_key.contains(name_key(query), autoescape=True)
        called = Authority.names.any(part)
        ids = ids.where(or_(called, Authority.identifiers.any(AuthorityIdentifier.value == query.strip())))
    listed = session.scalars(ids.limit(limit)).all()
    found = people_of(session, listed)
    total = session.scalar(select(func.count()).select_from(ids.subquery())) or 0
    rows = tuple(found[id_] for id_ in listed if id_ in found)
    return Page(total - (len(listed) - len(rows)), rows)


def remove_people(session: Session, *, id_: str | None = None, source: str | None = None) -> int:
    """Take one person out, or all that a file brought; return how many.

    Raises:
        UnknownId: if there is nobody.
        BadRequest: if neither is said, or both.
    """
    if (id_ is None) == (source is None):
        raise BadRequest("say who: an identifier, or the name of the file that brought them")
    condition = Authority.source == source if id_ is None else Authority.key == id_
    rows = session.scalars(select(Authority).where(condition)).all()
    if not rows:
        raise UnknownId(f"nobody in authority files is {id_ or f'from {source}'}")
    concerned = _Concerned(set(), set())
    concerned.note(rows)
    for row in rows:
        session.delete(row)
    session.flush()
    _link_anew(session, concerned)
    return len(rows)


class _Concerned(NamedTuple):
    """What a file tells something of: folded names, and offices as articles may print them."""

    names: set[str]
    offices: set[str]

    def note(self, rows: Iterable[Authority]) -> None:
        """Add what these records have."""
        for row in rows:
            self.names.update(name.name_key for name in row.names)
            for role in record_of(row).roles:
                self.offices.update(office_forms(role))


def _link_anew(session: Session, concerned: _Concerned) -> None:
    """Bring the speakers of names and offices in step with what authority files say now."""
    read_again(session)
    printed, name_ids = printed_so(session, concerned.offices), called(session, concerned.names)
    if printed or name_ids:
        grouping.refresh(session, [], clustering.refresh(session, printed, name_ids))


def _store(session: Session, record: AuthorityRecord, source: str, concerned: _Concerned) -> bool:
    """Store a record in place of what is there of the person; whether anything was."""
    before = _there(session, record)
    concerned.note(before)
    kept = [record_of(row) for row in before if row.source != source]
    whole = reduce(joined, [*kept, record])
    key = before[0].key if before else _key(record)
    for row in before:
        session.delete(row)
    session.flush()
    stored = Authority(
        key=key,
        name=whole.name,
        born=whole.born,
        died=whole.died,
        source=before[0].source if kept else source,
        imported_at=datetime.now(UTC),
        names=[
            AuthorityName(position=i, name=name, name_key=name_key(name))
            for i, name in enumerate((whole.name, *whole.names))
        ],
        roles=[
            AuthorityRole(
                position=i,
                title=role.title,
                first_word=(name_key(role.title).split() or [""])[0],
                organisation=role.organisation,
                since=role.since,
                until=role.until,
            )
            for i, role in enumerate(whole.roles)
        ],
        identifiers=[
            AuthorityIdentifier(position=i, scheme=each.scheme, value=each.value)
            for i, each in enumerate(whole.identifiers)
        ],
    )
    session.add(stored)
    session.flush()
    concerned.note([stored])
    return bool(before)


def _there(session: Session, record: AuthorityRecord) -> list[Authority]:
    """Who is there already that a record is about: by an identifier, else by name and birth."""
    same = [
        (AuthorityIdentifier.scheme == each.scheme) & (AuthorityIdentifier.value == each.value)
        for each in record.identifiers
    ]
    condition = Authority.identifiers.any(or_(*same)) if same else Authority.key == _key(record)
    query = select(Authority).where(condition).order_by(Authority.id)
    return list(session.scalars(query.options(selectinload(Authority.names), selectinload(Authority.roles))))


def _key(record: AuthorityRecord) -> str:
    if record.identifiers:
        return record.identifiers[0].told()
    return " ".join(filter(None, ("name:" + name_key(record.name), record.born)))
