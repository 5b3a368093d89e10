"""People in a table: a row a person, or a row a role; what is no column of ours is an identifier."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Mapping

from quotesdb.readers.authority_values import distinct, identifiers, iso, merged, role, unread, words
from quotesdb.readers.errors import ReadError
from quotesdb.values import AuthorityRecord

COLUMNS: Mapping[str, tuple[str, ...]] = {
    "name": ("full name", "label"),
    "also": ("aliases", "alias", "other names"),
    "role": ("title", "office", "position"),
    "organisation": ("organization", "org", "party"),
    "since": ("from", "start", "start date"),
    "until": ("to", "end", "end date"),
    "born": ("birth date", "birthday"),
    "died": ("death date",),
}
"""The columns, each with what it may also be called; names in ``also`` stand between semicolons."""

_CALLED = {other: column for column, others in COLUMNS.items() for other in (column, *others)}
_DATES = ("since", "until", "born", "died")
_SCHEMES = {"qid": "wikidata", "wikidata id": "wikidata"}


def read(text: str) -> Iterator[AuthorityRecord]:
    """The people of a table.

    Raises:
        ReadError: if it has no column of names.

    """
    first = text.lstrip("\ufeff").split("\n", 1)[0]
    delimiter = max(",;\t", key=first.count)
    rows = csv.DictReader(io.StringIO(text.lstrip("\ufeff")), delimiter=delimiter)
    try:
        headers = {header: _folded(header) for header in rows.fieldnames or []}
        if "name" not in map(_CALLED.get, headers.values()):
            raise ReadError("no JSON, no YAML of congress-legislators, and no table with a column 'name'")
        yield from merged(filter(None, (_person(row, headers, rows.line_num) for row in rows)))
    except csv.Error as error:
        raise ReadError(f"no table: {error}") from error


def _folded(header: str) -> str:
    return " ".join(header.lower().replace("_", " ").split())


def _person(row: Mapping[str, str | None], headers: Mapping[str, str], line: int) -> AuthorityRecord | None:
    told = {_CALLED[called]: row[header] for header, called in headers.items() if called in _CALLED}
    name = words(told.get("name"))
    if name is None:
        return None
    others = {
        _SCHEMES.get(called, called): row[header]
        for header, called in headers.items()
        if called not in _CALLED
    }
    return AuthorityRecord(
        name,
        distinct((words(each) for each in (told.get("also") or "").split(";")), but=name),
        role(told.get("role"), told.get("organisation"), told.get("since"), told.get("until")),
        identifiers(others.items()),
        iso(told.get("born")),
        iso(told.get("died")),
        unread(f"line {line}", **{what: told.get(what) for what in _DATES}),
    )
