"""``quotesdb stats``: who gets quoted."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from quotesdb.cli.called import called, tell
from quotesdb.cli.commands.export import refuse_existing, write
from quotesdb.cli.database import HOW_TO_INGEST, is_empty, reading
from quotesdb.cli.group import Failure
from quotesdb.cli.options import COUNT, common_of_lists, examples, quote_filter, quote_filters, words_argument
from quotesdb.cli.output import Column, Row, csv_table, fields, json_line, note, table, wants_csv
from quotesdb.cli.pager import paged
from quotesdb.present.counts import label, narrowed, percent
from quotesdb.present.text import counted

if TYPE_CHECKING:
    from quotesdb.services.lookup.stats import Count, Statistics, StatsRow

BY = ("speaker", "organisation", "kind", "publisher", "month", "tag", "cue")
COLUMNS = (
    Column(("",)),
    Column(("",), share=1),
    Column(("Quotes",), right=True),
    Column(("%",), right=True),
    Column(("Words",), right=True),
    Column(("%",), right=True),
    Column(("Articles",), right=True),
)
CSV_COLUMNS = (
    *("by", "name", "id", "kind", "quotes", "quotes_share", "words", "words_share", "articles"),
    *("of_quotes", "of_words"),
)
PLOTS = (".svg", ".png")
ROWS = 20
"""How many rows are shown unless told otherwise; of months all are."""

MOST_ROWS = 500
"""Rows of a picture in pixels: of more, programs that show one make nothing."""


def _plot_file(_context: click.Context, _parameter: click.Parameter, value: str | None) -> Path | None:
    if value is not None and Path(value).suffix.lower() not in PLOTS:
        raise click.BadParameter(f"{value!r} ends neither in .svg nor in .png")
    return None if value is None else Path(value)


@click.command()
@words_argument
@click.option(
    "--by", type=click.Choice(BY), default="speaker", show_default=True, help="What to count quotations by."
)
@quote_filters
@click.option(
    "--limit",
    metavar="N",
    type=COUNT,
    show_default=f"{ROWS}; all months",
    help="Show at most N rows; 0 for all.",
)
@click.option(
    "--plot", metavar="FILE", callback=_plot_file, help="Draw the rows into this .png or .svg file."
)
@click.option("--overwrite", is_flag=True, help="Replace the file if it exists.")
@common_of_lists
@examples(
    "quotesdb stats",
    "quotesdb stats --by publisher --since 2025 --csv",
    "quotesdb stats --by month --plot months.png",
)
@paged
def stats(
    *,
    text: str | None,
    by: str,
    limit: int | None,
    plot: Path | None,
    overwrite: bool,
    as_json: bool,
    **chosen: Any,
) -> None:
    """Count quotations and words by speaker, publisher, month and more.

    TEXT and the options choose quotations as they do for quotes. Each row has its share of all quotations
    that match, and of their words; the totals stand above. By tag, a quotation counts for each tag that
    people set on its speaker (quotesdb tag). Groups ("analysts") and anonymous sources take one line each.

    Months are listed in order, and one without quotations has no row; the plot leaves a gap for it, and
    leaves out what has no month.
    """
    from quotesdb.services.lookup.stats import By, statistics

    if plot is not None:
        refuse_existing(plot, overwrite=overwrite)
    if limit is None:
        limit = 0 if by == "month" else ROWS
    where = quote_filter(text, limit, **chosen)
    with reading() as session:
        found = statistics(session, where, By(by))
        meant = called(session, where)
        empty = not found.quotes and is_empty(session)
    drawn = plot is None or _draw(found, narrowed(where), plot)
    if as_json:
        json_line(found)
    elif wants_csv():
        print_csv(found)
    else:
        render(found)
    told = HOW_TO_INGEST if empty else _how_many(found)
    note(told if drawn else f"{told}; nothing to draw: {plot} is not written")
    tell(where.speaker, meant, "counted")


def render(found: Statistics) -> None:
    """Print the totals and the rows."""
    if not found.quotes:
        return
    fields(
        [
            (
                "Quotations",
                f"{found.quotes:,} with {found.words:,} words in {counted(found.articles, 'article')}",
            ),
            ("Speakers", counted(found.speakers, "person or organisation", "persons and organisations")),
            ("Anonymous", _share(found.anonymous)),
            ("Unattributed", _share(found.unattributed)),
        ]
    )
    click.echo()
    table(COLUMNS, [_cells(found, row) for row in found.rows])


def print_csv(found: Statistics) -> None:
    """Print the rows; shares are between 0 and 1, of the totals in the last two columns."""
    csv_table(
        CSV_COLUMNS,
        (
            [
                *(found.by, row.name, row.id, row.kind, row.count.quotes, row.count.quotes_share),
                *(row.count.words, row.count.words_share, row.articles, found.quotes, found.words),
            ]
            for row in found.rows
        ),
    )


def _share(count: Count) -> str:
    quotes, words = percent(count.quotes_share), percent(count.words_share)
    return f"{counted(count.quotes, 'quotation')} ({quotes} %), {counted(count.words, 'word')} ({words} %)"


def _cells(found: Statistics, row: StatsRow) -> Row:
    count = row.count
    return (
        (row.id or "",),
        (label(found, row),),
        (f"{count.quotes:,}",),
        (percent(count.quotes_share),),
        (f"{count.words:,}",),
        (percent(count.words_share),),
        (f"{row.articles:,}",),
    )


def _how_many(found: Statistics) -> str:
    if not found.quotes:
        return "no quotation fits"
    if len(found.rows) < found.groups:
        return f"{len(found.rows):,} of {counted(found.groups, 'row')}; --limit 0 shows all"
    return counted(found.groups, "row")


def _draw(found: Statistics, about: str, file: Path) -> bool:
    """Write the picture, if there is anything to draw."""
    from quotesdb.present.chart import drawable, png, svg

    rows = drawable(found)
    if not rows:
        return False
    drawn = svg(found, [label(found, row) for row in found.rows], about)
    if file.suffix.lower() == ".svg":
        write(file, drawn)
    elif found.by != "month" and len(rows) > MOST_ROWS:
        raise Failure(f"a PNG shows at most {MOST_ROWS} rows: give --limit, or a file that ends in .svg")
    else:
        write(file, png(drawn))
    return True
