"""From inputs to documents that are ready to be stored, in the order of the inputs; no database is needed.

What is done to one document can be done by another process. Only what stands in the middle of a file of
several is read here, where the file is open.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from functools import partial
from itertools import chain, islice
from pathlib import Path
from typing import Protocol, TypeVar
from urllib.parse import urlsplit

from quotesdb.db.errors import DatabaseInUse
from quotesdb.readers import ReadError
from quotesdb.services.errors import ServiceError
from quotesdb.services.faults import Fault, of_one_document, one_document
from quotesdb.services.ingest.pool import Alone, Answers, Died, Team
from quotesdb.services.ingest.prepare import Extractor, Prepared, prepare
from quotesdb.values import ArticleDraft, PrintedDate, Unreadable, member_name

Item = TypeVar("Item")

STDIN = "-"
MAX_SIZE = 20_000_000
"""Bytes of one input."""

GATHERED = 32
"""Documents that are enough to be stored together: of more, few would be any cheaper."""

_GATHERING = 0.5
"""Seconds after which what is ready waits no longer for others."""

_PORTION = 16
"""Documents of one file that a process hands on; the rest of the file is read here."""


@dataclass(frozen=True, slots=True)
class Options:
    """How to read inputs, and what a person says about them over what they say themselves.

    ``columns`` say which column of a table is what. ``summaries`` stores entries of feeds too that are no
    whole articles, ``readmit`` articles again that were removed;
    ``allow_private`` fetches from places that are not public. ``default_publisher`` is that of inputs without
    one. ``jobs`` processes read and extract; with one, this process does it all. With a ``scheduler`` it is
    the workers of that cluster that do, who find relative paths in ``folder`` and write into ``shards``.
    """

    format: str | None = None
    max_size: int = MAX_SIZE
    columns: Mapping[str, str] | None = None
    title: str | None = None
    byline: str | Sequence[str] | None = None
    publisher: str | None = None
    published: str | None = None
    url: str | None = None
    archived: str | None = None
    accessed: str | None = None
    embargo: str | None = None
    summaries: bool = False
    readmit: bool = False
    allow_private: bool = False
    default_publisher: str | None = None
    jobs: int = 1
    scheduler: str | None = None
    shards: Path | None = None
    folder: Path | None = None

    def place(self, name: str) -> str:
        """Where to read an input."""
        return str(self.folder / name) if self.folder and name not in ("", STDIN) else name


class FailureKind(StrEnum):
    """What kept a document from being stored.

    ``unreadable``: no article can be made of it. ``refused``: it is not to be stored. ``in_use``: another
    program kept the database. ``died``: the process that worked on it did. ``fault``: quotesdb is mistaken.
    """

    UNREADABLE = "unreadable"
    REFUSED = "refused"
    IN_USE = "in_use"
    DIED = "died"
    FAULT = "fault"


@dataclass(frozen=True, slots=True)
class Failed:
    """Why nothing is to be stored of a document."""

    kind: FailureKind
    reason: str


@dataclass(frozen=True, slots=True)
class Document:
    """A document of an input, as far as it has come; ``known``: its quotations are not needed."""

    path: str
    member: str | None
    content: ArticleDraft | Prepared | Failed
    known: bool = False

    @property
    def name(self) -> str:
        """What it is called in messages."""
        return member_name(self.path, self.member)


Documents = Iterator[Document]


class DocumentTeam(Protocol):
    """A ``Team``, or one that works on nothing but documents."""

    def in_turn(
        self, function: Callable[[Document], Document], items: Iterable[Document]
    ) -> Answers[Document, Document]:
        """As ``Team`` says."""


Known = Callable[[Sequence[Document]], list[Document]]
"""Marks those of some documents that are known."""


def failure(error: Exception | Died) -> Failed:
    """What is told of an error that costs one document."""
    return Failed(_kind(error), str(error))


def _kind(error: Exception | Died) -> FailureKind:
    match error:
        case Died():
            return FailureKind.DIED
        case DatabaseInUse():
            return FailureKind.IN_USE
        case ReadError():
            return FailureKind.UNREADABLE
        case ServiceError():
            return FailureKind.REFUSED
    return FailureKind.FAULT


def read(name: str, options: Options) -> Documents:
    """The documents of one input, one at a time."""
    try:
        for document in of_one_document(_read(name, options)):
            yield Document(name, document.member, _completed(document, options))
    except (ReadError, Fault) as error:
        yield Document(name, None, failure(error))


def _read(name: str, options: Options) -> Iterator[ArticleDraft | Unreadable]:
    from quotesdb.readers.large import documents_at

    if is_of_web(name):
        yield from _fetched(name, options)
        return
    place, most = options.place(name), options.max_size
    yield from documents_at(place, name, options.format, max_size=most, columns=options.columns)


def is_of_web(name: str) -> bool:
    """Whether an input is to be fetched."""
    return name[:8].lower().startswith(("http://", "https://"))


def _fetched(address: str, options: Options) -> Iterator[ArticleDraft | Unreadable]:
    """The documents at an address of the web, with the time at which they were seen there."""
    from quotesdb.fetch import FetchError, fetch
    from quotesdb.readers import documents

    try:
        found = fetch(address, most_bytes=options.max_size, allow_private=options.allow_private)
    except FetchError as error:
        raise ReadError(str(error)) from error
    seen = PrintedDate.from_iso(found.at.isoformat())
    place = urlsplit(found.url).path
    for document in documents(found.content, place, options.format, columns=options.columns):
        if isinstance(document, ArticleDraft):
            url = document.url or (None if document.member else found.url)
            yield replace(document, url=url, accessed=seen)
        else:
            yield document


def _completed(document: ArticleDraft | Unreadable, options: Options) -> ArticleDraft | Failed:
    from quotesdb.readers import with_overrides
    from quotesdb.readers.source import SUMMARY

    if isinstance(document, Unreadable):
        return Failed(FailureKind.UNREADABLE, document.reason)
    if SUMMARY in document.warnings and not options.summaries:
        return Failed(FailureKind.REFUSED, f"{SUMMARY}; --summaries stores what it gives")
    publisher = options.publisher or (None if document.publisher else options.default_publisher)
    try:
        with one_document():
            return with_overrides(
                document,
                title=options.title,
                byline=options.byline,
                publisher=publisher,
                published=options.published,
                url=options.url,
                archived=options.archived,
                accessed=options.accessed,
                embargo=options.embargo,
            )
    except (ReadError, Fault) as error:
        return failure(error)


def read_all(team: Team, names: Iterable[str], options: Options) -> Iterator[list[Document]]:
    """The documents of all inputs, some at a time."""
    coming = iter(names)
    if isinstance(team, Alone):
        yield from ([document] for name in coming for document in read(name, options))
        return
    for group in team.in_turn(partial(_beginning, options=options), coming):
        for name, found in group:
            if isinstance(found, Died):
                yield [Document(name, None, failure(found))]
                continue
            yield found
            if len(found) == _PORTION or _is_read_here(name):
                yield from portions(islice(read(name, options), len(found), None))


def _beginning(name: str, *, options: Options) -> list[Document]:
    return [] if _is_read_here(name) else list(islice(read(name, options), _PORTION))


def _is_read_here(name: str) -> bool:
    """Whether this process reads an input: standard input is its own, and sites are asked one at a time."""
    return name == STDIN or is_of_web(name)


def portions(items: Iterable[Item]) -> Iterator[list[Item]]:
    """Items, as many at a time as are taken from one file."""
    coming = iter(items)
    while portion := list(islice(coming, _PORTION)):
        yield portion


def gathered(groups: Iterable[Sequence[Item]]) -> Iterator[list[Item]]:
    """Items as they come, so many at a time as come in half a second: to be stored together.

    What has come is handed on before an error that ends it, Ctrl-C too, so that it is stored.
    """
    here: list[Item] = []
    began = 0.0
    try:
        for group in groups:
            began = began if here else time.monotonic()
            here += group
            if len(here) >= GATHERED or time.monotonic() - began > _GATHERING:
                ready, here = here, []
                yield ready
    except BaseException:
        if here:
            yield here
        raise
    if here:
        yield here


def prepare_all(
    team: DocumentTeam, documents: Iterable[list[Document]], known: Known, program: Extractor | None
) -> Iterator[list[Document]]:
    """What is said in the documents, some at a time: the drafts become ``Prepared`` or ``Failed``."""
    marked = chain.from_iterable(map(known, documents))
    for group in team.in_turn(partial(prepare_one, program=program), marked):
        yield [
            replace(document, content=failure(found)) if isinstance(found, Died) else found
            for document, found in group
        ]


def prepare_one(document: Document, *, program: Extractor | None) -> Document:
    """A document with what is said in it, unless it is lost already."""
    if not isinstance(document.content, ArticleDraft):
        return document
    return replace(document, content=found_in(document.content, program, known=document.known))


def found_in(draft: ArticleDraft, program: Extractor | None, *, known: bool = False) -> Prepared | Failed:
    """What ``prepare`` makes of a draft, or what kept it from it."""
    try:
        with one_document():
            return prepare(draft, program, known=known)
    except (ReadError, ServiceError, Fault) as error:
        return failure(error)
