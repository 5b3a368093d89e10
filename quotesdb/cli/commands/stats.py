"""``quotesdb stats``: who gets quoted."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from quotesdb.cli.called import called, tell
from quotesdb.cli.database import HOW_TO_INGEST, is_empty, reading
from quotesdb.cli.files import refuse_existing, write
from quotesdb.cli.group import Failure
from quotesdb.cli.options import (
    COUNT,
    Whole,
    common_of_lists,
    examples,
    quote_filter,
    quote_filters,
    words_argument,
)
from quotesdb.cli.output import Column, Row, csv_table, fields, json_line, listing, note, wants_csv
from quotesdb.cli.pager import paged
from quotesdb.present.counts import label, narrowed, percent
from quotesdb.present.text import counted
from quotesdb.present.wording import NO_DATE

if TYPE_CHECKING:
    from quotesdb.services.lookup.stats import Count, MonthRow, Statistics, StatsRow

BY = ("speaker", "organisation", "kind", "publisher", "month", "tag", "cue")
FIGURES = (
    Column(("Quotes",), right=True),
    Column(("%",), right=True),
    Column(("Words",), right=True),
    Column(("%",), right=True),
    Column(("Articles",), right=True),
)
BY_MONTH = (
    Column(("Quotes",), right=True),
    Column(("Words",), right=True),
    Column(("Articles",), right=True),
)
CSV_COLUMNS = (
    *("by", "name", "id", "kind", "quotes", "quotes_share", "words", "words_share", "articles"),
    *("of_quotes", "of_words"),
)
MONTH_COLUMNS = ("by", "name", "id", "kind", "month", "quotes", "words", "articles")
PLOTS = (".svg", ".png", ".json")
WITHOUT = ("anonymous", "unattributed", "groups")
SPECIFICATION = ".json"
ROWS = 20
"""How many rows are shown unless told otherwise; of months all are."""

MOST_ROWS = 500
"""Rows of a picture in pixels: of more, programs that show one make nothing."""


def _plot_file(_context: click.Context, _parameter: click.Parameter, value: str | None) -> Path | None:
    if value is not None and Path(value).suffix.lower() not in PLOTS:
        raise click.BadParameter(f"{value!r} ends neither in .svg nor in .png nor in .json")
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
    "--without",
    type=click.Choice(WITHOUT),
    multiple=True,
    help="Leave these out of all counts; may be repeated.",
)
@click.option("--direct", is_flag=True, help="Only what is wholly in quotation marks; --kind direct.")
@click.option("--per-month", is_flag=True, help="Count each row month by month too.")
@click.option(
    "--plot",
    metavar="FILE",
    callback=_plot_file,
    help="Draw the rows into this .png or .svg file; into .json goes a Vega-Lite specification.",
)
@click.option("--title", metavar="WORDS", help="The title of the plot.")
@click.option(
    "--width",
    metavar="PIXELS",
    type=Whole(200, 8000),
    default=960,
    show_default=True,
    help="The width of the plot.",
)
@click.option("--overwrite", is_flag=True, help="Replace the file if it exists.")
@common_of_lists
@examples(
    "quotesdb stats",
    "quotesdb stats --by publisher --since 2025 --csv",
    "quotesdb stats --by month --plot months.png",
    "quotesdb stats --without anonymous --without unattributed --direct --limit 10 --per-month --csv",
)
@paged
def stats(
    *,
    text: str | None,
    by: str,
    limit: int | None,
    without: tuple[str, ...],
    direct: bool,
    per_month: bool,
    plot: Path | None,
    title: str | None,
    width: int,
    overwrite: bool,
    as_json: bool,
    **chosen: Any,
) -> None:
    """Count quotations and words by speaker, publisher, month and more.

    TEXT and the options choose quotations as they do for quotes. Each row has its share of all quotations
    that match, and of their words; the totals stand above. By tag, a quotation counts for each tag that
    people set on its speaker (quotesdb tag). Groups ("analysts") and anonymous sources take one line each.

    Months are listed in order, and one without quotations has no row; the plot leaves a gap for it, and
    leaves out what has no month. With --per-month the rows are listed month by month; these are drawn by
    whoever reads a specification.
    """
    from quotesdb.services.lookup.stats import By, Without, statistics

    if direct and chosen["kind"] not in (None, "direct"):
        raise click.UsageError("--direct and --kind contradict each other")
    if per_month and plot is not None and plot.suffix.lower() != SPECIFICATION:
        raise click.UsageError("months of rows are drawn from a specification alone: --plot FILE.json")
    chosen["kind"] = "direct" if direct else chosen["kind"]

    if plot is not None:
        refuse_existing(plot, overwrite=overwrite)
    if limit is None:
        limit = 0 if by == "month" else ROWS
    where = quote_filter(text, limit, **chosen)
    with reading() as session:
        found = statistics(session, where, By(by), without=tuple(map(Without, without)), per_month=per_month)
        meant = called(session, where)
        empty = not found.quotes and is_empty(session)
    drawn = plot is None or _draw(found, narrowed(where, without), plot, title=title, width=width)
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
    if not found.months:
        listing(
            (Column(("Id",)), Column((found.by.capitalize(),), share=1), *FIGURES),
            [_cells(found, row) for row in found.rows],
        )
        return
    called = {(row.name, row.id, row.kind): label(found, row) for row in found.rows}
    listing(
        (Column(("Month",)), Column((found.by.capitalize(),), share=1), *BY_MONTH),
        [_month_cells(row, called[row.name, row.id, row.kind]) for row in found.months],
    )


def _month_cells(row: MonthRow, name: str) -> Row:
    figures = ((f"{number:,}",) for number in (row.quotes, row.words, row.articles))
    return ((row.month or NO_DATE,), (name,), *figures)


def print_csv(found: Statistics) -> None:
    """Print the rows; shares are between 0 and 1, of the totals in the last two columns."""
    if found.months:
        rows = (
            [found.by, row.name, row.id, row.kind, row.month, row.quotes, row.words, row.articles]
            for row in found.months
        )
        csv_table(MONTH_COLUMNS, rows)
        return
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


def _draw(found: Statistics, about: str, file: Path, **how: Any) -> bool:
    """Write the picture, if there is anything to draw."""
    from quotesdb.present.chart import drawable, png, svg
    from quotesdb.present.vega import specification

    rows, labels = drawable(found), [label(found, row) for row in found.rows]
    if not rows:
        return False
    if file.suffix.lower() == SPECIFICATION:
        write(
            file, json.dumps(specification(found, labels, about, **how), ensure_ascii=False, indent=1) + "\n"
        )
        return True
    drawn = svg(found, labels, about, **how)
    if file.suffix.lower() == ".svg":
        write(file, drawn)
    elif found.by != "month" and len(rows) > MOST_ROWS:
        raise Failure(f"a PNG shows at most {MOST_ROWS} rows: give --limit, or a file that ends in .svg")
    else:
        write(file, png(drawn))
    return True
