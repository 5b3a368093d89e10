"""Many articles, several a transaction: whatever happens, an article is there wholly or not at all.

Documents are read and prepared by a team of processes, or by this one; one writer, here, stores them.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from itertools import chain, islice
from pathlib import Path, PurePath
from typing import TYPE_CHECKING

from quotesdb.db.engine import only_reading
from quotesdb.db.errors import DatabaseInUse
from quotesdb.services.errors import ServiceError
from quotesdb.services.faults import Fault, one_document
from quotesdb.services.ingest.cluster import joined
from quotesdb.services.ingest.documents import (
    STDIN,
    Document,
    Failed,
    failure,
    gathered,
    is_of_web,
    portions,
    prepare_all,
    prepare_one,
    read,
    read_all,
)
from quotesdb.services.ingest.documents import Options as Options
from quotesdb.services.ingest.outcome import IngestOutcome, Outcome
from quotesdb.services.ingest.pool import ENOUGH, Alone, team
from quotesdb.services.ingest.prepare import Extractor, Prepared
from quotesdb.services.ingest.store_article import look_ahead, store
from quotesdb.services.ingest.store_several import are_new, store_several
from quotesdb.services.ingest.writing import Writer, uninterrupted
from quotesdb.values import ArticleDraft

if TYPE_CHECKING:
    from sqlalchemy.orm import Session, sessionmaker

_COUNTED = 10_000
"""Inputs that are counted before anything is read; of more it is known at the end how many they are."""


@dataclass(frozen=True, slots=True)
class IngestSummary:
    """How many inputs came to which outcome, and how many quotations there were not before."""

    counts: Counter[Outcome]
    quotes: int
    passed_over: Counter[str] = field(default_factory=Counter)
    """How many files of no known format lay in folders, by the endings of their names."""

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

    ``on_start`` gets the number of inputs once it is known, ``on_result`` each outcome after its commit; an
    input may hold several articles. One that cannot be read or stored fails alone, also one for which the
    database was locked all the time; Ctrl-C leaves what was reported. What is stored and told is the same,
    in the order of the inputs, whatever the number of ``jobs``.

    Raises:
        DatabaseError: if the database itself cannot be used.
        WrongSetting: if the extractor is needed and an environment variable keeps it from being loaded.
    """
    job = _Job(make_session, options or Options(), program, on_result)
    with _documents(paths, _counted(paths, on_start, job.summary), job) as ready:
        job.writer().write(ready)
    return job.summary


class _Job:
    """What one call of ``ingest_paths`` does with each document, and what it has come to."""

    def __init__(
        self,
        make_session: sessionmaker[Session],
        options: Options,
        program: Extractor | None,
        on_result: Callable[[IngestOutcome], None] | None,
    ) -> None:
        self.make_session = make_session
        self.options = options
        self.program = program
        self._on_result = on_result
        self.summary = IngestSummary(Counter(), 0)

    def writer(self) -> Writer[Document, IngestOutcome]:
        """What stores the documents."""
        return Writer(
            self.make_session, _settled, self._store, _failed, self._report, self._again, self._store_several
        )

    def known(self, documents: Sequence[Document]) -> list[Document]:
        """Mark those documents whose text is stored already."""
        with uninterrupted(), only_reading(self.make_session) as session:
            new = self._new(session, documents)
            return [
                document if number in new else self._marked(session, document)
                for number, document in enumerate(documents)
            ]

    def _new(self, session: Session, documents: Sequence[Document]) -> set[int]:
        """The places of those documents that are surely new articles, if that can be told of all at once."""
        drafts = {
            number: (document.content, _path(document))
            for number, document in enumerate(documents)
            if isinstance(document.content, ArticleDraft)
        }
        try:
            with one_document():
                found = are_new(session, list(drafts.values()))
        except (ServiceError, DatabaseInUse, Fault):
            return set()
        return {number for number, is_new in zip(drafts, found, strict=True) if is_new}

    def _marked(self, session: Session, document: Document) -> Document:
        if not isinstance(document.content, ArticleDraft):
            return document
        readmit = self.options.readmit
        try:
            with one_document():
                wanted = look_ahead(session, document.content, path=_path(document), readmit=readmit)
        except (ServiceError, DatabaseInUse, Fault) as error:
            return replace(document, content=failure(error))
        return replace(document, known=not wanted)

    def _store(self, session: Session, document: Document) -> IngestOutcome:
        assert isinstance(document.content, Prepared)  # noqa: S101 - else it is settled
        outcome = store(session, document.content, path=_path(document), readmit=self.options.readmit)
        return replace(outcome, name=document.name, member=document.member)

    def _store_several(self, session: Session, documents: Sequence[Document]) -> list[IngestOutcome]:
        prepared = [
            (document.content, _path(document))
            for document in documents
            if isinstance(document.content, Prepared)
        ]
        outcomes = store_several(session, prepared, readmit=self.options.readmit)
        return [
            replace(outcome, name=document.name, member=document.member)
            for outcome, document in zip(outcomes, documents, strict=True)
        ]

    def _again(self, document: Document) -> Document:
        """A document that was known, with its quotations: another program changed the article meanwhile."""
        assert isinstance(document.content, Prepared)  # noqa: S101 - it was to be stored
        draft = document.content.draft
        return prepare_one(replace(document, content=draft, known=False), program=self.program)

    def _report(self, outcome: IngestOutcome) -> None:
        self.summary.counts[outcome.outcome] += 1
        new = outcome.quotes if outcome.outcome is Outcome.CREATED else outcome.new
        self.summary = replace(self.summary, quotes=self.summary.quotes + new)
        if self._on_result:
            self._on_result(outcome)


@contextmanager
def _documents(paths: Sequence[str], names: Iterator[str], job: _Job) -> Iterator[Iterator[list[Document]]]:
    """The documents of all inputs, ready to be stored; others work on them where there are enough."""
    if job.options.scheduler:
        with joined(job.options, paths, job.program) as (readers, preparers):
            drafts = read_all(readers, names, replace(job.options, folder=Path.cwd()))
            # A shard goes when the next one is taken, and is to be stored by then.
            yield prepare_all(preparers, drafts, job.known, job.program)
        return
    if job.options.jobs == 1:
        drafts = read_all(Alone(), names, job.options)
        yield gathered(prepare_all(Alone(), drafts, job.known, job.program))
        return
    first: list[Document] = []
    here: Iterator[Document] = iter(())
    for name in names:
        here = read(name, job.options)
        first += islice(here, ENOUGH - len(first))
        if len(first) == ENOUGH:
            break
    with team(job.options.jobs, len(first)) as those:
        drafts = chain([first], portions(here), read_all(those, names, job.options))
        yield gathered(prepare_all(those, drafts, job.known, job.program))


def _counted(
    paths: Iterable[str], on_start: Callable[[int], None] | None, summary: IngestSummary
) -> Iterator[str]:
    """The inputs; how many there are is told before the first one, if they are few, else after the last."""
    from quotesdb.readers.files import find_inputs

    inputs = find_inputs(paths, lambda path: summary.passed_over.update([PurePath(path).suffix.lower()]))
    first = list(islice(inputs, _COUNTED))
    if on_start and len(first) < _COUNTED:
        on_start(len(first))
    number = 0
    for number, name in enumerate(chain(first, inputs), 1):  # noqa: B007 - counted for afterwards
        yield name
    if on_start and number >= _COUNTED:
        on_start(number)


def _settled(document: Document) -> IngestOutcome | None:
    return _lost(document, document.content) if isinstance(document.content, Failed) else None


def _failed(document: Document, error: Exception) -> IngestOutcome:
    return _lost(document, failure(error))


def _lost(document: Document, why: Failed) -> IngestOutcome:
    return IngestOutcome(
        Outcome.FAILED, document.name, member=document.member, reason=why.reason, failure=why.kind
    )


def _path(document: Document) -> Path | None:
    return None if document.path == STDIN or is_of_web(document.path) else Path(document.path)
