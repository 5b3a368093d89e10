"""Paragraphs and sentences of a text, found by its own layout.

Quotation marks are paired within a paragraph and reported clauses end with a sentence, so both
borders matter more here than a perfect sentence count: where in doubt, no border is set.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median
from typing import NamedTuple

from quotesdb.data import word_list
from quotesdb.values import Span

_LONGEST_PARAGRAPH = 20_000
_LONGEST_SENTENCE = 4_000
"""Characters after which a border is set where the text has none: no print goes on for so long, and the
work that is done within one paragraph or sentence stays bounded, whatever the text."""

_LINE = re.compile(r"[^\n]+")
_WORDS = re.compile(r"[^\S\n]*+(\S)[^\n]*+")
"""A line that is not blank, with its first letter."""
_ENDS_LINE = re.compile(r"[.!?…:][\"'”’»)\]*_]*$")
_FIRST_LETTER = re.compile(r"[^\w\n]{0,9}(\w)")
_OWN_LINE = re.compile(r"\s*(?:[-*+•·]\s|\d{1,3}[.)]\s|#{1,6}\s|\||(?:[-=*_]\s?){3,}$|```)")
_LABEL = re.compile(r"\s*[*_]{0,2}(?:[^\W\d_a-z][\w.'’-]{0,20} ){0,4}[^\W\d_a-z][\w.'’-]{0,20}:[*_]{0,2}\s")
_WIDTHS = (36, 110)
_MOST_OVERLONG = 0.03
_LEAST_FULL = 0.85
_LEAST_RUNNING_ON = 0.25
_LOOSE_WIDTH, _LOOSE_LINES = 55, 6

_ABBREVIATIONS = word_list("abbreviations")
# Possessive, and only where a run of marks begins: else a long run takes time by its square or worse.
_BOUNDARY = re.compile(r"(?<![.!?…])[.!?…]++['\"”’»)\]]*+(?=\s|$)")
_SPACED_CLOSER = re.compile(r"[^\S\n]++([\"”’»])(?=\s|$)")
_NEXT_STARTS = re.compile(r"\s*+(?:``|[\"“”‘’'«„(\[—–-])*+\s*+([^\W_])")
_INITIALS = re.compile(r"[^\W\d_](?:\.[^\W\d_])*")
_LAST_WORD = re.compile(r"([\w.’']+)$")


class _Line(NamedTuple):
    """A line that is not blank, from its first word to the ``end`` of its last.

    ``words`` have the white space before the first. Its ``width`` is nothing if it is one word, which could
    not be broken.
    """

    start: int
    end: int
    words: str

    @property
    def width(self) -> int:
        """How long it is, but for white space at its end."""
        return len(self.words) if " " in self.words.lstrip() else 0

    @property
    def indent(self) -> int:
        """The white space at its beginning."""
        return len(self.words) - len(self.words.lstrip())


@dataclass(frozen=True, slots=True)
class _Break:
    """A single line break: between two lines with nothing blank between them.

    ``runs_on`` if a sentence goes on over it, as far as marks and capitals tell, ``is_open`` if only marks
    do, and ``is_border`` if the lower line is one of its own; ``reach`` is how long the upper line would be
    with the first word of the lower.
    """

    upper: _Line
    lower: _Line
    reach: int
    runs_on: bool
    is_open: bool
    is_border: bool


def paragraphs(text: str) -> list[Span]:
    """The non-blank paragraphs, without surrounding white space.

    A line is a paragraph, as feeds and extracted pages have it, unless lines were broken at a column, as in
    old wire copy, mail and most Markdown. That shows in two ways: sentences run on over the breaks, and the
    first word of each next line would not have fitted. Verse, lists and addresses have neither, and even
    between broken lines headings, items of lists and the lines of an address stay apart.

    >>> [p.start for p in paragraphs("One." + chr(10) + " Two. ")]
    [0, 6]
    """
    return [Span(start, end) for start, end in _bounds(text)]


def paragraph_starts(text: str) -> list[int]:
    """Where the paragraphs begin."""
    lines = [(found.start(), found.start(1), found.end()) for found in _WORDS.finditer(text)]
    # Blank lines between all of them, as in most articles, leave nothing to be decided.
    are_apart = all(lower[0] > upper[2] + 1 for upper, lower in pairwise(lines))
    if are_apart and all(end - start <= _LONGEST_PARAGRAPH for _begin, start, end in lines):
        return [start for _begin, start, _end in lines]
    return [start for start, _end in _bounds(text)]


def _bounds(text: str) -> list[tuple[int, int]]:
    """Where the paragraphs begin and end. As plain numbers: many are looked at only to count them."""
    lines = list(_lines(text))
    breaks = _breaks(text, lines)
    joined = {one.lower.start for one, soft in zip(breaks, _soft(breaks), strict=True) if soft}
    bounds: list[tuple[int, int]] = []
    for start, end, _words in lines:
        if start in joined:
            bounds[-1] = bounds[-1][0], end
        else:
            bounds.append((start, end))
    if all(end - start <= _LONGEST_PARAGRAPH for start, end in bounds):
        return bounds
    parts = (part for bound in bounds for part in _cut(text, Span(*bound), _LONGEST_PARAGRAPH))
    return [(part.start, part.end) for part in parts]


def _breaks(text: str, lines: Sequence[_Line]) -> list[_Break]:
    return [
        _break(upper, lower)
        for upper, lower in pairwise(lines)
        if text.count("\n", upper.end, lower.start) == 1
    ]


def _lines(text: str) -> Iterator[_Line]:
    for match in _LINE.finditer(text):
        words = match[0].rstrip()
        if words:
            end = match.start() + len(words)
            yield _Line(end - len(words.lstrip()), end, words)


def _break(upper: _Line, lower: _Line) -> _Break:
    above, below = upper.words, lower.words
    letter = _FIRST_LETTER.match(below)
    finished = bool(_ENDS_LINE.search(above[-9:]))
    is_border = (
        bool(_OWN_LINE.match(below))
        or above.lstrip().startswith("#")
        or (lower.indent > upper.indent and not _OWN_LINE.match(above))
        or (finished and bool(_LABEL.match(below)))
    )
    small = letter is not None and letter[1].isalpha() and not letter[1].isupper()
    return _Break(
        upper,
        lower,
        reach=len(above) + 1 + len(below.split(maxsplit=1)[0]),
        runs_on=small and not finished and not is_border,
        is_open=above[-1].islower() and len(above) >= _LOOSE_WIDTH,
        is_border=is_border,
    )


def _soft(breaks: Sequence[_Break]) -> list[bool]:
    """Of each break, whether it is but a space, decided by all of them together."""
    inside = [one for one in breaks if not one.is_border]
    running = [one for one in inside if one.runs_on]
    if not running and len(inside) > 1 and all(one.is_open for one in inside):
        running = inside
    if not running or len(running) < _LEAST_RUNNING_ON * len(inside):
        return [False] * len(breaks)
    width = _width(breaks, running)
    if width:
        return [not one.is_border and (one.runs_on or one.reach > width) for one in breaks]
    # Broken by hand, or where clauses end: only what surely runs on goes on.
    loose = 2 * len(running) > len(breaks) and len(running) >= _LOOSE_LINES
    loose = loose and median(one.upper.width for one in running) >= _LOOSE_WIDTH
    return [loose and one.runs_on for one in breaks]


def _width(breaks: Sequence[_Break], running: Sequence[_Break]) -> int | None:
    """The column at which lines were broken: nearly all lines end there as far as words allow.

    The few longest lines do not count: they may hold an address of the web, or be no part of the prose.
    """
    lines = {line.start: line.width for one in breaks for line in (one.upper, one.lower) if line.width}
    widths = sorted(lines.values())
    few = int(_MOST_OVERLONG * len(widths)) + (len(widths) > _LOOSE_LINES)
    if len(widths) < 2 or widths[-1 - few] > _WIDTHS[1]:
        return None
    width = widths[-1 - few]
    full = sum(one.reach > width for one in running)
    return width if width >= _WIDTHS[0] and full >= _LEAST_FULL * len(running) else None


def trim(text: str, span: Span) -> Span:
    """``span`` without white space at either end.

    >>> trim(" ab ", Span(0, 4))
    Span(start=1, end=3)
    """
    start, end = span.start, span.end
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return Span(start, end)


def sentences(text: str, paragraph: Span) -> list[Span]:
    """The sentences of one paragraph, closing quotation marks included.

    A full stop after an abbreviation or an initial, or before a lower-case word, is no border.

    >>> t = 'Mr. Lee left. "Why?" she asked. Nobody knew.'
    >>> [s.text(t) for s in sentences(t, Span(0, len(t)))]
    ['Mr. Lee left.', '"Why?" she asked.', 'Nobody knew.']
    """
    out: list[Span] = []
    start = paragraph.start
    for match in _BOUNDARY.finditer(text, paragraph.start, paragraph.end):
        end = _with_closer(text, match.end(), paragraph)
        if end < paragraph.end and _ends_sentence(text, match, end, paragraph.end):
            out.append(trim(text, Span(start, end)))
            start = end
    rest = trim(text, Span(start, paragraph.end))
    if len(rest):
        out.append(rest)
    return [part for span in out for part in _cut(text, span, _LONGEST_SENTENCE)]


def _with_closer(text: str, end: int, paragraph: Span) -> int:
    """The end of a sentence, with a closing mark that white space parts from it: “ It rains. ” He left."""
    closer = _SPACED_CLOSER.match(text, end, paragraph.end)
    if closer is None or (closer[1] == '"' and text.count('"', paragraph.start, end) % 2 == 0):
        return end
    return closer.end()


def _cut(text: str, span: Span, longest: int) -> Iterator[Span]:
    """``span`` in parts of at most ``longest`` characters, at the last full stop or space of each."""
    while len(span) > longest:
        middle, end = span.start + longest // 2, span.start + longest
        at = max(text.rfind(". ", middle, end), text.rfind("\n", middle, end)) + 1
        at = at or text.rfind(" ", middle, end) + 1 or end
        if len(part := trim(text, Span(span.start, at))):
            yield part
        span = trim(text, Span(at, span.end))
    if len(span):
        yield span


def _ends_sentence(text: str, mark: re.Match[str], end: int, limit: int) -> bool:
    following = _NEXT_STARTS.match(text, end, limit)
    if following and following[1].islower():
        return False
    if mark[0][0] != "." or len(mark[0].rstrip("'\"”’»)]")) > 1:
        return True
    word = _LAST_WORD.search(text, max(0, mark.start() - 20), mark.start())
    if word is None:
        return True
    bare = word[1].lower().strip("'’")
    return not (bare in _ABBREVIATIONS or _INITIALS.fullmatch(bare))
