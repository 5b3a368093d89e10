"""Appearances: one agent in one article, with name, role and organisation as printed there.

An appearance that nothing printed is there because a person named somebody in a review. No appearance is
deleted when it is needed no longer: its id may have been shown.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from enum import IntEnum
from typing import TYPE_CHECKING

from sqlalchemy import ColumnElement, Integer, case, cast, exists, select

from quotesdb.db.models import Appearance, Article, Attribution, Review
from quotesdb.db.types import Verdict
from quotesdb.names.key import name_key
from quotesdb.services.identity import organisations
from quotesdb.services.store import ids
from quotesdb.values import Agent, AgentKind

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

Key = tuple[str, AgentKind]


class Standing(IntEnum):
    """What an appearance is there for, the best first."""

    PRINTED = 0
    """An extractor found it in the article."""
    NAMED = 1
    """A person named it in a review that holds."""
    IDLE = 2
    """Nothing that holds needs it."""


def standing() -> ColumnElement[int]:
    """The standing of an appearance as a number, the best the smallest."""
    printed = exists().where(Attribution.appearance_id == Appearance.id)
    named = exists().where(
        Review.appearance_id == Appearance.id,
        Review.retracted_at.is_(None),
        Review.verdict.in_((Verdict.ACCEPTED, Verdict.CORRECTED)),
    )
    ranked = case((printed, Standing.PRINTED.value), (named, Standing.NAMED.value), else_=Standing.IDLE.value)
    return cast(ranked, Integer)


def key_of(agent: Agent) -> Key:
    """What makes two agents of one article the same: folded name and kind."""
    return name_key(agent.name), agent.kind


def get_or_create(session: Session, article: Article, agents: Iterable[Agent]) -> dict[Key, Appearance]:
    """The article's appearances of these agents, new ones stored.

    An agent given twice keeps the first role and organisation printed; a role or organisation that is given
    now takes the place of what an older run read.
    """
    wanted: dict[Key, Agent] = {}
    for agent in agents:
        first = wanted.setdefault(key_of(agent), agent)
        wanted[key_of(agent)] = Agent(
            first.name, first.kind, first.organisation or agent.organisation, first.role or agent.role
        )
    stored = _stored(session, article)
    new = [agent for key, agent in wanted.items() if key not in stored]
    stored |= {key_of(agent): made for agent, made in zip(new, _make(session, article, new), strict=True)}
    _fill_in(session, stored, wanted)
    session.flush()
    return {key: stored[key] for key in wanted}


def add(
    session: Session, article: Article, agent: Agent, *seed: str, public_id: str | None = None
) -> Appearance:
    """A further appearance that a person says is there, whoever else of that name is in the article.

    The id is the one given unless it is taken, else made of the seed as well: no extractor finds this one.
    """
    [made] = _make(session, article, [agent], *seed)
    if public_id is not None and not session.scalar(
        select(exists().where(Appearance.public_id == public_id))
    ):
        made.public_id = public_id
    session.flush()
    return made


def is_own_id(article: Article, agent: Agent, public_id: str) -> bool:
    """Whether the id is the one that an agent found in an article gets."""
    key, kind = key_of(agent)
    return public_id == ids.derive("s", article.public_id, key, kind.value)


def _make(session: Session, article: Article, agents: Sequence[Agent], *seed: str) -> list[Appearance]:
    keys = [key_of(agent) for agent in agents]
    seeds = [(article.public_id, key, kind.value, *seed) for key, kind in keys]
    allotted = ids.allot(session, Appearance.public_id, "s", seeds)
    made = [
        Appearance(public_id=public_id, article_id=article.id, name=agent.name, name_key=key, kind=kind)
        for public_id, agent, (key, kind) in zip(allotted, agents, keys, strict=True)
    ]
    session.add_all(made)
    return made


def _stored(session: Session, article: Article) -> dict[Key, Appearance]:
    """The article's own appearances: not those that a person added for somebody of another article."""
    rows = session.execute(
        select(Appearance, standing())
        .where(Appearance.article_id == article.id)
        .order_by(standing().desc(), Appearance.id.desc())
    )
    return {
        (row.name_key, row.kind): row
        for row, rank in rows
        if rank == Standing.PRINTED or is_own_id(article, Agent(row.name, row.kind), row.public_id)
    }


def _fill_in(session: Session, stored: dict[Key, Appearance], wanted: dict[Key, Agent]) -> None:
    bodies = organisations.get_or_create(
        session, (agent.organisation for agent in wanted.values() if agent.organisation)
    )
    for key, agent in wanted.items():
        if agent.role:
            stored[key].role = agent.role
        if agent.organisation:
            stored[key].organisation = bodies[name_key(agent.organisation)]
