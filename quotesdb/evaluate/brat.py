"""Read brat standoff attributions (PARC / PolNeAR roles: source, cue, content)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from pathlib import Path

from quotesdb.evaluate.annotation import Attribution, Collection, Document, Format
from quotesdb.evaluate.files import Unusable, read_text
from quotesdb.evaluate.words import Numbers, Words
from quotesdb.text.standoff import parse
from quotesdb.values import Span

TEXTS, ANNOTATIONS = "text", "attributions"
"""The folders of the PolNeAR layout."""


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
        found, bad = parse(read_text(path), length)
    except Unusable as error:
        return [], [str(error)]
    attributions = [Attribution(one.content, one.cue, one.source) for one in found]
    return attributions, [f"{path}:{line}: {what}" for line, what in bad]


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
