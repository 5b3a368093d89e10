"""What the commands that record a decision share: who decides and why, and what is said afterwards."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import wraps
from textwrap import shorten
from typing import TYPE_CHECKING, Any

import click

from quotesdb.cli.database import writing
from quotesdb.cli.options import common
from quotesdb.cli.output import heading, json_line, note, paragraph
from quotesdb.cli.reviewer import decider, who_decides

if TYPE_CHECKING:
    from quotesdb.services.ledger.results import Decided, DecisionEntry, Party

SHOWN_CHANGES = 10
LONGEST = 80
"""Characters of a quotation that are shown for it."""

_QUOTATION = {
    "accepted": "is accepted",
    "corrected": "is set right",
    "rejected": "is rejected",
    "unsure": "cannot be judged",
}
_ERASED = "erased"
_TWO = {"same": "are one", "different": "are not one", "unsure": "may be one or not"}
_NAMED = {
    "preferred": "is shown as",
    "alias": "is found as",
    "byline": "is by",
    "publisher": "is published by",
    "published": "was published on",
    "url": "has the address",
    "archived": "is archived at",
    "embargo": "is not shown before",
}


def judging(function: Callable[..., Any]) -> Callable[..., Any]:
    """The options of a command that records a decision."""
    why = click.option("--note", metavar="WORDS", help="Say why.")
    return decider("judge")(why(common(function)))


def judged(decide: Callable[..., Decided]) -> Callable[..., None]:
    """A command that records what ``decide`` decides of a session, who decides, why, and its arguments."""

    @judging
    @wraps(decide)
    def command(*, judge: str | None, note: str | None, as_json: bool, **given: Any) -> None:
        with writing() as session:
            decided = decide(session, who_decides(judge), note, **given)
        report(decided, as_json=as_json)

    return command


def report(decided: Decided, *, as_json: bool) -> None:
    """Say what was decided, who is there for it, and how to take it back."""
    if as_json:
        json_line(decided)
        return
    told = dict.fromkeys(
        worded(change, taken_back=change.retraction == decided.decision) for change in decided.changes
    )
    for sentence in list(told)[:SHOWN_CHANGES]:
        paragraph(sentence)
    if len(told) > SHOWN_CHANGES:
        paragraph(f"... and {len(told) - SHOWN_CHANGES} more of these")
    paragraph(f"Now: {'; '.join(named(party) for party in decided.now)}")
    note(f"to take this back: quotesdb undo {decided.decision}")


def worded(entry: DecisionEntry, *, taken_back: bool = False) -> str:
    """A decision as a sentence."""
    about = " and ".join(named(party) for party in entry.about)
    if len(entry.about) > 1:
        said = f"{about} {_TWO[entry.verdict]}"
    elif entry.verdict == _ERASED:
        said = f"{about} is shown no more"
    elif entry.verdict in _QUOTATION:
        said = f"{about} {_QUOTATION[entry.verdict]}"
    else:
        before = f" (before: {_one_line(entry.before)})" if entry.before else ""
        sort = _NAMED.get(entry.verdict, f"has the {entry.verdict}")
        said = f"{about} {sort} {_one_line(entry.name or '')}{before}"
    return f"No longer: {said}" if taken_back else said


def _one_line(value: str) -> str:
    """A value on one line; a byline has a name a line."""
    return ", ".join(value.split("\n"))


def past(entry: DecisionEntry) -> str:
    """A decision in a history, on one line."""
    parts = [f"{entry.id}  {entry.at:%Y-%m-%d %H:%M} UTC, {entry.judge}: {worded(entry)}", entry.note]
    if entry.retracted_at:
        parts.append(taken_back(entry))
    return ", ".join(part for part in parts if part)


def show_past(title: str, entries: Sequence[DecisionEntry]) -> None:
    """Print what people decided as a part of a page, if they did."""
    if entries:
        click.echo()
        heading(title)
        for entry in entries:
            paragraph(past(entry))


def taken_back(entry: DecisionEntry) -> str:
    """When, by whom and why a decision was taken back."""
    back = f"taken back {entry.retracted_at:%Y-%m-%d %H:%M} UTC "
    back += f"by {entry.retracted_by} ({entry.retraction})" if entry.retracted_by else f"({entry.retraction})"
    return ", ".join(part for part in (back, entry.retraction_note) if part)


def named(party: Party) -> str:
    """A speaker, an organisation, a quotation or an article with its id."""
    name = shorten(party.name, LONGEST, placeholder=" ...") if len(party.name) > LONGEST else party.name
    return f"{name} ({party.id})" if party.id else name
