"""How articles are named for people: their reference and printed date; removed ones are refused."""

from __future__ import annotations

from collections.abc import Collection
from itertools import groupby
from operator import attrgetter
from typing import TYPE_CHECKING, Any

from sqlalchemy import BindParameter, Row, bindparam, select
from sqlalchemy.orm import object_session

from quotesdb.db.models import (
    Article,
    ArticleVersion,
    Byline,
    Organisation,
)
from quotesdb.services.errors import Removed
from quotesdb.services.store.chunks import chunks, filled
from quotesdb.services.store.erased import Tombstones, tombstones
from quotesdb.services.store.masked_articles import Printed, named_in, shown_title
from quotesdb.services.store.rows import table_of
from quotesdb.values import ArticleRef, PrintedDate

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

_ARTICLES, _PUBLISHERS, _VERSIONS, _BYLINES = (
    table_of(model).c for model in (Article, Organisation, ArticleVersion, Byline)
)
_IDS: BindParameter[int] = bindparam("ids", expanding=True)
_REFERENCES = (
    select(
        _ARTICLES.id,
        _ARTICLES.public_id,
        _ARTICLES.title,
        _ARTICLES.published_on,
        _ARTICLES.published_precision,
        _ARTICLES.published_at_utc,
        _ARTICLES.published_offset_minutes,
        _ARTICLES.url,
        _ARTICLES.language,
        _ARTICLES.archived_url,
        _PUBLISHERS.name.label("publisher"),
        select(_VERSIONS.accessed)
        .where(_VERSIONS.article_id == _ARTICLES.id)
        .order_by(_VERSIONS.number.desc())
        .limit(1)
        .scalar_subquery()
        .label("accessed"),
        _BYLINES.name.label("author"),
    )
    .select_from(table_of(Article))
    .outerjoin(table_of(Organisation), _PUBLISHERS.id == _ARTICLES.publisher_id)
    .outerjoin(table_of(Byline), _BYLINES.article_id == _ARTICLES.id)
    .where(_ARTICLES.id.in_(_IDS))
    .order_by(_ARTICLES.id, _BYLINES.position)
)
"""A row for each author, and one where nobody is named."""


def printed_date(article: Article | Row[*tuple[Any, ...]]) -> PrintedDate | None:
    """The article's date as printed."""
    if article.published_on is None or article.published_precision is None:
        return None
    return PrintedDate(
        article.published_on,
        article.published_precision,
        article.published_at_utc,
        article.published_offset_minutes,
    )


def accessed_of(seen: Article | ArticleVersion | Row[*tuple[Any, ...]]) -> PrintedDate | None:
    """When the text of a version, or the current one of an article, was seen where it was printed."""
    return PrintedDate.from_iso(seen.accessed) if seen.accessed else None


def reference(article: Article) -> ArticleRef:
    """What a citation needs of an article."""
    session, known = object_session(article), _known(article)
    named = named_in(session, [article.id])[article.id] if session else Printed()
    return ArticleRef(
        id=article.public_id,
        title=shown_title(article.title, known, named),
        byline=tuple(known.hide(row.name) for row in article.byline),
        publisher=known.hide(article.publisher.name) if article.publisher else None,
        published=printed_date(article),
        url=article.url,
        language=article.language,
        archived_url=article.archived_url,
        accessed=accessed_of(article),
    )


def references(session: Session, article_ids: Collection[int]) -> dict[int, ArticleRef]:
    """What citations need of articles, by number: one query, and no objects, for all of them."""
    found, known = {}, tombstones(session)
    named = named_in(session, article_ids)
    for part in chunks(article_ids):
        rows = session.execute(_REFERENCES, {"ids": filled(part)}).all()
        for id_, of_one in groupby(rows, attrgetter("id")):
            row, *more = of_one
            authors = (each.author for each in (row, *more) if each.author is not None)
            found[id_] = ArticleRef(
                id=row.public_id,
                title=shown_title(row.title, known, named[id_]),
                byline=tuple(map(known.hide, authors)),
                publisher=known.line(row.publisher),
                published=printed_date(row),
                url=row.url,
                language=row.language,
                archived_url=row.archived_url,
                accessed=accessed_of(row),
            )
    return found


def refuse_removed(article: Article) -> None:
    """Say when and why, if the article was taken away.

    Raises:
        Removed: if it was.
    """
    if article.removed_at is not None:
        raise Removed(told_removed(article))


def told_removed(article: Article) -> str:
    """When and why an article was taken away, names of those who are erased masked."""
    why = _known(article).hide(article.removed_why or "")
    return f"{article.public_id} was removed on {article.removed_at:%Y-%m-%d}: {why}"


def _known(article: Article) -> Tombstones:
    return tombstones(session) if (session := object_session(article)) else Tombstones({})
