"""Whether two are one: bringing in the judgement, be it about appearances or organisations."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import select

from quotesdb.db.models.judgement import PairJudgement
from quotesdb.db.types import Identity
from quotesdb.services.ledger.acts import contradicted, held_together, said_to_be_one
from quotesdb.services.transfer.acts import again, read_act, store, told
from quotesdb.services.transfer.outcomes import Arrival, Line, conflict, invalid
from quotesdb.services.transfer.subjects import member_of

if TYPE_CHECKING:
    from sqlalchemy.orm import Session


def load_pair(session: Session, kind: type[PairJudgement], line: Line, one: int, other: int) -> Arrival:
    """Store a judgement about two rows unless it is there.

    Raises:
        NotLoaded: if it contradicts one that holds here, or is none.
    """
    verdict = member_of(Identity, line, "verdict")
    if verdict is None:
        raise invalid("has no verdict")
    if one == other:
        raise invalid("is about one, not about two")
    row = kind.of(one, other, verdict)
    read_act(line, row)
    touching = session.scalars(select(kind).where(kind.touching([one])))
    twins = [twin for twin in touching if twin.pair == row.pair]
    if (arrival := again(session, row, twins)) is not None:
        return arrival
    store(session, row, twins)
    if row.retracted_at is None:
        _refuse_contradiction(session, kind, row)
    return Arrival.ADDED


def _refuse_contradiction(session: Session, kind: type[PairJudgement], row: PairJudgement) -> None:
    if clash := contradicted(session, kind, row.pair, row.decision):
        raise conflict(f"{told(clash)} here, and both cannot hold")
    if row.verdict is Identity.UNSURE:
        kin = said_to_be_one(session, kind, [row.pair[0]])[0]
        if held := held_together(session, kind, kin, *row.pair):
            raise conflict(f"{told(held[0])} here, and by that the two are one")
