"""Which full names so many people bear that an equal one proves nothing."""

from __future__ import annotations

import re

from quotesdb.data import marked_words, phrase_list
from quotesdb.names.person import PersonName

_PATRONYMIC = re.compile(r"(?:sson|dottir)$")
"""Icelanders have their father's name for a surname: few given names make few of these."""

_SYLLABLE = re.compile(
    r"(?:[zcs]h|[bpmfdtnlgkhjqxrzcsyw])?(?:[aeo]|ai|ei|[ao]u|ao|[aei]n|[aeio]ng|i[aeu]?|i?an|i?ang|iao|iong"
    r"|u[aeio]?|uai|u?an|u?ang|un)"
)
"""A given name of one Chinese syllable, as pinyin writes it."""


def is_common(name: PersonName) -> bool:
    """Whether a full name is likely to mean more than one person in the news.

    >>> from quotesdb.names.person import parse
    >>> [is_common(parse(name)) for name in ("John Smith", "John Smithers", "Wang Wei", "George Bush")]
    [True, False, True, True]
    >>> [is_common(parse(name)) for name in ("Chen Shuo", "Wang Guangmei", "Ada Arnardóttir")]
    [True, False, True]
    """
    lists = marked_words("common_names")
    if " ".join((name.first, name.surname)) in phrase_list("namesakes") or _PATRONYMIC.search(name.surname):
        return True
    if name.surname in lists["surname"] and name.first in lists["given"]:
        return True
    # Family names first, as in Chinese and Korean; "Min-ji" is two words once it is folded.
    rest = [*name.middles, name.surname]
    if name.first in lists["family"] and len(rest) == 1 and _SYLLABLE.fullmatch(rest[0]):
        return True
    return name.first in lists["surname"] and lists["given"].issuperset(rest)


def is_common_surname(surname: str) -> bool:
    """Whether very many people bear a surname."""
    return surname in marked_words("common_names")["surname"]
