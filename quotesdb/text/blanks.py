"""What programs write where they have nothing to say."""

from __future__ import annotations

import re

_WORDS = frozenset(
    [
        *("nan", "none", "null", "nil", "undefined", "unknown", "[object object]", "#n/a", "n/a", "n.a."),
        *("not available", "not applicable", "tbc", "tbd", "tba"),
    ]
)
_MISSING = "NA"
"""In R and what is like it; "Na" is a name."""

_LETTER = re.compile(r"[^\W_]")


def is_blank(words: str) -> bool:
    """Whether a whole value says nothing: a mark without letters, or a word that stands for no value.

    >>> [is_blank(words) for words in ("nan", "N/A", "—", "[]", "NA", "Na", "Nan Goss", "The Unknown")]
    [True, True, True, True, True, False, False, False]
    """
    words = words.strip()
    return words == _MISSING or words.casefold() in _WORDS or not _LETTER.search(words)
