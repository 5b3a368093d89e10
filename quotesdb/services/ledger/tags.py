"""Tags as they are stored: their form, and those that a speaker has."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from typing import TYPE_CHECKING

from sqlalchemy import bindparam, select

from quotesdb.db.models import Appearance, SpeakerTag
from quotesdb.services.errors import BadRequest
from quotesdb.services.store.chunks import chunks, filled

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

LONGEST = 60
"""Characters of a tag."""


def tags_of(session: Session, speaker_ids: Sequence[int]) -> tuple[str, ...]:
    """The tags that these speakers have now, in alphabetical order."""
    found = {
        tag for part in chunks(speaker_ids) for tag in session.scalars(_TAGS, {"speakers": filled(part)})
    }
    return tuple(sorted(found))


_TAGS = (
    select(SpeakerTag.tag)
    .join(SpeakerTag.appearance)
    .where(Appearance.speaker_id.in_(bindparam("speakers", expanding=True)), SpeakerTag.live())
    .distinct()
)


def normal(tag: str) -> str:
    """A tag as it is stored: small letters, single spaces.

    Accents stay: a tag is a word of whoever sets it, in any language, and not a name that others print.

    >>> normal("  Local   Official ")
    'local official'

    Raises:
        BadRequest: if nothing is left, or it is no tag but a text.
    """
    found = " ".join(unicodedata.normalize("NFC", tag).lower().split())
    if not found or len(found) > LONGEST or not found.isprintable():
        raise BadRequest(f"not a tag: {tag!r} (one word or a few, up to {LONGEST} characters)")
    return found
