"""Read brat standoff attributions (PARC / PolNeAR roles: source, cue, content)."""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass
from pathlib import Path

from quotesdb.values import Span

_TEXT_BOUND = re.compile(r"(T\d+)\t[A-Za-z-]+ (\d+ \d+(?:;\d+ \d+)*)\t?.*")
_EVENT = re.compile(r"E\d+\t(.+)")


@dataclass(frozen=True, slots=True)
class Attribution:
    """One annotated attribution; a role that the annotator left out is empty."""

    content: tuple[Span, ...]
    cue: tuple[Span, ...]
    source: tuple[Span, ...]


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
    """The documents of ``folder/text`` with the annotations of ``folder/attributions``.

    A document that several people annotated (NAME_ANNOTATOR.ann) is read once, as annotated by the
    one whose contents agree best with the others'.
    """
    annotations: dict[str, list[Path]] = defaultdict(list)
    for path in sorted((folder / "attributions").glob("*.ann")):
        annotations[path.stem.rsplit("_", 1)[0]].append(path)
    documents = []
    for name, paths in sorted(annotations.items()):
        with (folder / "text" / f"{name}.txt").open(encoding="utf8", newline="") as file:
            text = file.read()
        versions = [_read_annotations(path, len(text)) for path in paths]
        documents.append(Document(name, text, tuple(_most_agreed(versions))))
    return documents


def _read_annotations(path: Path, length: int) -> list[Attribution]:
    bounds: dict[str, list[Span]] = {}
    events: list[str] = []
    for line in path.read_text(encoding="utf8").split("\n"):
        if bound := _TEXT_BOUND.fullmatch(line):
            pairs = [tuple(map(int, part.split())) for part in bound[2].split(";")]
            bounds[bound[1]] = [Span(a, b) for a, b in pairs if b <= length]
        elif event := _EVENT.fullmatch(line):
            events.append(event[1])
    out = []
    for event_text in events:
        roles: dict[str, list[Span]] = defaultdict(list)
        for argument in event_text.split():
            role, _, reference = argument.partition(":")
            roles[role.rstrip("0123456789").lower()] += bounds.get(reference, [])
        if roles["content"]:
            out.append(Attribution(*(tuple(sorted(roles[r])) for r in ("content", "cue", "source"))))
    return out


def _most_agreed(versions: list[list[Attribution]]) -> list[Attribution]:
    covered = [{i for a in v for s in a.content for i in range(s.start, s.end)} for v in versions]

    def agreement(one: set[int]) -> float:
        return sum(2 * len(one & other) / max(1, len(one) + len(other)) for other in covered)

    return versions[max(range(len(versions)), key=lambda i: agreement(covered[i]))]
