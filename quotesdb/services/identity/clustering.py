"""Who is who across articles: machine links between appearances, and the clusters that follow from them.

Everything here is belief: ``rebuild`` makes it anew from the appearances and what people decided about them,
with the same result. How the clusters follow is said in ``quotesdb.resolve.clusters``.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from datetime import date, datetime
from typing import TYPE_CHECKING, Any, NamedTuple, TypeVar

from sqlalchemy import ScalarSelect, delete, func, or_, select, union, update
from sqlalchemy.orm import InstrumentedAttribute, aliased
from sqlalchemy.orm.attributes import set_committed_value
from sqlalchemy.orm.util import identity_key

from quotesdb.db.models import (
    Appearance,
    Article,
    Speaker,
    SpeakerJudgement,
    SpeakerLink,
    SpeakerName,
)
from quotesdb.db.types import Identity, NameUse
from quotesdb.resolve import GAP, Link, LinksBy, Pair, Ties, clusters, links_by, spells
from quotesdb.services.identity import links as bridges
from quotesdb.services.identity import organisations
from quotesdb.services.identity.appearances import standing
from quotesdb.services.store.chunks import chunks
from quotesdb.values import AgentKind

if TYPE_CHECKING:
    from sqlalchemy import CompoundSelect
    from sqlalchemy.orm import Session

T = TypeVar("T")
NameKey = tuple[AgentKind, str]

_REASONS = {AgentKind.PERSON: "equal full name", AgentKind.ORGANISATION: "equal organisation name"}
_MERGED = "names of one organisation, by a person's decision"
_EQUAL = (*_REASONS.values(), _MERGED)
"""Reasons of links that other functions make than those of ``bridges``."""


class _Member(NamedTuple):
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

    def namesakes(self) -> tuple[object, ...] | None:
        """What it shares with those that its name links it to; None if its name links it to nobody."""
        by = links_by(self.kind, self.name_key)
        if by is LinksBy.NAME:
            return self.kind, self.name_key
        if by is LinksBy.NAME_AND_ORGANISATION and self.organisation_id is not None:
            return self.kind, self.name_key, self.organisation_id
        return None


class _Given(NamedTuple):
    """A preferred name that a person gave; the newest is the greatest."""

    created_at: datetime
    decision: str
    name: str
    name_key: str


def refresh_article(session: Session, article_id: int) -> set[int]:
    """Link the appearances of one article and bring the speakers they belong to up to date.

    Returns the appearances, here and elsewhere, that are another speaker's now. An appearance that merely
    joins a speaker costs the same however many belong to it already.
    """
    rows = session.execute(
        select(Appearance.id, _first(of_body=False), _first(of_body=True)).where(
            Appearance.article_id == article_id
        )
    ).all()
    members = _members(session, Appearance.id, {id_ for row in rows for id_ in row if id_ is not None})
    here = [members[row[0]] for row in rows]
    loose = _unlink_other_bodies(session, here)
    joining = [
        (own, members[first])
        for own, first in ((members[row[0]], _centre(members[row[0]], *row[1:])) for row in rows)
        if first is not None and first != own.id
    ]
    _insert_links(session, [(first.id, own.id, _REASONS[own.kind]) for own, first in joining])
    names = {(own.kind, own.name_key) for own in here}
    bridged = bridges.refresh(session, names, _EQUAL)
    _bridge_bodies(session, names)
    joined = _join(session, joining) - loose
    moved = _assign(session, {*loose, *(own.id for own in here if own.id not in joined)})
    moved |= {own.id for own in here if own.id in joined and own.speaker_id is None}
    return moved | _assign(session, bridged)


def refresh(session: Session, appearance_ids: Iterable[int], names: Iterable[NameKey]) -> set[int]:
    """Link all appearances of the given names, then cluster what these appearances reach.

    Returns the appearances that are another speaker's now.
    """
    named = set(names)
    linked = {id_ for kind, key in named for id_ in _link(session, kind, key)}
    bridged = bridges.refresh(session, named, _EQUAL) | _bridge_bodies(session, named)
    return _assign(session, {*appearance_ids, *linked, *bridged})


def bearing(session: Session, kind: AgentKind, key: str) -> Sequence[int]:
    """The appearances of a name."""
    return session.scalars(
        select(Appearance.id).where(Appearance.name_key == key, Appearance.kind == kind)
    ).all()


def unlink(session: Session, appearance_ids: Collection[int]) -> set[int]:
    """Delete every machine link of these appearances; return those at both ends."""
    one, other = SpeakerLink.appearance_a_id, SpeakerLink.appearance_b_id
    ends = {id_ for link in _links(session, appearance_ids) for id_ in (link.one, link.other)}
    for part in chunks(appearance_ids):
        session.execute(delete(SpeakerLink).where(or_(one.in_(part), other.in_(part))))
    session.expire_all()
    return ends


def elsewhere(session: Session, article_id: int) -> set[int]:
    """The appearances in other articles that are one speaker with one in this article.

    Before the article goes: what only its appearances held together has to be clustered anew.
    """
    here = select(Appearance.speaker_id).where(Appearance.article_id == article_id)
    one_speaker = Appearance.speaker_id.in_(here.where(Appearance.speaker_id.is_not(None)))
    return set(session.scalars(select(Appearance.id).where(one_speaker, Appearance.article_id != article_id)))


def rebuild(session: Session) -> int:
    """Make every link and speaker anew; return how many speakers there are.

    The statements, which hang on speakers, go with the old ones: make them anew afterwards.
    """
    session.execute(update(Appearance).values(speaker_id=None))
    session.execute(delete(SpeakerLink))
    session.execute(delete(Speaker))
    session.expire_all()
    rows = session.execute(select(Appearance.id, Appearance.kind, Appearance.name_key)).all()
    refresh(session, [row.id for row in rows], {(row.kind, row.name_key) for row in rows})
    return len(session.scalars(select(Speaker.id)).all())


def _first(*, of_body: bool) -> ScalarSelect[int]:
    """The first stored appearance of an appearance's name, or of its name and organisation."""
    centre = aliased(Appearance)
    same = [centre.name_key == Appearance.name_key, centre.kind == Appearance.kind]
    if of_body:
        same.append(centre.organisation_id == Appearance.organisation_id)
    chosen = select(centre.id).where(*same).order_by(centre.id).limit(1)
    return chosen.correlate(Appearance).scalar_subquery()


def _centre(own: _Member, of_name: int | None, of_name_and_body: int | None) -> int | None:
    """The first stored appearance that an appearance is linked to for its name; None if it stays alone."""
    by = links_by(own.kind, own.name_key)
    return {LinksBy.NAME: of_name, LinksBy.NAME_AND_ORGANISATION: of_name_and_body}.get(by)


def _unlink_other_bodies(session: Session, here: Iterable[_Member]) -> set[int]:
    """Take a common name apart whose appearance here has got another organisation than it was linked for.

    Returns the appearances that this sets loose, and links those that stay together.
    """
    loose = set[int]()
    for own in here:
        if links_by(own.kind, own.name_key) is LinksBy.NAME_AND_ORGANISATION and _is_linked_wrongly(
            session, own.id
        ):
            loose.update(_link(session, own.kind, own.name_key))
    return loose


def _is_linked_wrongly(session: Session, appearance_id: int) -> bool:
    one, other = aliased(Appearance), aliased(Appearance)
    query = (
        select(SpeakerLink.id)
        .join(one, one.id == SpeakerLink.appearance_a_id)
        .join(other, other.id == SpeakerLink.appearance_b_id)
        .where(
            or_(one.id == appearance_id, other.id == appearance_id),
            one.organisation_id.is_distinct_from(other.organisation_id),
        )
    )
    return session.execute(query.limit(1)).first() is not None


def _link(session: Session, kind: AgentKind, key: str) -> Collection[int]:
    """Link every appearance of a name with the first stored one that it goes with, as a star.

    One row each, however many there are. Returns all of them.
    """
    by = links_by(kind, key)
    if by is LinksBy.NOTHING:
        return []
    same = session.execute(
        select(Appearance.id, Appearance.kind, Appearance.organisation_id)
        .where(Appearance.name_key == key, Appearance.kind == kind)
        .order_by(Appearance.id)
    ).all()
    if by is LinksBy.NAME:
        _insert_links(session, [(same[0].id, other.id, _REASONS[kind]) for other in same[1:]])
        return [row.id for row in same]
    for part in chunks([row.id for row in same]):
        session.execute(delete(SpeakerLink).where(SpeakerLink.appearance_b_id.in_(part)))
    firsts: dict[int, Any] = {}
    for row in same:
        if row.organisation_id is not None:
            firsts.setdefault(row.organisation_id, row)
    _insert_links(
        session,
        [
            (firsts[row.organisation_id].id, row.id, _REASONS[kind])
            for row in same
            if row.organisation_id is not None and firsts[row.organisation_id] is not row
        ],
    )
    return [row.id for row in same]


def _bridge_bodies(session: Session, names: Iterable[NameKey]) -> set[int]:
    """Link the first appearances of names that a person said are one organisation's; return those linked."""
    keys = {key for kind, key in names if kind is AgentKind.ORGANISATION}
    merged = organisations.merged(session) if keys else {}
    linked = set[int]()
    for group in {merged[key] for key in keys & merged.keys()}:
        firsts = session.scalars(
            select(func.min(Appearance.id))
            .where(Appearance.kind == AgentKind.ORGANISATION, Appearance.name_key.in_(group))
            .group_by(Appearance.name_key)
        )
        first, *others = sorted(firsts) or [0]
        _insert_links(session, [(first, other, _MERGED) for other in others])
        linked.update(others)
    return linked


def unbridge(session: Session) -> list[int]:
    """Delete the links between names of one organisation; return the appearances that they linked."""
    links = session.scalars(select(SpeakerLink).where(SpeakerLink.reason == _MERGED)).all()
    for link in links:
        session.delete(link)
    session.flush()
    return [id_ for link in links for id_ in (link.appearance_a_id, link.appearance_b_id)]


def _insert_links(session: Session, links: Sequence[tuple[int, int, str]]) -> None:
    """Store links (the smaller id, the larger one, the reason), but for those there are."""
    present = {
        (row[0], row[1])
        for part in chunks([other for _first, other, _reason in links])
        for row in session.execute(
            select(SpeakerLink.appearance_a_id, SpeakerLink.appearance_b_id).where(
                SpeakerLink.appearance_b_id.in_(part)
            )
        )
    }
    session.add_all(
        SpeakerLink(appearance_a_id=first, appearance_b_id=other, score=1.0, reason=reason)
        for first, other, reason in links
        if (first, other) not in present
    )
    session.flush()


def _join(session: Session, joining: Sequence[tuple[_Member, _Member]]) -> set[int]:
    """Let appearances join the speaker of the appearance they are linked to; return those that could.

    That is so for one that is new there, or known there and not the earliest, of a speaker that nobody
    judged:
    no other appearance changes its speaker then. If the new one is the earliest, the speaker takes its id and
    name.
    """
    speaker_ids = {first.speaker_id for _own, first in joining if first.speaker_id is not None}
    speaker_ids -= _judged_speakers(session, speaker_ids)
    speakers = {
        speaker.id: speaker
        for part in chunks(speaker_ids)
        for speaker in session.scalars(select(Speaker).where(Speaker.id.in_(part)))
    }
    heads = {
        head.public_id: head
        for head in _members(
            session, Appearance.public_id, {speaker.public_id for speaker in speakers.values()}
        ).values()
    }
    joined = set()
    for own, first in joining:
        speaker = speakers.get(first.speaker_id or 0)
        head = heads.get(speaker.public_id) if speaker else None
        if speaker is None or head is None or head.id == own.id or own.speaker_id not in (None, speaker.id):
            continue
        if own.kind is AgentKind.PERSON and not _is_of_one_time(session, own, speaker.id):
            continue
        if speaker.name_key != head.name_key:
            # It has the name of another than its earliest appearance; this one may be earlier than that.
            continue
        if own.age() < head.age():
            _name(speaker, [own], {})
        if own.speaker_id is None:
            _give(session, {own.id: speaker.id})
        joined.add(own.id)
    session.flush()
    return joined


def _is_of_one_time(session: Session, own: _Member, speaker_id: int) -> bool:
    """Whether all namesakes of an appearance were printed in one stretch of time, and are one speaker."""
    same = [Appearance.kind == own.kind, Appearance.name_key == own.name_key]
    if links_by(own.kind, own.name_key) is LinksBy.NAME_AND_ORGANISATION:
        same.append(Appearance.organisation_id == own.organisation_id)
    others = or_(Appearance.speaker_id.is_(None), Appearance.speaker_id == speaker_id)
    row = session.execute(
        select(
            func.min(Article.published_on).label("first"),
            func.max(Article.published_on).label("last"),
            func.count().filter(~others).label("others"),
        )
        .select_from(Appearance)
        .join(Appearance.article)
        .where(*same)
    ).one()
    return not row.others and (row.first is None or row.last - row.first <= GAP)


def judged() -> CompoundSelect[int]:
    """Select the appearances that a person's decision is about, retracted ones included."""
    return union(
        select(SpeakerJudgement.appearance_a_id.label("id")),
        select(SpeakerJudgement.appearance_b_id),
        select(SpeakerName.appearance_id),
    )


def _judged_speakers(session: Session, speaker_ids: Collection[int]) -> set[int]:
    """Those of the speakers that a decision is or was about."""
    about = judged().subquery()
    of = select(Appearance.speaker_id).join(about, about.c.id == Appearance.id)
    found = {
        speaker_id
        for part in chunks(speaker_ids)
        for speaker_id in session.scalars(of.where(Appearance.speaker_id.in_(part)))
    }
    return {speaker_id for speaker_id in found if speaker_id is not None}


def _name(speaker: Speaker, cluster: Sequence[_Member], given: Mapping[int, _Given]) -> None:
    """Give a speaker the id of its earliest appearance, and the name chosen by a person or a full one."""
    best = _best_named(cluster)
    chosen = max((given[member.id] for member in cluster if member.id in given), default=None)
    speaker.public_id, speaker.kind = cluster[0].public_id, best.kind
    speaker.name, speaker.name_key = (chosen or best).name, (chosen or best).name_key


def _given(session: Session, clusters: Sequence[Sequence[_Member]]) -> dict[int, _Given]:
    """The newest preferred name of each appearance that has one."""
    columns = (SpeakerName.decided_at, SpeakerName.public_id, SpeakerName.name, SpeakerName.name_key)
    holds = (SpeakerName.live(), SpeakerName.use == NameUse.PREFERRED)
    found: dict[int, _Given] = {}
    for part in chunks([member.id for cluster in clusters for member in cluster]):
        query = select(SpeakerName.appearance_id, *columns)
        for row in session.execute(query.where(SpeakerName.appearance_id.in_(part), *holds)):
            name = _Given(*row[1:])
            found[row[0]] = max(name, found.get(row[0], name))
    return found


def _best_named(cluster: Collection[_Member]) -> _Member:
    """The earliest of the appearances that print a full name, else the earliest of all."""
    full = [member for member in cluster if links_by(member.kind, member.name_key) is not LinksBy.NOTHING]
    return min(full or cluster, key=_Member.age)


def _assign(session: Session, seeds: Collection[int]) -> set[int]:
    """Give every appearance that the seeds reach the speaker of its cluster; return those that change it."""
    found = _clusters(session, seeds)
    given = _given(session, found)
    before = {member.speaker_id for cluster in found for member in cluster} - {None}
    wanted = [cluster[0].public_id for cluster in found]
    speakers = {
        speaker.public_id: speaker
        for part in chunks(wanted)
        for speaker in session.scalars(select(Speaker).where(Speaker.public_id.in_(part)))
    }
    for cluster in found:
        _name(speakers.setdefault(cluster[0].public_id, Speaker()), cluster, given)
    session.add_all(speakers.values())
    session.flush()
    belonging = {member: speakers[cluster[0].public_id].id for cluster in found for member in cluster}
    moved = {
        member.id: speaker_id for member, speaker_id in belonging.items() if member.speaker_id != speaker_id
    }
    _give(session, moved)
    drop_empty(session, [id_ for id_ in before if id_ is not None])
    return set(moved)


def _give(session: Session, speaker_of: Mapping[int, int]) -> None:
    """Give appearances, by their ids, to speakers.

    By key: an UPDATE with a condition is compared with every appearance that the session holds, and one for
    each speaker of an article would take time by the square of their number.
    """
    if not speaker_of:
        return
    session.execute(update(Appearance), [{"id": id_, "speaker_id": of} for id_, of in speaker_of.items()])
    for id_, speaker_id in speaker_of.items():
        held = session.identity_map.get(identity_key(Appearance, id_))
        if held is not None:
            set_committed_value(held, "speaker_id", speaker_id)


def drop_empty(session: Session, speaker_ids: Sequence[int]) -> None:
    """Delete those of the speakers that no appearance belongs to."""
    inhabited = select(Appearance.id).where(Appearance.speaker_id == Speaker.id).exists()
    for part in chunks(speaker_ids):
        session.execute(delete(Speaker).where(Speaker.id.in_(part), ~inhabited))


def _clusters(session: Session, seeds: Collection[int]) -> list[list[_Member]]:
    """The clusters of all appearances that the seeds reach, in each the oldest first."""
    reached, links, same = _reachable(session, seeds)
    members = _members(session, Appearance.id, reached)
    oldest_first = sorted(members, key=lambda id_: members[id_].age())
    namesakes: dict[tuple[object, ...], list[int]] = {}
    for id_ in oldest_first:
        if (shared := members[id_].namesakes()) is not None:
            namesakes.setdefault(shared, []).append(id_)
    groups = [spell for group in namesakes.values() for spell in _spells([members[id_] for id_ in group])]
    # A link is one of two names. Which of their appearances it is stored for depends on the order of ingest,
    # so it counts for the earliest ones.
    first = {id_: group[0] for group in groups for id_ in group}
    ties = Ties(
        groups,
        [
            Link(first.get(link.one, link.one), first.get(link.other, link.other), link.score)
            for link in links
            if not _are_namesakes(members[link.one], members[link.other])
        ],
        same,
        [pair for pair in pairs(session, reached, Identity.DIFFERENT) if reached.issuperset(pair)],
    )
    return [[members[id_] for id_ in cluster] for cluster in clusters(oldest_first, ties)]


def _spells(namesakes: Sequence[_Member]) -> list[list[int]]:
    """Namesakes by the time in which they were printed; organisations outlive people."""
    if namesakes[0].kind is AgentKind.ORGANISATION:
        return [[member.id for member in namesakes]]
    return spells((member.id, member.published_on) for member in namesakes)


def _are_namesakes(one: _Member, other: _Member) -> bool:
    shared = one.namesakes()
    return shared is not None and shared == other.namesakes()


def _reachable(session: Session, seeds: Collection[int]) -> tuple[set[int], set[Link], set[Pair]]:
    """Appearances reached from the seeds, by which links and which decisions."""
    reached, links, same = set(seeds), set[Link](), set[Pair]()
    frontier = set(seeds)
    while frontier:
        near = set(_links(session, frontier))
        decided = pairs(session, frontier, Identity.SAME)
        links |= near
        same |= decided
        ends = {(link.one, link.other) for link in near} | decided
        frontier = {id_ for pair in ends for id_ in pair} - reached
        reached |= frontier
    return reached, links, same


def _links(session: Session, appearance_ids: Collection[int]) -> Iterator[Link]:
    one, other = SpeakerLink.appearance_a_id, SpeakerLink.appearance_b_id
    for part in chunks(appearance_ids):
        rows = session.execute(
            select(one, other, SpeakerLink.score).where(or_(one.in_(part), other.in_(part)))
        )
        yield from (Link(*row) for row in rows)


def pairs(session: Session, appearance_ids: Collection[int], verdict: Identity) -> set[Pair]:
    """The pairs with one of these appearances, or both, that a person decided on so."""
    one, other = SpeakerJudgement.appearance_a_id, SpeakerJudgement.appearance_b_id
    holds = (SpeakerJudgement.live(), SpeakerJudgement.verdict == verdict)
    return {
        (row[0], row[1])
        for part in chunks(appearance_ids)
        for row in session.execute(select(one, other).where(or_(one.in_(part), other.in_(part)), *holds))
    }


def _members(session: Session, column: InstrumentedAttribute[T], values: Collection[T]) -> dict[int, _Member]:
    """The appearances with these values in a column, by row number."""
    columns = (
        Appearance.id,
        Appearance.public_id,
        Appearance.name,
        Appearance.name_key,
        Appearance.kind,
        Appearance.organisation_id,
        Appearance.speaker_id,
        Article.published_on,
        standing(),
    )
    found = {}
    for part in chunks(values):
        for row in session.execute(select(*columns).join(Appearance.article).where(column.in_(part))):
            found[row.id] = _Member(*row)
    return found
