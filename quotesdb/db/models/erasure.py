"""Judgement: people who are to be shown no more, without their names; and the names here that are theirs."""

from sqlalchemy import String
from sqlalchemy.orm import Mapped, mapped_column

from quotesdb.db.models.base import Base, Sha256
from quotesdb.db.models.decision import Decision, constrain

SOMEBODY = "somebody erased"
"""What an erasure calls whom it is about."""


class Erasure(Decision):
    """One form of the name of somebody who was erased, as a keyed hash of it.

    ``salt`` is the key, in hexadecimal: it travels with the row, so that the name is known again in another
    database that never heard it.
    """

    __mapper_args__ = {"polymorphic_identity": "erasure"}  # noqa: RUF012 - SQLAlchemy's own spelling

    subjects = ("digest",)
    ends = ()

    salt: Mapped[str] = mapped_column("erased_salt", String(32), nullable=True)
    digest: Mapped[Sha256] = mapped_column("erased_digest", nullable=True)

    @classmethod
    def says_in(cls) -> tuple[str, ...]:
        """Both: what it is about is no row of another table."""
        return ("salt", "digest")

    @property
    def follows_by(self) -> tuple[int, ...]:
        """Nothing: it follows for all names at once."""
        return ()

    @property
    def parties(self) -> tuple[tuple[str | None, str], ...]:
        """Nobody who could be named."""
        return ((None, SOMEBODY),)

    @property
    def kind_of_verdict(self) -> str:
        """That it is an erasure."""
        return "erased"


class ErasedName(Base):
    """A folded name that somebody bears here and that an erasure means; derived."""

    __tablename__ = "erased_name"

    name_key: Mapped[str] = mapped_column(String, primary_key=True)


constrain(
    "erasure",
    "erasure",
    has=("erased_salt", "erased_digest"),
    live=("erased_digest",),
    erased_digest="length(erased_digest) = 64",
)
