"""Judgement: the words by which people sort speakers for their own counts."""

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from quotesdb.db.models.base import Base
from quotesdb.db.models.speaker import Appearance


class SpeakerTag(Base):
    """A tag that a person set on a speaker, never changed but for being taken back.

    It hangs on one appearance of the speaker, and so survives every merge, split and rebuild. Nothing else
    sets a tag, and nothing about a person is guessed.
    """

    __tablename__ = "speaker_tag"
    __table_args__ = (
        CheckConstraint("length(tag) > 0", name="tag"),
        CheckConstraint("(retracted_at IS NULL) = (retracted_by IS NULL)", name="retracted_by"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    appearance_id: Mapped[int] = mapped_column(ForeignKey("appearance.id", ondelete="CASCADE"), index=True)
    tag: Mapped[str] = mapped_column(String, index=True)
    tagger: Mapped[str] = mapped_column(String)
    created_at: Mapped[datetime]
    retracted_at: Mapped[datetime | None]
    retracted_by: Mapped[str | None] = mapped_column(String)

    appearance: Mapped[Appearance] = relationship()
