"""Appearances: one agent in one article, with name, role and organisation as printed there.

An appearance that nothing printed is there because a person named somebody in a review. No appearance is
deleted when it is needed no longer: its id may have been shown.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from enum import IntEnum
from typing import TYPE_CHECKING, Any, NamedTuple, Protocol

from sqlalchemy import ColumnElement, Integer, bindparam, case, cast, exists, select

from quotesdb.db.models import Appearance, Article, Attribution, Review
from quotesdb.db.types import Verdict
from quotesdb.names.key import name_key
from quotesdb.services.identity import organisations
from quotesdb.services.identity.agent_key import Key, key_of, merged, titled_key
from quotesdb.services.store import ids
from quotesdb.services.store.rows import insert_numbered, update_rows
from quotesdb.values import Agent

if TYPE_CHECKING:
    from sqlalchemy.orm import Session


class Named(Protocol):
    """An article as far as its appearances need it."""

    @property
    def id(self) -> int:
        """Its row number."""

    @property
    def public_id(self) -> str:
        """Its public id."""

    @property
    def published_on(self) -> date | None:
        """Its printed date."""


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


def get_or_create(session: Session, article: Article, agents: Iterable[Agent]) -> dict[Key, Appearance]:
    """The article's appearances of these agents, new ones stored."""
    found = ids_of(session, article, [(key_of(agent), agent) for agent in agents])
    rows = {
        row.id: row for row in session.scalars(select(Appearance).where(Appearance.id.in_(found.values())))
    }
    return {key: rows[id_] for key, id_ in found.items()}


def ids_of(session: Session, article: Named, agents: Iterable[tuple[Key, Agent]]) -> dict[Key, int]:
    """The row numbers of the article's appearances of these agents, new ones stored.

    An agent given twice keeps the first role and organisation printed; a role or organisation that is given
    now takes the place of what an older run read.
    """
    wanted = merged(agents)
    stored = _matched(wanted, _stored(session, article))
    bodies = organisations.ids_of(
        session, (agent.organisation for agent in wanted.values() if agent.organisation)
    )
    new = {key: agent for key, agent in wanted.items() if key not in stored}
    made = _make(session, [(article, key, agent) for key, agent in new.items()], bodies)
    stored |= dict(zip(new, made, strict=True))
    _fill_in(session, stored, {key: wanted[key] for key in wanted.keys() - new.keys()}, bodies)
    return {key: stored[key].id for key in wanted}


def ids_of_new(
    session: Session, articles: Iterable[tuple[Named, Mapping[Key, Agent]]], bodies: Mapping[str, int]
) -> list[dict[Key, int]]:
    """The row numbers of the appearances of these agents in articles that have none yet, by article.

    ``bodies`` are the row numbers of their organisations, by folded name.
    """
    wanted = list(articles)
    made = iter(_make(session, [(of, *each) for of, agents in wanted for each in agents.items()], bodies))
    return [{key: next(made).id for key in agents} for _of, agents in wanted]


def add(
    session: Session, article: Article, agent: Agent, *seed: str, public_id: str | None = None
) -> Appearance:
    """A further appearance that a person says is there, whoever else of that name is in the article.

    The id is the one given unless it is taken, else made of the seed as well: no extractor finds this one.
    """
    bodies = organisations.ids_of(session, [agent.organisation] if agent.organisation else [])
    [made] = _make(session, [(article, key_of(agent), agent)], bodies, *seed)
    if public_id is not None and not session.scalar(
        select(exists().where(Appearance.public_id == public_id))
    ):
        update_rows(session, Appearance, [{"id": made.id, "public_id": public_id}])
    return session.get_one(Appearance, made.id)


def is_own_id(article: Named, agent: Agent, public_id: str) -> bool:
    """Whether the id is the one that an agent found in an article gets."""
    keys = {key_of(agent), titled_key(agent)}
    return public_id in {ids.derive("s", article.public_id, key, kind.value) for key, kind in keys}


class _Row(NamedTuple):
    """What an article has of an appearance already."""

    id: int
    role: str | None
    organisation_id: int | None


def _make(
    session: Session, wanted: Sequence[tuple[Named, Key, Agent]], bodies: Mapping[str, int], *seed: str
) -> list[_Row]:
    seeds = [(article.public_id, key, kind.value, *seed) for article, (key, kind), _agent in wanted]
    allotted = ids.allot(session, Appearance.public_id, "s", seeds)
    rows: list[dict[str, Any]] = [
        {
            "public_id": public_id,
            "article_id": article.id,
            "published_on": article.published_on,
            "name": agent.name,
            "name_key": name_key(agent.name),
            "kind": kind,
            "role": agent.role,
            "organisation_id": _body(agent, bodies),
        }
        for public_id, (article, (key, kind), agent) in zip(allotted, wanted, strict=True)
    ]
    numbers = insert_numbered(session, Appearance, rows, Appearance.public_id)
    return [_Row(numbers[row["public_id"]], row["role"], row["organisation_id"]) for row in rows]


_HERE = (
    select(
        Appearance.id,
        Appearance.public_id,
        Appearance.name,
        Appearance.name_key,
        Appearance.kind,
        Appearance.role,
        Appearance.organisation_id,
        standing().label("rank"),
    )
    .where(Appearance.article_id == bindparam("article_id"))
    .order_by(standing().desc(), Appearance.id.desc())
)


def _stored(session: Session, article: Named) -> list[tuple[Agent, _Row]]:
    """The article's own appearances: not those that a person added for somebody of another article."""
    return [
        (agent, _Row(row.id, row.role, row.organisation_id))
        for row in session.execute(_HERE, {"article_id": article.id})
        if (agent := Agent(row.name, row.kind))
        and (row.rank == Standing.PRINTED or is_own_id(article, agent, row.public_id))
    ]


def _matched(wanted: Mapping[Key, Agent], stored: Sequence[tuple[Agent, _Row]]) -> dict[Key, _Row]:
    """The appearance of each agent: the one with its title, else one of its name that is no other's."""
    by_title = {titled_key(agent): row for agent, row in stored}
    found = {key: row for key, agent in wanted.items() if (row := by_title.get(titled_key(agent)))}
    taken = {row.id for row in found.values()}
    by_name = {key_of(agent): row for agent, row in stored if row.id not in taken}
    return {key: row for key in wanted if (row := found.get(key) or by_name.get(key))}


def _fill_in(
    session: Session, stored: Mapping[Key, _Row], wanted: Mapping[Key, Agent], bodies: Mapping[str, int]
) -> None:
    now = {
        key: (agent.role or stored[key].role, _body(agent, bodies) or stored[key].organisation_id)
        for key, agent in wanted.items()
    }
    update_rows(
        session,
        Appearance,
        [
            {"id": stored[key].id, "role": role, "organisation_id": body}
            for key, (role, body) in now.items()
            if (role, body) != stored[key][1:]
        ],
    )


def _body(agent: Agent, bodies: Mapping[str, int]) -> int | None:
    return bodies[name_key(agent.organisation)] if agent.organisation else None
