"""What tells talk from other words in the same layout: how fast it is said, and that it is answered."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise
from statistics import mean

ADDRESS = re.compile(r"\b(?:I|[Ww]e|[Yy]ou|[Mm]e|[Uu]s|[Mm]y|[Oo]ur|[Yy]our)\b|\?")
"""Words that address somebody or tell of whoever speaks, and questions."""

FIRST_PERSON = re.compile(r"\b(?:I|[Ww]e|[Mm]e|[Uu]s|[Mm]y|[Oo]ur)\b")
SENTENCE = re.compile(r"[.!?…][\"'”’»)\]]*\s*\Z|[。！？]\s*\Z")
SLOWEST = 0.4
"""Words a second: people say two or three, and tables of what was played or done have fewer."""

_LEAST_WORDS, _LEAST_ENDED, _FEWEST_ANSWERS, _LEAST_OWN = 3, 0.9, 2, 0.6

_SOON = re.compile(r"[\[(]?(?:00?|00:0?[0-4]):\d{2}(?!:)")
"""The time of a recording's first words; those of days begin later."""

_STEP = 5
"""Minutes in which timetables count."""


def are_of_a_recording(times: Sequence[str]) -> bool:
    """Whether times begin soon, never fall and are no round ones throughout, as those of days and races are.

    >>> [are_of_a_recording(times) for times in (["0:00", "0:07"], ["1:05", "1:12"], ["0:00", "0:30"])]
    [True, False, False]
    """
    if not times or not _SOON.match(times[0]):
        return False
    parts = [_parts(one) for one in times]
    counted = [second(one) for one in times]
    is_round = not any(at % (_STEP * 60 ** (len(one) - 2)) for at, one in zip(counted, parts, strict=True))
    return counted == sorted(counted) and not is_round


def _parts(at: str) -> list[int]:
    return [int(part) for part in re.split(r"[.,]", at)[0].strip("[]()").split(":")]


def second(at: str) -> int:
    """The second of a recording that a time is, fractions aside."""
    return sum(part * 60**place for place, part in enumerate(reversed(_parts(at))))


def are_spoken_in(times: Sequence[str], words: Sequence[str]) -> bool:
    """Whether words, each of which begins at its time, are as many as somebody says until the next."""
    if not times or len(times) != len(words):
        return False
    counts = [len(one.split()) for one in words]
    lasts = second(times[-1]) - second(times[0])
    return mean(counts) >= _LEAST_WORDS and sum(counts[:-1]) >= SLOWEST * lasts


def are_addressing(words: Sequence[str], least: float) -> bool:
    """Whether such a share of what may be turns addresses somebody."""
    return sum(bool(ADDRESS.search(one)) for one in words) >= least * len(words)


def are_answered(names: Sequence[str], words: Sequence[str]) -> bool:
    """Whether words are sentences, of which several ask, and others' next ones answer and tell of themselves.

    >>> names = ["Ada", "Bo"] * 2
    >>> are_answered(names, ["Did it rain?", "I saw none.", "And then?", "We left."])
    True
    >>> are_answered(names, ["Who painted it?", "Name a river.", "Who wrote it?", "Add 3 and 4."])
    False
    """
    ended = sum(bool(SENTENCE.search(one)) for one in words)
    turns = list(zip(names, map(str.strip, words), strict=True))
    answers = [
        answer
        for (asker, asked), (other, answer) in pairwise(turns)
        if asked.endswith("?") and other != asker and not answer.endswith("?")
    ]
    own = sum(bool(FIRST_PERSON.search(one)) for one in answers)
    return (
        ended >= _LEAST_ENDED * len(words)
        and len(answers) >= _FEWEST_ANSWERS
        and own >= _LEAST_OWN * len(answers)
    )
