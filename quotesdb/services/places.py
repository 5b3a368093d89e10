"""Where in a text something stands, for people: its paragraph, and the words around it. Pure functions."""

from __future__ import annotations

import re
from bisect import bisect_right
from itertools import pairwise

from quotesdb.values import Span

CONTEXT = 300
"""Characters shown on each side of a quotation."""

_LINE = re.compile(r"[^\n]*\S[^\n]*")
_BLOCK_START = re.compile(r"(?:\A|\n[ \t\r]*\n)\s*(?=\S)")
_WRAPPED = range(45, 101)
"""Length of the lines of a text that was broken at a column."""


class Paragraphs:
    r"""The paragraphs of a text, numbered from 1.

    A line is a paragraph, as feeds and extracted pages have it, unless the lines were broken at a column:
    then only a blank line parts them.

    >>> Paragraphs("One.\n\nTwo.").number(6)
    2
    """

    def __init__(self, text: str) -> None:
        pattern = _BLOCK_START if _is_wrapped(text) else _LINE
        at_end = pattern is _BLOCK_START
        self._starts = [m.end() if at_end else m.start() for m in pattern.finditer(text)]

    def number(self, offset: int) -> int:
        """The number of the paragraph that holds the character at ``offset``."""
        return max(1, bisect_right(self._starts, offset))


def around(text: str, span: Span) -> tuple[str, str]:
    """The words before and after a stretch of text, cut between words.

    >>> around("He said it rains.", Span(8, 16))
    ('He said ', '.')
    """
    start, end = max(0, span.start - CONTEXT), min(len(text), span.end + CONTEXT)
    before, after = text[start : span.start], text[span.end : end]
    if start > 0:
        before = before.partition(" ")[2]
    if end < len(text):
        after = after.rpartition(" ")[0]
    return before, after


def joined(text: str, content: tuple[Span, ...]) -> str:
    """The words of a content, with " ... " where its parts stand apart.

    >>> joined("“A,” he said. “B.”", (Span(0, 4), Span(14, 18)))
    '“A,” ... “B.”'
    """
    parts = [content[0].text(text)] if content else []
    for last, span in pairwise(content):
        between = text[last.end : span.start]
        parts += [between if not between.strip() else " ... ", span.text(text)]
    return "".join(parts)


def _is_wrapped(text: str) -> bool:
    lines = [line.rstrip() for line in text.split("\n")]
    inner = sorted(len(a) for a, b in pairwise(lines) if a and b)
    return len(inner) > 5 and inner[len(inner) // 2] in _WRAPPED and inner[-1] in _WRAPPED
