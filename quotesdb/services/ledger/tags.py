"""Tags as they are stored: their form, and those that a speaker has."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from typing import TYPE_CHECKING

from sqlalchemy import select

from quotesdb.db.models import Appearance, SpeakerTag
from quotesdb.services.errors import BadRequest

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

LONGEST = 60
"""Characters of a tag."""


def tags_of(session: Session, speaker_ids: Sequence[int]) -> tuple[str, ...]:
    """The tags that these speakers have now, in alphabetical order."""
    live = (
        select(SpeakerTag.tag)
        .join(SpeakerTag.appearance)
        .where(Appearance.speaker_id.in_(speaker_ids), SpeakerTag.live())
    )
    return tuple(session.scalars(live.distinct().order_by(SpeakerTag.tag)))


def normal(tag: str) -> str:
    """A tag as it is stored: small letters, single spaces.

    >>> normal("  Local   Official ")
    'local official'

    Raises:
        BadRequest: if nothing is left, or it is no tag but a text.
    """
    found = " ".join(unicodedata.normalize("NFC", tag).lower().split())
    if not found or len(found) > LONGEST or not found.isprintable():
        raise BadRequest(f"not a tag: {tag!r} (one word or a few, up to {LONGEST} characters)")
    return found
