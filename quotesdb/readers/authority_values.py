"""What the formats of authority files share: words, dates, and people made of several rows."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from datetime import date
from typing import Any

from quotesdb.names.key import name_key
from quotesdb.values import AuthorityRecord, HeldRole, Identifier

_UNKNOWN = re.compile(r"/\.well-known/genid/|^_:")
"""What Wikidata has where it says that nobody knows."""
_DATE = re.compile(r"\+?(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?(?!\d)")


def words(value: Any) -> str | None:
    """A value as one line, if there is anything in it."""
    text = " ".join(str(value).split()) if isinstance(value, str | int | float) else ""
    return text or None


def iso(value: Any) -> str | None:
    """A day, month or year in ISO 8601; what a file does not know of a date it writes as zeros.

    >>> iso("1997-05-02T00:00:00Z"), iso("1997-00-00"), iso("unknown"), iso("1997-02-30")
    ('1997-05-02', '1997', None, None)
    """
    found = _DATE.match(str(value).strip()) if value is not None else None
    if found is None:
        return None
    known = [found[1]]
    for part in (found[2], found[3]):
        if part is None or part == "00":
            break
        known.append(part)
    try:
        date(*map(int, [*known, "1", "1"][:3]))
    except ValueError:
        return None
    return "-".join(known)


def unread(where: str, **dates: Any) -> tuple[str, ...]:
    """What stands in place of dates and is none, by what it should be the date of, with where it stands.

    >>> unread("line 3", since="spring 1997", until="2007-06", born=None)
    ("line 3: since 'spring 1997'",)
    """
    said = ((what, words(value)) for what, value in dates.items())
    return tuple(
        f"{where}: {what} {value!r}"
        for what, value in said
        if value and iso(value) is None and not _UNKNOWN.search(value)
    )


def merged(records: Iterable[AuthorityRecord]) -> Iterator[AuthorityRecord]:
    """One record a person of rows that each say a part: rows with one identifier, else of one name."""
    together: dict[tuple[str, str], AuthorityRecord] = {}
    for record in records:
        keys = [(each.scheme, each.value) for each in record.identifiers]
        key = next(iter(keys), ("", name_key(record.name)))
        known = together.get(key)
        together[key] = record if known is None else joined(known, record)
    yield from together.values()


def joined(one: AuthorityRecord, other: AuthorityRecord) -> AuthorityRecord:
    """What two records say of one person; the name to show is that of the first."""
    return AuthorityRecord(
        one.name,
        distinct([*one.names, other.name, *other.names], but=one.name),
        tuple(dict.fromkeys([*one.roles, *other.roles])),
        tuple(dict.fromkeys([*one.identifiers, *other.identifiers])),
        one.born or other.born,
        one.died or other.died,
        (*one.unread, *other.unread),
    )


def distinct(names: Iterable[str | None], *, but: str) -> tuple[str, ...]:
    """The names, each once, without one."""
    return tuple(name for name in dict.fromkeys(names) if name and name != but)


def role(title: Any, organisation: Any, since: Any, until: Any) -> tuple[HeldRole, ...]:
    """A role, if it has a title; of a mere membership the organisation's name is all there is to say."""
    named, body = words(title), words(organisation)
    if named is None and body is None:
        return ()
    return (HeldRole(named or "member", body, iso(since), iso(until)),)


def identifiers(pairs: Iterable[tuple[Any, Any]]) -> tuple[Identifier, ...]:
    """Schemes in small letters with their values; an address of Wikidata is its item."""
    found = []
    for scheme, value in pairs:
        told, name = words(value), words(scheme)
        if told and name:
            found.append(
                Identifier(name.lower(), told.rpartition("/")[2] if "wikidata.org/" in told else told)
            )
    return tuple(dict.fromkeys(found))
