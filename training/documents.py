"""Annotated texts as training needs them: with the names in them beside the attributions."""

from __future__ import annotations

import sys
from dataclasses import dataclass
from pathlib import Path

from quotesdb.evaluate import brat
from quotesdb.evaluate.annotation import Attribution
from quotesdb.values import Span


@dataclass(frozen=True, slots=True)
class Mention:
    """Words that name somebody or something; ``kind`` is person, organisation, place or group."""

    span: Span
    kind: str


@dataclass(frozen=True, slots=True)
class Document:
    """An annotated text; the mentions are no part of the annotations (see silver.py)."""

    name: str
    text: str
    attributions: tuple[Attribution, ...]
    mentions: tuple[Mention, ...] = ()


def read_folder(folder: Path) -> list[Document]:
    """The annotated documents of a brat folder; what cannot be used is named on standard error."""
    collection = brat.read_folder(folder)
    for problem in collection.problems:
        print(problem, file=sys.stderr)
    return [Document(one.name, one.text, one.attributions) for one in collection.documents]
