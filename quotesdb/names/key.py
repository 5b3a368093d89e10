"""The key by which names are compared."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

from quotesdb.data import marked_words
from quotesdb.text.folding import fold, plain_letters

_INITIALS = re.compile(r"\b(\w)\.\s+(?=\w\.)")


_POSSESSIVE = re.compile(r"(?<=\w)'s\b")


_AMPERSAND = re.compile(r"(?<=\s)&(?=\s)")


_TITLES = marked_words("titles")["key"]


_KEPT = 16_384
"""Names whose keys are kept: an article, and its neighbours, name the same people again and again."""


@lru_cache(maxsize=_KEPT)
def name_key(name: str) -> str:
    """Reduce a name to what its printings have in common, for look-up and for comparing.

    Case, accents, letters such as ł and ø, punctuation, a leading "the" or title (Mr, Dr, Sen.) and
    possessives are levelled.
    A name that consists of nothing else keeps its last word. The key of a key is the key itself.

    >>> name_key("Dr. José Núñez-Ortiz’s"), name_key("The J. P. Example & Sons")
    ('jose nunez ortiz', 'jp example and sons')
    """
    folded = plain_letters(fold(name))
    key = _POSSESSIVE.sub("", _AMPERSAND.sub("and", _INITIALS.sub(r"\1", folded)))
    key = key.replace(".", "").replace("'", "")
    parts = "".join(c if unicodedata.category(c)[0] in "LNMS" else " " for c in key).split()
    while len(parts) > 1 and parts[0] in _TITLES:
        del parts[0]
    return " ".join(parts) or folded
