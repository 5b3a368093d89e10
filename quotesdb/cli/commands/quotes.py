"""``quotesdb quotes``: look quotations up."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from quotesdb.cli.called import called, tell
from quotesdb.cli.database import reading, summed_up
from quotesdb.cli.options import (
    after_option,
    common_of_lists,
    examples,
    limit_option,
    quote_filter,
    quote_filters,
    words_argument,
)
from quotesdb.cli.output import goes_on, json_line, note
from quotesdb.cli.pager import paged

if TYPE_CHECKING:
    from quotesdb.services.lookup.filters import QuoteFilter

BY_DATE = ("newest", "oldest")
SORTS = (*BY_DATE, "speaker", "publisher")


@click.command()
@words_argument
@quote_filters
@click.option(
    "--sort",
    type=click.Choice(SORTS),
    default=SORTS[0],
    show_default=True,
    help="What comes first; what is not known comes last.",
)
@click.option("--fold", is_flag=True, help="One line for all reports of the same words by the same speaker.")
@limit_option(20, "quotations")
@after_option
@common_of_lists
@examples(
    "quotesdb quotes --speaker Okonjo --since 2022",
    "quotesdb quotes '\"put the water\"' --publisher Quillmark",
    "quotesdb quotes --speaker Okonjo --fold",
    "quotesdb quotes fears realised --sort oldest",
)
@paged
def quotes(
    *, text: str | None, sort: str, fold: bool, limit: int, after: str | None, as_json: bool, **chosen: Any
) -> None:
    """List quotations, newest first.

    Use this to find quotations, and "quotesdb check" to learn whether somebody said certain words.

    TEXT is words that the quotation must contain, all of them, in any order; words in "quotation marks" must
    stand together. Case and accents do not matter, in TEXT or in names. Quotations whose speaker is not known
    are listed too, unless --speaker is given.

    With --fold, words of one speaker that several articles print take one line, which shows the fullest of
    these quotations; one that has only a part of the words counts with the whole. The filters choose
    quotations, but how many outlets reported the words, and when they first did, is counted over all
    articles.
    """
    from quotesdb.services.lookup.filters import Sort

    if fold and sort not in BY_DATE:
        raise click.UsageError(f"--fold goes with --sort {' and '.join(BY_DATE)} only")
    where = quote_filter(text, limit, sort=Sort(sort), after=after, **chosen)
    (_list_folded if fold else _list)(where, as_json=as_json)


def _list(where: QuoteFilter, *, as_json: bool) -> None:
    from quotesdb.services.lookup import find_quotes

    with reading() as session:
        page = find_quotes(session, where)
        meant = called(session, where)
        ending = summed_up(session, page, "quotation")
    if as_json:
        from quotesdb.present.shapes import lines

        for line in lines(page):
            json_line(line)
    else:
        from quotesdb.cli.wording import list_quotes

        list_quotes(page.rows)
    note(ending)
    goes_on(page, where.after)
    tell(where.speaker, meant)


def _list_folded(where: QuoteFilter, *, as_json: bool) -> None:
    from quotesdb.services.lookup import find_folded

    with reading() as session:
        page = find_folded(session, where)
        meant = called(session, where)
        ending = summed_up(session, page, "statement")
    if as_json:
        from quotesdb.present.shapes import folded, lines
        from quotesdb.services.store.results import Page

        for line in lines(Page(page.total, tuple(map(folded, page.rows)), next=page.next)):
            json_line(line)
    else:
        from quotesdb.cli.wording import list_folded

        list_folded(page.rows)
    note(ending)
    goes_on(page, where.after)
    tell(where.speaker, meant)
