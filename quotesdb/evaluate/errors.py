"""The mistakes behind the figures, with the words, for people to read."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

from quotesdb.evaluate.measures import has_right_speaker, is_marked
from quotesdb.evaluate.pairing import Annotated, Comparison, Found, has_right_source
from quotesdb.values import Kind, Span


class Mistake(StrEnum):
    """What can be wrong."""

    MISSED = "missed"
    EXTRA = "extra"
    SOURCE = "wrong source"
    SPEAKER = "wrong speaker"
    NO_QUOTATION = "not a quotation"


@dataclass(frozen=True, slots=True)
class Side:
    """What the annotator or the extractor has; null is what he left out or what was not annotated."""

    text: str
    content: tuple[Span, ...]
    source: str | None
    cue: str | None
    speaker: str | None


@dataclass(frozen=True, slots=True)
class Error:
    """One mistake; ``annotated`` is null where a quotation is extra, ``predicted`` where it is missed."""

    mistake: Mistake
    document: str
    kind: Kind
    annotated: Side | None
    predicted: Side | None

    @property
    def place(self) -> int:
        """Where it is in the text."""
        side = self.annotated or self.predicted
        return side.content[0].start if side else 0


def wrong_contents(document: str, comparison: Comparison, *, with_sources: bool) -> Iterator[Error]:
    """Contents that were missed, extra, or found with a wrong source (if sources were annotated)."""
    wanted, given = comparison.counted()
    is_right = has_right_source(comparison.words)
    for place in wanted:
        one, other = comparison.annotated[place], comparison.partner_of(place)
        if other is None:
            yield _error(Mistake.MISSED, document, comparison, one, None)
        elif with_sources and not is_right(one, other):
            yield _error(Mistake.SOURCE, document, comparison, one, other)
    answers = set(comparison.partner.values())
    for place in given:
        if place not in answers:
            yield _error(Mistake.EXTRA, document, comparison, None, comparison.found[place])


def wrong_speakers(document: str, comparison: Comparison) -> Iterator[Error]:
    """Quotations that were found, but not with the right speaker."""
    for place in comparison.counted()[0]:
        one, other = comparison.annotated[place], comparison.partner_of(place)
        if other is not None and not has_right_speaker(one, other):
            yield _error(Mistake.SPEAKER, document, comparison, one, other)


def no_quotations(document: str, comparison: Comparison) -> Iterator[Error]:
    """Passages in marks that are no quotation but were taken for one."""
    for place, one in enumerate(comparison.annotated):
        other = comparison.partner_of(place)
        if not one.attribution.is_quotation and other is not None and is_marked(other):
            yield _error(Mistake.NO_QUOTATION, document, comparison, one, other)


def _error(
    mistake: Mistake, document: str, comparison: Comparison, one: Annotated | None, other: Found | None
) -> Error:
    text = comparison.words.text
    annotated = predicted = None
    if one:
        a = one.attribution
        name = a.names[0] if a.names else None
        annotated = _side(text, a.content, a.source, a.cue, name)
    if other:
        q = other.quotation
        source, cue = ((span,) if span else () for span in (q.source, q.cue))
        predicted = _side(text, q.content, source, cue, q.speaker.name if q.speaker else None)
    kind = one.kind if one else other.kind if other else Kind.INDIRECT
    return Error(mistake, document, kind, annotated, predicted)


def _side(
    text: str, content: Sequence[Span], source: Sequence[Span], cue: Sequence[Span], speaker: str | None
) -> Side:
    return Side(_texts(text, content) or "", tuple(content), _texts(text, source), _texts(text, cue), speaker)


def _texts(text: str, spans: Sequence[Span]) -> str | None:
    return " ... ".join(span.text(text) for span in spans) or None
