"""brat standoff (PARC / PolNeAR roles: source, cue, content): what the lines of an .ann file say."""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass, field

from quotesdb.values import Span

_TEXT_BOUND = re.compile(r"(T\d+)\t\S+ (\d{1,9} \d{1,9}(?:;\d{1,9} \d{1,9})*)(?:\t.*)?")
_EVENT = re.compile(r"E\d+\t([^\s:]+:\S+(?: [^\s:]+:\S+)*) ?")
_PASSED_OVER = re.compile(r"(?:[RAMN#]\d+|[*#])\t.*")
"""Relations, attributes, modifications, normalisations, notes, equivalences: they say nothing of roles."""

_ANNOTATION = re.compile(r"[TE]\d+\s")
_NOTE = "#"


@dataclass(frozen=True, slots=True)
class Roles:
    """An annotated attribution; a role that the annotator left out is empty."""

    content: tuple[Span, ...]
    cue: tuple[Span, ...]
    source: tuple[Span, ...]


@dataclass(slots=True)
class _Lines:
    """What the lines of one .ann file hold; ``bad`` are (line number, what is wrong with it)."""

    bounds: dict[str, list[Span]] = field(default_factory=dict)
    events: list[tuple[int, str]] = field(default_factory=list)
    bad: list[tuple[int, str]] = field(default_factory=list)


def parse(annotations: str, length: int) -> tuple[list[Roles], list[tuple[int, str]]]:
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
            attributions.append(Roles(content, cue, source))
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
