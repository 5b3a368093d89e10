"""Plain text: the decoded file is the article, not a character of it changed."""

from __future__ import annotations

from functools import partial
from pathlib import PurePath

from quotesdb.readers.source import single
from quotesdb.readers.textual import read_textual

SUFFIXES = frozenset({".txt", ".text"})


def sniff(head: bytes, name: str) -> float:  # noqa: ARG001 - every reader is asked the same way
    """Tell whether a file is called a text file; any other may be one."""
    return 0.4 if PurePath(name).suffix.lower() in SUFFIXES else 0.1


read = single(partial(read_textual, reader="plain"))
