"""A claimed quotation taken apart: its words, and the segments that an ellipsis parts. Pure functions."""

from __future__ import annotations

import re
from bisect import bisect_left
from dataclasses import dataclass
from itertools import pairwise

from quotesdb.check.words import STOP_WORDS, Flag, Words, split
from quotesdb.values import Span

SHORTEST = 5
"""Words below which a claim says too little by itself: it needs a speaker."""

_MARKED = re.compile(r"“[^“”]*”|\"[^\"]*\"|«[^«»]*»|‘.*?’(?!\w)", re.DOTALL)
_SPOKEN_END = re.compile(r"[,.!?…—–-]\s*[”\"»’]$")
_LEAD_IN = re.compile(r"[^\n]{1,80}[,:]\s*")
_LONGEST_ATTRIBUTION = 20
"""Words of an attribution between or behind the marks of a claim."""

_ELLIPSIS = re.compile(r"[\[(]\s*(?:…|\.\s?\.\s?\.(?:\s?\.)*)\s*[\])]|…|\.\s?\.\s?\.(?:\s?\.)*")


@dataclass(frozen=True, slots=True)
class ParsedClaim:
    """The words of a claim, less hesitations and stage directions; ``segments`` are ranges of them.

    Between two segments the claim itself says that words are left out. ``attributed`` is a claim that was
    pasted with its "she said", whose words are none of it.
    """

    text: str
    words: Words
    segments: tuple[tuple[int, int], ...]
    attributed: bool = False

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
    marked = _spoken_parts(text)
    if marked:
        words = words.within(marked)
    cuts = {0, len(words)}
    for match in _ELLIPSIS.finditer(text):
        cuts.add(bisect_left(words.starts, match.start()))
    segments = tuple(pair for pair in pairwise(sorted(cuts)))
    return ParsedClaim(text, words, segments, attributed=bool(marked))


def _spoken_parts(text: str) -> list[Span]:
    """The marked parts of a claim that has an attribution beside them; none where there is none.

    Marks alone prove nothing ("“Never” is a word"): before an attribution speech ends with punctuation.

    >>> _spoken_parts("“It rains,” she said.")
    [Span(start=0, end=11)]
    >>> _spoken_parts("“Never” is a word")
    []
    """
    parts = [Span(*match.span()) for match in _MARKED.finditer(text)]
    if not parts:
        return []
    before = text[: parts[0].start].strip()
    beside = [text[one.end : other.start] for one, other in pairwise(parts)] + [text[parts[-1].end :]]
    if before:
        return parts if _LEAD_IN.fullmatch(before) and not any(map(_has_words, beside)) else []
    told = [(part, outside) for part, outside in zip(parts, beside, strict=True) if _has_words(outside)]
    return parts if told and all(_is_attribution(part.text(text), outside) for part, outside in told) else []


def _is_attribution(marked: str, outside: str) -> bool:
    """Whether what stands behind marked words can be who said them."""
    ends = outside.startswith(",") or bool(_SPOKEN_END.search(marked))
    return ends and len(outside.split()) <= _LONGEST_ATTRIBUTION


def _has_words(text: str) -> bool:
    return any(map(str.isalnum, text))
