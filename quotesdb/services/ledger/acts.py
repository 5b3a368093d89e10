"""What one decision is: rows of the ledger that a person wrote or took back, in one act.

Rows are appended and retracted, never changed. So a decision is undone by another one, which takes back what
it wrote and writes again what it took back.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from itertools import combinations
from typing import TYPE_CHECKING, NoReturn

from sqlalchemy import ColumnElement, bindparam, select, union_all
from sqlalchemy.orm import joinedload

from quotesdb.db.models import (
    Appearance,
    Decision,
    Quote,
    Review,
    SpeakerJudgement,
    SpeakerName,
    SpeakerTag,
)
from quotesdb.db.models.judgement import PairJudgement
from quotesdb.db.types import Identity
from quotesdb.resolve import Ties, clusters
from quotesdb.services.errors import BadRequest
from quotesdb.services.ledger.presentable import presentable
from quotesdb.services.ledger.results import DecisionEntry, Party
from quotesdb.services.store import ids
from quotesdb.services.store.chunks import chunks, filled

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

ARE = {
    Identity.SAME: "one",
    Identity.DIFFERENT: "not one",
    Identity.UNSURE: "not to be told apart or together",
}


@dataclass(frozen=True, slots=True)
class Act:
    """One act of a person: its public id, who, when and why; who takes a review back is not always known."""

    id: str
    by: str | None
    note: str | None
    at: datetime

    @classmethod
    def of(cls, by: str, note: str | None, *what: str) -> Act:
        """The act of now; ``what`` says what is decided, for its id.

        Raises:
            BadRequest: if nobody decides.
        """
        name, now = _named(by), datetime.now(UTC)
        return cls(ids.derive("d", name, now.isoformat(), *what), name, _words(note), now)

    @classmethod
    def on_quote(cls, quote: Quote, rows: Iterable[Review], by: str | None, note: str | None) -> Act:
        """The act of now on a quote whose reviews these are, or of the next moment at which there was none.

        Its id is of the quote and the moment; clocks stand still for milliseconds, and are set back.
        """
        taken = {id_ for row in rows for id_ in (row.public_id, row.retraction)}
        now = datetime.now(UTC)
        while (id_ := id_on_quote(quote.public_id, now)) in taken:
            now += timedelta(microseconds=1)
        return cls(id_, by, note, now)

    @classmethod
    def on_tags(cls, by: str) -> Act:
        """The act of now by which somebody sets tags and takes them back.

        Raises:
            BadRequest: if nobody does.
        """
        name, now = _named(by), datetime.now(UTC)
        return cls(id_on_tags(name, now), name, None, now)

    def write(self, session: Session, rows: Iterable[Decision]) -> None:
        """Store what is decided; a review that holds again stays whose it was."""
        for row in rows:
            row.public_id = self.id
            if not isinstance(row, Review) or row.copy_of is None:
                row.decided_by, row.decided_at, row.note = self.by or "", self.at, self.note
            session.add(row)
        session.flush()

    def retract(self, session: Session, rows: Iterable[Decision]) -> None:
        """Take back what was decided."""
        for row in rows:
            row.retracted_at, row.retraction = self.at, self.id
            row.retracted_by, row.retraction_note = self.by, self.note
        session.flush()


def id_on_quote(quote_id: str, at: datetime) -> str:
    """The id of a decision on a quote at a moment."""
    return ids.derive("d", "review", quote_id, at.isoformat())


def id_on_tags(by: str, at: datetime) -> str:
    """The id of what somebody decided about tags at a moment."""
    return ids.derive("d", "speaker_tag", by, at.isoformat())


def _named(by: str) -> str:
    name = " ".join(by.split())
    if not name:
        raise BadRequest("say who decides")
    return name


def _words(note: str | None) -> str | None:
    return (note or "").strip() or None


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
            return next((each for each in (row, *way) if each.public_id != decision), row)
    return None


def divide(session: Session, act: Act, kind: type[PairJudgement], *sides: Sequence[int]) -> None:
    """Hold two sides or more apart, and each of them together by decisions alone.

    One negative keeps two sides apart for good only if neither can fall apart: what programs link depends on
    dates and names, which change. What held the sides together is taken back; whom that kept apart from
    others stays so on all sides.
    """
    ended = [
        row
        for one, other in combinations(sides, 2)
        for row in live_between(session, kind, one, other, Identity.SAME, Identity.UNSURE)
    ]
    act.retract(session, ended)
    firsts = combinations([side[0] for side in sides], 2)
    apart = {*firsts, *_inherited(session, kind, ended, sides)}
    act.write(
        session,
        [
            kind.of(one, other, Identity.DIFFERENT)
            for one, other in sorted(apart)
            if standing(session, kind, one, other) is None
        ],
    )
    for side in sides:
        first, *others = (part[0] for part in said_to_be_one(session, kind, side))
        act.retract(session, live_between(session, kind, [first], others, Identity.UNSURE))
        act.write(session, [kind.of(first, other, Identity.SAME) for other in others])


def _inherited(
    session: Session,
    kind: type[PairJudgement],
    ended: Iterable[PairJudgement],
    sides: Sequence[Sequence[int]],
) -> Iterator[tuple[int, int]]:
    """The pairs that are to be held apart because the same decisions that held these sides together did.

    That is so of an earlier division: its one negative is true of everybody whom it held together.
    """
    home = {each: place for place, side in enumerate(sides) for each in side}
    held = defaultdict[str, set[int]](set)
    for row in ended:
        for decision in {twin.public_id for twin in twins(session, row)}:
            held[decision].update(home[end] for end in row.pair)
    near = (kind.touching(home), kind.retracted_at.is_(None), kind.verdict == Identity.DIFFERENT)
    for row in session.scalars(select(kind).where(*near)):
        inside = [end for end in row.pair if end in home]
        outside = [end for end in row.pair if end not in home]
        if inside and outside:
            decisions = {twin.public_id for twin in twins(session, row)}
            concerned = set[int]().union(*(held.get(decision, set()) for decision in decisions))
            yield from ((sides[place][0], outside[0]) for place in concerned - {home[inside[0]]})


def refuse(row: Decision, why: str) -> NoReturn:
    """Say which decision stands in the way.

    Raises:
        BadRequest: always.
    """
    note = f" ({row.note})" if row.note else ""
    raise BadRequest(
        f"{why}: {row.decided_by} decided so on {row.decided_at:%Y-%m-%d}{note}; "
        f"to take that back: quotesdb undo {row.public_id}"
    )


def written(session: Session, decision: str) -> list[Decision]:
    """What a decision wrote."""
    return _rows(session, Decision.public_id == decision)


def taken_back(session: Session, decision: str) -> list[Decision]:
    """What a decision took back."""
    return _rows(session, Decision.retraction == decision)


def in_the_way(session: Session, row: Decision) -> Decision | None:
    """What holds of the same where a decision is to hold again."""
    return session.scalars(select(type(row)).where(type(row).retracted_at.is_(None), row.excludes())).first()


def twins(session: Session, row: Decision) -> list[Decision]:
    """All rows, of whatever time, that say the same about the same."""
    rows = session.scalars(select(type(row)).where(row.about_the_same()))
    return [other for other in rows if other.says_the_same(row)]


def entry(row: Decision) -> DecisionEntry:
    """A row as the history shows it."""
    return DecisionEntry(
        id=row.public_id,
        verdict=row.kind_of_verdict,
        about=tuple(Party(*one) for one in row.parties),
        name=row.words,
        before=row.previous,
        judge=row.decided_by,
        at=row.decided_at,
        note=row.note,
        retracted_at=row.retracted_at,
        retraction=row.retraction,
        retracted_by=row.retracted_by,
        retraction_note=row.retraction_note,
    )


def are_any(session: Session, speaker_ids: Collection[int]) -> bool:
    """Whether people ever decided who these speakers are, or tagged them: nearly nobody is either."""
    return any(session.scalar(_ANY, {"speakers": filled(part)}) is not None for part in chunks(speaker_ids))


def history(
    session: Session, speaker_ids: Collection[int], *, embargoed: bool = False
) -> tuple[DecisionEntry, ...]:
    """Every decision about these speakers' appearances, retracted ones too, the oldest first."""
    found: dict[int, Decision] = {}
    for part in chunks(speaker_ids):
        theirs = {"speakers": filled(part)}
        found |= {row.id: row for query in (_PAIRS, _NAMES) for row in session.scalars(query, theirs)}
    ordered = sorted(found.values(), key=lambda row: (row.decided_at, row.public_id, row.id))
    return tuple(presentable(session, map(entry, ordered), embargoed=embargoed))


_THEIRS = select(Appearance.id).where(Appearance.speaker_id.in_(bindparam("speakers", expanding=True)))
_PAIRS = (
    select(SpeakerJudgement)
    .where(SpeakerJudgement.touching(_THEIRS))
    .options(joinedload(SpeakerJudgement.appearance_a), joinedload(SpeakerJudgement.appearance_b))
)
_NAMES = (
    select(SpeakerName)
    .where(SpeakerName.appearance_id.in_(_THEIRS))
    .options(joinedload(SpeakerName.appearance))
)
_ANY = union_all(
    *(
        select(end).where(end.in_(_THEIRS))
        for end in (
            SpeakerJudgement.appearance_a_id,
            SpeakerJudgement.appearance_b_id,
            SpeakerName.appearance_id,
            SpeakerTag.appearance_id,
        )
    )
).limit(1)
"""Made once, as whatever is asked again and again: making a statement anew takes longer than to ask it."""


def of_article(session: Session, article_id: int) -> tuple[DecisionEntry, ...]:
    """Everything that was ever decided about an article itself, which is shown, the oldest first."""
    rows = [
        row
        for kind in Decision.kinds()
        if kind.ends == ("article",)
        for row in session.scalars(select(kind).where(getattr(kind, kind.subjects[0]) == article_id))
    ]
    ordered = sorted(rows, key=lambda row: (row.decided_at, row.id))
    return tuple(presentable(session, map(entry, ordered), embargoed=True))


def _rows(session: Session, condition: ColumnElement[bool]) -> list[Decision]:
    return list(session.scalars(select(Decision).where(condition).order_by(Decision.id)))
