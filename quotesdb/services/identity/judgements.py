"""What people decided about who is who, as it holds of names."""

from __future__ import annotations

from collections.abc import Collection
from typing import TYPE_CHECKING, NamedTuple

from sqlalchemy import bindparam, or_, select
from sqlalchemy.orm import aliased

from quotesdb.db.given import among
from quotesdb.db.models import Appearance, SpeakerJudgement
from quotesdb.db.types import Identity
from quotesdb.resolve import Pair
from quotesdb.services.store.chunks import chunks

if TYPE_CHECKING:
    from sqlalchemy.orm import Session


class Judged(NamedTuple):
    """The names, two by two, that a person said are one's, and that are not."""

    same: set[Pair]
    different: set[Pair]


_ONE, _OTHER = aliased(Appearance), aliased(Appearance)
_ALL = (
    select(_ONE.name_id, _OTHER.name_id, SpeakerJudgement.verdict)
    .select_from(SpeakerJudgement)
    .join(_ONE, _ONE.id == SpeakerJudgement.appearance_a_id)
    .join(_OTHER, _OTHER.id == SpeakerJudgement.appearance_b_id)
    .where(SpeakerJudgement.live(), SpeakerJudgement.verdict != Identity.UNSURE)
)
_THEIR_OWN = select(Appearance.id).where(Appearance.name_id.in_(bindparam("ids", expanding=True)))
_TOUCHING = _ALL.where(
    or_(SpeakerJudgement.appearance_a_id.in_(_THEIR_OWN), SpeakerJudgement.appearance_b_id.in_(_THEIR_OWN))
)

_PARTED = (
    select(_ONE.speaker_id, _OTHER.speaker_id)
    .select_from(SpeakerJudgement)
    .join(_ONE, _ONE.id == SpeakerJudgement.appearance_a_id)
    .join(_OTHER, _OTHER.id == SpeakerJudgement.appearance_b_id)
    .where(SpeakerJudgement.live(), SpeakerJudgement.verdict == Identity.DIFFERENT)
)


def judged(session: Session, name_ids: Collection[int] | None = None) -> Judged:
    """What people decided about names: about any, or about one of these at least.

    Only those of one appearance can have a decision: ask for these, and nothing is asked for a famous name.
    """
    found = Judged(set(), set())
    queries = [(_ALL, [])] if name_ids is None else [(_TOUCHING, part) for part in chunks(name_ids)]
    for query, part in queries:
        for one, other, verdict in session.execute(query, {"ids": part} if part else {}):
            if one is not None and other is not None:
                pairs = found.same if verdict is Identity.SAME else found.different
                pairs.add((min(one, other), max(one, other)))
    return found


def parted(session: Session, speaker_ids: Collection[int]) -> set[Pair]:
    """Those of these speakers, two by two, that a person said are not one."""
    both = (among(_ONE.speaker_id, speaker_ids), among(_OTHER.speaker_id, speaker_ids))
    pairs = session.execute(_PARTED.where(*both))
    return {(min(one, other), max(one, other)) for one, other in pairs if one and other and one != other}
