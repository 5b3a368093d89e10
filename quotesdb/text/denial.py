"""What denies: words that negate, and whether the words that report something deny it."""

from __future__ import annotations

from quotesdb.data import word_list
from quotesdb.text.folding import words

NEGATIONS = word_list("negations")
_DENYING = word_list("denying_words")


def is_negative(key: str) -> bool:
    """Whether a word negates: not, never, isn't.

    >>> is_negative("isn't"), is_negative("want")
    (True, False)
    """
    return key in NEGATIONS or key.endswith("n't")


def denies(cue: str) -> bool:
    """Whether a cue says that what it reports is not so, or was not said.

    >>> [denies(cue) for cue in ("denied that", "did not say", "didn’t say", "said", "insisted that")]
    [True, True, True, False, False]
    """
    return any(key in _DENYING or is_negative(key) for key in words(cue))
