"""Judgement: the ledger of what people decided; append-only, retracted but never overwritten.

One table, one class a kind of decision. What one act of a person wrote has one ``public_id``: a split writes
many rows. The act that took a row back is its ``retraction``: if that act wrote another row about the same,
not as a copy, the other took its place. Where what took the place of a row is taken back, a copy of the row
is written, which holds instead of it. So ids tell the history; clocks that stand still or are set back do not
change it.
"""

from datetime import datetime
from typing import Any, ClassVar, Self

from sqlalchemy import CheckConstraint, ColumnElement, ForeignKey, String, Table, and_, inspect
from sqlalchemy.orm import Mapped, mapped_column

from quotesdb.db.models.base import Base, LongText, live_index, partial_on_postgresql, public_id_shape

ActId = String(12)


class Decision(Base):
    """Who decided, when and why; the same of the act that took it back, unless it holds.

    Who took a review back is not always known. A kind of decision is a subclass: it has columns of its own,
    null in the rows of all others, and says which must be there (``constrain``).
    """

    __tablename__ = "decision"
    __table_args__ = (
        public_id_shape("d"),
        CheckConstraint("(retracted_at IS NULL) = (retraction IS NULL)", name="retraction"),
        CheckConstraint(
            "(retracted_at IS NULL) = (retracted_by IS NULL) OR (kind = 'review' AND retracted_by IS NULL)",
            name="retracted_by",
        ),
    )
    __mapper_args__ = {  # noqa: RUF012 - SQLAlchemy's own spelling
        "polymorphic_on": "decision_kind",
        "polymorphic_abstract": True,
    }

    subjects: ClassVar[tuple[str, ...]]
    """The columns that say what a decision of the kind is about."""
    ends: ClassVar[tuple[str, ...]]
    """What they refer to."""
    may_lack: ClassVar[tuple[str, ...]] = ()
    """The columns of the kind that may be null in its rows."""

    id: Mapped[int] = mapped_column(primary_key=True)
    public_id: Mapped[str] = mapped_column(ActId, index=True)
    decision_kind: Mapped[str] = mapped_column("kind", String(32))
    decided_by: Mapped[str] = mapped_column(String)
    decided_at: Mapped[datetime]
    note: Mapped[LongText | None]
    retraction: Mapped[str | None] = mapped_column(ActId, index=True)
    retracted_by: Mapped[str | None] = mapped_column(String)
    retracted_at: Mapped[datetime | None]
    retraction_note: Mapped[LongText | None]
    copy_of: Mapped[int | None] = mapped_column(ForeignKey("decision.id", ondelete="SET NULL"), index=True)

    @classmethod
    def kinds(cls) -> tuple[type["Decision"], ...]:
        """Every kind of decision that there is."""
        mappers = inspect(Decision).self_and_descendants
        return tuple(mapper.class_ for mapper in mappers if mapper.polymorphic_identity)

    @classmethod
    def own_columns(cls) -> tuple[str, ...]:
        """The columns that the kind has beside those of every decision."""
        of_all = inspect(Decision).column_attrs.keys()
        return tuple(name for name in inspect(cls).column_attrs.keys() if name not in of_all)  # noqa: SIM118 - it iterates over values

    @classmethod
    def says_in(cls) -> tuple[str, ...]:
        """Those that say what was decided, not about what."""
        return tuple(name for name in cls.own_columns() if name not in cls.subjects)

    @property
    def subject_ids(self) -> tuple[int, ...]:
        """The row numbers of what it is about."""
        return tuple(getattr(self, column) for column in self.subjects)

    @property
    def follows_by(self) -> tuple[int, ...]:
        """Of several decisions of one kind with the same of this, what follows is to be done once."""
        return self.subject_ids

    @classmethod
    def live(cls) -> ColumnElement[bool]:
        """The condition that a decision of the kind holds, in the words of the index that finds these."""
        return and_(cls.retracted_at.is_(None), getattr(cls, cls.subjects[0]).is_not(None))

    @property
    def about(self) -> tuple[Any, ...]:
        """What it is about, each an appearance, an organisation or a quote."""
        return tuple(getattr(self, name) for name in self.ends)

    @property
    def parties(self) -> tuple[tuple[str | None, str], ...]:
        """What it is about, each by its public id, if it has one, and by its name."""
        return tuple((getattr(one, "public_id", None), one.name) for one in self.about)

    @property
    def words(self) -> str | None:
        """The name or the tag that was given."""
        return None

    @property
    def previous(self) -> str | None:
        """What it was before, where that is kept."""
        return None

    @property
    def kind_of_verdict(self) -> str:
        """What was decided, in one word."""
        raise NotImplementedError

    def about_the_same(self) -> ColumnElement[bool]:
        """The condition that a decision of this kind is about the same."""
        return and_(*(getattr(type(self), column) == getattr(self, column) for column in self.subjects))

    def excludes(self) -> ColumnElement[bool]:
        """The condition that a decision of this kind cannot hold beside this one."""
        return self.about_the_same()

    def says_the_same(self, other: "Decision") -> bool:
        """Whether another is the same decision about the same, by whomever: then one speaks for both."""
        return (
            type(self) is type(other)
            and self.subject_ids == other.subject_ids
            and (self.kind_of_verdict, self.says) == (other.kind_of_verdict, other.says)
        )

    @property
    def says(self) -> str:
        """What was decided, as far as another decision could say the same."""
        return self.kind_of_verdict

    def again(self) -> Self:
        """The same decided once more, not stored yet."""
        return type(self)(copy_of=self.id, **{name: getattr(self, name) for name in self.own_columns()})


def constrain(
    name: str, *kinds: str, has: tuple[str, ...], live: tuple[str, ...] = (), **checks: str
) -> None:
    """Say which columns the rows of some kinds have, and no others; which columns differ in all that hold.

    ``checks`` are further conditions by name.
    """
    table = Decision.__table__
    assert isinstance(table, Table)  # noqa: S101 - it is no view
    of_kind = f"kind IN ({', '.join(map(repr, kinds))})"
    whole = " AND ".join(f"({of_kind}) = ({column} IS NOT NULL)" for column in has)
    for each, condition in {name: whole, **checks}.items():
        table.append_constraint(CheckConstraint(condition, name=each))
    if live:
        live_index(table, name, *live)


partial_on_postgresql(Decision.__table__)
