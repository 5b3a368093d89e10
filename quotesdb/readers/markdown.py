"""Markdown: the text after the front matter, its markup kept so that offsets fit the file."""

from __future__ import annotations

from pathlib import PurePath

from quotesdb.readers.textual import read_textual
from quotesdb.values import ArticleDraft

SUFFIXES = frozenset({".md", ".markdown"})


def match(name: str, head: bytes) -> bool:  # noqa: ARG001 - every reader is asked the same way
    """Tell whether a file is called a Markdown file."""
    return PurePath(name).suffix.lower() in SUFFIXES


def read(data: bytes, name: str) -> ArticleDraft:  # noqa: ARG001 - every reader is called the same way
    """Read a Markdown text, with or without front matter.

    Raises:
        ReadError: if it is no text.

    """
    return read_textual(data, "markdown")
