"""How verdicts are shown: as a page, as a line, as JSON."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Any

import click

from quotesdb.cli.output import counted, fields, heading, on_terminal, one_line, paragraph
from quotesdb.cli.wording import UNTITLED, described, placed, printed
from quotesdb.present.shapes import plain
from quotesdb.values import VERBATIM, ClaimVerdict

if TYPE_CHECKING:
    from quotesdb.check.diff import Part
    from quotesdb.check.edits import Edit
    from quotesdb.services.checking.check import Checked, Claim, Match
    from quotesdb.services.checking.coverage import Coverage

MEANING = {
    ClaimVerdict.VERBATIM: "these are the words, character for character",
    ClaimVerdict.VERBATIM_NORMALISED: "the same words; they differ in how they are printed",
    ClaimVerdict.VERBATIM_ELIDED: "the same words, with an omission or an insertion that is marked",
    ClaimVerdict.TRUNCATED: "the words were said, but cut where it matters",
    ClaimVerdict.SPLICED: "words from several places put together, and no mark says so",
    ClaimVerdict.ALTERED: "said nearly so, but some words differ",
    ClaimVerdict.MISATTRIBUTED: "somebody else said it",
    ClaimVerdict.ATTRIBUTION_UNCERTAIN: "the words are there; who said them is not certain",
    ClaimVerdict.PARAPHRASE: "reported in the reporter's words only, not quoted",
    ClaimVerdict.ONLY_IN_NARRATION: "the reporter's own words, not a quotation",
    ClaimVerdict.NOT_FOUND: "nothing stored comes close; that does not mean that it was not said",
}
COLOURS = dict.fromkeys(VERBATIM, "green") | {
    ClaimVerdict.TRUNCATED: "yellow",
    ClaimVerdict.ATTRIBUTION_UNCERTAIN: "yellow",
    ClaimVerdict.PARAPHRASE: "yellow",
    ClaimVerdict.ONLY_IN_NARRATION: "yellow",
    ClaimVerdict.NOT_FOUND: "magenta",
}
"""What is not here is red."""

SHOWN = 3
"""Passages that a page shows; the others are counted."""

_LONGEST_ROW = 70
_REGIONS = {"narration": "the reporter's own words", "headline": "a headline"}


def titled(verdict: ClaimVerdict) -> str:
    """A verdict as people read it.

    >>> titled(ClaimVerdict.NOT_FOUND)
    'not found'
    """
    return verdict.value.replace("_", " ")


def painted(verdict: ClaimVerdict) -> str:
    """The verdict in its colour; click leaves colours out of a pipe."""
    return click.style(titled(verdict), fg=COLOURS.get(verdict, "red"), bold=True)


def page(checked: Checked) -> None:
    """Print everything about one claim."""
    tier = f" ({checked.tier.value.replace('_', ' ')})" if checked.tier else ""
    click.echo(f"{painted(checked.verdict)}{tier}: {MEANING[checked.verdict]}")
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


def row(checked: Checked) -> str:
    """One claim on one line: verdict, its name or words, what differs, where."""
    claim = checked.claim
    words = one_line(claim.text)
    words = words if len(words) <= _LONGEST_ROW else f"{words[: _LONGEST_ROW - 1]}…"
    name = f"{one_line(claim.id)}  " if claim.id else ""
    return f"{titled(checked.verdict):<21}  {name}{words}{_because(checked)}"


def _because(checked: Checked) -> str:
    """What a line says of the best passage."""
    if checked.verdict is ClaimVerdict.NOT_FOUND or not checked.matches:
        return ""
    best = checked.matches[0]
    said = [flagged(checked.edits)] if checked.verdict is ClaimVerdict.ALTERED else []
    if checked.verdict is ClaimVerdict.MISATTRIBUTED:
        said.append(f"said by {described(best.speaker)}")
    said.append(f"{best.article.title or best.article.id}, {placed(best.article)}")
    return f"  [{'; '.join(one_line(part) for part in said if part)}]"


def answer_json(checked: Checked) -> dict[str, Any]:
    """The answer as JSON; docs/json.md describes it."""
    return {
        "id": checked.claim.id,
        "text": checked.claim.text,
        "speaker": checked.claim.speaker,
        "verdict": checked.verdict.value,
        "rung": plain(checked.rung),
        "tier": plain(checked.tier),
        "matches": [_match_json(match) for match in checked.matches],
        "edits": [edit_json(edit) for edit in checked.edits],
        "notes": list(checked.notes),
        "reports": [plain(report) for report in checked.reports],
        "independent": checked.independent,
        "coverage": plain(checked.coverage),
        "method": checked.method,
    }


def _match_json(match: Match) -> dict[str, Any]:
    shape: dict[str, Any] = plain(match)
    shape["edits"] = [edit_json(edit) for edit in match.edits]
    if match.decision:
        shape["decision"]["label"] = match.decision.label()
    return shape


def edit_json(edit: Edit) -> dict[str, Any]:
    """One difference as JSON."""
    shape: dict[str, Any] = plain(edit)
    shape["class"] = shape.pop("edit_class")
    return shape


def flagged(edits: Iterable[Edit]) -> str:
    """The kinds of words that differ, each once, gravest first."""
    from quotesdb.check.edits import EditClass

    found = {flag for edit in edits if edit.counted for flag in edit.flags}
    return ", ".join(kind.value for kind in EditClass if kind in found)


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


def searched(coverage: Coverage, claim: Claim) -> str:
    """What there was to search in, in words."""
    said = counted(coverage.documents, "article")
    if coverage.first and coverage.last:
        said += f", printed {coverage.first} to {coverage.last}"
    if claim.speaker is None or coverage.speaker_quotes is None:
        return said
    more = "at least " if coverage.speaker_quotes_at_least else ""
    return f"{said}; {more}{counted(coverage.speaker_quotes, 'quotation')} of {one_line(claim.speaker)}"


def _show(match: Match, checked: Checked) -> None:
    from quotesdb.check.diff import diff

    article = match.article
    found = checked.verdict is not ClaimVerdict.NOT_FOUND
    heading(f"{'' if found else 'Nearest: '}{article.title or UNTITLED} ({article.id})")
    speaker = described(match.speaker) if match.quote else f"nobody: {_REGIONS[match.region]}"
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


def _reported(checked: Checked) -> Iterator[tuple[str, str]]:
    """Who printed these words: the earliest first, copies of one story counted once."""
    if len(checked.reports) < 2:
        return
    first = checked.reports[0].article
    where = f"{first.publisher or first.title or first.id}, {printed(first)}"
    number = counted(len(checked.reports), "article")
    yield "Reported", f"in {number}, {checked.independent} of them independent; first by {where}"
