"""What editions and debates in TEI say of themselves: the title, and the names of people."""

from __future__ import annotations

from typing import Any

from quotesdb.readers.xml_tree import first, named, words
from quotesdb.values import PrintedDate

_ENDS = (("from", "notBefore", "when"), ("to", "notAfter", "when"))


def title_of(root: Any) -> str | None:
    """The title in the first statement of titles."""
    stated = first(root, "titlestmt")
    titles = named(stated, "title") if stated is not None else ()
    return next(filter(None, map(words, titles)), None)


def name_of(element: Any) -> str | None:
    """A name, the given name first however its parts stand."""
    name = first(element, "persname")
    name = element if name is None else name
    parts = [words(one) for part in ("forename", "namelink", "surname") for one in named(name, part)]
    return (" ".join(filter(None, parts)) if first(name, "surname") is not None else words(name)) or None


def name_at(person: Any, day: PrintedDate | None) -> str | None:
    """What a listed person was called on a day; nothing where several names of other times are left."""
    names = list(named(person, "persname"))
    dated = [one for one in names if _times(one)]
    if len(names) > 1 and dated:
        then = [one for one in dated if day and _holds(one, day.printed())]
        names = then or [one for one in names if one not in dated]
        if len(then) > 1:
            return None
    return name_of(names[0]) if names else None


def _times(name: Any) -> tuple[str, str] | None:
    """From when and until when somebody was called so, blank where that is open."""
    begins, ends = (next(filter(None, map(name.get, keys)), "") for keys in _ENDS)
    return (begins, ends) if begins or ends else None


def _holds(name: Any, day: str) -> bool:
    begins, ends = _times(name) or ("", "")
    return begins[: len(day)] <= day[: len(begins)] and (not ends or day[: len(ends)] <= ends[: len(day)])
