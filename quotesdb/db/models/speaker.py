"""Who speaks: appearances (identity), and the clusters and links that programs derive from them (belief)."""

from datetime import date

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from quotesdb.db.models.article import Article
from quotesdb.db.models.base import Base, PublicId, public_id_shape
from quotesdb.db.models.organisation import Organisation
from quotesdb.db.types import one_of
from quotesdb.values import AgentKind


class Speaker(Base):
    """A cluster of appearances that are one agent; derived, with the public id of its earliest appearance.

    ``quotes``, ``quote_words`` and ``articles`` count the quotations that look-ups show, with their words;
    they are null of one that was not counted yet.
    """

    __tablename__ = "speaker"
    __table_args__ = (public_id_shape("s"), one_of("kind", AgentKind))

    id: Mapped[int] = mapped_column(primary_key=True)
    public_id: Mapped[PublicId]
    name: Mapped[str] = mapped_column(String)
    name_key: Mapped[str] = mapped_column(String, index=True)
    kind: Mapped[AgentKind]
    quotes: Mapped[int | None]
    quote_words: Mapped[int | None]
    articles: Mapped[int | None]

    appearances: Mapped[list["Appearance"]] = relationship(back_populates="speaker", passive_deletes=True)


Index("ix_speaker_kind", Speaker.kind, Speaker.quotes)
Index("ix_speaker_quotes", Speaker.quotes.desc(), Speaker.name_key, Speaker.public_id)


class Appearance(Base):
    """One agent in one article, as printed there: the dated record of a name, a role, an organisation.

    ``published_on`` is the date of the article once more, so that the earliest of a name are found however
    many there are.
    """

    __tablename__ = "appearance"
    __table_args__ = (
        public_id_shape("s"),
        one_of("kind", AgentKind),
        Index(None, "name_key", "kind", "published_on", "public_id"),
        Index(None, "name_key", "kind", "speaker_id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    public_id: Mapped[PublicId]
    article_id: Mapped[int] = mapped_column(ForeignKey("article.id", ondelete="CASCADE"), index=True)
    published_on: Mapped[date | None]
    name: Mapped[str] = mapped_column(String)
    name_key: Mapped[str] = mapped_column(String)
    kind: Mapped[AgentKind]
    role: Mapped[str | None] = mapped_column(String)
    organisation_id: Mapped[int | None] = mapped_column(
        ForeignKey("organisation.id", ondelete="RESTRICT"), index=True
    )
    speaker_id: Mapped[int | None] = mapped_column(ForeignKey("speaker.id", ondelete="SET NULL"), index=True)

    article: Mapped[Article] = relationship()
    organisation: Mapped[Organisation | None] = relationship()
    speaker: Mapped[Speaker | None] = relationship(back_populates="appearances")


class AgentName(Base):
    """A name that somebody appears under, once however many appearances there are of it; derived.

    ``first_id`` is the first stored of these. ``surname`` and ``given`` are those of a person by which names
    of one family are found; null for a name that is compared with no other.
    """

    __tablename__ = "agent_name"
    __table_args__ = (
        UniqueConstraint("name_key", "kind"),
        one_of("kind", AgentKind),
        Index(None, "surname", "given"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    name_key: Mapped[str] = mapped_column(String)
    kind: Mapped[AgentKind]
    first_id: Mapped[int] = mapped_column(ForeignKey("appearance.id", ondelete="CASCADE"), index=True)
    surname: Mapped[str | None] = mapped_column(String)
    given: Mapped[str | None] = mapped_column(String)


class SpeakerLink(Base):
    """A machine's belief that two appearances are one agent, with its reason; the smaller id comes first."""

    __tablename__ = "speaker_link"
    __table_args__ = (
        UniqueConstraint("appearance_a_id", "appearance_b_id"),
        CheckConstraint("appearance_a_id < appearance_b_id", name="ordered"),
        CheckConstraint("score BETWEEN 0 AND 1", name="score"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    appearance_a_id: Mapped[int] = mapped_column(ForeignKey("appearance.id", ondelete="CASCADE"))
    appearance_b_id: Mapped[int] = mapped_column(ForeignKey("appearance.id", ondelete="CASCADE"), index=True)
    score: Mapped[float]
    reason: Mapped[str] = mapped_column(String)
