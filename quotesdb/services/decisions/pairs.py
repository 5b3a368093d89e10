"""Whether two are one: bringing in the judgement, be it about appearances or organisations."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import select

from quotesdb.db.types import Identity
from quotesdb.services.chunks import chunks
from quotesdb.services.decisions.acts import again, read_act, store, told
from quotesdb.services.decisions.outcomes import Arrival, Line, conflict, invalid
from quotesdb.services.decisions.places import member_of
from quotesdb.services.who_is_whom import Pair, held_together, live_between

if TYPE_CHECKING:
    from sqlalchemy.orm import Session


def load_pair(session: Session, kind: type[Pair], line: Line, one: int, other: int) -> Arrival:
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
    if row.retracted_at is None and all(twin.retracted_at is not None for twin in twins):
        _refuse_contradiction(session, kind, row)
    store(session, row, twins)
    return Arrival.ADDED


def _refuse_contradiction(session: Session, kind: type[Pair], row: Pair) -> None:
    """Only what people said counts, not what programs find: so the order of the file makes no difference."""
    one, other = row.pair
    kin = _said_to_be_one(session, kind, one)
    if row.verdict is Identity.SAME:
        others = _said_to_be_one(session, kind, other)
        if apart := live_between(session, kind, kin, others, Identity.DIFFERENT):
            raise conflict(f"{told(apart[0])} here: of those who would be one by this, two are not")
    elif row.verdict is Identity.DIFFERENT and (held := held_together(session, kind, kin, one, other)):
        raise conflict(f"{told(held[0])} here, and by that the two are one")


def _said_to_be_one(session: Session, kind: type[Pair], start: int) -> set[int]:
    """What people said is one with this, at however many removes."""
    reached, frontier = {start}, {start}
    holds = (kind.retracted_at.is_(None), kind.verdict == Identity.SAME)
    while frontier:
        near = {
            id_
            for part in chunks(frontier)
            for row in session.scalars(select(kind).where(kind.touching(part), *holds))
            for id_ in row.pair
        }
        frontier = near - reached
        reached |= frontier
    return reached
