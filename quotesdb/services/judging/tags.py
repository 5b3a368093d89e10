"""Tags that people set on speakers: append-only, and about the speaker, whatever it is merged with."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from sqlalchemy import select, update

from quotesdb.db.models import Appearance, Speaker, SpeakerTag
from quotesdb.services.errors import BadRequest
from quotesdb.services.identity.find_speaker import NAMED, SpeakerMatch, find_speaker
from quotesdb.services.ledger.results import SpeakerTags, TagEntry
from quotesdb.services.ledger.tags import normal, tags_of

if TYPE_CHECKING:
    from sqlalchemy.orm import Session


def tag_speaker(
    session: Session, name: str, tagger: str, *, add: Iterable[str] = (), remove: Iterable[str] = ()
) -> SpeakerTags:
    """Set tags on a speaker, or take them back; what it has already is left alone.

    Raises:
        UnknownName, AmbiguousName, UnknownId, AmbiguousId: if no single speaker is meant.
        BadRequest: if it is a group or anonymous, a tag is no tag or is not there to be removed, or nobody
            says so.
    """
    if not tagger.strip():
        raise BadRequest("say who sets the tags")
    match = _named(session, name)
    have, now = tags_of(session, match.row_ids), datetime.now(UTC)
    taken_back = [normal(tag) for tag in remove]
    for tag in taken_back:
        if tag not in have:
            raise BadRequest(f"{match.name} ({match.id}) has no tag {tag!r}")
    _retract(session, match, taken_back, tagger.strip(), now)
    peg = session.scalars(
        select(Appearance.id)
        .join(Speaker, Speaker.public_id == Appearance.public_id)
        .where(Speaker.id.in_(match.row_ids))
    ).one()
    session.add_all(
        SpeakerTag(appearance_id=peg, tag=tag, tagger=tagger.strip(), created_at=now)
        for tag in dict.fromkeys(normal(tag) for tag in add)
        if tag not in have
    )
    session.flush()
    return _told(session, match)


def speaker_tags(session: Session, name: str) -> SpeakerTags:
    """The tags of a speaker, with everything that was ever decided about them.

    Raises:
        UnknownName, AmbiguousName, UnknownId, AmbiguousId: if no single speaker is meant.
        BadRequest: if it is a group or anonymous.
    """
    return _told(session, _named(session, name))


def _named(session: Session, name: str) -> SpeakerMatch:
    match = find_speaker(session, name)
    if match.kind not in NAMED:
        raise BadRequest(f"{match.name!r} is no single speaker; only a person or an organisation has tags")
    return match


def _retract(session: Session, match: SpeakerMatch, tags: Sequence[str], tagger: str, now: datetime) -> None:
    of_speaker = select(Appearance.id).where(Appearance.speaker_id.in_(match.row_ids))
    session.execute(
        update(SpeakerTag)
        .where(
            SpeakerTag.appearance_id.in_(of_speaker),
            SpeakerTag.tag.in_(tags),
            SpeakerTag.retracted_at.is_(None),
        )
        .values(retracted_at=now, retracted_by=tagger)
        .execution_options(synchronize_session="fetch")
    )


def _told(session: Session, match: SpeakerMatch) -> SpeakerTags:
    rows = session.scalars(
        select(SpeakerTag)
        .join(SpeakerTag.appearance)
        .where(Appearance.speaker_id.in_(match.row_ids))
        .order_by(SpeakerTag.id)
    )
    return SpeakerTags(
        id=match.id,
        name=match.name,
        kind=match.kind,
        tags=tags_of(session, match.row_ids),
        history=tuple(
            TagEntry(row.tag, row.tagger, row.created_at, row.retracted_at, row.retracted_by) for row in rows
        ),
    )
