"""Tags that people set on speakers: append-only, and about the speaker, whatever it is merged with."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from sqlalchemy import select

from quotesdb.db.models import Appearance, Speaker, SpeakerTag
from quotesdb.services.errors import BadRequest
from quotesdb.services.identity.agent_key import NAMED
from quotesdb.services.identity.find_speaker import SpeakerMatch, find_speaker
from quotesdb.services.ledger.acts import Act
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
    match, act = _named(session, name), Act.on_tags(tagger)
    have = tags_of(session, match.row_ids)
    taken_back = [normal(tag) for tag in remove]
    for tag in taken_back:
        if tag not in have:
            raise BadRequest(f"{match.name} ({match.id}) has no tag {tag!r}")
    act.retract(
        session, [row for row in _rows(session, match) if row.tag in taken_back and not row.retraction]
    )
    peg = session.scalars(
        select(Appearance.id)
        .join(Speaker, Speaker.public_id == Appearance.public_id)
        .where(Speaker.id.in_(match.row_ids))
    ).one()
    fresh = [tag for tag in dict.fromkeys(normal(tag) for tag in add) if tag not in have]
    act.write(session, [SpeakerTag(appearance_id=peg, tag=tag) for tag in fresh])
    return _with_history(session, match)


def speaker_tags(session: Session, name: str) -> SpeakerTags:
    """The tags of a speaker, with everything that was ever decided about them.

    Raises:
        UnknownName, AmbiguousName, UnknownId, AmbiguousId: if no single speaker is meant.
        BadRequest: if it is a group or anonymous.
    """
    return _with_history(session, _named(session, name))


def _named(session: Session, name: str) -> SpeakerMatch:
    match = find_speaker(session, name)
    if match.kind not in NAMED:
        raise BadRequest(f"{match.name!r} is no single speaker; only a person or an organisation has tags")
    return match


def _rows(session: Session, match: SpeakerMatch) -> Sequence[SpeakerTag]:
    return session.scalars(
        select(SpeakerTag)
        .join(SpeakerTag.appearance)
        .where(Appearance.speaker_id.in_(match.row_ids))
        .order_by(SpeakerTag.id)
    ).all()


def _with_history(session: Session, match: SpeakerMatch) -> SpeakerTags:
    return SpeakerTags(
        id=match.id,
        name=match.name,
        kind=match.kind,
        tags=tags_of(session, match.row_ids),
        history=tuple(
            TagEntry(row.tag, row.decided_by, row.decided_at, row.retracted_at, row.retracted_by)
            for row in _rows(session, match)
        ),
    )
