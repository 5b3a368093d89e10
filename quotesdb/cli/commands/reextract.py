"""``quotesdb reextract``: find the quotations of stored articles afresh."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from quotesdb.cli.database import batch
from quotesdb.cli.options import PUBLISHER, SINCE, UNTIL, common, examples, jobs_option
from quotesdb.cli.output import json_line, on_terminal
from quotesdb.cli.progress import progress
from quotesdb.present.text import counted

if TYPE_CHECKING:
    from quotesdb.services.ingest.reextract import ReextractOutcome, ReextractSummary

FAILED = "failed"


@click.command()
@click.argument("ids", nargs=-1, metavar="[ID]...")
@PUBLISHER
@SINCE
@UNTIL
@click.option("--force", is_flag=True, help="Include articles whose quotations this very extractor found.")
@jobs_option("Extract")
@click.option("-v", "--verbose", is_flag=True, help="Print a line for each article, even on a terminal.")
@common
@click.pass_context
@examples("quotesdb reextract", "quotesdb reextract --publisher Quillmark --since 2022")
def reextract(
    context: click.Context,
    /,
    *,
    ids: tuple[str, ...],
    force: bool,
    jobs: int,
    verbose: bool,
    as_json: bool,
    **where: Any,
) -> None:
    """Extract the quotations of stored articles again.

    Use this after an update of quotesdb, and "quotesdb rebuild" if the quotations are right but speakers or
    search are not.

    ID is the id of an article; without one, all that the options choose, or all there are. Only articles
    whose quotations another extractor found are extracted again; transcripts keep theirs. What people decided
    stays; what is no longer found stays too, but hidden ("quotesdb quotes --unsupported" lists it). After
    Ctrl-C or a crash the same command does the rest.
    """
    from quotesdb.services.ingest.reextract import reextract
    from quotesdb.services.lookup.filters import ArticleFilter

    listed = verbose or not on_terminal()
    with batch() as make_session, progress("Extracting") as bar:

        def tell(outcome: ReextractOutcome) -> None:
            bar.step(failed=outcome.outcome == FAILED)
            if as_json:
                _print_json(outcome)
            elif listed and outcome.outcome != FAILED:
                bar.say(worded(outcome))
            if outcome.outcome == FAILED:
                bar.say(f"{outcome.article_id}: {outcome.reason}", error=True)

        chosen = ArticleFilter(ids=ids, **where)
        summary = reextract(make_session, chosen, force=force, jobs=jobs, on_start=bar.start, on_result=tell)
    if not as_json:
        click.echo(summed_up(summary))
    if summary.failed:
        context.exit(1)


def _print_json(outcome: ReextractOutcome) -> None:
    json_line(outcome)


def worded(outcome: ReextractOutcome) -> str:
    """What became of one article, on one line."""
    line = f"{outcome.outcome}  {outcome.article_id}  {outcome.title or ''}".rstrip()
    if outcome.outcome != "renewed":
        return line
    found = counted(outcome.quotes, "quotation")
    return f"{line}  {found}, {outcome.new} new, {outcome.unsupported} no longer found"


def summed_up(summary: ReextractSummary) -> str:
    """What became of all articles, on one line."""
    counts = ", ".join(f"{number:,} {outcome}" for outcome, number in summary.counts.items() if number)
    return f"{counted(summary.total, 'article')}: {counts}" if counts else "no article fits"
