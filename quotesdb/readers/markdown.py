"""Markdown: the text after the front matter, with its markup but for links, of which the words are kept."""

from __future__ import annotations

from functools import partial
from pathlib import PurePath

from quotesdb.readers.source import single
from quotesdb.readers.textual import read_textual

SUFFIXES = frozenset({".md", ".markdown"})


def sniff(head: bytes, name: str) -> float:  # noqa: ARG001 - every reader is asked the same way
    """Tell whether a file is called a Markdown file."""
    return 0.5 * (PurePath(name).suffix.lower() in SUFFIXES)


read = single(partial(read_textual, reader="markdown"))
