"""``quotesdb undo``: taking a decision back."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from quotesdb.cli.judging import judged
from quotesdb.cli.options import examples

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from quotesdb.services.ledger.results import Decided


@click.command()
@click.argument("decision", metavar="DECISION")
@judged
@examples("quotesdb undo d-4f7k2m6x3a", 'quotesdb undo d-4f7k --note "hasty"')
def undo(session: Session, judge: str, note: str | None, *, decision: str) -> Decided:
    """Take a decision back.

    DECISION is the id that was shown with it, or its beginning; "quotesdb decisions list" shows them all,
    "quotesdb speaker NAME" those about a speaker. What it took back holds again. Both stay in the history,
    and the undoing can be undone.
    """
    from quotesdb.services.judging.undo import undo as take_back

    return take_back(session, decision, judge, note)
