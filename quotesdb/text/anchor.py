"""Selectors: describe where words stand in a text, and find them again in another version of it."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass

from quotesdb.values import Selector, Span

CONTEXT = 32
"""Characters of context kept on each side."""

FLOOR = 0.7
"""Likeness from which other words beside the old context are taken for the successor of the old ones.

At 0.7 one word in three may be another.
"""

FLOOR_ELSEWHERE = 0.9
"""The same without the old context on either side, and for less than ``SHORT`` characters.

Articles say the same thing twice in nearly the same words, and a few words are often alike by chance.
"""

SHORT = 25
_SHORTEST = 8
_WINDOW = 1_500
"""Characters on each side of a likely place that are searched, so that the cost has a bound.

Where the words themselves are many it is a quarter of theirs: they may be that much longer now.
"""

_PLACES = 8
_MOST = 64
"""Places looked at, the nearest to the old position, where the very words occur more often."""

_LEAST_CONTEXT, _GIVE = 12, 10
_LONG = 1_000
"""Characters from which on changed words are compared word by word."""

_WORD = re.compile(r"\S+")
_TOKEN = re.compile(r"\w+|[^\w\s]")


@dataclass(frozen=True, slots=True)
class Changed:
    """Where a quotation stands in other words than before; ``likeness`` is below 1."""

    span: Span
    likeness: float


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


def reanchor(text: str, selector: Selector, taken: Collection[Span] = ()) -> Span | None:
    """Find the selected words in another version of their text.

    The occurrence with most of the old context next to it, first of all in the same paragraph, and among
    equals the one nearest the old position; never one that is ``taken``. None where the words do not occur:
    for a near miss, which is not the same words, ask ``find_changed``.

    >>> selector = describe("He said it rains.", Span(8, 16))
    >>> reanchor("On Monday he said it rains.", selector)
    Span(start=18, end=26)
    >>> reanchor("He said it snows.", selector) is None
    True
    """
    return next((place for place in places(text, selector) if place not in taken), None)


def reanchor_each(
    text: str, selectors: Sequence[Selector], taken: Collection[Span] = ()
) -> list[Span | None]:
    """Find the words of several selectors in another version of their text, each at a place of its own.

    Where two claim one place it goes to the one whose old context agrees more, then to the nearer one; the
    other gets its next best place, or none. Selectors that are equal are one. None gets a ``taken`` place.

    >>> old = "“Yes,” he said. “Yes,” she said."
    >>> reanchor_each("“Yes,” she said.", [describe(old, Span(0, 6)), describe(old, Span(16, 22))])
    [None, Span(start=0, end=6)]
    """
    found: dict[Selector, Span] = {}
    given = set(taken)
    occurring = {exact: list(_occurrences(text, exact)) for exact in {one.exact for one in selectors}}
    claims = [
        (_likeness(text, start, selector), -number, selector, start)
        for number, selector in enumerate(dict.fromkeys(selectors))
        for start in _nearest(occurring[selector.exact], selector.span.start)
    ]
    for _, _, selector, start in sorted(claims, key=lambda claim: claim[:2], reverse=True):
        place = Span(start, start + len(selector.exact))
        if selector not in found and place not in given:
            found[selector] = place
            given.add(place)
    return [found.get(selector) for selector in selectors]


def places(text: str, selector: Selector) -> list[Span]:
    """Where the selected words stand in another version of their text, as ``reanchor`` prefers them."""
    starts = _nearest(list(_occurrences(text, selector.exact)), selector.span.start)
    best_first = sorted(starts, key=lambda start: _likeness(text, start, selector), reverse=True)
    return [Span(start, start + len(selector.exact)) for start in best_first]


def find_changed(text: str, selector: Selector, taken: Collection[Span] = ()) -> Changed | None:
    """Find what became of selected words that no longer stand in the text as they were.

    The last step after ``reanchor``, to tell that it is the same quotation that was changed. It never says
    that the words are the same: whoever shows the result has to show both wordings. Searched are the
    surroundings of the old position and of the places where the old context stands. Nothing is found below
    ``FLOOR``, or ``FLOOR_ELSEWHERE``, nor for a few characters, nor where the very words still stand. What
    is ``taken`` by other words that are known counts for neither.

    >>> selector = describe("The mayor said it never rains in the north.", Span(15, 43))
    >>> changed = find_changed("On Monday the mayor said it seldom rains in the north.", selector)
    >>> changed.span.text("On Monday the mayor said it seldom rains in the north.")
    'it seldom rains in the north.'
    """
    if len(selector.exact) < _SHORTEST or reanchor(text, selector, taken) is not None:
        return None
    found = {_likest(text, window, selector.exact) for window in _windows(text, selector)}
    best = max(
        (
            Changed(span, _ratio(selector.exact, span.text(text)))
            for span in found
            if span is not None and not any(same_place(span, it) for it in taken)
        ),
        key=lambda changed: (changed.likeness, -abs(changed.span.start - selector.span.start)),
        default=None,
    )
    if best is None:
        return None
    sure = len(selector.exact) >= SHORT and _in_context(text, best.span, selector)
    return best if best.likeness >= (FLOOR if sure else FLOOR_ELSEWHERE) else None


def _ratio(one: str, other: str) -> float:
    from rapidfuzz import fuzz

    return fuzz.ratio(one, other) / 100


def same_place(one: Span, other: Span) -> bool:
    """Whether two stretches each cover more than half of the other.

    >>> same_place(Span(0, 10), Span(4, 12)), same_place(Span(0, 10), Span(2, 6))
    (True, False)
    """
    return 2 * (min(one.end, other.end) - max(one.start, other.start)) > max(len(one), len(other))


def _in_context(text: str, span: Span, selector: Selector) -> bool:
    """Whether what stood right before or behind the old words stands there now, give or take a word."""
    before = text[max(0, span.start - _LEAST_CONTEXT - _GIVE) : span.start + _GIVE]
    after = text[max(0, span.end - _GIVE) : span.end + _LEAST_CONTEXT + _GIVE]
    prefix, suffix = selector.prefix[-_LEAST_CONTEXT:], selector.suffix[:_LEAST_CONTEXT]
    return (len(prefix) == _LEAST_CONTEXT and prefix in before) or (
        len(suffix) == _LEAST_CONTEXT and suffix in after
    )


def _windows(text: str, selector: Selector) -> list[Span]:
    """The stretches that changed words are looked for in."""
    length = len(selector.exact)
    margin = max(_WINDOW, length // 4)
    starts = {min(selector.span.start, len(text))}
    if len(selector.prefix) >= _LEAST_CONTEXT:
        starts |= {at + len(selector.prefix) for at in _first(text, selector.prefix)}
    if len(selector.suffix) >= _LEAST_CONTEXT:
        starts |= {max(0, at - length) for at in _first(text, selector.suffix)}
    return [Span(max(0, at - margin), min(len(text), at + length + margin)) for at in sorted(starts)]


def _first(text: str, words: str) -> list[int]:
    return [at for at, _ in zip(_occurrences(text, words), range(_PLACES), strict=False)]


def _likest(text: str, window: Span, exact: str) -> Span | None:
    """The whole words of a window that are most like the old ones."""
    fit = _fit_words if len(exact) > _LONG else _fit_characters
    found = fit(exact, window.text(text))
    return Span(window.start + found.start, window.start + found.end) if found else None


def _fit_characters(exact: str, within: str) -> Span | None:
    """The words most like the old ones, character by character: at a cost of the cube of their length.

    The aligned stretch is as long as the old words; its ends are then moved to where words begin and end.
    """
    from rapidfuzz import fuzz

    aligned = fuzz.partial_ratio_alignment(exact, within, score_cutoff=50)
    if aligned is None or aligned.dest_end == aligned.dest_start:
        return None
    words = [match.span() for match in _WORD.finditer(within)]
    starts, ends = [start for start, _ in words], [end for _, end in words]
    slack = len(exact) // 3 + 10
    first = bisect_left(starts, aligned.dest_start - slack)
    last = bisect_left(starts, aligned.dest_end + slack)
    if first >= last:
        return None

    def likeness(start: int, end: int) -> float:
        return fuzz.ratio(exact, within[start:end]) if start < end else 0.0

    end = max(ends[first:last], key=lambda end: (likeness(aligned.dest_start, end), -end))
    start = max(starts[first:last], key=lambda start: (likeness(start, end), start))
    end = max(ends[first:last], key=lambda end: (likeness(start, end), -end))
    return Span(start, end) if start < end else None


def _fit_words(exact: str, within: str) -> Span | None:
    """The same for many words, which are compared as wholes: every end is tried at the cost of one."""
    wanted, found = _TOKEN.findall(exact), list(_TOKEN.finditer(within))
    there = [match[0] for match in found]
    end = _likest_beginning(wanted, there)
    start = end - _likest_beginning(wanted[::-1], there[:end][::-1])
    end = start + _likest_beginning(wanted, there[start:])
    return Span(found[start].start(), found[end - 1].end()) if start < end else None


def _likest_beginning(wanted: Sequence[str], there: Sequence[str]) -> int:
    """How many of the words that are there, from the first on, are most like those wanted; the fewest.

    Likeness is twice the longest common subsequence by the words of both. The bits of one number are the row
    of the table in which it is found (Hyyrö 2004): those that are 0 count what is common so far.
    """
    holding: dict[str, int] = {}
    for place, word in enumerate(wanted):
        holding[word] = holding.get(word, 0) | 1 << place
    whole = (1 << len(wanted)) - 1
    row, best, likest = whole, 0.0, 0
    for number, word in enumerate(there, 1):
        if word not in holding:
            continue
        shared = row & holding[word]
        row = ((row + shared) | (row - shared)) & whole
        likeness = (len(wanted) - row.bit_count()) / (len(wanted) + number)
        if likeness > best:
            best, likest = likeness, number
    return likest


def _nearest(starts: Sequence[int], at: int) -> Sequence[int]:
    """The starts next to ``at`` on both sides, so that the cost has a bound."""
    if len(starts) <= _MOST:
        return starts
    middle = min(max(bisect_left(starts, at), _MOST // 2), len(starts) - _MOST // 2)
    return starts[middle - _MOST // 2 : middle + _MOST // 2]


def _occurrences(text: str, exact: str) -> Iterator[int]:
    start = text.find(exact)
    while start >= 0:
        yield start
        start = text.find(exact, start + 1)


def _likeness(text: str, start: int, selector: Selector) -> tuple[int, int, int]:
    """Sides that agree to the end of the line, characters of context that agree, and nearness.

    What stands in the same paragraph moves along with the words; what stands in the next one need not.
    """
    end = start + len(selector.exact)
    before = text[max(0, start - len(selector.prefix)) : start]
    after = text[end : end + len(selector.suffix)]
    sides = ((before[::-1], selector.prefix[::-1]), (after, selector.suffix))
    whole = sum(_is_line(there, wanted) for there, wanted in sides)
    return whole, sum(_shared(*side) for side in sides), -abs(start - selector.span.start)


def _is_line(there: str, wanted: str) -> bool:
    """Whether all that is wanted of a line is there, if that is anything."""
    line = wanted.partition("\n")[0]
    return bool(line.strip()) and there.partition("\n")[0] == line


def _shared(one: str, other: str) -> int:
    """Count the leading characters that two strings share."""
    for count, (a, b) in enumerate(zip(one, other, strict=False)):
        if a != b:
            return count
    return min(len(one), len(other))
