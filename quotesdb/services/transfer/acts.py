"""What decisions on who is whom have in common: who, when, why, what took them back, what becomes of them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from quotesdb.db.models.judgement import Judgement
from quotesdb.services.ledger.acts import Row, says
from quotesdb.services.store import ids
from quotesdb.services.transfer.outcomes import Arrival, Line, conflict, invalid
from quotesdb.services.transfer.subjects import about, instant_of, maybe_instant, maybe_text, text_of

if TYPE_CHECKING:
    from sqlalchemy.orm import Session


DECIDED_AGAIN = "the same was decided again"


def dump_act(row: Judgement) -> Line:
    """The id, who, when and why of a decision; the same of the one that took it back."""
    return {
        "id": row.decision,
        "judge": row.judge,
        "note": row.note,
        "created_at": row.created_at.isoformat(),
        "retracted_at": row.retracted_at.isoformat() if row.retracted_at else None,
        "retraction": row.retraction,
        "retracted_by": row.retracted_by,
        "retraction_note": row.retraction_note,
    }


def in_order(lines: Iterable[Line]) -> Iterator[Line]:
    """The oldest first; row numbers, which another database does not share, decide nothing."""
    yield from sorted(lines, key=lambda line: (line["created_at"], line["id"], about(line) or ""))


def read_act(line: Line, row: Judgement) -> None:
    """Give a row that is not stored yet what was dumped so.

    Raises:
        NotLoaded: if the line does not say who decided and when, or says half of what took it back.
    """
    row.decision, row.judge = _decision(text_of(line, "id")), text_of(line, "judge")
    row.note, row.created_at = maybe_text(line, "note"), instant_of(line, "created_at")
    row.retracted_at = maybe_instant(line, "retracted_at")
    if row.retracted_at is not None:
        row.retraction = _decision(text_of(line, "retraction"))
        row.retracted_by = text_of(line, "retracted_by")
        row.retraction_note = maybe_text(line, "retraction_note")
    elif maybe_text(line, "retraction") or maybe_text(line, "retracted_by"):
        raise invalid("says what took it back, but not when")
    if not row.judge.strip() or (row.retracted_by is not None and not row.retracted_by.strip()):
        raise invalid("says of nobody that they decided")


def again(session: Session, row: Row, twins: Iterable[Row]) -> Arrival | None:
    """What becomes of a decision if it is here already: all that may be new is that it was taken back.

    ``twins`` are the rows here about the same.

    Raises:
        NotLoaded: if the same decision says something else here.
    """
    known = next((twin for twin in twins if twin.decision == row.decision), None)
    if known is None:
        return None
    if _content(known) != _content(row):
        raise conflict(f"{told(known)} here, and the same decision says something else there")
    if known.retracted_at is not None or row.retracted_at is None:
        return Arrival.PRESENT
    known.retracted_at, known.retraction = row.retracted_at, row.retraction
    known.retracted_by, known.retraction_note = row.retracted_by, row.retraction_note
    session.flush()
    return Arrival.RETRACTED


def store(session: Session, row: Row, twins: Iterable[Row]) -> None:
    """Store a new decision; of two that say the same of the same the earlier gives way to the later.

    Raises:
        NotLoaded: if one that holds here says otherwise.
    """
    live = next((twin for twin in twins if twin.retracted_at is None), None)
    if live is not None and row.retracted_at is None:
        if says(live) != says(row):
            raise conflict(
                f"{told(live)} ({says(live)}) here; {row.judge} decided otherwise there "
                f"({says(row)}) on {row.created_at:%Y-%m-%d}"
            )
        earlier, later = (row, live) if row.created_at < live.created_at else (live, row)
        earlier.retracted_at, earlier.retraction = later.created_at, later.decision
        earlier.retracted_by, earlier.retraction_note = later.judge, DECIDED_AGAIN
        session.flush()  # a new row that holds is refused as long as the other holds
    session.add(row)
    session.flush()


def _content(row: Row) -> tuple[object, ...]:
    return says(row), row.judge, row.note, row.created_at


def told(row: Judgement) -> str:
    """Who decided what is here, and by which decision."""
    return f"{row.judge} decided {row.decision} on {row.created_at:%Y-%m-%d}"


def _decision(written: str) -> str:
    if not ids.is_id(written, "d"):
        raise invalid(f"has {written!r}, which is not the id of a decision")
    return written
