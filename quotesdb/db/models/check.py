"""What was checked: claims with the verdict they got, by which method, and what was searched."""

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from quotesdb.db.models.article import Article
from quotesdb.db.models.base import Base, LongText, PublicId, counted, ordered_span, public_id_shape
from quotesdb.db.types import one_of
from quotesdb.values import ClaimVerdict


class ClaimCheck(Base):
    """One check of one claim, never changed: checking again makes a further row with its ``previous_id``.

    ``speaker``, ``since``, ``until`` and ``publisher`` are what was asked, as typed; ``label`` is the
    caller's own name for the claim, ``draft`` the file it was found in. ``method_version`` is that of the
    comparing; ``documents``, ``first_printed``, ``last_printed`` (dates as
    printed: 2005, 2005-03 or 2005-03-14) and ``speaker_quotes`` say what was searched.
    """

    __tablename__ = "claim_check"
    __table_args__ = (
        public_id_shape("c"),
        one_of("verdict", ClaimVerdict),
        one_of("rung", ClaimVerdict),
        CheckConstraint("documents >= 0", name="documents"),
        Index(None, "verdict", "created_at"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    public_id: Mapped[PublicId]
    claim: Mapped[LongText]
    speaker: Mapped[str | None] = mapped_column(String)
    since: Mapped[str | None] = mapped_column(String)
    until: Mapped[str | None] = mapped_column(String)
    publisher: Mapped[str | None] = mapped_column(String)
    label: Mapped[str | None] = mapped_column(String)
    draft: Mapped[str | None] = mapped_column(String)
    verdict: Mapped[ClaimVerdict]
    rung: Mapped[ClaimVerdict | None]
    tier: Mapped[str | None] = mapped_column(String)
    method_version: Mapped[int]
    documents: Mapped[int]
    first_printed: Mapped[str | None] = mapped_column(String)
    last_printed: Mapped[str | None] = mapped_column(String)
    speaker_quotes: Mapped[int | None]
    created_at: Mapped[datetime]
    previous_id: Mapped[int | None] = mapped_column(
        ForeignKey("claim_check.id", ondelete="SET NULL"), index=True
    )

    matches: Mapped[list["ClaimMatch"]] = relationship(
        cascade="all, delete-orphan", passive_deletes=True, order_by="ClaimMatch.position"
    )


class ClaimMatch(Base):
    """One passage that a check showed: where it stood and what it said; gone with the article's text."""

    __tablename__ = "claim_match"
    __table_args__ = (UniqueConstraint("check_id", "position"), counted(), ordered_span())

    id: Mapped[int] = mapped_column(primary_key=True)
    check_id: Mapped[int] = mapped_column(ForeignKey("claim_check.id", ondelete="CASCADE"))
    article_id: Mapped[int] = mapped_column(ForeignKey("article.id", ondelete="CASCADE"), index=True)
    position: Mapped[int]
    speaker: Mapped[str | None] = mapped_column(String)
    start_char: Mapped[int]
    end_char: Mapped[int]
    text: Mapped[LongText]

    article: Mapped[Article] = relationship()
