"""``quotesdb suggestions``: speakers that may be one, side by side, for a person to decide."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import zip_longest
from typing import TYPE_CHECKING

import click

from quotesdb.cli.asking import QUIT, Ended, at_a_keyboard, choose
from quotesdb.cli.called import quoted
from quotesdb.cli.database import HOW_TO_INGEST, deciding, explained, is_empty, worded
from quotesdb.cli.judging import judging, named
from quotesdb.cli.options import csv_options, examples, limit_option
from quotesdb.cli.output import (
    Column,
    Row,
    heading,
    how_many,
    json_line,
    listing,
    on_terminal,
    paragraph,
    table,
    wants_csv,
)
from quotesdb.cli.output import note as say
from quotesdb.cli.reviewer import who_decides
from quotesdb.present.text import counted
from quotesdb.present.wording import NO_DATE, UNTITLED, described

if TYPE_CHECKING:
    from sqlalchemy.orm import Session, sessionmaker

    from quotesdb.services.judging.suggestions import OrganisationSide, PairRow, Suggestion, Suggestions
    from quotesdb.services.lookup.results import SpeakerDetail
    from quotesdb.values import PrintedDate

COLUMNS = (Column(("Score",), right=True), Column(("One", "Other"), share=1), Column(("Why",), share=1))
SKIP, BACK, UNDO = "skip", "back", "undo"
ANSWERS = {"y": "yes", "n": "no", "u": "unsure", "s": SKIP, "q": QUIT}
KEYS = {"y": "yes", "n": "no", "c": "unsure", "s": SKIP, "b": BACK, "u": UNDO, "q": QUIT}
"""What a key means at the keyboard; as in a review, u is undo."""

EXPLAINED = """
  y  yes: they are one
  n  no: they are two, and are held apart
  c  unsure: it cannot be told; you are not asked again
  s  skip: decide nothing now; you are asked again next time
  b  back to the pair that was skipped last
  u  undo the last decision made here
  q  quit; what was decided is kept
"""
QUESTIONS = {"speakers": "Are they one?", "organisations": "Are these names of one organisation?"}
SHOWN = 3
"""Roles, articles and quotations of each side that are shown."""

NOTHING_LEFT = "nothing is left to decide"


@click.command()
@click.argument("name", required=False)
@limit_option(50, "pairs")
@csv_options
@judging
@examples("quotesdb suggestions", "quotesdb suggestions Okonjo", "quotesdb suggestions --json --limit 0")
def suggestions(*, name: str | None, limit: int, judge: str | None, note: str | None, as_json: bool) -> None:
    """Decide, pair by pair, which speakers are one.

    Use this to go through the pairs that the program thinks may be one; use "quotesdb speakers merge" or
    "different" for two that you have in mind already, and "quotesdb review" to judge quotations.

    Two speakers that may be one are shown side by side, with their roles, articles and words, or two
    organisations whose names may mean one. NAME, a name or an id, chooses the pairs with a speaker or an
    organisation that it could mean. Say yes, no, unsure (it cannot be told) or skip (you are asked again next
    time), go back, undo or quit: a key is enough, and ? explains them. Each answer is kept at once, and
    "quotesdb undo" takes it back later. In a pipe, the pairs are listed.
    """
    from quotesdb.services.judging.suggestions import Suggestions

    with deciding() as (reading, writing):
        with reading() as session, explained(session):
            found = Suggestions(session, name)
            empty = not found and is_empty(session)
            asked = bool(found) and not (as_json or wants_csv()) and asking()
            listed = found.first(session, limit or None) if as_json else []
        if asked:
            _Walk(reading, writing, found, who_decides(judge), note).go(limit or len(found))
            return
    if as_json:
        for suggestion in listed:
            json_line(suggestion)
    else:
        listing(COLUMNS, [_cells(row) for row in found.rows(limit or None)])
    if not found:
        say(HOW_TO_INGEST if empty else NOTHING_LEFT)
    else:
        say(how_many(min(limit or len(found), len(found)), len(found), "pair"))
        say(_how_to_decide(found.rows(1)[0]))


def _how_to_decide(row: PairRow) -> str:
    """What decides on a pair without a terminal."""
    group = "speakers" if row.about[0].id else "organisations"
    one, other = (party.id or quoted(party.name) for party in row.about)
    return (
        "on a terminal this asks about each; without one, of the first pair: "
        f"quotesdb {group} merge {one} {other} (or different, or unsure, for merge)"
    )


def asking() -> bool:
    """Whether somebody is there to answer."""
    return sys.stdin.isatty() and on_terminal()


@dataclass
class _Walk:
    """One person going through the pairs; no session is open while they think."""

    reading: sessionmaker[Session]
    writing: sessionmaker[Session]
    pairs: Suggestions
    judge: str
    why: str | None
    asked: int = 0
    decided: int = 0

    def go(self, limit: int) -> None:
        """Ask about each pair, the likeliest first, until none is left or the person quits."""
        try:
            while self.asked < limit and self._one():
                pass
        except Ended:
            pass
        except click.Abort:
            click.echo(err=True)
            raise
        finally:
            skipped = self.asked - self.decided
            kept = [counted(self.decided, "decision") + " kept", f"{skipped} skipped" if skipped else ""]
            say(", ".join(filter(None, [*kept, counted(len(self.pairs), "pair") + " left"])))

    def _one(self) -> bool:
        """Ask about the next pair; whether to go on."""
        with self.reading() as session:
            suggestion = self.pairs.following(session)
        if suggestion is None:
            return False
        render(suggestion, f"{self.asked + 1} of {self.asked + len(self.pairs)}")
        answer = choose(QUESTIONS[suggestion.about], KEYS if at_a_keyboard() else ANSWERS, EXPLAINED)
        if answer == BACK:
            self._back()
        elif answer == UNDO:
            self._undo()
        elif answer != QUIT:
            self.asked += 1
            if answer == SKIP or not self._decide(answer):
                self.pairs.skip()
        return answer != QUIT

    def _back(self) -> None:
        """Open the pair again that was skipped last."""
        with self.reading() as session:
            opened = self.pairs.unskip(session)
        if opened:
            self.asked -= 1
        else:
            say("no pair was skipped; u takes the last decision back")

    def _undo(self) -> None:
        """Take the last decision made here back; its pair is asked about again."""
        from quotesdb.services.errors import ServiceError

        try:
            with self.writing.begin() as session:
                made = self.pairs.undo(session, self.judge)
        except ServiceError as error:
            click.echo(f"quotesdb: {worded(error)}", err=True)
            return
        if made is None:
            say("nothing was decided here yet")
            return
        self.asked -= 1
        self.decided -= 1
        paragraph(f"Taken back: now {'; '.join(named(party) for party in made.now)}")

    def _decide(self, answer: str) -> bool:
        """Keep the answer; where another decision stands in the way, say which."""
        from quotesdb.services.errors import ServiceError

        verdict = {"yes": "same", "no": "different", "unsure": "unsure"}[answer]
        try:
            with self.writing.begin() as session:
                made = self.pairs.decide(session, verdict, self.judge, self.why)
        except ServiceError as error:
            click.echo(f"quotesdb: {worded(error)}", err=True)
            return False
        self.decided += 1
        paragraph(f"Now: {'; '.join(named(party) for party in made.now)}; undo {made.decision}")
        click.echo()
        return True


def render(suggestion: Suggestion, place: str) -> None:
    """Print the two sides beside each other."""
    from quotesdb.services.judging.suggestions import OrganisationSide

    a, b = suggestion.a, suggestion.b
    called = [
        side.name if isinstance(side, OrganisationSide) else f"{side.name} ({side.id})" for side in (a, b)
    ]
    heading(f"{place}: {', '.join(suggestion.reasons)} ({suggestion.score:.2f})")
    columns = (Column(("",)), *(Column((each,), share=1) for each in called))
    ours, theirs = (_of_names(side) if isinstance(side, OrganisationSide) else _of(side) for side in (a, b))
    table(columns, [row for label in ours for row in _lines(label, ours[label], theirs[label])])


def _of(side: SpeakerDetail) -> dict[str, list[str]]:
    """What is shown of a speaker."""
    return {
        "Kind": [side.kind],
        "Roles": _some(row.role for row in side.roles),
        "For": _some(row.organisation for row in side.roles),
        "Articles": _some(_place(row.title, row.publisher, row.published) for row in side.roles),
        "Words": _bulleted(_some(quote.text for quote in side.quotes.rows)),
    }


def _of_names(side: OrganisationSide) -> dict[str, list[str]]:
    """What is shown of an organisation."""
    quotes = side.quotes.rows
    articles = [quote.article for quote in quotes]
    return {
        "Quoted": [counted(side.quotes.total, "time")],
        "Also": _some(side.names),
        "Speakers": _some(described(quote.speaker) for quote in quotes),
        "Articles": _some(_place(each.title, each.publisher, each.published) for each in articles),
        "Words": _bulleted(_some(quote.text for quote in quotes)),
    }


def _lines(label: str, ours: Sequence[str], theirs: Sequence[str]) -> Iterator[Row]:
    for number, (left, right) in enumerate(zip_longest(ours, theirs, fillvalue="")):
        yield ("" if number else label,), (left,), (right,)


def _some(values: Iterable[str | None]) -> list[str]:
    """The first few different ones."""
    return list(dict.fromkeys(value for value in values if value))[:SHOWN]


def _bulleted(values: Sequence[str]) -> list[str]:
    """Values with a bullet each where several stand one below the other."""
    return [f"• {value}" for value in values] if len(values) > 1 else [*values]


def _place(title: str | None, publisher: str | None, published: PrintedDate | None) -> str:
    """Where and when an article was printed."""
    date = published.printed() if published else NO_DATE
    return ", ".join(part for part in (title or UNTITLED, publisher, date) if part)


def _cells(row: PairRow) -> Row:
    one, other = map(named, row.about)
    return (f"{row.score:.2f}",), (one, other), (", ".join(row.reasons),)
