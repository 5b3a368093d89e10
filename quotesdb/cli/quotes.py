"""``quotesdb quotes``: look quotations up."""

from __future__ import annotations

from typing import Any

import click

from quotesdb.cli.database import HOW_TO_INGEST, is_empty, reading
from quotesdb.cli.options import common, examples, limit_option, quote_filter, quote_filters
from quotesdb.cli.output import how_many, json_line, note


@click.command()
@click.argument("text", required=False)
@quote_filters
@limit_option(20, "quotations")
@common
@examples(
    "quotesdb quotes --speaker Okonjo --since 2022",
    "quotesdb quotes '\"put the water\"' --publisher Quillmark",
)
def quotes(*, text: str | None, limit: int, as_json: bool, **chosen: Any) -> None:
    """List quotations, newest first.

    TEXT is words that the quotation must hold, all of them, in any order; words in "quotation marks" must
    stand together. Case and accents do not matter, in TEXT or in names. Quotations whose speaker is not
    known are listed too, unless --speaker is given.
    """
    from quotesdb.services.lookup import find_quotes

    with reading() as session:
        page = find_quotes(session, quote_filter(text, limit, **chosen))
        empty = not page.total and is_empty(session)
    if as_json:
        from quotesdb.cli.shapes import plain

        for citation in page.rows:
            json_line(plain(citation))
    else:
        from quotesdb.cli.wording import list_quotes

        list_quotes(page.rows)
    note(HOW_TO_INGEST if empty else how_many(len(page.rows), page.total, "quotation"))
