"""What is known of a name from the articles that print it: aggregates that add, so that fame costs nothing.

A store keeps one ``Known`` for each name (``naming(...).key``). Its counts are of articles; its ``evidence``
is of at most ``SAMPLED`` appearances, those with the smallest public ids: a random sample that is the same
in whatever order the articles came.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import lru_cache, reduce
from types import MappingProxyType

from quotesdb.data import word_list
from quotesdb.names.given import is_womans
from quotesdb.names.key import name_key
from quotesdb.names.words import BEFORE_NAMES
from quotesdb.resolve.naming import Naming, naming

SAMPLED = 16
"""Appearances of a name of which the words around it are looked at."""
_NEAR, _MENTIONS, _OF_OTHERS = 90, 12, 40
_WORD = re.compile(r"[^\W\d_][\w’'-]{2,}")
_PART = r"[^\W\d_a-z](?:\.|[\w’'-]+)"
_NAME = re.compile(rf"{_PART}(?:\s+{_PART}){{1,2}}")
_POSSESSIVE = re.compile(r"['’]s?\b|['’](?=\s)")
_HE, _SHE = re.compile(r"\b(?:he|his|him)\b", re.IGNORECASE), re.compile(r"\b(?:she|hers?)\b", re.IGNORECASE)
_TOLD_AFTER = 130
_STOP = word_list("stop_words")
_WOMEN, _MEN = map(word_list, ("female_roles", "male_roles"))
_EMPTY: Mapping[str, int] = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class Evidence:
    """What stands around a name, each by the number of the ``sampled`` appearances that have it.

    ``words`` are near it, ``roles`` the words of roles and titles, ``others`` the names of others in its
    articles. ``men`` and ``women`` count the appearances that tell.
    """

    sampled: int = 0
    words: Mapping[str, int] = field(default_factory=lambda: _EMPTY)
    roles: Mapping[str, int] = field(default_factory=lambda: _EMPTY)
    others: Mapping[str, int] = field(default_factory=lambda: _EMPTY)
    men: int = 0
    women: int = 0

    def __add__(self, other: Evidence) -> Evidence:
        """What is known of both together."""
        return Evidence(
            self.sampled + other.sampled,
            _sum(self.words, other.words),
            _sum(self.roles, other.roles),
            _sum(self.others, other.others),
            self.men + other.men,
            self.women + other.women,
        )

    def __sub__(self, other: Evidence) -> Evidence:
        """What is known of the rest of which this is the whole."""
        return Evidence(
            self.sampled - other.sampled,
            _rest(self.words, other.words),
            _rest(self.roles, other.roles),
            _rest(self.others, other.others),
            self.men - other.men,
            self.women - other.women,
        )


def _sum(one: Mapping[str, int], other: Mapping[str, int]) -> dict[str, int]:
    """The counts of both; the time it takes is that of the smaller."""
    small, large = sorted((one, other), key=len)
    return {**large, **{word: large.get(word, 0) + count for word, count in small.items()}}


def _rest(whole: Mapping[str, int], part: Mapping[str, int]) -> dict[str, int]:
    left = {**whole, **{word: whole.get(word, 0) - count for word, count in part.items()}}
    return {word: count for word, count in left.items() if count > 0}


@dataclass(frozen=True, slots=True)
class Known:
    """A name and what is known of it: in how many ``articles`` it stands, and the evidence.

    ``age`` sorts the oldest first (its day of printing and public id). ``id`` is the key of the name, or that
    of one appearance, where a person's decision is about that one alone.
    """

    naming: Naming
    printed: str
    articles: int = 1
    evidence: Evidence = field(default_factory=Evidence)
    age: str = ""
    id: str = ""

    @property
    def woman(self) -> bool | None:
        """Whether this is a woman: by the title, else by what is told near the name, else by the given name.

        >>> [known(n).woman for n in ("Mrs. Example", "Peter Example", "Robin Example")]
        [True, False, None]
        """
        if self.naming.woman is not None:
            return self.naming.woman
        men, women = self.evidence.men, self.evidence.women
        if max(men, women) >= 2 * min(men, women) + 2:
            return women > men
        return is_womans(self.naming.name.first)


def known(
    printed: str, articles: int = 1, evidence: Iterable[Evidence] = (), *, age: str = "", id_: str = ""
) -> Known:
    """What is known of a name with this printing, or of one appearance of it with an id of its own."""
    name = naming(printed)
    return Known(
        name, printed, articles, reduce(Evidence.__add__, evidence, Evidence()), age, id_ or name.key
    )


def observed(printed: str, role: str | None, organisation: str | None, text: str) -> Evidence:
    """What one article says of a name in it.

    >>> observed("Ada Example", "mayor", None, "The mayor, Ada Example, met Bo Sample. She left.").women
    1
    """
    name = naming(printed)
    own = {*name.name.words}
    places = [found.span() for found in re.finditer(rf"\b{re.escape(_surname(printed, own))}\b", text)]
    near = (_window(text, *place) for place in places[:_MENTIONS])
    words = {word for part in near for word in _WORD.findall(part) if word.lower() not in _STOP}
    roles = {*name_key(f"{role or ''} {organisation or ''}").split(), *name.office} - _STOP
    after = (text[end : end + _TOLD_AFTER] for _, end in places[:_MENTIONS])
    woman = _told(roles, "\n".join(after)) if name.woman is None else name.woman
    return Evidence(
        1,
        dict.fromkeys((word for word in words if own.isdisjoint(name_key(word).split())), 1),
        dict.fromkeys(roles, 1),
        dict.fromkeys(_others(text, own), 1),
        int(woman is False),
        int(woman is True),
    )


def _window(text: str, start: int, end: int) -> str:
    """What stands near a place, in whole words and without possessives."""
    before = text[max(0, start - _NEAR) : start].partition(" ")[2]
    after = text[end : end + _NEAR].rpartition(" ")[0]
    return _POSSESSIVE.sub("", f"{before} {after}")


def _surname(printed: str, own: set[str]) -> str:
    """The last word of a printed name that belongs to it: no "Jr." and no letters."""
    words = [word.strip(".,") for word in printed.split()]
    return next((word for word in reversed(words) if not own.isdisjoint(name_key(word).split())), words[-1])


def _told(roles: set[str], said: str) -> bool | None:
    """Whether a role or the pronouns that follow the name say that somebody is a woman."""
    if bool(roles & _WOMEN) != bool(roles & _MEN):
        return bool(roles & _WOMEN)
    men, women = len(_HE.findall(said)), len(_SHE.findall(said))
    return women > men if max(men, women) > 2 * min(men, women) else None


def _others(text: str, own: set[str]) -> list[str]:
    """The names that a text has most often, but for those that share a word with ``own``."""
    return [name for name in _names_in(text) if own.isdisjoint(name.split())][:_OF_OTHERS]


@lru_cache(maxsize=4)
def _names_in(text: str) -> tuple[str, ...]:
    """The names in a text, folded, the most frequent first; asked for once for everybody in an article."""
    found = Counter(name_key(name) for name in _NAME.findall(text))
    names = sorted(found, key=lambda name: (-found[name], name))
    return tuple(name for name in names if not BEFORE_NAMES.issuperset(name.split()))
