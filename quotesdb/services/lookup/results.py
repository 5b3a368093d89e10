"""What look-ups answer with: frozen rows, ready to be rendered or written as JSON."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum
from typing import TYPE_CHECKING

from quotesdb.json_shape import BESIDE
from quotesdb.services.identity.results import KnownPerson, NamedSo
from quotesdb.services.ledger.results import DecisionEntry, ReviewEntry
from quotesdb.services.statements.results import StatementSummary
from quotesdb.services.store.results import Page
from quotesdb.values import AgentKind, ArticleRef, Citation, Kind, PrintedDate, Span

if TYPE_CHECKING:
    from quotesdb.services.lookup.filters import Selection


@dataclass(frozen=True, slots=True)
class SpanText:
    """A marked stretch and its words; ``role`` is source, cue, content, quoted or evidence."""

    role: str
    span: Span
    text: str


@dataclass(frozen=True, slots=True)
class QuoteDetail:
    """One quotation with everything that is known of it.

    ``status`` is machine, human, rejected or unsupported. ``before`` and ``after`` are the words around it
    in its article. ``now`` are the words that the article's current version has in its place where these are
    others, empty where it has none. ``history`` has every judgement, oldest first.
    """

    citation: Citation = field(metadata=BESIDE)
    status: str
    before: str
    after: str
    now: str | None
    spans: tuple[SpanText, ...]
    history: tuple[ReviewEntry, ...]


@dataclass(frozen=True, slots=True)
class FoldedQuote:
    """The fullest quotation of a statement, standing for all of them."""

    citation: Citation
    statement: StatementSummary


@dataclass(frozen=True, slots=True)
class SpeakerRow:
    """A speaker with counts; ``id`` is null on the one line for all groups and the one for anonymous ones.

    ``role`` and ``organisation`` are the newest ones printed; ``first`` and ``last`` are dates as printed,
    ISO 8601 cut to their precision.
    """

    id: str | None
    name: str
    kind: AgentKind
    quotes: int
    articles: int
    role: str | None = None
    organisation: str | None = None
    first: str | None = None
    last: str | None = None


@dataclass(frozen=True, slots=True)
class OrganisationRow:
    """An organisation with the quotes of it and its people, those of its ``own``, and its other names."""

    name: str
    quotes: int
    own: int
    names: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class RoleRow:
    """How one article printed a speaker; ``id`` is that of this one appearance.

    What was not ``printed`` is there because a person said in a review who spoke.
    """

    id: str
    name: str
    role: str | None
    organisation: str | None
    published: PrintedDate | None
    publisher: str | None
    article_id: str
    title: str | None
    printed: bool


@dataclass(frozen=True, slots=True)
class Spell:
    """A role as long as it was held: the newest and the oldest row that print it, how many articles do."""

    newest: RoleRow
    oldest: RoleRow
    articles: int


@dataclass(frozen=True, slots=True)
class QuotedWith:
    """Somebody who is quoted in the same articles as a speaker, and in how many of them."""

    id: str
    name: str
    kind: AgentKind
    articles: int


@dataclass(frozen=True, slots=True)
class NameCount:
    """A printed name of an organisation with the quotes of it and its people, and those of its ``own``.

    ``checked_at`` is where it can be checked that it is called so, if the list of forms has the name.
    """

    name: str
    quotes: int
    own: int
    checked_at: str | None


@dataclass(frozen=True, slots=True)
class OrganisationDetail:
    """One organisation: its names as printed and as given, who spoke for it, what people decided about it.

    ``people`` have what they said as its people, and the role that was printed last beside its name.
    ``decisions`` are about its names, the oldest first.
    """

    name: str
    quotes: int
    own: int
    names: tuple[NameCount, ...]
    aliases: tuple[str, ...]
    people: Page[SpeakerRow]
    decisions: tuple[DecisionEntry, ...]


@dataclass(frozen=True, slots=True)
class SpeakerDetail:
    """Whom a name means: names and roles as printed (newest first), counts and the newest quotes.

    ``id`` is that of the earliest appearance, null if the name means several speakers; ``called`` has all of
    them by full name. Groups of one name are answered together. ``aliases`` are all names printed and given;
    of those in the text beside a quotation, those of the newest quotations. With ``as_of`` everything is as
    it was printed up to that day, and if nothing was, ``first`` is the printed date of the first article.
    ``quoted_with`` are those who are quoted in most of the articles of the newest quotations. ``role`` is the
    newest row that prints a role or an organisation, ``tags`` are those that people set. ``decisions`` are
    all that people decided about who this is, the oldest first. ``people`` are who they are in authority
    files.
    """

    id: str | None
    name: str
    kind: AgentKind
    called: tuple[NamedSo, ...]
    as_of: date | None
    first: str | None
    role: RoleRow | None
    tags: tuple[str, ...]
    aliases: tuple[str, ...]
    roles: tuple[RoleRow, ...]
    counts: dict[Kind, int]
    articles: int
    decisions: tuple[DecisionEntry, ...]
    people: tuple[KnownPerson, ...]
    quoted_with: tuple[QuotedWith, ...]
    quotes: Page[Citation]


@dataclass(frozen=True, slots=True)
class SpeakerInShort:
    """The same with a line for each role, in place of a row for each article.

    The ``roles`` of the detail are the newest row of each of the ``spells``, which are the first of
    ``lines``; ``rows`` is how many rows there are. ``row_ids`` are those of the speakers, ``theirs`` their
    quotations, for whoever asks more of them.
    """

    detail: SpeakerDetail
    spells: tuple[Spell, ...]
    lines: int
    rows: int
    row_ids: tuple[int, ...]
    theirs: Selection


@dataclass(frozen=True, slots=True)
class ArticleRow:
    """An article with the number of its quotations that look-ups show, and of its versions."""

    article: ArticleRef = field(metadata=BESIDE)
    quotes: int
    versions: int


@dataclass(frozen=True, slots=True)
class ArticleDetail:
    """An article's current text with its quotations in text order; their spans point into ``text``.

    ``corrections`` are the correction notices in it. ``changed`` are the ids of quotations that a person
    judged in other words than those that stand there now; those that a person judged and that have no place
    in it any more are ``vanished``, and their spans point into an older text. ``set_right`` are the
    fields that a person set right.
    """

    article: ArticleRef = field(metadata=BESIDE)
    text: str
    version: int
    retrieved_at: datetime
    reader: str
    section: str | None
    corrections: tuple[str, ...]
    quotes: tuple[Citation, ...]
    changed: tuple[str, ...]
    vanished: tuple[Citation, ...]
    set_right: tuple[DecisionEntry, ...]


class Change(StrEnum):
    """What became of a quotation from one version of its article to the next."""

    CHANGED = "changed"
    """It has other words."""
    RESTYLED = "restyled"
    """Only marks, case, accents or spacing are others."""
    REATTRIBUTED = "reattributed"
    """The same words are another speaker's."""
    VANISHED = "vanished"
    """Its words are gone."""
    NOT_FOUND = "not_found"
    """Its words are still there, but no longer taken for a quotation."""
    ADDED = "added"
    """It is new, and so are its words."""
    FOUND = "found"
    """Its words were there before, but not taken for a quotation."""


@dataclass(frozen=True, slots=True)
class QuoteChange:
    """One quotation that is not the same in a version as in the one before it.

    ``diff`` shows the words taken out and put in, ``edits`` what kinds of words these are, gravest first;
    both are empty unless it was changed. ``judged`` is what a person decided of it, in whichever version.
    """

    id: str
    change: Change
    before: str | None
    after: str | None
    speaker_before: str | None
    speaker_after: str | None
    diff: str | None = None
    edits: tuple[str, ...] = ()
    judged: ReviewEntry | None = None


@dataclass(frozen=True, slots=True)
class VersionEntry:
    """One version of an article: how many quotations it has, and which differ from the version before."""

    number: int
    retrieved_at: datetime
    accessed: PrintedDate | None
    reader: str
    corrections: tuple[str, ...]
    quotes: int
    changes: tuple[QuoteChange, ...]


@dataclass(frozen=True, slots=True)
class MetadataEntry:
    """What was printed about an article until ``until``."""

    until: datetime
    title: str | None
    publisher: str | None
    published: str | None
    byline: tuple[str, ...]
    url: str | None
    section: str | None
    language: str | None
    archived_url: str | None


@dataclass(frozen=True, slots=True)
class ArticleHistory:
    """The versions of an article, what was printed about it before, what people set right; oldest first."""

    article: ArticleRef = field(metadata=BESIDE)
    versions: tuple[VersionEntry, ...]
    metadata: tuple[MetadataEntry, ...]
    set_right: tuple[DecisionEntry, ...]
