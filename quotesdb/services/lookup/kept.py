"""Counts that are kept ready: how often organisations, publishers, months ... are quoted in all there is."""

from __future__ import annotations

from collections.abc import Collection
from typing import TYPE_CHECKING

from sqlalchemy import bindparam, func, select, union_all

from quotesdb.db.given import among
from quotesdb.db.models import AgentName, Appearance, QuoteCount, Speaker, SpeakerJudgement
from quotesdb.db.models.current_quote import FOLDED_KINDS, CountOf
from quotesdb.db.types import Identity
from quotesdb.services.identity.authorities import are_any
from quotesdb.services.store.chunks import chunks, filled
from quotesdb.services.store.counts import Tally
from quotesdb.services.store.rows import table_of
from quotesdb.values import AgentKind

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

FOLDED = dict(zip(FOLDED_KINDS, ("groups", "anonymous sources"), strict=True))
"""Kinds of speakers that have one line together, and what it is called."""

KEPT = table_of(QuoteCount).c


def tallies(session: Session, of: CountOf) -> dict[str, Tally]:
    """The counts of one kind, by key; those of quotations that have none are under no name."""
    return {key: Tally(*rest) for key, *rest in session.execute(_TALLIES, {"kind": of}).all()}


def tallies_of(session: Session, of: CountOf, keys: Collection[str]) -> dict[str, Tally]:
    """The counts of these keys; what is not quoted is left out."""
    return {
        key: Tally(*rest)
        for part in chunks(sorted(keys))
        for key, *rest in session.execute(_TALLIES_OF, {"kind": of, "keys": filled(part)}).all()
    }


def quotes_by(session: Session, speaker_ids: Collection[int]) -> int:
    """How many quotations these speakers have, as look-ups show it."""
    return session.scalar(select(func.sum(Speaker.quotes)).where(among(Speaker.id, speaker_ids))) or 0


_TAKEN_FOR_SOMEBODY = union_all(
    *(
        select(Appearance.id)
        .join(SpeakerJudgement, end == Appearance.id)
        .where(
            SpeakerJudgement.live(),
            SpeakerJudgement.verdict == Identity.SAME,
            Appearance.kind.in_(FOLDED),
        )
        for end in (SpeakerJudgement.appearance_a_id, SpeakerJudgement.appearance_b_id)
    )
).limit(1)
"""Appearances of groups and anonymous sources of which a person said that they are somebody."""

_OFFICES_HELD = (
    select(AgentName.id)
    .where(AgentName.kind == AgentKind.ANONYMOUS, AgentName.speaker_id.is_not(None))
    .limit(1)
)
_TALLIES = select(KEPT.key, KEPT.quotes, KEPT.quote_words, KEPT.articles).where(KEPT.of == bindparam("kind"))
_TALLIES_OF = _TALLIES.where(KEPT.key.in_(bindparam("keys", expanding=True)))


def tells_kinds_of_speakers(session: Session) -> bool:
    """Whether counts by the kind that is printed are also those by the kind of the speaker.

    They are unless a person said of a group or an anonymous source that it is somebody, or an authority file
    of an office.
    """
    if are_any(session) and session.scalar(_OFFICES_HELD) is not None:
        return False
    return session.scalar(_TAKEN_FOR_SOMEBODY) is None
