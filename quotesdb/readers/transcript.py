"""Transcripts: lines begin with who speaks, and each turn is a quotation that comes with the text."""

from __future__ import annotations

from quotesdb.readers import registry
from quotesdb.readers.spoken import NAME, as_transcript, is_transcript
from quotesdb.readers.textual import FORMATS, front_matter_of
from quotesdb.values import ArticleDraft

SUFFIXES: frozenset[str] = frozenset()


def match(name: str, head: bytes) -> bool:  # noqa: ARG001 - every reader is asked the same way
    """No name and no first bytes tell a transcript: see ``recognised``."""
    return False


def read(data: bytes, name: str) -> ArticleDraft:
    """Read a text or a page by its name and first bytes, and its turns as quotations.

    Raises:
        ReadError: if it cannot be read, or no line begins with a speaker's label.

    """
    draft = registry.choose(name, data[: registry.HEAD]).read(data, name)
    return draft if draft.reader == NAME else as_transcript(draft, _speakers(draft, data))


def recognised(draft: ArticleDraft, data: bytes) -> ArticleDraft:
    """The draft with its turns if its text is found to be a transcript and its file says nothing else."""
    if draft.reader not in (*FORMATS, "html") or not is_transcript(draft.text):
        return draft
    if draft.reader in FORMATS and front_matter_of(data).format:
        return draft
    return as_transcript(draft, _speakers(draft, data))


def _speakers(draft: ArticleDraft, data: bytes) -> dict[str, str]:
    return dict(front_matter_of(data).speakers) if draft.reader in FORMATS else {}
