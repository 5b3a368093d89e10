"""Which readers there are: built-in ones, and those that other packages register.

A package adds a reader with an entry point in the group ``quotesdb.readers`` that names a module (or
any object) with ``SUFFIXES``, ``sniff`` and ``read``.
"""

from __future__ import annotations

import contextlib
import functools
from collections.abc import Iterator
from importlib import import_module
from importlib.metadata import EntryPoint, entry_points
from typing import Any, Protocol, cast

from quotesdb.readers import foreign
from quotesdb.readers.errors import ReadError, shown
from quotesdb.readers.source import Documents, Options, Source
from quotesdb.values import Unreadable

GROUP = "quotesdb.readers"
# Our own stand here and not in an entry-point table: a source tree that is not installed must read too, and a
# package that is installed beside ours must not change what a name means.
BUILT_IN = (
    *("docx", "epub", "europresse", "factiva", "feed", "html", "mail", "markdown", "mhtml", "newsjson"),
    *("newsxml", "nexis", "odt", "packed", "plain", "proquest", "record", "rtf", "speech", "subtitles"),
    *("telegram", "transcript", "warc"),
)
"""The modules beside this one that are readers."""
_OF_TEXTS = ("html", "markdown", "plain", "transcript")
"""Those that take any text: what they get is looked at once more."""
HEAD = 65_536
"""Bytes that ``sniff`` gets to see."""


class Reader(Protocol):
    """What reads one format; a module will do."""

    SUFFIXES: frozenset[str]

    def sniff(self, head: bytes, name: str) -> float:
        """How sure it is, from 0 to 1, that a file is of this format: by first bytes, then by name.

        A name alone is 0.5 at most, so that whoever knows the content goes first.
        """

    def read(self, source: Source, options: Options) -> Documents:
        """Give each document of a file in turn; one that cannot be read is a value among them."""


class _Outdated:
    """A reader as it was written before readers gave streams: it refuses the files that it wants."""

    def __init__(self, name: str, found: Any) -> None:
        self.SUFFIXES: frozenset[str] = getattr(found, "SUFFIXES", frozenset())
        self._name, self._wants = name, getattr(found, "match", lambda _name, _head: False)

    def sniff(self, head: bytes, name: str) -> float:
        """As sure as it was then."""
        return float(self._wants(name, head))

    def read(self, source: Source, options: Options) -> Documents:  # noqa: ARG002 - as every reader is called
        """Say what is to be done."""
        yield Unreadable(
            f"the reader for {self._name} is written for an older quotesdb (it has no sniff);"
            " update the package that brings it"
        )


def formats() -> tuple[str, ...]:
    """List the names of all formats."""
    return tuple(sorted({*BUILT_IN, *_registered()}))


def suffixes() -> frozenset[str]:
    """List the file name endings that are read inside folders."""
    return frozenset().union(*(one.SUFFIXES for one in _usable()))


def reader(name: str) -> Reader:
    """Load the reader of a format; the built-in ones are found without the package being installed.

    Raises:
        ReadError: if there is none of that name, or it cannot be loaded.

    """
    if name in BUILT_IN:
        return cast("Reader", import_module(f"{GROUP}.{name}"))
    if name not in _registered():
        raise ReadError(f"unknown format {shown(name)}: one of {', '.join(formats())}")
    try:
        found = _registered()[name].load()
    except (ImportError, AttributeError) as error:
        raise ReadError(f"the reader for {name} cannot be loaded: {error}") from error
    return cast("Reader", found if hasattr(found, "sniff") else _Outdated(name, found))


def choose(source: Source) -> Reader:
    """Choose the reader that is surest of a file; plain text where no other wants it."""
    head = source.data[:HEAD]
    return max(_usable(), key=lambda one: one.sniff(head, source.name))


def choose_text(source: Source) -> Reader:
    """Choose the reader for a file that no format was given for, unless it is no text for people.

    A reader of another package that wants the file gets it whatever it is.

    Raises:
        ReadError: if the file is of a kind that nobody reads; the message says of which.

    """
    chosen = choose(source)
    if chosen in [reader(one) for one in _OF_TEXTS]:
        foreign.refuse(source.data, source.name)
    return chosen


def _usable() -> Iterator[Reader]:
    """Load the readers, of equally sure ones the first goes; a broken one must not stop the others."""
    for name in (*BUILT_IN, *sorted(_registered().keys() - set(BUILT_IN))):
        with contextlib.suppress(ReadError):
            yield reader(name)


@functools.cache
def _registered() -> dict[str, EntryPoint]:
    return {point.name: point for point in entry_points(group=GROUP)}
