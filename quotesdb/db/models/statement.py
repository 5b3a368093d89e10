"""Belief: which quotes are the same words of the same speaker; derived, and made anew at any time."""

from sqlalchemy import BigInteger, CheckConstraint, ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from quotesdb.db.models.base import Base


class Statement(Base):
    """Words that a speaker said, however often they were printed; the head is the fullest printing."""

    __tablename__ = "statement"

    id: Mapped[int] = mapped_column(primary_key=True)
    head_quote_id: Mapped[int] = mapped_column(ForeignKey("quote.id", ondelete="CASCADE"), unique=True)


class StatementQuote(Base):
    """A quote of a statement, the head included, with what finding the others needs.

    ``lead`` is a hash of the words that its longest fragment begins with, ``words`` how many stand in marks.
    ``searchable`` says whether full-text search leads to them: a review may hold on to words that the quote's
    ``text_key`` has lost.
    """

    __tablename__ = "statement_quote"
    __table_args__ = (
        CheckConstraint("lead >= 0", name="lead"),
        CheckConstraint("words > 0", name="words"),
        Index(None, "speaker_id", "lead"),
        Index(None, "searchable", "speaker_id"),
    )

    quote_id: Mapped[int] = mapped_column(ForeignKey("quote.id", ondelete="CASCADE"), primary_key=True)
    statement_id: Mapped[int] = mapped_column(ForeignKey("statement.id", ondelete="CASCADE"), index=True)
    speaker_id: Mapped[int] = mapped_column(ForeignKey("speaker.id", ondelete="CASCADE"))
    lead: Mapped[int] = mapped_column(BigInteger)
    words: Mapped[int]
    searchable: Mapped[bool]
