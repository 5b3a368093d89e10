"""Which of several names a user means, and the errors that say what else there is. Pure functions."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from types import MappingProxyType

from quotesdb.names.key import name_key
from quotesdb.names.nearest import ends_with_name, nearest
from quotesdb.services.errors import AmbiguousName, BadRequest, Candidate, UnknownName
from quotesdb.services.store.erased import Tombstones

SHOWN = 5
"""Candidates that the one line of a message names."""


def unknown(
    known: Tombstones,
    what: str,
    name: str,
    among: Mapping[str, str],
    others: Mapping[str, str] = MappingProxyType({}),
) -> UnknownName:
    """The error that says so, with the nearest names, but for those that have the name of somebody erased."""
    suggestions = tuple(near for near in nearest(name, among, others) if known.hide(near) == near)
    hint = f"; did you mean {' or '.join(suggestions)}?" if suggestions else ""
    return UnknownName(f"no {what} is called {name!r}{hint}", suggestions)


def ambiguous(known: Tombstones, what: str, name: str, candidates: Iterable[Candidate]) -> AmbiguousName:
    """The error that lists what a name could mean, names of those who are erased masked."""
    listed = tuple(replace(c, name=known.hide(c.name), detail=known.hide(c.detail)) for c in candidates)
    shown = "; ".join(f"{c.name} ({c.id or c.kind})" for c in listed[:SHOWN])
    more = f"; and {len(listed) - SHOWN} more" if len(listed) > SHOWN else ""
    return AmbiguousName(f"{name!r} fits more than one {what}: {shown}{more}", listed)


def given(name: str) -> str:
    """A name as a person may give it: single blanks, with a letter or figure in it, nothing that hides.

    >>> given("  Ada   Example ")
    'Ada Example'

    Raises:
        BadRequest: if it is no name.
    """
    words = " ".join(name.split())
    if not any(map(str.isalnum, words)) or not words.isprintable():
        raise BadRequest(f"not a name: {name!r}" if words else "the name is empty")
    return words


def choose(known: Tombstones, what: str, name: str, among: Mapping[str, str]) -> str:
    """The folded name of ``among`` that is meant: the very name, else the only one that ends with it.

    Raises:
        UnknownName, AmbiguousName: if there is none or more than one.
    """
    wanted = name_key(name)
    if wanted in among:
        return wanted
    found = sorted(key for key in among if ends_with_name(key, wanted))
    if not found:
        raise unknown(known, what, name, among)
    if len(found) > 1:
        raise ambiguous(known, what, name, (Candidate("", among[key], what) for key in found))
    return found[0]
