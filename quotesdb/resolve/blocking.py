"""Keys that two names of one agent share: candidates are found by them, never by comparing all pairs."""

from __future__ import annotations

from collections.abc import Iterable

from quotesdb.resolve.names import parse, sound
from quotesdb.resolve.organisations import body_keys
from quotesdb.text import name_key
from quotesdb.values import AgentKind


def blocking_keys(kind: AgentKind, names: Iterable[str]) -> frozenset[str]:
    """The keys of an agent by its names; groups and anonymous sources have none.

    People share every word that could be a surname, and its sound. Organisations share a telling word or the
    initials.

    >>> sorted(blocking_keys(AgentKind.PERSON, ["Ada Example"]))
    ['ada', 'example', '~kmpl']
    """
    if kind is AgentKind.PERSON:
        return frozenset(key for name in names for key in _person_keys(name))
    if kind is AgentKind.ORGANISATION:
        return frozenset(key for name in names for key in body_keys(name_key(name)))
    return frozenset()


def _person_keys(name: str) -> set[str]:
    parsed = parse(name)
    return {*parsed.words, f"~{sound(parsed.surname)}"} - {""}
