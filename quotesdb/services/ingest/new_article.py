"""The rows of an article that is not stored yet, without what is said in it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from quotesdb.db.models import Article, ArticleIdentifier, ArticleVersion, ArticleZone, Byline
from quotesdb.names.key import name_key
from quotesdb.services.identity import organisations
from quotesdb.services.ingest import article_identity
from quotesdb.services.store.rows import insert_row, insert_rows
from quotesdb.text.folding import sha256_text

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from quotesdb.values import ArticleDraft

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
    """What names an article that was stored just now, and its date."""

    id: int
    public_id: str
    published_on: date | None


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


def insert_article(session: Session, draft: ArticleDraft, path: Path | None) -> NewVersion:
    """Store an article that ``article_identity.find`` did not find, with its first version."""
    key, public_id = article_identity.new_key(session, draft, path)
    now = datetime.now(UTC)
    said = {column: None if value == "" else value for column, value in metadata(draft).items()}
    article_id = insert_row(
        session,
        Article,
        public_id=public_id,
        key=key,
        publisher_id=_publisher(session, draft),
        created_at=now,
        **said,
    )
    names = article_identity.names_of(draft, path)
    of = {"article_id": article_id}
    insert_rows(
        session, ArticleIdentifier, [{**of, "scheme": scheme, "value": value} for scheme, value in names]
    )
    insert_rows(session, Byline, [{**of, "position": i, "name": name} for i, name in enumerate(draft.byline)])
    version_id = insert_row(
        session,
        ArticleVersion,
        article_id=article_id,
        number=1,
        text=draft.text,
        text_sha256=sha256_text(draft.text),
        raw_sha256=draft.raw_sha256,
        reader=draft.reader,
        reader_version=draft.reader_version,
        retrieved_at=now,
        accessed=draft.accessed and draft.accessed.iso(),
    )
    insert_rows(
        session,
        ArticleZone,
        [
            {
                "version_id": version_id,
                "kind": zone.kind,
                "start_char": zone.span.start,
                "end_char": zone.span.end,
            }
            for zone in draft.zones
        ],
    )
    return NewVersion(version_id, draft.text, NewArticle(article_id, public_id, said["published_on"]))


def _publisher(session: Session, draft: ArticleDraft) -> int | None:
    if not draft.publisher or not draft.publisher.strip():
        return None
    return organisations.ids_of(session, [draft.publisher])[name_key(draft.publisher)]
