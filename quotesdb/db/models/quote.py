"""Quotes: what can be pointed at in an article."""

from datetime import datetime

from sqlalchemy import ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column, relationship

from quotesdb.db.models.article import Article, ArticleVersion
from quotesdb.db.models.base import Base, LongText, PublicId, ordered_span, public_id_shape


class Quote(Base):
    """A stretch of one version's text, with what is needed to find it again in another version.

    ``text_key`` is ``exact`` normalised and folded for comparing and searching.
    """

    __tablename__ = "quote"
    __table_args__ = (public_id_shape("q"), ordered_span(), Index(None, "version_id", "start_char"))

    id: Mapped[int] = mapped_column(primary_key=True)
    public_id: Mapped[PublicId]
    article_id: Mapped[int] = mapped_column(ForeignKey("article.id", ondelete="CASCADE"), index=True)
    version_id: Mapped[int] = mapped_column(ForeignKey("article_version.id", ondelete="CASCADE"))
    start_char: Mapped[int]
    end_char: Mapped[int]
    first_seen_at: Mapped[datetime]
    exact: Mapped[LongText]
    prefix: Mapped[LongText]
    suffix: Mapped[LongText]
    text_key: Mapped[LongText]

    article: Mapped[Article] = relationship()
    version: Mapped[ArticleVersion] = relationship()
