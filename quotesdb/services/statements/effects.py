"""The one list of the kinds of decisions that are about a thing each and need nothing but their effect.

A kind in it is decided (``decide``), undone, listed, told in histories, exported and imported as the others
of the list are. Reviews, tags, pairs and names are no part of it: a review has spans, a tag contradicts
nothing, pairs and names contradict each other at several removes.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING

from quotesdb.db.models import ArticleCorrection, Decision, Erasure
from quotesdb.services.ledger.acts import Act, in_the_way, refuse
from quotesdb.services.statements import corrections, erasures
from quotesdb.services.statements.outcome import decided

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from quotesdb.services.ledger.effect import Effect
    from quotesdb.services.ledger.results import Decided

EFFECTS: Mapping[type[Decision], Effect] = {
    ArticleCorrection: corrections.EFFECT,
    Erasure: erasures.EFFECT,
}


def decide(session: Session, rows: Sequence[Decision], judge: str, note: str | None) -> Decided:
    """Store what a person decided, in place of what held about the same; the caller commits.

    Raises:
        BadRequest: if it cannot be meant, nobody decides, or it is decided so already.
    """
    ended: list[Decision] = []
    for row in rows:
        EFFECTS[type(row)].settle(row)
        if (held := in_the_way(session, row)) is not None:
            if held.says == row.says:
                refuse(held, f"the {row.kind_of_verdict} is that already")
            ended.append(held)
    act = Act.of(judge, note, *(id_ or name for row in rows for id_, name in row.parties))
    act.retract(session, ended)
    act.write(session, rows)
    follow(session, rows)
    return decided(session, act)


def follow(session: Session, rows: Iterable[Decision]) -> None:
    """Let what rests on decisions follow: once for each thing that they are about."""
    changed = {(type(row), row.follows_by): row for row in rows if type(row) in EFFECTS}
    for row in changed.values():
        EFFECTS[type(row)].follow(session, row)
