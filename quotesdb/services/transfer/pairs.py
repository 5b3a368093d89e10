"""Whether two are one, be they appearances or names of organisations, as portable decisions."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy import select

from quotesdb.db.models.judgement import PairJudgement
from quotesdb.db.types import Identity
from quotesdb.services.ledger.acts import contradicted, held_together, said_to_be_one
from quotesdb.services.transfer.acts import again, dump_act, in_order, read_act, store, told
from quotesdb.services.transfer.outcomes import Arrival, ImportOutcome, Line, conflict, invalid
from quotesdb.services.transfer.sides import Side
from quotesdb.services.transfer.subjects import member_of, subjects

if TYPE_CHECKING:
    from sqlalchemy.orm import Session


@dataclass(frozen=True, slots=True)
class Pairs:
    """The judgements about two of one side."""

    model: type[PairJudgement]
    side: Side

    def dump(self, session: Session) -> Iterator[Line]:
        """Every judgement, oldest first, retracted ones too."""
        rows = session.scalars(select(self.model)).all()
        yield from in_order(
            {
                "about": [self.side.dump(one) for one in sorted(row.about, key=self.side.key)],
                "verdict": row.verdict.value,
                **dump_act(row, rows),
            }
            for row in rows
        )

    def load(self, session: Session, line: Line, _brought: Collection[str]) -> ImportOutcome:
        """Store a judgement unless it is there, and bring the speakers in step; the caller commits.

        Raises:
            NotLoaded: if it is in conflict, about nobody who is here, or no judgement.
        """
        one, other = (self.side.find(session, each) for each in subjects(line, 2))
        arrival = _load_pair(session, self.model, line, one.id, other.id)
        self.side.refresh(session, [one.id, other.id])
        return ImportOutcome(arrival, about=f"{self.side.called(one)}, {self.side.called(other)}")


def _load_pair(session: Session, kind: type[PairJudgement], line: Line, one: int, other: int) -> Arrival:
    verdict = member_of(Identity, line, "verdict")
    if verdict is None:
        raise invalid("has no verdict")
    if one == other:
        raise invalid("is about one, not about two")
    row = kind.of(one, other, verdict)
    twins = session.scalars(select(kind).where(row.about_the_same()).order_by(kind.id)).all()
    read_act(line, row, twins)
    if (arrival := again(session, row, twins)) is not None:
        return arrival
    store(session, row, twins)
    if row.retracted_at is None:
        _refuse_contradiction(session, kind, row)
    return Arrival.ADDED


def _refuse_contradiction(session: Session, kind: type[PairJudgement], row: PairJudgement) -> None:
    if clash := contradicted(session, kind, row.pair, row.public_id):
        raise conflict(f"{told(clash)} here, and both cannot hold")
    if row.verdict is Identity.UNSURE:
        kin = said_to_be_one(session, kind, [row.pair[0]])[0]
        if held := held_together(session, kind, kin, *row.pair):
            raise conflict(f"{told(held[0])} here, and by that the two are one")
