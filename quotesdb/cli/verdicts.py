"""How verdicts are shown: as a page, as a line, as JSON."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

import click

from quotesdb.cli.output import fields, heading, lines, on_terminal, paragraph
from quotesdb.present.text import counted, one_line
from quotesdb.present.verdicts import Tone, flagged, meaning, searched, titled, tone
from quotesdb.present.wording import UNTITLED, described, placed, printed
from quotesdb.values import UNSTORED, ClaimVerdict

if TYPE_CHECKING:
    from quotesdb.check.diff import Part
    from quotesdb.services.checking.check import Checked, Match

_COLOURS = {Tone.GOOD: "green", Tone.CARE: "yellow", Tone.BAD: "red", Tone.OPEN: "magenta"}

SHOWN = 3
"""Passages that a page shows; the others are counted."""

_REGIONS = {"narration": "the reporter's own words", "headline": "a headline"}


def painted(verdict: ClaimVerdict) -> str:
    """The verdict in its colour; click leaves colours out of a pipe."""
    return click.style(titled(verdict), fg=_COLOURS[tone(verdict)], bold=True)


def page(checked: Checked) -> None:
    """Print everything about one claim."""
    tier = f" ({checked.tier.value.replace('_', ' ')})" if checked.tier else ""
    first, *rest = lines(f"{titled(checked.verdict)}{tier}: {meaning(checked)}")
    click.echo("\n".join([first.replace(titled(checked.verdict), painted(checked.verdict), 1), *rest]))
    click.echo()
    fields([("Claimed", checked.claim.text), ("By", checked.claim.speaker)])
    shown = checked.matches[:SHOWN]
    for match in shown:
        click.echo()
        _show(match, checked)
    if len(checked.matches) > len(shown):
        click.echo()
        paragraph(f"and {counted(len(checked.matches) - len(shown), 'more passage')} (--json lists all)")
    click.echo()
    fields([*_reported(checked), *(("Note", note) for note in checked.notes)])
    paragraph(f"Searched: {searched(checked.coverage, checked.claim)}.")


def differences(parts: Iterable[Part]) -> str:
    """A diff for people: coloured on a terminal, in the notation of wdiff in a pipe."""
    from quotesdb.check.diff import plain as wdiff

    if not on_terminal():
        return one_line(wdiff(parts))
    return "".join(_coloured(parts))


def _coloured(parts: Iterable[Part]) -> Iterator[str]:
    for part in parts:
        yield one_line(part.same) if part.same.strip() == part.same else _spaced(part.same)
        if part.source:
            yield click.style(one_line(part.source), fg="red", strikethrough=True) + " " * bool(part.claim)
        if part.claim:
            yield click.style(one_line(part.claim), fg="green", bold=True)


def _spaced(text: str) -> str:
    """One line of text that keeps a blank at its ends, since words of another colour follow."""
    before, behind = text[:1].isspace(), text[-1:].isspace()
    return f"{' ' * before}{one_line(text)}{' ' * (behind and bool(text.strip()))}"


def _show(match: Match, checked: Checked) -> None:
    from quotesdb.check.diff import diff

    article = match.article
    found = checked.verdict is not ClaimVerdict.NOT_FOUND
    heading(f"{'' if found else 'Nearest: '}{article.title or UNTITLED} ({article.id})")
    speaker = described(match.speaker) if match.quote else f"nobody: {_where(match, checked)}"
    fields(
        [
            ("Printed", placed(article)),
            ("Said by", speaker + (f" ({match.quote})" if match.quote else "")),
            ("Words", match.text),
            ("Alone", titled(match.rung) if found and match.rung is not checked.verdict else None),
            ("Decided", match.decision.label() if match.decision else None),
            ("Address", match.link),
        ]
    )
    if found and any(edit.counted for edit in match.edits):
        shown = differences(diff(checked.claim.text, match.edits))
        click.echo(f"{click.style('Differs', dim=True)}  {shown}")
        click.echo(f"{click.style('Kinds', dim=True)}    {flagged(match.edits)}")


def _where(match: Match, checked: Checked) -> str:
    """Where words stand that are nobody's quotation."""
    marked = UNSTORED in checked.notes and match is checked.matches[0]
    return "in quotation marks, but no quotation" if marked else _REGIONS[match.region]


def _reported(checked: Checked) -> Iterator[tuple[str, str]]:
    """Who printed these words: the earliest first, copies of one story counted once."""
    if len(checked.reports) < 2:
        return
    first = checked.reports[0].article
    where = f"{first.publisher or first.title or first.id}, {printed(first)}"
    number = counted(len(checked.reports), "article")
    yield "Reported", f"in {number}, {checked.independent} of them independent; first by {where}"
