"""Annotated texts as training needs them: with the names in them beside the attributions."""

from __future__ import annotations

import re
import sys
from collections.abc import Iterable, Iterator, Sequence, Set
from dataclasses import dataclass, replace
from pathlib import Path

from quotesdb.data import word_list
from quotesdb.evaluate import Collection, NothingAnnotated, find_collections
from quotesdb.evaluate.annotation import Attribution, Format
from quotesdb.evaluate.annotation import Document as Annotated
from quotesdb.text.segments import paragraphs, sentences
from quotesdb.values import Span

_THAT = re.compile(r"\bthat\s+$", re.IGNORECASE)
_LAST_WORD = re.compile(r"([\w’']+)\s+$")
_AUXILIARIES = word_list("cue_auxiliaries")
_NEAR = 40
_NEGATED = ("n't", "n’t")


@dataclass(frozen=True, slots=True)
class Mention:
    """Words that name somebody or something; ``kind`` is person, organisation, place or group."""

    span: Span
    kind: str


@dataclass(frozen=True, slots=True)
class Document:
    """An annotated text; the mentions are no part of the annotations (see silver.py).

    ``silent`` are the parts of which the annotators do not say whether they attribute anything; nothing is
    learnt from them. Without ``tells_nobody`` a content without a source may have one that was not annotated.
    """

    name: str
    text: str
    attributions: tuple[Attribution, ...]
    mentions: tuple[Mention, ...] = ()
    silent: tuple[Span, ...] = ()
    tells_nobody: bool = True


def read_folders(folders: Iterable[Path]) -> list[Document]:
    """The annotated documents of folders of brat standoff or gold JSON; a folder named twice counts twice.

    What cannot be used is named on standard error.

    Raises:
        SystemExit: if there is nothing annotated in one of them.
    """
    return [document for folder in folders for document in _read(folder)]


def _read(folder: Path) -> Iterator[Document]:
    try:
        collections = find_collections(folder)
    except NothingAnnotated as error:
        raise SystemExit(str(error)) from error
    for collection in collections:
        for problem in collection.problems:
            print(problem, file=sys.stderr)
        for one in collection.documents:
            if collection.format is Format.GOLD:
                yield _from_gold(collection, one)
            else:
                yield Document(one.name, one.text, one.attributions)


def _from_gold(collection: Collection, one: Annotated) -> Document:
    """A document of gold JSON, in the manner of the brat corpora.

    Those annotate beliefs, plans and facts shown as well, and a sentence in which gold JSON has no quotation
    may have one of these: only the others, and marked passages that are no quotation, tell anything. Nor do
    the words behind a cue, which they often take in ("told her in a note:").
    """
    quotations = tuple(_widened(one.text, a) for a in one.attributions if a.is_quotation)
    said = sorted(span for a in quotations for span in (*a.content, *a.cue, *a.source))
    ends = {span.end for a in quotations for span in a.cue}
    known = [*said, *_beside(one.text, said, ends)] if collection.has_roles else said
    known += [span for a in one.attributions if not a.is_quotation for span in a.content]
    return Document(
        f"{collection.folder.name}/{one.name}",
        one.text,
        quotations,
        silent=tuple(_between(sorted(known), Span(0, len(one.text)))),
        tells_nobody=False,
    )


def _widened(text: str, attribution: Attribution) -> Attribution:
    """With the "that" before its content and the auxiliaries before its cue, as in the brat corpora."""
    content = tuple(Span(_with_that(text, span.start), span.end) for span in attribution.content)
    cue = tuple(Span(_with_auxiliaries(text, span.start), span.end) for span in attribution.cue)
    return replace(attribution, content=content, cue=cue)


def _with_that(text: str, start: int) -> int:
    found = _THAT.search(text, max(0, start - _NEAR), start)
    return found.start() if found else start


def _with_auxiliaries(text: str, start: int) -> int:
    while (found := _LAST_WORD.search(text, max(0, start - _NEAR), start)) and _is_auxiliary(found[1]):
        start = found.start()
    return start


def _is_auxiliary(word: str) -> bool:
    return word.lower() in _AUXILIARIES or word.lower().endswith(_NEGATED)


def _beside(text: str, said: Sequence[Span], cue_ends: Set[int]) -> Iterator[Span]:
    """What stands in the sentences of quotations beside their words, but for what follows a cue."""
    for paragraph in paragraphs(text):
        for sentence in sentences(text, paragraph):
            mine = [s for s in said if s.overlaps(sentence)]
            if mine:
                yield from (gap for gap in _between(mine, sentence) if gap.start not in cue_ends)


def _between(spans: Sequence[Span], whole: Span) -> Iterator[Span]:
    at = whole.start
    for span in spans:
        if span.start > at:
            yield Span(at, span.start)
        at = max(at, span.end)
    if at < whole.end:
        yield Span(at, whole.end)
