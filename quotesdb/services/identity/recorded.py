"""Whom authority files know by the stored names: what joins two names of people, and what parts them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping
from datetime import date
from typing import TYPE_CHECKING

from sqlalchemy import Select, bindparam, select

from quotesdb.db.models import AgentName, Appearance, Authority, AuthorityName
from quotesdb.resolve import Form, Pair, naming
from quotesdb.resolve.authority import alive
from quotesdb.services.identity.authorities import are_any
from quotesdb.services.store.chunks import chunks
from quotesdb.values import AgentKind, AuthorityRecord

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

_MARKS = ("", "ms ", "mr ")
"""What the key of a name may say of its bearer, and an authority file does not."""

_NAMES: Select[int, str, str] = select(AgentName.id, AgentName.name, AgentName.age).where(
    AgentName.id.in_(bindparam("ids", expanding=True)), AgentName.kind == AgentKind.PERSON
)
_OF_KEYS = select(AgentName.id).where(
    AgentName.kind == AgentKind.PERSON, AgentName.key.in_(bindparam("keys", expanding=True))
)
_PRINTED = select(Appearance.name_id).where(
    Appearance.kind == AgentKind.PERSON,
    Appearance.name_key.in_(bindparam("keys", expanding=True)),
    Appearance.name_id.is_not(None),
)
_KEYS_OF = select(AuthorityName.authority_id, AuthorityName.name_key).where(
    AuthorityName.authority_id.in_(bindparam("ids", expanding=True))
)


def records(session: Session, name_ids: Collection[int]) -> dict[int, frozenset[int]]:
    """Whom authority files know by each of these names, as far as they know anybody.

    Only full names and names of rank tell somebody from others; who was not old enough to be quoted when a
    name was first printed is nobody of that name.
    """
    if not are_any(session):
        return {}
    named = [row for part in chunks(name_ids) for row in session.execute(_NAMES, {"ids": part})]
    keys = {row.id: key for row in named if (key := _key(row.name))}
    known = _known(session, set(keys.values()))
    found = {
        row.id: frozenset(who for who, born in known.get(keys[row.id], {}).items() if _lived(born, row.age))
        for row in named
        if row.id in keys
    }
    return {id_: who for id_, who in found.items() if who}


def same(session: Session, name_ids: Collection[int]) -> set[Pair]:
    """The pairs of names, one of them among these, by which authority files know one person and no other."""
    own = _certain(records(session, name_ids))
    others = _certain(records(session, named(session, own))) if own else {}
    return {(min(a, b), max(a, b)) for who, ids in own.items() for a in ids for b in others[who] if a != b}


def named(session: Session, authority_ids: Collection[int]) -> set[int]:
    """The names of people by which authority files know one of these."""
    return called(session, {key for _who, key in names_of(session, authority_ids)})


def names_of(session: Session, authority_ids: Collection[int]) -> list[tuple[int, str]]:
    """The folded names that authority files have of these people, each with whose it is."""
    rows = (row for part in chunks(authority_ids) for row in session.execute(_KEYS_OF, {"ids": part}))
    return [(row.authority_id, row.name_key) for row in rows]


def called(session: Session, keys: Collection[str]) -> set[int]:
    """The names of people that have one of these folded names."""
    marked = [mark + key for key in keys for mark in _MARKS]
    found = {id_ for part in chunks(marked) for id_ in session.scalars(_OF_KEYS, {"keys": part})}
    printed = (id_ for part in chunks(keys) for id_ in session.scalars(_PRINTED, {"keys": part}))
    return found.union(id_ for id_ in printed if id_ is not None)


def _certain(who: Mapping[int, frozenset[int]]) -> dict[int, set[int]]:
    """The names that mean one person alone, by that person."""
    found = defaultdict[int, set[int]](set)
    for name_id, people in who.items():
        if len(people) == 1:
            found[next(iter(people))].add(name_id)
    return found


def _key(printed: str) -> str | None:
    name = naming(printed)
    if name.form is Form.FULL:
        return " ".join((*name.name.words, *filter(None, [name.name.suffix])))
    return name.key if name.form is Form.RANK else None


def _known(session: Session, keys: Collection[str]) -> dict[str, dict[int, str | None]]:
    """Whom authority files know by each of these folded names, and when they were born."""
    query = select(AuthorityName.name_key, Authority.id, Authority.born).join(
        Authority, Authority.id == AuthorityName.authority_id
    )
    found = defaultdict[str, dict[int, str | None]](dict)
    for part in chunks(keys):
        for key, who, born in session.execute(query.where(AuthorityName.name_key.in_(part))):
            found[key][who] = born
    return found


def _lived(born: str | None, age: str) -> bool:
    """Whether who was born then was old enough when a name of that age was first printed."""
    day = age.split()[1]
    return len(day) != len("2000-01-01") or alive(AuthorityRecord("", born=born), date.fromisoformat(day))
