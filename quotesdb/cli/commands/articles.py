"""``quotesdb articles``: what is stored."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from quotesdb.cli.database import reading, summed_up
from quotesdb.cli.options import (
    EMBARGOED,
    after_option,
    common_of_lists,
    examples,
    limit_option,
    words_argument,
)
from quotesdb.cli.output import Column, Row, goes_on, list_page, note
from quotesdb.cli.pager import paged
from quotesdb.present.wording import UNTITLED, printed

if TYPE_CHECKING:
    from quotesdb.services.lookup.results import ArticleRow

COLUMNS = (
    Column(("Article", "Printed")),
    Column(("Quotes",), right=True),
    Column(("Publisher", "Title"), share=1),
)


@click.command()
@words_argument
@EMBARGOED
@limit_option(20, "articles")
@after_option
@common_of_lists
@examples("quotesdb articles", 'quotesdb articles "water institute"')
@paged
def articles(*, text: str | None, embargoed: bool, limit: int, after: str | None, as_json: bool) -> None:
    """List the stored articles, newest first.

    TEXT is words that the article must contain.
    """
    from quotesdb.services.lookup import list_articles

    with reading() as session:
        page = list_articles(session, text, limit=limit or None, after=after, embargoed=embargoed)
        ending = summed_up(session, page, "article")
    list_page(COLUMNS, page, _cells, as_json=as_json)
    note(ending)
    goes_on(page, after)


def _cells(row: ArticleRow) -> Row:
    article = row.article
    return (
        (article.id, printed(article)),
        (str(row.quotes),),
        (article.publisher or "", article.title or UNTITLED),
    )
