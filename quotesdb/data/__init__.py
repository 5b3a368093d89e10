"""Word lists: one plain file each in the folder of their language, read when first asked for.

A file begins with comments: what its words are, what they are used for, where they come from. Then come words
with blanks between them, entries of several words one a line, or lines that begin with what they say of the
words behind the colon ("woman: mrs ms").
"""

from __future__ import annotations

from collections import defaultdict
from functools import cache
from pathlib import Path

_FOLDER = Path(__file__).parent / "en"


@cache
def word_list(name: str) -> frozenset[str]:
    """The words of a list.

    >>> "nevertheless" in word_list("sentence_openers")
    True
    """
    return frozenset(word for line in _lines(name) for word in line.split())


@cache
def phrase_list(name: str) -> frozenset[str]:
    """The entries of a list that has one a line, because some are of several words.

    >>> "new zealand" in phrase_list("places")
    True
    """
    return frozenset(_lines(name))


@cache
def entries(name: str) -> dict[str, tuple[str, ...]]:
    """What a list has behind its colons by what stands before them, in order; lines of one head go together.

    >>> entries("irregular_verbs")["make"]
    ('makes', 'made', 'making')
    """
    found = defaultdict[str, list[str]](list)
    for line in _lines(name):
        head, _, rest = line.partition(":")
        found[head].extend(rest.split())
    return {head: tuple(listed) for head, listed in found.items()}


@cache
def marked_words(name: str) -> dict[str, frozenset[str]]:
    """The words of a list by each of the marks before their colon; lines may have several marks.

    >>> sorted(mark for mark, names in marked_words("given_names").items() if "robin" in names)
    ['m', 'u']
    """
    found = defaultdict[str, set[str]](set)
    for marks, listed in entries(name).items():
        for mark in marks.split():
            found[mark].update(listed)
    return {mark: frozenset(listed) for mark, listed in found.items()}


def _lines(name: str) -> tuple[str, ...]:
    lines = (_FOLDER / f"{name}.txt").read_text(encoding="utf8").splitlines()
    return tuple(line for line in map(str.strip, lines) if line and not line.startswith("#"))
