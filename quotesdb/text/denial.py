"""Whether the words that report something deny it: "denied that", "did not say"."""

from __future__ import annotations

from quotesdb.data import word_list
from quotesdb.text.folding import words


def denies(cue: str) -> bool:
    """Whether a cue says that what it reports is not so, or was not said.

    >>> [denies(cue) for cue in ("denied that", "did not say", "didn’t say", "said", "insisted that")]
    [True, True, True, False, False]
    """
    keys = words(cue)
    denying = word_list("negations") | word_list("denying_words")
    return any(key in denying or key.endswith(("n't", "n’t")) for key in keys)
