"""Judgement: what a person set right about an article that its file has otherwise."""

from sqlalchemy import ColumnElement, ForeignKey, and_
from sqlalchemy.orm import Mapped, mapped_column, relationship

from quotesdb.db.models.article import Article
from quotesdb.db.models.base import Base, LongText
from quotesdb.db.models.decision import Decision, constrain
from quotesdb.db.types import MetadataField, condition_of


class ArticleCorrection(Decision):
    """The value that a person gave to a field of an article; ``before`` is what it was until then.

    The article's own columns have the value for as long as it holds, so that whatever reads them has it.
    """

    __mapper_args__ = {"polymorphic_identity": "article_correction"}  # noqa: RUF012 - SQLAlchemy's own spelling

    subjects = ("article_id",)
    ends = ("article",)
    may_lack = ("before",)

    article_id: Mapped[int] = mapped_column(
        "corrected_article_id", ForeignKey("article.id", ondelete="CASCADE"), nullable=True, index=True
    )
    field: Mapped[MetadataField] = mapped_column(nullable=True)
    value: Mapped[LongText] = mapped_column(nullable=True)
    before: Mapped[LongText | None] = mapped_column("value_before")

    article: Mapped[Article] = relationship(foreign_keys=[article_id])

    @property
    def parties(self) -> tuple[tuple[str | None, str], ...]:
        """The article, by its title as it is now."""
        return ((self.article.public_id, self.article.title or self.article.key),)

    @property
    def kind_of_verdict(self) -> str:
        """The field."""
        return self.field.value

    @property
    def words(self) -> str:
        """The value."""
        return self.value

    @property
    def previous(self) -> str | None:
        """The value before."""
        return self.before

    @property
    def says(self) -> str:
        """The value."""
        return self.value

    def about_the_same(self) -> ColumnElement[bool]:
        """The same field of the same article."""
        return and_(super().about_the_same(), ArticleCorrection.field == self.field)


class ArticlePrinted(Base):
    """What the file of an article says in the fields that a person set right, as a JSON object.

    Kept so that it can hold again; a row is there for as long as a correction holds.
    """

    __tablename__ = "article_printed"

    article_id: Mapped[int] = mapped_column(ForeignKey("article.id", ondelete="CASCADE"), primary_key=True)
    said: Mapped[LongText]


constrain(
    "article_correction",
    "article_correction",
    has=("corrected_article_id", "field", "value"),
    live=("corrected_article_id", "field"),
    field=condition_of("field", MetadataField),
)
