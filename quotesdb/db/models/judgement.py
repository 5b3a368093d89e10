"""Judgement: what a person decided about who is who: whether two are one, and what somebody is called.

None of these rows is ever deleted, nor can be what it names.
"""

from collections.abc import Collection
from typing import Self

from sqlalchemy import ColumnElement, ForeignKey, Select, String, and_, or_
from sqlalchemy.orm import Mapped, mapped_column, relationship

from quotesdb.db.models.decision import Decision, constrain
from quotesdb.db.models.organisation import Organisation
from quotesdb.db.models.speaker import Appearance
from quotesdb.db.types import Identity, NameUse, condition_of


class PairJudgement(Decision):
    """Whether two are one; the smaller row number comes first, and a pair has one live row at most."""

    __mapper_args__ = {"polymorphic_abstract": True}  # noqa: RUF012 - SQLAlchemy's own spelling

    verdict: Mapped[Identity] = mapped_column("judgement", nullable=True)

    @property
    def kind_of_verdict(self) -> str:
        """Same, different or unsure."""
        return self.verdict.value

    @property
    def pair(self) -> tuple[int, int]:
        """The row numbers of the two."""
        one, other = self.subject_ids
        return one, other

    @classmethod
    def of(cls, one: int, other: int, verdict: Identity) -> Self:
        """The judgement about two, not stored yet."""
        return cls(verdict=verdict, **dict(zip(cls.subjects, sorted((one, other)), strict=True)))

    @classmethod
    def touching(cls, row_ids: Collection[int] | Select[int]) -> ColumnElement[bool]:
        """The condition that a judgement is about one of these, or two."""
        return or_(*(getattr(cls, end).in_(row_ids) for end in cls.subjects))


class GivenName(Decision):
    """A name that a person gave, to show or to find by."""

    __mapper_args__ = {"polymorphic_abstract": True}  # noqa: RUF012 - SQLAlchemy's own spelling

    name: Mapped[str] = mapped_column(String, nullable=True)
    name_key: Mapped[str] = mapped_column(String, nullable=True, index=True)
    use: Mapped[NameUse] = mapped_column(nullable=True)

    @property
    def kind_of_verdict(self) -> str:
        """Preferred or alias."""
        return self.use.value

    @property
    def words(self) -> str:
        """The name."""
        return self.name

    @property
    def says(self) -> str:
        """The name; two spellings that are found alike are one alias."""
        return self.name if self.use is NameUse.PREFERRED else self.name_key

    def excludes(self) -> ColumnElement[bool]:
        """Another name to show, or the same name."""
        kind = type(self)
        same = or_(kind.use == NameUse.PREFERRED, kind.name_key == self.name_key)
        return and_(self.about_the_same(), kind.use == self.use, same)

    @property
    def bearer(self) -> int:
        """The row number of whose name it is."""
        return self.subject_ids[0]

    @classmethod
    def of(cls, bearer: int, use: NameUse, name: str, name_key: str) -> Self:
        """The name, not stored yet."""
        return cls(use=use, name=name, name_key=name_key, **{cls.subjects[0]: bearer})

    @classmethod
    def touching(cls, row_ids: Collection[int]) -> ColumnElement[bool]:
        """The condition that a name is one of these."""
        condition: ColumnElement[bool] = getattr(cls, cls.subjects[0]).in_(row_ids)
        return condition


class SpeakerJudgement(PairJudgement):
    """Whether two appearances are one agent."""

    __mapper_args__ = {"polymorphic_identity": "speaker_judgement"}  # noqa: RUF012 - SQLAlchemy's own spelling

    subjects = ("appearance_a_id", "appearance_b_id")
    ends = ("appearance_a", "appearance_b")

    appearance_a_id: Mapped[int] = mapped_column(
        ForeignKey("appearance.id", ondelete="RESTRICT"), nullable=True, index=True
    )
    appearance_b_id: Mapped[int] = mapped_column(
        ForeignKey("appearance.id", ondelete="RESTRICT"), nullable=True, index=True
    )

    appearance_a: Mapped[Appearance] = relationship(foreign_keys=[appearance_a_id])
    appearance_b: Mapped[Appearance] = relationship(foreign_keys=[appearance_b_id])


class SpeakerName(GivenName):
    """A name that a person gave to the speaker that an appearance belongs to."""

    __mapper_args__ = {"polymorphic_identity": "speaker_name"}  # noqa: RUF012 - SQLAlchemy's own spelling

    subjects = ("appearance_id",)
    ends = ("appearance",)

    appearance_id: Mapped[int] = mapped_column(
        "named_appearance_id", ForeignKey("appearance.id", ondelete="RESTRICT"), nullable=True, index=True
    )

    appearance: Mapped[Appearance] = relationship(foreign_keys=[appearance_id])


class OrganisationJudgement(PairJudgement):
    """Whether two names are of one organisation."""

    __mapper_args__ = {"polymorphic_identity": "organisation_judgement"}  # noqa: RUF012 - SQLAlchemy's own spelling

    subjects = ("organisation_a_id", "organisation_b_id")
    ends = ("organisation_a", "organisation_b")

    organisation_a_id: Mapped[int] = mapped_column(
        ForeignKey("organisation.id", ondelete="RESTRICT"), nullable=True, index=True
    )
    organisation_b_id: Mapped[int] = mapped_column(
        ForeignKey("organisation.id", ondelete="RESTRICT"), nullable=True, index=True
    )

    organisation_a: Mapped[Organisation] = relationship(foreign_keys=[organisation_a_id])
    organisation_b: Mapped[Organisation] = relationship(foreign_keys=[organisation_b_id])


class OrganisationName(GivenName):
    """A name that a person gave to an organisation."""

    __mapper_args__ = {"polymorphic_identity": "organisation_name"}  # noqa: RUF012 - SQLAlchemy's own spelling

    subjects = ("organisation_id",)
    ends = ("organisation",)

    organisation_id: Mapped[int] = mapped_column(
        ForeignKey("organisation.id", ondelete="RESTRICT"), nullable=True, index=True
    )

    organisation: Mapped[Organisation] = relationship(foreign_keys=[organisation_id])


constrain(
    "pair",
    "speaker_judgement",
    "organisation_judgement",
    has=("judgement",),
    judgement=condition_of("judgement", Identity),
)
constrain(
    "speaker_judgement",
    "speaker_judgement",
    has=SpeakerJudgement.subjects,
    live=SpeakerJudgement.subjects,
    ordered_appearances="appearance_a_id < appearance_b_id",
)
constrain(
    "organisation_judgement",
    "organisation_judgement",
    has=OrganisationJudgement.subjects,
    live=OrganisationJudgement.subjects,
    ordered_organisations="organisation_a_id < organisation_b_id",
)
constrain(
    "given_name",
    "speaker_name",
    "organisation_name",
    has=("name", "name_key", "use"),
    use=condition_of("use", NameUse),
)
constrain(
    "speaker_name",
    "speaker_name",
    has=("named_appearance_id",),
    live=("named_appearance_id", "name_key", "use"),
)
constrain(
    "organisation_name",
    "organisation_name",
    has=OrganisationName.subjects,
    live=(*OrganisationName.subjects, "name_key", "use"),
)
