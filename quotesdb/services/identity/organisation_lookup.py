"""Finding an organisation by one of its names."""

from __future__ import annotations

from typing import TYPE_CHECKING

from quotesdb.db.models import Organisation
from quotesdb.services.errors import Candidate
from quotesdb.services.identity import clustering, organisations
from quotesdb.services.store.closed import closed_bodies
from quotesdb.services.store.erased import tombstones
from quotesdb.services.store.name_choice import ambiguous, choose
from quotesdb.values import AgentKind

if TYPE_CHECKING:
    from sqlalchemy.orm import Session


def find_organisation(session: Session, name: str) -> Organisation:
    """The organisation that a name means: printed, of an organisation that spoke, or given by a person.

    A printed name means what was printed so, whomever else a person gave it to.

    Raises:
        UnknownName, AmbiguousName: if there is none or more than one.
    """
    closed = closed_bodies(session)
    printed = organisations.printed(session, closed=closed)
    given = [row for row in organisations.given(session) if row.organisation.name_key not in closed]
    known = tombstones(session)
    key = choose(known, "organisation", name, {**{row.name_key: row.name for row in given}, **printed})
    if key in printed:
        return organisations.get_or_create(session, [printed[key]])[key]
    groups = organisations.merged(session)
    bearers = {
        groups.get(row.organisation.name_key, frozenset({row.organisation.name_key})): row.organisation
        for row in given
        if row.name_key == key
    }
    if len(bearers) > 1:
        candidates = (Candidate("", each.name, "organisation") for each in bearers.values())
        raise ambiguous(known, "organisation", name, candidates)
    return next(iter(bearers.values()))


def refresh(session: Session) -> set[int]:
    """Bring the speakers that are organisations in step; return the appearances that are another's now."""
    judged = organisations.judged(session)
    ids = clustering.bearing(session, [(key, AgentKind.ORGANISATION) for key in judged])
    return clustering.refresh(session, ids)
