"""What names have besides the name itself: offices, suffixes, short given names, legal forms."""

from __future__ import annotations

from collections import defaultdict
from functools import cache

from quotesdb.data import entries, marked_words, word_list
from quotesdb.names.key import name_key

BEFORE_NAMES = marked_words("titles")["name"]
"""Words before a name that say what somebody is or how to address them."""

GENERATIONS = marked_words("suffixes")["generation"]
"""Words after a name that tell fathers from sons."""

SUFFIXES = GENERATIONS | marked_words("suffixes")["learned"]
LEGAL_FORMS = word_list("legal_forms")


def name_parts(name: str) -> list[str]:
    """The folded words of a name without offices, forms of address, suffixes and what follows a comma.

    >>> name_parts("former Senator Ada Example Jr., of Velda")
    ['ada', 'example']
    """
    parts = name_key(name.split(",")[0]).split()
    while len(parts) > 1 and parts[-1] in SUFFIXES:
        parts.pop()
    while len(parts) > 1 and parts[0] in BEFORE_NAMES:
        parts.pop(0)
    return parts


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
