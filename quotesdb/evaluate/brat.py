"""Read brat standoff attributions (PARC / PolNeAR roles: source, cue, content)."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from quotesdb.evaluate.annotation import Attribution, Collection, Document, Format
from quotesdb.evaluate.files import Unusable, read_text
from quotesdb.evaluate.words import Numbers, Words
from quotesdb.values import Span

TEXTS, ANNOTATIONS = "text", "attributions"
"""The folders of the PolNeAR layout."""

_TEXT_BOUND = re.compile(r"(T\d+)\t\S+ (\d{1,9} \d{1,9}(?:;\d{1,9} \d{1,9})*)(?:\t.*)?")
_EVENT = re.compile(r"E\d+\t([^\s:]+:\S+(?: [^\s:]+:\S+)*) ?")
_PASSED_OVER = re.compile(r"(?:[RAMN#]\d+|[*#])\t.*")
"""Relations, attributes, modifications, normalisations, notes, equivalences: they say nothing of roles."""

_ANNOTATION = re.compile(r"[TE]\d+\s")
_NOTE = "#"


@dataclass(slots=True)
class _Lines:
    """What the lines of one .ann file hold; ``bad`` are (line number, what is wrong with it)."""

    bounds: dict[str, list[Span]] = field(default_factory=dict)
    events: list[tuple[int, str]] = field(default_factory=list)
    bad: list[tuple[int, str]] = field(default_factory=list)


def is_brat(folder: Path) -> bool:
    """Whether a folder is annotated in one of the layouts that ``read_folder`` reads."""
    return bool(_annotation_files(folder))


def read_folder(folder: Path) -> Collection:
    """The annotated documents of a folder.

    Two layouts: ``text/NAME.txt`` with ``attributions/NAME_ANNOTATOR.ann``, or NAME.txt with NAME.ann
    beside it. A document that several people annotated is read once, as annotated by the one whose
    contents agree best with the others'.
    """
    files = _annotation_files(folder)
    texts = folder / TEXTS if files and files[0].parent != folder else folder
    versions: dict[Path, list[Path]] = defaultdict(list)
    for path in files:
        versions[_text_of(path, texts)].append(path)
    documents: list[Document] = []
    problems: list[str] = []
    for path, given in sorted(versions.items()):
        try:
            text = read_text(path)
        except Unusable as error:
            problems.append(str(error))
            continue
        read = []
        for file in given:
            attributions, bad = _read_file(file, len(text))
            read.append(attributions)
            problems += bad
        documents.append(Document(path.stem, text, tuple(_most_agreed(text, read))))
    return Collection(folder, Format.BRAT, tuple(documents), tuple(problems))


def _annotation_files(folder: Path) -> list[Path]:
    return sorted((folder / ANNOTATIONS).glob("*.ann")) or sorted(folder.glob("*.ann"))


def _text_of(annotations: Path, texts: Path) -> Path:
    """The text of an .ann file: of the same name, else without the annotator after the last underscore."""
    same = texts / f"{annotations.stem}.txt"
    document, underscore, _ = annotations.stem.rpartition("_")
    return same if same.is_file() or not underscore else texts / f"{document}.txt"


def _read_file(path: Path, length: int) -> tuple[list[Attribution], list[str]]:
    try:
        attributions, bad = parse(read_text(path), length)
    except Unusable as error:
        return [], [str(error)]
    return attributions, [f"{path}:{line}: {what}" for line, what in bad]


def parse(annotations: str, length: int) -> tuple[list[Attribution], list[tuple[int, str]]]:
    """The attributions of an .ann file about a text of ``length``, and its bad lines (number, what is wrong).

    An attribution is an event with at least one content; a content, source or cue that cannot be read is left
    out of it.
    """
    lines = _sorted_out(annotations, length)
    attributions = []
    for number, event in lines.events:
        roles: dict[str, list[Span]] = defaultdict(list)
        for argument in event.split():
            role, _, reference = argument.partition(":")
            if reference not in lines.bounds:
                lines.bad.append((number, f"{reference} is no annotated text of this file"))
            roles[role.rstrip("0123456789").lower()] += lines.bounds.get(reference, [])
        if roles["content"]:
            content, cue, source = (tuple(sorted(roles[role])) for role in ("content", "cue", "source"))
            attributions.append(Attribution(content, cue, source))
    return attributions, sorted(lines.bad)


def _sorted_out(annotations: str, length: int) -> _Lines:
    lines = _Lines()
    runs_on = False
    for number, line in enumerate(annotations.split("\n"), 1):
        row = line.removesuffix("\r")
        if bound := _TEXT_BOUND.fullmatch(row):
            lines.bounds[bound[1]], wrong = _spans(bound[2], length)
            lines.bad += [(number, what) for what in wrong]
        elif event := _EVENT.fullmatch(row):
            lines.events.append((number, event[1]))
        elif not _PASSED_OVER.fullmatch(row) and _is_bad(row, runs_on=runs_on):
            lines.bad.append((number, "not a line of brat standoff"))
        # Notes and annotated words may hold line ends; what stands on the next lines belongs to them.
        runs_on = bool(bound) or row.startswith(_NOTE) or (runs_on and not _ANNOTATION.match(row))
    return lines


def _is_bad(row: str, *, runs_on: bool) -> bool:
    return bool(_ANNOTATION.match(row)) or (bool(row.strip()) and not runs_on)


def _spans(pairs: str, length: int) -> tuple[list[Span], list[str]]:
    spans, wrong = [], []
    for pair in pairs.split(";"):
        start, end = map(int, pair.split())
        if start <= end <= length:
            spans.append(Span(start, end))
        else:
            wrong.append(f"{start} {end} is no stretch of a text of {length} characters")
    return spans, wrong


def _most_agreed(text: str, versions: Sequence[list[Attribution]]) -> list[Attribution]:
    """The version whose contents have the most words in common with the others'; of equals the last."""
    if len(versions) == 1:
        return versions[0]
    words = Words(text)
    covered = [words.of(_contents(version)) for version in versions]

    def agreement(one: Numbers) -> float:
        return sum(2 * len(one & other) / max(1, len(one) + len(other)) for other in covered)

    return versions[max(range(len(versions)), key=lambda i: (agreement(covered[i]), i))]


def _contents(version: list[Attribution]) -> Iterator[Span]:
    return (span for attribution in version for span in attribution.content)
