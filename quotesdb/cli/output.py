"""What goes out: JSON lines, tables for people, tab-separated lists for pipes, CSV; nothing raw."""

from __future__ import annotations

import csv
import io
import os
import shutil
import sys
import textwrap
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, TypeVar

import click

from quotesdb.present.text import counted, json_text, one_line, safe

if TYPE_CHECKING:
    from quotesdb.services.store.results import Page

Result = TypeVar("Result")

Row = Sequence[tuple[str, ...]]
"""A cell for each column, a string for each of its headings."""

FORM, BOM = "quotesdb.form", "quotesdb.bom"
"""Where the context keeps which form was asked for, json or csv, and whether CSV begins with a mark."""

ROOMY = 3
"""Characters between the columns of a table, unless the words would have to be broken for it."""

_WRAPPED = 12
"""Characters that a column of running text has at least; a terminal with less room gets no table."""


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a table; with several headings its cells have as many parts.

    On a terminal the parts stand below each other, and a column with a ``share`` is wrapped in its part of
    the room that the others leave. In a pipe every part is a column of its own.
    """

    headings: tuple[str, ...]
    share: int | None = None
    right: bool = False


def how_many(shown: int, found: int, noun: str, *, at_least: bool = False) -> str:
    """How many rows there are, or ``at_least`` more than so many, and how to see those that are not shown.

    >>> how_many(20, 57, "quotation"), how_many(0, 0, "quotation")
    ('20 of 57 quotations; --limit 0 shows all', 'no quotation fits')
    >>> how_many(20, 10_000, "quotation", at_least=True)
    '20 of more than 10,000 quotations; --limit 0 shows all'
    """
    more = "more than " if at_least else ""
    if shown < found:
        return f"{shown:,} of {more}{counted(found, noun)}; --limit 0 shows all"
    return more + counted(found, noun) if found else f"no {noun} fits"


def json_line(result: object) -> None:
    """Print a result as one JSON object on a line of its own."""
    click.echo(json_text(result))


def goes_on(page: Page[Any], after: str | None) -> None:
    """Say where a list that is read in pages goes on, and that it ends."""
    if after is not None:
        note(f"goes on with --after {page.next}" if page.next else "the list ends here")


def note(message: str) -> None:
    """Say something beside the answer, on standard error."""
    click.echo(one_line(message), err=True)


def plain_terminal() -> bool:
    """Whether a terminal is to get no control codes: it understands none, or who uses it wants no colour."""
    return bool(os.environ.get("NO_COLOR")) or os.environ.get("TERM") == "dumb"


def make_printable(stream: io.TextIOWrapper, platform: str = sys.platform) -> None:
    """Let a stream take every character, whatever it is set to.

    On Windows what is no terminal gets UTF-8 and plain line ends, as everywhere else: programs read it. Of
    any other terminal or pipe that is not UTF-8 better an escape than a stack trace.
    """
    if platform == "win32" and not stream.isatty():
        stream.reconfigure(encoding="utf-8", newline="\n")
    elif stream.encoding.lower() != "utf-8":
        stream.reconfigure(errors="backslashreplace")


def on_terminal() -> bool:
    """Whether a person reads standard output."""
    return sys.stdout.isatty()


def width() -> int:
    """How many characters a line of running text may have: the terminal's, at most 100 for reading."""
    return min(shutil.get_terminal_size().columns, 100)


def lines(text: str, indent: str = "") -> list[str]:
    """Running text as lines: wrapped for a terminal, one line for a pipe."""
    flat = one_line(text)
    if not on_terminal():
        return [indent + flat]
    return textwrap.wrap(
        flat, width(), initial_indent=indent, subsequent_indent=indent, break_on_hyphens=False
    ) or [indent]


def paragraph(text: str, indent: str = "") -> None:
    """Print running text."""
    click.echo("\n".join(lines(text, indent)))


def heading(text: str) -> None:
    """Print a heading."""
    click.secho("\n".join(lines(text)), bold=True)


def fields(pairs: Iterable[tuple[str, str | None]]) -> None:
    """Print labels with their values, those without a value left out."""
    shown = [(label, value) for label, value in pairs if value]
    room = max((len(label) for label, _ in shown), default=0) + 2
    for label, value in shown:
        first, *rest = lines(value, " " * room)
        click.echo("\n".join([click.style(f"{label:<{room}}", dim=True) + first[room:], *rest]))


def listed(rows: Sequence[Sequence[str]], most: int) -> list[str]:
    """Rows as indented lines in columns, with how many more there are."""
    clean = [[one_line(cell) for cell in row] for row in rows[:most]]
    widths = [max(map(len, column)) for column in zip(*clean, strict=True)]
    padded = ([cell.ljust(size) for cell, size in zip(row, widths, strict=True) if size] for row in clean)
    more = [f"  and {len(rows) - most:,} more"] if len(rows) > most else []
    return [*(f"  {'  '.join(row)}".rstrip() for row in padded), *more]


def listing(columns: Sequence[Column], rows: Sequence[Row]) -> None:
    """Print what a command lists: a table on a terminal, else a header and a line a row, tabs between cells.

    With ``--csv`` it is CSV wherever it goes. A list without rows is empty in a pipe too.
    """
    if wants_csv():
        csv_table([heading for column in columns for heading in column.headings], map(_parts, rows))
    elif on_terminal():
        table(columns, rows)
    elif rows:
        head = [heading for column in columns for heading in column.headings]
        for cells in (head, *map(_parts, rows)):
            click.echo("\t".join(map(one_line, cells)))


def list_results(
    columns: Sequence[Column], results: Sequence[Result], cells: Callable[[Result], Row], *, as_json: bool
) -> None:
    """Print what a command lists: a line of JSON for each result, or their cells as a list."""
    if as_json:
        for one in results:
            json_line(one)
    else:
        listing(columns, list(map(cells, results)))


def list_page(
    columns: Sequence[Column], page: Page[Result], cells: Callable[[Result], Row], *, as_json: bool
) -> None:
    """Print a page of a list, as ``list_results`` does."""
    if as_json:
        from quotesdb.present.shapes import lines

        for line in lines(page):
            json_line(line)
    else:
        listing(columns, list(map(cells, page.rows)))


def wants_csv() -> bool:
    """Whether the command was asked for CSV."""
    return click.get_current_context().meta.get(FORM) == "csv"


def csv_table(head: Sequence[str], rows: Iterable[Sequence[object]]) -> None:
    """Print CSV (RFC 4180), with a byte order mark where it was asked for."""
    out = io.StringIO(newline="")
    written = csv.writer(out)
    written.writerow(head)
    written.writerows(rows)
    mark = "\ufeff" if click.get_current_context().meta.get(BOM) else ""
    click.echo(mark + (safe(out.getvalue()) if on_terminal() else out.getvalue()), nl=False)


def _parts(row: Row) -> list[str]:
    return [part for cell in row for part in cell]


def table(columns: Sequence[Column], rows: Sequence[Row]) -> None:
    """Print rows within a page: a table with headings on a terminal, aligned columns without for a pipe.

    On a terminal that is too narrow for a table each row is a list of its values.
    """
    clean = [[tuple(one_line(part) for part in cell) for cell in row] for row in rows]
    if not on_terminal():
        _plain_table([column.right for column in columns for _ in column.headings], clean)
    elif _narrowest(columns, clean) <= shutil.get_terminal_size().columns:
        _rich_table(columns, clean)
    else:
        _one_below_another(columns, clean)


def _narrowest(columns: Sequence[Column], rows: Sequence[Row]) -> int:
    """The characters that a table needs in which no value is cut, and what is wrapped still can be read."""
    needed = len(columns) - 1
    for place, column in enumerate(columns):
        longest = max(len(part) for cell in (column.headings, *(row[place] for row in rows)) for part in cell)
        needed += min(longest, _WRAPPED) if column.share else longest
    return needed


def _one_below_another(columns: Sequence[Column], rows: Sequence[Row]) -> None:
    labels = [heading for column in columns for heading in column.headings]
    for number, row in enumerate(rows):
        if number:
            click.echo()
        fields(zip(labels, _parts(row), strict=True))


def _plain_table(right: Sequence[bool], rows: Sequence[Row]) -> None:
    parts = [_parts(row) for row in rows]
    widths = [max((len(row[i]) for row in parts), default=0) for i in range(len(right))]
    for row in parts:
        cells = zip(row, widths, right, strict=True)
        line = "  ".join(text.rjust(size) if to_right else text.ljust(size) for text, size, to_right in cells)
        click.echo(line.rstrip())


def _rich_table(columns: Sequence[Column], rows: Sequence[Row]) -> None:
    from rich import box
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    console = Console(color_system=None if plain_terminal() else "auto")
    stacked = any(len(column.headings) > 1 for column in columns)
    between = (console.width - _least_room(columns, rows)) // max(1, len(columns) - 1)
    out = Table(
        box=box.SIMPLE_HEAD,
        pad_edge=False,
        show_edge=False,
        leading=int(stacked),
        # A blank stands between two columns anyway, the padding on either side of it.
        padding=(0, int(between >= ROOMY)),
    )
    for column in columns:
        out.add_column(
            Text("\n".join(column.headings)),
            justify="right" if column.right else "left",
            ratio=column.share,
            no_wrap=column.share is None,
            overflow="fold",
        )
    for row in rows:
        out.add_row(*(Text("\n".join(part for part in cell if part)) for cell in row))
    console.print(out)


def _least_room(columns: Sequence[Column], rows: Sequence[Row]) -> int:
    """The characters that the columns need, none of them cut nor broken within a word."""
    from rich.cells import cell_len

    return sum(
        max(
            cell_len(piece)
            for cell in (column.headings, *(row[place] for row in rows))
            for part in cell
            for piece in (part.split() or [""] if column.share else [part])
        )
        for place, column in enumerate(columns)
    )
