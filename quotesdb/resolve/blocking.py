"""Keys that two names of one agent share: candidates are found by them, never by comparing all pairs."""

from __future__ import annotations

from collections.abc import Iterable

from quotesdb.names.commonness import is_common_surname
from quotesdb.names.key import name_key
from quotesdb.names.organisation import body_keys
from quotesdb.names.person import parse, sound
from quotesdb.values import AgentKind

_SHORT = 3
"""Letters up to which a first word could be a family name, as in Chinese."""


def blocking_keys(kind: AgentKind, names: Iterable[str]) -> frozenset[str]:
    """The keys of an agent by its names; groups and anonymous sources have none.

    People share a word that could be the surname, how the surname sounds, or all words in whatever order.
    Organisations share a telling word or the initials.

    >>> sorted(blocking_keys(AgentKind.PERSON, ["Adam Example"]))
    ['adam example', 'example', '~ksmpl']
    """
    if kind is AgentKind.PERSON:
        return frozenset(key for name in names for key in _person_keys(name))
    if kind is AgentKind.ORGANISATION:
        return frozenset(key for name in names for key in body_keys(name_key(name)))
    return frozenset()


def _person_keys(name: str) -> set[str]:
    parsed = parse(name)
    surnames = {*parsed.middles, parsed.surname}
    if is_common_surname(parsed.first) or len(parsed.first) <= _SHORT:
        surnames.add(parsed.first)
    return {*surnames, " ".join(sorted(parsed.words)), f"~{sound(parsed.surname)}"} - {"", "~"}
