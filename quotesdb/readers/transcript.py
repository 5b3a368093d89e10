"""Transcripts: lines begin with who speaks, and each turn is a quotation that comes with the text."""

from __future__ import annotations

from quotesdb.readers import registry
from quotesdb.readers.errors import ReadError
from quotesdb.readers.source import Documents, Options, Source
from quotesdb.readers.spoken import NAME, as_transcript, is_interview, is_transcript
from quotesdb.readers.talk_layouts import talk_in
from quotesdb.readers.textual import FORMATS, front_matter_of
from quotesdb.readers.turns import as_talk
from quotesdb.values import ArticleDraft, Unreadable

SUFFIXES: frozenset[str] = frozenset()

_OF_ONE_TEXT = ("html", "docx", "odt", "rtf", "pdf")
"""The readers of documents that may be a transcript as well as anything else."""


def sniff(head: bytes, name: str) -> float:  # noqa: ARG001 - every reader is asked the same way
    """No name and no first bytes tell a transcript: see ``recognised``."""
    return 0.0


def read(source: Source, options: Options) -> Documents:
    """Read what another reader makes of a file, and its turns as quotations.

    Where no line begins with a speaker's label it is no transcript, and cannot be read.
    """
    for document in registry.choose(source).read(source, options):
        if isinstance(document, Unreadable) or document.reader == NAME:
            yield document
        else:
            yield _as_transcript(document, source.data)


def _as_transcript(draft: ArticleDraft, data: bytes) -> ArticleDraft | Unreadable:
    try:
        return as_transcript(draft, _speakers(draft, data))
    except ReadError as error:
        return Unreadable(str(error), draft.member)


def recognised(draft: ArticleDraft, data: bytes) -> ArticleDraft:
    """The draft with its turns if its text is found to be a transcript and its file says nothing else."""
    if draft.reader not in (*FORMATS, *_OF_ONE_TEXT):
        return draft
    talk = talk_in(draft.text)
    if not (talk or is_transcript(draft.text)) or (draft.reader in FORMATS and front_matter_of(data).format):
        return draft
    speakers = _speakers(draft, data)
    if talk:
        return as_talk(draft, talk, speakers)
    if not speakers and is_interview(draft.text):
        return draft
    return as_transcript(draft, speakers)


def _speakers(draft: ArticleDraft, data: bytes) -> dict[str, str]:
    return dict(front_matter_of(data).speakers) if draft.reader in FORMATS else {}
