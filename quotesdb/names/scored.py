"""Which names, organisations and roles count as the same, as in the reference scorer (score_speakers.py).

It folds otherwise than `names.key`, so that figures can be compared with those of other programs.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable

from quotesdb.data import marked_words
from quotesdb.text.folding import plain_letters

_TITLES = marked_words("titles")["scored"]
_DETERMINERS = frozenset({"the", "a", "an"})
_POSSESSIVE = re.compile(r"['’]s\b")
_WORD = re.compile(r"\w+")
_MORE_WORDS = 6
"""How many words of title may precede a person's full name."""


def folded(name: str) -> list[str]:
    """The words of a name with what does not count levelled.

    >>> folded("The Ångström Institute’s")
    ['angstrom', 'institute']
    """
    letters = unicodedata.normalize("NFKD", name).casefold()
    plain = "".join(c for c in letters if not unicodedata.combining(c))
    words = _WORD.findall(_POSSESSIVE.sub("", plain_letters(plain)))
    while words and words[0] in _DETERMINERS:
        del words[0]
    return words


def is_same_name(right: str, found: str, *, is_person: bool) -> bool:
    """Whether a name found is the right one; a person's may have more words before the full name.

    >>> is_same_name("Ada Example", "minister Ada Example", is_person=True)
    True
    """
    wanted, words = folded(right), folded(found)
    core = _untitled(wanted)
    if words == wanted or _untitled(words) == core:
        return True
    longer = len(core) >= 2 and len(words) <= len(wanted) + _MORE_WORDS
    return is_person and longer and words[-len(core) :] == core


def _untitled(words: list[str]) -> list[str]:
    return [word for word in words if word not in _TITLES] or words


def is_same_organisation(right: Iterable[str], found: str | None) -> bool:
    """Whether one of the right names of an organisation holds all words of another name, or is held by it."""
    other = set(folded(found or ""))
    return bool(other) and any(one <= other or other <= one for one in map(set, map(folded, right)))


def is_same_role(right: str, found: str | None) -> bool:
    """Whether two printed roles share at least half of their words (Dice)."""
    one, other = set(folded(right)), set(folded(found or ""))
    return bool(other) and 2 * len(one & other) >= 0.5 * (len(one) + len(other))
