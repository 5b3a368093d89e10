"""What titles and offices tell of the name behind them: whose it is, and whether a man's or a woman's."""

from __future__ import annotations

import re

from quotesdb.extract import lexicon as lx
from quotesdb.extract.coreference.roles_before import HONORIFICS
from quotesdb.extract.coreference.words import Name, words

_TITLE_BEFORE = re.compile(r"\b([A-Z][a-z]+)\.?[  ]$")
_HIMSELF = re.compile(r"\s(him|her)self\b")
_SHORTEST_OFFICE = 3


def office_words(printed: str) -> frozenset[str]:
    """The words of a title or role, "Sen." as "senator"."""
    return frozenset(lx.FULL_TITLES.get(w.key, w.key) for w in words(printed))


def spoken_title(prefix: str) -> str:
    """What stands before a surname, without the office before a form of address: "Ports Minister Mr"."""
    last = prefix.rpartition(" ")[2]
    return prefix if is_office(last) else last


def is_office(title: str) -> bool:
    """Whether a title is more than a form of address."""
    return title.lower().strip(".") not in HONORIFICS


def share_office(one: frozenset[str], other: frozenset[str]) -> bool:
    """Whether a word for an office is in both, or printed short in one: "Supt" of a superintendent."""
    return bool(one & other) or any(_is_short_for(a, b) for a in one for b in other)


def _is_short_for(short: str, full: str) -> bool:
    """Whether a word is made of some letters of another, in their order and with the same first one."""
    if len(short) < _SHORTEST_OFFICE or len(short) >= len(full) - 1 or short[0] != full[0]:
        return False
    rest = iter(full)
    return all(letter in rest for letter in short)


def title_gender(text: str, name: Name) -> str | None:
    """The gender that a title in front of a name, or "herself" behind it, tells, or None."""
    if len(name.keys) > 1 and name.keys[0] in lx.FEMALE_TITLES:
        return "f"
    if len(name.keys) > 1 and name.keys[0] in lx.MALE_TITLES:
        return "m"
    if reflexive := _HIMSELF.match(text, name.span.end):
        return "m" if reflexive[1] == "him" else "f"
    match = _TITLE_BEFORE.search(text, max(0, name.span.start - 14), name.span.start)
    word = match[1].lower() if match else ""
    return "f" if word in lx.FEMALE_TITLES else "m" if word in lx.MALE_TITLES else None


def name_gender(keys: tuple[str, ...]) -> str | None:
    """The gender that a first name tells, or None."""
    gender = lx.given_names().get(keys[0])
    return gender if gender in ("f", "m") else None
