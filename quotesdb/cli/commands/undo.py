"""``quotesdb undo``: taking a decision back."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from quotesdb.cli.judging import judged, worded
from quotesdb.cli.options import examples

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from quotesdb.services.ledger.results import Decided


@click.command()
@click.argument("decision", metavar="DECISION", required=False)
@judged
@examples("quotesdb undo d-4f7k2m6x3a", 'quotesdb undo d-4f7k --note "hasty"')
def undo(session: Session, judge: str, note: str | None, *, decision: str | None) -> Decided:
    """Take a decision back.

    DECISION is the id that was shown with it, or its beginning; "quotesdb decisions list" shows them all,
    "quotesdb speaker NAME" those about a speaker. What it took back holds again. Both stay in the history,
    and the undoing can be undone.
    """
    from quotesdb.services.judging.undo import undo as take_back

    if decision is None:
        raise click.UsageError(f"Say which DECISION, by its id{_the_last(session)}.")
    return take_back(session, decision, judge, note)


def _the_last(session: Session) -> str:
    """The newest decision that holds, for whoever wants to take back what was just decided."""
    from quotesdb.services.lookup import list_decisions

    last = next(iter(list_decisions(session, limit=1).rows), None)
    if last is None:
        return ": nobody has decided anything yet"
    return f". The last one is {last.decision}, of {last.judge}: {worded(last.changes[0])}"
