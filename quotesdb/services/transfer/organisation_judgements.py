"""Judgements of whether two names are of one organisation as portable decisions."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from typing import TYPE_CHECKING

from sqlalchemy import select

from quotesdb.db.models import OrganisationJudgement
from quotesdb.services.identity import organisation_lookup
from quotesdb.services.statements import grouping
from quotesdb.services.transfer.acts import dump_act, in_order
from quotesdb.services.transfer.outcomes import ImportOutcome, Line
from quotesdb.services.transfer.pairs import load_pair
from quotesdb.services.transfer.subjects import dump_organisation, find_organisation, subjects

if TYPE_CHECKING:
    from sqlalchemy.orm import Session


def dump(session: Session) -> Iterator[Line]:
    """Every judgement, oldest first, retracted ones too."""
    yield from in_order(
        {
            "about": [
                dump_organisation(each)
                for each in sorted((row.organisation_a, row.organisation_b), key=lambda each: each.name_key)
            ],
            "verdict": row.verdict.value,
            **dump_act(row),
        }
        for row in session.scalars(select(OrganisationJudgement))
    )


def load(session: Session, line: Line, _brought: Collection[str]) -> ImportOutcome:
    """Store a judgement unless it is there, and bring the speakers in step; the caller commits.

    Raises:
        NotLoaded: if it is in conflict, about no organisation that is here, or no judgement.
    """
    one, other = (find_organisation(session, each) for each in subjects(line, 2))
    arrival = load_pair(session, OrganisationJudgement, line, one.id, other.id)
    grouping.refresh(session, [], organisation_lookup.refresh(session))
    return ImportOutcome(arrival, about=f"{one.name}, {other.name}")
