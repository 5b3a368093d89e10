"""Names that people gave to speakers or organisations as portable decisions."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from sqlalchemy import select

from quotesdb.db.models import Appearance, SpeakerJudgement, SpeakerName
from quotesdb.db.models.judgement import GivenName
from quotesdb.db.types import NameUse
from quotesdb.names.key import name_key
from quotesdb.services.errors import BadRequest
from quotesdb.services.ledger.acts import said_to_be_one
from quotesdb.services.store.name_choice import given
from quotesdb.services.transfer.acts import again, dump_act, in_order, read_act, store, told
from quotesdb.services.transfer.outcomes import Arrival, ImportOutcome, Line, conflict, invalid
from quotesdb.services.transfer.sides import Side
from quotesdb.services.transfer.subjects import member_of, subjects, text_of

if TYPE_CHECKING:
    from sqlalchemy.orm import Session


@dataclass(frozen=True, slots=True)
class Names:
    """The names that were given to one side.

    ``rivals`` are names that hold of what only a program takes for the same: they are not to be outdone.
    """

    model: type[GivenName]
    side: Side
    rivals: Callable[[Session, Any, Collection[str]], Collection[GivenName]] = lambda *_: ()

    def dump(self, session: Session) -> Iterator[Line]:
        """Every name, oldest first, retracted ones too."""
        rows = session.scalars(select(self.model)).all()
        yield from in_order(
            {
                "about": list(map(self.side.dump, row.about)),
                "use": row.use.value,
                "name": row.name,
                **dump_act(row, rows),
            }
            for row in rows
        )

    def load(self, session: Session, line: Line, brought: Collection[str]) -> ImportOutcome:
        """Store a name unless it is there, and bring the speakers in step; the caller commits.

        Raises:
            NotLoaded: if it is in conflict, of nobody who is here, or no name.
        """
        [bearer] = (self.side.find(session, each) for each in subjects(line, 1))
        row = _read_name(line, self.model, bearer.id)
        known = session.scalars(select(self.model).where(row.excludes()).order_by(self.model.id)).all()
        read_act(line, row, known)
        arrival = again(session, row, known)
        if arrival is None:
            if row.use is NameUse.PREFERRED and row.retracted_at is None:
                _refuse_rivals(row, self.rivals(session, bearer, brought))
            store(session, row, known)
            arrival = Arrival.ADDED
        self.side.refresh(session, [bearer.id])
        return ImportOutcome(arrival, about=self.side.called(bearer))


def _read_name(line: Line, kind: type[GivenName], bearer: int) -> GivenName:
    use, written = member_of(NameUse, line, "use"), text_of(line, "name")
    if use is None:
        raise invalid("does not say what the name is for")
    try:
        name = given(written)
    except BadRequest as error:
        raise invalid(str(error)) from error
    return kind.of(bearer, use, name, name_key(name))


def _refuse_rivals(row: GivenName, rivals: Collection[GivenName]) -> None:
    for rival in rivals:
        if rival.use is row.use and rival.says != row.says:
            raise conflict(f"{told(rival)} ({rival.name}) here, of the same speaker")


def namesakes(session: Session, appearance: Appearance, brought: Collection[str]) -> list[SpeakerName]:
    """The names that hold here of other appearances which only a program takes for the same speaker."""
    kin = said_to_be_one(session, SpeakerJudgement, [appearance.id])[0]
    return [
        row
        for row in session.scalars(
            select(SpeakerName)
            .join(SpeakerName.appearance)
            .where(Appearance.speaker_id == appearance.speaker_id, SpeakerName.live())
        )
        if row.appearance_id not in kin and row.public_id not in brought
    ]
