"""What people set right about articles: over what their files say, for as long as it holds.

The columns of an article have what is effective, so that citations and filters need not know of corrections;
what its file says in these fields lies beside it.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from typing import TYPE_CHECKING

from sqlalchemy import select

from quotesdb.db.models import Article, ArticleCorrection, ArticlePrinted, Byline
from quotesdb.db.types import MetadataField
from quotesdb.names.key import name_key
from quotesdb.readers.dates import parse_embargo, parse_printed
from quotesdb.readers.front_matter import absolute_url
from quotesdb.services.errors import BadRequest
from quotesdb.services.identity import clustering, organisations
from quotesdb.services.ledger.effect import Effect
from quotesdb.services.statements import grouping
from quotesdb.services.store.articles import printed_date
from quotesdb.values import PrintedDate

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

_COLUMN = {MetadataField.ARCHIVED: "archived_url"}
"""Columns that are called otherwise than their field."""


def _date_in_full(written: str) -> str:
    return parse_printed(written).iso()


def _instant(written: str) -> str:
    return parse_embargo(written).begins().isoformat()


_CHECKED: Mapping[MetadataField, Callable[[str], str]] = {
    MetadataField.PUBLISHED: _date_in_full,
    MetadataField.EMBARGO: _instant,
    MetadataField.ARCHIVED: absolute_url,
}
"""What a value must be beyond words, and its form then."""


def normal(field: MetadataField, written: str) -> str:
    """A value as it is stored: single blanks; names of a byline on a line each, a date in ISO 8601.

    Raises:
        BadRequest: if nothing is left, or it is no date or no address of an archived copy.
    """
    parts = written.split("\n") if field is MetadataField.BYLINE else [written]
    value = "\n".join(part for each in parts if (part := " ".join(each.split())))
    if not value:
        raise BadRequest(f"say what the {field} is")
    try:
        return _CHECKED.get(field, str)(value)
    except ValueError as error:
        raise BadRequest(str(error)) from error


def value_of(article: Article, field: MetadataField) -> str | None:
    """What an article has in a field, in the form of ``normal``."""
    match field:
        case MetadataField.PUBLISHER:
            return article.publisher.name if article.publisher else None
        case MetadataField.BYLINE:
            return "\n".join(row.name for row in article.byline) or None
        case MetadataField.PUBLISHED:
            date = printed_date(article)
            return date.iso() if date else None
        case MetadataField.EMBARGO:
            return article.embargo.isoformat() if article.embargo else None
        case _:
            return getattr(article, _COLUMN.get(field, field.value)) or None


def holding(session: Session, article: Article) -> Sequence[ArticleCorrection]:
    """The corrections of an article that hold."""
    query = select(ArticleCorrection).where(
        ArticleCorrection.article_id == article.id, ArticleCorrection.live()
    )
    return session.scalars(query.order_by(ArticleCorrection.id)).all()


def in_step(session: Session, article: Article) -> None:
    """Let an article have what people set right, and what rests on its metadata follow."""
    as_printed(session, article)
    corrected(session, article)
    grouping.refresh_article(session, article.id, clustering.refresh_article(session, article.id))


def settle(row: ArticleCorrection) -> None:
    """Bring the value of a correction into the form in which it is stored.

    Raises:
        BadRequest: if it cannot be the value of such a field.
    """
    row.value = normal(row.field, row.value)


def as_printed(session: Session, article: Article) -> None:
    """Let an article have what its file says, until ``corrected``."""
    if (printed := session.get(ArticlePrinted, article.id)) is None:
        return
    for name, value in json.loads(printed.said).items():
        _put(session, article, MetadataField(name), value)
    session.delete(printed)
    session.flush()


def corrected(session: Session, article: Article) -> None:
    """Let an article that has what its file says have what people set right instead, and keep what it had."""
    rows = holding(session, article)
    if not rows:
        return
    said = {row.field.value: value_of(article, row.field) for row in rows}
    session.add(ArticlePrinted(article_id=article.id, said=json.dumps(said)))
    for row in rows:
        _put(session, article, row.field, row.value)
    session.flush()


def printed_publisher(session: Session, article: Article) -> str | None:
    """The publisher that the file of an article names, whatever a person made of it."""
    printed = session.get(ArticlePrinted, article.id)
    said = json.loads(printed.said) if printed else {}
    name: str | None = said.get(MetadataField.PUBLISHER, value_of(article, MetadataField.PUBLISHER))
    return name


def set_byline(session: Session, article: Article, names: Sequence[str]) -> None:
    """Give an article its authors."""
    if article.byline:
        article.byline.clear()
        session.flush()  # the old positions go before the new ones come
    article.byline.extend(Byline(position=i, name=name) for i, name in enumerate(names))


def _put(session: Session, article: Article, field: MetadataField, value: str | None) -> None:
    match field:
        case MetadataField.PUBLISHER:
            known = organisations.get_or_create(session, [value] if value else [])
            article.publisher = known[name_key(value)] if value else None
        case MetadataField.BYLINE:
            set_byline(session, article, value.split("\n") if value else [])
        case MetadataField.PUBLISHED:
            _date(article, parse_printed(value) if value else None)
        case MetadataField.EMBARGO:
            article.embargo = datetime.fromisoformat(value) if value else None
        case _:
            setattr(article, _COLUMN.get(field, field.value), value)


def _date(article: Article, date: PrintedDate | None) -> None:
    article.published_on = date.day if date else None
    article.published_precision = date.precision if date else None
    article.published_at_utc = date.utc if date else None
    article.published_offset_minutes = date.offset_minutes if date else None


def _follow(session: Session, row: ArticleCorrection) -> None:
    in_step(session, row.article)


EFFECT = Effect(settle, _follow)
"""What is to be done with a decision about the metadata of an article."""
