"""What a person ought to know of a decision about speakers: of what sorts they are, who shares a name."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from sqlalchemy import select

from quotesdb.db.models import Appearance, SpeakerJudgement
from quotesdb.db.types import Identity
from quotesdb.names.key import name_key
from quotesdb.services.errors import AmbiguousName, Candidate
from quotesdb.services.identity.find_speaker import SpeakerMatch, find_speaker
from quotesdb.services.ledger.acts import live_between, refuse
from quotesdb.services.ledger.results import Decided
from quotesdb.values import AgentKind

if TYPE_CHECKING:
    from sqlalchemy.orm import Session


def unlike(session: Session, meant: Iterable[str]) -> list[SpeakerMatch]:
    """One speaker of each sort, if these are not of one sort: a person and an organisation are seldom one.

    Raises:
        UnknownName, AmbiguousName, UnknownId, AmbiguousId: if something does not mean one speaker.
    """
    sorts = dict[AgentKind, SpeakerMatch]()
    for each in meant:
        match = find_speaker(session, each)
        sorts.setdefault(match.kind, match)
    return list(sorts.values()) if len(sorts) > 1 else []


def also_meant(session: Session, decided: Decided, name: str) -> tuple[Candidate, ...]:
    """Whom a name means besides the speaker that was just given it, who is to be found by it from now on.

    Raises:
        BadRequest: if a person holds one of them apart from that speaker: it says who.
    """
    given = {party.id for party in decided.now}
    try:
        find_speaker(session, name)
    except AmbiguousName as error:
        others = tuple(candidate for candidate in error.candidates if candidate.id not in given)
    else:
        return ()
    theirs = [id_ for party in given if party for id_ in _appearances(session, party)]
    for other in others:
        named = _appearances(session, other.id)
        apart = live_between(session, SpeakerJudgement, theirs, list(named), Identity.DIFFERENT)
        # Who only ends with the name, as a bare surname has it, is meant by it anyway.
        if apart and name_key(name) in named.values():
            refuse(apart[0], f"{name!r} is {other.name} ({other.id}), who is not {decided.now[0].name}")
    return others


def _appearances(session: Session, speaker: str) -> dict[int, str]:
    """The row numbers of a speaker's appearances, with the folded name of each."""
    found = select(Appearance.id, Appearance.name_key)
    rows = session.execute(found.where(Appearance.speaker_id.in_(find_speaker(session, speaker).row_ids)))
    return {row.id: row.name_key for row in rows}
