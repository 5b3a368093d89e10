"""Paragraphs and sentences of a text, found by its own layout.

Quotation marks are paired within a paragraph and reported clauses end with a sentence, so both
borders matter more here than a perfect sentence count: where in doubt, no border is set.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise
from statistics import median

from quotesdb.values import Span

_LONGEST_PARAGRAPH = 20_000
_LONGEST_SENTENCE = 4_000
"""Characters after which a border is set where the text has none: no print goes on for so long, and the
work that is done within one paragraph or sentence stays bounded, whatever the text."""

_BLOCK = re.compile(r"[^\n]+(?:\n[^\n]+)*")
_TERMINAL = re.compile(r"[.!?…:;,\"”’')\]—-]\s*$")
_WRAP_COLUMNS = (45, 100)
_MIN_WRAPPED_LINES = 6

_SHORT_WORDS = (
    "mr mrs ms dr prof rev hon sen rep gov gen col lt sgt capt cmdr maj adm st jr sr vs etc inc corp "
    "ltd co no nos fig dept univ jan feb mar apr jun jul aug sep sept oct nov dec mon tue wed thu fri "
    "sat sun u.s u.k u.n e.u d.c a.m p.m ph.d e.g i.e ala ariz calif colo conn del fla ga ill ind kan "
    "ky la md mass mich minn miss mo mont neb nev okla ore pa tenn tex vt va wash wis wyo"
)
_ABBREVIATIONS = frozenset(_SHORT_WORDS.split())
# Possessive, and only where a run of marks begins: else a long run takes time by its square or worse.
_BOUNDARY = re.compile(r"(?<![.!?…])[.!?…]++['\"”’»)\]]*+(?=\s|$)")
_SPACED_CLOSER = re.compile(r"[^\S\n]++([\"”’»])(?=\s|$)")
_NEXT_STARTS = re.compile(r"\s*+(?:``|[\"“”‘’'«„(\[—–-])*+\s*+([^\W_])")
_INITIALS = re.compile(r"[^\W\d_](?:\.[^\W\d_])*")
_LAST_WORD = re.compile(r"([\w.’']+)$")


def is_hard_wrapped(text: str) -> bool:
    """Whether lines were broken at a column, so that only a blank line ends a paragraph.

    Old wire copy and mail are wrapped so. Judged by line lengths and by how few lines end a
    sentence; a text without enough lines counts as not wrapped.
    """
    lines = [line.rstrip() for line in text.split("\n")]
    inner = [a for a, b in pairwise(lines) if a and b]
    if len(inner) < _MIN_WRAPPED_LINES:
        return False
    lengths = [len(line) for line in inner]
    low, high = _WRAP_COLUMNS
    unfinished = sum(not _TERMINAL.search(line) for line in inner)
    return low <= median(lengths) and max(lengths) <= high and unfinished >= 0.5 * len(inner)


def paragraphs(text: str) -> list[Span]:
    """The non-blank paragraphs, without surrounding white space.

    A line is a paragraph, as feeds and extracted pages have it, unless the text is hard-wrapped.

    >>> [p.start for p in paragraphs("One." + chr(10) + " Two. ")]
    [0, 6]
    """
    pattern = _BLOCK if is_hard_wrapped(text) else re.compile(r"[^\n]+")
    found = (trim(text, Span(*match.span())) for match in pattern.finditer(text))
    return [part for span in found if len(span) for part in _cut(text, span, _LONGEST_PARAGRAPH)]


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
