"""Selectors: describe where words stand in a text, and find them again in another version of it."""

from __future__ import annotations

from collections.abc import Iterator

from quotesdb.values import Selector, Span

CONTEXT = 32
"""Characters of context kept on each side."""


def describe(text: str, span: Span) -> Selector:
    """Describe a stretch of text by its position, its words and up to 32 characters on each side.

    >>> describe("He said it rains.", Span(8, 16))
    Selector(span=Span(start=8, end=16), exact='it rains', prefix='He said ', suffix='.')

    Raises:
        ValueError: if the span is empty or reaches beyond the text; it could not be found again.

    """
    if len(span) == 0 or span.end > len(text):
        raise ValueError(f"cannot describe {span.start}..{span.end} of a text of {len(text)} characters")
    prefix = text[max(0, span.start - CONTEXT) : span.start]
    return Selector(span, span.text(text), prefix, text[span.end : span.end + CONTEXT])


def reanchor(text: str, selector: Selector) -> Span | None:
    """Find the selected words in another version of their text.

    The words at the old position win, whatever stands around them. Else the occurrence with most of
    the old context next to it, and among equals the one nearest the old position. None where the words
    do not occur: a near miss is another quotation, and guessing would forge evidence.

    >>> selector = describe("He said it rains.", Span(8, 16))
    >>> reanchor("On Monday he said it rains.", selector)
    Span(start=18, end=26)
    >>> reanchor("He said it snows.", selector) is None
    True
    """
    if selector.span.text(text) == selector.exact:
        return selector.span
    starts = _occurrences(text, selector.exact)
    best = max(starts, key=lambda start: _likeness(text, start, selector), default=None)
    return None if best is None else Span(best, best + len(selector.exact))


def _occurrences(text: str, exact: str) -> Iterator[int]:
    start = text.find(exact)
    while start >= 0:
        yield start
        start = text.find(exact, start + 1)


def _likeness(text: str, start: int, selector: Selector) -> tuple[int, int]:
    """Characters of context that agree, then nearness to the old position."""
    end = start + len(selector.exact)
    before = text[max(0, start - len(selector.prefix)) : start]
    after = text[end : end + len(selector.suffix)]
    agreeing = _shared(before[::-1], selector.prefix[::-1]) + _shared(after, selector.suffix)
    return agreeing, -abs(start - selector.span.start)


def _shared(one: str, other: str) -> int:
    """Count the leading characters that two strings share."""
    for count, (a, b) in enumerate(zip(one, other, strict=False)):
        if a != b:
            return count
    return min(len(one), len(other))
