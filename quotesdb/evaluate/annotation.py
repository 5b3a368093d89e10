"""What people annotated, in one shape for every format."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from quotesdb.values import Kind, Span


class Format(StrEnum):
    """How a folder is annotated: brat standoff, or a gold.json with the speaker of each quotation."""

    BRAT = "brat"
    GOLD = "gold"


@dataclass(frozen=True, slots=True)
class Attribution:
    """One annotated attribution; a role that the annotator left out is empty.

    The rest is known of gold JSON only. ``kind`` is the annotator's, null where the marks decide.
    ``names`` are the right answers to "who is speaking?", the preferred one first, none where nobody can
    be named; ``organisations`` likewise whom he or she speaks for. An ``is_quotation`` of false is a passage
    in marks that is a title, a nickname or the like. ``optional`` is neither missed nor wrong, ``hard`` has a
    source that does not say the name.
    """

    content: tuple[Span, ...]
    cue: tuple[Span, ...] = ()
    source: tuple[Span, ...] = ()
    kind: Kind | None = None
    names: tuple[str, ...] = ()
    is_person: bool = False
    organisations: tuple[str, ...] = ()
    role: str | None = None
    is_quotation: bool = True
    optional: bool = False
    hard: bool = False


@dataclass(frozen=True, slots=True)
class Document:
    """An annotated text; all offsets are code points of ``text``, which is the file as it stands."""

    name: str
    text: str
    attributions: tuple[Attribution, ...]


@dataclass(frozen=True, slots=True)
class Collection:
    """The annotated texts of one folder, and what could not be used, one line for people each.

    ``speakers`` are those of its texts whose speakers were annotated: of gold JSON the documents themselves,
    of brat the articles of ``speakers_file``. ``has_roles`` says whether sources and cues were annotated as
    places in the text. What was not annotated is not measured.
    """

    folder: Path
    format: Format
    documents: tuple[Document, ...]
    problems: tuple[str, ...] = ()
    has_roles: bool = True
    speakers: tuple[Document, ...] = ()
    speakers_file: Path | None = None
