"""Plain text: the decoded file is the article, not a character of it changed."""

from __future__ import annotations

from pathlib import PurePath

from quotesdb.readers.textual import read_textual
from quotesdb.values import ArticleDraft

SUFFIXES = frozenset({".txt", ".text"})


def match(name: str, head: bytes) -> bool:  # noqa: ARG001 - every reader is asked the same way
    """Tell whether a file is called a text file."""
    return PurePath(name).suffix.lower() in SUFFIXES


def read(data: bytes, name: str) -> ArticleDraft:  # noqa: ARG001 - every reader is called the same way
    """Read a plain text, with or without front matter.

    Raises:
        ReadError: if it is no text.

    """
    return read_textual(data, "plain")
