"""Titles as American styles capitalise them: all words but short prepositions, conjunctions and articles."""

from __future__ import annotations

import re

from quotesdb.text.folding import word_set

# The list of the CSL specification, and what stands between the parties of a case.
_SMALL = word_set(
    "a an and as at but by down for from in into nor of on onto or over so the till to up v via vs with yet"
)
_WORD = re.compile(r"[^\W_]+(?:[’'.][^\W_]+)*")
_NEW_START = re.compile(r"[:?!]\s*[“‘\"'(]*$|\.\s+[“‘\"'(]*$")


def title_case(title: str) -> str:
    """A title with its words capitalised; those that have a capital already stay as they are.

    >>> title_case("part-time crews: a view from the north, and why eBay is in")
    'Part-Time Crews: A View from the North, and Why eBay Is In'
    """
    words = list(_WORD.finditer(title))
    last = words[-1].start() if words else 0

    def cased(found: re.Match[str]) -> str:
        word, start = found[0], found.start()
        if word.lower() != word:
            return word
        begins = start in (last, words[0].start()) or _NEW_START.search(title[:start])
        return word if word in _SMALL and not begins else word[0].upper() + word[1:]

    return _WORD.sub(cased, title)
