"""Everything that is derived, made anew: folded names, links, speakers, statements, the search index."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import partial
from typing import TYPE_CHECKING

from sqlalchemy import func, select

from quotesdb.db import search
from quotesdb.db.engine import only_reading
from quotesdb.db.models import (
    AgentName,
    AgentNameKey,
    Appearance,
    NamesTogether,
    Quote,
    Speaker,
    SpeakerLink,
    Statement,
    StatementQuote,
)
from quotesdb.db.retry import retried
from quotesdb.services.identity import clustering, counts
from quotesdb.services.identity.evident import Told, evidence_on
from quotesdb.services.identity.names import Key
from quotesdb.services.identity.refold import refold
from quotesdb.services.ingest.pool import Died, team
from quotesdb.services.ingest.writing import uninterrupted
from quotesdb.services.statements import grouping
from quotesdb.services.store import counts as counts_of_quotes
from quotesdb.services.store import read_model
from quotesdb.values import AgentKind

if TYPE_CHECKING:
    from sqlalchemy.orm import Session, sessionmaker

_PORTION = 500
"""Appearances that are computed in one transaction, if one name has not more."""


@dataclass(frozen=True, slots=True)
class Derived:
    """What is derived, by public ids only, so that two states can be compared whatever their row numbers.

    ``speakers``: of each appearance the id, name and kind of its speaker. ``links``: pairs that a program
    takes for one agent, or asks about, and why. ``statements``: of each quote the quote that heads its
    statement. ``dates``: of each appearance the date of its article, and its name. ``names``: what is known
    of each name, and what it is found by. ``together``: in how many articles two names stand side by side.
    """

    speakers: dict[str, tuple[str, str, AgentKind] | None]
    links: frozenset[tuple[Key, Key, object]]
    statements: dict[str, str]
    dates: dict[str, tuple[date | None, Key | None]]
    names: dict[Key, tuple[object, ...]]
    together: frozenset[tuple[Key, Key, int]]


@dataclass(frozen=True, slots=True)
class Rebuilt:
    """How many speakers and statements there are now, and how many rows came out otherwise."""

    speakers: int
    statements: int
    changed_appearances: int
    changed_links: int
    changed_quotes: int


def rebuild(make_session: sessionmaker[Session], *, jobs: int = 1) -> Rebuilt:
    """Compute everything derived from evidence and judgements, some names at a time.

    Each portion is a transaction of its own, between which others write; what is done stays done if it ends
    there. Done twice, the second time changes nothing. What comes of it is the same whatever the number of
    ``jobs``, the processes that read what articles say of names.

    Raises:
        DatabaseError: if the database cannot be written to.
    """
    with only_reading(make_session) as session:
        before = derived(session)
    _committed(make_session, refold)
    with only_reading(make_session) as session:
        portions, engine = _portions(session), search.of(session)
    for names in portions:
        _committed(make_session, partial(_place, names=names))
    _committed(make_session, _sweep)
    _count(make_session, portions, jobs)
    for names in portions:
        _committed(make_session, partial(_relink, names=names))
    _committed(make_session, _drop_empty)
    _keep_again(make_session)
    _committed(make_session, lambda session: engine.prepare(session.connection()))
    for table in engine.TABLES:
        _committed(make_session, partial(_index, engine=engine, table=table))
    with only_reading(make_session) as session:
        after = derived(session)
    return Rebuilt(
        speakers=len({speaker[0] for speaker in after.speakers.values() if speaker}),
        statements=len(set(after.statements.values())),
        changed_appearances=_differing(before.speakers, after.speakers),
        changed_links=len(before.links ^ after.links),
        changed_quotes=_differing(before.statements, after.statements),
    )


def _committed(make_session: sessionmaker[Session], work: Callable[[Session], object]) -> None:
    """Do some work in a transaction of its own, again where it was in conflict with another program's."""

    def transaction() -> None:
        with make_session.begin() as session:
            work(session)

    retried(transaction)


def _sweep(session: Session) -> None:
    clustering.sweep(session)
    grouping.sweep(session)


def _drop_empty(session: Session) -> None:
    clustering.drop_empty(session, session.scalars(select(Speaker.id)).all())


def _index(session: Session, engine: search.Search, table: str) -> None:
    engine.rebuild(session.connection(), [table])


def _portions(session: Session) -> list[list[Key]]:
    """All names, those of one family near each other, so many at a time that nobody waits long."""
    rows = session.execute(
        select(Appearance.kind, Appearance.name_key, func.count()).group_by(
            Appearance.kind, Appearance.name_key
        )
    ).all()
    portions: list[list[Key]] = []
    room = 0
    for kind, key, count in sorted(rows, key=lambda row: (row[0], row[1].split()[-1:], row[1])):
        if room <= 0:
            portions.append([])
            room = _PORTION
        portions[-1].append((key, kind))
        room -= count
    return portions


def _place(session: Session, names: Collection[Key]) -> None:
    """Let all that bear these names have the right ones."""
    clustering.place(session, clustering.bearing(session, names))


@dataclass(frozen=True, slots=True)
class _Portion:
    """Names, and what the articles of their samples print."""

    names: Sequence[Key]
    samples: Sequence[tuple[Told, ...]]


def _count(make_session: sessionmaker[Session], portions: Sequence[Sequence[Key]], jobs: int) -> None:
    """Make anew what is known of all names; the processes find out what articles say of them."""
    with team(jobs, len(portions)) as those:
        for group in those.in_turn(_observe, (_look(make_session, names) for names in portions)):
            for portion, found in group:
                evident = {} if isinstance(found, Died) else dict(zip(portion.samples, found, strict=True))
                _committed(make_session, partial(_recount, names=portion.names, evident=evident))


def _look(make_session: sessionmaker[Session], names: Sequence[Key]) -> _Portion:
    with uninterrupted(), only_reading(make_session) as session:
        return _Portion(names, clustering.samples(session, clustering.bearing(session, names)))


def _observe(portion: _Portion) -> list[bytes]:
    return [evidence_on(sample) for sample in portion.samples]


def _recount(session: Session, names: Collection[Key], evident: counts.Evident) -> None:
    """Make anew what is known of these names; what others changed meanwhile is looked at here."""
    clustering.recount(session, clustering.bearing(session, names), evident)


def _relink(session: Session, names: Collection[Key]) -> None:
    """Make the links, speakers and statements of all that bear these names anew, and of whom they touched."""
    own = clustering.bearing(session, names)
    moved = clustering.relink(session, own)
    read_model.refresh(session, (), moved)
    grouping.regroup_all_of(session, moved.union(own))


def _keep_again(make_session: sessionmaker[Session]) -> None:
    """Bring the read model in step with all of this."""
    with only_reading(make_session) as session:
        parts = list(read_model.portions(session))
    for some in parts:
        with make_session.begin() as session:
            read_model.refresh(session, some)
    with make_session.begin() as session:
        read_model.note_names(session)
        counts_of_quotes.recount(session)


def fresh(session: Session) -> Derived:
    """What is derived as it would be made anew; nothing is changed."""
    point = session.begin_nested()
    try:
        clustering.rebuild(session)
        grouping.rebuild(session)
        return derived(session)
    finally:
        point.rollback()
        session.expire_all()


def derived(session: Session) -> Derived:
    """What is derived, as it stands."""
    appearances = session.execute(
        select(Appearance.public_id, Speaker.public_id, Speaker.name, Speaker.kind).outerjoin(
            Speaker, Speaker.id == Appearance.speaker_id
        )
    )
    rows = session.execute(select(Appearance.public_id, Appearance.published_on, Appearance.name_id)).all()
    names = {row.id: row for row in session.scalars(select(AgentName))}
    key = {id_: (row.key, row.kind) for id_, row in names.items()}
    speakers = {row.id: row.public_id for row in session.execute(select(Speaker.id, Speaker.public_id))}
    found_by = defaultdict[int, set[tuple[str, str]]](set)
    for row in session.scalars(select(AgentNameKey)):
        found_by[row.name_id].add((row.use, row.key))
    quotes = {row.id: row.public_id for row in session.execute(select(Quote.id, Quote.public_id))}
    members = session.execute(
        select(StatementQuote.quote_id, Statement.head_quote_id).join(
            Statement, Statement.id == StatementQuote.statement_id
        )
    )
    return Derived(
        speakers={row[0]: (row[1], row[2], row[3]) if row[1] is not None else None for row in appearances},
        links=frozenset(
            (
                *_pair(key[row.name_a_id], key[row.name_b_id]),
                (row.asked, row.kind, row.score, row.reasons),
            )
            for row in session.scalars(select(SpeakerLink))
        ),
        statements={quotes[quote_id]: quotes[head_id] for quote_id, head_id in members},
        dates={row.public_id: (row.published_on, key.get(row.name_id or 0)) for row in rows},
        names={
            key[id_]: (
                *(row.name, row.age, row.articles, row.evidence),
                speakers.get(row.speaker_id or 0),
                frozenset(found_by[id_]),
            )
            for id_, row in names.items()
        },
        together=frozenset(
            (*_pair(key[row.name_a_id], key[row.name_b_id]), row.articles)
            for row in session.scalars(select(NamesTogether))
        ),
    )


def _pair(one: Key, other: Key) -> tuple[Key, Key]:
    return (one, other) if one < other else (other, one)


def _differing(before: Mapping[str, object], after: Mapping[str, object]) -> int:
    return sum(before.get(key) != after.get(key) for key in before.keys() | after.keys())
