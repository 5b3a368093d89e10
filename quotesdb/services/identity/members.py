"""Appearances as the clusters of speakers see them, and what ties them together."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from datetime import date
from typing import TYPE_CHECKING, NamedTuple

from sqlalchemy import bindparam, or_, select

from quotesdb.db.models import Appearance, SpeakerJudgement, SpeakerLink
from quotesdb.db.types import Identity
from quotesdb.resolve import Link, LinksBy, Pair, Ties, clusters, links_by, spells
from quotesdb.services.identity.appearances import standing
from quotesdb.services.store.chunks import chunks
from quotesdb.values import AgentKind

if TYPE_CHECKING:
    from sqlalchemy.orm import Session


class Member(NamedTuple):
    """An appearance as the clusters see it."""

    id: int
    public_id: str
    name: str
    name_key: str
    kind: AgentKind
    organisation_id: int | None
    speaker_id: int | None
    published_on: date | None
    standing: int

    def age(self) -> tuple[int, bool, date, str]:
        """Earliest printed date first, undated last; the public id decides between equals.

        What nobody printed comes after all that somebody did: no speaker has its id for a review alone.

        Row numbers would depend on the order of ingest, and with them the id of the speaker.
        """
        return self.standing, self.published_on is None, self.published_on or date.min, self.public_id

    def links_by(self) -> LinksBy:
        """What an equal name needs besides to be this one's."""
        return links_by(self.kind, self.name_key)

    def namesakes(self) -> tuple[object, ...] | None:
        """What it shares with those that its name links it to; None if its name links it to nobody."""
        by = self.links_by()
        if by is LinksBy.NAME:
            return self.kind, self.name_key
        if by is LinksBy.NAME_AND_ORGANISATION and self.organisation_id is not None:
            return self.kind, self.name_key, self.organisation_id
        return None


COLUMNS = (
    Appearance.id,
    Appearance.public_id,
    Appearance.name,
    Appearance.name_key,
    Appearance.kind,
    Appearance.organisation_id,
    Appearance.speaker_id,
    Appearance.published_on,
    standing().label("standing"),
)
_BY_ID = select(*COLUMNS).where(Appearance.id.in_(bindparam("ids", expanding=True)))
_BY_PUBLIC_ID = select(*COLUMNS).where(Appearance.public_id.in_(bindparam("ids", expanding=True)))


def members(session: Session, ids: Collection[int]) -> dict[int, Member]:
    """The appearances with these row numbers, by them."""
    return {row.id: Member(*row) for part in chunks(ids) for row in session.execute(_BY_ID, {"ids": part})}


def heads(session: Session, public_ids: Collection[str]) -> dict[str, Member]:
    """The appearances with these public ids, by them."""
    return {
        row.public_id: Member(*row)
        for part in chunks(public_ids)
        for row in session.execute(_BY_PUBLIC_ID, {"ids": part})
    }


def clusters_of(session: Session, seeds: Collection[int]) -> list[list[Member]]:
    """The clusters of all appearances that the seeds reach, in each the oldest first."""
    reached, links, same = _reachable(session, seeds)
    found = members(session, reached)
    oldest_first = sorted(found, key=lambda id_: found[id_].age())
    namesakes: dict[tuple[object, ...], list[int]] = {}
    for id_ in oldest_first:
        if (shared := found[id_].namesakes()) is not None:
            namesakes.setdefault(shared, []).append(id_)
    groups = [spell for group in namesakes.values() for spell in _spells([found[id_] for id_ in group])]
    # A link is one of two names. Which of their appearances it is stored for depends on the order of ingest,
    # so it counts for the earliest ones.
    first = {id_: group[0] for group in groups for id_ in group}
    ties = Ties(
        groups,
        [
            Link(first.get(link.one, link.one), first.get(link.other, link.other), link.score)
            for link in links
            if not _are_namesakes(found[link.one], found[link.other])
        ],
        same,
        [pair for pair in pairs(session, reached, Identity.DIFFERENT) if reached.issuperset(pair)],
    )
    return [[found[id_] for id_ in cluster] for cluster in clusters(oldest_first, ties)]


def _spells(namesakes: Sequence[Member]) -> list[list[int]]:
    """Namesakes by the time in which they were printed; organisations outlive people."""
    if namesakes[0].kind is AgentKind.ORGANISATION:
        return [[member.id for member in namesakes]]
    return spells((member.id, member.published_on) for member in namesakes)


def _are_namesakes(one: Member, other: Member) -> bool:
    shared = one.namesakes()
    return shared is not None and shared == other.namesakes()


def _reachable(session: Session, seeds: Collection[int]) -> tuple[set[int], set[Link], set[Pair]]:
    """Appearances reached from the seeds, by which links and which decisions."""
    reached, found, same = set(seeds), set[Link](), set[Pair]()
    frontier = set(seeds)
    while frontier:
        near = set(links(session, frontier))
        decided = pairs(session, frontier, Identity.SAME)
        found |= near
        same |= decided
        ends = {(link.one, link.other) for link in near} | decided
        frontier = {id_ for pair in ends for id_ in pair} - reached
        reached |= frontier
    return reached, found, same


_LINKS = select(SpeakerLink.appearance_a_id, SpeakerLink.appearance_b_id, SpeakerLink.score).where(
    or_(
        SpeakerLink.appearance_a_id.in_(bindparam("ids", expanding=True)),
        SpeakerLink.appearance_b_id.in_(bindparam("ids", expanding=True)),
    )
)


def links(session: Session, appearance_ids: Collection[int]) -> Iterator[Link]:
    """The machine links of these appearances."""
    for part in chunks(appearance_ids):
        yield from (Link(*row) for row in session.execute(_LINKS, {"ids": part}))


_ONE, _OTHER = SpeakerJudgement.appearance_a_id, SpeakerJudgement.appearance_b_id
_PAIRS = select(_ONE, _OTHER).where(
    or_(
        _ONE.in_(bindparam("ids", expanding=True)),
        _OTHER.in_(bindparam("ids", expanding=True)),
    ),
    SpeakerJudgement.live(),
    SpeakerJudgement.verdict == bindparam("verdict"),
)


def pairs(session: Session, appearance_ids: Collection[int], verdict: Identity) -> set[Pair]:
    """The pairs with one of these appearances, or both, that a person decided on so."""
    return {
        (row[0], row[1])
        for part in chunks(appearance_ids)
        for row in session.execute(_PAIRS, {"ids": part, "verdict": verdict})
    }
