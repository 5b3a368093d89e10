"""People in the result of a Wikidata query, as its query service writes JSON: in full, or in short."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

from quotesdb.readers.authority_values import distinct, identifiers, iso, merged, role, unread, words
from quotesdb.values import AuthorityRecord

_ITEM = re.compile(r"https?://www\.wikidata\.org/entity/(Q\d+)")
_ROLES = ("position", "office", "role", "occupation")
_BODIES = ("organisation", "organization", "of", "party", "employer")
_SINCE, _UNTIL = ("start", "starttime", "since", "from"), ("end", "endtime", "until", "to")
_BORN, _DIED = ("born", "birth", "dob", "dateofbirth"), ("died", "death", "dod", "dateofdeath")
_SCHEMES = ("isni", "viaf", "gnd", "orcid", "lccn", "bioguide", "imdb")

_Row = Mapping[str, str]


def is_result(loaded: Any) -> bool:
    """Whether JSON is such a result."""
    return any(_item(row) for row in _rows(loaded)[:1])


def read(loaded: Any) -> Iterator[AuthorityRecord]:
    """The people of a result: a person is the first variable of a row that is an item, with its label."""
    yield from merged(found for row in _rows(loaded) if (found := _person(row)))


def _rows(loaded: Any) -> list[_Row]:
    """The rows, each with its texts by variable in small letters."""
    inside = loaded.get("results") if isinstance(loaded, dict) else None
    listed = inside.get("bindings") if isinstance(inside, dict) else loaded
    if not isinstance(listed, list):
        return []
    return [
        {str(name).lower(): text for name, value in row.items() if (text := _text(value))}
        for row in listed
        if isinstance(row, dict)
    ]


def _text(value: Any) -> str | None:
    return words(value.get("value") if isinstance(value, dict) else value)


def _item(row: _Row) -> tuple[str, str] | None:
    """The variable of the person, and the item."""
    found = ((name, match[1]) for name, text in row.items() if (match := _ITEM.fullmatch(text)))
    return next(((name, item) for name, item in found if f"{name}label" in row), None)


def _person(row: _Row) -> AuthorityRecord | None:
    item = _item(row)
    if item is None:
        return None
    variable, qid = item
    name = row[f"{variable}label"]
    listed = _first(row, f"{variable}altlabel", "altlabel", "aliases", "alias", "also") or ""
    others = [(scheme, row[scheme]) for scheme in _SCHEMES if scheme in row]
    dates = {
        what: _first(row, *names)
        for what, names in (("since", _SINCE), ("until", _UNTIL), ("born", _BORN), ("died", _DIED))
    }
    return AuthorityRecord(
        name,
        distinct((words(each) for each in re.split(r"[,;|]", listed)), but=name),
        role(_labelled(row, _ROLES), _labelled(row, _BODIES), dates["since"], dates["until"]),
        identifiers([("wikidata", qid), *others]),
        iso(dates["born"]),
        iso(dates["died"]),
        unread(name, **dates),
    )


def _labelled(row: _Row, names: tuple[str, ...]) -> str | None:
    return _first(row, *(f"{name}label" for name in names))


def _first(row: _Row, *names: str) -> str | None:
    return next((row[name] for name in names if name in row), None)
