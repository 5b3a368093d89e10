"""``quotesdb evaluate``: how good the extraction is on annotated articles."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from quotesdb.cli.group import Failure
from quotesdb.cli.options import COUNT, common, examples, path_given
from quotesdb.cli.output import Column, heading, json_line, on_terminal, paragraph, table
from quotesdb.cli.progress import progress
from quotesdb.present.text import counted
from quotesdb.present.wording import UNATTRIBUTED

if TYPE_CHECKING:
    from quotesdb.evaluate import Report
    from quotesdb.evaluate.errors import Error, Side
    from quotesdb.evaluate.measures import KindFigures, RoleFigures, Score, SpeakerFigures

NOTHING = "-"
"""What stands for a figure where there was nothing to measure."""

THREE, JOINT = ("P", "R", "F1"), ("Joint P", "R", "F1")
"""Headings of precision, recall and their mean."""


@click.command()
@click.argument("folder", callback=path_given)
@click.option(
    "--all/--reported",
    "all_",
    default=None,
    help="Count thoughts and facts shown too, or only speech and writing. By default all for brat, whose "
    "annotators mark thoughts too, and only speech and writing for gold.json.",
)
@click.option(
    "--speakers",
    metavar="FILE",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="Gold JSON with the speakers of brat documents; otherwise a speakers.json in or above their folder.",
)
@click.option(
    "--errors",
    metavar="N",
    type=COUNT,
    default=5,
    show_default=True,
    help="Show at most N errors of each sort; 0 for all. --json has all of them.",
)
@common
@click.pass_context
@examples("quotesdb evaluate annotated/", "quotesdb evaluate --json annotated/ > figures.jsonl")
def evaluate(
    context: click.Context,
    /,
    *,
    folder: Path,
    all_: bool | None,
    speakers: Path | None,
    errors: int,
    as_json: bool,
) -> None:
    """Measure the extraction on articles that people annotated.

    FOLDER, or the folders in it, hold brat standoff (NAME.txt with NAME.ann beside it, or text/NAME.txt with
    attributions/NAME_ANNOTATOR.ann), or gold.json with the texts beside it or in text/. The texts are
    extracted and compared with the annotations: precision, recall and F1 by kind and role, the speakers where
    they were annotated, and the errors. What cannot be used is named, the rest is measured, and the exit
    status is then 1. docs/evaluate.md explains the formats and the figures. No database is needed.
    """
    from quotesdb.evaluate import NothingAnnotated
    from quotesdb.extract import extract
    from quotesdb.services import evaluation

    with progress("Extracting") as bar:
        try:
            done = evaluation.evaluate(
                folder, extract, all_=all_, speakers=speakers, on_start=bar.start, on_text=bar.step
            )
        except NothingAnnotated as error:
            raise Failure(str(error)) from error
        for problem in done.problems:
            bar.say(problem, error=True)
    for report in done.reports:
        if as_json:
            json_line(report)
        else:
            _render(report, errors or None)
    if not done.reports:
        raise Failure(f"{folder}: no annotated text could be read")
    if done.problems:
        context.exit(1)


def _render(report: Report, most: int | None) -> None:
    """Print the figures of one collection as tables, then its errors."""
    heading(_titled(report))
    click.echo()
    rows: dict[str, KindFigures | RoleFigures] = {**report.kinds, **report.roles}
    del rows["content"]  # the same as "all"
    _table(
        ("Exact", "Annotated", "Extracted", *THREE),
        [(name, *_numbers(figures), *_three(figures.exact)) for name, figures in rows.items()],
    )
    joint = ("Right source", *JOINT) if report.kinds["all"].joint else ()
    _table(
        ("Overlap", *THREE, *joint),
        [_overlap_row(name, figures.overlap, report.kinds.get(name)) for name, figures in rows.items()],
    )
    if report.speakers:
        _render_speakers(report, report.speakers)
    if report.non_quotations:
        passages = report.non_quotations
        paragraph(
            f"Marked passages that are no quotation: {passages.annotated}; taken for one: {passages.taken}."
        )
        click.echo()
    _render_errors(report.errors, most)


def _titled(report: Report) -> str:
    format_ = {"gold": "gold JSON"}.get(report.format, report.format)
    what = f"{format_} of {counted(len(report.of), 'folder')} together" if report.of else format_
    classes = "all cue classes" if report.all_cue_classes else "speech and writing"
    return f"{report.folder}: {counted(report.documents, 'text')}, {what}, {classes}"


def _render_speakers(report: Report, speakers: Mapping[str, SpeakerFigures]) -> None:
    if report.speaker_documents != report.documents:
        paragraph(f"The speakers of {counted(report.speaker_documents, 'text')}:")
        click.echo()
    _table(
        ("Speaker", "Annotated", "Extracted", "Found", "Right", *JOINT),
        [_speaker_row(name, figures) for name, figures in speakers.items()],
    )
    shares = (("organisations", speakers["all"].organisation), ("roles", speakers["all"].role))
    known = [f"{_percent(share)} % of the {what}" for what, share in shares if share is not None]
    if known:
        paragraph(f"Of the quotations found, {' and '.join(known)} are right.")
        click.echo()


def _table(headings: Sequence[str], rows: Iterable[Sequence[str]]) -> None:
    """Print figures; unlike other tables they have headings in a pipe too, as they mean nothing without."""
    columns = [Column((title,), right=number > 0) for number, title in enumerate(headings)]
    lines = [[(cell,) for cell in (*row, *[""] * (len(headings) - len(row)))] for row in rows]
    table(columns, lines if on_terminal() else [[(title,) for title in headings], *lines])
    click.echo()


def _overlap_row(name: str, overlap: Score, kind: KindFigures | None) -> Sequence[str]:
    """A row of the overlap; that of a kind goes on with its sources."""
    joint = (_percent(kind.source_right), *_three(kind.joint)) if kind and kind.joint else ()
    return (name, *_three(overlap), *joint)


def _speaker_row(name: str, figures: SpeakerFigures) -> Sequence[str]:
    shares = _percent(figures.found), _percent(figures.right)
    return (name, *_numbers(figures), *shares, *_three(figures.joint))


def _numbers(figures: KindFigures | RoleFigures | SpeakerFigures) -> tuple[str, str]:
    return f"{figures.annotated:,}", f"{figures.predicted:,}"


def _three(score: Score) -> tuple[str, str, str]:
    return _percent(score.precision), _percent(score.recall), _percent(score.f1)


def _percent(share: float | None) -> str:
    return NOTHING if share is None else f"{100 * share:.1f}"


def _render_errors(errors: Sequence[Error], most: int | None) -> None:
    from quotesdb.evaluate.errors import Mistake

    for sort in Mistake:
        found = [error for error in errors if error.mistake is sort]
        if not found:
            continue
        shown = found[:most]
        rest = f", {len(shown)} shown (--errors 0 shows all)" if len(shown) < len(found) else ""
        heading(f"{sort.capitalize()}: {len(found):,}{rest}")
        for error in shown:
            click.echo()
            for line in _error_lines(error):
                paragraph(line, "  ")
        click.echo()


def _error_lines(error: Error) -> Iterator[str]:
    """One error in two lines: where it is and who is meant to speak, then the words."""
    side = error.annotated or error.predicted
    if side is None:
        return
    who = side.speaker or side.source or UNATTRIBUTED
    if error.annotated and error.predicted:
        who = _instead(*(_who(error.mistake, one) for one in (error.predicted, error.annotated)))
    yield f"{error.document}, {error.kind}: {who}"
    yield side.text


def _who(mistake: str, side: Side) -> str:
    return (side.source if mistake == "wrong source" else side.speaker) or "nobody"


def _instead(found: str, right: str) -> str:
    return f"{found}, but at another place" if found == right else f"{found} instead of {right}"
