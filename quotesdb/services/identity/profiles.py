"""Where organisations and their people were printed, and beside whom."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from typing import TYPE_CHECKING, Any, NamedTuple, TypeVar

from sqlalchemy import Row, select

from quotesdb.db.models import Appearance, Article
from quotesdb.services.identity.names import is_full
from quotesdb.services.store.chunks import chunks
from quotesdb.values import AgentKind

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

K = TypeVar("K")

EARLIEST = 40
"""Appearances that are looked at: enough to know somebody by, however famous."""


class Place(NamedTuple):
    """The articles of some appearances, by public id, and who else is quoted there, by folded name."""

    articles: frozenset[str]
    company: dict[str, str]


def places_of(session: Session, groups: Mapping[K, Collection[int]]) -> dict[K, Place]:
    """Where each group of appearances (row numbers) stands."""
    rows = _rows(session, {id_ for ids in groups.values() for id_ in ids})
    company = _company(session, {row.article_id for row in rows.values()})
    return {key: _place(sorted((rows[id_] for id_ in ids), key=_age), company) for key, ids in groups.items()}


def _place(rows: Sequence[Row[Any]], company: Mapping[int, Mapping[str, str]]) -> Place:
    own = {row.name_key for row in rows}
    # Of several printings of a name the earliest is shown, whatever the order of ingest.
    beside = {key: name for row in reversed(rows) for key, name in company.get(row.article_id, {}).items()}
    others = {key: name for key, name in beside.items() if key not in own}
    return Place(frozenset(row.article for row in rows), others)


def _age(row: Row[Any]) -> tuple[bool, Any, str]:
    return row.published_on is None, row.published_on, row.public_id


def _rows(session: Session, appearance_ids: Collection[int]) -> dict[int, Any]:
    columns = (
        Appearance.id,
        Appearance.public_id,
        Appearance.article_id,
        Appearance.name_key,
        Article.public_id.label("article"),
        Article.published_on,
    )
    query = select(*columns).join(Appearance.article)
    return {
        row.id: row
        for part in chunks(appearance_ids)
        for row in session.execute(query.where(Appearance.id.in_(part)))
    }


def _company(session: Session, article_ids: Collection[int]) -> dict[int, dict[str, str]]:
    """The full names of the people who are quoted in each article, by folded name."""
    found = defaultdict[int, dict[str, str]](dict)
    for part in chunks(article_ids):
        for row in session.execute(
            select(Appearance.article_id, Appearance.name_key, Appearance.name).where(
                Appearance.article_id.in_(part), Appearance.kind == AgentKind.PERSON
            )
        ):
            if is_full(row.name, AgentKind.PERSON):
                found[row.article_id][row.name_key] = row.name
    return found
