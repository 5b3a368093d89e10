"""Which of many stretches of a text another stretch touches, without trying them all."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable

from quotesdb.values import Span


class Stretches:
    """Spans that do not overlap each other.

    >>> them = Stretches([Span(7, 9), Span(1, 4)])
    >>> them.first_in(Span(3, 8)), them.first_in(Span(4, 7))
    (Span(start=1, end=4), None)
    """

    def __init__(self, spans: Iterable[Span]) -> None:
        self._spans = sorted(spans)
        self._starts = [s.start for s in self._spans]

    def first_in(self, span: Span) -> Span | None:
        """The first one that shares a character with ``span``."""
        i = max(bisect_right(self._starts, span.start) - 1, 0)
        return next((s for s in self._spans[i : i + 2] if s.overlaps(span)), None)
