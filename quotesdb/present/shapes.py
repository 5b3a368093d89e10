"""What the lines of ``--json`` are, where they are more than one result of a service; docs/json.md."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Generic, TypeVar

from quotesdb.json_shape import BESIDE

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from quotesdb.services.checking.audit import Audited
    from quotesdb.services.checking.check import Checked
    from quotesdb.services.identity.results import NamedSo
    from quotesdb.services.ingest.documents import FailureKind
    from quotesdb.services.ingest.remove import RemovedArticle
    from quotesdb.services.lookup.results import FoldedQuote, OrganisationDetail, SpeakerDetail, SpeakerRow
    from quotesdb.services.store.results import Page
    from quotesdb.services.transfer.copy import CopiedTable
    from quotesdb.values import ArticleDraft, Citation, PrintedDate, Quotation, Span, Zone


Listed = TypeVar("Listed")


@dataclass(frozen=True, slots=True)
class StatementCounts:
    """A statement in numbers, its dates cut to what was printed."""

    id: str
    quotes: int
    outlets: int
    articles: int
    first: str | None
    last: str | None


@dataclass(frozen=True, slots=True)
class Line(Generic[Listed]):
    """A line of a list that is read in pages: ``next`` is the cursor of what follows, on the last line alone.

    It is null there, too, where nothing follows.
    """

    listed: Listed = field(metadata=BESIDE)
    next: str | None


@dataclass(frozen=True, slots=True)
class FoldedLine:
    """A quotation with the statement that it stands for."""

    citation: Citation = field(metadata=BESIDE)
    statement: StatementCounts


@dataclass(frozen=True, slots=True)
class FoundQuotations:
    """A page of quotations; ``called`` is everybody whom the name of a speaker means that was asked for."""

    found: Page[Citation] = field(metadata=BESIDE)
    called: tuple[NamedSo, ...]


@dataclass(frozen=True, slots=True)
class SpeakerPage:
    """A speaker with the number of quotations, of which ``quotes`` are the newest."""

    detail: SpeakerDetail = field(metadata=BESIDE)
    total: int
    quotes: tuple[Citation, ...]


@dataclass(frozen=True, slots=True)
class OrganisationPage:
    """An organisation with the number of people who spoke for it, of whom ``people`` are the first."""

    detail: OrganisationDetail = field(metadata=BESIDE)
    total: int
    people: tuple[SpeakerRow, ...]


@dataclass(frozen=True, slots=True)
class Removal:
    """An article that was removed, and why."""

    removed: RemovedArticle = field(metadata=BESIDE)
    why: str


@dataclass(frozen=True, slots=True)
class PeopleRemoved:
    """How many people of authority files were taken out."""

    removed: int


@dataclass(frozen=True, slots=True)
class IngestFailure:
    """A document that was not stored, as ``ingest --failures`` writes it down."""

    path: str
    member: str | None
    kind: FailureKind | None
    reason: str | None


@dataclass(frozen=True, slots=True)
class Answer:
    """The answer to a claim; ``check`` is the id under which it is kept."""

    id: str | None
    text: str
    speaker: str | None
    checked: Checked = field(metadata=BESIDE)
    check: str | None


@dataclass(frozen=True, slots=True)
class DraftAnswer:
    """The answer to a quotation of a draft, with its place there."""

    draft: str
    line: int
    span: Span
    answer: Answer = field(metadata=BESIDE)


@dataclass(frozen=True, slots=True)
class UnreadMark:
    """A quotation mark of a draft whose partner is missing, with its line there."""

    draft: str
    line: int
    error: str


@dataclass(frozen=True, slots=True)
class UnsaidWords:
    """Words of a draft in quotation marks that nobody is found to say; ``unchecked`` says why."""

    draft: str
    line: int
    span: Span
    text: str
    unchecked: str


@dataclass(frozen=True, slots=True)
class UncheckedClaim:
    """A line of a list of claims that could not be checked, and why; ``id`` if it says one."""

    line: int
    id: str | None
    error: str


@dataclass(frozen=True, slots=True)
class Format:
    """A format by its name, what is done with it, and what it is for; ``endings`` of files in folders."""

    use: str
    name: str
    purpose: str
    endings: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Reference:
    """The reference to an article in a style, and remarks on the quotations in it that were asked for."""

    article_id: str
    style: str
    reference: str
    provenance: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class DatabaseCopy:
    """A database and a whole copy of it."""

    database: str
    backup: str


@dataclass(frozen=True, slots=True)
class DatabaseArchive:
    """A database, the file that holds all of it, and how many rows that are."""

    database: str
    file: str
    rows: int


@dataclass(frozen=True, slots=True)
class DatabaseTransfer:
    """A database, another that holds the same, and what was compared."""

    source: str
    target: str
    tables: tuple[CopiedTable, ...]


@dataclass(frozen=True, slots=True)
class ExtractorName:
    """What found quotations."""

    name: str
    version: str


@dataclass(frozen=True, slots=True)
class Extraction:
    """The quotations of one file; docs/extract-json.md."""

    path: str
    language: str | None
    text_sha256: str
    extractor: ExtractorName
    quotations: tuple[Quotation, ...]


@dataclass(frozen=True, slots=True)
class ExtractionWithText:
    """The same, with the text that the offsets point into."""

    extraction: Extraction = field(metadata=BESIDE)
    text: str


@dataclass(frozen=True, slots=True)
class ReadDocument:
    """What a reader makes of one document: ``member`` names it in a file of several."""

    path: str
    member: str | None
    format: str
    title: str | None
    byline: tuple[str, ...]
    publisher: str | None
    published: PrintedDate | None
    language: str | None
    section: str | None
    url: str | None
    archived_url: str | None
    text: str
    zones: tuple[Zone, ...]
    warnings: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class NotRead:
    """A document that cannot be read, and why."""

    path: str
    member: str | None
    error: str


@dataclass(frozen=True, slots=True)
class DatabaseUpgrade:
    """What became of the database, and where a copy of the older one lies."""

    database: str
    revision: str | None
    outcome: str
    backup: str | None


@dataclass(frozen=True, slots=True)
class DatabaseRevision:
    """The revision that a database has, and that of this program."""

    database: str
    revision: str | None
    head: str


@dataclass(frozen=True, slots=True)
class DatabaseProblems:
    """What is wrong with a database."""

    database: str
    ok: bool
    problems: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Setting:
    """A setting that holds, and where it comes from; ``value`` is null where nothing says it."""

    name: str
    value: str | None
    source: str


@dataclass(frozen=True, slots=True)
class Completion:
    """What a shell needs to complete commands and options."""

    shell: str
    script: str


def lines(page: Page[Listed]) -> Iterator[Line[Listed]]:
    """The lines of a page."""
    last = len(page.rows) - 1
    return (Line(row, page.next if place == last else None) for place, row in enumerate(page.rows))


def folded(row: FoldedQuote) -> FoldedLine:
    """A quotation with its statement in numbers."""
    said = row.statement
    first, last = (date.printed() if date else None for date in (said.first, said.last))
    counts = StatementCounts(said.id, len(said.quotes), said.outlets, said.articles, first, last)
    return FoldedLine(row.citation, counts)


def answer(checked: Checked, check: str | None) -> Answer:
    """The answer to a claim, and the id of the stored check."""
    claim = checked.claim
    return Answer(claim.id, claim.text, claim.speaker, checked, check)


def draft_answer(one: Audited, draft: str, line: int) -> DraftAnswer:
    """The answer to a quotation of a draft, which stands in that line of its file."""
    return DraftAnswer(draft, line, one.passage.span, answer(one.checked, one.check_id))


def document(path: str, draft: ArticleDraft) -> ReadDocument:
    """What a reader made of one document of a file."""
    return ReadDocument(
        path=path,
        member=draft.member,
        format=draft.reader,
        title=draft.title,
        byline=draft.byline,
        publisher=draft.publisher,
        published=draft.published,
        language=draft.language,
        section=draft.section,
        url=draft.url,
        archived_url=draft.archived_url,
        text=draft.text,
        zones=draft.zones,
        warnings=draft.warnings,
    )


def extraction(
    path: str, draft: ArticleDraft, quotations: Sequence[Quotation], *, with_text: bool
) -> Extraction | ExtractionWithText:
    """The quotations of one file."""
    from quotesdb.extract import extractor
    from quotesdb.text.folding import sha256_text

    program = ExtractorName(extractor().name, extractor().version)
    done = Extraction(path, draft.language, sha256_text(draft.text), program, tuple(quotations))
    return ExtractionWithText(done, draft.text) if with_text else done
