"""``quotesdb read``: what a reader makes of a file, without a database."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from quotesdb.cli.options import columns_option, common, examples, none_blank, reader_options
from quotesdb.cli.output import heading, json_line, note, paragraph
from quotesdb.present.shapes import NotRead, ReadDocument, document

if TYPE_CHECKING:
    from quotesdb.values import ArticleDraft, Unreadable


@click.command()
@click.argument("files", nargs=-1, required=True, metavar="FILE... | -", callback=none_blank)
@reader_options
@columns_option
@common
@click.pass_context
@examples("quotesdb read export.docx", "quotesdb read --json articles/")
def read(context: click.Context, /, *, files: tuple[str, ...], as_json: bool, **how: Any) -> None:
    """Show what would be stored of a file: each article with its data, text and warnings.

    Use this to see how a file is read before you ingest it; use "quotesdb extract" to see who is quoted.

    FILE is a file, or a folder with everything in it; - is standard input. No database is needed. What cannot
    be read is named, the rest is still read, and the exit status is then 1.
    """
    from quotesdb.readers.files import find_inputs

    failed = False
    for name in find_inputs(files):
        for found in _documents(name, **how):
            failed = failed or isinstance(found, NotRead)
            _show(found, as_json=as_json)
    if failed:
        context.exit(1)


def _documents(path: str, **how: Any) -> Iterator[ReadDocument | NotRead]:
    """Each document of a file; in place of one that cannot be read, why."""
    from quotesdb.readers import ReadError
    from quotesdb.services.faults import Fault, of_one_document
    from quotesdb.values import Unreadable

    try:
        for found in of_one_document(_read(path, **how)):
            if isinstance(found, Unreadable):
                yield NotRead(path, found.member, found.reason)
            else:
                yield document(path, found)
    except (ReadError, Fault) as error:
        yield NotRead(path, None, str(error))


def _read(
    path: str,
    *,
    format: str | None,  # noqa: A002 - as the reader has it
    max_size: int,
    columns: Mapping[str, str],
) -> Iterator[ArticleDraft | Unreadable]:
    from quotesdb.readers.large import documents_at

    name = Path(path).name or path
    yield from documents_at(path, name, format, max_size=max_size, references=True, columns=columns)


def _show(found: ReadDocument | NotRead, *, as_json: bool) -> None:
    from quotesdb.values import member_name

    name = member_name(found.path, found.member)
    if as_json:
        json_line(found)
    if isinstance(found, NotRead):
        note(f"{name}: {found.error}")
        return
    for warning in found.warnings:
        note(f"{name}: {warning}")
    if not as_json:
        _render(name, found)


def _render(name: str, found: ReadDocument) -> None:
    heading(f"{name}: {found.title or 'no title'}")
    published = found.published.printed() if found.published else None
    said = {
        "format": found.format,
        "byline": ", ".join(found.byline),
        "publisher": found.publisher,
        "published": published,
        "language": found.language,
        "section": found.section,
        "url": found.url,
    }
    for key, value in said.items():
        if value:
            click.echo(f"{key}: {value}")
    for line in found.text.split("\n"):
        if line.strip():
            click.echo()
            paragraph(line)
    click.echo()
