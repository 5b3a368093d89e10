"""Judgement: the words by which people sort speakers for their own counts."""

from sqlalchemy import ColumnElement, ForeignKey, String, and_
from sqlalchemy.orm import Mapped, mapped_column, relationship

from quotesdb.db.models.decision import Decision, constrain
from quotesdb.db.models.speaker import Appearance


class SpeakerTag(Decision):
    """A tag that a person set on a speaker, never changed but for being taken back.

    It hangs on one appearance of the speaker, and so survives every merge, split and rebuild. Nothing else
    sets a tag, and nothing about a person is guessed.
    """

    __mapper_args__ = {"polymorphic_identity": "speaker_tag"}  # noqa: RUF012 - SQLAlchemy's own spelling

    subjects = ("appearance_id",)
    ends = ("appearance",)

    appearance_id: Mapped[int] = mapped_column(
        "tagged_appearance_id", ForeignKey("appearance.id", ondelete="CASCADE"), nullable=True, index=True
    )
    tag: Mapped[str] = mapped_column(String, nullable=True, index=True)

    appearance: Mapped[Appearance] = relationship(foreign_keys=[appearance_id])

    @property
    def kind_of_verdict(self) -> str:
        """That it is a tag."""
        return "tag"

    @property
    def words(self) -> str:
        """The tag."""
        return self.tag

    @property
    def says(self) -> str:
        """The tag."""
        return self.tag

    def excludes(self) -> ColumnElement[bool]:
        """The same tag."""
        return and_(self.about_the_same(), SpeakerTag.tag == self.tag)


constrain("speaker_tag", "speaker_tag", has=("tagged_appearance_id", "tag"), tag_words="length(tag) > 0")
