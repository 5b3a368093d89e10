"""Appearances: one agent in one article, with name, role and organisation as printed there."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from sqlalchemy import select

from quotesdb.db.models import Appearance, Article
from quotesdb.services import ids, organisations
from quotesdb.text import name_key
from quotesdb.values import Agent, AgentKind

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

Key = tuple[str, AgentKind]


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
    new = [key for key in wanted if key not in stored]
    seeds = [(article.public_id, key, kind.value) for key, kind in new]
    for (key, kind), public_id in zip(new, ids.allot(session, Appearance.public_id, "s", seeds), strict=True):
        stored[key, kind] = Appearance(
            public_id=public_id, article_id=article.id, name=wanted[key, kind].name, name_key=key, kind=kind
        )
        session.add(stored[key, kind])
    _fill_in(session, stored, wanted)
    session.flush()
    return {key: stored[key] for key in wanted}


def _stored(session: Session, article: Article) -> dict[Key, Appearance]:
    rows = session.scalars(select(Appearance).where(Appearance.article_id == article.id))
    return {(row.name_key, row.kind): row for row in rows}


def _fill_in(session: Session, stored: dict[Key, Appearance], wanted: dict[Key, Agent]) -> None:
    bodies = organisations.get_or_create(
        session, (agent.organisation for agent in wanted.values() if agent.organisation)
    )
    for key, agent in wanted.items():
        if agent.role:
            stored[key].role = agent.role
        if agent.organisation:
            stored[key].organisation = bodies[name_key(agent.organisation)]
