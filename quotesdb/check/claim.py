"""A claimed quotation taken apart: its words, and the segments that an ellipsis parts. Pure functions."""

from __future__ import annotations

import re
from bisect import bisect_left
from dataclasses import dataclass
from itertools import pairwise

from quotesdb.check.words import STOP_WORDS, Flag, Words, split

SHORTEST = 5
"""Words below which a claim says too little by itself: it needs a speaker."""

_ELLIPSIS = re.compile(r"[\[(]\s*(?:…|\.\s?\.\s?\.(?:\s?\.)*)\s*[\])]|…|\.\s?\.\s?\.(?:\s?\.)*")


@dataclass(frozen=True, slots=True)
class ParsedClaim:
    """The words of a claim, less hesitations and stage directions; ``segments`` are ranges of them.

    Between two segments the claim itself says that words are left out.
    """

    text: str
    words: Words
    segments: tuple[tuple[int, int], ...]

    @property
    def is_short(self) -> bool:
        """Whether the claim has too few words to be known by them."""
        return len(self.words) < SHORTEST

    @property
    def telling(self) -> int:
        """How many words are not among the commonest."""
        return sum(key not in STOP_WORDS for key in self.words.keys)


def parse(text: str) -> ParsedClaim:
    """Take a claim apart; offsets are those of ``text``.

    >>> claim = parse("“We will … win [the war].”")
    >>> claim.words.keys, claim.segments
    (['we', 'will', 'win', 'the', 'war'], ((0, 2), (2, 5)))
    """
    words = split(text).without(Flag.UNSPOKEN)
    cuts = {0, len(words)}
    for match in _ELLIPSIS.finditer(text):
        cuts.add(bisect_left(words.starts, match.start()))
    segments = tuple(pair for pair in pairwise(sorted(cuts)))
    return ParsedClaim(text, words, segments)
