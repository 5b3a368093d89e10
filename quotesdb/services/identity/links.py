"""Machine links between appearances of different names: those that ``quotesdb.resolve`` proves safe.

A bridge joins the first stored appearances of two full names, or of a full name and one appearance that is
printed with an office and a surname ("President Example"). Whether it stands depends on all names of the
surname and what is printed with them, so it is decided anew whenever an article has one of these.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import date
from itertools import combinations
from typing import TYPE_CHECKING, NamedTuple

from sqlalchemy import bindparam, delete, select
from sqlalchemy.orm import aliased

from quotesdb.db.models import Appearance, SpeakerLink
from quotesdb.names.offices import addressed_office
from quotesdb.resolve import (
    Decision,
    Profile,
    Rarity,
    counterparts,
    is_full_name,
    parse,
    rarity_of,
    score,
)
from quotesdb.services.identity import names as agent_names
from quotesdb.services.identity import organisations
from quotesdb.services.identity.names import NameKey
from quotesdb.services.identity.profiles import EARLIEST, earliest, profiles_of
from quotesdb.services.store.chunks import chunks
from quotesdb.services.store.rows import insert_rows, update_rows
from quotesdb.values import AgentKind

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

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


def refresh(
    session: Session, names: Collection[NameKey], equal: Collection[str], new_article: int | None = None
) -> set[int]:
    """Make the bridges to these names anew; return the appearances at an end of one that came or went.

    ``equal`` are the reasons of links between appearances of one name, which are left as they are.
    ``new_article`` says that nothing but the appearances of that article is new since they were made last:
    then only families for which these make a difference are looked at.
    """
    ends, bridges = _between_bodies(session, names)
    bare = set[int]()
    families = agent_names.families(session, {key for kind, key in names if kind is AgentKind.PERSON})
    for found in _between_people(session, _touched(session, families, new_article)):
        ends |= found.ends
        bare |= found.bare
        bridges += found.bridges
    return _put(session, ends, bare, bridges, equal)


class _Family(NamedTuple):
    """Names of one surname with their first appearances, and those without a given name to be compared."""

    names: Mapping[str, int]
    bare: Collection[int]
    whole: bool
    """Whether bridges between full names are to be made anew, too."""


class _Found(NamedTuple):
    """Appearances that could have a bridge, those of bare surnames among them, and bridges that stand."""

    ends: set[int]
    bare: set[int]
    bridges: list[_Bridge]


def _between_bodies(session: Session, names: Iterable[NameKey]) -> tuple[set[int], list[_Bridge]]:
    bodies = {key: set(counterparts(key)) for kind, key in names if kind is AgentKind.ORGANISATION}
    others = {key: forms for key, forms in bodies.items() if forms}
    asked = set(others).union(*others.values())
    firsts = agent_names.firsts(session, AgentKind.ORGANISATION, asked)
    bridges: dict[tuple[int, int], _Bridge] = {}
    for key, forms in others.items():
        near = firsts.keys() & forms if key in firsts else set()
        apart = organisations.held_apart(session, key) if near else set()
        for other in near - apart:
            bridge = _Bridge.of(firsts[key], firsts[other], 0.95, [_KNOWN_EVERYWHERE])
            bridges[bridge.a, bridge.b] = bridge
    return set(firsts.values()), list(bridges.values())


def _touched(
    session: Session, families: Sequence[Mapping[str, int]], new_article: int | None
) -> list[_Family]:
    """The families whose bridges may come out otherwise than they are."""
    if not families:
        return []
    if new_article is None:
        return _whole(session, families)
    here = _persons_of(session, new_article)
    alone = [id_ for id_, (key, _early) in here.items() if not is_full_name(key)]
    holding = {
        id_
        for id_, profile in profiles_of(session, {id_: [id_] for id_ in alone}, with_company=False).items()
        if profile.office(of_any_body=True)
    }
    touched, whole = [], []
    for family in families:
        own = {id_: early for id_, (key, early) in here.items() if key in family}
        bare = holding & own.keys()
        if any(early for id_, early in own.items() if id_ not in alone):
            whole.append(family)
        elif bare and _has_holder(family, own):
            touched.append(_Family(family, bare, whole=False))
        elif bare:
            whole.append(family)
    return [*touched, *_whole(session, whole)]


def _has_holder(family: Mapping[str, int], new: Collection[int]) -> bool:
    """Whether a surname with an office was there before some appearances: names are compared for it then."""
    return any(
        first not in new for key, first in family.items() if not is_full_name(key) and addressed_office(key)
    )


def _whole(session: Session, families: Sequence[Mapping[str, int]]) -> list[_Family]:
    bare = {key for family in families for key in family if not is_full_name(key)}
    appearances: defaultdict[str, list[int]] = defaultdict(list)
    for part in chunks(bare):
        for row in session.execute(_OF_NAMES, {"keys": part}):
            appearances[row.name_key].append(row.id)
    return [
        _Family(family, [id_ for key in family for id_ in appearances.get(key, ())], whole=True)
        for family in families
    ]


_OF_NAMES = select(Appearance.id, Appearance.name_key).where(
    Appearance.kind == AgentKind.PERSON, Appearance.name_key.in_(bindparam("keys", expanding=True))
)
_EARLIER = aliased(Appearance)
_LAST_COMPARED = (
    select(_EARLIER.published_on)
    .where(
        _EARLIER.name_key == Appearance.name_key,
        _EARLIER.kind == Appearance.kind,
        _EARLIER.published_on.is_not(None),
    )
    .order_by(_EARLIER.published_on, _EARLIER.public_id)
    .offset(bindparam("others"))
    .limit(1)
    .correlate(Appearance)
    .scalar_subquery()
)
_PERSONS = select(
    Appearance.id, Appearance.name_key, Appearance.published_on, _LAST_COMPARED.label("last")
).where(Appearance.article_id == bindparam("article_id"), Appearance.kind == AgentKind.PERSON)


def _persons_of(session: Session, article_id: int) -> dict[int, tuple[str, bool]]:
    """The people of an article: their names, and whether they are among the earliest of these."""
    return {
        row.id: (row.name_key, row.last is None or (row.published_on or date.max) <= row.last)
        for row in session.execute(_PERSONS, {"article_id": article_id, "others": EARLIEST - 1})
    }


def _between_people(session: Session, families: Sequence[_Family]) -> list[_Found]:
    bare = [id_ for family in families for id_ in family.bare]
    alone = profiles_of(session, {id_: [id_] for id_ in bare}, with_company=False)
    holding = profiles_of(session, {id_: [id_] for id_ in bare if alone[id_].office(of_any_body=True)})
    relevant = [_relevant(family, holding) for family in families]
    keys = {key for groups in relevant for group in groups for key in group}
    people = profiles_of(session, earliest(session, AgentKind.PERSON, keys))
    return [
        _bridges(family, groups, people, holding) for family, groups in zip(families, relevant, strict=True)
    ]


def _relevant(family: _Family, holding: Collection[int]) -> list[list[str]]:
    """The full names of a family that can have bridges, by given name."""
    given = defaultdict[str, list[str]](list)
    for key in filter(is_full_name, family.names):
        given[parse(key).first].append(key)
    holds = any(id_ in holding for id_ in family.bare)
    return [keys for keys in given.values() if holds or len(keys) > 1]


def _bridges(
    family: _Family,
    groups: Sequence[Sequence[str]],
    people: Mapping[str, Profile],
    holding: Mapping[int, Profile],
) -> _Found:
    firsts = {key: family.names[key] for group in groups for key in group}
    known = {key: people[key] for key in firsts}
    rarity = rarity_of(known.values())
    bridges = []
    if family.whole:
        bridges = [
            _Bridge.of(firsts[one], firsts[other], *found)
            for keys in groups
            for one, other in combinations(sorted(keys), 2)
            if (found := _same(known[one], known[other], rarity))
        ]
    for id_ in family.bare:
        if id_ in holding:
            bridges += _to_the_holder(id_, holding[id_], known, firsts, rarity)
    ends = {*firsts.values(), *family.bare} if family.whole else {*family.bare}
    return _Found(ends, set(family.bare), bridges)


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


_STORED = select(
    SpeakerLink.id,
    SpeakerLink.appearance_a_id,
    SpeakerLink.appearance_b_id,
    SpeakerLink.score,
    SpeakerLink.reason,
)
_TO = _STORED.where(SpeakerLink.appearance_b_id.in_(bindparam("ids", expanding=True)))
_FROM = _STORED.where(SpeakerLink.appearance_a_id.in_(bindparam("ids", expanding=True)))


def _put(
    session: Session,
    ends: Collection[int],
    bare: Collection[int],
    bridges: Iterable[_Bridge],
    equal: Collection[str],
) -> set[int]:
    """Let these be the bridges between these appearances; return the ends of those that came or went.

    The larger number of a bridge is asked for, or that of a bare surname: first appearances of a name are
    the smaller one of as many links as the name has appearances.
    """
    links = {
        (row.appearance_a_id, row.appearance_b_id): row
        for query, ids in ((_TO, ends), (_FROM, bare))
        for part in chunks(ids)
        for row in session.execute(query, {"ids": part})
    }
    stored = {pair: row for pair, row in links.items() if row.reason not in equal}
    wanted = {
        pair: bridge for bridge in bridges if (pair := (bridge.a, bridge.b)) in stored or pair not in links
    }
    new = wanted.keys() - stored.keys()
    rows = {pair: {"score": wanted[pair].score, "reason": wanted[pair].reason} for pair in wanted}
    insert_rows(
        session,
        SpeakerLink,
        [{"appearance_a_id": pair[0], "appearance_b_id": pair[1], **rows[pair]} for pair in new],
    )
    update_rows(
        session,
        SpeakerLink,
        [
            {"id": stored[pair].id, **values}
            for pair, values in rows.items()
            if pair in stored and (stored[pair].score, stored[pair].reason) != (*values.values(),)
        ],
    )
    for part in chunks([stored[pair].id for pair in stored.keys() - wanted]):
        session.execute(delete(SpeakerLink).where(SpeakerLink.id.in_(part)))
    return {end for pair in wanted.keys() ^ stored.keys() for end in pair}
