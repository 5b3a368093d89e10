"""Many articles, one transaction each: whatever happens, an article is there wholly or not at all."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from quotesdb.db.engine import only_reading
from quotesdb.db.errors import DatabaseInUse
from quotesdb.services.errors import ServiceError
from quotesdb.services.faults import Fault, one_document
from quotesdb.services.ingest import runs
from quotesdb.services.ingest.runs import Program
from quotesdb.services.ingest.store_article import IngestOutcome, Outcome, ingest, prepare
from quotesdb.values import ArticleDraft

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
    readmit: bool = False
    default_publisher: str | None = None


@dataclass(frozen=True, slots=True)
class IngestSummary:
    """How many inputs came to which outcome, and how many quotations the new ones hold."""

    counts: Counter[Outcome]
    quotes: int

    @property
    def total(self) -> int:
        """All inputs."""
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
    program: Program | None = None,
    on_start: Callable[[int], None] | None = None,
    on_result: Callable[[IngestOutcome], None] | None = None,
) -> IngestSummary:
    """Read and store files, folders and ``-`` (standard input).

    ``on_start`` gets the number of inputs, ``on_result`` each outcome after its commit. An input that cannot
    be read or stored fails alone, also one for which the database was locked all the time; Ctrl-C leaves what
    was reported.

    Raises:
        DatabaseError: if the database itself cannot be used.
        WrongSetting: if the extractor is needed and an environment variable keeps it from being loaded.
    """
    options = options or Options()
    inputs = _inputs(paths)
    if on_start:
        on_start(len(inputs))
    summary = IngestSummary(Counter(), 0)
    for name in inputs:
        outcome = _attempt(make_session, name, options, program)
        summary.counts[outcome.outcome] += 1
        if outcome.outcome in (Outcome.CREATED, Outcome.NEW_VERSION):
            summary = replace(summary, quotes=summary.quotes + outcome.quotes)
        if on_result:
            on_result(outcome)
    return summary


def _inputs(paths: Sequence[str]) -> list[str]:
    from quotesdb.readers.files import find_inputs

    return list(find_inputs(paths))


def _attempt(
    make_session: sessionmaker[Session], name: str, options: Options, program: Program | None
) -> IngestOutcome:
    from quotesdb.readers import ReadError

    try:
        with one_document():
            return _ingest_one(make_session, name, options, program)
    except (ReadError, ServiceError, DatabaseInUse, Fault) as error:
        return IngestOutcome(Outcome.FAILED, name, reason=str(error))


def _ingest_one(
    make_session: sessionmaker[Session], name: str, options: Options, program: Program | None
) -> IngestOutcome:
    draft = _read(name, options)
    if not draft.quotations:
        program = program or runs.shipped()
    path = None if name == STDIN else Path(name)
    with only_reading(make_session) as session:
        needed = prepare(session, draft, path=path, readmit=options.readmit)
    if needed and program:
        # Before the write transaction, so that other programs need not wait for the extractor.
        found = program.extract(draft.text, draft.language)
        program = replace(program, extract=lambda _text, _language: found)
    with make_session.begin() as session:
        outcome = ingest(session, draft, path=path, program=program, readmit=options.readmit)
    return replace(outcome, name=name)


def _read(name: str, options: Options) -> ArticleDraft:
    from quotesdb.readers import read, with_overrides
    from quotesdb.readers.files import load

    draft = read(load(name, options.max_size), name, options.format)
    publisher = options.publisher or (None if draft.publisher else options.default_publisher)
    return with_overrides(draft, options.title, options.byline, publisher, options.published, options.url)
