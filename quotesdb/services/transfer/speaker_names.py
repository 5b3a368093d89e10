"""Names that people gave speakers as portable decisions."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from typing import TYPE_CHECKING

from sqlalchemy import select

from quotesdb.db.models import Appearance, SpeakerJudgement, SpeakerName
from quotesdb.services.identity import clustering
from quotesdb.services.ledger.acts import said_to_be_one
from quotesdb.services.statements import grouping
from quotesdb.services.transfer.acts import in_order
from quotesdb.services.transfer.names import dump_name, load_name
from quotesdb.services.transfer.outcomes import ImportOutcome, Line
from quotesdb.services.transfer.subjects import dump_appearance, find_appearance, subjects

if TYPE_CHECKING:
    from sqlalchemy.orm import Session


def dump(session: Session) -> Iterator[Line]:
    """Every name, oldest first, retracted ones too."""
    yield from in_order(
        {"about": [dump_appearance(row.appearance)], **dump_name(row)}
        for row in session.scalars(select(SpeakerName))
    )


def load(session: Session, line: Line, brought: Collection[str]) -> ImportOutcome:
    """Store a name unless it is there, and bring the speaker in step; the caller commits.

    Raises:
        NotLoaded: if it is in conflict, of nobody who is here, or no name.
    """
    [appearance] = (find_appearance(session, each) for each in subjects(line, 1))
    known = session.scalars(select(SpeakerName).where(SpeakerName.appearance_id == appearance.id)).all()
    rivals = _rivals(session, appearance, brought)
    arrival = load_name(session, line, SpeakerName(appearance_id=appearance.id), known, rivals)
    grouping.refresh(session, [], clustering.refresh(session, [appearance.id], []))
    return ImportOutcome(arrival, about=appearance.public_id)


def _rivals(session: Session, appearance: Appearance, brought: Collection[str]) -> list[SpeakerName]:
    """The names that hold here of other appearances which only a program takes for the same speaker."""
    kin = said_to_be_one(session, SpeakerJudgement, [appearance.id])[0]
    return [
        row
        for row in session.scalars(
            select(SpeakerName)
            .join(SpeakerName.appearance)
            .where(Appearance.speaker_id == appearance.speaker_id, SpeakerName.retracted_at.is_(None))
        )
        if row.appearance_id not in kin and row.decision not in brought
    ]
