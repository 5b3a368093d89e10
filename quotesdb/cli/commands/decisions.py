"""``quotesdb decisions``: what people decided, as a list and as a file."""

from __future__ import annotations

import stat
import sys
from collections import Counter
from contextlib import contextmanager
from pathlib import Path
from typing import IO, TYPE_CHECKING

import click

from quotesdb.cli.database import deciding, reading, summed_up
from quotesdb.cli.files import refuse_existing, write
from quotesdb.cli.group import Failure, ListGroup, No
from quotesdb.cli.judging import taken_back, worded
from quotesdb.cli.options import (
    after_option,
    chooser,
    common,
    common_of_lists,
    database_option,
    examples,
    limit_option,
)
from quotesdb.cli.output import Column, Row, goes_on, json_line, list_page, note
from quotesdb.cli.pager import paged
from quotesdb.present.text import counted, json_text, one_line

if TYPE_CHECKING:
    from collections.abc import Iterator

    from quotesdb.services.ledger.results import DecisionAct
    from quotesdb.services.transfer import ImportOutcome

COLUMNS = (
    Column(("Decision", "UTC")),
    Column(("By",), share=1),
    Column(("What", "Why", "Taken back"), share=4),
)


@click.group(cls=ListGroup, context_settings={"ignore_unknown_options": True})
@database_option
@examples(
    "quotesdb decisions",
    "quotesdb decisions --by Wen --all",
    "quotesdb decisions export -o decisions.jsonl",
    "quotesdb --db rebuilt.db decisions import decisions.jsonl",
)
def decisions() -> None:
    """List what people decided, or carry it to another database."""


@decisions.command("list")
@click.option(
    "--all", "all_", is_flag=True, help="Include decisions taken back, and those that took them back."
)
@chooser("--by", "NAME", "Decided by this person.")
@chooser("--since", "DATE", "Decided on or after: 2025-03-14, 2025-03 or 2025.")
@limit_option(20, "decisions")
@after_option
@common_of_lists
@examples("quotesdb decisions list", "quotesdb decisions list --by Wen --since 2025-03 --all")
@paged
def list_(
    *, all_: bool, by: str | None, since: str | None, limit: int, after: str | None, as_json: bool
) -> None:
    """List what people decided, newest first.

    Use this to find a decision again across the whole database; "quotesdb article ID --history", "quotesdb
    quote ID" and "quotesdb speaker NAME" tell what was decided about one of these.

    Decisions are about quotations, articles, who is who, and tags. Each is listed with the id by which
    "quotesdb undo" takes it back.
    """
    from quotesdb.services.lookup import list_decisions

    with reading() as session:
        page = list_decisions(session, by=by, since=since, limit=limit or None, all=all_, after=after)
        ending = summed_up(session, page, "decision")
    list_page(COLUMNS, page, _cells, as_json=as_json)
    note(ending)
    goes_on(page, after)


def _cells(act: DecisionAct) -> Row:
    first = act.changes[0]
    said = worded(first, taken_back=first.retraction == act.decision)
    if len(act.changes) > 1:
        said += f"; and {len(act.changes) - 1} more"
    gone = "" if act.holds or first.id != act.decision else taken_back(first)
    return (act.decision, f"{act.at:%Y-%m-%d %H:%M}"), (act.judge,), (said, act.note or "", gone)


@decisions.command()
@click.option("-o", "--output", metavar="FILE", help="Write to this file; - is standard output.")
@click.option("--overwrite", is_flag=True, help="Replace the file if it exists.")
@common
@examples("quotesdb decisions export -o decisions.jsonl")
def export(*, output: str | None, overwrite: bool, as_json: bool) -> None:
    """Write every decision, including those taken back, as JSON Lines.

    Use this to carry decisions to another database, "quotesdb db backup" to copy everything, and "quotesdb
    export" for citations of quotations.

    The file identifies what was decided on by ids, addresses and words, so that it can be imported into a
    database built afresh from the same articles. --json changes nothing: the file is JSON anyway.
    """
    del as_json
    from quotesdb.services.transfer import export_decisions

    to_file = output not in (None, "-")
    if to_file and output:
        refuse_existing(Path(output), overwrite=overwrite)
    with reading() as session:
        lines = list(export_decisions(session))
    if to_file and output:
        write(Path(output), "".join(f"{json_text(line)}\n" for line in lines))
    else:
        for line in lines:
            json_line(line)
    note(counted(len(lines), "decision"))


@decisions.command("import")
@click.argument("file", metavar="FILE")
@common
@examples("quotesdb decisions import decisions.jsonl")
def import_(*, file: str, as_json: bool) -> None:
    """Import the decisions in a file, or from standard input (-).

    A decision that is here already changes nothing. One about something that is not here, or one that
    contradicts a decision made here, is reported with its line and left out; the exit status is then 1. Who
    decided, and when, is kept.
    """
    from quotesdb.services.transfer import import_decisions, read_lines

    counts: Counter[str] = Counter()

    def tell(outcome: ImportOutcome) -> None:
        counts[outcome.outcome.value] += 1
        if as_json:
            json_line(outcome)
        elif outcome.failed:
            where = f"line {outcome.line}: {outcome.about or '?'}: {outcome.outcome}"
            click.echo(one_line(f"{where}: {outcome.reason}"), err=True)

    with opened_file(file) as opened, deciding() as (_, writing):
        failed = import_decisions(writing, read_lines(opened), on_result=tell)
    total = counted(counts.total(), "decision")
    summary = ", ".join(f"{number} {outcome}" for outcome, number in counts.items())
    if failed:
        raise No(f"{total}: {summary}")
    note(f"{total}: {summary}" if counts else total)


@contextmanager
def opened_file(file: str) -> Iterator[IO[bytes]]:
    """The file or standard input, for reading; a file of which nobody knows whether it ends is none."""
    if file == "-":
        yield sys.stdin.buffer
        return
    try:
        if not stat.S_ISREG(Path(file).stat().st_mode):
            raise Failure(
                f"{file} is not a file; what another program writes can be piped in: FILE is - then"
            )
        opened = Path(file).open("rb")  # noqa: SIM115 - closed below
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or str(error)
        raise Failure(f"{file} cannot be read: {reason.lower()}") from error
    with opened:
        yield opened
