"""The start page: quotations by words and names, narrowed down by what they have in common."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Annotated, Any

from fastapi import APIRouter, Query
from starlette.responses import Response

from quotesdb.present.shapes import FoundQuotations
from quotesdb.services.lookup import find_quotes, list_articles, whom_asked_for
from quotesdb.services.lookup.facets import MOST, Facets, facets_of
from quotesdb.services.lookup.quotes import chosen, quotes_of
from quotesdb.web.desk import DeskOf
from quotesdb.web.filters import Asked
from quotesdb.web.pages.saved import feed
from quotesdb.web.rendering import ShowOf, query

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from quotesdb.services.lookup.filters import Selection
    from quotesdb.services.store.results import Page
    from quotesdb.values import Citation

router = APIRouter(include_in_schema=False)

MOST_IN_A_FILE = 10_000
"""Quotations that one file of an export has; the command line writes any number."""


@router.get("/")
@router.get("/search.{form:form}")
def search(desk: DeskOf, show: ShowOf, asked: Annotated[Asked, Query()]) -> Response:
    """Quotations that fit, newest first."""
    with desk.reading() as session:
        if show.form == "rss":
            return feed(show.request, session, asked)
        if show.form == "csv":
            return show.quotations(find_quotes(session, asked.where(limit=MOST_IN_A_FILE)), "quotations")
        where = asked.where()
        selected, told = chosen(session, where), None
        if selected.numbers and show.form == "html" and asked.after is None:
            # What many have in common is read of each: so they need not be counted as well.
            told = facets_of(session, selected)
            selected = replace(selected, total=lambda: told.total)
        found = quotes_of(session, selected, where)
        called = whom_asked_for(session, asked.speaker)
        if show.form == "json":
            return show.json(FoundQuotations(found, called))
        if "hx-request" in show.request.headers:
            # The form sends its empty fields too; the address that is kept has none of them.
            show.headers["HX-Push-Url"] = f"/?{query(asked.query())}"
        return show.page(
            "search.html",
            asked=asked,
            found=found,
            called=called,
            **_in_common(session, asked, found, selected, told),
            nothing_stored=not found.total and not list_articles(session, limit=1).total,
        )


def _in_common(
    session: Session, asked: Asked, found: Page[Citation], selected: Selection, told: Facets | None
) -> dict[str, Any]:
    """What the quotations of a search have in common, but for what they were chosen by."""
    if not 1 < found.total <= MOST or found.at_least or asked.after is not None:
        return {"facets": (), "years": ()}
    total = (found.total, found.at_least)
    told = told or facets_of(session, replace(selected, total=lambda: total))
    given = asked.narrowed()
    facets = [each for each in told.facets if each.filter not in given and len(each.values) > 1]
    return {"facets": facets, "years": told.years if len(told.years) > 1 else ()}
