"""What one decision about who is whom is: rows that a person wrote or took back, in one act.

Rows are appended and retracted, never changed. So a decision is undone by another one, which takes back what
it wrote and writes again what it took back.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING, NoReturn, TypeAlias, cast

from sqlalchemy import ColumnElement, or_, select
from sqlalchemy.orm import joinedload

from quotesdb.db.models import (
    Appearance,
    OrganisationJudgement,
    OrganisationName,
    SpeakerJudgement,
    SpeakerName,
)
from quotesdb.db.models.judgement import GivenName, PairJudgement
from quotesdb.db.types import Identity, NameUse
from quotesdb.resolve import Ties, clusters
from quotesdb.services.errors import BadRequest
from quotesdb.services.ledger.results import DecisionEntry, Party
from quotesdb.services.store import ids
from quotesdb.services.store.chunks import chunks

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

Row: TypeAlias = PairJudgement | GivenName

_MODELS: tuple[type[Row], ...] = (
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
    session: Session,
    kind: type[PairJudgement],
    ones: Collection[int],
    others: Collection[int],
    *verdicts: Identity,
) -> list[PairJudgement]:
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
    return sorted(across, key=lambda row: row.id)


def standing(session: Session, kind: type[PairJudgement], one: int, other: int) -> PairJudgement | None:
    """The judgement about these two that holds."""
    return next(iter(live_between(session, kind, [one], [other], *Identity)), None)


def held_together(
    session: Session, kind: type[PairJudgement], members: Collection[int], one: int, other: int
) -> list[PairJudgement]:
    """The decisions by which one of the members is another, if there is a way."""
    steps: dict[int, list[tuple[int, PairJudgement]]] = {}
    for row in live_between(session, kind, members, members, Identity.SAME):
        for start, end in (row.pair, row.pair[::-1]):
            steps.setdefault(start, []).append((end, row))
    ways: dict[int, list[PairJudgement]] = {one: []}
    waiting: list[int] = [one]
    for at in waiting:
        for end, row in steps.get(at, []):
            if end not in ways:
                ways[end] = ways[at] + [row]
                waiting.append(end)
    return ways.get(other, [])


def said_to_be_one(session: Session, kind: type[PairJudgement], starts: Collection[int]) -> list[list[int]]:
    """The sets in which people's decisions alone put these and whoever they reach."""
    reached, frontier, same = set(starts), set(starts), set[tuple[int, int]]()
    holds = (kind.retracted_at.is_(None), kind.verdict == Identity.SAME)
    while frontier:
        near = {
            row.pair
            for part in chunks(frontier)
            for row in session.scalars(select(kind).where(kind.touching(part), *holds))
        }
        same |= near
        frontier = {id_ for pair in near for id_ in pair} - reached
        reached |= frontier
    return clusters(sorted(reached), Ties(same=same))


def contradicted(
    session: Session, kind: type[PairJudgement], starts: Collection[int], decision: str
) -> PairJudgement | None:
    """Another decision than this one that cannot hold beside the rest, of those that these reach.

    Two are one by what people said, at however many removes, and not one by what somebody said. What programs
    find does not count, so the order in which decisions came makes no difference.
    """
    for whole in said_to_be_one(session, kind, starts):
        for row in live_between(session, kind, whole, whole, Identity.DIFFERENT):
            way = held_together(session, kind, whole, *row.pair)
            return next((each for each in (row, *way) if each.decision != decision), row)
    return None


def divide(
    session: Session, act: Act, kind: type[PairJudgement], rest: Sequence[int], gone: Sequence[int]
) -> None:
    """Hold two sides apart, and each side together by decisions alone.

    One negative keeps two sides apart for good only if neither can fall apart: what programs link depends on
    dates and names, which change. What held the sides together is taken back; whom that kept apart from
    others stays so on both sides.
    """
    ended = live_between(session, kind, rest, gone, Identity.SAME, Identity.UNSURE)
    act.retract(session, ended)
    apart = {(rest[0], gone[0]), *_inherited(session, kind, ended, rest, gone)}
    act.write(
        session,
        [
            kind.of(one, other, Identity.DIFFERENT)
            for one, other in sorted(apart)
            if standing(session, kind, one, other) is None
        ],
    )
    for side in (rest, gone):
        first, *others = (part[0] for part in said_to_be_one(session, kind, side))
        act.retract(session, live_between(session, kind, [first], others, Identity.UNSURE))
        act.write(session, [kind.of(first, other, Identity.SAME) for other in others])


def _inherited(
    session: Session,
    kind: type[PairJudgement],
    ended: Iterable[PairJudgement],
    rest: Sequence[int],
    gone: Sequence[int],
) -> Iterator[tuple[int, int]]:
    """The pairs that are to be held apart because the same decisions that held these two sides together did.

    That is so of an earlier division: its one negative is true of everybody whom it held together.
    """
    decisions = {twin.decision for row in ended for twin in twins(session, row)}
    whole = {*rest, *gone}
    near = (kind.touching(whole), kind.retracted_at.is_(None), kind.verdict == Identity.DIFFERENT)
    for row in session.scalars(select(kind).where(*near)):
        inside = [end for end in row.pair if end in whole]
        outside = [end for end in row.pair if end not in whole]
        if inside and outside and any(twin.decision in decisions for twin in twins(session, row)):
            yield (gone[0] if inside[0] in rest else rest[0]), outside[0]


def namesake(session: Session, row: GivenName) -> GivenName | None:
    """The name that holds where a name is to hold again."""
    kind = type(row)
    same = (kind.touching([row.bearer]), kind.use == row.use, kind.retracted_at.is_(None))
    return session.scalars(
        select(kind).where(*same, or_(kind.use == NameUse.PREFERRED, kind.name_key == row.name_key))
    ).first()


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


def again(row: Row) -> Row:
    """The same decided anew, not stored yet."""
    if isinstance(row, PairJudgement):
        return type(row).of(*row.pair, row.verdict)
    return type(row).of(row.bearer, row.use, row.name, row.name_key)


def subjects(row: Row) -> tuple[int, ...]:
    """The row numbers of the appearances or organisations that a row is about."""
    return row.pair if isinstance(row, PairJudgement) else (row.bearer,)


def twins(session: Session, row: Row) -> list[Row]:
    """All rows, of whatever time, that say the same about the same."""
    kind: type[Row] = type(row)
    rows = session.scalars(select(kind).where(kind.touching(subjects(row))))
    return [other for other in cast("Iterator[Row]", rows) if says_the_same(other, row)]


def says(row: Row) -> str:
    """What was decided; two spellings that are found alike are one alias."""
    if isinstance(row, GivenName):
        return row.name if row.use is NameUse.PREFERRED else row.name_key
    return row.verdict.value


def says_the_same(one: Row, other: Row) -> bool:
    """Whether two rows are the same decision about the same, by whomever."""
    uses = (getattr(row, "use", None) for row in (one, other))
    return (
        type(one) is type(other)
        and subjects(one) == subjects(other)
        and next(uses) == next(uses)
        and says(one) == says(other)
    )


def entry(row: Row) -> DecisionEntry:
    """A row as the history shows it."""
    verdict: str
    if isinstance(row, GivenName):
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


def _rows(session: Session, condition: Callable[[type[Row]], ColumnElement[bool]]) -> Iterator[Row]:
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
    elif isinstance(row, OrganisationName):
        yield Party(None, row.organisation.name)
