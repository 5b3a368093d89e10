"""Judgement: what a person decided about who is whom; append-only, retracted but never overwritten.

What one act of a person wrote has one ``decision``, a public id: ``split`` writes many rows. The act that
took a row back is its ``retraction``. No row here is ever deleted, nor can be what it names.
"""

from collections.abc import Collection
from datetime import datetime
from typing import ClassVar, Self

from sqlalchemy import CheckConstraint, ColumnElement, ForeignKey, Select, String, or_
from sqlalchemy.orm import Mapped, mapped_column, relationship

from quotesdb.db.models.base import Base, LongText, live_index, partial_on_postgresql
from quotesdb.db.models.organisation import Organisation
from quotesdb.db.models.speaker import Appearance
from quotesdb.db.types import Identity, NameUse, one_of

DecisionId = String(12)


class Judgement(Base):
    """Who decided, when and why; the same of the retraction, if there was one."""

    __abstract__ = True

    id: Mapped[int] = mapped_column(primary_key=True)
    decision: Mapped[str] = mapped_column(DecisionId, index=True)
    judge: Mapped[str] = mapped_column(String)
    note: Mapped[LongText | None]
    created_at: Mapped[datetime]
    retracted_at: Mapped[datetime | None]
    retraction: Mapped[str | None] = mapped_column(DecisionId, index=True)
    retracted_by: Mapped[str | None] = mapped_column(String)
    retraction_note: Mapped[LongText | None]


class PairJudgement(Judgement):
    """Whether two are one; the smaller row number comes first, and a pair has one live row at most."""

    __abstract__ = True

    ends: ClassVar[tuple[str, str]]
    """The columns of the two."""

    verdict: Mapped[Identity]

    @property
    def pair(self) -> tuple[int, int]:
        """The row numbers of the two."""
        one, other = self.ends
        return getattr(self, one), getattr(self, other)

    @classmethod
    def of(cls, one: int, other: int, verdict: Identity) -> Self:
        """The judgement about two, not stored yet."""
        return cls(verdict=verdict, **dict(zip(cls.ends, sorted((one, other)), strict=True)))

    @classmethod
    def touching(cls, row_ids: Collection[int] | Select[int]) -> ColumnElement[bool]:
        """The condition that a judgement is about one of these, or two."""
        return or_(*(getattr(cls, end).in_(row_ids) for end in cls.ends))


class GivenName(Judgement):
    """A name that a person gave, to show or to find by."""

    __abstract__ = True

    owner: ClassVar[str]
    """The column of whose name it is."""

    name: Mapped[str] = mapped_column(String)
    name_key: Mapped[str] = mapped_column(String, index=True)
    use: Mapped[NameUse]

    @property
    def bearer(self) -> int:
        """The row number of whose name it is."""
        number: int = getattr(self, self.owner)
        return number

    @classmethod
    def of(cls, bearer: int, use: NameUse, name: str, name_key: str) -> Self:
        """The name, not stored yet."""
        return cls(use=use, name=name, name_key=name_key, **{cls.owner: bearer})

    @classmethod
    def touching(cls, row_ids: Collection[int]) -> ColumnElement[bool]:
        """The condition that a name is one of these."""
        condition: ColumnElement[bool] = getattr(cls, cls.owner).in_(row_ids)
        return condition


def _decided() -> tuple[CheckConstraint, CheckConstraint]:
    """The CHECKs of the columns of every judgement."""
    shape = "_" * 10
    return (
        CheckConstraint(f"decision LIKE 'd-{shape}'", name="decision"),
        CheckConstraint(
            "(retracted_at IS NULL) = (retraction IS NULL) "
            "AND (retracted_at IS NULL) = (retracted_by IS NULL)",
            name="retraction",
        ),
    )


class SpeakerJudgement(PairJudgement):
    """Whether two appearances are one agent."""

    __tablename__ = "speaker_judgement"
    __table_args__ = (
        one_of("verdict", Identity),
        CheckConstraint("appearance_a_id < appearance_b_id", name="ordered"),
        *_decided(),
        live_index("speaker_judgement", "appearance_a_id", "appearance_b_id"),
    )

    ends = ("appearance_a_id", "appearance_b_id")

    appearance_a_id: Mapped[int] = mapped_column(ForeignKey("appearance.id", ondelete="RESTRICT"), index=True)
    appearance_b_id: Mapped[int] = mapped_column(ForeignKey("appearance.id", ondelete="RESTRICT"), index=True)

    appearance_a: Mapped[Appearance] = relationship(foreign_keys=[appearance_a_id])
    appearance_b: Mapped[Appearance] = relationship(foreign_keys=[appearance_b_id])


class SpeakerName(GivenName):
    """A name that a person gave to the speaker that an appearance belongs to."""

    __tablename__ = "speaker_name"
    __table_args__ = (
        one_of("use", NameUse),
        *_decided(),
        live_index("speaker_name", "appearance_id", "name_key", "use"),
    )

    owner = "appearance_id"

    appearance_id: Mapped[int] = mapped_column(ForeignKey("appearance.id", ondelete="RESTRICT"), index=True)

    appearance: Mapped[Appearance] = relationship()


class OrganisationJudgement(PairJudgement):
    """Whether two names are of one organisation."""

    __tablename__ = "organisation_judgement"
    __table_args__ = (
        one_of("verdict", Identity),
        CheckConstraint("organisation_a_id < organisation_b_id", name="ordered"),
        *_decided(),
        live_index("organisation_judgement", "organisation_a_id", "organisation_b_id"),
    )

    ends = ("organisation_a_id", "organisation_b_id")

    organisation_a_id: Mapped[int] = mapped_column(
        ForeignKey("organisation.id", ondelete="RESTRICT"), index=True
    )
    organisation_b_id: Mapped[int] = mapped_column(
        ForeignKey("organisation.id", ondelete="RESTRICT"), index=True
    )

    organisation_a: Mapped[Organisation] = relationship(foreign_keys=[organisation_a_id])
    organisation_b: Mapped[Organisation] = relationship(foreign_keys=[organisation_b_id])


class OrganisationName(GivenName):
    """A name that a person gave to an organisation."""

    __tablename__ = "organisation_name"
    __table_args__ = (
        one_of("use", NameUse),
        *_decided(),
        live_index("organisation_name", "organisation_id", "name_key", "use"),
    )

    owner = "organisation_id"

    organisation_id: Mapped[int] = mapped_column(
        ForeignKey("organisation.id", ondelete="RESTRICT"), index=True
    )

    organisation: Mapped[Organisation] = relationship()


for _model in (SpeakerJudgement, SpeakerName, OrganisationJudgement, OrganisationName):
    partial_on_postgresql(_model.__table__)
