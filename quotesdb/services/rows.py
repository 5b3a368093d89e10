"""What look-ups answer with: frozen rows, ready to be rendered or written as JSON."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Generic, TypeVar

from quotesdb.values import AgentKind, ArticleRef, Citation, CueClass, Kind, PrintedDate, Span

Row = TypeVar("Row")


@dataclass(frozen=True, slots=True)
class Page(Generic[Row]):
    """The first rows of an answer, and how many there are in all."""

    total: int
    rows: tuple[Row, ...]


@dataclass(frozen=True, slots=True)
class SpanText:
    """A marked stretch and its words; ``role`` is source, cue, content, quoted or evidence."""

    role: str
    span: Span
    text: str


@dataclass(frozen=True, slots=True)
class ReviewEntry:
    """One judgement of a person, live while ``retracted_at`` is null."""

    verdict: str
    reviewer: str
    at: datetime
    retracted_at: datetime | None
    speaker: str | None
    kind: Kind | None
    cue_class: CueClass | None
    note: str | None


@dataclass(frozen=True, slots=True)
class QuoteDetail:
    """One quotation with everything that is known of it.

    ``status`` is machine, human, rejected or unsupported. ``before`` and ``after`` are the words around it
    in its article. ``history`` has every judgement, oldest first.
    """

    citation: Citation
    status: str
    before: str
    after: str
    spans: tuple[SpanText, ...]
    history: tuple[ReviewEntry, ...]


@dataclass(frozen=True, slots=True)
class StatementSummary:
    """How often the words of a quotation were printed, parts of them included.

    ``id`` is that of the fullest quotation, ``quotes`` are all of them, the earliest printed first. Articles
    whose publisher is not known count as an outlet each. ``first`` and ``last`` are printed dates.
    """

    id: str
    quotes: tuple[str, ...]
    outlets: int
    articles: int
    first: PrintedDate | None
    last: PrintedDate | None


@dataclass(frozen=True, slots=True)
class FoldedQuote:
    """The fullest quotation of a statement, standing for all of them."""

    citation: Citation
    statement: StatementSummary


@dataclass(frozen=True, slots=True)
class SpeakerRow:
    """A speaker with counts; ``id`` is null on the one line for all groups and the one for anonymous ones.

    ``role`` and ``organisation`` are the newest ones printed; ``first`` and ``last`` are printed dates.
    """

    id: str | None
    name: str
    kind: AgentKind
    quotes: int
    articles: int
    role: str | None = None
    organisation: str | None = None
    first: date | None = None
    last: date | None = None


@dataclass(frozen=True, slots=True)
class OrganisationRow:
    """An organisation with the quotes of it and its people, those of its ``own``, and its other names."""

    name: str
    quotes: int
    own: int
    names: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class RoleRow:
    """How one article printed a speaker; ``id`` is that of this one appearance."""

    id: str
    name: str
    role: str | None
    organisation: str | None
    published: PrintedDate | None
    publisher: str | None
    article_id: str
    title: str | None


@dataclass(frozen=True, slots=True)
class Party:
    """A speaker or an organisation that a decision is about; organisations have no ``id``."""

    id: str | None
    name: str


@dataclass(frozen=True, slots=True)
class DecisionEntry:
    """One thing that a person decided about who is whom, with who, when and why.

    ``verdict`` is same, different or unsure of the two that it is ``about``, or preferred or alias: a
    ``name`` for one. ``retraction`` is the decision that took it back.
    """

    id: str
    verdict: str
    about: tuple[Party, ...]
    name: str | None
    judge: str
    at: datetime
    note: str | None
    retracted_at: datetime | None
    retraction: str | None
    retracted_by: str | None
    retraction_note: str | None


@dataclass(frozen=True, slots=True)
class Decided:
    """What an act of a person did: ``changes`` are what it wrote and took back, ``now`` who is there for it.

    ``decision`` is the id by which it can be undone.
    """

    decision: str
    changes: tuple[DecisionEntry, ...]
    now: tuple[Party, ...]


@dataclass(frozen=True, slots=True)
class SpeakerDetail:
    """One speaker: names and roles as printed (newest first), counts and the newest quotes.

    ``id`` is that of the earliest appearance; groups of one name are answered together. ``decisions`` are all
    that people decided about who this is, the oldest first.
    """

    id: str
    name: str
    kind: AgentKind
    aliases: tuple[str, ...]
    roles: tuple[RoleRow, ...]
    counts: dict[Kind, int]
    articles: int
    decisions: tuple[DecisionEntry, ...]
    quotes: Page[Citation]


@dataclass(frozen=True, slots=True)
class ArticleRow:
    """An article with the number of its quotations that look-ups show, and of its versions."""

    article: ArticleRef
    quotes: int
    versions: int


@dataclass(frozen=True, slots=True)
class ArticleDetail:
    """An article's current text with its quotations in text order; their spans point into ``text``."""

    article: ArticleRef
    text: str
    version: int
    retrieved_at: datetime
    reader: str
    section: str | None
    quotes: tuple[Citation, ...]
