"""``quotesdb extract``: the quotations of a file, without a database."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from quotesdb.cli.options import common, examples, none_blank, reader_options
from quotesdb.cli.output import heading, json_line, note, paragraph
from quotesdb.present.shapes import extraction
from quotesdb.present.text import counted
from quotesdb.present.wording import described

if TYPE_CHECKING:
    from quotesdb.readers.source import Documents
    from quotesdb.values import ArticleDraft, Quotation


@dataclass(frozen=True, slots=True)
class Reading:
    """One file, read, and the quotations in it."""

    path: str
    draft: ArticleDraft
    quotations: Sequence[Quotation]


@click.command()
@click.argument("files", nargs=-1, required=True, metavar="FILE... | -", callback=none_blank)
@click.option(
    "--all", "all_", is_flag=True, help="Include thoughts and facts shown, not only speech and writing."
)
@click.option("--with-text", is_flag=True, help="With --json: include the text that the offsets point into.")
@reader_options
@common
@click.pass_context
@examples("quotesdb extract article.html", "quotesdb extract --json --all articles/")
def extract(
    context: click.Context,
    /,
    *,
    files: tuple[str, ...],
    all_: bool,
    with_text: bool,
    as_json: bool,
    **how: Any,
) -> None:
    """Show the quotations of a file without storing anything.

    Use this to see what would be found; use "quotesdb ingest" to keep it, so that it can be looked up and
    judged.

    FILE is a file, or a folder with everything in it; - is standard input. No database is needed. Files that
    cannot be read are named, the rest are still read, and the exit status is then 1. docs/extract-json.md
    describes the JSON.
    """
    from quotesdb.readers.files import find_inputs
    from quotesdb.text.language import language_of

    failed = False
    for reading in chain.from_iterable(_readings(name, all_=all_, **how) for name in find_inputs(files)):
        if isinstance(reading, str):
            note(reading)
            failed = True
            continue
        draft = reading.draft
        for warning in (*draft.warnings, *filter(None, [language_of(draft.language).limit])):
            note(f"{reading.path}: {warning}")
        if as_json:
            json_line(extraction(reading.path, draft, reading.quotations, with_text=with_text))
        else:
            render(reading)
    if failed:
        context.exit(1)


def _readings(name: str, *, all_: bool, **how: Any) -> Iterator[Reading | str]:
    """Each article of a file with its quotations; in place of one that cannot be read, what is to be said."""
    from quotesdb.readers import ReadError
    from quotesdb.services.faults import Fault, of_one_document
    from quotesdb.values import Unreadable, member_name

    try:
        for document in of_one_document(_documents(name, **how)):
            path = member_name(name, document.member)
            if isinstance(document, Unreadable):
                yield f"{path}: {document.reason}"
            else:
                yield _reading(path, document, all_=all_)
    except (ReadError, Fault) as error:
        yield f"{name}: {error}"


def _documents(name: str, *, format: str | None, max_size: int) -> Documents:  # noqa: A002 - as the reader has it
    from quotesdb.readers import documents
    from quotesdb.readers.files import beside, load

    near = beside(name, max_size)
    yield from documents(load(name, max_size), Path(name).name or name, format, beside=near)


def _reading(path: str, draft: ArticleDraft, *, all_: bool) -> Reading | str:
    from quotesdb.services.faults import Fault, one_document

    try:
        with one_document():
            return Reading(path, draft, tuple(_quotations(draft, all_=all_)))
    except Fault as error:
        return f"{path}: {error}"


def _quotations(draft: ArticleDraft, *, all_: bool) -> Iterator[Quotation]:
    from quotesdb.extract import extract
    from quotesdb.values import REPORTED

    for quotation in extract(draft.text, draft.language):
        if all_ or quotation.cue_class in REPORTED:
            yield quotation


def render(reading: Reading) -> None:
    """Print the quotations of one file as a list to read."""
    language = f", language {reading.draft.language}" if reading.draft.language else ""
    heading(f"{reading.path}: {counted(len(reading.quotations), 'quotation')}{language}")
    for quotation in reading.quotations:
        click.echo()
        cue_class = "" if quotation.cue_class == "speech" else f", {quotation.cue_class}"
        paragraph(f"{described(quotation.speaker)} ({quotation.kind}{cue_class})")
        paragraph(" ... ".join(span.text(reading.draft.text) for span in quotation.content), "  ")
    click.echo()
