"""Many articles, one transaction each: whatever happens, an article is there wholly or not at all."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING

from quotesdb.db.engine import only_reading
from quotesdb.db.errors import DatabaseInUse
from quotesdb.services.errors import ServiceError
from quotesdb.services.faults import Fault, of_one_document, one_document
from quotesdb.services.ingest.prepare import Extractor, NotExtracted, Prepared, prepare
from quotesdb.services.ingest.store_article import IngestOutcome, Outcome, look_ahead, store
from quotesdb.values import ArticleDraft, Unreadable, member_name

if TYPE_CHECKING:
    from sqlalchemy.orm import Session, sessionmaker

STDIN = "-"
MAX_SIZE = 20_000_000
"""Bytes of one input."""


@dataclass(frozen=True, slots=True)
class Options:
    """How to read inputs, and what a person says about them over what they say themselves.

    ``readmit`` stores articles again that were removed. ``default_publisher`` is that of inputs that name
    none.
    """

    format: str | None = None
    max_size: int = MAX_SIZE
    title: str | None = None
    byline: str | Sequence[str] | None = None
    publisher: str | None = None
    published: str | None = None
    url: str | None = None
    archived: str | None = None
    accessed: str | None = None
    readmit: bool = False
    default_publisher: str | None = None


@dataclass(frozen=True, slots=True)
class IngestSummary:
    """How many inputs came to which outcome, and how many quotations the new ones hold."""

    counts: Counter[Outcome]
    quotes: int

    @property
    def total(self) -> int:
        """All articles."""
        return self.counts.total()

    @property
    def failed(self) -> int:
        """Those of which nothing was stored."""
        return self.counts[Outcome.FAILED]


def ingest_paths(
    make_session: sessionmaker[Session],
    paths: Sequence[str],
    options: Options | None = None,
    *,
    program: Extractor | None = None,
    on_start: Callable[[int], None] | None = None,
    on_result: Callable[[IngestOutcome], None] | None = None,
) -> IngestSummary:
    """Read and store files, folders and ``-`` (standard input).

    ``on_start`` gets the number of inputs, ``on_result`` each outcome after its commit; an input may hold
    several articles. One that cannot be read or stored fails alone, also one for which the database was
    locked all the time; Ctrl-C leaves what was reported.

    Raises:
        DatabaseError: if the database itself cannot be used.
        WrongSetting: if the extractor is needed and an environment variable keeps it from being loaded.
    """
    options = options or Options()
    inputs = _inputs(paths)
    if on_start:
        on_start(len(inputs))
    summary = IngestSummary(Counter(), 0)
    for outcome in chain.from_iterable(_outcomes(make_session, name, options, program) for name in inputs):
        summary.counts[outcome.outcome] += 1
        if outcome.outcome in (Outcome.CREATED, Outcome.NEW_VERSION):
            summary = replace(summary, quotes=summary.quotes + outcome.quotes)
        if on_result:
            on_result(outcome)
    return summary


def _inputs(paths: Sequence[str]) -> list[str]:
    from quotesdb.readers.files import find_inputs

    return list(find_inputs(paths))


def _outcomes(
    make_session: sessionmaker[Session], name: str, options: Options, program: Extractor | None
) -> Iterator[IngestOutcome]:
    """What becomes of each document of one input."""
    from quotesdb.readers import ReadError

    try:
        for document in of_one_document(_documents(name, options)):
            yield _attempt(make_session, document, name, options, program)
    except (ReadError, Fault) as error:
        yield IngestOutcome(Outcome.FAILED, name, reason=str(error))


def _documents(name: str, options: Options) -> Iterator[ArticleDraft | Unreadable]:
    from quotesdb.readers import documents
    from quotesdb.readers.files import load

    yield from documents(load(name, options.max_size), name, options.format)


def _attempt(
    make_session: sessionmaker[Session],
    document: ArticleDraft | Unreadable,
    path: str,
    options: Options,
    program: Extractor | None,
) -> IngestOutcome:
    from quotesdb.readers import ReadError

    name = member_name(path, document.member)
    if isinstance(document, Unreadable):
        return IngestOutcome(Outcome.FAILED, name, reason=document.reason)
    try:
        with one_document():
            outcome = _ingest_one(make_session, document, path, options, program)
            return replace(outcome, name=name)
    except (ReadError, ServiceError, DatabaseInUse, Fault) as error:
        return IngestOutcome(Outcome.FAILED, name, reason=str(error))


def _ingest_one(
    make_session: sessionmaker[Session],
    draft: ArticleDraft,
    name: str,
    options: Options,
    program: Extractor | None,
) -> IngestOutcome:
    from quotesdb.readers import with_overrides

    publisher = options.publisher or (None if draft.publisher else options.default_publisher)
    draft = with_overrides(
        draft,
        title=options.title,
        byline=options.byline,
        publisher=publisher,
        published=options.published,
        url=options.url,
        archived=options.archived,
        accessed=options.accessed,
    )
    path = None if name == STDIN else Path(name)

    def stored(prepared: Prepared) -> IngestOutcome:
        with make_session.begin() as session:
            return store(session, prepared, path=path, readmit=options.readmit)

    with only_reading(make_session) as session:
        wanted = look_ahead(session, draft, path=path, readmit=options.readmit)
    # Before the write transaction, so that other programs need not wait for the extractor.
    prepared = prepare(draft, program, known=not wanted)
    try:
        return stored(prepared)
    except NotExtracted:
        # Another program changed the stored article meanwhile.
        return stored(prepare(draft, program))
