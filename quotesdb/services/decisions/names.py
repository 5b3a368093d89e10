"""Names that people gave: what those of speakers and of organisations have in common on their way."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, TypeVar

from quotesdb.db.models import OrganisationName, SpeakerName
from quotesdb.db.types import NameUse
from quotesdb.services.decisions.acts import again, dump_act, read_act, store
from quotesdb.services.decisions.outcomes import Arrival, Line, invalid
from quotesdb.services.decisions.places import member_of, text_of
from quotesdb.text import name_key

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

Given = TypeVar("Given", SpeakerName, OrganisationName)


def dump_name(row: SpeakerName | OrganisationName) -> Line:
    """The name, what it is for, who gave it and when."""
    return {"use": row.use.value, "name": row.name, **dump_act(row)}


def load_name(session: Session, line: Line, row: Given, known: Iterable[Given]) -> Arrival:
    """Store a name, given as a row without it, unless it is there; ``known`` are the names of the same.

    Raises:
        NotLoaded: if another one is shown by a person's decision here, or it is no name.
    """
    use, name = member_of(NameUse, line, "use"), text_of(line, "name")
    key = name_key(name)
    if use is None or not key:
        raise invalid("has no name, or does not say what it is for")
    row.use, row.name, row.name_key = use, name, key
    read_act(line, row)
    twins = [twin for twin in known if twin.use is use and (use is NameUse.PREFERRED or twin.name_key == key)]
    if (arrival := again(session, row, twins)) is not None:
        return arrival
    store(session, row, twins)
    return Arrival.ADDED
