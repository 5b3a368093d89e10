"""Where sentences end, between two words of a text. Pure functions."""

from __future__ import annotations

import re

from quotesdb.check.words import Words
from quotesdb.text.folding import word_set

_STOP = r"[.!?…]+[\"”’')\]]*"
_BEGINS = r"\s+[\"“‘'(\[—–-]*\s*(?=[A-Z0-9])"
_SENTENCE_END = re.compile(rf"""[\"”’'),;\]]*{_STOP}{_BEGINS}|[^\n]*\n[^\S\n]*\n""")
"""A stop before a capital, or a blank line."""

_LINE_END = re.compile(r"""[^\n,;]*\n[\s\"“‘'(\[—–-]*[A-Z0-9]""")
_WRAPPED = 40
"""Characters from which a line is taken for wrapped where it ends without a stop; shorter ones are lists."""

_STOPPED = re.compile(rf"(?P<word>\w*){_STOP}(?:{_BEGINS}|\s+[\"“‘'](?=\S))|\n[^\S\n]*\n")
"""A stop in the words that stand between: before a capital, or before the mark that opens again."""

_OWN_STOP = re.compile(r"[\"”’')\]]*[.!?](?!\.)")
_BRACKETS = re.compile(r"\[[^\[\]]*\]|\([^()]*\)")
_ABBREVIATIONS = word_set("mr mrs ms dr st sen rep gov gen prof vs jr sr no lt col sgt capt rev hon")


def ends_sentence(words: Words, number: int, following: int, *, over_others: bool = False) -> bool:
    """Whether a sentence ends between two words of one speaker in one text.

    What stands between may be a stage direction, or the reporter's: "said Lind." with its stop ends the
    sentence too. With ``over_others`` it is somebody else's interjection, whose stops do not count.

    >>> from quotesdb.check.words import split
    >>> words = split("Mr. Lee left. Nobody knew.")
    >>> ends_sentence(words, 0, 1), ends_sentence(words, 2, 3)
    (False, True)
    >>> words = split("“It rains,” she said. “We stay.”")
    >>> ends_sentence(words, 1, 4)
    True
    """
    between = _BRACKETS.sub(" ", words.text[words.ends[number] : words.starts[following] + 1])
    if any(map(str.isalnum, between[:-1])):
        if over_others:
            return bool(_OWN_STOP.match(between))
        return any(not _is_abbreviated(stop) for stop in _STOPPED.finditer(between))
    if not _SENTENCE_END.match(between):
        line = words.ends[number] - words.text.rfind("\n", 0, words.ends[number])
        return bool(_LINE_END.match(between)) and line < _WRAPPED
    return not (between.startswith(".") and _is_abbreviation(words.keys[number], between[-1]))


def _is_abbreviation(key: str, following: str) -> bool:
    """Whether a stop behind a word is none: "Mr. Lee", "No. 5", but "No. We stay"."""
    return key in _ABBREVIATIONS and (key != "no" or following.isdigit())


def _is_abbreviated(stop: re.Match[str]) -> bool:
    """Whether a stop is that of an abbreviation or an initial."""
    word = stop["word"] or ""
    return word.lower() in _ABBREVIATIONS or (len(word) == 1 and word.isupper())
