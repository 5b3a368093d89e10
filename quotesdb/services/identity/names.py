"""The names that agents appear under, one row each, so that what is like a name is found among few."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import TYPE_CHECKING, TypeAlias

from sqlalchemy import bindparam, delete, func, select

from quotesdb.db.models import AgentName, Appearance
from quotesdb.resolve import NATIONAL_OFFICES, is_common_surname, is_full_name, parse
from quotesdb.services.store.chunks import chunks
from quotesdb.services.store.rows import insert_rows
from quotesdb.values import AgentKind

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

NameKey: TypeAlias = tuple[AgentKind, str]

MANY = 50
"""Names from which all names of their families are read, instead of those near each."""


def add(session: Session, firsts: Mapping[NameKey, int]) -> None:
    """Store names that are new, with the first stored appearance of each."""
    rows = []
    for (kind, key), first in firsts.items():
        surname, given = _family(kind, key)
        rows.append({"name_key": key, "kind": kind, "first_id": first, "surname": surname, "given": given})
    insert_rows(session, AgentName, rows)


def refresh(session: Session, names: Collection[NameKey]) -> None:
    """Make the rows of these names anew; a name that nobody appears under any more has none."""
    for part in chunks({key for _kind, key in names}):
        session.execute(delete(AgentName).where(AgentName.name_key.in_(part)))
        add(session, _firsts(session, part))


def rebuild(session: Session) -> None:
    """Make the rows of all names anew."""
    session.execute(delete(AgentName))
    add(session, _firsts(session, None))


def firsts(session: Session, kind: AgentKind, keys: Collection[str]) -> dict[str, int]:
    """The first stored appearance of each name that somebody appears under."""
    return {
        row.name_key: row.first_id
        for part in chunks(keys)
        for row in session.execute(_FIRSTS, {"kind": kind, "keys": part})
    }


_FIRSTS = select(AgentName.name_key, AgentName.first_id).where(
    AgentName.name_key.in_(bindparam("keys", expanding=True)), AgentName.kind == bindparam("kind")
)


def families(session: Session, keys: Collection[str]) -> list[dict[str, int]]:
    """Names of people that could be those of one of these, by surname: each with its first appearance.

    Of a surname that somewhere stands alone these are all names, else those with the same given name. One
    name alone is no family.
    """
    parsed = [parse(key) for key in keys]
    surnames = {name.surname for name in parsed}
    if len(keys) > MANY:
        found = _of_surnames(session, surnames)
    else:
        near = {(name.surname, given) for name in parsed for given in ("", name.first)}
        found = _near(session, near)
        alone = {surname for surname, key, _first in found if not is_full_name(key)}
        found |= _of_surnames(session, alone)
    listed: dict[str, dict[str, int]] = {}
    for surname, key, first in sorted(found):
        listed.setdefault(surname, {})[key] = first
    return [family for surname, family in listed.items() if surname in surnames and len(family) > 1]


_Found: TypeAlias = set[tuple[str, str, int]]

_NAMES = select(AgentName.surname, AgentName.name_key, AgentName.first_id, AgentName.given)
_NEAR = _NAMES.where(
    AgentName.surname.in_(bindparam("surnames", expanding=True)),
    AgentName.given.in_(bindparam("given", expanding=True)),
)
_OF_SURNAMES = _NAMES.where(AgentName.surname.in_(bindparam("surnames", expanding=True)))


def _near(session: Session, near: Collection[tuple[str, str]]) -> _Found:
    return {
        (row[0] or "", row[1], row[2])
        for part in chunks(near)
        for row in session.execute(
            _NEAR, {"surnames": list({name for name, _ in part}), "given": list({given for _, given in part})}
        )
        if (row[0], row[3]) in near
    }


def _of_surnames(session: Session, surnames: Collection[str]) -> _Found:
    return {
        (row[0] or "", row[1], row[2])
        for part in chunks(surnames)
        for row in session.execute(_OF_SURNAMES, {"surnames": part})
    }


def _family(kind: AgentKind, key: str) -> tuple[str | None, str | None]:
    """Surname and given name of a person, if that is all there is to the name but middle names.

    Other titles before a name than an office, and letters that are written in several ways, are left to
    people.
    """
    if kind is not AgentKind.PERSON:
        return None, None
    name = parse(key)
    if is_full_name(key):
        is_plain = key.split() == [*name.words, *([name.suffix] if name.suffix else [])]
    else:
        alone = [name.surname, *(f"{office} {name.surname}" for office in NATIONAL_OFFICES)]
        is_plain = key in alone and not is_common_surname(name.surname)
    return (name.surname, name.first) if is_plain else (None, None)


def _firsts(session: Session, keys: Collection[str] | None) -> dict[NameKey, int]:
    query = select(Appearance.kind, Appearance.name_key, func.min(Appearance.id)).group_by(
        Appearance.kind, Appearance.name_key
    )
    if keys is not None:
        query = query.where(Appearance.name_key.in_(keys))
    return {(row[0], row[1]): row[2] for row in session.execute(query)}
