"""Decisions on quotations by their ids, one after the other: for the commands that record them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any

import click

from quotesdb.cli.commands.quote import how_to_take_back
from quotesdb.cli.database import deciding, explained, worded
from quotesdb.cli.group import No
from quotesdb.cli.options import EMBARGOED, common
from quotesdb.cli.output import json_line, note, paragraph
from quotesdb.cli.reviewer import reviewer_option
from quotesdb.present.text import counted
from quotesdb.present.wording import described

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from quotesdb.services.lookup.results import QuoteDetail


def reviewing(function: Callable[..., Any]) -> Callable[..., Any]:
    """The options of a command that judges quotations by their ids."""
    why = click.option("--note", "note_", metavar="WORDS", help="Say why.")
    return why(reviewer_option(EMBARGOED(common(function))))


def judge_each(ids: Sequence[str], decide: Callable[[Session, str], QuoteDetail], *, as_json: bool) -> None:
    """Record one decision on each quotation; one that cannot be judged fails alone."""
    from quotesdb.services.errors import ServiceError

    judged: list[str] = []
    with deciding() as (_, writing):
        for id_ in ids:
            try:
                with writing.begin() as session, explained(session):
                    detail = decide(session, id_)
            except ServiceError as error:
                if len(ids) == 1:
                    raise
                click.echo(f"quotesdb: {worded(error)}", err=True)
                continue
            judged.append(detail.citation.id)
            if as_json:
                json_line(detail)
            else:
                paragraph(told(detail))
    if judged and not as_json:
        note(how_to_take_back(judged))
    if failed := len(ids) - len(judged):
        raise No(f"{failed} of {counted(len(ids), 'quotation')} could not be judged")


def told(detail: QuoteDetail) -> str:
    """What was decided, and whose decision that takes the place of."""
    citation, (*earlier, made) = detail.citation, detail.history
    before = earlier[-1] if earlier and earlier[-1].replaced_by else None
    line = f"{citation.id} {made.verdict} by {made.reviewer}: {described(citation.speaker)}: {citation.text}"
    if before and before.reviewer != made.reviewer:
        line += f" (before: {before.verdict} by {before.reviewer})"
    return line
