"""What one decision about who is whom is: rows that a person wrote or took back, in one act.

Rows are appended and retracted, never changed. So a decision is undone by another one, which takes back what
it wrote and writes again what it took back.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING, NoReturn, TypeAlias, TypeVar, cast

from sqlalchemy import ColumnElement, or_, select
from sqlalchemy.orm import joinedload

from quotesdb.db.models import (
    Appearance,
    OrganisationJudgement,
    OrganisationName,
    Speaker,
    SpeakerJudgement,
    SpeakerName,
)
from quotesdb.db.models.judgement import Judgement
from quotesdb.db.types import Identity, NameUse
from quotesdb.services import ids, organisations
from quotesdb.services.chunks import chunks
from quotesdb.services.errors import BadRequest
from quotesdb.services.rows import Decided, DecisionEntry, Party
from quotesdb.text import name_key

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

Row: TypeAlias = SpeakerJudgement | SpeakerName | OrganisationJudgement | OrganisationName
Pair = TypeVar("Pair", SpeakerJudgement, OrganisationJudgement)

_MODELS: tuple[type[Judgement], ...] = (
    SpeakerJudgement,
    SpeakerName,
    OrganisationJudgement,
    OrganisationName,
)

ARE = {
    Identity.SAME: "one",
    Identity.DIFFERENT: "not one",
    Identity.UNSURE: "not to be told apart or together",
}


@dataclass(frozen=True, slots=True)
class Act:
    """One act of a person: its public id, who, when and why."""

    id: str
    judge: str
    note: str | None
    at: datetime

    @classmethod
    def of(cls, judge: str, note: str | None, *what: str) -> Act:
        """The act of now; ``what`` says what is decided, for its id.

        Raises:
            BadRequest: if nobody decides.
        """
        name, now = " ".join(judge.split()), datetime.now(UTC)
        if not name:
            raise BadRequest("say who decides")
        words = (note or "").strip() or None
        return cls(ids.derive("d", name, now.isoformat(), *what), name, words, now)

    def write(self, session: Session, rows: Iterable[Row]) -> None:
        """Store what is decided."""
        for row in rows:
            row.decision, row.judge, row.note, row.created_at = self.id, self.judge, self.note, self.at
            session.add(row)
        session.flush()

    def retract(self, session: Session, rows: Iterable[Row]) -> None:
        """Take back what was decided."""
        for row in rows:
            row.retracted_at, row.retraction = self.at, self.id
            row.retracted_by, row.retraction_note = self.judge, self.note
        session.flush()


def live_between(
    session: Session, kind: type[Pair], ones: Collection[int], others: Collection[int], *verdicts: Identity
) -> list[Pair]:
    """The judgements that hold between one of the ones and one of the others, the oldest first."""
    few, many = sorted((set(ones), set(others)), key=len)
    found = {
        row.id: row
        for part in chunks(sorted(few))
        for row in session.scalars(select(kind).where(kind.retracted_at.is_(None), kind.touching(part)))
    }
    across = [
        row
        for row in found.values()
        if row.verdict in verdicts
        and any(one in few and other in many for one, other in (row.pair, row.pair[::-1]))
    ]
    return sorted(across, key=lambda row: (row.created_at, row.id))


def standing(session: Session, kind: type[Pair], one: int, other: int) -> Pair | None:
    """The judgement about these two that holds."""
    return next(iter(live_between(session, kind, [one], [other], *Identity)), None)


def held_together(
    session: Session, kind: type[Pair], members: Collection[int], one: int, other: int
) -> list[Pair]:
    """The decisions by which one of the members is another, if there is a way."""
    steps: dict[int, list[tuple[int, Pair]]] = {}
    for row in live_between(session, kind, members, members, Identity.SAME):
        for start, end in (row.pair, row.pair[::-1]):
            steps.setdefault(start, []).append((end, row))
    ways: dict[int, list[Pair]] = {one: []}
    waiting: list[int] = [one]
    for at in waiting:
        for end, row in steps.get(at, []):
            if end not in ways:
                ways[end] = ways[at] + [row]
                waiting.append(end)
    return ways.get(other, [])


def divide(session: Session, act: Act, kind: type[Pair], rest: Sequence[int], gone: Sequence[int]) -> None:
    """Take back what holds two sides together, and hold each of either apart from the first of the other.

    With the sides held together, that keeps all of them apart, at a row each instead of one for every two.
    """
    act.retract(session, live_between(session, kind, rest, gone, Identity.SAME, Identity.UNSURE))
    apart = {
        tuple(sorted(pair)) for pair in [*((rest[0], id_) for id_ in gone), *((gone[0], id_) for id_ in rest)]
    }
    known = {row.pair for row in live_between(session, kind, rest, gone, Identity.DIFFERENT)}
    act.write(session, [kind.of(one, other, Identity.DIFFERENT) for one, other in sorted(apart - known)])


def namesake(session: Session, row: SpeakerName | OrganisationName) -> Row | None:
    """The name that holds where a name is to hold again."""
    found: Row | None
    if isinstance(row, SpeakerName):
        found = session.scalars(
            select(SpeakerName).where(
                SpeakerName.appearance_id == row.appearance_id,
                SpeakerName.use == row.use,
                SpeakerName.retracted_at.is_(None),
                or_(SpeakerName.use == NameUse.PREFERRED, SpeakerName.name_key == row.name_key),
            )
        ).first()
    else:
        found = session.scalars(
            select(OrganisationName).where(
                OrganisationName.organisation_id == row.organisation_id,
                OrganisationName.use == row.use,
                OrganisationName.retracted_at.is_(None),
                or_(OrganisationName.use == NameUse.PREFERRED, OrganisationName.name_key == row.name_key),
            )
        ).first()
    return found


def refuse(row: Row, why: str) -> NoReturn:
    """Say which decision stands in the way.

    Raises:
        BadRequest: always.
    """
    note = f" ({row.note})" if row.note else ""
    raise BadRequest(
        f"{why}: {row.judge} decided so on {row.created_at:%Y-%m-%d}{note}; "
        f"to take that back: quotesdb undo {row.decision}"
    )


def written(session: Session, decision: str) -> list[Row]:
    """What a decision wrote."""
    return list(_rows(session, lambda model: model.decision == decision))


def taken_back(session: Session, decision: str) -> list[Row]:
    """What a decision took back."""
    return list(_rows(session, lambda model: model.retraction == decision))


def decided(session: Session, act: Act) -> Decided:
    """What an act did, and the speakers and organisations that are there for it."""
    rows = [*taken_back(session, act.id), *written(session, act.id)]
    changes = tuple(entry(row) for row in rows)
    wanted = {party.id for change in changes for party in change.about if party.id is not None}
    query = select(Speaker.public_id, Speaker.name).join(Speaker.appearances).distinct()
    now = {
        Party(row.public_id, row.name)
        for part in chunks(sorted(wanted))
        for row in session.execute(query.where(Appearance.public_id.in_(part)))
    }
    shown = organisations.shown(session)
    now |= {
        Party(None, shown.get(name_key(party.name), party.name))
        for change in changes
        for party in change.about
        if party.id is None
    }
    return Decided(act.id, changes, tuple(sorted(now, key=lambda party: (party.name, party.id or ""))))


def again(row: Row) -> Row:
    """The same decided anew, not stored yet."""
    if isinstance(row, SpeakerJudgement | OrganisationJudgement):
        return type(row).of(*row.pair, row.verdict)
    given = {"name": row.name, "name_key": row.name_key, "use": row.use}
    if isinstance(row, SpeakerName):
        return SpeakerName(appearance_id=row.appearance_id, **given)
    return OrganisationName(organisation_id=row.organisation_id, **given)


def entry(row: Row) -> DecisionEntry:
    """A row as the history shows it."""
    verdict: str
    if isinstance(row, SpeakerName | OrganisationName):
        verdict, name = row.use, row.name
    else:
        verdict, name = row.verdict, None
    return DecisionEntry(
        id=row.decision,
        verdict=verdict,
        about=tuple(_parties(row)),
        name=name,
        judge=row.judge,
        at=row.created_at,
        note=row.note,
        retracted_at=row.retracted_at,
        retraction=row.retraction,
        retracted_by=row.retracted_by,
        retraction_note=row.retraction_note,
    )


def history(session: Session, speaker_ids: Collection[int]) -> tuple[DecisionEntry, ...]:
    """Every decision about these speakers' appearances, retracted ones too, the oldest first."""
    theirs = select(Appearance.id).where(Appearance.speaker_id.in_(speaker_ids))
    pairs = session.scalars(
        select(SpeakerJudgement)
        .where(SpeakerJudgement.touching(theirs))
        .options(joinedload(SpeakerJudgement.appearance_a), joinedload(SpeakerJudgement.appearance_b))
    )
    names = session.scalars(
        select(SpeakerName)
        .where(SpeakerName.appearance_id.in_(theirs))
        .options(joinedload(SpeakerName.appearance))
    )
    ordered = sorted([*pairs, *names], key=lambda row: (row.created_at, row.decision, row.id))
    return tuple(entry(row) for row in ordered)


def _rows(session: Session, condition: Callable[[type[Judgement]], ColumnElement[bool]]) -> Iterator[Row]:
    for model in _MODELS:
        yield from cast(
            "Iterator[Row]", session.scalars(select(model).where(condition(model)).order_by(model.id))
        )


def _parties(row: Row) -> Iterator[Party]:
    if isinstance(row, SpeakerJudgement):
        yield from (Party(each.public_id, each.name) for each in (row.appearance_a, row.appearance_b))
    elif isinstance(row, SpeakerName):
        yield Party(row.appearance.public_id, row.appearance.name)
    elif isinstance(row, OrganisationJudgement):
        yield from (Party(None, each.name) for each in (row.organisation_a, row.organisation_b))
    else:
        yield Party(None, row.organisation.name)
