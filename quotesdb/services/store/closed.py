"""What only articles have that are not to be shown yet: names of organisations, and ids."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import ColumnElement, CompoundSelect, and_, not_, select, union

from quotesdb.db.models import (
    Appearance,
    Article,
    ArticleCorrection,
    ArticleMetadataHistory,
    Organisation,
    Quote,
)
from quotesdb.db.types import MetadataField
from quotesdb.names.key import name_key
from quotesdb.services.store import read_model
from quotesdb.services.store.chunks import chunks
from quotesdb.services.store.embargoes import open_articles
from quotesdb.services.store.once import once
from quotesdb.values import AgentKind

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from sqlalchemy.orm import Session


def closed_bodies(session: Session, *, embargoed: bool = False) -> frozenset[str]:
    """The folded names of organisations that are printed under embargo alone; none if that is asked for."""
    if not open_articles(session, embargoed=embargoed):
        return frozenset()
    return once(session, read_model.CLOSED_BODIES, _closed_bodies)


def _closed_bodies(session: Session) -> frozenset[str]:
    is_open = and_(*open_articles(session))
    closed = set(session.scalars(_bodies(not_(is_open))))
    closed.update(name_key(name) for name in session.scalars(_former_publishers(not_(is_open))) if name)
    for part in chunks(sorted(closed)):
        closed.difference_update(session.scalars(_bodies(is_open, part)))
    return frozenset(closed)


def _bodies(which: ColumnElement[bool], keys: Collection[str] | None = None) -> CompoundSelect[str]:
    """Select the folded names, of these, of what publishes, speaks or is spoken for in such articles."""
    body, said = Organisation.name_key, Appearance.name_key
    queries = (
        (body, select(body).join(Article, Article.publisher_id == Organisation.id)),
        (
            body,
            select(body)
            .join(Appearance, Appearance.organisation_id == Organisation.id)
            .join(Appearance.article),
        ),
        (said, select(said).join(Appearance.article).where(Appearance.kind == AgentKind.ORGANISATION)),
    )
    return union(
        *(query.where(which, *([] if keys is None else [column.in_(keys)])) for column, query in queries)
    )


def _former_publishers(which: ColumnElement[bool]) -> CompoundSelect[str | None]:
    """Select what printed such articles until that was changed, or set right."""
    was, wrong = ArticleMetadataHistory, ArticleCorrection
    is_publisher = wrong.field == MetadataField.PUBLISHER
    return union(
        select(was.publisher_name).join(Article, Article.id == was.article_id).where(which),
        select(wrong.before).join(Article, Article.id == wrong.article_id).where(which, is_publisher),
    )


def is_closed(session: Session, speaker_ids: Sequence[int]) -> bool:
    """Whether nobody of these speakers is in an article that may be shown."""
    if not (is_open := open_articles(session)):
        return False
    there = select(Appearance.id).join(Appearance.article).where(*is_open).limit(1)
    parts = (there.where(Appearance.speaker_id.in_(part)) for part in chunks(speaker_ids))
    return all(session.scalar(each) is None for each in parts)


def closed_ids(session: Session, *, embargoed: bool = False) -> frozenset[str]:
    """The public ids of articles under embargo, of their quotes, and of whom no other article names so."""
    if not open_articles(session, embargoed=embargoed):
        return frozenset()
    return once(session, read_model.CLOSED_IDS, _closed_ids)


def _closed_ids(session: Session) -> frozenset[str]:
    is_open = and_(*open_articles(session))
    rows = session.execute(select(Article.id, Article.public_id).where(not_(is_open)))
    articles = {row.id: row.public_id for row in rows}
    found = set(articles.values())
    named: dict[str, str] = {}
    for part in chunks(sorted(articles)):
        found.update(session.scalars(select(Quote.public_id).where(Quote.article_id.in_(part))))
        names = select(Appearance.public_id, Appearance.name_key).where(Appearance.article_id.in_(part))
        named.update((row.public_id, row.name_key) for row in session.execute(names))
    elsewhere = set[str]()
    for keys in chunks(sorted(set(named.values()))):
        printed = select(Appearance.name_key).join(Appearance.article).where(Appearance.name_key.in_(keys))
        elsewhere.update(session.scalars(printed.where(is_open).distinct()))
    return frozenset(found.union(id_ for id_, key in named.items() if key not in elsewhere))
