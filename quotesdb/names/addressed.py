"""Whether forms of address and roles say of somebody that this is a woman or a man."""

from __future__ import annotations

from collections.abc import Iterable

from quotesdb.data import word_list
from quotesdb.names.key import name_key
from quotesdb.names.person import parse

_WOMEN, _MEN = map(word_list, ("female_roles", "male_roles"))


def is_woman(names: Iterable[str], roles: Iterable[str] = ()) -> bool | None:
    """Whether somebody's names and roles say that this is a woman (or a man); None if nothing does.

    >>> is_woman(["Ada Example", "Mrs. Example"]), is_woman(["Example"], ["widow of the mayor"])
    (True, True)
    """
    said = {parse(name).woman for name in names} - {None}
    said |= {head in _WOMEN for head in map(_head, roles) if head in _WOMEN | _MEN}
    return said.pop() if len(said) == 1 else None


def _head(role: str) -> str:
    """What a role says that somebody is, without of whom or what: "widow", "spokesman"."""
    key = name_key(role.split(", ")[0]).split(" of ")[0].split(" for ")[0]
    return key.split()[-1] if key.split() else ""
