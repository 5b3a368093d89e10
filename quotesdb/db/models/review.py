"""Judgement: what a person decided about a quote."""

from typing import Self

from sqlalchemy import ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from quotesdb.db.models.article import ArticleVersion
from quotesdb.db.models.base import Base, counted, ordered_span
from quotesdb.db.models.decision import Decision, constrain
from quotesdb.db.models.quote import Quote
from quotesdb.db.models.speaker import Appearance
from quotesdb.db.types import SpanRole, Verdict, condition_of, one_of
from quotesdb.values import AgentKind, CueClass, Kind


class Review(Decision):
    """A person's verdict on a quote, with the values that were accepted frozen beside it.

    ``appearance_id`` points at the speaker while that appearance exists; the frozen name, kind, role and
    organisation stay true without it. ``version_id`` is the version that the reviewer saw: the spans point
    into its text. A quote has at most one review that is not retracted. ``unsure`` freezes nothing.
    """

    __mapper_args__ = {"polymorphic_identity": "review"}  # noqa: RUF012 - SQLAlchemy's own spelling

    subjects = ("quote_id",)
    ends = ("quote",)

    quote_id: Mapped[int] = mapped_column(
        ForeignKey("quote.id", ondelete="CASCADE"), nullable=True, index=True
    )
    version_id: Mapped[int] = mapped_column(
        ForeignKey("article_version.id", ondelete="CASCADE"), nullable=True, index=True
    )
    verdict: Mapped[Verdict] = mapped_column(nullable=True)
    kind: Mapped[Kind | None] = mapped_column("quote_kind")
    cue_class: Mapped[CueClass | None]
    appearance_name: Mapped[str | None] = mapped_column(String)
    appearance_kind: Mapped[AgentKind | None]
    role: Mapped[str | None] = mapped_column(String)
    organisation_name: Mapped[str | None] = mapped_column(String)
    appearance_id: Mapped[int | None] = mapped_column(
        "frozen_appearance_id", ForeignKey("appearance.id", ondelete="SET NULL"), index=True
    )

    quote: Mapped[Quote] = relationship()
    version: Mapped[ArticleVersion] = relationship()
    appearance: Mapped[Appearance | None] = relationship(foreign_keys=[appearance_id])
    spans: Mapped[list["DecisionSpan"]] = relationship(
        cascade="all, delete-orphan",
        passive_deletes=True,
        order_by="DecisionSpan.role, DecisionSpan.position",
    )

    @property
    def parties(self) -> tuple[tuple[str | None, str], ...]:
        """The quote, for whose name its words stand."""
        return ((self.quote.public_id, self.quote.exact),)

    @property
    def kind_of_verdict(self) -> str:
        """Accepted, corrected, rejected or unsure."""
        return self.verdict.value

    def says_the_same(self, other: Decision) -> bool:
        """Nobody's review speaks for another's: each may hold again."""
        return self is other

    def again(self) -> Self:
        """The same judgement once more, not stored yet: who decided, when and why stays true."""
        copy = super().again()
        copy.decided_by, copy.decided_at, copy.note = self.decided_by, self.decided_at, self.note
        copy.spans = [
            DecisionSpan(
                role=each.role, position=each.position, start_char=each.start_char, end_char=each.end_char
            )
            for each in self.spans
        ]
        return copy


constrain(
    "review",
    "review",
    has=("quote_id", "version_id", "verdict"),
    live=Review.subjects,
    verdict=condition_of("verdict", Verdict),
    quote_kind=condition_of("quote_kind", Kind),
    cue_class=condition_of("cue_class", CueClass),
    appearance_kind=condition_of("appearance_kind", AgentKind),
    frozen_values=("verdict IN ('rejected', 'unsure') OR (quote_kind IS NOT NULL AND cue_class IS NOT NULL)"),
    frozen_appearance="(appearance_name IS NULL) = (appearance_kind IS NULL)",
)


class DecisionSpan(Base):
    """One stretch of the reviewed version that a review froze."""

    __tablename__ = "decision_span"
    __table_args__ = (
        UniqueConstraint("decision_id", "role", "position"),
        one_of("role", SpanRole),
        counted(),
        ordered_span(),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    decision_id: Mapped[int] = mapped_column(ForeignKey("decision.id", ondelete="CASCADE"))
    role: Mapped[SpanRole]
    position: Mapped[int]
    start_char: Mapped[int]
    end_char: Mapped[int]
