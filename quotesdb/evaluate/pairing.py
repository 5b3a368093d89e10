"""Which quotation answers which annotation.

Two contents are the same quotation if their Dice coefficient over words is at least one half; each may have
one partner only, the best pair is joined first. This, and what counts beside it, is defined as in the
project's reference scorers (score_quotes.py, score_speakers.py).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace

from quotesdb.evaluate.annotation import Attribution, Document
from quotesdb.evaluate.words import Numbers, Words
from quotesdb.values import Kind, Quotation, Span

SAME = 0.5
"""Dice from which two contents are the same; also the share of a quotation that lies in an optional one."""


@dataclass(frozen=True, slots=True)
class Annotated:
    """An attribution as the words of its text."""

    attribution: Attribution
    kind: Kind
    content: Numbers
    source: Numbers
    cue: Numbers


@dataclass(frozen=True, slots=True)
class Found:
    """A quotation of the extractor as the words of its text."""

    quotation: Quotation
    kind: Kind
    content: Numbers
    source: Numbers
    cue: Numbers


IsRight = Callable[[Annotated, Found], bool]


@dataclass(frozen=True, slots=True)
class Comparison:
    """The annotations and quotations of one text, those that are the same paired by their places."""

    words: Words
    annotated: Sequence[Annotated]
    found: Sequence[Found]
    partner: dict[int, int]
    """Place in ``annotated`` -> place in ``found``."""

    def partner_of(self, place: int) -> Found | None:
        """The quotation that answers an annotation."""
        return self.found[self.partner[place]] if place in self.partner else None

    def counted(self, *, hard: bool = False) -> tuple[list[int], list[int]]:
        """Places of the annotations and of the quotations that count.

        Annotations that are optional or no quotation do not (with ``hard`` all that are not hard), nor do
        quotations that answer one of these, or answer none and lie at least half in one.
        """
        wanted = [i for i, one in enumerate(self.annotated) if _counts(one.attribution, hard=hard)]
        counts = set(wanted)
        free = [one.content for i, one in enumerate(self.annotated) if i not in counts]
        answered = {found: place for place, found in self.partner.items()}
        given = [
            i
            for i, one in enumerate(self.found)
            if (answered[i] in counts if i in answered else not _lies_in(one.content, free))
        ]
        return wanted, given


def _counts(attribution: Attribution, *, hard: bool) -> bool:
    return attribution.is_quotation and not attribution.optional and (attribution.hard or not hard)


def _lies_in(content: Numbers, others: Iterable[Numbers]) -> bool:
    return any(len(content & other) >= SAME * len(content) for other in others)


def compare(
    document: Document, words: Words, quotations: Iterable[Quotation], is_right: IsRight, *, by_marks: bool
) -> Comparison:
    """Pair the attributions of a document with quotations; contents without a word are left out.

    ``is_right`` decides between partners that fit equally well. ``by_marks`` takes the kind of both sides
    from the marks of the text; else it is what annotator and extractor say.
    """
    annotated = [
        Annotated(a, words.kind(content) if by_marks or not a.kind else a.kind, content, source, cue)
        for a in document.attributions
        for content, source, cue in [(words.of(a.content), words.of(a.source), words.of(a.cue))]
        if content
    ]
    found = [
        Found(
            q, words.kind(content) if by_marks else q.kind, content, _at(words, q.source), _at(words, q.cue)
        )
        for q in quotations
        for content in [words.of(q.content)]
        if content
    ]
    return Comparison(words, annotated, found, _pairs(annotated, found, is_right))


def _at(words: Words, span: Span | None) -> Numbers:
    return words.of([span]) if span else frozenset()


def _pairs(annotated: Sequence[Annotated], found: Sequence[Found], is_right: IsRight) -> dict[int, int]:
    fitting = [
        (fit, is_right(one, other), -i, -j)
        for i, one in enumerate(annotated)
        for j, other in enumerate(found)
        if (fit := dice(one.content, other.content)) >= SAME
    ]
    partner: dict[int, int] = {}
    taken: set[int] = set()
    for _, _, i, j in sorted(fitting, reverse=True):
        if -i not in partner and -j not in taken:
            partner[-i] = -j
            taken.add(-j)
    return partner


def dice(one: Numbers, other: Numbers) -> float:
    """How much two sets of words have in common: 1 if they are equal, 0 if they share none.

    >>> dice(frozenset({1, 2}), frozenset({2, 3}))
    0.5
    """
    return 2 * len(one & other) / max(1, len(one) + len(other))


def joined_by_cue(quotations: Iterable[Quotation]) -> list[Quotation]:
    """Quotations with the pieces that share one cue joined: annotators take these for one attribution."""
    out: list[Quotation] = []
    place: dict[Span, int] = {}
    for quotation in quotations:
        if quotation.cue is None or quotation.cue not in place:
            if quotation.cue is not None:
                place[quotation.cue] = len(out)
            out.append(quotation)
            continue
        first = out[place[quotation.cue]]
        content = tuple(sorted(first.content + quotation.content))
        out[place[quotation.cue]] = replace(first, content=content, source=first.source or quotation.source)
    return out


def has_right_source(words: Words) -> IsRight:
    """Whether the sources share a telling word; of an attribution without a source, whether there is none."""

    def is_right(annotated: Annotated, found: Found) -> bool:
        if not annotated.source or not found.source:
            return not annotated.source and not found.source
        return bool(words.telling(annotated.source) & words.telling(found.source))

    return is_right
