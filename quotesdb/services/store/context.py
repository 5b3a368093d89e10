"""Where in a text something stands, for people: its paragraph, and the words around it. Pure functions."""

from __future__ import annotations

from bisect import bisect_right
from itertools import pairwise

from quotesdb.text.segments import paragraph_starts
from quotesdb.values import Span

CONTEXT = 300
"""Characters shown on each side of a quotation."""


class Paragraphs:
    """The paragraphs of a text, numbered from 1.

    >>> Paragraphs("One." + chr(10) + "Two.").number(6)
    2
    """

    def __init__(self, text: str) -> None:
        self._starts = paragraph_starts(text)

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
