"""Names that people gave: what those of speakers and of organisations have in common on their way."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, TypeVar

from quotesdb.db.models import OrganisationName, SpeakerName
from quotesdb.db.types import NameUse
from quotesdb.names.key import name_key
from quotesdb.services.errors import BadRequest
from quotesdb.services.ledger.acts import says
from quotesdb.services.store.name_choice import given
from quotesdb.services.transfer.acts import again, dump_act, read_act, store, told
from quotesdb.services.transfer.outcomes import Arrival, Line, conflict, invalid
from quotesdb.services.transfer.subjects import member_of, text_of

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

Given = TypeVar("Given", SpeakerName, OrganisationName)


def dump_name(row: SpeakerName | OrganisationName) -> Line:
    """The name, what it is for, who gave it and when."""
    return {"use": row.use.value, "name": row.name, **dump_act(row)}


def load_name(
    session: Session, line: Line, row: Given, known: Iterable[Given], rivals: Iterable[Given] = ()
) -> Arrival:
    """Store a name, given as a row without it, unless it is there; ``known`` are the names of the same.

    ``rivals`` are names that hold of what only a program takes for the same: they are not to be outdone.

    Raises:
        NotLoaded: if another one is shown by a person's decision here, or it is no name.
    """
    use, written = member_of(NameUse, line, "use"), text_of(line, "name")
    if use is None:
        raise invalid("does not say what the name is for")
    try:
        name = given(written)
    except BadRequest as error:
        raise invalid(str(error)) from error
    row.use, row.name, row.name_key = use, name, name_key(name)
    read_act(line, row)
    twins = [
        twin
        for twin in known
        if twin.use is use and (use is NameUse.PREFERRED or twin.name_key == row.name_key)
    ]
    if (arrival := again(session, row, twins)) is not None:
        return arrival
    if use is NameUse.PREFERRED and row.retracted_at is None:
        for rival in rivals:
            if rival.use is use and says(rival) != says(row):
                raise conflict(f"{told(rival)} ({rival.name}) here, of the same speaker")
    store(session, row, twins)
    return Arrival.ADDED
