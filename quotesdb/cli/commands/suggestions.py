"""``quotesdb suggestions``: speakers that may be one, in groups, for a person to decide."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import zip_longest
from typing import TYPE_CHECKING

import click

from quotesdb.cli.asking import QUIT, Ended, ask, at_a_keyboard, choose
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
    from typing_extensions import TypeIs

    from quotesdb.services.judging.suggestions import GroupRow, OrganisationSide, Suggestion, Suggestions
    from quotesdb.services.lookup.results import SpeakerDetail
    from quotesdb.values import PrintedDate

    Side = SpeakerDetail | OrganisationSide

COLUMNS = (
    Column(("Quotes",), right=True),
    Column(("Score",), right=True),
    Column(("May be one",), share=1),
    Column(("Why",), share=1),
)
MEMBER_COLUMNS = (
    Column(("No.",), right=True),
    Column(("Quotes",), right=True),
    Column(("Articles",), right=True),
    Column(("First", "Last")),
    Column(("Name", "Speaker"), share=1),
    Column(("Role", "Words"), share=2),
)
SOME, SKIP, BACK, UNDO = "these", "skip", "back", "undo"
ANSWERS = {"y": "yes", "n": "no", "u": "unsure", "s": SKIP, "q": QUIT}
KEYS = {"y": "yes", "n": "no", "c": "unsure", "s": SKIP, "b": BACK, "u": UNDO, "q": QUIT}
"""What a key means at the keyboard; as in a review, u is undo."""

EXPLAINED = """
  y  yes: all of them are one
  t  these: some of a group are one; you are asked which, and then about the rest
  n  no: no two of them are one, and they are held apart
  c  unsure: it cannot be told; you are not asked again
  s  skip: decide nothing now; you are asked again next time
  b  back to what was skipped last
  u  undo the last decision made here
  q  quit; what was decided is kept
"""
QUESTIONS = {"speakers": "Are they one?", "organisations": "Are these names of one organisation?"}
SHOWN = 3
"""Roles, articles and quotations of each side that are shown, and reasons of a group."""
LISTED = 12
"""Names of a group that are shown in a list."""

NOTHING_LEFT = "nothing is left to decide"


@click.command()
@click.argument("name", required=False)
@limit_option(50, "groups")
@csv_options
@judging
@examples("quotesdb suggestions", "quotesdb suggestions Okonjo", "quotesdb suggestions --json --limit 0")
def suggestions(*, name: str | None, limit: int, judge: str | None, note: str | None, as_json: bool) -> None:
    """Decide, group by group, which speakers are one.

    Use this to go through what the program thinks may be one; use "quotesdb speakers merge" or "different"
    for those that you have in mind already, and "quotesdb review" to judge quotations.

    Speakers that may be one, or organisations whose names may mean one, are asked about together, those with
    the most quotations first: two side by side, more in a table. NAME, a name or an id, chooses those with a
    speaker or an organisation that it could mean. Say yes (all are one), these (some are), no (no two are),
    unsure (it cannot be told) or skip (you are asked again next time), go back, undo or quit: a key is
    enough, and ? explains them. Each answer is one decision, kept at once, and "quotesdb undo" takes it back
    later. In a pipe, the groups are listed.
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
        say(how_many(min(limit or len(found), len(found)), len(found), "group"))
        say(_how_to_decide(found.rows(1)[0]))


def _how_to_decide(row: GroupRow) -> str:
    """What decides on a group without a terminal."""
    if len(row.about) > LISTED:
        return "on a terminal this asks about each"
    group = "speakers" if row.about[0].id else "organisations"
    named_so = " ".join(party.id or quoted(party.name) for party in row.about)
    two = " (or different, or unsure, for merge)" if len(row.about) == 2 else ""
    return (
        "on a terminal this asks about each; without one, of the first: "
        f"quotesdb {group} merge {named_so}{two}"
    )


def asking() -> bool:
    """Whether somebody is there to answer."""
    return sys.stdin.isatty() and on_terminal()


@dataclass
class _Walk:
    """One person going through the groups; no session is open while they think."""

    reading: sessionmaker[Session]
    writing: sessionmaker[Session]
    groups: Suggestions
    judge: str
    why: str | None
    asked: int = 0
    decided: int = 0

    def go(self, limit: int) -> None:
        """Ask about each group until none is left or the person quits."""
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
            say(", ".join(filter(None, [*kept, counted(len(self.groups), "group") + " left"])))

    def _one(self) -> bool:
        """Ask about the next group; whether to go on."""
        with self.reading() as session:
            suggestion = self.groups.following(session)
        if suggestion is None:
            return False
        render(suggestion, f"{self.asked + 1} of {self.asked + len(self.groups)}")
        answer = choose(QUESTIONS[suggestion.about], _answers(suggestion), EXPLAINED)
        only = _chosen(suggestion) if answer == SOME else None
        if answer == BACK:
            self._back()
        elif answer == UNDO:
            self._undo()
        elif answer != QUIT:
            self.asked += 1
            if answer == SKIP or not self._decide(answer, only):
                self.groups.skip()
        return answer != QUIT

    def _back(self) -> None:
        """Open the group again that was skipped last."""
        with self.reading() as session:
            opened = self.groups.unskip(session)
        if opened:
            self.asked -= 1
        else:
            say("nothing was skipped; u takes the last decision back")

    def _undo(self) -> None:
        """Take the last decision made here back; its group is asked about again."""
        from quotesdb.services.errors import ServiceError

        try:
            with self.writing.begin() as session:
                made = self.groups.undo(session, self.judge)
        except ServiceError as error:
            click.echo(f"quotesdb: {worded(error)}", err=True)
            return
        if made is None:
            say("nothing was decided here yet")
            return
        self.asked -= 1
        self.decided -= 1
        paragraph(f"Taken back: now {'; '.join(named(party) for party in made.now)}")

    def _decide(self, answer: str, only: Sequence[str] | None) -> bool:
        """Keep the answer; where another decision stands in the way, say which."""
        from quotesdb.services.errors import ServiceError

        verdict = {"yes": "same", SOME: "same", "no": "different", "unsure": "unsure"}[answer]
        try:
            with self.writing.begin() as session:
                made = self.groups.decide(session, verdict, self.judge, self.why, only)
        except ServiceError as error:
            click.echo(f"quotesdb: {worded(error)}", err=True)
            return False
        self.decided += 1
        paragraph(f"Now: {'; '.join(named(party) for party in made.now)}; undo {made.decision}")
        click.echo()
        return True


def _answers(suggestion: Suggestion) -> dict[str, str]:
    """The answers by letter; of more than two some may be one."""
    answers = KEYS if at_a_keyboard() else ANSWERS
    several = len(suggestion.members) > 2
    return {"y": answers["y"], "t": SOME, **answers} if several else answers


def _chosen(suggestion: Suggestion) -> list[str]:
    """The keys of those of a group that are one, by their numbers in the table.

    Raises:
        Ended: if standard input is at its end.
        Abort: after Ctrl-C.
    """
    most = len(suggestion.members)
    while True:
        numbers = {int(each) for each in ask("Which (1 3 4)").replace(",", " ").split() if each.isdecimal()}
        if len(numbers) > 1 and numbers <= {*range(1, most + 1)}:
            return [suggestion.members[number - 1].key for number in sorted(numbers)]
        click.echo(f"give two numbers or more, from 1 to {most}", err=True)


def render(suggestion: Suggestion, place: str) -> None:
    """Print two sides beside each other, more below each other."""
    heading(f"{place}: {', '.join(suggestion.reasons[:SHOWN])} ({suggestion.score:.2f})")
    sides = [member.side for member in suggestion.members]
    if len(sides) > 2:
        table(MEMBER_COLUMNS, [_member(number, side) for number, side in enumerate(sides, start=1)])
        return
    columns = (Column(("",)), *(Column((_called(side),), share=1) for side in sides))
    ours, theirs = (_of_names(side) if _is_body(side) else _of(side) for side in sides)
    table(columns, [row for label in ours for row in _lines(label, ours[label], theirs[label])])


def _is_body(side: Side) -> TypeIs[OrganisationSide]:
    from quotesdb.services.judging.suggestions import OrganisationSide

    return isinstance(side, OrganisationSide)


def _called(side: Side) -> str:
    return side.name if _is_body(side) else f"{side.name} ({side.id})"


def _member(number: int, side: Side) -> Row:
    """One of a group as a row of ``MEMBER_COLUMNS``."""
    quotes = side.quotes
    said = quotes.rows[0].text if quotes.rows else ""
    if _is_body(side):
        days = _days(quote.article.published for quote in quotes.rows)
        also = "; ".join(side.names[:SHOWN])
        return (str(number),), (str(quotes.total),), ("",), days, (side.name, ""), (also, said)
    days = _days(row.published for row in side.roles)
    role = side.role
    told = ", ".join(filter(None, (role.role, role.organisation))) if role else ""
    counts = (str(number),), (str(quotes.total),), (str(side.articles),)
    return (*counts, days, (side.name, side.id or ""), (told, said))


def _days(printed: Iterable[PrintedDate | None]) -> tuple[str, str]:
    """The first and the last of these dates, as far as they are known."""
    found = sorted((date.day, date.printed()) for date in printed if date is not None)
    return (found[0][1], found[-1][1] if found[-1] != found[0] else "") if found else ("", "")


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


def _cells(row: GroupRow) -> Row:
    more = [f"and {len(row.about) - LISTED} more"] if len(row.about) > LISTED else []
    about = "; ".join([*map(named, row.about[:LISTED]), *more])
    return (f"{row.quotes:,}",), (f"{row.score:.2f}",), (about,), (", ".join(row.reasons[:SHOWN]),)
