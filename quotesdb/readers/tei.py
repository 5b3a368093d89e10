"""What editions and debates in TEI say of themselves: the title, and the names of people."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from quotesdb.readers.xml_tree import first, local, named, words
from quotesdb.values import PrintedDate

_ENDS = (("from", "notBefore", "when"), ("to", "notAfter", "when"))


def title_of(root: Any) -> str | None:
    """The title in the first statement of titles, that of the article first; one of a journal is none."""
    stated = first(root, "titlestmt")
    titles = named(stated, "title") if stated is not None else ()
    own = [one for one in titles if words(one) and one.get("level") not in ("j", "s")]
    return words(min(own, key=_is_further)) if own else None


def _is_further(title: Any) -> tuple[bool, bool, bool]:
    level, kind = title.get("level"), title.get("type")
    return kind == "sub", level != "a", kind != "main"


def printed_in(header: Any) -> Any:
    """What tells where a text was printed: the one description of its source, else, without any, the edition.

    Nothing where sources are told in words or are several.
    """
    source = first(header, "sourcedesc")
    listed = list(_outer(source)) if source is not None else []
    if listed or words(source):
        return listed[0] if len(listed) == 1 else None
    return first(header, "publicationstmt")


def _outer(element: Any) -> Iterator[Any]:
    for child in element:
        is_source = local(child) in ("biblfull", "biblstruct", "bibl") and len(child)
        yield from (child,) if is_source else _outer(child)


def own(source: Any, *names: str) -> Iterator[Any]:
    """What a description says of a source itself and not of one that is related to it."""
    related = {each for one in named(source, "relateditem", "note") for each in one.iter()}
    return (one for one in named(source, *names) if one not in related)


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
