"""Belief: what an extractor said of the quotes of one article version."""

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from quotesdb.db.models.article import ArticleVersion
from quotesdb.db.models.base import Base, Sha256, counted, ordered_span, sha256_length
from quotesdb.db.models.quote import Quote
from quotesdb.db.models.speaker import Appearance
from quotesdb.db.types import RunStatus, SpanRole, one_of
from quotesdb.values import Agent, AgentKind, CueClass, Kind

ROLES = (SpanRole.CONTENT, SpanRole.QUOTED, SpanRole.EVIDENCE)
"""What there may be several stretches of."""


class ExtractionRun(Base):
    """One extractor over one article version; of a version's complete runs the highest ``id`` is believed."""

    __tablename__ = "extraction_run"
    __table_args__ = (
        one_of("status", RunStatus),
        sha256_length("model_sha256"),
        CheckConstraint("(status = 'running') = (finished_at IS NULL)", name="finished_at"),
        Index(None, "version_id", "status"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    version_id: Mapped[int] = mapped_column(ForeignKey("article_version.id", ondelete="CASCADE"))
    extractor: Mapped[str] = mapped_column(String)
    extractor_version: Mapped[str] = mapped_column(String)
    model_sha256: Mapped[Sha256 | None]
    status: Mapped[RunStatus]
    started_at: Mapped[datetime]
    finished_at: Mapped[datetime | None]

    version: Mapped[ArticleVersion] = relationship()
    attributions: Mapped[list["Attribution"]] = relationship(
        back_populates="run", cascade="all, delete-orphan", passive_deletes=True
    )


class Attribution(Base):
    """What one run said of one quote; ``appearance_id`` null means unattributed.

    The words that name who speaks and that something is said, of each at most one stretch, are columns.
    """

    __tablename__ = "attribution"
    __table_args__ = (
        UniqueConstraint("run_id", "quote_id"),
        one_of("kind", Kind),
        one_of("cue_class", CueClass),
        CheckConstraint("confidence BETWEEN 0 AND 1", name="confidence"),
        CheckConstraint("(source_start IS NULL) = (source_end IS NULL)", name="source_whole"),
        CheckConstraint("source_start >= 0 AND source_start <= source_end", name="source"),
        CheckConstraint("(cue_start IS NULL) = (cue_end IS NULL)", name="cue_whole"),
        CheckConstraint("cue_start >= 0 AND cue_start <= cue_end", name="cue"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    run_id: Mapped[int] = mapped_column(ForeignKey("extraction_run.id", ondelete="CASCADE"))
    quote_id: Mapped[int] = mapped_column(ForeignKey("quote.id", ondelete="CASCADE"), index=True)
    appearance_id: Mapped[int | None] = mapped_column(
        ForeignKey("appearance.id", ondelete="NO ACTION"), index=True
    )
    kind: Mapped[Kind]
    cue_class: Mapped[CueClass]
    medium: Mapped[str | None] = mapped_column(String)
    addressee: Mapped[str | None] = mapped_column(String)
    confidence: Mapped[float]
    rule: Mapped[str] = mapped_column(String)
    source_start: Mapped[int | None]
    source_end: Mapped[int | None]
    cue_start: Mapped[int | None]
    cue_end: Mapped[int | None]

    run: Mapped[ExtractionRun] = relationship(back_populates="attributions")
    quote: Mapped[Quote] = relationship()
    appearance: Mapped[Appearance | None] = relationship()
    spans: Mapped[list["AttributionSpan"]] = relationship(
        cascade="all, delete-orphan",
        passive_deletes=True,
        order_by="AttributionSpan.role, AttributionSpan.position",
    )
    alternative: Mapped["Alternative | None"] = relationship(
        cascade="all, delete-orphan", passive_deletes=True
    )

    def other_agent(self) -> Agent | None:
        """Who else may be meant, as a value."""
        other = self.alternative
        return Agent(other.name, other.kind, other.organisation, other.role) if other else None


class AttributionSpan(Base):
    """One stretch of the run's version that an attribution points at: of its content or its evidence."""

    __tablename__ = "attribution_span"
    __table_args__ = (
        UniqueConstraint("attribution_id", "role", "position"),
        one_of("role", SpanRole, *ROLES),
        counted(),
        ordered_span(),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    attribution_id: Mapped[int] = mapped_column(ForeignKey("attribution.id", ondelete="CASCADE"))
    role: Mapped[SpanRole]
    position: Mapped[int]
    start_char: Mapped[int]
    end_char: Mapped[int]


class Alternative(Base):
    """Who else may be meant by what an attribution points at, as printed.

    Nobody is held to have said it, so that this is no appearance: no speaker follows from it.
    """

    __tablename__ = "attribution_alternative"
    __table_args__ = (one_of("kind", AgentKind),)

    attribution_id: Mapped[int] = mapped_column(
        ForeignKey("attribution.id", ondelete="CASCADE"), primary_key=True
    )
    name: Mapped[str] = mapped_column(String)
    kind: Mapped[AgentKind]
    role: Mapped[str | None] = mapped_column(String)
    organisation: Mapped[str | None] = mapped_column(String)
