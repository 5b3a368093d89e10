"""Whom a reviewer means: the appearance in the quote's article that a name or an id stands for.

A person who gives an id, or a name that one known speaker has, says who it is. Where that speaker does not
appear in the article, an appearance is made there, and a decision of the same person says whose it is: equal
names would leave that to the program, which may take it for a namesake.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from sqlalchemy import ColumnElement, exists, select
from sqlalchemy.orm import joinedload

from quotesdb.db.models import Appearance, Organisation, Quote, Speaker, SpeakerJudgement
from quotesdb.db.types import Identity
from quotesdb.names.key import name_key
from quotesdb.names.nearest import ends_with_name
from quotesdb.services.errors import Candidate, UnknownName
from quotesdb.services.identity import appearances
from quotesdb.services.identity.agent_key import NAMED, key_of
from quotesdb.services.identity.appearances import Standing, standing
from quotesdb.services.identity.find_speaker import SpeakerMatch, find_speaker
from quotesdb.services.identity.names import is_full, tells_one
from quotesdb.services.ledger.acts import Act
from quotesdb.services.store import ids
from quotesdb.services.store.erased import is_erased, tombstones
from quotesdb.services.store.name_choice import ambiguous, unknown
from quotesdb.values import Agent, AgentKind

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from quotesdb.services.lookup.citations import Cited


def appearance_of(
    session: Session,
    held: Cited,
    meant: str,
    kind: AgentKind | None,
    reviewer: str,
    *,
    new: bool = False,
) -> tuple[Appearance, tuple[int, ...]]:
    """The appearance that a name or an id means, and those that a decision was written about for it.

    ``meant`` is looked for among the names in the article, then among all. ``new`` takes a name that nobody
    has, and lets only the very name count: words that other names end with may be somebody new, too.

    Raises:
        UnknownName, AmbiguousName: if the name means nobody, or several.
        UnknownId, AmbiguousId: if it has the shape of an id and no single speaker has it.
    """
    if ids.looks_like_id(meant, "s"):
        return _whose(session, held, ids.find_appearance(session, meant), reviewer)
    if (known := tombstones(session)).mean(meant):
        raise unknown(known, "speaker", meant, {})
    quote = session.get_one(Quote, held.quote_id)
    if here := _called(session, quote, meant, kind, new=new):
        return here, ()
    other = held.citation.alternative
    if other is not None and kind in (None, other.kind) and name_key(meant) == name_key(other.name):
        return appearances.get_or_create(session, quote.article, [other])[key_of(other)], ()
    match = _known(session, meant, kind, new=new)
    if match is not None and match.kind in NAMED:
        return _whose(session, held, ids.find_appearance(session, match.id), reviewer)
    found_kind = kind or (match.kind if match else _known_kind(session, meant))
    agent = Agent(" ".join(meant.split()), found_kind)
    made = appearances.get_or_create(session, quote.article, [agent])
    return made[key_of(agent)], ()


def _called(
    session: Session, quote: Quote, name: str, kind: AgentKind | None, *, new: bool
) -> Appearance | None:
    """The article's agent of that name, else the only one whose name ends so."""
    here = _here(session, quote, standing() < Standing.IDLE)
    if kind is not None:
        here = [each for each in here if each.kind == kind]
    wanted = name_key(name)
    found = [each for each in here if each.name_key == wanted]
    if not found and not new:
        found = [each for each in here if ends_with_name(each.name_key, wanted)]
    if len({each.speaker_id for each in found}) > 1:
        raise ambiguous(tombstones(session), "speaker", name, _candidates(found))
    return next(iter(found), None)


def _here(session: Session, quote: Quote, *conditions: ColumnElement[bool]) -> Sequence[Appearance]:
    """Appearances in the quote's article, those that were printed first; of nobody who is erased."""
    return session.scalars(
        select(Appearance)
        .where(Appearance.article_id == quote.article_id, ~is_erased(), *conditions)
        .order_by(standing(), Appearance.id)
        .options(joinedload(Appearance.speaker), joinedload(Appearance.organisation))
    ).all()


def _candidates(found: Iterable[Appearance]) -> Iterable[Candidate]:
    """The speakers that these are, by the id and name that look-ups show."""
    speakers = {each.speaker: each for each in reversed(list(found)) if each.speaker is not None}
    for speaker, each in reversed(speakers.items()):
        body = each.organisation.name if each.organisation else None
        detail = ", ".join(part for part in (each.role, body) if part)
        yield Candidate(speaker.public_id, speaker.name, speaker.kind.value, detail)


def _known(session: Session, name: str, kind: AgentKind | None, *, new: bool) -> SpeakerMatch | None:
    """The speaker of that name anywhere; null if the name may be taken for somebody whom nobody quoted yet.

    Somebody new may have the surname of one who is known, and a name that many people bear; who has another's
    full name is taken for the other.
    """
    key = name_key(name)
    try:
        match = find_speaker(session, name, whole=new)
    except UnknownName:
        if new or (kind in (None, AgentKind.ORGANISATION) and _is_body(session, key)):
            return None
        raise
    if kind not in (None, match.kind):
        if not new:
            raise unknown(tombstones(session), str(kind), name, {key: match.name})
        return None
    return None if new and match.kind in NAMED and not tells_one(name, match.kind) else match


def _whose(
    session: Session, held: Cited, known: Appearance, reviewer: str
) -> tuple[Appearance, tuple[int, ...]]:
    """An appearance of the same speaker in the article; one that is made is decided to be the same."""
    quote = session.get_one(Quote, held.quote_id)
    if here := _here(session, quote, Appearance.speaker_id == known.speaker_id):
        return next((each for each in here if each.id == held.appearance_id), here[0]), ()
    agent = Agent(_fullest(session, known), known.kind)
    made = appearances.add(session, quote.article, agent, known.public_id)
    act = Act.of(reviewer, f"review of {quote.public_id}", "review", quote.public_id, known.public_id)
    act.write(session, [SpeakerJudgement.of(made.id, known.id, Identity.SAME)])
    return made, (made.id, known.id)


def _fullest(session: Session, known: Appearance) -> str:
    """The fullest name that was printed of a speaker, the shown one if it was.

    A name that only people gave might be printed of somebody else, and would link the two.
    """
    rows = session.scalars(
        select(Appearance)
        .where(Appearance.speaker_id == known.speaker_id, Appearance.kind == known.kind)
        .order_by(standing(), Appearance.id)
        .options(joinedload(Appearance.speaker))
    ).all()
    return min(rows, key=_fullness).name


def _fullness(row: Appearance) -> tuple[bool, bool]:
    shown = row.speaker is not None and row.speaker.name_key == row.name_key
    return not shown, not is_full(row.name, row.kind)


def _known_kind(session: Session, name: str) -> AgentKind:
    key = name_key(name)
    known = session.scalars(select(Speaker.kind).where(Speaker.name_key == key).order_by(Speaker.id)).first()
    if known is not None:
        return known
    return AgentKind.ORGANISATION if _is_body(session, key) else AgentKind.PERSON


def _is_body(session: Session, key: str) -> bool:
    return bool(session.scalar(select(exists().where(Organisation.name_key == key))))
