"""``quotesdb export``: citations for other programs and for footnotes."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING, Any, BinaryIO

import click

from quotesdb.cite import BINARY, BUILTIN, OPTIONS
from quotesdb.cli.called import called, tell
from quotesdb.cli.database import HOW_TO_INGEST, is_empty, reading
from quotesdb.cli.files import make_folder, refuse_existing, whole
from quotesdb.cli.group import Failure
from quotesdb.cli.options import common, examples, quote_filter, quote_filters
from quotesdb.cli.output import how_many, note, on_terminal
from quotesdb.present.text import counted
from quotesdb.present.text import safe as printable

if TYPE_CHECKING:
    from collections import Counter

    from sqlalchemy.orm import Session

    from quotesdb.services.lookup.export import Exported
    from quotesdb.services.lookup.filters import QuoteFilter

OWN_JSON = "jsonl"
TABLES = "parquet"
"""The format in which a whole database can be written, a file for each table."""


@click.command()
@click.argument("ids", nargs=-1, metavar="[ID]...")
@click.option("--format", "format_", metavar="FORMAT", help=f"One of {', '.join(sorted(BUILTIN))}.")
@click.option("--text", metavar="WORDS", help="Words that the quotation must contain, like TEXT of quotes.")
@quote_filters
@click.option(
    "-o",
    "--output",
    metavar="FILE",
    help="Write to this file; - is standard output. For parquet also a folder, which gets a file each of "
    "quotations, articles, speakers and decisions.",
)
@click.option(
    "--columns",
    metavar="NAME,...",
    help="Of csv and xlsx: only these columns, in this order (id,text,speaker,...).",
)
@click.option(
    "--bom", is_flag=True, help="Of csv: begin with a byte order mark, so that Excel reads it as UTF-8."
)
@click.option(
    "--safe", is_flag=True, help="Of csv: put an apostrophe before what a spreadsheet takes for a formula."
)
@click.option("--overwrite", is_flag=True, help="Replace what exists.")
@common
@examples(
    "quotesdb export --format apa q-4f7k2m9x3a",
    "quotesdb export --format csl-json --speaker Okonjo -o okonjo.json",
    "quotesdb export --format html --speaker Okonjo -o okonjo.html",
    "quotesdb export --format xlsx --columns speaker,text,title,url -o quotations.xlsx",
    "quotesdb export --format parquet -o research/",
)
def export(
    *,
    ids: tuple[str, ...],
    format_: str | None,
    text: str | None,
    output: str | None,
    overwrite: bool,
    columns: str | None,
    bom: bool,
    safe: bool,
    as_json: bool,
    **chosen: Any,
) -> None:
    """Write citations of quotations for other programs and for footnotes.

    ID is the id of a quotation, or of an article or a speaker for all their quotations. Without one, the
    options choose, as they do for quotes; without either, everything is exported. Every item cites the
    article and the quotation in it, and says who decided who spoke; in bibtex, biblatex, csl-json and ris an
    item is an article, with all that is quoted from it in its note. --json is the same as --format jsonl.
    """
    name = _format(format_, as_json=as_json)
    wanted = _options(name, columns=columns, bom=bom, safe=safe)
    filters = any([text, *({**chosen, "embargoed": False}).values()])
    if ids and filters:
        raise click.UsageError("give either ids or options that choose, not both")
    if output and _is_folder(output) and name == TABLES:
        if ids or filters:
            raise click.UsageError("a folder gets everything; to choose, name a file: -o quotations.parquet")
        _export_tables(Path(output), overwrite=overwrite)
        return
    if output not in (None, "-"):
        refuse_existing(Path(output), overwrite=overwrite)
    elif name in BINARY and on_terminal():
        raise click.UsageError(f"{name} is no text to look at: name a file with --output")
    from quotesdb.services.lookup.filters import QuoteFilter

    with _standard_output() if output in (None, "-") else whole(Path(output)) as out:
        where = QuoteFilter(embargoed=chosen["embargoed"]) if ids else quote_filter(text, 0, **chosen)
        _export(name, out, ids, where, wanted)


def _format(named: str | None, *, as_json: bool) -> str:
    if as_json and named not in (None, OWN_JSON):
        raise click.UsageError(f"--json is --format {OWN_JSON}; give only one of them")
    if not as_json and not named:
        raise click.UsageError(f"say which --format: {', '.join(sorted(BUILTIN))}")
    return named or OWN_JSON


def _options(name: str, **given: str | bool | None) -> dict[str, str]:
    """What is asked of the format, if it knows of it."""
    wanted = {option: str(value) for option, value in given.items() if value}
    for option in wanted:
        of = sorted(known for known, options in OPTIONS.items() if option in options)
        if name not in of:
            raise click.UsageError(f"--{option} is for {' and '.join(of)}")
    return wanted


def _export(
    name: str, out: BinaryIO, ids: tuple[str, ...], where: QuoteFilter, options: dict[str, str]
) -> None:
    from quotesdb.cite import NotInstalled, UnknownColumn, UnknownFormat
    from quotesdb.services.lookup.export import export

    with reading() as session:
        try:
            done = export(session, name, out, ids=ids, where=where, options=options)
        except (UnknownFormat, UnknownColumn, NotInstalled) as error:
            raise Failure(str(error)) from error
        if done.left_out:
            note(_left_out(done.left_out))
        if not ids:
            note(_written(session, done))
            tell(where.speaker, called(session, where), "written")


def _is_folder(output: str) -> bool:
    return output.endswith(("/", os.sep)) or Path(output).is_dir()


def _export_tables(folder: Path, *, overwrite: bool) -> None:
    from quotesdb.cite import NotInstalled
    from quotesdb.services.lookup.export import TABLES, export_table

    files = {name: folder / f"{name}.parquet" for name in TABLES}
    for file in files.values() if folder.is_dir() else ():
        refuse_existing(file, overwrite=overwrite)
    with reading() as session:
        make_folder(folder)
        for name, file in files.items():
            with whole(file) as out:
                try:
                    export_table(session, name, out)
                except NotInstalled as error:
                    raise Failure(str(error)) from error
            note(str(file))


def _left_out(reasons: Counter[str]) -> str:
    told = "; ".join(f"{number:,} {why}" for why, number in reasons.most_common())
    return f"left out: {told}"


def _written(session: Session, done: Exported) -> str:
    if done.left_out:
        return counted(done.written, "quotation")
    return (
        how_many(done.written, done.written, "quotation")
        if done.written or not is_empty(session)
        else HOW_TO_INGEST
    )


@contextmanager
def _standard_output() -> Iterator[BinaryIO]:
    """Standard output as it is; a terminal gets nothing that it would obey."""
    if on_terminal():
        shown = BytesIO()
        yield shown
        click.echo(printable(shown.getvalue().decode("utf-8", "replace")), nl=False)
    else:
        yield sys.stdout.buffer
        sys.stdout.buffer.flush()
