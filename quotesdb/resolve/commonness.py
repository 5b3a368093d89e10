"""Which full names so many people bear that an equal one proves nothing."""

from __future__ import annotations

from functools import cache
from importlib.resources import files

from quotesdb.resolve.names import PersonName


def is_common(name: PersonName) -> bool:
    """Whether a full name is likely to mean more than one person in the news.

    >>> from quotesdb.resolve.names import parse
    >>> [is_common(parse(name)) for name in ("John Smith", "John Smithers", "Wang Wei", "George Bush")]
    [True, False, True, True]
    """
    given, surnames, namesakes = _lists()
    if " ".join((name.first, name.surname)) in namesakes:
        return True
    if name.surname in surnames and name.first in given:
        return True
    # Family names first, as in Chinese and Korean; "Min-ji" is two words once it is folded.
    rest = {*name.middles, name.surname}
    return name.first in surnames and given.issuperset(rest)


def is_common_surname(surname: str) -> bool:
    """Whether very many people bear a surname."""
    return surname in _lists()[1]


@cache
def _lists() -> tuple[frozenset[str], frozenset[str], frozenset[str]]:
    found = {}
    for line in (files("quotesdb.resolve") / "common_names.txt").read_text(encoding="utf8").splitlines():
        kind, colon, names = line.partition(": ")
        if colon and not line.startswith("#"):
            found[kind] = frozenset(names.split("|") if kind == "namesake" else names.split())
    return found["given"], found["surname"], found["namesake"]
