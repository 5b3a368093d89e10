"""Turns of a transcript: a speaker's label, then the paragraphs that go with it; and the names in labels."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from quotesdb.text.segments import trim
from quotesdb.values import Span


@dataclass(frozen=True, slots=True)
class Label:
    """Who speaks, as it stands before a turn: the label, the mark after it, and where the words begin."""

    name: Span
    mark: Span | None
    end: int


@dataclass(frozen=True, slots=True)
class Turn:
    """A label and what was said: one span a paragraph."""

    label: Label
    content: tuple[Span, ...]


def gather(
    text: str,
    paragraphs: Sequence[Span],
    labels: Sequence[Label | None],
    goes_on: Callable[[Span], bool],
) -> list[Turn]:
    """The turns of a text, given the label that each paragraph begins with, if any.

    A paragraph without a label belongs to the turn before it as long as it ``goes_on``; from the first
    that does not, nobody is known to speak until the next label.
    """
    found: list[tuple[Label, list[Span]]] = []
    speaking = False
    for paragraph, label in zip(paragraphs, labels, strict=True):
        if label is not None:
            words = trim(text, Span(label.end, paragraph.end))
            found.append((label, [words] if len(words) else []))
            speaking = True
        elif speaking := speaking and goes_on(paragraph):
            found[-1][1].append(paragraph)
    return [Turn(label, tuple(content)) for label, content in found]
