"""What a reader gets, and how one for files of a single article is made of a function."""

from __future__ import annotations

import hashlib
import io
from collections.abc import Callable, Generator, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, replace
from itertools import chain
from typing import BinaryIO

from quotesdb.readers.errors import ReadError
from quotesdb.values import ArticleDraft, Unreadable

Options = Mapping[str, str]
"""What is asked of one format beyond its name; our own readers know nothing of the kind yet."""

Documents = Iterator[ArticleDraft | Unreadable]

SUMMARY = "only a summary: the feed does not give the whole article"
"""The warning of a document that is no whole article."""


Beside = Callable[[str], bytes | None]
"""Gives the bytes of a file that lies beside an input, by its path from there; nothing where none does."""


def nothing_beside(name: str) -> None:
    """What lies beside an input that stands alone."""


@dataclass(frozen=True, slots=True)
class Source:
    """The bytes of an input, its path or file name, ``-`` for standard input, and what lies beside it."""

    data: bytes
    name: str
    beside: Beside = nothing_beside


LARGE = 8_000_000
"""Bytes from which on a file is better not held in the memory."""

Stream = Callable[[BinaryIO, Source, Options], Documents]
"""Reads a file piece by piece, so that memory does not grow with it; its source has its first bytes alone."""


def streamed(stream: Stream) -> Callable[[Source, Options], Documents]:
    """The ``read`` of a reader that takes files piece by piece."""

    def documents(source: Source, options: Options) -> Documents:
        return stream(io.BytesIO(source.data), source, options)

    return documents


def unnumbered(found: Documents) -> Documents:
    """The documents of a file, of which one that is alone has no name in it."""
    first, second = next(found, None), next(found, None)
    if second is None:
        yield from () if first is None else [replace(first, member=None)]
    else:
        yield from chain(filter(None, [first, second]), found)


def size_of(file: BinaryIO) -> int:
    """The bytes of a file, which is then at its beginning."""
    size = file.seek(0, io.SEEK_END)
    file.seek(0)
    return size


def beginning(file: BinaryIO, size: int) -> bytes:
    """The first bytes of a file, which is then at its beginning."""
    file.seek(0)
    found = file.read(size)
    file.seek(0)
    return found


def digest_of(file: BinaryIO) -> str:
    """The digest of a file's bytes; it is then at its end."""
    found = hashlib.sha256()
    file.seek(0)
    while portion := file.read(1_000_000):
        found.update(portion)
    return found.hexdigest()


def lines_of(file: BinaryIO, encoding: str, newline: str) -> Iterator[str]:
    """The lines of a file from its beginning on, as ``open`` gives them; it is left open, for its opener."""
    file.seek(0)
    lines = io.TextIOWrapper(file, encoding, "replace", newline=newline)
    try:
        for line in lines:  # noqa: UP028 - what yields from a file closes it when it is closed itself
            yield line
    finally:
        with suppress(ValueError):  # its opener may have closed it
            lines.detach()


def portions_of(file: BinaryIO, encoding: str, size: int) -> Generator[str]:
    """The text of a file from its beginning on, so many characters at a time; it is left open."""
    file.seek(0)
    text = io.TextIOWrapper(file, encoding, "replace", newline="")
    try:
        while portion := text.read(size):
            yield portion
    finally:
        with suppress(ValueError):  # its opener may have closed it
            text.detach()


def single(read: Callable[[bytes], ArticleDraft]) -> Callable[[Source, Options], Documents]:
    """The ``read`` of a reader whose files hold one article each; ``read`` makes it or raises ReadError."""

    def documents(source: Source, options: Options) -> Documents:  # noqa: ARG001 - as every reader is called
        try:
            yield read(source.data)
        except ReadError as error:
            yield Unreadable(str(error))

    return documents
