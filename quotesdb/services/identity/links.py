"""Machine links between appearances of different names: those that ``quotesdb.resolve`` proves safe.

A bridge joins the first stored appearances of two full names, or of a full name and one appearance that is
printed with an office and a surname ("President Example"). Whether it stands depends on all names of the
surname and what is printed with them, so it is decided anew whenever an article has one of these.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from itertools import combinations
from typing import TYPE_CHECKING, NamedTuple, TypeAlias

from sqlalchemy import ColumnElement, and_, delete, func, or_, select

from quotesdb.db.models import Appearance, SpeakerLink
from quotesdb.resolve import (
    NATIONAL_OFFICES,
    Decision,
    Profile,
    Rarity,
    counterparts,
    is_common_surname,
    is_full_name,
    parse,
    rarity_of,
    score,
)
from quotesdb.services.identity import organisations
from quotesdb.services.identity.profiles import earliest, profiles_of
from quotesdb.services.store.chunks import chunks
from quotesdb.values import AgentKind

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

NameKey: TypeAlias = tuple[AgentKind, str]

MANY = 50
"""Names from which all of the database are read at once, instead of looking for those like each."""

_KNOWN_EVERYWHERE = "an abbreviation known everywhere"


class _Bridge(NamedTuple):
    """A link to be: two appearances (row numbers, the smaller one first), its score and reason."""

    a: int
    b: int
    score: float
    reason: str

    @classmethod
    def of(cls, one: int, other: int, score: float, reasons: Iterable[str]) -> _Bridge:
        return cls(min(one, other), max(one, other), score, "; ".join(reasons))


def refresh(session: Session, names: Collection[NameKey], equal: Collection[str]) -> set[int]:
    """Make the bridges to these names anew; return the appearances at an end of one that came or went.

    ``equal`` are the reasons of links between appearances of one name, which are left as they are.
    """
    changed = set[int]()
    bodies = {key for kind, key in names if kind is AgentKind.ORGANISATION and counterparts(key)}
    for key in bodies:
        changed |= _put(session, *_between_bodies(session, key), equal)
    for family in _families(session, {key for kind, key in names if kind is AgentKind.PERSON}):
        changed |= _put(session, *_between_people(session, family), equal)
    return changed


def _between_bodies(session: Session, key: str) -> tuple[set[int], list[_Bridge]]:
    """The appearances that could have a bridge, and the bridges that stand."""
    firsts = _firsts(session, AgentKind.ORGANISATION, [key, *counterparts(key)])
    own = firsts.pop(key, None)
    if own is None:
        return set(firsts.values()), []
    apart = organisations.held_apart(session, key) if firsts else set()
    bridges = [
        _Bridge.of(own, first, 0.95, [_KNOWN_EVERYWHERE])
        for other, first in firsts.items()
        if other not in apart
    ]
    return {own, *firsts.values()}, bridges


def _between_people(session: Session, family: Collection[str]) -> tuple[set[int], list[_Bridge]]:
    """The same for the names of one surname."""
    given = defaultdict[str, list[str]](list)
    for key in filter(is_full_name, family):
        given[parse(key).first].append(key)
    bare = _appearances(session, [key for key in family if not is_full_name(key)])
    alone = profiles_of(session, {id_: [id_] for id_ in bare}, with_company=False)
    holding = profiles_of(session, {id_: [id_] for id_ in bare if alone[id_].office(of_any_body=True)})
    relevant = [keys for keys in given.values() if holding or len(keys) > 1]
    firsts = _firsts(session, AgentKind.PERSON, [key for keys in relevant for key in keys])
    people = profiles_of(session, {key: earliest(session, AgentKind.PERSON, key) for key in firsts})
    rarity = rarity_of(people.values())
    bridges = [
        _Bridge.of(firsts[one], firsts[other], *found)
        for keys in relevant
        for one, other in combinations(sorted(keys), 2)
        if (found := _same(people[one], people[other], rarity))
    ]
    for id_, profile in holding.items():
        bridges += _to_the_holder(id_, profile, people, firsts, rarity)
    return {*firsts.values(), *bare}, bridges


def _to_the_holder(
    appearance: int, bare: Profile, people: Mapping[str, Profile], firsts: Mapping[str, int], rarity: Rarity
) -> Sequence[_Bridge]:
    """The bridge from a surname with an office to the one full name it means, of two to the first."""
    for key in sorted(people):
        if found := _same(bare, people[key], rarity):
            return [_Bridge.of(appearance, firsts[key], *found)]
    return []


def _same(a: Profile, b: Profile, rarity: Rarity) -> tuple[float, tuple[str, ...]] | None:
    compared = score(a, b, rarity)
    return (compared.score, compared.reasons) if compared.decision is Decision.SAME else None


def _families(session: Session, keys: Collection[str]) -> list[set[str]]:
    """Names of people that could have a bridge to one of these, by surname; one name alone is no family."""
    wanted = {parse(key).surname for key in keys}
    if not wanted:
        return []
    families = defaultdict[str, set[str]](set)
    for key in _all_names(session) if len(keys) > MANY else _names_near(session, keys):
        if _is_plain(key):
            families[parse(key).surname].add(key)
    return [family for surname, family in sorted(families.items()) if surname in wanted and len(family) > 1]


def _is_plain(key: str) -> bool:
    """Whether a folded name is one that ``_names_near`` finds: full, or a surname with an office or none.

    Other titles before a name, and letters that are written in several ways, are left to people.
    """
    name = parse(key)
    if is_full_name(key):
        return key.split() == [*name.words, *([name.suffix] if name.suffix else [])]
    return key in _alone(name.surname) and not is_common_surname(name.surname)


def _alone(surname: str) -> list[str]:
    """The folded names that have a surname and no given name."""
    return [surname, *(f"{office} {surname}" for office in NATIONAL_OFFICES)]


def _all_names(session: Session) -> Sequence[str]:
    return session.scalars(
        select(Appearance.name_key).where(Appearance.kind == AgentKind.PERSON).distinct()
    ).all()


def _names_near(session: Session, keys: Collection[str]) -> set[str]:
    """The names with the same given name and surname as one of these; all of a surname that stands alone.

    Each condition reaches the index of names; only a surname that somewhere stands alone is looked for at the
    end of every name.
    """
    parsed = {key: parse(key) for key in keys}
    alone = {form for name in parsed.values() for form in _alone(name.surname)}
    conditions: list[ColumnElement[bool]] = [Appearance.name_key.in_(alone | set(keys))]
    conditions += [
        and_(
            Appearance.name_key >= f"{name.first} ",
            Appearance.name_key < f"{name.first}!",
            Appearance.name_key.contains(f" {name.surname}", autoescape=True),
        )
        for name in parsed.values()
        if name.first
    ]
    near = {key for condition in conditions for key in _names_where(session, condition)}
    for surname in {parse(key).surname for key in near if _is_plain(key) and not is_full_name(key)}:
        near |= _names_where(session, Appearance.name_key.contains(f" {surname}", autoescape=True))
    return near


def _names_where(session: Session, condition: ColumnElement[bool]) -> set[str]:
    found = select(Appearance.name_key).where(condition, Appearance.kind == AgentKind.PERSON).distinct()
    return set(session.scalars(found))


def _firsts(session: Session, kind: AgentKind, keys: Collection[str]) -> dict[str, int]:
    """The first stored appearance of each name."""
    return {
        row.name_key: row.first
        for part in chunks(keys)
        for row in session.execute(
            select(Appearance.name_key, func.min(Appearance.id).label("first"))
            .where(Appearance.kind == kind, Appearance.name_key.in_(part))
            .group_by(Appearance.name_key)
        )
    }


def _appearances(session: Session, keys: Collection[str]) -> list[int]:
    """Every single appearance of these names."""
    return [
        id_
        for part in chunks(keys)
        for id_ in session.scalars(
            select(Appearance.id).where(Appearance.kind == AgentKind.PERSON, Appearance.name_key.in_(part))
        )
    ]


def _put(
    session: Session, ends: Collection[int], bridges: Iterable[_Bridge], equal: Collection[str]
) -> set[int]:
    """Let these be the bridges between these appearances; return the ends of those that came or went."""
    links = {
        (link.appearance_a_id, link.appearance_b_id): link
        for part in chunks(ends)
        for link in session.scalars(
            select(SpeakerLink).where(
                or_(SpeakerLink.appearance_a_id.in_(part), SpeakerLink.appearance_b_id.in_(part))
            )
        )
    }
    stored = {pair: link for pair, link in links.items() if link.reason not in equal}
    wanted = {
        pair: bridge for bridge in bridges if (pair := (bridge.a, bridge.b)) in stored or pair not in links
    }
    for pair, bridge in wanted.items():
        link = stored.get(pair)
        if link is None:
            link = SpeakerLink(appearance_a_id=bridge.a, appearance_b_id=bridge.b)
            session.add(link)
        link.score, link.reason = bridge.score, bridge.reason
    session.flush()
    for part in chunks([stored[pair].id for pair in stored.keys() - wanted]):
        session.execute(delete(SpeakerLink).where(SpeakerLink.id.in_(part)))
    return {end for pair in wanted.keys() ^ stored.keys() for end in pair}
