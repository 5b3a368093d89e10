"""Who is whom across articles: machine links between appearances, and the clusters that follow from them.

Everything here is belief: ``rebuild`` makes it anew from the appearances, with the same result.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from datetime import date
from typing import TYPE_CHECKING, Any, NamedTuple, TypeVar

from sqlalchemy import ColumnElement, ScalarSelect, delete, or_, select, update
from sqlalchemy.orm import InstrumentedAttribute, aliased

from quotesdb.db.models import Appearance, Article, Speaker, SpeakerLink
from quotesdb.resolve import LinksBy, links_by
from quotesdb.services import bridges
from quotesdb.services.chunks import chunks
from quotesdb.values import AgentKind

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

T = TypeVar("T")
NameKey = tuple[AgentKind, str]

_REASONS = {AgentKind.PERSON: "equal full name", AgentKind.ORGANISATION: "equal organisation name"}
_EQUAL = tuple(_REASONS.values())


class _Member(NamedTuple):
    """An appearance as the clusters see it."""

    id: int
    public_id: str
    name: str
    name_key: str
    kind: AgentKind
    speaker_id: int | None
    published_on: date | None

    def age(self) -> tuple[bool, date, str]:
        """Earliest printed date first, undated last; the public id decides between equals.

        Row numbers would depend on the order of ingest, and with them the id of the speaker.
        """
        return self.published_on is None, self.published_on or date.min, self.public_id


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
    _insert_links(session, [(first, own) for own, first in joining])
    joined = _join(session, joining) - loose
    moved = _assign(session, {*loose, *(own.id for own in here if own.id not in joined)})
    moved |= {own.id for own in here if own.id in joined and own.speaker_id is None}
    bridged = bridges.refresh(session, {(own.kind, own.name_key) for own in here}, _EQUAL)
    return moved | _assign(session, bridged)


def refresh(session: Session, appearance_ids: Iterable[int], names: Iterable[NameKey]) -> set[int]:
    """Link all appearances of the given names, then cluster what these appearances reach.

    Returns the appearances that are another speaker's now.
    """
    named = set(names)
    linked = {id_ for kind, key in named for id_ in _link(session, kind, key)}
    bridged = bridges.refresh(session, named, _EQUAL)
    return _assign(session, {*appearance_ids, *linked, *bridged})


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
        _insert_links(session, [(same[0], other) for other in same[1:]])
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
            (firsts[row.organisation_id], row)
            for row in same
            if row.organisation_id is not None and firsts[row.organisation_id] is not row
        ],
    )
    return [row.id for row in same]


def _insert_links(session: Session, pairs: Sequence[tuple[Any, Any]]) -> None:
    """Store the links from the first appearance of a name to others, but for those there are."""
    present = {
        (row[0], row[1])
        for part in chunks([other.id for _first, other in pairs])
        for row in session.execute(
            select(SpeakerLink.appearance_a_id, SpeakerLink.appearance_b_id).where(
                SpeakerLink.appearance_b_id.in_(part)
            )
        )
    }
    session.add_all(
        SpeakerLink(
            appearance_a_id=first.id, appearance_b_id=other.id, score=1.0, reason=_REASONS[other.kind]
        )
        for first, other in pairs
        if (first.id, other.id) not in present
    )
    session.flush()


def _join(session: Session, joining: Sequence[tuple[_Member, _Member]]) -> set[int]:
    """Let appearances join the speaker of the appearance they are linked to; return those that could.

    That is so for one that is new there, or known there and not the earliest: no other appearance changes its
    speaker then. If the new one is the earliest, the speaker takes its id and name.
    """
    speaker_ids = {first.speaker_id for _own, first in joining if first.speaker_id is not None}
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
        if speaker.name_key != head.name_key:
            # It has the name of another than its earliest appearance; this one may be earlier than that.
            continue
        if own.age() < head.age():
            _name(speaker, own, own)
        if own.speaker_id is None:
            session.execute(update(Appearance).where(Appearance.id == own.id).values(speaker_id=speaker.id))
        joined.add(own.id)
    session.flush()
    return joined


def _name(speaker: Speaker, head: _Member, named: _Member) -> None:
    """Give a speaker the id of its earliest appearance and the name of another, if that is fuller."""
    speaker.public_id, speaker.kind = head.public_id, head.kind
    speaker.name, speaker.name_key = named.name, named.name_key


def _best_named(cluster: Collection[_Member]) -> _Member:
    """The earliest of the appearances that print a full name, else the earliest of all."""
    full = [member for member in cluster if links_by(member.kind, member.name_key) is not LinksBy.NOTHING]
    return min(full or cluster, key=_Member.age)


def _assign(session: Session, seeds: Collection[int]) -> set[int]:
    """Give every appearance that the seeds reach the speaker of its cluster; return those that change it."""
    clusters = _clusters(session, seeds)
    heads = [min(cluster, key=_Member.age) for cluster in clusters]
    before = {member.speaker_id for cluster in clusters for member in cluster} - {None}
    wanted = [head.public_id for head in heads]
    speakers = {
        speaker.public_id: speaker
        for part in chunks(wanted)
        for speaker in session.scalars(select(Speaker).where(Speaker.public_id.in_(part)))
    }
    for head, cluster in zip(heads, clusters, strict=True):
        _name(speakers.setdefault(head.public_id, Speaker()), head, _best_named(cluster))
    session.add_all(speakers.values())
    session.flush()
    moved = set[int]()
    for head, cluster in zip(heads, clusters, strict=True):
        speaker_id = speakers[head.public_id].id
        changing = [member.id for member in cluster if member.speaker_id != speaker_id]
        for part in chunks(changing):
            session.execute(update(Appearance).where(Appearance.id.in_(part)).values(speaker_id=speaker_id))
        moved.update(changing)
    drop_empty(session, [id_ for id_ in before if id_ is not None])
    return moved


def drop_empty(session: Session, speaker_ids: Sequence[int]) -> None:
    """Delete those of the speakers that no appearance belongs to."""
    inhabited = select(Appearance.id).where(Appearance.speaker_id == Speaker.id).exists()
    for part in chunks(speaker_ids):
        session.execute(delete(Speaker).where(Speaker.id.in_(part), ~inhabited))


def _clusters(session: Session, seeds: Collection[int]) -> list[list[_Member]]:
    """Connected components over the links, of all appearances that the seeds reach."""
    neighbours = _reachable(session, seeds)
    members = _members(session, Appearance.id, neighbours)
    clusters, seen = [], set[int]()
    for start in sorted(neighbours):
        if start not in seen:
            component = _component(start, neighbours)
            seen |= component
            clusters.append([members[id_] for id_ in sorted(component)])
    return clusters


def _reachable(session: Session, seeds: Collection[int]) -> dict[int, set[int]]:
    """Appearances reached from the seeds, each with those it is linked to."""
    neighbours: dict[int, set[int]] = {seed: set() for seed in seeds}
    frontier = set(seeds)
    while frontier:
        reached = set[int]()
        for one, other in _links(session, frontier):
            reached.update(id_ for id_ in (one, other) if id_ not in neighbours)
            neighbours.setdefault(one, set()).add(other)
            neighbours.setdefault(other, set()).add(one)
        frontier = reached
    return neighbours


def _links(session: Session, appearance_ids: Collection[int]) -> Iterator[tuple[int, int]]:
    for part in chunks(appearance_ids):
        touches: ColumnElement[bool] = or_(
            SpeakerLink.appearance_a_id.in_(part), SpeakerLink.appearance_b_id.in_(part)
        )
        rows = session.execute(
            select(SpeakerLink.appearance_a_id, SpeakerLink.appearance_b_id).where(touches)
        )
        yield from ((row[0], row[1]) for row in rows)


def _component(start: int, neighbours: dict[int, set[int]]) -> set[int]:
    component, waiting = {start}, [start]
    while waiting:
        new = neighbours[waiting.pop()] - component
        component |= new
        waiting.extend(new)
    return component


def _members(session: Session, column: InstrumentedAttribute[T], values: Collection[T]) -> dict[int, _Member]:
    """The appearances with these values in a column, by row number."""
    columns = (
        Appearance.id,
        Appearance.public_id,
        Appearance.name,
        Appearance.name_key,
        Appearance.kind,
        Appearance.speaker_id,
        Article.published_on,
    )
    found = {}
    for part in chunks(values):
        for row in session.execute(select(*columns).join(Appearance.article).where(column.in_(part))):
            found[row.id] = _Member(*row)
    return found
