"""What holds the appearances of a speaker together: the links between its names, and equal names."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from functools import reduce
from typing import TYPE_CHECKING, NamedTuple

from sqlalchemy import select

from quotesdb.db.models import AgentName
from quotesdb.resolve import PRIOR, Evidence, Kind, Pair, Ties, bonds, clusters, context, told
from quotesdb.services.identity import counts, judgements, linking, names
from quotesdb.services.identity.names import Printed
from quotesdb.services.store.chunks import chunks
from quotesdb.services.store.derived_id import derive
from quotesdb.values import AgentKind

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

COMPARED = 400
"""Appearances of a speaker up to which each is read to say what it has in common with the others."""

_EQUAL = {
    AgentKind.PERSON: Kind.EQUAL.value,
    AgentKind.ORGANISATION: "equal organisation name",
    AgentKind.ANONYMOUS: "the same office",
}


class Bond(NamedTuple):
    """What holds two appearances together: without it a speaker would fall in two.

    ``id`` stays the same whatever is ingested: it is made of the names, or of the appearance beside its name.
    ``kind`` is the name of a kind of link, ``score`` log-odds; a person's decision has none. ``weight`` is
    what the articles add where the score does not count them, ``apart`` how many appearances the smaller of
    the two parts has.
    """

    id: str

    one: Printed
    other: Printed
    kind: str
    score: float | None
    reasons: tuple[str, ...]
    weight: float = 0.0
    apart: int = 0


class Held(NamedTuple):
    """The appearances of a speaker, the oldest first, and what holds them together, the weakest first."""

    members: list[Printed]
    bonds: list[Bond]

    def without(self, cut: Collection[str]) -> list[list[Printed]]:
        """The parts that are left if the bonds with these ids are cut, the largest first."""
        number = {row.id: place for place, row in enumerate(self.members)}
        kept = [(number[bond.one.id], number[bond.other.id]) for bond in self.bonds if bond.id not in cut]
        parts = clusters(range(len(self.members)), Ties(same=kept))
        return sorted(([self.members[place] for place in part] for part in parts), key=len, reverse=True)


def held(session: Session, speaker_id: int) -> Held:
    """What holds a speaker together.

    Where several links tie two of its names the surest is given. Of two that are as sure, that is the weaker
    of which the articles tell less that speaks for one person.
    """
    name_ids = session.scalars(select(AgentName.id).where(AgentName.speaker_id == speaker_id)).all()
    by_name = defaultdict[int, list[Printed]](list)
    for row in sorted(names.of_names(session, name_ids), key=lambda row: row.age):
        by_name[row.name_id or 0].append(row)
    members = sorted((row for own in by_name.values() for row in own), key=lambda row: row.age)
    on = _evidence(session, members)
    made = [*_between(session, by_name), *_within(by_name, on)]
    made.sort(key=lambda bond: (*_strength(bond), bond.one.age, bond.other.age))
    parted = _smaller_parts(len(members), [(bond.one.id, bond.other.id) for bond in made])
    return Held(members, [bond._replace(apart=size) for bond, size in zip(made, parted, strict=True)])


def _between(session: Session, by_name: Mapping[int, Sequence[Printed]]) -> Iterator[Bond]:
    """The links between the names, each from the oldest appearance of one to that of the other."""
    links = {
        pair: row
        for pair, row in linking.stored(session, list(by_name)).items()
        if not row.asked and by_name.keys() >= set(pair)
    }
    alone = [id_ for id_, own in by_name.items() if len(own) == 1]
    judged = {pair for pair in judgements.judged(session, alone).same if by_name.keys() >= set(pair)}
    keys = _keys(session, list(by_name))
    oldest_first = sorted(by_name, key=lambda id_: by_name[id_][0].age)
    scored = linking.links(session, oldest_first)
    ties = Ties(links=[link for link in scored if (link.one, link.other) in links], same=judged)
    for one, other in bonds(oldest_first, ties):
        pair = (min(one, other), max(one, other))
        first, then = sorted((by_name[one][0], by_name[other][0]), key=lambda row: row.age)
        id_ = derive("l", *sorted(keys[end] for end in pair))
        if pair in judged:
            yield Bond(id_, first, then, Kind.JUDGED.name, None, (Kind.JUDGED.value,))
        else:
            link = links[pair]
            yield Bond(id_, first, then, link.kind, link.score, tuple(link.reasons.splitlines()))


def _within(by_name: Mapping[int, Sequence[Printed]], on: Mapping[int, Evidence]) -> Iterator[Bond]:
    """What ties each further appearance of a name to its oldest one, and what it shares with all others."""
    for oldest, *others in by_name.values():
        is_office = oldest.kind is AgentKind.ANONYMOUS
        tells_one = is_office or names.is_full(oldest.name, oldest.kind)
        reason = _EQUAL[oldest.kind] if tells_one else "an equal name"
        kind = Kind.RECORD if is_office else Kind.EQUAL
        whole = reduce(
            Evidence.__add__, (on[row.id] for row in (oldest, *others) if row.id in on), Evidence()
        )
        for row in others:
            own = on.get(row.id)
            shared = told(whole - own, own) if own else []
            weight = context(whole - own, own) if own else 0.0
            id_ = derive("l", row.public_id)
            yield Bond(id_, oldest, row, kind.name, PRIOR[kind], (reason, *shared), weight=weight)


def _keys(session: Session, name_ids: Collection[int]) -> dict[int, str]:
    query = select(AgentName.id, AgentName.kind, AgentName.key)
    return {
        row.id: f"{row.kind.value} {row.key}"
        for part in chunks(name_ids)
        for row in session.execute(query.where(AgentName.id.in_(part)))
    }


def _evidence(session: Session, members: Sequence[Printed]) -> dict[int, Evidence]:
    """What the articles say of each appearance of a person, if there are not too many to read them."""
    people = [row for row in members if row.kind is AgentKind.PERSON]
    if len(people) > COMPARED:
        return {}
    return dict(zip((row.id for row in people), counts.evidence_of_each(session, people), strict=True))


def _strength(bond: Bond) -> tuple[bool, float, float]:
    return bond.score is None, bond.score or 0.0, bond.weight


def _smaller_parts(members: int, tree: Sequence[Pair]) -> list[int]:
    """How many of the members the smaller part has if the tree is cut at each of its branches.

    >>> _smaller_parts(4, [(1, 2), (2, 3), (3, 4)])
    [1, 2, 1]
    """
    near = defaultdict[int, list[int]](list)
    for one, other in tree:
        near[one].append(other)
        near[other].append(one)
    above = dict.fromkeys(list(near)[:1], 0)
    order = list(above)
    for each in order:
        below = [other for other in near[each] if other not in above]
        above |= dict.fromkeys(below, each)
        order += below
    size = Counter(order)
    for each in reversed(order[1:]):
        size[above[each]] += size[each]
    lower = (size[other] if above[other] == one else size[one] for one, other in tree)
    return [min(part, members - part) for part in lower]
