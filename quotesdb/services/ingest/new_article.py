"""The rows of articles that are not stored yet, without what is said in them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING, Any

from quotesdb.db.models import Article, ArticleIdentifier, ArticleVersion, ArticleZone, Byline
from quotesdb.names.key import name_key
from quotesdb.services.store.counts import follow_documents
from quotesdb.services.store.rows import insert_numbered, insert_rows

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from quotesdb.services.ingest.article_identity import Draft
    from quotesdb.values import ArticleDraft, Precision

PRINTED = (
    "title",
    "url",
    "section",
    "language",
    "archived_url",
    "published_on",
    "published_precision",
    "published_at_utc",
    "published_offset_minutes",
    "embargo",
)
"""Columns of an article that a draft may set; publisher and byline are rows of their own."""


@dataclass(frozen=True, slots=True)
class NewArticle:
    """What names an article that was stored just now, and what its quotations are chosen and ordered by."""

    id: int
    public_id: str
    publisher_id: int | None
    published_on: date | None
    published_precision: Precision | None
    published_at_utc: datetime | None
    embargo: datetime | None


@dataclass(frozen=True, slots=True)
class NewVersion:
    """The first version of an article."""

    id: int
    text: str
    article: NewArticle

    @property
    def article_id(self) -> int:
        """The row number of its article."""
        return self.article.id


def metadata(draft: ArticleDraft) -> dict[str, Any]:
    """What a draft says of the article, by column."""
    published = draft.published
    values = (
        draft.title,
        draft.url,
        draft.section,
        draft.language,
        draft.archived_url,
        published and published.day,
        published and published.precision,
        published and published.utc,
        published and published.offset_minutes,
        draft.embargo and draft.embargo.begins(),
    )
    return dict(zip(PRINTED, values, strict=True))


@dataclass(frozen=True, slots=True)
class Wanted:
    """An article that is to be stored, with the key and the public id that it gets."""

    draft: Draft
    key: str
    public_id: str


def insert_articles(
    session: Session, wanted: Sequence[Wanted], bodies: Mapping[str, int]
) -> list[NewVersion]:
    """Store articles that ``article_identity.find`` did not find, each with its first version.

    ``bodies`` are the row numbers of their publishers, by folded name.
    """
    now = datetime.now(UTC)
    rows = [_article(each, bodies, now) for each in wanted]
    numbers = insert_numbered(session, Article, rows, Article.public_id)
    follow_documents(session, len(rows))
    articles = [
        NewArticle(numbers[row["public_id"]], *(row[field.name] for field in fields(NewArticle)[1:]))
        for row in rows
    ]
    drafts = [(article.id, each.draft) for article, each in zip(articles, wanted, strict=True)]
    insert_rows(
        session,
        ArticleIdentifier,
        [
            {"article_id": id_, "scheme": scheme, "value": value}
            for id_, of in drafts
            for scheme, value in of.names
        ],
    )
    insert_rows(
        session,
        Byline,
        [
            {"article_id": id_, "position": position, "name": name}
            for id_, of in drafts
            for position, name in enumerate(of.draft.byline)
        ],
    )
    versions = insert_numbered(
        session, ArticleVersion, [_version(id_, of, now) for id_, of in drafts], ArticleVersion.article_id
    )
    insert_rows(
        session,
        ArticleZone,
        [
            {
                "version_id": versions[id_],
                "kind": zone.kind,
                "start_char": zone.span.start,
                "end_char": zone.span.end,
            }
            for id_, of in drafts
            for zone in of.draft.zones
        ],
    )
    return [
        NewVersion(versions[article.id], each.draft.draft.text, article)
        for article, each in zip(articles, wanted, strict=True)
    ]


def _article(wanted: Wanted, bodies: Mapping[str, int], now: datetime) -> dict[str, Any]:
    draft = wanted.draft.draft
    said = {column: None if value == "" else value for column, value in metadata(draft).items()}
    publisher = wanted.draft.publisher
    return {
        "public_id": wanted.public_id,
        "key": wanted.key,
        "publisher_id": bodies[name_key(publisher)] if publisher else None,
        "created_at": now,
        **said,
    }


def _version(article_id: int, of: Draft, now: datetime) -> dict[str, Any]:
    draft = of.draft
    return {
        "article_id": article_id,
        "number": 1,
        "text": draft.text,
        "text_sha256": of.sha,
        "raw_sha256": draft.raw_sha256,
        "reader": draft.reader,
        "reader_version": draft.reader_version,
        "retrieved_at": now,
        "accessed": draft.accessed.iso() if draft.accessed else None,
    }
