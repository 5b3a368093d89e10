"""Which speaker a name means."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, TypeAlias

from sqlalchemy import ColumnElement, Row, or_, select, true, union, union_all

from quotesdb.db.models import Appearance, Organisation, Speaker, SpeakerName
from quotesdb.db.queries import effective_quotes
from quotesdb.db.types import Status
from quotesdb.services.errors import Candidate
from quotesdb.services.ids import find_speaker_by_id, looks_like_id
from quotesdb.services.names import ambiguous, unknown
from quotesdb.text import name_key
from quotesdb.values import AgentKind

if TYPE_CHECKING:
    from sqlalchemy.orm import InstrumentedAttribute, Session

_Alias: TypeAlias = "Row[int, str, str, AgentKind, str]"

NAMED = (AgentKind.PERSON, AgentKind.ORGANISATION)


@dataclass(frozen=True, slots=True)
class SpeakerMatch:
    """The speaker that a name means; several rows only for groups or anonymous sources of one name."""

    id: str
    name: str
    kind: AgentKind
    row_ids: tuple[int, ...]


def find_speaker(session: Session, name: str, *, silent: bool = False, whole: bool = False) -> SpeakerMatch:
    """The speaker with a quotation that a name (case and accents folded) or an id means.

    Names are those printed and those that people gave. The very name wins, except that a bare surname also
    means everybody whose name ends with it. Else the one whose name ends with these words. Groups of one name
    ("analysts") are no single agent: they match together. ``silent`` looks among speakers without a quotation
    that holds as well. ``whole`` lets only the very name count.

    Raises:
        UnknownName, AmbiguousName: if there is none or more than one.
        UnknownId, AmbiguousId: if it has the shape of an id and no single speaker has it.
    """
    if looks_like_id(name, "s"):
        speaker = find_speaker_by_id(session, name)
        return SpeakerMatch(speaker.public_id, speaker.name, speaker.kind, (speaker.id,))
    wanted = name_key(name)
    rows = _ending_with(session, wanted, silent=silent)
    exact = [row for row in rows if row.alias == wanted]
    if whole or (exact and (" " in wanted or any(row.kind is not AgentKind.PERSON for row in exact))):
        rows = exact
    matches = _fold(rows)
    if not matches:
        raise unknown("speaker", name, _aliases(session))
    if len(matches) > 1:
        raise ambiguous("speaker", name, _candidates(session, matches))
    return matches[0]


def speaking() -> Any:
    """Select the speakers with a quotation that holds."""
    effective = effective_quotes()
    return select(effective.c.speaker_id).where(effective.c.status.in_((Status.MACHINE, Status.HUMAN)))


def _ending_with(session: Session, wanted: str, *, silent: bool) -> Sequence[_Alias]:
    given = select(Appearance.speaker_id, SpeakerName.name_key).join(SpeakerName.appearance)
    aliases = union(
        select(Appearance.speaker_id, Appearance.name_key.label("alias")).where(
            _ends_with(Appearance.name_key, wanted)
        ),
        given.where(_ends_with(SpeakerName.name_key, wanted), SpeakerName.retracted_at.is_(None)),
    ).subquery()
    heard = true() if silent else Speaker.id.in_(speaking())
    return session.execute(
        select(Speaker.id, Speaker.public_id, Speaker.name, Speaker.kind, aliases.c.alias)
        .join(aliases, aliases.c.speaker_id == Speaker.id)
        .where(heard)
        .order_by(Speaker.public_id, aliases.c.alias)
    ).all()


def _ends_with(key: InstrumentedAttribute[str], wanted: str) -> ColumnElement[bool]:
    return or_(key == wanted, key.endswith(f" {wanted}", autoescape=True))


def _fold(rows: Iterable[_Alias]) -> list[SpeakerMatch]:
    """One match a speaker, and one for all groups, or anonymous sources, of one name; named agents first."""
    folded: dict[tuple[AgentKind, str], SpeakerMatch] = {}
    for row in rows:
        key = (row.kind, row.public_id if row.kind in NAMED else row.alias)
        known = folded.setdefault(key, SpeakerMatch(row.public_id, row.name, row.kind, ()))
        if row.id not in known.row_ids:
            folded[key] = replace(known, row_ids=(*known.row_ids, row.id))
    order = list(AgentKind)
    return sorted(folded.values(), key=lambda match: (order.index(match.kind), match.name, match.id))


def _candidates(session: Session, matches: Sequence[SpeakerMatch]) -> list[Candidate]:
    rows = session.execute(
        select(Appearance.speaker_id, Appearance.role, Organisation.name)
        .outerjoin(Appearance.organisation)
        .where(Appearance.speaker_id.in_([match.row_ids[0] for match in matches]))
        .order_by(Appearance.id)
    ).all()
    details = {row[0]: ", ".join(part for part in row[1:] if part) for row in rows if any(row[1:])}
    return [
        Candidate(match.id, match.name, match.kind.value, details.get(match.row_ids[0], ""))
        for match in matches
    ]


def _aliases(session: Session) -> dict[str, str]:
    printed = select(Appearance.name_key, Appearance.name).where(Appearance.speaker_id.in_(speaking()))
    given = select(SpeakerName.name_key, SpeakerName.name).where(SpeakerName.retracted_at.is_(None))
    return {row.name_key: row.name for row in session.execute(union_all(printed, given))}
