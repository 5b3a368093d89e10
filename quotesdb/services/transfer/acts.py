"""What decisions have in common on their way: who, when, why, what took them back, what becomes of them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from quotesdb.db.models import Decision, Review
from quotesdb.services.store import ids
from quotesdb.services.transfer.outcomes import Arrival, Line, conflict, invalid
from quotesdb.services.transfer.subjects import about, instant_of, maybe_instant, maybe_text, text_of

if TYPE_CHECKING:
    from sqlalchemy.orm import Session


DECIDED_AGAIN = "the same was decided again"


def dump_act(row: Decision, rows: Iterable[Decision], who: str = "judge") -> Line:
    """The id, who (by the key that lines of the kind have for it), when and why; what took it back.

    ``rows`` has what it is a copy of, if it is one.
    """
    copied = next((each.public_id for each in rows if each.id == row.copy_of), None)
    return {
        "id": row.public_id,
        who: row.decided_by,
        "note": row.note,
        "created_at": row.decided_at.isoformat(),
        "copy_of": copied if row.copy_of else None,
        "retracted_at": row.retracted_at.isoformat() if row.retracted_at else None,
        "retraction": row.retraction,
        "retracted_by": row.retracted_by,
        "retraction_note": row.retraction_note,
    }


def in_order(lines: Iterable[Line]) -> Iterator[Line]:
    """The oldest first; row numbers, which another database does not share, decide nothing."""
    yield from sorted(lines, key=lambda line: (line["created_at"], line["id"], about(line) or ""))


def read_act(line: Line, row: Decision, known: Iterable[Decision], who: str = "judge") -> None:
    """Give a row that is not stored yet what was dumped so; ``known`` are those of the same that are here.

    Raises:
        NotLoaded: if the line does not say who decided and when, or says half of what took it back.
    """
    row.public_id, row.decided_by = act_id(text_of(line, "id")), text_of(line, who)
    row.note, row.decided_at = maybe_text(line, "note"), instant_of(line, "created_at")
    copied = maybe_text(line, "copy_of")
    row.copy_of = next((each.id for each in known if each.public_id == copied), None)
    row.retracted_at = maybe_instant(line, "retracted_at")
    if row.retracted_at is not None:
        row.retraction = act_id(text_of(line, "retraction"))
        # Who took a review back is not always known.
        by = maybe_text if isinstance(row, Review) else text_of
        row.retracted_by, row.retraction_note = by(line, "retracted_by"), maybe_text(line, "retraction_note")
    elif maybe_text(line, "retraction") or maybe_text(line, "retracted_by"):
        raise invalid("says what took it back, but not when")
    if not row.decided_by.strip() or (row.retracted_by is not None and not row.retracted_by.strip()):
        raise invalid("says of nobody that they decided")


def again(session: Session, row: Decision, twins: Iterable[Decision]) -> Arrival | None:
    """What becomes of a decision if it is here already: all that may be new is that it was taken back.

    ``twins`` are the rows here about the same.

    Raises:
        NotLoaded: if the same decision says something else here.
    """
    known = next((twin for twin in twins if twin.public_id == row.public_id), None)
    if known is None:
        return None
    if _content(known) != _content(row):
        raise conflict(f"{told(known)} here, and the same decision says something else there")
    if known.retracted_at is not None or row.retracted_at is None:
        return Arrival.PRESENT
    take_back(known, row)
    session.flush()
    return Arrival.RETRACTED


def take_back(known: Decision, row: Decision) -> None:
    """Let a row here be taken back as one is that was brought."""
    known.retracted_at, known.retraction = row.retracted_at, row.retraction
    known.retracted_by, known.retraction_note = row.retracted_by, row.retraction_note


def store(session: Session, row: Decision, twins: Iterable[Decision]) -> None:
    """Store a new decision; of two that say the same of the same the earlier gives way to the later.

    Raises:
        NotLoaded: if one that holds here says otherwise.
    """
    live = next((twin for twin in twins if twin.retracted_at is None), None)
    if live is not None and row.retracted_at is None:
        if live.says != row.says:
            raise conflict(
                f"{told(live)} ({live.says}) here; {row.decided_by} decided otherwise there "
                f"({row.says}) on {row.decided_at:%Y-%m-%d}"
            )
        earlier, later = (row, live) if row.decided_at < live.decided_at else (live, row)
        give_way(earlier, later)
        session.flush()  # a new row that holds is refused as long as the other holds
    session.add(row)
    session.flush()


def give_way(earlier: Decision, later: Decision) -> None:
    """Let a decision take the place of an earlier one that said the same."""
    earlier.retracted_at, earlier.retraction = later.decided_at, later.public_id
    earlier.retracted_by, earlier.retraction_note = later.decided_by, DECIDED_AGAIN


def _content(row: Decision) -> tuple[object, ...]:
    return row.says, row.decided_by, row.note, row.decided_at


def told(row: Decision) -> str:
    """Who decided what is here, and by which decision."""
    return f"{row.decided_by} decided {row.public_id} on {row.decided_at:%Y-%m-%d}"


def act_id(written: str) -> str:
    """The id of a decision.

    Raises:
        NotLoaded: if it is none.
    """
    if not ids.is_id(written, "d"):
        raise invalid(f"has {written!r}, which is not the id of a decision")
    return written
