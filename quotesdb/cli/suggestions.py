"""``quotesdb suggestions``: speakers that may be one, side by side, for a person to decide."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

import click

from quotesdb.cli.database import HOW_TO_INGEST, is_empty, reading, writing
from quotesdb.cli.judging import judging, named
from quotesdb.cli.options import examples, limit_option
from quotesdb.cli.output import Column, Row, counted, heading, json_line, on_terminal, table
from quotesdb.cli.output import note as say
from quotesdb.cli.reviewer import who_decides
from quotesdb.cli.wording import NO_DATE

if TYPE_CHECKING:
    from quotesdb.services.rows import RoleRow, SpeakerDetail
    from quotesdb.services.suggestions import Suggestion

COLUMNS = (Column(("Score",), right=True), Column(("One", "Other"), share=1), Column(("Why",), share=1))
ANSWERS = {"y": "merge", "n": "different", "u": "unsure", "s": "skip", "q": "quit"}
QUESTION = "Are they one? y yes, n no, u cannot be told, s skip, q quit"
SHOWN = 3
"""Roles, articles and quotations of each side that are shown."""

HOW_TO_DECIDE = "on a terminal this asks about each; else: quotesdb speakers merge, different or unsure ID ID"


@click.command()
@limit_option(50, "pairs")
@judging
@examples("quotesdb suggestions", "quotesdb suggestions --json --limit 0")
def suggestions(*, limit: int, judge: str | None, note: str | None, as_json: bool) -> None:
    """Decide, pair by pair, which speakers are one.

    Shown side by side are two speakers that may be one, with their roles, articles and words. Answer y (yes),
    n (no), u (cannot be told), s (skip: you are asked again next time) or q (quit). Each answer is kept at
    once and can be taken back with "quotesdb undo". In a pipe, the pairs are listed.
    """
    from quotesdb.services.judgements import decided_pairs
    from quotesdb.services.suggestions import suggest

    with reading() as session:
        known = decided_pairs(session)
        found = suggest(session, limit or None, decided=lambda a, b: frozenset((a, b)) in known)
        empty = not found and is_empty(session)
    if as_json:
        from quotesdb.cli.shapes import plain

        for suggestion in found:
            json_line(plain(suggestion))
    elif found and asking():
        _ask(found, who_decides(judge), note)
    else:
        table(COLUMNS, [_cells(suggestion) for suggestion in found])
        say(HOW_TO_INGEST if empty else HOW_TO_DECIDE if found else "nothing is left to decide")


def asking() -> bool:
    """Whether somebody is there to answer."""
    return sys.stdin.isatty() and on_terminal()


def _ask(found: Iterable[Suggestion], judge: str, why: str | None) -> None:
    from quotesdb.services import judgements

    answers = 0
    for suggestion in found:
        one, other = suggestion.a.id, suggestion.b.id
        with reading() as session:
            if not judgements.is_open(session, one, other):
                continue
        render(suggestion)
        answer = ANSWERS[click.prompt(QUESTION, type=click.Choice(list(ANSWERS)), show_choices=False)]
        if answer == "quit":
            break
        if answer == "skip":
            continue
        with writing() as session:
            decided = getattr(judgements, answer)(session, one, other, judge, why)
        answers += 1
        click.echo(f"Now: {'; '.join(named(party) for party in decided.now)}; undo {decided.decision}\n")
    say(f"{counted(answers, 'decision')} kept")


def render(suggestion: Suggestion) -> None:
    """Print two speakers side by side."""
    a, b = suggestion.a, suggestion.b
    heading(f"{suggestion.score:.2f}: {', '.join(suggestion.reasons)}")
    columns = (
        Column(("",)),
        Column((f"{a.name} ({a.id})",), share=1),
        Column((f"{b.name} ({b.id})",), share=1),
    )
    table(columns, list(_lines(a, b)))


def _lines(a: SpeakerDetail, b: SpeakerDetail) -> Iterator[Row]:
    yield ("Kind",), (a.kind,), (b.kind,)
    pairs = {
        "Roles": (_some(row.role for row in a.roles), _some(row.role for row in b.roles)),
        "For": (_some(row.organisation for row in a.roles), _some(row.organisation for row in b.roles)),
        "Articles": (_some(map(_placed, a.roles)), _some(map(_placed, b.roles))),
        "Words": (_some(q.text for q in a.quotes.rows), _some(q.text for q in b.quotes.rows)),
    }
    for label, (ours, theirs) in pairs.items():
        for number in range(max(len(ours), len(theirs))):
            left, right = (each[number] if number < len(each) else "" for each in (ours, theirs))
            yield ("" if number else label,), (left,), (right,)


def _some(values: Iterable[str | None]) -> list[str]:
    """The first few different ones."""
    return list(dict.fromkeys(value for value in values if value))[:SHOWN]


def _placed(row: RoleRow) -> str:
    """Where and when an article was printed."""
    date = row.published.printed() if row.published else NO_DATE
    return ", ".join(part for part in (row.title or row.publisher or row.article_id, date) if part)


def _cells(suggestion: Suggestion) -> Row:
    one, other = (f"{each.name} ({each.id})" for each in (suggestion.a, suggestion.b))
    return (f"{suggestion.score:.2f}",), (one, other), (", ".join(suggestion.reasons),)
