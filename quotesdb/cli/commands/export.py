"""``quotesdb export``: citations for other programs and for footnotes."""

from __future__ import annotations

import os
import tempfile
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from quotesdb.cite import BUILTIN
from quotesdb.cli.called import called, tell
from quotesdb.cli.database import HOW_TO_INGEST, is_empty, reading
from quotesdb.cli.group import Failure
from quotesdb.cli.options import common, examples, quote_filter, quote_filters
from quotesdb.cli.output import how_many, note, on_terminal
from quotesdb.present.text import safe

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from quotesdb.services.lookup.filters import QuoteFilter

OWN_JSON = "jsonl"


@click.command()
@click.argument("ids", nargs=-1, metavar="[ID]...")
@click.option("--format", "format_", metavar="FORMAT", help=f"One of {', '.join(sorted(BUILTIN))}.")
@click.option("--text", metavar="WORDS", help="Words that the quotation must hold, as TEXT of quotes.")
@quote_filters
@click.option("-o", "--output", metavar="FILE", help="Write to this file; - is standard output.")
@click.option("--overwrite", is_flag=True, help="Replace the file if it exists.")
@common
@examples(
    "quotesdb export --format apa q-4f7k2m9x3a",
    "quotesdb export --format csl-json --speaker Okonjo -o okonjo.json",
)
def export(
    *,
    ids: tuple[str, ...],
    format_: str | None,
    text: str | None,
    output: str | None,
    overwrite: bool,
    as_json: bool,
    **chosen: Any,
) -> None:
    """Write citations of quotations for other programs and for footnotes.

    ID is an id of a quotation, or of an article or a speaker for all of theirs. Without one the options
    choose, as they do for quotes; without either everything is exported. Every item cites the article and
    the quotation in it, and says who decided who spoke. --json is the same as --format jsonl.
    """
    name = _format(format_, as_json=as_json)
    filters = any([text, *chosen.values()])
    if ids and filters:
        raise click.UsageError("give either ids or options that choose, not both")
    if output not in (None, "-"):
        refuse_existing(Path(output), overwrite=overwrite)
    written = _export(name, ids, None if ids else quote_filter(text, 0, **chosen))
    if output in (None, "-"):
        click.echo(safe(written) if on_terminal() else written, nl=False)
    else:
        write(Path(output), written)


def _format(named: str | None, *, as_json: bool) -> str:
    if as_json and named not in (None, OWN_JSON):
        raise click.UsageError(f"--json is --format {OWN_JSON}; give only one of them")
    if not as_json and not named:
        raise click.UsageError(f"say which --format: {', '.join(sorted(BUILTIN))}")
    return named or OWN_JSON


def _export(name: str, ids: tuple[str, ...], where: QuoteFilter | None) -> str:
    from quotesdb.cite import UnknownFormat
    from quotesdb.services.lookup.export import export

    with reading() as session:
        try:
            written = export(session, name, ids=ids, where=where)
        except UnknownFormat as error:
            raise Failure(str(error)) from error
        if where:
            note(_chosen(session, where))
            tell(where.speaker, called(session, where), "written")
    return written


def _chosen(session: Session, where: QuoteFilter) -> str:
    from quotesdb.services.lookup import find_quotes

    total = find_quotes(session, replace(where, limit=1)).total
    return HOW_TO_INGEST if not total and is_empty(session) else how_many(total, total, "quotation")


def refuse_existing(file: Path, *, overwrite: bool) -> None:
    """Stop before any work is done for a file that may not be written.

    Raises:
        Failure: if it exists and is not to be replaced, or is a folder.
    """
    if file.is_dir():
        raise Failure(f"{file} is a folder")
    if file.is_file() and not overwrite:
        raise Failure(f"{file} exists; --overwrite replaces it")


def write(file: Path, content: str | bytes) -> None:
    """Write the file whole or not at all, words in UTF-8; a pipe or a device is written to directly."""
    data = content.encode() if isinstance(content, str) else content
    try:
        if file.exists() and not file.is_file():
            file.write_bytes(data)
            return
        _replace(file, data)
    except OSError as error:
        raise Failure(f"{file} cannot be written: {(error.strerror or str(error)).lower()}") from error


def _replace(file: Path, data: bytes) -> None:
    file = file.resolve()
    handle, name = tempfile.mkstemp(dir=file.parent, prefix=f".{file.name}.")
    try:
        with os.fdopen(handle, "wb") as out:
            out.write(data)
        # mkstemp lets only its owner read the file; give it the rights that a new file has.
        os.umask(mask := os.umask(0))
        Path(name).chmod(0o666 & ~mask)
        Path(name).replace(file)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise
