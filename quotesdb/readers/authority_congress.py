"""People in the YAML of congress-legislators: members of Congress, presidents and vice presidents."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from quotesdb.readers.authority_values import distinct, identifiers, iso, role, unread, words
from quotesdb.readers.errors import ReadError
from quotesdb.values import AuthorityRecord, HeldRole

_OFFICES = {
    "sen": ("Senator", "United States Senate"),
    "rep": ("Representative", "United States House of Representatives"),
    "prez": ("President of the United States", "United States"),
    "viceprez": ("Vice President of the United States", "United States"),
}


def read(text: str) -> Iterator[AuthorityRecord]:
    """The people of a file.

    Raises:
        ReadError: if it is no YAML, or no list.

    """
    import yaml

    try:
        loaded = yaml.load(text, Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))  # noqa: S506 - both are safe
    except (yaml.YAMLError, ValueError, RecursionError) as error:
        raise ReadError("not well-formed YAML") from error
    if not isinstance(loaded, list):
        raise ReadError("a YAML file that is no list of people")
    for each in loaded:
        if isinstance(each, dict) and (found := _person(each)):
            yield found


def _person(each: Mapping[str, Any]) -> AuthorityRecord | None:
    said, bio = _mapping(each.get("name")), _mapping(each.get("bio"))
    last = words(said.get("last"))
    given = [_before(said.get(part), last) for part in ("first", "nickname")]
    middle = " ".join(filter(None, (words(said.get("first")), words(said.get("middle")))))
    names = [words(said.get("official_full")), *given, _before(middle, last)]
    name = next(filter(None, names), None)
    if name is None:
        return None
    return AuthorityRecord(
        name,
        distinct(names, but=name),
        tuple(dict.fromkeys(_roles(each))),
        identifiers((scheme, value) for scheme, value in _mapping(each.get("id")).items()),
        iso(bio.get("birthday")),
        unread=(
            *unread(name, born=bio.get("birthday")),
            *(no_date for told in _held(each) for no_date in unread(name, **_dates(told))),
        ),
    )


def _before(given: Any, last: str | None) -> str | None:
    first = words(given)
    return f"{first} {last}" if first and last else None


def _roles(each: Mapping[str, Any]) -> Iterator[HeldRole]:
    for told in _held(each):
        of = ("sen" if told.get("chamber") == "senate" else "rep") if "title" in told else told.get("type")
        title, body = _OFFICES.get(str(of), (None, None))
        yield from role(told.get("title", title), body, *_dates(told).values())


def _held(each: Mapping[str, Any]) -> list[Mapping[str, Any]]:
    """The terms, and the roles of a leader."""
    return [_mapping(told) for what in ("terms", "leadership_roles") for told in each.get(what) or []]


def _dates(told: Mapping[str, Any]) -> dict[str, Any]:
    return {"since": told.get("start"), "until": told.get("end")}


def _mapping(value: Any) -> Mapping[str, Any]:
    return value if isinstance(value, dict) else {}
