"""Taking any decision about who is whom back, by its id."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from quotesdb.db.models import OrganisationJudgement, OrganisationName, SpeakerJudgement
from quotesdb.db.models.judgement import PairJudgement
from quotesdb.services.errors import BadRequest
from quotesdb.services.judging.organisations import BODIES
from quotesdb.services.judging.outcome import decided
from quotesdb.services.judging.speakers import APPEARANCES
from quotesdb.services.ledger.acts import (
    Act,
    Row,
    again,
    contradicted,
    namesake,
    refuse,
    says_the_same,
    standing,
    subjects,
    taken_back,
    twins,
    written,
)
from quotesdb.services.ledger.results import Decided
from quotesdb.services.statements import grouping
from quotesdb.services.store import ids

if TYPE_CHECKING:
    from sqlalchemy.orm import Session


def undo(session: Session, decision: str, judge: str, note: str | None = None) -> Decided:
    """Take a decision back: what it wrote holds no longer, what it took back holds again.

    That is a decision too, and can be undone. Of several people who decided the same thing, on databases that
    were brought together since, the last one speaks for all: none of the others' decisions holds again.

    Raises:
        UnknownId, AmbiguousId: if no single decision is meant.
        BadRequest: if it was taken back before, or a later decision stands in the way: it says which.
    """
    wanted = ids.find_decision(session, decision)
    rows = written(session, wanted)
    gone = [
        row for row in taken_back(session, wanted) if not any(says_the_same(row, other) for other in rows)
    ]
    live = [row for row in rows if row.retracted_at is None]
    if not live:
        _refuse_undone(session, wanted, rows, gone)
    act = Act.of(judge, note, "undo", wanted)
    act.retract(session, live)
    for row in gone:
        _refuse_later(session, row)
        act.write(session, [again(row)])
    for kind in (SpeakerJudgement, OrganisationJudgement):
        _refuse_contradiction(session, act, kind, gone)
    grouping.refresh(session, [], _refresh(session, [*live, *gone]))
    return decided(session, act)


def _refresh(session: Session, rows: Iterable[Row]) -> set[int]:
    """Bring the speakers in step with changed rows; return the appearances that are another's now."""
    about: dict[bool, set[int]] = {}
    for row in rows:
        of_body = isinstance(row, OrganisationJudgement | OrganisationName)
        about.setdefault(of_body, set()).update(subjects(row))
    return {
        moved
        for of_body, row_ids in about.items()
        for moved in (BODIES if of_body else APPEARANCES).refresh(session, row_ids)
    }


def _refuse_undone(session: Session, decision: str, rows: Sequence[Row], gone: Sequence[Row]) -> None:
    """Say what took a decision back before; or, if it only took back, what did so again since.

    Raises:
        BadRequest: if something did.
    """
    ended = rows or [
        twin
        for row in gone
        for twin in twins(session, row)
        if twin.created_at > row.created_at and twin.retracted_at is not None
    ]
    last = max(ended, key=lambda row: (row.retracted_at or row.created_at, row.id), default=None)
    if last is not None:
        raise BadRequest(
            f"{decision} holds no longer: {last.retracted_by} took it back on {last.retracted_at:%Y-%m-%d}; "
            f"to undo that: quotesdb undo {last.retraction}"
        )


def _refuse_later(session: Session, row: Row) -> None:
    """Say which later decision about the same keeps a row from holding again.

    Raises:
        BadRequest: if there is one.
    """
    if isinstance(row, PairJudgement):
        if later := standing(session, type(row), *row.pair):
            refuse(later, "another decision holds about the same two")
    elif named := namesake(session, row):
        refuse(named, "another name holds")


def _refuse_contradiction(session: Session, act: Act, kind: type[PairJudgement], rows: Iterable[Row]) -> None:
    """Say which decision contradicts what is to hold again, at however many removes.

    Raises:
        BadRequest: if there is one.
    """
    about = {id_ for row in rows if isinstance(row, kind) for id_ in row.pair}
    if about and (clash := contradicted(session, kind, about, act.id)):
        refuse(clash, "what would hold again contradicts another decision")
