"""Who is who across articles: the speakers that follow from names, machine links and what people decided.

Everything here is belief: ``rebuild`` makes it anew from the appearances and what people decided about them,
with the same result. How names are linked is said in ``quotesdb.resolve``.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Any, NamedTuple

from sqlalchemy import bindparam, delete, select, union, update

from quotesdb.db.models import (
    AgentName,
    AgentNameKey,
    Appearance,
    NamesTogether,
    Speaker,
    SpeakerJudgement,
    SpeakerLink,
    SpeakerName,
)
from quotesdb.resolve import Link, Pair, Ties, clusters
from quotesdb.services.identity import counts, judgements, linking, names, together
from quotesdb.services.identity.called import Name, called, called_alone, names_given
from quotesdb.services.identity.evident import Told
from quotesdb.services.identity.names import Key, Printed
from quotesdb.services.store.chunks import chunks
from quotesdb.services.store.rows import insert_numbered, update_rows

if TYPE_CHECKING:
    from sqlalchemy import CompoundSelect
    from sqlalchemy.orm import Session


def refresh_article(session: Session, article_id: int) -> set[int]:
    """Link the appearances of one article and bring the speakers they belong to up to date.

    Returns the appearances, here and elsewhere, that are another speaker's now.
    """
    here = names.of_article(session, article_id)
    return _refresh(session, here, here)


def refresh_new(session: Session, article_ids: Collection[int], said: counts.Said) -> set[int]:
    """The same for articles that came with this, no other having changed since.

    It costs the same however often anybody in them was printed before. ``said`` is what they say of people.
    """
    placed = names.place(session, names.of_articles(session, article_ids))
    touched = _named(placed)
    counts.change(session, (), placed, said)
    together.change(session, (), placed)
    return _speakers(session, touched | linking.refresh(session, touched), placed)


def refresh(session: Session, appearance_ids: Collection[int], name_ids: Collection[int] = ()) -> set[int]:
    """Link these appearances, and those of these names, and bring the speakers that they reach up to date.

    Returns the appearances that are another speaker's now.
    """
    wanted = set(appearance_ids)
    whole = names.of_articles(session, names.articles_of(session, wanted))
    return _refresh(session, [row for row in whole if row.id in wanted], whole, set(name_ids))


def _refresh(
    session: Session, rows: Sequence[Printed], whole: Sequence[Printed], name_ids: Collection[int] = ()
) -> set[int]:
    """Do so for some appearances; ``whole`` are all that stand in an article with one of them."""
    before = _named(rows).union(name_ids)
    near = linking.near(session, before) if before else set()
    placed = names.place(session, rows)
    now = {row.id: row for row in placed}
    after = [now.get(row.id, row) for row in whole]
    gone = counts.change(session, whole, after) | counts.count(session, name_ids)
    together.change(session, whole, after)
    counts.drop(session, gone)
    concerned = before | _named(placed)
    touched = (concerned | near) - gone
    return _speakers(session, touched | linking.refresh(session, touched), placed)


def place(session: Session, appearance_ids: Collection[int]) -> None:
    """Give these appearances the names that they belong to; what is known of names is not counted."""
    names.place(session, names.of_ids(session, appearance_ids))


def recount(session: Session, appearance_ids: Collection[int], evident: counts.Evident) -> None:
    """Make anew what is known of the names that these appearances have, and what these are found by.

    ``evident`` is the evidence on their samples, as far as it was found before.
    """
    rows = names.of_ids(session, appearance_ids)
    own = _named(rows)
    names.renew_keys(session, rows)
    counts.count(session, own, evident)
    together.count(session, own)


def relink(session: Session, appearance_ids: Collection[int]) -> set[int]:
    """Make the links and speakers of the names anew that these appearances have, what is counted being right.

    Returns the appearances that are another speaker's now.
    """
    rows = names.of_ids(session, appearance_ids)
    own = _named(rows)
    touched = own | linking.tied(session, own)
    return _speakers(session, touched | linking.refresh(session, touched), rows)


def samples(session: Session, appearance_ids: Collection[int]) -> list[tuple[Told, ...]]:
    """What the evidence on the names of these appearances is found in."""
    return counts.sampled(session, _named(names.of_ids(session, appearance_ids)))


def _named(rows: Iterable[Printed]) -> set[int]:
    return {row.name_id for row in rows if row.name_id is not None}


def sweep(session: Session) -> None:
    """Delete the names that nobody has."""
    borne = select(Appearance.id).where(Appearance.name_id == AgentName.id).exists()
    session.execute(delete(AgentName).where(~borne), execution_options={"synchronize_session": False})


def take_out(session: Session, article_id: int) -> set[int]:
    """Let the appearances of an article that goes have no names; return those they had, for ``refresh``."""
    here = names.of_article(session, article_id)
    together.change(session, here, ())
    update_rows(session, Appearance, [{"id": row.id, "name_id": None} for row in here])
    return _named(here)


def bearing(session: Session, folded: Collection[Key]) -> list[int]:
    """The appearances of these folded names."""
    wanted = set(folded)
    return [
        row.id
        for part in chunks({key for key, _kind in wanted})
        for row in session.execute(_BEARING, {"keys": part})
        if (row.name_key, row.kind) in wanted
    ]


_BEARING = select(Appearance.id, Appearance.name_key, Appearance.kind).where(
    Appearance.name_key.in_(bindparam("keys", expanding=True))
)


def rebuild(session: Session) -> int:
    """Make every name, link and speaker anew; return how many speakers there are.

    The statements, which hang on speakers, go with the old ones: make them anew afterwards. What hangs on
    names is deleted here: while the schema changes, SQLite does not follow references.
    """
    anew = update(Appearance).values(speaker_id=None, name_id=None)
    session.execute(anew, execution_options={"synchronize_session": False})
    for model in (NamesTogether, AgentNameKey, SpeakerLink, AgentName, Speaker):
        session.execute(delete(model))
    session.expire_all()
    rows = names.of_ids(session, session.scalars(select(Appearance.id)).all())
    placed = names.place(session, rows)
    everybody = _named(placed)
    counts.count(session, everybody)
    together.count(session, everybody)
    linking.rebuild(session)
    _speakers(session, everybody, placed)
    return len(session.scalars(select(Speaker.id)).all())


def judged() -> CompoundSelect[int]:
    """Select the appearances that a person's decision is about, retracted ones included."""
    return union(
        select(SpeakerJudgement.appearance_a_id.label("id")),
        select(SpeakerJudgement.appearance_b_id),
        select(SpeakerName.appearance_id),
    )


_COLUMNS = (
    AgentName.id,
    AgentName.key,
    AgentName.kind,
    AgentName.name,
    AgentName.age,
    AgentName.articles,
    AgentName.speaker_id,
)
_NAMES = select(*_COLUMNS).where(AgentName.id.in_(bindparam("ids", expanding=True)))


def _clusters(session: Session, seeds: Collection[int]) -> list[list[Name]]:
    """The clusters of all names that the seeds reach, in each the oldest first."""
    reached, links, same = set(seeds), set[Link](), set[Pair]()
    different = set[Pair]()
    found: dict[int, Name] = {}
    frontier = set(seeds)
    while frontier:
        new = {
            row.id: Name(*row) for part in chunks(frontier) for row in session.execute(_NAMES, {"ids": part})
        }
        found |= new
        tied = linking.links(session, frontier)
        own = [id_ for id_, name in new.items() if names.is_alone(name.key)]
        decided = judgements.judged(session, own) if own else judgements.Judged(set(), set())
        links.update(tied)
        same |= decided.same
        different |= decided.different
        ends = {end for link in tied for end in (link.one, link.other)}
        frontier = ends.union(end for pair in decided.same for end in pair) - reached
        reached |= frontier
    oldest_first = sorted(found, key=lambda id_: (found[id_].age, found[id_].key, found[id_].kind))
    held = [pair for pair in different if reached.issuperset(pair)]
    ties = Ties(links=links, same=same, different=held)
    return [[found[id_] for id_ in part] for part in clusters(oldest_first, ties)]


def _is_loose(cluster: Sequence[Name]) -> bool:
    """Whether a name means somebody else in every article, for all that is known."""
    return len(cluster) == 1 and not cluster[0].is_full


class _Speaker(NamedTuple):
    """A speaker as it is to be: what it is called, and of which names or of which appearance."""

    called: dict[str, Any]
    names: tuple[Name, ...] = ()
    alone: Printed | None = None

    @property
    def public_id(self) -> str:
        return str(self.called["public_id"])


def _speakers(session: Session, seeds: Collection[int], rows: Sequence[Printed]) -> set[int]:
    """Give the appearances of the names that the seeds reach, and these, the speakers that they are now.

    Returns the appearances that are another's now.
    """
    found = _clusters(session, seeds)
    whole = [part for part in found if not _is_loose(part)]
    loose = [part[0] for part in found if _is_loose(part)]
    alone = _alone(session, loose, rows)
    given = names_given(session, [name.id for part in whole for name in part], [row.id for row in alone])
    wanted = [
        *(_Speaker(called(part, given), tuple(part)) for part in whole),
        *(_Speaker(called_alone(row, given), alone=row) for row in alone),
    ]
    numbers = _numbered(session, wanted)
    return _move(session, wanted, numbers, loose)


def _alone(session: Session, loose: Sequence[Name], rows: Sequence[Printed]) -> list[Printed]:
    """The appearances that are one speaker each: of those given, and of names that were a speaker's."""
    names_now = {name.id for name in loose}
    found = {row.id: row for row in rows if row.name_id is None or row.name_id in names_now}
    parted = [name.id for name in loose if name.speaker_id is not None]
    return list({**found, **{row.id: row for row in names.of_names(session, parted)}}.values())


# -- rows


_SPEAKERS = select(Speaker.id, Speaker.public_id, Speaker.name, Speaker.name_key, Speaker.kind)
_BY_ID = _SPEAKERS.where(Speaker.id.in_(bindparam("ids", expanding=True)))
_BY_PUBLIC_ID = _SPEAKERS.where(Speaker.public_id.in_(bindparam("ids", expanding=True)))


def _numbered(session: Session, wanted: Sequence[_Speaker]) -> dict[str, int]:
    """Let there be these speakers; return their row numbers by their public ids.

    A cluster keeps the row that most of its articles belong to, so that few appearances move.
    """
    known = {
        row.id: row
        for query, ids in (
            (_BY_ID, {name.speaker_id for one in wanted for name in one.names if name.speaker_id}),
            (_BY_PUBLIC_ID, {one.public_id for one in wanted}),
        )
        for part in chunks(ids)
        for row in session.execute(query, {"ids": part})
    }
    by_public_id = {row.public_id: row.id for row in known.values()}
    numbers: dict[str, int] = {}
    taken = set[int]()
    for one in wanted:
        held = Counter({name.speaker_id: 0 for name in one.names if name.speaker_id in known})
        for name in one.names:
            if name.speaker_id in held:
                held[name.speaker_id] += name.articles
        own = by_public_id.get(one.public_id)
        best = sorted(held, key=lambda id_: (-held[id_], id_ or 0))
        free = [id_ for id_ in (*best, own) if id_ is not None and id_ not in taken]
        if free:
            numbers[one.public_id] = free[0]
            taken.add(free[0])
    in_the_way = {by_public_id[one.public_id] for one in wanted if one.public_id in by_public_id}.difference(
        id_ for public_id, id_ in numbers.items() if by_public_id.get(public_id) == id_
    )
    update_rows(session, Speaker, [{"id": id_, "public_id": f"s-#{id_:09}"} for id_ in sorted(in_the_way)])
    update_rows(
        session,
        Speaker,
        [
            {"id": id_, **one.called}
            for one in wanted
            if (id_ := numbers.get(one.public_id)) is not None
            and (id_ in in_the_way or any(getattr(known[id_], c) != value for c, value in one.called.items()))
        ],
    )
    new = [one.called for one in wanted if one.public_id not in numbers]
    return numbers | insert_numbered(session, Speaker, new, Speaker.public_id)


_STRAYED = union(
    *(
        select(Appearance.id, Appearance.speaker_id, AgentName.speaker_id.label("now"))
        .join(AgentName, AgentName.id == Appearance.name_id)
        .where(AgentName.id.in_(bindparam("ids", expanding=True)), condition)
        for condition in (
            Appearance.speaker_id.is_(None),
            Appearance.speaker_id < AgentName.speaker_id,
            Appearance.speaker_id > AgentName.speaker_id,
        )
    )
)
"""By the index of names and speakers: those that belong where they are are not read."""


def _move(
    session: Session, wanted: Sequence[_Speaker], numbers: Mapping[str, int], loose: Sequence[Name]
) -> set[int]:
    """Let appearances belong to these speakers; return those that belonged to another."""
    belonging = {name.id: numbers[one.public_id] for one in wanted for name in one.names}
    stale: list[dict[str, int | None]] = [
        {"id": name.id, "speaker_id": belonging[name.id]}
        for one in wanted
        for name in one.names
        if name.speaker_id != belonging[name.id]
    ]
    stale += [{"id": name.id, "speaker_id": None} for name in loose if name.speaker_id is not None]
    update_rows(session, AgentName, stale)
    moved = {
        row[0]: (row[1], row[2])
        for part in chunks(belonging)
        for row in session.execute(_STRAYED, {"ids": part})
    }
    moved |= {
        one.alone.id: (one.alone.speaker_id, numbers[one.public_id])
        for one in wanted
        if one.alone is not None and one.alone.speaker_id != numbers[one.public_id]
    }
    update_rows(session, Appearance, [{"id": id_, "speaker_id": now} for id_, (_was, now) in moved.items()])
    drop_empty(session, sorted({was for was, _now in moved.values() if was is not None}))
    return set(moved)


def drop_empty(session: Session, speaker_ids: Sequence[int]) -> None:
    """Delete those of the speakers that no appearance belongs to."""
    inhabited = select(Appearance.id).where(Appearance.speaker_id == Speaker.id).exists()
    for part in chunks(speaker_ids):
        session.execute(delete(Speaker).where(Speaker.id.in_(part), ~inhabited))
