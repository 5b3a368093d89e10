"""Judgements of whether two appearances are one speaker as portable decisions."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from typing import TYPE_CHECKING

from sqlalchemy import select

from quotesdb.db.models import SpeakerJudgement
from quotesdb.services.identity import clustering
from quotesdb.services.statements import grouping
from quotesdb.services.transfer.acts import dump_act, in_order
from quotesdb.services.transfer.outcomes import ImportOutcome, Line
from quotesdb.services.transfer.pairs import load_pair
from quotesdb.services.transfer.subjects import dump_appearance, find_appearance, subjects

if TYPE_CHECKING:
    from sqlalchemy.orm import Session


def dump(session: Session) -> Iterator[Line]:
    """Every judgement, oldest first, retracted ones too."""
    yield from in_order(
        {
            "about": [
                dump_appearance(each)
                for each in sorted((row.appearance_a, row.appearance_b), key=lambda each: each.public_id)
            ],
            "verdict": row.verdict.value,
            **dump_act(row),
        }
        for row in session.scalars(select(SpeakerJudgement))
    )


def load(session: Session, line: Line, _brought: Collection[str]) -> ImportOutcome:
    """Store a judgement unless it is there, and bring the speakers in step; the caller commits.

    Raises:
        NotLoaded: if it is in conflict, about nobody who is here, or no judgement.
    """
    one, other = (find_appearance(session, each) for each in subjects(line, 2))
    arrival = load_pair(session, SpeakerJudgement, line, one.id, other.id)
    grouping.refresh(session, [], clustering.refresh(session, [one.id, other.id], []))
    return ImportOutcome(arrival, about=f"{one.public_id}, {other.public_id}")
