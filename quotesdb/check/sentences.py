"""Where sentences end, between two words of a text. Pure functions."""

from __future__ import annotations

import re

from quotesdb.check.words import Words
from quotesdb.text import word_set

_SENTENCE_END = re.compile(
    r"""[\"”’'),;\]]*[.!?…]+[\"”’')\]]*\s+[\"“‘'(\[—–-]*\s*(?=[A-Z0-9])"""
    r"""|[^\n]*\n[^\S\n]*\n"""
    r"""|[^\n,;]*\n[\s\"“‘'(\[—–-]*[A-Z0-9]"""
)
"""A stop before a capital, a blank line, or a line that ends and is not wrapped."""

_ABBREVIATIONS = word_set("mr mrs ms dr st sen rep gov gen prof vs jr sr no lt col sgt capt rev hon")


def ends_sentence(words: Words, number: int, following: int) -> bool:
    """Whether a sentence ends between two words of one text.

    >>> from quotesdb.check.words import split
    >>> words = split("Mr. Lee left. Nobody knew.")
    >>> ends_sentence(words, 0, 1), ends_sentence(words, 2, 3)
    (False, True)
    """
    between = words.text[words.ends[number] : words.starts[following] + 1]
    if not _SENTENCE_END.match(between):
        return False
    return not (between.startswith(".") and words.keys[number] in _ABBREVIATIONS)
