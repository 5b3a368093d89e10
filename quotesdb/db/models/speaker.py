"""Who speaks: appearances (identity), and the clusters and links that programs derive from them (belief)."""

from datetime import date

from sqlalchemy import CheckConstraint, ForeignKey, Index, LargeBinary, String, UniqueConstraint
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

    ``published_on`` is the date of the article once more. ``name_id`` is derived: the name under which it is
    linked; null of who has none that tells one agent from others.
    """

    __tablename__ = "appearance"
    __table_args__ = (
        public_id_shape("s"),
        one_of("kind", AgentKind),
        # With the speaker, so that who bears a name is known without the rows of all who do.
        Index(None, "name_key", "kind", "speaker_id"),
        Index(None, "name_id", "speaker_id"),
        Index(None, "name_id", "public_id"),
        # In the order in which they are stored, with the day, so that of thousands few rows are read.
        Index(None, "speaker_id", "article_id", "published_on"),
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
    speaker_id: Mapped[int | None] = mapped_column(ForeignKey("speaker.id", ondelete="SET NULL"))
    name_id: Mapped[int | None] = mapped_column(ForeignKey("agent_name.id", ondelete="SET NULL"))

    article: Mapped[Article] = relationship()
    organisation: Mapped[Organisation | None] = relationship()
    speaker: Mapped[Speaker | None] = relationship(back_populates="appearances")


class AgentName(Base):
    """A name under which appearances are linked, once however many there are of it; derived.

    ``key`` is that of ``quotesdb.resolve.naming`` or ``read_body``, or the public id of the one appearance
    that a person's decision is about. ``name`` is the printing of its oldest appearance, whose public id ends
    ``age``. ``evidence`` is what articles say of a person, packed. ``speaker_id`` is null of a name that
    means somebody else in every article.
    """

    __tablename__ = "agent_name"
    __table_args__ = (UniqueConstraint("key", "kind"), one_of("kind", AgentKind))

    id: Mapped[int] = mapped_column(primary_key=True)
    key: Mapped[str] = mapped_column(String)
    kind: Mapped[AgentKind]
    name: Mapped[str] = mapped_column(String)
    age: Mapped[str] = mapped_column(String)
    articles: Mapped[int]
    evidence: Mapped[bytes | None] = mapped_column(LargeBinary)
    speaker_id: Mapped[int | None] = mapped_column(ForeignKey("speaker.id", ondelete="SET NULL"), index=True)


class AgentNameKey(Base):
    """What a name is found by among those that it could be one agent's with; derived.

    ``use`` says for what: a variant, a bearer of a surname, a surname that looks for its bearer, a body.
    """

    __tablename__ = "agent_name_key"
    __table_args__ = (Index(None, "use", "key"),)

    name_id: Mapped[int] = mapped_column(ForeignKey("agent_name.id", ondelete="CASCADE"), primary_key=True)
    use: Mapped[str] = mapped_column(String(8), primary_key=True)
    key: Mapped[str] = mapped_column(String, primary_key=True)


class NamesTogether(Base):
    """In how many articles two names of one family stand side by side; derived, the smaller id first."""

    __tablename__ = "names_together"
    __table_args__ = (CheckConstraint("name_a_id < name_b_id", name="ordered"),)

    name_a_id: Mapped[int] = mapped_column(ForeignKey("agent_name.id", ondelete="CASCADE"), primary_key=True)
    name_b_id: Mapped[int] = mapped_column(
        ForeignKey("agent_name.id", ondelete="CASCADE"), primary_key=True, index=True
    )
    articles: Mapped[int]


class SpeakerLink(Base):
    """A machine's belief that two names are one agent's, or a question to ask; the smaller id first.

    ``kind`` is one of ``quotesdb.resolve.Kind``, ``score`` are log-odds, ``reasons`` words, one a line.
    """

    __tablename__ = "speaker_link"
    __table_args__ = (
        UniqueConstraint("name_a_id", "name_b_id"),
        CheckConstraint("name_a_id < name_b_id", name="ordered"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    name_a_id: Mapped[int] = mapped_column(ForeignKey("agent_name.id", ondelete="CASCADE"))
    name_b_id: Mapped[int] = mapped_column(ForeignKey("agent_name.id", ondelete="CASCADE"), index=True)
    asked: Mapped[bool]
    kind: Mapped[str] = mapped_column(String(16))
    score: Mapped[float]
    reasons: Mapped[str] = mapped_column(String)
