"""Erasing somebody on a legal request: neither shown nor searched any more. The caller commits."""

from __future__ import annotations

import secrets
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy import func, select

from quotesdb.db.models import Appearance, CurrentQuote, Erasure, Speaker, SpeakerName
from quotesdb.db.models.current_quote import Shown
from quotesdb.services.errors import BadRequest, Candidate, UnknownName
from quotesdb.services.identity.find_speaker import SpeakerMatch, by_full_name, find_speakers
from quotesdb.services.judging.undo import take_back
from quotesdb.services.ledger.acts import in_the_way, written
from quotesdb.services.ledger.results import Decided
from quotesdb.services.statements.effects import decide
from quotesdb.services.store import ids
from quotesdb.services.store.erased import Tombstones, digest, erased_speakers, forms, tombstones
from quotesdb.services.store.name_choice import ambiguous, given
from quotesdb.values import AgentKind

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

_KEY_BYTES = 16
_TOLD = 5


@dataclass(frozen=True, slots=True)
class ErasureMade:
    """The decision that erased somebody, and how many quotations are shown no more for it."""

    decision: str
    quotes: int


def erase(session: Session, name: str, judge: str, why: str, *, unquoted: bool = False) -> ErasureMade:
    """Erase whoever has a name, with every name that the database has for this person; the reason is kept.

    What is erased are names: whoever is so called, here or in an article to come. With ``unquoted`` also a
    name that nobody quoted has.

    Raises:
        UnknownName, AmbiguousName, UnknownId, AmbiguousId: if no person, or more than one, is meant.
        BadRequest: if no reason is given, or it has the name in it; if it is no person, one who shares the
            name is not meant, or nobody decides.
    """
    if not why.strip():
        raise BadRequest("say why somebody is erased")
    meant = _meant(session, name, unquoted=unquoted)
    known = _full(form for each in _names(session, name, meant) for form in forms(each))
    salt = session.scalars(select(Erasure.salt).where(Erasure.live()).limit(1)).first()
    salt = salt or secrets.token_hex(_KEY_BYTES)
    digests = [digest(salt, form) for form in known]
    if Tombstones({salt: digests}).names_in(why):
        raise BadRequest("the reason is kept and shown: leave the name out of it")
    rows = [row for each in digests if not in_the_way(session, row := Erasure(salt=salt, digest=each))]
    quotes, speakers = hidden(session), set(session.scalars(erased_speakers()))
    decided = decide(session, rows or [Erasure(salt=salt, digest=digests[0])], judge, why)
    _refuse_others(session, name, meant, speakers)
    return ErasureMade(decided.decision, hidden(session) - quotes)


def restore(session: Session, decision: str, judge: str, note: str | None = None) -> Decided:
    """Show somebody again who was erased by a decision, unless another one erased the same name.

    Raises:
        UnknownId, AmbiguousId: if no single decision is meant.
        BadRequest: if it is no erasure, or was taken back before.
    """
    wanted = ids.find_decision(session, decision)
    if not any(isinstance(row, Erasure) for row in written(session, wanted)):
        raise BadRequest(f"{wanted} erased nobody")
    return take_back(session, wanted, judge, note)


def hidden(session: Session) -> int:
    """How many quotations are not shown since somebody is erased."""
    erased = CurrentQuote.shown == Shown.ERASED.value
    return session.scalar(select(func.count()).select_from(CurrentQuote).where(erased)) or 0


def _meant(session: Session, name: str, *, unquoted: bool) -> list[SpeakerMatch]:
    try:
        found = find_speakers(session, name, silent=True)
    except UnknownName:
        if not unquoted or ids.looks_like_id(name, "s"):
            raise
        return []
    people = by_full_name(session, found)
    if len(people) > 1:
        candidates = (Candidate(one.ids[0], one.name, one.kind.value) for one in people)
        raise ambiguous(tombstones(session), "speaker", name, candidates)
    if people[0].kind is not AgentKind.PERSON:
        raise BadRequest(f"{people[0].name!r} is no person; only a person is erased")
    return found


def _names(session: Session, name: str, meant: Sequence[SpeakerMatch]) -> set[str]:
    """Every name of these speakers, printed or given, and the name that was typed; no office is one."""
    rows = [id_ for match in meant for id_ in match.row_ids]
    theirs = Appearance.speaker_id.in_(rows)
    printed = select(Appearance.name).where(theirs, Appearance.kind != AgentKind.ANONYMOUS).distinct()
    aliases = select(SpeakerName.name).join(SpeakerName.appearance).where(theirs, SpeakerName.live())
    typed = set() if ids.looks_like_id(name, "s") else {given(name)}
    return typed.union(session.scalars(printed), session.scalars(aliases))


def _full(found: Iterable[str]) -> list[str]:
    """The forms that tell somebody from others: of more than one word, if there are such."""
    every = sorted(set(found))
    return [form for form in every if " " in form] or every


def _refuse_others(session: Session, name: str, meant: Sequence[SpeakerMatch], before: set[int]) -> None:
    """Refuse if one was meant by an id and others share the name: what is erased are names.

    Raises:
        BadRequest: if there are such.
    """
    own = {id_ for match in meant for id_ in match.row_ids}
    others = set(session.scalars(erased_speakers())) - own - before
    if others and ids.looks_like_id(name, "s"):
        shared = session.scalars(select(Speaker.public_id).where(Speaker.id.in_(others)))
        raise BadRequest(
            f"{', '.join(sorted(shared)[:_TOLD])} would be erased too, since names are: "
            "give the name instead of the id to erase everybody who is so called"
        )
