"""Whether a speaker was named rightly, defined as in the project's reference scorer (score_speakers.py)."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable

from quotesdb.evaluate.annotation import Attribution
from quotesdb.text.folding import plain_letters
from quotesdb.values import Agent

_TITLES = frozenset(
    {"mr", "mrs", "ms", "miss", "dr", "prof", "professor", "sir", "dame", "lord", "lady", "rev"}
    | {"sen", "senator", "rep", "gov", "governor", "president"}
)
_DETERMINERS = frozenset({"the", "a", "an"})
_POSSESSIVE = re.compile(r"['’]s\b")
_WORD = re.compile(r"\w+")
_MORE_WORDS = 6
"""How many words of title may precede a person's full name."""


def is_named_rightly(attribution: Attribution, speaker: Agent | None) -> bool:
    """Whether the speaker is one of the attribution's right answers; of an unnamed one, whether it is none.

    Case, accents, titles, a leading article and possessives do not count. A person may be named with more
    words before the full name ("Northern Ireland minister Ada Example"), never with fewer: the surname
    alone is wrong where the annotator has a fuller name.
    """
    if speaker is None or not speaker.name:
        return not attribution.names
    found = folded(speaker.name)
    return any(_is_same(found, folded(name), is_person=attribution.is_person) for name in attribution.names)


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


def _is_same(found: list[str], right: list[str], *, is_person: bool) -> bool:
    core = _untitled(right)
    if found == right or _untitled(found) == core:
        return True
    longer = len(core) >= 2 and len(found) <= len(right) + _MORE_WORDS
    return is_person and longer and found[-len(core) :] == core


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
