"""Names that people gave organisations as portable decisions."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from typing import TYPE_CHECKING

from sqlalchemy import select

from quotesdb.db.models import OrganisationName
from quotesdb.services.identity import organisation_lookup
from quotesdb.services.statements import grouping
from quotesdb.services.transfer.acts import in_order
from quotesdb.services.transfer.names import dump_name, load_name
from quotesdb.services.transfer.outcomes import ImportOutcome, Line
from quotesdb.services.transfer.subjects import dump_organisation, find_organisation, subjects

if TYPE_CHECKING:
    from sqlalchemy.orm import Session


def dump(session: Session) -> Iterator[Line]:
    """Every name, oldest first, retracted ones too."""
    yield from in_order(
        {"about": [dump_organisation(row.organisation)], **dump_name(row)}
        for row in session.scalars(select(OrganisationName))
    )


def load(session: Session, line: Line, _brought: Collection[str]) -> ImportOutcome:
    """Store a name unless it is there, and bring the speakers in step; the caller commits.

    Raises:
        NotLoaded: if it is in conflict, of no organisation that is here, or no name.
    """
    [body] = (find_organisation(session, each) for each in subjects(line, 1))
    known = session.scalars(select(OrganisationName).where(OrganisationName.organisation_id == body.id)).all()
    arrival = load_name(session, line, OrganisationName(organisation_id=body.id), known)
    grouping.refresh(session, [], organisation_lookup.refresh(session))
    return ImportOutcome(arrival, about=body.name)
