"""What names have besides the name itself: offices before it, suffixes and legal forms behind it."""

from __future__ import annotations

from quotesdb.data import marked_words, word_list
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
