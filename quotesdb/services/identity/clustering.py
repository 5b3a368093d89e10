"""Who is who across articles: machine links between appearances, and the clusters that follow from them.

Everything here is belief: ``rebuild`` makes it anew from the appearances and what people decided about them,
with the same result. How the clusters follow is said in ``quotesdb.resolve.clusters``.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING, Any, NamedTuple

from sqlalchemy import Row, and_, bindparam, delete, func, or_, select, union, update
from sqlalchemy.orm import aliased

from quotesdb.db.models import (
    AgentName,
    Appearance,
    Article,
    Speaker,
    SpeakerJudgement,
    SpeakerLink,
    SpeakerName,
)
from quotesdb.db.types import NameUse
from quotesdb.resolve import GAP, LinksBy
from quotesdb.services.identity import equal_names
from quotesdb.services.identity import links as bridges
from quotesdb.services.identity import names as agent_names
from quotesdb.services.identity.members import COLUMNS, Member, clusters_of, heads, links, members
from quotesdb.services.identity.names import NameKey
from quotesdb.services.store.chunks import chunks
from quotesdb.services.store.rows import insert_numbered, update_rows
from quotesdb.values import AgentKind

if TYPE_CHECKING:
    from sqlalchemy import CompoundSelect
    from sqlalchemy.orm import Session


class _Given(NamedTuple):
    """A preferred name that a person gave; the newest is the greatest."""

    created_at: datetime
    decision: str
    name: str
    name_key: str


def refresh_article(session: Session, article_id: int, *, is_new: bool = False) -> set[int]:
    """Link the appearances of one article and bring the speakers they belong to up to date.

    Returns the appearances, here and elsewhere, that are another speaker's now. An appearance that merely
    joins a speaker costs the same however many belong to it already. ``is_new`` says that the article came
    with this, and that no other has changed since.
    """
    here, first_of_name = _arrivals(session, article_id)
    loose = equal_names.unlink_other_bodies(session, here)
    linked = equal_names.centres(session, here, first_of_name)
    found = members(session, {first for _own, first in linked})
    joining = [(own, found[first]) for own, first in linked]
    equal_names.insert_links(
        session, [(first.id, own.id, equal_names.REASONS[own.kind]) for own, first in joining]
    )
    names = {(own.kind, own.name_key) for own in here}
    bridged = bridges.refresh(session, names, equal_names.EQUAL, article_id if is_new else None)
    tied = bridged | equal_names.bridge_bodies(session, names) | {own.id for own, _first in joining}
    joined = _join(session, joining) - loose
    alone = [own for own in here if is_new and own.id not in tied]
    _settle(session, alone)
    rest = {own.id for own in here}.difference(joined, (own.id for own in alone))
    moved = _assign(session, loose | rest)
    moved |= {own.id for own in here if own.id not in rest and own.speaker_id is None}
    return moved | _assign(session, bridged)


def refresh(session: Session, appearance_ids: Iterable[int], names: Iterable[NameKey]) -> set[int]:
    """Link all appearances of the given names, then cluster what these appearances reach.

    Returns the appearances that are another speaker's now.
    """
    named = set(names)
    agent_names.refresh(session, named)
    linked = {id_ for kind, key in named for id_ in equal_names.link(session, kind, key)}
    bridged = bridges.refresh(session, named, equal_names.EQUAL) | equal_names.bridge_bodies(session, named)
    return _assign(session, {*appearance_ids, *linked, *bridged})


def bearing(session: Session, kind: AgentKind, key: str) -> Sequence[int]:
    """The appearances of a name."""
    return session.scalars(
        select(Appearance.id).where(Appearance.name_key == key, Appearance.kind == kind)
    ).all()


def unlink(session: Session, appearance_ids: Collection[int]) -> set[int]:
    """Delete every machine link of these appearances; return those at both ends."""
    one, other = SpeakerLink.appearance_a_id, SpeakerLink.appearance_b_id
    ends = {id_ for link in links(session, appearance_ids) for id_ in (link.one, link.other)}
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
    anew = update(Appearance).values(speaker_id=None, published_on=_PRINTED)
    session.execute(anew, execution_options={"synchronize_session": False})
    session.execute(delete(SpeakerLink))
    session.execute(delete(Speaker))
    session.expire_all()
    agent_names.rebuild(session)
    rows = session.execute(select(Appearance.id, Appearance.kind, Appearance.name_key)).all()
    refresh(session, [row.id for row in rows], {(row.kind, row.name_key) for row in rows})
    return len(session.scalars(select(Speaker.id)).all())


_PRINTED = (
    select(Article.published_on)
    .where(Article.id == Appearance.article_id)
    .correlate(Appearance)
    .scalar_subquery()
)
_HERE = (
    select(*COLUMNS, Article.published_on.label("printed"), AgentName.first_id)
    .join(Appearance.article)
    .outerjoin(AgentName, and_(AgentName.name_key == Appearance.name_key, AgentName.kind == Appearance.kind))
    .where(Appearance.article_id == bindparam("article_id"))
    .order_by(Appearance.id)
)


def _arrivals(session: Session, article_id: int) -> tuple[list[Member], dict[NameKey, int]]:
    """The appearances of an article with its date, and the first stored one of each of their names."""
    rows = session.execute(_HERE, {"article_id": article_id}).all()
    stale = [row for row in rows if row.published_on != row.printed]
    update_rows(session, Appearance, [{"id": row.id, "published_on": row.printed} for row in stale])
    here = [_member(row) for row in rows]
    firsts: dict[NameKey, int] = {}
    new: dict[NameKey, int] = {}
    for own, row in zip(here, rows, strict=True):
        if row.first_id is not None:
            firsts[own.kind, own.name_key] = row.first_id
        else:
            new.setdefault((own.kind, own.name_key), own.id)
    agent_names.add(session, new)
    return here, firsts | new


def _member(row: Row[*tuple[Any, ...]]) -> Member:
    return Member(*row[: len(COLUMNS)])._replace(published_on=row.printed)


@dataclass(slots=True)
class _Joined:
    """A speaker that appearances may join: who heads it, and what it is called."""

    id: int
    name_key: str
    head: Member
    is_renamed: bool = False


def _join(session: Session, joining: Sequence[tuple[Member, Member]]) -> set[int]:
    """Let appearances join the speaker of the appearance they are linked to; return those that could.

    That is so for one that is new there, or known there and not the earliest, of a speaker that nobody
    judged: no other appearance changes its speaker then. If the new one is the earliest, the speaker takes
    its id and name.
    """
    speakers = _joinable(session, {first.speaker_id for _own, first in joining if first.speaker_id})
    parted = _parted(session, joining)
    joined, given, named = set[int](), list[dict[str, Any]](), list[dict[str, Any]]()
    for own, first in joining:
        speaker = speakers.get(first.speaker_id or 0)
        if speaker is None or speaker.is_renamed or speaker.head.id == own.id:
            continue
        if own.speaker_id not in (None, speaker.id) or own.id in parted:
            continue
        if speaker.name_key != speaker.head.name_key:
            # It has the name of another than its earliest appearance; this one may be earlier than that.
            continue
        if own.age() < speaker.head.age():
            named.append({"id": speaker.id, **_called([own], {})})
            speaker.is_renamed = True
        if own.speaker_id is None:
            given.append({"id": own.id, "speaker_id": speaker.id})
        joined.add(own.id)
    update_rows(session, Speaker, named)
    update_rows(session, Appearance, given)
    return joined


_SPEAKERS = select(Speaker.id, Speaker.public_id, Speaker.name, Speaker.name_key, Speaker.kind)
_BY_ID = _SPEAKERS.where(Speaker.id.in_(bindparam("ids", expanding=True)))
_BY_PUBLIC_ID = _SPEAKERS.where(Speaker.public_id.in_(bindparam("ids", expanding=True)))


def _joinable(session: Session, speaker_ids: Collection[int]) -> dict[int, _Joined]:
    """Those of the speakers that no decision is or was about."""
    if not speaker_ids:
        return {}
    free = set(speaker_ids) - _judged_speakers(session, speaker_ids)
    rows = [row for part in chunks(free) for row in session.execute(_BY_ID, {"ids": part})]
    first = heads(session, [row.public_id for row in rows])
    return {
        row.id: _Joined(row.id, row.name_key, first[row.public_id]) for row in rows if row.public_id in first
    }


_SAME = aliased(Appearance)
_IS_SAME = and_(_SAME.name_key == Appearance.name_key, _SAME.kind == Appearance.kind)


def _date(*, last: bool) -> Any:
    """The first or last date on which the name of an appearance was printed."""
    order = _SAME.published_on.desc() if last else _SAME.published_on
    printed = select(_SAME.published_on).where(_IS_SAME, _SAME.published_on.is_not(None))
    return printed.order_by(order).limit(1).correlate(Appearance).scalar_subquery()


_TIMES = select(
    Appearance.id,
    _date(last=False).label("first"),
    _date(last=True).label("last"),
    *(
        select(_SAME.id).where(_IS_SAME, condition).correlate(Appearance).exists()
        for condition in (_SAME.speaker_id < Appearance.speaker_id, _SAME.speaker_id > Appearance.speaker_id)
    ),
).where(Appearance.id.in_(bindparam("ids", expanding=True)))
_TIMES_WITH_BODY = (
    select(
        Appearance.name_key,
        Appearance.organisation_id,
        func.min(Appearance.published_on),
        func.max(Appearance.published_on),
        func.min(Appearance.speaker_id),
        func.max(Appearance.speaker_id),
    )
    .where(
        Appearance.kind == AgentKind.PERSON,
        Appearance.name_key.in_(bindparam("keys", expanding=True)),
        Appearance.organisation_id.in_(bindparam("bodies", expanding=True)),
    )
    .group_by(Appearance.name_key, Appearance.organisation_id)
)


def _parted(session: Session, joining: Sequence[tuple[Member, Member]]) -> set[int]:
    """The people whose namesakes were not printed in one stretch of time, or are not one speaker."""
    people = [(own, first) for own, first in joining if own.kind is AgentKind.PERSON]
    by_name = [(own, first) for own, first in people if own.links_by() is LinksBy.NAME]
    by_body = [(own, first) for own, first in people if own.links_by() is LinksBy.NAME_AND_ORGANISATION]
    one = {
        row[0]: not (row[3] or row[4]) and _is_one_time(row[1], row[2])
        for part in chunks({first.id for _own, first in by_name})
        for row in session.execute(_TIMES, {"ids": part})
    }
    parted = {own.id for own, first in by_name if not one[first.id]}
    if by_body:
        values = {
            "keys": list({own.name_key for own, _first in by_body}),
            "bodies": list({own.organisation_id for own, _first in by_body}),
        }
        times = {row[:2]: row for row in session.execute(_TIMES_WITH_BODY, values)}
        for own, first in by_body:
            row = times[own.name_key, own.organisation_id]
            is_one = {row[4], row[5]} <= {first.speaker_id, None} and _is_one_time(row[2], row[3])
            parted |= set() if is_one else {own.id}
    return parted


def _is_one_time(first: date | None, last: date | None) -> bool:
    return first is None or last is None or last - first <= GAP


def judged() -> CompoundSelect[int]:
    """Select the appearances that a person's decision is about, retracted ones included."""
    return union(
        select(SpeakerJudgement.appearance_a_id.label("id")),
        select(SpeakerJudgement.appearance_b_id),
        select(SpeakerName.appearance_id),
    )


def _judged_speakers(session: Session, speaker_ids: Collection[int]) -> set[int]:
    """Those of the speakers that a decision is or was about."""
    return {
        speaker_id
        for part in chunks(speaker_ids)
        for speaker_id in session.scalars(_JUDGED, {"ids": part})
        if speaker_id is not None
    }


_ABOUT = judged().subquery()
# A row of each decision, not of each appearance of a speaker: these are the more by far.
_SPEAKER = (
    select(Appearance.speaker_id).where(Appearance.id == _ABOUT.c.id).correlate(_ABOUT).scalar_subquery()
)
_JUDGED = select(_SPEAKER).select_from(_ABOUT).where(_SPEAKER.in_(bindparam("ids", expanding=True)))


def _settle(session: Session, alone: Sequence[Member]) -> None:
    """Give new appearances that nothing ties to another a speaker of their own."""
    numbers = _name(session, {own.public_id: _called([own], {}) for own in alone})
    update_rows(session, Appearance, [{"id": own.id, "speaker_id": numbers[own.public_id]} for own in alone])


def _called(cluster: Sequence[Member], given: Mapping[int, _Given]) -> dict[str, Any]:
    """What a speaker is called: by the id of its earliest appearance; as a person chose, or in full."""
    best = _best_named(cluster)
    chosen = max((given[member.id] for member in cluster if member.id in given), default=None)
    return {
        "public_id": cluster[0].public_id,
        "kind": best.kind,
        "name": (chosen or best).name,
        "name_key": (chosen or best).name_key,
    }


def _given(session: Session, clusters: Sequence[Sequence[Member]]) -> dict[int, _Given]:
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


def _best_named(cluster: Collection[Member]) -> Member:
    """The earliest of the appearances that print a full name, else the earliest of all."""
    full = [member for member in cluster if member.links_by() is not LinksBy.NOTHING]
    return min(full or cluster, key=Member.age)


def _assign(session: Session, seeds: Collection[int]) -> set[int]:
    """Give every appearance that the seeds reach the speaker of its cluster; return those that change it."""
    if not seeds:
        return set()
    found = clusters_of(session, seeds)
    given = _given(session, found)
    before = {member.speaker_id for cluster in found for member in cluster} - {None}
    speakers = _name(session, {cluster[0].public_id: _called(cluster, given) for cluster in found})
    belonging = {member: speakers[cluster[0].public_id] for cluster in found for member in cluster}
    moved = {
        member.id: speaker_id for member, speaker_id in belonging.items() if member.speaker_id != speaker_id
    }
    update_rows(session, Appearance, [{"id": id_, "speaker_id": of} for id_, of in moved.items()])
    drop_empty(session, [id_ for id_ in before if id_ is not None])
    return set(moved)


def _name(session: Session, called: Mapping[str, dict[str, Any]]) -> dict[str, int]:
    """Let there be speakers with these public ids that are called so; return their row numbers by them."""
    known = {row.public_id: row for row in _with_ids(session, called)}
    update_rows(
        session,
        Speaker,
        [
            {"id": row.id, **called[public_id]}
            for public_id, row in known.items()
            if any(getattr(row, column) != value for column, value in called[public_id].items())
        ],
    )
    new = [values for public_id, values in called.items() if public_id not in known]
    made = insert_numbered(session, Speaker, new, Speaker.public_id)
    return {**{public_id: row.id for public_id, row in known.items()}, **made}


def _with_ids(session: Session, public_ids: Collection[str]) -> list[Row[*tuple[Any, ...]]]:
    return [row for part in chunks(public_ids) for row in session.execute(_BY_PUBLIC_ID, {"ids": part})]


def drop_empty(session: Session, speaker_ids: Sequence[int]) -> None:
    """Delete those of the speakers that no appearance belongs to."""
    inhabited = select(Appearance.id).where(Appearance.speaker_id == Speaker.id).exists()
    for part in chunks(speaker_ids):
        session.execute(delete(Speaker).where(Speaker.id.in_(part), ~inhabited))
