"""Taking any decision about who is whom back, by its id."""

from __future__ import annotations

from typing import TYPE_CHECKING

from quotesdb.db.models import Appearance, Organisation, OrganisationJudgement, SpeakerJudgement, SpeakerName
from quotesdb.services import ids, judgements, organisation_judgements, speakers, statements
from quotesdb.services.errors import BadRequest
from quotesdb.services.rows import Decided
from quotesdb.services.who_is_whom import (
    Act,
    Row,
    again,
    decided,
    namesake,
    refuse,
    standing,
    taken_back,
    written,
)

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sqlalchemy.orm import Session


def undo(session: Session, decision: str, judge: str, note: str | None = None) -> Decided:
    """Take a decision back: what it wrote holds no longer, what it took back holds again.

    That is a decision too, and can be undone.

    Raises:
        UnknownId, AmbiguousId: if no single decision is meant.
        BadRequest: if it was taken back before, or a later decision stands in the way: it says which.
    """
    wanted = ids.find_decision(session, decision)
    rows, gone = written(session, wanted), taken_back(session, wanted)
    live = [row for row in rows if row.retracted_at is None]
    if rows and not live:
        last = max(rows, key=lambda row: (row.retracted_at or row.created_at, row.id))
        raise BadRequest(
            f"{wanted} holds no longer: {last.retracted_by} took it back on {last.retracted_at:%Y-%m-%d}; "
            f"to undo that: quotesdb undo {last.retraction}"
        )
    act = Act.of(judge, note, "undo", wanted)
    act.retract(session, live)
    moved = _refresh(session, live)
    for row in gone:
        _refuse_later(session, row)
        act.write(session, [again(row)])
    moved |= _refresh(session, gone)
    statements.refresh(session, [], moved)
    return decided(session, act)


def _refresh(session: Session, rows: Sequence[Row]) -> set[int]:
    """Bring the speakers in step with changed rows."""
    about = set[int]()
    for row in rows:
        if isinstance(row, SpeakerJudgement):
            about.update(row.pair)
        elif isinstance(row, SpeakerName):
            about.add(row.appearance_id)
    moved = speakers.refresh(session, about, [])
    if any(isinstance(row, OrganisationJudgement) for row in rows):
        moved |= organisation_judgements.refresh(session)
    return moved


def _refuse_later(session: Session, row: Row) -> None:
    """Say which later decision keeps a row from holding again.

    Raises:
        BadRequest: if there is one.
    """
    if isinstance(row, SpeakerJudgement):
        if later := standing(session, SpeakerJudgement, *row.pair):
            refuse(later, "another decision holds about the same two")
        one, other = (session.get_one(Appearance, id_) for id_ in row.pair)
        judgements.refuse_contradiction(session, one, other, row.verdict)
    elif isinstance(row, OrganisationJudgement):
        if held := standing(session, OrganisationJudgement, *row.pair):
            refuse(held, "another decision holds about the same two")
        first, second = (session.get_one(Organisation, id_) for id_ in row.pair)
        organisation_judgements.refuse_contradiction(session, first, second, row.verdict)
    elif named := namesake(session, row):
        refuse(named, "another name holds")
