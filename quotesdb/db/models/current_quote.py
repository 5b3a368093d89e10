"""The read model: what holds of every quote, kept ready for look-ups; derived, and made anew at any time."""

from datetime import date
from enum import IntEnum, StrEnum

from sqlalchemy import BigInteger, ForeignKey, Index, SmallInteger, String, text
from sqlalchemy.orm import Mapped, mapped_column

from quotesdb.db.models.base import Base, partial_on_postgresql
from quotesdb.db.types import Status, choice, condition_of, one_of
from quotesdb.values import AgentKind, CueClass, Kind, Precision


class Shown(IntEnum):
    """When look-ups show a quotation."""

    ALWAYS = 0
    """Somebody said or wrote it, and that holds."""
    WITH_ALL = 1
    """It holds, but was only thought or shown."""
    REJECTED = 2
    UNSUPPORTED = 3
    EMBARGOED = 4
    """It would always be shown, but not before a time that has not come."""
    ERASED = 5
    """Who said it was erased: it is never shown."""
    WITHHELD = 6
    """Its article is not to be shown yet, and it would not always be then."""


class CountOf(StrEnum):
    """What quotations are counted by, besides their speakers."""

    ALL = "all"
    AGENT = "agent"
    """The kind of agent that is printed as the speaker."""
    ORGANISATION = "organisation"
    """An organisation that speaks itself, or that a speaker speaks for, by its folded name."""
    OWN = "own"
    """One that speaks itself."""
    PUBLISHER = "publisher"
    MONTH = "month"
    """The printed month; where only a year was printed, the year."""
    CUE = "cue"
    DOCUMENT = "document"
    """The articles themselves, whether they have quotations or not: none of these are counted here."""
    HIDDEN = "hidden"
    """The quotations that nothing else counts, since look-ups do not always show them."""


FOLDED_KINDS = (AgentKind.GROUP, AgentKind.ANONYMOUS)
"""Kinds of speakers that are listed together: two of them are never known to be one."""

IS_FOLDED = text(condition_of("agent_kind", FOLDED_KINDS))
"""The condition of an index: it is gone by where a query says the same."""

_PLACE = ("article_id", "start_char", "quote_id")
"""What orders quotations of one place in time."""


class CurrentQuote(Base):
    """What ``effective_quotes()`` says of one quote, with what look-ups choose, order and count by.

    Only ``services/store/read_model.py`` writes it. ``newest`` and ``oldest`` are the place in time as
    numbers, the least first (``services/store/places.py``); undated quotations have the greatest. ``body_id``
    is the organisation that the speaker is printed to speak for, ``own_key`` the folded name of an
    organisation that speaks itself. ``words`` counts those of the content, or those that a review froze, and
    ``cue`` is folded. Nothing but the quote is a foreign key: the rest are copies, which would cost an index
    each, and which ``quotesdb db check`` compares.
    """

    __tablename__ = "current_quote"
    __table_args__ = (
        one_of("status", Status),
        one_of("kind", Kind),
        one_of("cue_class", CueClass),
        one_of("agent_kind", AgentKind),
        one_of("published_precision", Precision),
        Index("ix_current_quote_newest", "shown", "newest", *_PLACE),
        Index("ix_current_quote_oldest", "shown", "oldest", *_PLACE),
        # With what a speaker's are counted by, so that it is done without their rows.
        Index("ix_current_quote_speaker", "speaker_id", "shown", "newest", *_PLACE, "kind", "publisher_id"),
        Index("ix_current_quote_publisher", "publisher_id", "shown", "newest", *_PLACE),
        Index("ix_current_quote_body", "body_id", "shown", "newest", *_PLACE),
        Index("ix_current_quote_own", "own_key", "shown", "newest", *_PLACE),
        Index("ix_current_quote_unreviewed", "shown", "status", "confidence", "newest", *_PLACE),
        Index("ix_current_quote_article", "article_id", "shown", "start_char"),
        Index("ix_current_quote_appearance", "appearance_id"),
        Index(
            "ix_current_quote_folded",
            *("agent_kind", "shown", "newest"),
            sqlite_where=IS_FOLDED,
            info={"where": IS_FOLDED},
        ),
    )

    quote_id: Mapped[int] = mapped_column(ForeignKey("quote.id", ondelete="CASCADE"), primary_key=True)
    article_id: Mapped[int]
    version_id: Mapped[int]
    attribution_id: Mapped[int | None]
    review_id: Mapped[int | None]
    status: Mapped[Status] = mapped_column(choice(Status))
    shown: Mapped[int] = mapped_column(SmallInteger)
    kind: Mapped[Kind | None]
    cue_class: Mapped[CueClass | None]
    appearance_id: Mapped[int | None]
    agent_kind: Mapped[AgentKind | None]
    speaker_id: Mapped[int | None]
    body_id: Mapped[int | None]
    own_key: Mapped[str | None] = mapped_column(String)
    publisher_id: Mapped[int | None]
    published_on: Mapped[date | None]
    published_precision: Mapped[Precision | None]
    newest: Mapped[int] = mapped_column(BigInteger)
    oldest: Mapped[int] = mapped_column(BigInteger)
    start_char: Mapped[int]
    words: Mapped[int]
    cue: Mapped[str | None] = mapped_column(String)
    confidence: Mapped[float | None]
    medium: Mapped[str | None] = mapped_column(String)
    addressee: Mapped[str | None] = mapped_column(String)
    rule: Mapped[str | None] = mapped_column(String)


partial_on_postgresql(CurrentQuote.__table__)


class QuoteCount(Base):
    """How many quotations look-ups show, with how many words, in how many articles, of all that share a key.

    The key is empty for those that have none, and a row of nothing is not kept. Only
    ``services/store/counts.py`` writes it.
    """

    __tablename__ = "quote_count"
    __table_args__ = (one_of("of", CountOf),)

    of: Mapped[CountOf] = mapped_column(choice(CountOf), primary_key=True)
    key: Mapped[str] = mapped_column(String, primary_key=True)
    quotes: Mapped[int]
    quote_words: Mapped[int]
    articles: Mapped[int]


Index("ix_quote_count_most", QuoteCount.of, QuoteCount.quotes.desc(), QuoteCount.key)


class FoldedName(Base):
    """A folded name that was ever printed; ``turned`` has its last word first, and a blank behind each.

    So a name is found by how it ends, or by a part of it, without reading that of every appearance: its ends
    are a stretch of the index in the order of code points, and its parts have an index of their own, which
    needs its number. One that nobody has any more does no harm.
    """

    __tablename__ = "folded_name"

    id: Mapped[int] = mapped_column(primary_key=True)
    name_key: Mapped[str] = mapped_column(String, unique=True)
    turned: Mapped[str] = mapped_column(
        String().with_variant(String(collation="C"), "postgresql"), index=True
    )
