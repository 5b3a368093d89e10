"""``quotesdb ingest``: put articles in."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any, BinaryIO

import click

from quotesdb.cli.config import setting
from quotesdb.cli.database import batch
from quotesdb.cli.group import Failure
from quotesdb.cli.options import columns_option, common, examples, jobs_option, none_blank, reader_options
from quotesdb.cli.output import json_line, note, on_terminal
from quotesdb.cli.progress import Progress, progress
from quotesdb.paths import is_folder
from quotesdb.present.shapes import IngestFailure
from quotesdb.present.text import counted, json_text
from quotesdb.present.wording import DOUBTS

if TYPE_CHECKING:
    from quotesdb.services.ingest.batch import IngestSummary
    from quotesdb.services.ingest.doubts import Doubt
    from quotesdb.services.ingest.outcome import IngestOutcome

FAILED = "failed"

_MOST_NAMED = 3
"""Articles that are named where some of all are doubtful."""


def _readable_date(_context: click.Context, _parameter: click.Parameter, value: str | None) -> str | None:
    if value is None:
        return None
    from quotesdb.readers.dates import parse_printed

    try:
        parse_printed(value)
    except ValueError as error:
        raise click.BadParameter(str(error)) from error
    return value


def _readable_embargo(_context: click.Context, _parameter: click.Parameter, value: str | None) -> str | None:
    if value is None:
        return None
    from quotesdb.readers.dates import parse_embargo

    try:
        parse_embargo(value)
    except ValueError as error:
        raise click.BadParameter(str(error)) from error
    return value


@click.command()
@click.argument("paths", nargs=-1, required=True, metavar="PATH... | URL... | -", callback=none_blank)
@click.option("--title", metavar="WORDS", help="The article's title, whatever the file says.")
@click.option("--byline", metavar="NAME", multiple=True, help="An author; may be repeated.")
@click.option("--publisher", metavar="NAME", help="Who printed it.")
@click.option(
    "--published",
    metavar="DATE",
    callback=_readable_date,
    help="The printed date: 2025-03-14, 2025-03 or 14 March 2025.",
)
@click.option("--url", metavar="URL", help="Where it was printed.")
@click.option("--archived", metavar="URL", help="Where a copy is archived.")
@click.option(
    "--accessed",
    metavar="DATE",
    callback=_readable_date,
    help="When you saw it: 2025-03-14, or with the time 2025-03-14T09:30+01:00.",
)
@click.option(
    "--embargo",
    metavar="TIME",
    callback=_readable_embargo,
    help="Show nothing of it before: 2025-03-14T06:00+01:00, or a day, from noon in UTC on.",
)
@reader_options
@columns_option
@click.option(
    "--allow-private",
    is_flag=True,
    help="Fetch from addresses too that are not public: of this machine, of your own network.",
)
@click.option("--summaries", is_flag=True, help="Store entries of feeds too that are only a summary.")
@click.option("--readmit", is_flag=True, help="Store articles again that were removed.")
@jobs_option("Read and extract")
@click.option(
    "--scheduler",
    metavar="ADDRESS",
    help="Let the workers of this Dask scheduler (tcp://HOST:PORT) read and extract, in place of --jobs.",
)
@click.option(
    "--shards",
    metavar="FOLDER",
    type=click.Path(file_okay=False, path_type=Path),
    help="Where these workers and this program hand over results: a folder that all of them see.",
)
@click.option(
    "--failures",
    metavar="FILE",
    type=click.Path(path_type=Path),
    help="Write a line of JSON for each failure to this file, at once; what it holds is replaced.",
)
@click.option(
    "--watch",
    is_flag=True,
    help="Then wait for what comes into these folders and store it, until Ctrl-C. Needs quotesdb[watch].",
)
@click.option("-v", "--verbose", is_flag=True, help="Print a line for each input, even on a terminal.")
@common
@click.pass_context
@examples(
    "quotesdb ingest articles/",
    "quotesdb ingest --watch incoming/",
    "quotesdb ingest https://courier.example/2025/harbour-talks",
    'quotesdb ingest note.txt --publisher "Quillmark Press Agency" --published 2022-03-14',
)
def ingest(
    context: click.Context,
    /,
    *,
    paths: tuple[str, ...],
    failures: Path | None,
    verbose: bool,
    watch: bool,
    scheduler: str | None,
    shards: Path | None,
    as_json: bool,
    **given: Any,
) -> None:
    """Store articles and find who said what in them.

    Use "quotesdb extract" to look at a file's quotations without storing it, and "quotesdb audit" for a
    draft.

    PATH is a file, or a folder with everything in it; - is standard input. An address of the web is fetched,
    once: a page, a feed with its entries, or any other file; the time is stored with it. What robots.txt of
    its site forbids, and what is not on the public internet, is not fetched.

    Ingesting the same article again changes nothing; a changed one becomes a new version. One bad file never
    stops the rest: it is named, and the exit status is then 1. What is missing or doubtful (a date, a
    publisher, a byline; a text that is stored already) is reported at the end, once for all articles.

    Ctrl-C, a crash or a power cut leaves whole articles, all that were reported among them; the same command
    again passes over what is stored and stores the rest.
    """
    from quotesdb.services.ingest.batch import Options, ingest_paths

    found: dict[Doubt, list[str]] = defaultdict(list)
    if (scheduler is None) != (shards is None):
        raise click.UsageError("--scheduler and --shards go together")
    options = Options(
        **given, default_publisher=setting("publisher").value, scheduler=scheduler, shards=shards
    )
    if watch and not all(map(is_folder, paths)):
        raise click.UsageError("--watch is for folders")
    listed = verbose or watch or not on_terminal()
    with (
        _failure_report(failures) as report,
        batch(create=True) as make_session,
        progress("Reading") as bar,
    ):

        def tell(outcome: IngestOutcome) -> None:
            bar.step(failed=outcome.outcome == FAILED)
            report(outcome)
            for doubt in outcome.doubts:
                found[doubt].append(outcome.name)
            if as_json:
                json_line(outcome)
            elif listed and outcome.outcome != FAILED:
                bar.say(worded(outcome))
            _warn(outcome, bar)

        summary = ingest_paths(make_session, paths, options, on_start=bar.start, on_result=tell)
        for arrived in _arrivals(paths) if watch else ():
            ingest_paths(make_session, arrived, options, on_result=tell)
    _remark(found, summary)
    if not as_json:
        click.echo(summed_up(summary))
    if summary.failed:
        context.exit(1)


def _arrivals(folders: Sequence[str]) -> Iterator[list[str]]:
    from quotesdb.services.ingest.arrivals import NotInstalled, arrivals

    note("watching; Ctrl-C ends it")
    try:
        yield from arrivals(folders)
    except NotInstalled as error:
        raise Failure(str(error)) from error


@contextmanager
def _failure_report(file: Path | None) -> Iterator[Callable[[IngestOutcome], None]]:
    """What writes the failures among outcomes; a line is with the operating system when it is written."""
    if file is None:
        yield lambda _outcome: None
        return
    with _opened(file) as out:

        def report(outcome: IngestOutcome) -> None:
            if outcome.outcome == FAILED:
                out.write(f"{json_text(_failure(outcome))}\n".encode())

        yield report


def _failure(outcome: IngestOutcome) -> IngestFailure:
    path = outcome.name.removesuffix(f"#{outcome.member}") if outcome.member else outcome.name
    return IngestFailure(path, outcome.member, outcome.failure, outcome.reason)


def _opened(file: Path) -> BinaryIO:
    """The file, emptied; one that holds anything but such a report is kept.

    Raises:
        Failure: if it is kept, or cannot be written.
    """
    try:
        if file.exists():
            with file.open("rb") as before:
                if before.read(1) not in (b"", b"{"):
                    raise Failure(f"{file} holds something else than a report of failures: name another file")
        return file.open("wb", buffering=0)
    except OSError as error:
        raise Failure(f"{file} cannot be written: {(error.strerror or str(error)).lower()}") from error


def _warn(outcome: IngestOutcome, bar: Progress) -> None:
    if outcome.outcome == FAILED:
        bar.say(f"{outcome.name}: {outcome.reason}", error=True)
    for warning in outcome.warnings:
        bar.say(f"{outcome.name}: {warning}", error=True)


def worded(outcome: IngestOutcome) -> str:
    """What became of one input, on one line."""
    remark = f" ({outcome.reason})" if outcome.reason else ""
    found = counted(outcome.quotes, "quotation")
    return f"{outcome.outcome.replace('_', ' ')}{remark}  {outcome.article_id}  {outcome.name}  {found}"


def _remark(doubts: Mapping[Doubt, Sequence[str]], summary: IngestSummary) -> None:
    """Say once for all what is doubtful of the articles, of which of them, and what was not read."""
    read = summary.total - summary.failed
    for doubt, names in sorted(doubts.items(), key=lambda one: list(DOUBTS).index(one[0])):
        more = ", ..." if len(names) > _MOST_NAMED else ""
        which = f": {', '.join(names[:_MOST_NAMED])}{more}" if len(names) < read else ""
        note(f"{counted(len(names), 'article')} {DOUBTS[doubt]}{which}")
    if summary.passed_over:
        note(_passed_over(summary.passed_over))


def _passed_over(endings: Counter[str]) -> str:
    """How many files in folders were not read, with the commonest endings of their names."""
    most = ", ".join(
        f"{number:,} {ending or 'without an ending'}" for ending, number in endings.most_common(3)
    )
    more = "" if len(endings) <= 3 else ", ..."
    one = endings.total() == 1
    return (
        f"{counted(endings.total(), 'file')} of no known format {'was' if one else 'were'} passed over "
        f"({most}{more}); name {'it' if one else 'one'} to have it read, or to hear why not"
    )


def summed_up(summary: IngestSummary) -> str:
    """What became of all inputs, on one line."""
    counts = ", ".join(
        f"{number:,} {outcome.replace('_', ' ')}" for outcome, number in summary.counts.items() if number
    )
    if not counts:
        return "no file of a known format was found"
    return f"{counted(summary.total, 'article')}: {counts}; {counted(summary.quotes, 'new quotation')}"
