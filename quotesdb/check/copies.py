"""Which articles are copies of one wire story, so that independent reports can be counted. Pure functions."""

from __future__ import annotations

import re
from collections.abc import Sequence

from quotesdb.check.normalise import normalise

_WORD = re.compile(r"[^\W_]+")
_SHINGLE = 5
_COPIED = 0.6
"""Share of the shorter text's runs of five words that the longer one has, from which they are one story.

Outlets cut wire copy from below and change its first sentence; two reports of one event by different hands
share their quotations only, far less than half.
"""


def stories(texts: Sequence[str]) -> list[int]:
    """For each text the number of the first text that is the same story.

    >>> stories(["a b c d e f g h", "so a b c d e f g h", "quite other words than those here"])
    [0, 0, 2]
    """
    shingles = [_shingles(text) for text in texts]
    out: list[int] = []
    for number, own in enumerate(shingles):
        out.append(next((first for first in dict.fromkeys(out) if _copied(own, shingles[first])), number))
    return out


def _shingles(text: str) -> frozenset[int]:
    words = _WORD.findall(normalise(text).text)
    runs = range(max(1, len(words) - _SHINGLE + 1))
    return frozenset(hash(tuple(words[start : start + _SHINGLE])) for start in runs)


def _copied(one: frozenset[int], other: frozenset[int]) -> bool:
    return len(one & other) >= _COPIED * min(len(one), len(other))
