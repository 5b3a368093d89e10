"""``quotesdb speakers``: who is quoted."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from quotesdb.cli.database import HOW_TO_INGEST, is_empty, reading
from quotesdb.cli.options import common, examples, limit_option
from quotesdb.cli.output import Column, Row, how_many, json_line, note, table

if TYPE_CHECKING:
    from quotesdb.services.rows import SpeakerRow

COLUMNS = (
    Column(("Speaker",)),
    Column(("Quotes",), right=True),
    Column(("Articles",), right=True),
    Column(("First", "Last")),
    Column(("Name", "As printed last"), share=1),
)


@click.command()
@click.argument("query", required=False)
@click.option("--all", "all_", is_flag=True, help="Count thoughts and facts shown as well.")
@limit_option(50, "speakers")
@common
@examples("quotesdb speakers", "quotesdb speakers okonjo")
def speakers(*, query: str | None, all_: bool, limit: int, as_json: bool) -> None:
    """List who is quoted, and how often.

    QUERY is part of a name. Groups ("analysts") and anonymous sources take one line each.
    """
    from quotesdb.services.lookup import list_speakers

    with reading() as session:
        page = list_speakers(session, query, limit=limit or None, all=all_)
        empty = not page.total and is_empty(session)
    if as_json:
        from quotesdb.cli.shapes import plain

        for row in page.rows:
            json_line(plain(row))
    else:
        table(COLUMNS, [_cells(row) for row in page.rows])
    note(HOW_TO_INGEST if empty else how_many(len(page.rows), page.total, "speaker"))


def _cells(row: SpeakerRow) -> Row:
    described = ", ".join(part for part in (row.role, row.organisation) if part)
    kind = row.kind if row.id and row.kind != "person" else ""
    last = str(row.last) if row.last and row.last != row.first else ""
    return (
        (row.id or "",),
        (str(row.quotes),),
        (str(row.articles),),
        (str(row.first or ""), last),
        (row.name, described or kind),
    )
