"""Which decisions leave the database: none about somebody erased, or that says such a name."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from typing import Any

from quotesdb.services.store.erased import Tombstones
from quotesdb.services.transfer.outcomes import Line


def may_leave(line: Line, known: Tombstones, hidden: Collection[str]) -> bool:
    """Whether a line may be written out; the title of an article that says such a name is masked in it.

    ``hidden`` are the ids of the quotes and appearances of those who are erased.
    """
    if not known:
        return True
    _mask_titles(line, known)
    return not any(value in hidden or known.names_in(value) for value in _strings(line))


def _mask_titles(value: Any, known: Tombstones) -> None:
    for inner in _inner(value):
        _mask_titles(inner, known)
    if isinstance(value, dict) and isinstance(value.get("title"), str):
        value["title"] = known.hide(value["title"])


def _strings(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    for inner in _inner(value):
        yield from _strings(inner)


def _inner(value: Any) -> Collection[Any]:
    if isinstance(value, dict):
        return value.values()
    return value if isinstance(value, list) else ()
