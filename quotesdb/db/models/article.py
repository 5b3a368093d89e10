"""Evidence: articles, what names them, their versions and who wrote them."""

from datetime import date, datetime
from typing import TYPE_CHECKING

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, UniqueConstraint, select
from sqlalchemy.orm import Mapped, column_property, mapped_column, relationship

from quotesdb.db.models.base import (
    Base,
    LongText,
    PublicId,
    Sha256,
    counted,
    ordered_span,
    public_id_shape,
    sha256_length,
)
from quotesdb.db.models.organisation import Organisation
from quotesdb.db.types import one_of
from quotesdb.values import Precision


class Article(Base):
    """One article of one publisher; removing it leaves this row as a tombstone with the reason.

    ``key`` is what makes it this article (an explicit id, a canonical URL ...). ``published_on`` is the
    printed local date, ``published_at_utc`` the instant where time and offset are known. ``embargo`` is the
    instant before which it is not to be shown.
    """

    __tablename__ = "article"
    __table_args__ = (
        public_id_shape("a"),
        one_of("published_precision", Precision),
        CheckConstraint(
            "(published_on IS NULL) = (published_precision IS NULL)", name="published_on_with_precision"
        ),
        CheckConstraint("published_offset_minutes BETWEEN -1440 AND 1440", name="published_offset_minutes"),
        CheckConstraint("(removed_at IS NULL) = (removed_why IS NULL)", name="removed_with_reason"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    public_id: Mapped[PublicId]
    key: Mapped[str] = mapped_column(String, unique=True)
    title: Mapped[str | None] = mapped_column(String)
    publisher_id: Mapped[int | None] = mapped_column(
        ForeignKey("organisation.id", ondelete="RESTRICT"), index=True
    )
    url: Mapped[str | None] = mapped_column(String, index=True)
    published_on: Mapped[date | None] = mapped_column(index=True)
    published_precision: Mapped[Precision | None]
    published_at_utc: Mapped[datetime | None]
    published_offset_minutes: Mapped[int | None]
    section: Mapped[str | None] = mapped_column(String)
    language: Mapped[str | None] = mapped_column(String)
    archived_url: Mapped[str | None] = mapped_column(String)
    embargo: Mapped[datetime | None] = mapped_column(index=True)
    removed_at: Mapped[datetime | None] = mapped_column(index=True)
    removed_why: Mapped[LongText | None]
    created_at: Mapped[datetime]

    publisher: Mapped[Organisation | None] = relationship()
    identifiers: Mapped[list["ArticleIdentifier"]] = relationship(
        cascade="all, delete-orphan", passive_deletes=True, order_by="ArticleIdentifier.id"
    )
    if TYPE_CHECKING:
        accessed: Mapped[str | None]
    versions: Mapped[list["ArticleVersion"]] = relationship(
        back_populates="article",
        cascade="all, delete-orphan",
        passive_deletes=True,
        order_by="ArticleVersion.number",
    )
    byline: Mapped[list["Byline"]] = relationship(
        cascade="all, delete-orphan", passive_deletes=True, order_by="Byline.position"
    )


class ArticleIdentifier(Base):
    """What names an article elsewhere: a scheme and a value."""

    __tablename__ = "article_identifier"
    __table_args__ = (
        UniqueConstraint("article_id", "scheme", "value"),
        Index(None, "scheme", "value"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    article_id: Mapped[int] = mapped_column(ForeignKey("article.id", ondelete="CASCADE"))
    scheme: Mapped[str] = mapped_column(String)
    value: Mapped[str] = mapped_column(String)


class ArticleVersion(Base):
    """One immutable text of an article; the highest ``number`` is the current one.

    ``accessed`` is when somebody saw the text where it was printed or archived, as ``PrintedDate.iso`` writes
    it; ``retrieved_at`` when it came into the database. ``text`` comes last, so that reading the other
    columns does not touch its pages.
    """

    __tablename__ = "article_version"
    __table_args__ = (
        UniqueConstraint("article_id", "number"),
        UniqueConstraint("article_id", "text_sha256"),
        CheckConstraint("number >= 1", name="number"),
        sha256_length("text_sha256"),
        sha256_length("raw_sha256"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    article_id: Mapped[int] = mapped_column(ForeignKey("article.id", ondelete="CASCADE"))
    number: Mapped[int]
    text_sha256: Mapped[Sha256] = mapped_column(index=True)
    raw_sha256: Mapped[Sha256] = mapped_column(index=True)
    reader: Mapped[str] = mapped_column(String)
    reader_version: Mapped[str] = mapped_column(String)
    retrieved_at: Mapped[datetime]
    accessed: Mapped[str | None] = mapped_column(String)
    text: Mapped[LongText]

    article: Mapped[Article] = relationship(back_populates="versions")
    zones: Mapped[list["ArticleZone"]] = relationship(
        cascade="all, delete-orphan", passive_deletes=True, order_by="ArticleZone.start_char"
    )


Article.accessed = column_property(
    select(ArticleVersion.accessed)
    .where(ArticleVersion.article_id == Article.id)
    .order_by(ArticleVersion.number.desc())
    .limit(1)
    .correlate_except(ArticleVersion)
    .scalar_subquery()
)
"""When the current text was seen."""


class ArticleZone(Base):
    """A part of a version that is not running text: ``headline``, ``dateline`` ..."""

    __tablename__ = "article_zone"
    __table_args__ = (ordered_span(),)

    id: Mapped[int] = mapped_column(primary_key=True)
    version_id: Mapped[int] = mapped_column(ForeignKey("article_version.id", ondelete="CASCADE"), index=True)
    kind: Mapped[str] = mapped_column(String)
    start_char: Mapped[int]
    end_char: Mapped[int]


class ArticleMetadataHistory(Base):
    """What was printed about an article until ``changed_at``.

    ``published`` is the printed date cut to its precision; ``byline`` has one name a line.
    """

    __tablename__ = "article_metadata_history"

    id: Mapped[int] = mapped_column(primary_key=True)
    article_id: Mapped[int] = mapped_column(ForeignKey("article.id", ondelete="CASCADE"), index=True)
    changed_at: Mapped[datetime]
    title: Mapped[str | None] = mapped_column(String)
    publisher_name: Mapped[str | None] = mapped_column(String)
    url: Mapped[str | None] = mapped_column(String)
    published: Mapped[str | None] = mapped_column(String)
    byline: Mapped[LongText | None]
    section: Mapped[str | None] = mapped_column(String)
    language: Mapped[str | None] = mapped_column(String)
    archived_url: Mapped[str | None] = mapped_column(String)


class Byline(Base):
    """One author of an article, as printed, in the order printed."""

    __tablename__ = "byline"
    __table_args__ = (UniqueConstraint("article_id", "position"), counted())

    id: Mapped[int] = mapped_column(primary_key=True)
    article_id: Mapped[int] = mapped_column(ForeignKey("article.id", ondelete="CASCADE"))
    position: Mapped[int]
    name: Mapped[str] = mapped_column(String)
