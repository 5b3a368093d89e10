"""Tags that people set on speakers as portable decisions."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from typing import TYPE_CHECKING

from sqlalchemy import select

from quotesdb.db.models import Appearance, SpeakerTag
from quotesdb.services.errors import BadRequest
from quotesdb.services.identity.agent_key import NAMED
from quotesdb.services.ledger.acts import id_on_tags
from quotesdb.services.ledger.tags import normal
from quotesdb.services.transfer.acts import dump_act, read_act, take_back
from quotesdb.services.transfer.outcomes import Arrival, ImportOutcome, Line, invalid
from quotesdb.services.transfer.subjects import (
    dump_appearance,
    find_appearance,
    instant_of,
    maybe_instant,
    subjects,
    text_of,
)

if TYPE_CHECKING:
    from sqlalchemy.orm import Session


def dump(session: Session) -> Iterator[Line]:
    """Every tag, oldest first, those taken back too."""
    rows = session.scalars(
        select(SpeakerTag)
        .join(SpeakerTag.appearance)
        .order_by(SpeakerTag.decided_at, Appearance.public_id, SpeakerTag.tag, SpeakerTag.decided_by)
    ).all()
    for row in rows:
        yield {
            "about": [dump_appearance(row.appearance)],
            "tag": row.tag,
            **dump_act(row, rows, "tagger"),
        }


def load(session: Session, line: Line, _brought: Collection[str]) -> ImportOutcome:
    """Set a tag unless it was set already; the caller commits.

    Raises:
        NotLoaded: if it is on nobody who is here, or no tag.
    """
    [appearance] = (find_appearance(session, each) for each in subjects(line, 1))
    if appearance.kind not in NAMED:
        raise invalid(f"is a tag on {appearance.name!r}, which is no single speaker")
    row = SpeakerTag(appearance_id=appearance.id, tag=_read_tag(line))
    same = session.scalars(select(SpeakerTag).where(row.excludes()).order_by(SpeakerTag.id)).all()
    read_act(_with_ids(line), row, same, "tagger")
    known = next((each for each in same if each.public_id == row.public_id), None)
    if known is None:
        session.add(row)
        arrival = Arrival.ADDED
    elif known.retracted_at is None and row.retracted_at is not None:
        take_back(known, row)
        arrival = Arrival.RETRACTED
    else:
        arrival = Arrival.PRESENT
    session.flush()
    return ImportOutcome(arrival, about=appearance.public_id)


def _with_ids(line: Line) -> Line:
    """A line of a file from before tags had ids, with those that they would have had."""
    if "id" in line:
        return line
    back = maybe_instant(line, "retracted_at")
    return {
        **line,
        "id": id_on_tags(text_of(line, "tagger"), instant_of(line, "created_at")),
        "retraction": id_on_tags(text_of(line, "retracted_by"), back) if back else None,
    }


def _read_tag(line: Line) -> str:
    written = text_of(line, "tag")
    try:
        return normal(written)
    except BadRequest as error:
        raise invalid(f"has no tag: {written!r}") from error
