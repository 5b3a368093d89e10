"""Tags that people set on speakers as portable decisions."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from typing import TYPE_CHECKING

from sqlalchemy import select

from quotesdb.db.models import Appearance, SpeakerTag
from quotesdb.services.errors import BadRequest
from quotesdb.services.identity.find_speaker import NAMED
from quotesdb.services.ledger.tags import normal
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
        .order_by(SpeakerTag.created_at, Appearance.public_id, SpeakerTag.tag, SpeakerTag.tagger)
    )
    for row in rows:
        yield {
            "about": [dump_appearance(row.appearance)],
            "tag": row.tag,
            "tagger": row.tagger,
            "created_at": row.created_at.isoformat(),
            "retracted_at": row.retracted_at.isoformat() if row.retracted_at else None,
            "retracted_by": row.retracted_by,
        }


def load(session: Session, line: Line, _brought: Collection[str]) -> ImportOutcome:
    """Set a tag unless it was set already; the caller commits.

    Raises:
        NotLoaded: if it is on nobody who is here, or no tag.
    """
    [appearance] = (find_appearance(session, each) for each in subjects(line, 1))
    row = _read(line)
    if appearance.kind not in NAMED:
        raise invalid(f"is a tag on {appearance.name!r}, which is no single speaker")
    known = _known(session, appearance, row)
    if known is None:
        row.appearance_id = appearance.id
        session.add(row)
        arrival = Arrival.ADDED
    elif known.retracted_at is None and row.retracted_at is not None:
        known.retracted_at, known.retracted_by = row.retracted_at, row.retracted_by
        arrival = Arrival.RETRACTED
    else:
        arrival = Arrival.PRESENT
    session.flush()
    return ImportOutcome(arrival, about=appearance.public_id)


def _known(session: Session, appearance: Appearance, row: SpeakerTag) -> SpeakerTag | None:
    return session.scalars(
        select(SpeakerTag).where(
            SpeakerTag.appearance_id == appearance.id,
            SpeakerTag.tag == row.tag,
            SpeakerTag.tagger == row.tagger,
            SpeakerTag.created_at == row.created_at,
        )
    ).first()


def _read(line: Line) -> SpeakerTag:
    written, tagger = text_of(line, "tag"), text_of(line, "tagger")
    try:
        tag = normal(written)
    except BadRequest as error:
        raise invalid(f"has no tag: {written!r}") from error
    if not tagger.strip():
        raise invalid("does not say who set the tag")
    created_at, retracted_at = instant_of(line, "created_at"), maybe_instant(line, "retracted_at")
    by = text_of(line, "retracted_by") if retracted_at else None
    return SpeakerTag(
        tag=tag, tagger=tagger, created_at=created_at, retracted_at=retracted_at, retracted_by=by
    )
