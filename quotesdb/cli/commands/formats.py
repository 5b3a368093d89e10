"""``quotesdb formats``: what can be read and what can be written."""

from __future__ import annotations

import inspect
from collections.abc import Iterator

import click

from quotesdb.cli.options import common, examples
from quotesdb.cli.output import Column, json_line, listing
from quotesdb.present.shapes import Format


@click.command()
@common
@examples("quotesdb formats", "quotesdb formats --json")
def formats(*, as_json: bool) -> None:
    """List the formats that can be read and written.

    Formats to read are for --format of ingest, extract and audit, formats to write for --format of export.
    Other packages can add more.
    """
    found = [*_readers(), *_exporters()]
    if as_json:
        for one in found:
            json_line(one)
        return
    columns = [Column(("use",)), Column(("format",)), Column(("for",), share=1), Column(("files",))]
    listing(columns, [((one.use,), (one.name,), (one.purpose,), (" ".join(one.endings),)) for one in found])


def _readers() -> Iterator[Format]:
    from quotesdb.readers import ReadError
    from quotesdb.readers.registry import formats, reader

    for name in formats():
        try:
            found = reader(name)
            yield Format("read", name, _purpose(found), tuple(sorted(found.SUFFIXES)))
        except ReadError as error:
            yield Format("read", name, str(error))


def _exporters() -> Iterator[Format]:
    from quotesdb.cite import exporter, formats

    for name in formats():
        yield Format("write", name, _purpose(inspect.getmodule(exporter(name))))


def _purpose(described: object) -> str:
    """The first line of what a module says of itself."""
    return (inspect.getdoc(described) or "").partition("\n")[0]
