"""Taking any decision back, by its id."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from quotesdb.db.models import (
    Decision,
    Erasure,
    OrganisationJudgement,
    OrganisationName,
    Review,
    SpeakerJudgement,
    SpeakerName,
)
from quotesdb.db.models.judgement import GivenName, PairJudgement
from quotesdb.services.errors import BadRequest
from quotesdb.services.identity import clustering
from quotesdb.services.judging.organisations import BODIES
from quotesdb.services.judging.speakers import APPEARANCES
from quotesdb.services.ledger.acts import (
    Act,
    contradicted,
    in_the_way,
    refuse,
    taken_back,
    twins,
    written,
)
from quotesdb.services.ledger.results import Decided
from quotesdb.services.statements import grouping
from quotesdb.services.statements.effects import follow
from quotesdb.services.statements.outcome import decided
from quotesdb.services.store import ids
from quotesdb.services.store.embargoes import refuse_embargoed

if TYPE_CHECKING:
    from sqlalchemy.orm import Session


def undo(session: Session, decision: str, judge: str, note: str | None = None) -> Decided:
    """Take a decision back: what it wrote holds no longer, what it took back holds again.

    That is a decision too, and can be undone. Of several people who decided the same thing, on databases that
    were brought together since, the last one speaks for all: none of the others' decisions holds again.

    Raises:
        UnknownId, AmbiguousId: if no single decision is meant.
        BadRequest: if it was taken back before, or a later decision stands in the way: it says which; or if
            it erased somebody.
        Embargoed: if it is about a quotation that is not to be shown yet.
    """
    wanted = ids.find_decision(session, decision)
    if any(isinstance(row, Erasure) for row in written(session, wanted)):
        raise BadRequest(f"{wanted} erased somebody: quotesdb speakers erase --restore {wanted}")
    for row in [*written(session, wanted), *taken_back(session, wanted)]:
        if isinstance(row, Review):
            refuse_embargoed(row.quote.article)
    return take_back(session, wanted, judge, note)


def take_back(session: Session, wanted: str, judge: str, note: str | None) -> Decided:
    """Take a decision back, whatever it is.

    Raises:
        BadRequest: as ``undo``.
    """
    rows = written(session, wanted)
    gone = _to_hold_again(taken_back(session, wanted), rows)
    live = [row for row in rows if row.retracted_at is None]
    if not live:
        _refuse_undone(session, wanted, rows, gone)
    act = Act.of(judge, note, "undo", wanted)
    act.retract(session, live)
    for row in gone:
        _refuse_later(session, row)
        act.write(session, [row.again()])
    for kind in (SpeakerJudgement, OrganisationJudgement):
        _refuse_contradiction(session, act, kind, gone)
    _refresh(session, [*live, *gone])
    return decided(session, act)


def _to_hold_again(gone: Iterable[Decision], rows: Sequence[Decision]) -> list[Decision]:
    """What holds again of what a decision took back, once the rows that it wrote do not."""
    again = [row for row in gone if not any(row.says_the_same(other) for other in rows)]
    reviews = {row.quote_id: row for row in reversed(again) if isinstance(row, Review)}
    return [row for row in again if not isinstance(row, Review) or reviews[row.quote_id] is row]


def _refresh(session: Session, rows: Sequence[Decision]) -> None:
    """Bring the articles, speakers and statements in step with changed rows."""
    quotes = [row.quote for row in rows if isinstance(row, Review)]
    moved = set[int]()
    for article_id in {quote.article_id for quote in quotes}:
        moved |= clustering.refresh_article(session, article_id)
    for subject, kinds in (
        (APPEARANCES, (SpeakerJudgement, SpeakerName)),
        (BODIES, (OrganisationJudgement, OrganisationName)),
    ):
        about = {id_ for row in rows if isinstance(row, kinds) for id_ in row.subject_ids}
        if about:
            moved |= subject.refresh(session, about)
    grouping.refresh(session, [quote.id for quote in quotes], moved)
    follow(session, rows)


def _refuse_undone(
    session: Session, decision: str, rows: Sequence[Decision], gone: Sequence[Decision]
) -> None:
    """Say what took a decision back before; or, if it only took back, what did so again since.

    Raises:
        BadRequest: if something did.
    """
    ended = rows or [
        twin
        for row in gone
        for twin in twins(session, row)
        if twin.decided_at > row.decided_at and twin.retracted_at is not None
    ]
    last = max(ended, key=lambda row: (row.retracted_at or row.decided_at, row.id), default=None)
    if last is not None:
        raise BadRequest(
            f"{decision} holds no longer: {last.retracted_by} took it back on {last.retracted_at:%Y-%m-%d}; "
            f"to undo that: quotesdb undo {last.retraction}"
        )


def _refuse_later(session: Session, row: Decision) -> None:
    """Say which later decision about the same keeps a row from holding again.

    Raises:
        BadRequest: if there is one.
    """
    if later := in_the_way(session, row):
        two = " two" if isinstance(later, PairJudgement) else ""
        named = isinstance(later, GivenName)
        refuse(later, "another name holds" if named else f"another decision holds about the same{two}")


def _refuse_contradiction(
    session: Session, act: Act, kind: type[PairJudgement], rows: Iterable[Decision]
) -> None:
    """Say which decision contradicts what is to hold again, at however many removes.

    Raises:
        BadRequest: if there is one.
    """
    about = {id_ for row in rows if isinstance(row, kind) for id_ in row.pair}
    if about and (clash := contradicted(session, kind, about, act.id)):
        refuse(clash, "what would hold again contradicts another decision")
