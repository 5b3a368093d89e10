"""What a user typed to search for, taken apart alike for every engine."""

from __future__ import annotations

import re

_MARKED_OR_WORD = re.compile(r'["“”„«»]([^"“”„«»]+)["“”„«»]|([^\s"“”„«»]+)')


def typed_terms(folded: str) -> list[str]:
    r"""The words and, in double marks, the phrases of a folded text, those that have a letter or a figure.

    >>> typed_terms("don't “trade war” -")
    ["don't", 'trade war']
    """
    terms = (phrase or word for phrase, word in _MARKED_OR_WORD.findall(folded.replace("\0", " ")))
    return [term for term in terms if any(map(str.isalnum, term))]
