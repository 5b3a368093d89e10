"""People in Popolo JSON (http://www.popoloproject.com/specs/), as parliaments write it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from typing import Any

from quotesdb.readers.authority_values import distinct, identifiers, iso, role, unread, words
from quotesdb.values import AuthorityRecord

_Object = Mapping[str, Any]
_UNIQUE = 20
"""Characters from which an id is taken for one that nobody else has."""


def read(loaded: Any) -> Iterator[AuthorityRecord]:
    """The people of a file: of its ``persons``, of a list, or of one person."""
    whole = loaded if isinstance(loaded, dict) else {"persons": loaded}
    people = _objects(whole.get("persons")) or ([whole] if "name" in whole else [])
    named = {
        kind: {str(each.get("id")): each for each in _objects(whole.get(kind))}
        for kind in ("organizations", "posts", "events")
    }
    memberships = defaultdict[str, list[_Object]](list)
    for each in _objects(whole.get("memberships")):
        memberships[str(each.get("person_id"))].append(each)
    for person in people:
        if found := _person(person, memberships[str(person.get("id"))], named):
            yield found


def _objects(value: Any) -> list[_Object]:
    return [each for each in value if isinstance(each, dict)] if isinstance(value, list) else []


def _person(
    person: _Object, elsewhere: list[_Object], named: Mapping[str, Mapping[str, _Object]]
) -> AuthorityRecord | None:
    name = words(person.get("name"))
    if name is None:
        return None
    held = [*_objects(person.get("memberships")), *elsewhere]
    own = [(each.get("scheme"), each.get("identifier")) for each in _objects(person.get("identifiers"))]
    return AuthorityRecord(
        name,
        distinct((words(each.get("name")) for each in _objects(person.get("other_names"))), but=name),
        tuple(dict.fromkeys(found for each in held for found in _role(each, named))),
        identifiers(own or [("popolo", person.get("id"))] if _tells_apart(person.get("id")) else own),
        iso(person.get("birth_date")),
        iso(person.get("death_date")),
        (
            *unread(name, born=person.get("birth_date"), died=person.get("death_date")),
            *(each for one in held for each in unread(name, **_dates(one, named))),
        ),
    )


def _tells_apart(id_: Any) -> bool:
    """Whether an id is somebody's anywhere, as a UUID or an address is, and no running number of the file."""
    return len(str(id_ or "")) >= _UNIQUE


def _role(membership: _Object, named: Mapping[str, Mapping[str, _Object]]) -> Any:
    post = _meant(membership, "post", named["posts"])
    body = _meant(membership, "organization", named["organizations"])
    body = body or _meant(post, "organization", named["organizations"])
    title = membership.get("role") or post.get("role") or membership.get("label") or post.get("label")
    return role(title, body.get("name"), *_dates(membership, named).values())


def _dates(membership: _Object, named: Mapping[str, Mapping[str, _Object]]) -> dict[str, Any]:
    """From when until when a membership lasts: else as long as the legislative period that it is in."""
    term = named["events"].get(str(membership.get("legislative_period_id")), {})
    ends = (("since", "start_date"), ("until", "end_date"))
    return {what: membership.get(end) or term.get(end) for what, end in ends}


def _meant(of: _Object, what: str, those: Mapping[str, _Object]) -> _Object:
    """What something is of, as it stands in it or by its id."""
    inside = of.get(what)
    return inside if isinstance(inside, dict) else those.get(str(of.get(f"{what}_id")), {})
