"""Which readers there are: built-in ones, and those that other packages register.

A package adds a reader with an entry point in the group ``quotesdb.readers`` that names a module (or
any object) with ``SUFFIXES``, ``match`` and ``read``.
"""

from __future__ import annotations

import contextlib
import functools
from collections.abc import Iterator
from importlib import import_module
from importlib.metadata import EntryPoint, entry_points
from typing import Protocol, cast

from quotesdb.readers import foreign
from quotesdb.readers.errors import ReadError, shown
from quotesdb.values import ArticleDraft

GROUP = "quotesdb.readers"
_BUILT_IN = ("html", "markdown", "plain", "transcript")
HEAD = 2048
"""Bytes that ``match`` gets to see."""


class Reader(Protocol):
    """What reads one format; a module will do."""

    SUFFIXES: frozenset[str]

    def match(self, name: str, head: bytes) -> bool:
        """Tell, by name and first bytes, whether this reader is the one for a file."""

    def read(self, data: bytes, name: str) -> ArticleDraft:
        """Make a draft of a file's bytes, or raise ``ReadError``."""


def formats() -> tuple[str, ...]:
    """List the names of all formats."""
    return tuple(sorted({*_BUILT_IN, *_registered()}))


def suffixes() -> frozenset[str]:
    """List the file name endings that are read inside folders."""
    return frozenset().union(*(one.SUFFIXES for one in _usable()))


def reader(name: str) -> Reader:
    """Load the reader of a format; the built-in ones are found without the package being installed.

    Raises:
        ReadError: if there is none of that name, or it cannot be loaded.

    """
    if name in _BUILT_IN:
        return cast("Reader", import_module(f"{GROUP}.{name}"))
    if name not in _registered():
        raise ReadError(f"unknown format {shown(name)}: one of {', '.join(formats())}")
    try:
        return cast("Reader", _registered()[name].load())
    except (ImportError, AttributeError) as error:
        raise ReadError(f"the reader for {name} cannot be loaded: {error}") from error


def choose(name: str, head: bytes) -> Reader:
    """Choose the reader for a file that no format was given for; plain text where nobody wants it."""
    return next((one for one in _usable() if one.match(name, head)), reader("plain"))


def choose_text(name: str, data: bytes) -> Reader:
    """Choose the reader for a file that no format was given for, unless it is no text for people.

    A reader of another package that wants the file gets it whatever it is.

    Raises:
        ReadError: if the file is of a kind that nobody reads; the message says of which.

    """
    chosen = choose(name, data[:HEAD])
    if chosen in [reader(one) for one in _BUILT_IN]:
        foreign.refuse(data, name)
    return chosen


def _usable() -> Iterator[Reader]:
    """Load the readers in the order in which they are asked; one that is broken must not stop the others."""
    for name in ("html", "markdown", *sorted(_registered().keys() - set(_BUILT_IN)), "plain"):
        with contextlib.suppress(ReadError):
            yield reader(name)


@functools.cache
def _registered() -> dict[str, EntryPoint]:
    return {point.name: point for point in entry_points(group=GROUP)}
