"""Given names: which words are some, and which two can be of one person."""

from __future__ import annotations

from collections import defaultdict
from functools import cache

from quotesdb.data import entries, marked_words

_SHORT_FORM = 3
"""Letters from which the beginning of a name is short for it."""


@cache
def given_names() -> dict[str, str]:
    """Common given names, lower case, with "f", "m" or "u" (either)."""
    return {name: gender for gender, names in marked_words("given_names").items() for name in names}


def is_womans(given: str) -> bool | None:
    """Whether a folded given name is a woman's (or a man's); None if it is not known, or either's.

    >>> [is_womans(name) for name in ("susan", "peter", "robin")]
    [True, False, None]
    """
    return {"f": True, "m": False}.get(given_names().get(given, ""))


def alike(one: str, other: str) -> bool:
    """Whether two folded given names can be of one person: equal, one short for the other, or its initial.

    >>> alike("bill", "william"), alike("w", "william"), alike("wanda", "william")
    (True, True, False)
    """
    if not full_forms(one).isdisjoint(full_forms(other)):
        return True
    return len(min(one, other, key=len)) == 1 and one[0] == other[0]


def full_forms(name: str) -> frozenset[str]:
    """A folded given name with those that it is short for.

    >>> sorted(full_forms("ted"))
    ['edward', 'ted', 'theodore']
    """
    return _by_form().get(name, frozenset()) | {name}


@cache
def _by_form() -> dict[str, frozenset[str]]:
    full = defaultdict[str, set[str]](set)
    for name, forms in entries("given_name_forms").items():
        for form in forms:
            full[form].add(name)
    return {form: frozenset(names) for form, names in full.items()}


def compatible(full: tuple[str, ...], short: tuple[str, ...]) -> bool:
    """Whether a shorter name can mean the fuller one: same surname, its given names among the other's."""
    if full[-1] != short[-1] or len(short) > len(full):
        return False
    if len(short) == 1:
        return True
    given = full[:-1]
    return all(any(_is_form_of(s, g) for g in given) for s in short[:-1])


def _is_form_of(short: str, given: str) -> bool:
    """Whether "j" or "pete" can be short for "peter"; "don" is no "donna"."""
    if short == given or (len(short) == 1 and given.startswith(short)):
        return True
    names = given_names()
    begins = len(short) >= _SHORT_FORM and given.startswith(short[:-1] if short[-1] in "ey" else short)
    familiar = given in full_forms(short)
    return (begins or familiar) and short in names and names[short] in (names.get(given), "u")
