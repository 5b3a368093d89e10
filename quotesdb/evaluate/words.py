"""A text as numbered words: what annotations and quotations are compared by.

Words, never characters, are compared, so that it makes no difference whether a mark, a full stop or a
space belongs to a span. What a word is, which words stand in quotation marks and which words of a source
mean nothing are part of the measure: they are defined as in the project's reference scorer
(score_quotes.py) and must not follow the extractor's own idea of marks, which is what is being measured.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable

from quotesdb.values import Kind, Span

_WORD = re.compile(r"\w+(?:[-.'’]\w+)*")
_POSSESSIVE = re.compile(r"['’]s$")
_EMPTY = frozenset(
    {"the", "a", "an", "of", "and", "or", "in", "on", "at", "to", "for", "by", "with", "from", "as", "this"}
    | {"that", "his", "her", "its", "their", "our", "my", "your", "'s", "’s"}
)
"""Words of a source that do not tell who it is."""

_LINE = re.compile(r"[^\n]+")
_DOUBLE = re.compile("``|''|[\"“”„«»]")
_SINGLE = re.compile(r"(?<!\w)['‘](?=\w)[^\n‘\"“”]{3,}?(?<=[\w.,!?…])['’](?!\w)")
_OPENING, _CLOSING = frozenset({"``", "“", "„", "«"}), frozenset({"”", "»"})

Numbers = frozenset[int]
"""Words of a text, by number."""


class Words:
    """The words of a text.

    >>> words = Words('She called it "a very long day".')
    >>> sorted(words.of([Span(4, 13)])), words.kind(words.of([Span(11, 31)]))
    ([1, 2], <Kind.MIXED: 'mixed'>)
    """

    def __init__(self, text: str) -> None:
        self.text = text
        places = [match.span() for match in _WORD.finditer(text)]
        self._starts = [start for start, _ in places]
        self._ends = [end for _, end in places]
        self._marked = frozenset(n for region in marked_regions(text) for n in self._wholly_in(region))

    def of(self, spans: Iterable[Span]) -> Numbers:
        """The words that share a character with a span."""
        return frozenset(
            number
            for span in spans
            for number in range(bisect_right(self._ends, span.start), bisect_left(self._starts, span.end))
        )

    def kind(self, numbers: Numbers) -> Kind:
        """Direct if all these words stand in quotation marks, indirect if none does, else mixed."""
        inside = len(numbers & self._marked)
        if not inside:
            return Kind.INDIRECT
        return Kind.DIRECT if inside == len(numbers) else Kind.MIXED

    def telling(self, numbers: Numbers) -> Numbers:
        """Those of a source's words that tell who it is: not articles, prepositions, possessives.

        All of them if there are no others.
        """
        return frozenset(n for n in numbers if self._plain(n) not in _EMPTY) or numbers

    def _plain(self, number: int) -> str:
        word = self.text[self._starts[number] : self._ends[number]].lower()
        return _POSSESSIVE.sub("", word)

    def _wholly_in(self, region: Span) -> range:
        return range(bisect_left(self._starts, region.start), bisect_right(self._ends, region.end))


def marked_regions(text: str) -> list[Span]:
    """The stretches of a text in quotation marks, marks included, in no order.

    Every line stands for itself; marks that are not closed reach to its end, as a quotation that goes on in
    the next paragraph does. Straight and doubled single marks open and close in turn. Words in single marks
    count where both marks are plain to see and no other marks are round them.

    >>> [span.text("He: “Yes,” she: 'No one.'") for span in marked_regions("He: “Yes,” she: 'No one.'")]
    ['“Yes,”', "'No one.'"]
    """
    return [region for line in _LINE.finditer(text) for region in _of_line(text, Span(*line.span()))]


def _of_line(text: str, line: Span) -> list[Span]:
    regions: list[Span] = []
    opened: int | None = None
    for mark in _DOUBLE.finditer(text, line.start, line.end):
        if opened is None and mark[0] not in _CLOSING:
            opened = mark.start()
        elif opened is not None and mark[0] not in _OPENING:
            regions.append(Span(opened, mark.end()))
            opened = None
    if opened is not None:
        regions.append(Span(opened, line.end))
    singles = [Span(*found.span()) for found in _SINGLE.finditer(text, line.start, line.end)]
    return regions + [single for single in singles if not any(single.overlaps(r) for r in regions)]
