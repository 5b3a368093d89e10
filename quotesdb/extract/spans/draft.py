"""Attributions whose speaker is not known yet, and what the words of one look like: speech, or a title."""

from __future__ import annotations

import re
from dataclasses import dataclass

from quotesdb.extract.spans.layout import Layout
from quotesdb.extract.spans.marks import Quoted
from quotesdb.values import Kind, Span

_WORD = re.compile(r"\w+(?:['’.-]\w+)*")
_SHORT_WORD = 3
_OF_SENTENCES = re.compile(r"\bnot\b|\bI (?:am|was|have|had)\b")
"""What titles have with capitals, if at all."""

_TITLE_WORDS = 2


@dataclass(frozen=True, slots=True)
class Draft:
    """An attribution before its speaker is known."""

    contents: tuple[Span, ...]
    cue: Span | None = None
    source: Span | None = None
    probability: float = 1.0
    rule: str = "model"

    @property
    def start(self) -> int:
        """Where its first content begins."""
        return self.contents[0].start


def kind_of(layout: Layout, contents: tuple[Span, ...]) -> tuple[Kind, tuple[Span, ...]]:
    """How much of the contents stands in marks, and the marked parts."""
    marked: list[Span] = []
    total = inside = 0
    for span in contents:
        regions = [q.span for q in layout.index.within(span)]
        parts = [Span(max(r.start, span.start), min(r.end, span.end)) for r in regions]
        marked += parts
        total += count_words(span.text(layout.text))
        inside += sum(count_words(p.text(layout.text)) for p in parts)
    parts_with_words = tuple(p for p in marked if count_words(p.text(layout.text)))
    if not parts_with_words:
        return Kind.INDIRECT, ()
    return (Kind.DIRECT if inside >= total else Kind.MIXED), parts_with_words


def count_words(text: str) -> int:
    """Word tokens, as quotation scorers count them."""
    return len(_WORD.findall(text))


def is_title(text: str) -> bool:
    """Whether marked words are written like the title of a work: every longer word with a capital.

    >>> is_title("The Goat of Anzio Street,"), is_title("The goat is here,"), is_title("I am Ada Roe,")
    (True, False, False)
    """
    words = [w for w in re.findall(r"[^\W\d_]+(?:[’'-]\w+)*", text) if len(w) > _SHORT_WORD]
    return (
        not _OF_SENTENCES.search(text) and len(words) >= _TITLE_WORDS and all(w[0].isupper() for w in words)
    )


def speechlike(layout: Layout, region: Quoted) -> bool:
    """Whether marked words that no cue claims read like speech rather than a title or a scare quote."""
    inner = region.inner.text(layout.text).strip()
    words = count_words(inner)
    paragraph = layout.paragraphs[layout.paragraph_number(region.span.start)]
    if layout.is_heading(paragraph) or not words or is_title(inner):
        return False
    if layout.is_all_marked(paragraph):
        return words >= 2 or inner[-1] in ".!?…"
    ends = inner[-1] in ".,!?…—-" or layout.text[region.span.end : region.span.end + 1] == ","
    finished = ends and (inner[0].isupper() or not inner[0].isalpha())
    opens_sentence = layout.starts_sentence(region.span.start)
    return (finished and words >= 3 and (opens_sentence or words >= 6)) or words >= 12
