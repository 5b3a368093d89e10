"""Frozen value objects that every layer shares; this module imports nothing of ours.

All offsets are code points into the canonical text of one article version, half-open.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta, timezone
from enum import StrEnum


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """A half-open stretch of text, in code points.

    >>> Span(4, 9).text("the quick fox")
    'quick'
    >>> len(Span(4, 9)), Span(4, 9).overlaps(Span(9, 12))
    (5, False)

    Raises:
        ValueError: if the ends are negative or out of order.
    """

    start: int
    end: int

    def __post_init__(self) -> None:
        if not 0 <= self.start <= self.end:
            raise ValueError(f"not a span: {self.start}..{self.end}")

    def __len__(self) -> int:
        return self.end - self.start

    def text(self, of: str) -> str:
        """The characters of ``of`` that this span covers."""
        return of[self.start : self.end]

    def overlaps(self, other: Span) -> bool:
        """Whether the two share at least one character."""
        return self.start < other.end and other.start < self.end

    def contains(self, other: Span) -> bool:
        """Whether ``other`` lies wholly inside this span."""
        return self.start <= other.start and other.end <= self.end

    def pair(self) -> list[int]:
        """``[start, end]``, the shape that JSON output uses."""
        return [self.start, self.end]


class Kind(StrEnum):
    """How much of a quotation stands in quotation marks: all, part or none of it."""

    DIRECT = "direct"
    MIXED = "mixed"
    INDIRECT = "indirect"


class CueClass(StrEnum):
    """What the cue reports; look-ups show speech and writing unless asked for all."""

    SPEECH = "speech"
    WRITING = "writing"
    THOUGHT = "thought"
    FACT = "fact"
    OTHER = "other"


class AgentKind(StrEnum):
    """What sort of agent speaks."""

    PERSON = "person"
    ORGANISATION = "organisation"
    GROUP = "group"
    ANONYMOUS = "anonymous"


class ClaimVerdict(StrEnum):
    """What is to be said of a claimed quotation, from the best to the worst (docs/checking.md)."""

    VERBATIM = "verbatim"
    VERBATIM_NORMALISED = "verbatim_normalised"
    VERBATIM_ELIDED = "verbatim_elided"
    TRUNCATED = "truncated"
    SPLICED = "spliced"
    ALTERED = "altered"
    MISATTRIBUTED = "misattributed"
    ATTRIBUTION_UNCERTAIN = "attribution_uncertain"
    PARAPHRASE = "paraphrase"
    ONLY_IN_NARRATION = "only_in_narration"
    NOT_FOUND = "not_found"


UNSTORED = "the article has these words in quotation marks, in no quotation that is stored"
"""The note of a check beside words that are quoted without their being anybody's."""


VERBATIM = frozenset({ClaimVerdict.VERBATIM, ClaimVerdict.VERBATIM_NORMALISED, ClaimVerdict.VERBATIM_ELIDED})
"""The verdicts by which a claim has the words that were said."""


class Precision(StrEnum):
    """How exactly a date was printed."""

    YEAR = "year"
    MONTH = "month"
    DAY = "day"
    TIME = "time"


REPORTED = frozenset({CueClass.SPEECH, CueClass.WRITING})
"""The cue classes that make an attribution a quotation in the everyday sense."""


@dataclass(frozen=True, slots=True)
class PrintedDate:
    """A date as an article prints it: local, with its precision, and the instant where it is known.

    ``day`` of a year or month is its first day; citations show only what ``precision`` covers.
    ``utc`` is set only if a time and an offset were given; ``offset_minutes`` is east of UTC.
    """

    day: date
    precision: Precision = Precision.DAY
    utc: datetime | None = None
    offset_minutes: int | None = None

    def __post_init__(self) -> None:
        if self.utc is not None and self.utc.tzinfo is not UTC:
            raise ValueError("the instant must be in UTC")

    def printed(self) -> str:
        """ISO 8601, cut to the precision.

        >>> PrintedDate(date(2025, 3, 1), Precision.MONTH).printed()
        '2025-03'
        """
        length = {Precision.YEAR: 4, Precision.MONTH: 7}.get(self.precision, 10)
        return self.day.isoformat()[:length]

    def begins(self) -> datetime:
        """The instant by which it has begun: without a time, everywhere on earth, which is at noon in UTC.

        >>> PrintedDate(date(2025, 3, 1), Precision.MONTH).begins().isoformat()
        '2025-03-01T12:00:00+00:00'
        """
        return self.utc or datetime(self.day.year, self.day.month, self.day.day, 12, tzinfo=UTC)

    def iso(self) -> str:
        """ISO 8601 with all that is known; ``from_iso`` reads it.

        >>> PrintedDate(date(2025, 3, 1), Precision.TIME, datetime(2025, 3, 2, 4, 30, tzinfo=UTC), -300).iso()
        '2025-03-01T23:30:00-05:00'
        """
        if self.utc is None:
            return self.printed()
        return self.utc.astimezone(timezone(timedelta(minutes=self.offset_minutes or 0))).isoformat()

    @classmethod
    def from_iso(cls, written: str) -> PrintedDate:
        """The date that ``iso`` wrote.

        >>> PrintedDate.from_iso("2025-03").iso(), PrintedDate.from_iso("2025-03-01T23:30:00-05:00").day
        ('2025-03', datetime.date(2025, 3, 1))
        """
        if len(written) <= 10:
            precision = {4: Precision.YEAR, 7: Precision.MONTH}.get(len(written), Precision.DAY)
            return cls(date.fromisoformat(f"{written}-01-01"[:10]), precision)
        instant = datetime.fromisoformat(written)
        offset = instant.utcoffset() or timedelta()
        return cls(instant.date(), Precision.TIME, instant.astimezone(UTC), int(offset.total_seconds() // 60))


@dataclass(frozen=True, slots=True)
class Selector:
    """Where a quotation stands, so that it can be found again after the text has changed.

    W3C Web Annotation TextPositionSelector (``span``) and TextQuoteSelector (``exact`` between
    ``prefix`` and ``suffix``, 32 characters each or fewer at an end of the text).
    """

    span: Span
    exact: str
    prefix: str
    suffix: str


MASK = "█"
"""What stands for each character that nobody is to read any more."""

CORRECTION = "correction"
"""The kind of zone that holds a correction notice."""


@dataclass(frozen=True, slots=True)
class Zone:
    """A part of an article that is no running text: ``headline``, ``subhead``, ``correction`` ..."""

    span: Span
    kind: str


@dataclass(frozen=True, slots=True)
class ArticleDraft:
    """What a reader makes of one input, before it is stored.

    ``text`` is canonical: every later offset points into it. ``raw_sha256`` is of the bytes as read; in a
    file of several documents of this one's, and ``member`` names the document, the same each time.
    ``reader`` and ``reader_version`` say what made the text from them. ``identifiers`` are
    (scheme, value) pairs that name the article elsewhere. ``warnings`` are for people to read.
    ``quotations`` are those that come with the text, as the turns of a transcript do: no extractor is asked.
    ``annotator`` is what found them where that was another program, or people who used it.
    ``archived_url`` is where a copy is kept, ``accessed`` when somebody saw the article as it is here,
    ``embargo`` from when on it may be shown.
    """

    text: str
    raw_sha256: str
    reader: str
    reader_version: str
    title: str | None = None
    byline: tuple[str, ...] = ()
    publisher: str | None = None
    published: PrintedDate | None = None
    url: str | None = None
    language: str | None = None
    section: str | None = None
    identifiers: tuple[tuple[str, str], ...] = ()
    zones: tuple[Zone, ...] = ()
    warnings: tuple[str, ...] = ()
    quotations: tuple[Quotation, ...] = ()
    annotator: str | None = None
    member: str | None = None
    archived_url: str | None = None
    accessed: PrintedDate | None = None
    embargo: PrintedDate | None = None


@dataclass(frozen=True, slots=True)
class Unreadable:
    """A document that no article can be made of; ``member`` names it in a file of several."""

    reason: str
    member: str | None = None


def member_name(path: str, member: str | None) -> str:
    """What a document is called: its file, and which of several in it.

    >>> member_name("export.docx", "17"), member_name("story.txt", None)
    ('export.docx#17', 'story.txt')
    """
    return f"{path}#{member}" if member else path


@dataclass(frozen=True, slots=True)
class ExtractorRef:
    """What names an extractor and the weights that it used, where it has some."""

    name: str
    version: str
    model_sha256: str | None


@dataclass(frozen=True, slots=True)
class Agent:
    """Who speaks, as one article prints it.

    ``name`` is the fullest form in the article. ``organisation`` is whom the agent speaks for, null
    where the agent is itself the organisation. ``role`` is printed words ("senior economist").
    """

    name: str
    kind: AgentKind
    organisation: str | None = None
    role: str | None = None


@dataclass(frozen=True, slots=True)
class Quotation:
    """One attribution found in a text, with the words that prove it.

    ``content`` has one span or more: direct contents include their marks, others leave out "that".
    ``quoted`` are the marked parts. ``source`` and ``cue`` are the words that name who speaks and that
    something is said. ``speaker`` null means unattributed. ``evidence`` leads from the source to the
    fullest naming of the speaker ("she", "Okonjo", "Amara Okonjo, a hydrologist at ...").
    ``alternative`` is who else may be meant, nearly as likely. ``rule`` says which rule resolved the speaker;
    ``confidence`` is between 0 and 1.
    """

    kind: Kind
    content: tuple[Span, ...]
    quoted: tuple[Span, ...] = ()
    source: Span | None = None
    cue: Span | None = None
    cue_class: CueClass = CueClass.SPEECH
    speaker: Agent | None = None
    evidence: tuple[Span, ...] = ()
    medium: str | None = None
    addressee: str | None = None
    confidence: float = 1.0
    rule: str = ""
    alternative: Agent | None = None

    @property
    def span(self) -> Span:
        """From the first to the last character of the content."""
        return Span(self.content[0].start, max(s.end for s in self.content))


@dataclass(frozen=True, slots=True)
class Decision:
    """Who decided an attribution: a person (``name`` of the reviewer, ``at``) or an extractor.

    ``unsure`` names the person who looked at what an extractor decided and could not tell.
    """

    by: str
    name: str
    version: str | None = None
    confidence: float | None = None
    at: datetime | None = None
    unsure: str | None = None

    def label(self) -> str:
        """The wording of exports and tables.

        >>> Decision("machine", "quotesdb", "0.1.0", 0.93).label()
        'machine-attributed, unreviewed (quotesdb 0.1.0, confidence 0.93)'
        """
        if self.by == "human":
            when = f", {self.at:%Y-%m-%d}" if self.at else ""
            return f"reviewed by {self.name}{when}"
        sure = "" if self.confidence is None else f", confidence {self.confidence:.2f}"
        looked = f"{self.unsure} was unsure" if self.unsure else "unreviewed"
        return f"machine-attributed, {looked} ({self.name} {self.version}{sure})"


class Alteration(StrEnum):
    """What may become of a quotation in its article after a person judged it."""

    OTHER_WORDS = "other_words"
    VANISHED = "vanished"
    OTHER_SPEAKER = "other_speaker"
    CORRECTION_NOTICE = "correction_notice"


@dataclass(frozen=True, slots=True)
class Since:
    """What has become of a quotation in its article since a person judged it; what was judged stays.

    ``words`` are those that stand in its place now, where they are others, and ``speaker`` who says it now,
    where it is another.
    """

    what: tuple[Alteration, ...]
    words: str | None = None
    speaker: str | None = None

    def label(self) -> str:
        """The wording of exports and tables.

        >>> Since((Alteration.OTHER_SPEAKER, Alteration.CORRECTION_NOTICE), speaker="Cy Test").label()
        'the article now has: Cy Test; correction notice'
        """
        told = {
            Alteration.OTHER_WORDS: "the article now has other words",
            Alteration.VANISHED: "vanished from the article",
            Alteration.OTHER_SPEAKER: f"the article now has: {self.speaker}",
            Alteration.CORRECTION_NOTICE: "correction notice",
        }
        return "; ".join(told[each] for each in self.what)


@dataclass(frozen=True, slots=True)
class ArticleRef:
    """What a citation or a table needs to know of an article.

    ``accessed`` is when its current text was seen where it was printed or archived, if that is known.
    """

    id: str
    title: str | None = None
    byline: tuple[str, ...] = ()
    publisher: str | None = None
    published: PrintedDate | None = None
    url: str | None = None
    archived_url: str | None = None
    accessed: PrintedDate | None = None
    language: str | None = None


@dataclass(frozen=True, slots=True)
class HeldRole:
    """A role that an authority file gives somebody, between two days, months or years in ISO 8601.

    An end that is null is not known or has not come.
    """

    title: str
    organisation: str | None = None
    since: str | None = None
    until: str | None = None

    def covers(self, day: date) -> bool:
        """Whether it was held on a day, as far as its ends are known.

        >>> HeldRole("Mayor", since="2001-05", until="2004").covers(date(2004, 12, 31))
        True
        """
        told = day.isoformat()
        begun = self.since is None or self.since <= told[: len(self.since)]
        return begun and (self.until is None or told[: len(self.until)] <= self.until)


@dataclass(frozen=True, slots=True)
class Identifier:
    """What somebody is called where everybody is told apart: ``wikidata``, ``Q76``."""

    scheme: str
    value: str

    def told(self) -> str:
        """Both in one word."""
        return f"{self.scheme}:{self.value}"


@dataclass(frozen=True, slots=True)
class AuthorityRecord:
    """What an authority file says of one person: names, dated roles, identifiers.

    ``names`` are all others than ``name``. ``born`` and ``died`` are days, months or years in ISO 8601.
    ``unread`` is what the file has in place of dates that cannot be read, each with where it stands.
    """

    name: str
    names: tuple[str, ...] = ()
    roles: tuple[HeldRole, ...] = ()
    identifiers: tuple[Identifier, ...] = ()
    born: str | None = None
    died: str | None = None
    unread: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Citation:
    """One quotation with its article: what an exporter gets.

    ``text`` is the content as printed, its spans joined by " ... " where they are apart. ``paragraph``
    counts the article's paragraphs from 1. ``speaker_id`` is null for an unattributed quotation.
    ``alternative`` is who else the extractor takes to be meant, nearly as likely; nobody once a person
    decided. ``since`` is null unless the article was changed after a person judged it. ``same_as`` are
    addresses of the speaker in authority files; ``holder`` is who held the office that is all an article says
    of its speaker, that day.
    """

    id: str
    text: str
    kind: Kind
    cue_class: CueClass
    speaker_id: str | None = None
    speaker: Agent | None = None
    decision: Decision
    article: ArticleRef
    paragraph: int | None = None
    content: tuple[Span, ...]
    quoted: tuple[Span, ...] = ()
    source: Span | None = None
    source_text: str | None = None
    cue: Span | None = None
    cue_text: str | None = None
    evidence: tuple[Span, ...] = ()
    evidence_text: tuple[str, ...] = ()
    medium: str | None = None
    addressee: str | None = None
    rule: str = ""
    prefix: str = ""
    suffix: str = ""
    note: str | None = None
    since: Since | None = None
    same_as: tuple[str, ...] = ()
    holder: str | None = None
    alternative: Agent | None = None
    between: tuple[str, ...] = field(default=(), compare=False, metadata={"json": ""})
