"""Plain text: the decoded file is the article, not a character of it changed."""

from __future__ import annotations

from pathlib import PurePath

from quotesdb.readers import file_names
from quotesdb.readers.errors import ReadError
from quotesdb.readers.source import Documents, Options, Source
from quotesdb.readers.textual import read_textual
from quotesdb.values import Unreadable

SUFFIXES = frozenset({".txt", ".text"})


def sniff(head: bytes, name: str) -> float:  # noqa: ARG001 - every reader is asked the same way
    """Tell whether a file is called a text file; any other may be one."""
    return 0.4 if PurePath(name).suffix.lower() in SUFFIXES else 0.1


def read(source: Source, options: Options) -> Documents:  # noqa: ARG001 - as every reader is called
    """Give the text, with what its name says of it."""
    try:
        yield file_names.completed(read_textual(source.data, "plain"), PurePath(source.name).stem)
    except ReadError as error:
        yield Unreadable(str(error))
