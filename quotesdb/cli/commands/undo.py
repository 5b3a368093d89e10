"""``quotesdb undo``: taking a decision back."""

from __future__ import annotations

import click

from quotesdb.cli.database import writing
from quotesdb.cli.judging import judging, report
from quotesdb.cli.options import examples
from quotesdb.cli.reviewer import who_decides


@click.command()
@click.argument("decision", metavar="DECISION")
@judging
@examples("quotesdb undo d-4f7k2m6x3a", 'quotesdb undo d-4f7k --note "hasty"')
def undo(*, decision: str, judge: str | None, note: str | None, as_json: bool) -> None:
    """Take a decision back.

    DECISION is the id that was shown with it, or its beginning; "quotesdb decisions list" shows them all,
    "quotesdb speaker NAME" those about a speaker. What it took back holds again. Both stay in the history,
    and the undoing can be undone.
    """
    from quotesdb.services.judging.undo import undo as take_back

    with writing() as session:
        decided = take_back(session, decision, who_decides(judge), note)
    report(decided, as_json=as_json)
