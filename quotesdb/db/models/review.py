"""Judgement: what a person decided about a quote; append-only, retracted but never overwritten."""

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from quotesdb.db.models.article import ArticleVersion
from quotesdb.db.models.base import (
    Base,
    LongText,
    counted,
    live_index,
    ordered_span,
    partial_on_postgresql,
)
from quotesdb.db.models.quote import Quote
from quotesdb.db.models.speaker import Appearance
from quotesdb.db.types import SpanRole, Verdict, one_of
from quotesdb.values import AgentKind, CueClass, Kind


class Review(Base):
    """A person's verdict on a quote, with the values that were accepted frozen beside it.

    ``appearance_id`` points at the speaker while that appearance exists; the frozen name, kind, role and
    organisation stay true without it. ``version_id`` is the version that the reviewer saw: the spans point
    into its text. A quote has at most one review that is not retracted. ``unsure`` freezes nothing.
    """

    __tablename__ = "review"
    __table_args__ = (
        one_of("verdict", Verdict),
        one_of("kind", Kind),
        one_of("cue_class", CueClass),
        one_of("appearance_kind", AgentKind),
        CheckConstraint(
            "verdict IN ('rejected', 'unsure') OR (kind IS NOT NULL AND cue_class IS NOT NULL)",
            name="frozen_values",
        ),
        CheckConstraint("(appearance_name IS NULL) = (appearance_kind IS NULL)", name="frozen_appearance"),
        live_index("review", "quote_id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    quote_id: Mapped[int] = mapped_column(ForeignKey("quote.id", ondelete="CASCADE"), index=True)
    version_id: Mapped[int] = mapped_column(ForeignKey("article_version.id", ondelete="CASCADE"), index=True)
    verdict: Mapped[Verdict]
    kind: Mapped[Kind | None]
    cue_class: Mapped[CueClass | None]
    appearance_name: Mapped[str | None] = mapped_column(String)
    appearance_kind: Mapped[AgentKind | None]
    role: Mapped[str | None] = mapped_column(String)
    organisation_name: Mapped[str | None] = mapped_column(String)
    appearance_id: Mapped[int | None] = mapped_column(
        ForeignKey("appearance.id", ondelete="SET NULL"), index=True
    )
    note: Mapped[LongText | None]
    reviewer: Mapped[str] = mapped_column(String)
    created_at: Mapped[datetime]
    retracted_at: Mapped[datetime | None]

    quote: Mapped[Quote] = relationship()
    version: Mapped[ArticleVersion] = relationship()
    appearance: Mapped[Appearance | None] = relationship()
    spans: Mapped[list["ReviewSpan"]] = relationship(
        cascade="all, delete-orphan", passive_deletes=True, order_by="ReviewSpan.role, ReviewSpan.position"
    )


partial_on_postgresql(Review.__table__)


class ReviewSpan(Base):
    """One stretch of the reviewed version that a review froze."""

    __tablename__ = "review_span"
    __table_args__ = (
        UniqueConstraint("review_id", "role", "position"),
        one_of("role", SpanRole),
        counted(),
        ordered_span(),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    review_id: Mapped[int] = mapped_column(ForeignKey("review.id", ondelete="CASCADE"))
    role: Mapped[SpanRole]
    position: Mapped[int]
    start_char: Mapped[int]
    end_char: Mapped[int]
