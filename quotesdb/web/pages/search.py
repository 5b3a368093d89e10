"""The start page: quotations by words and names, narrowed down by what they have in common."""

from __future__ import annotations

import io
from dataclasses import dataclass
from typing import TYPE_CHECKING, Annotated, Any

from fastapi import APIRouter, Query
from starlette.responses import Response

from quotesdb.cite import exporter
from quotesdb.services.lookup import find_quotes, list_articles
from quotesdb.services.lookup.stats import By, StatsRow, tally
from quotesdb.web.desk import DeskOf
from quotesdb.web.filters import Asked
from quotesdb.web.pages.saved import feed
from quotesdb.web.rendering import Show, ShowOf

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from quotesdb.services.store.results import Page
    from quotesdb.values import Citation

router = APIRouter(include_in_schema=False)

MOST_IN_A_FILE = 10_000
"""Quotations that one file of an export has; the command line writes any number."""

_COUNTED = 2_000
"""Quotations up to which a page tells what they have in common: counting more takes too long."""

_FACETS = {"speaker": By.SPEAKER, "publisher": By.PUBLISHER, "kind": By.KIND}
_FACET_ROWS = 8


@dataclass(frozen=True, slots=True)
class Facet:
    """What the quotations of a page have in common: each value with how many have it."""

    name: str
    rows: tuple[StatsRow, ...]
    more: int


@router.get("/")
@router.get("/search.{form:form}")
def search(desk: DeskOf, show: ShowOf, asked: Annotated[Asked, Query()]) -> Response:
    """Quotations that fit, newest first."""
    if show.form == "csv":
        return _file(desk, show, asked)
    with desk.reading() as session:
        if show.form == "rss":
            return feed(show.request, session, asked)
        found = find_quotes(session, asked.where())
        if show.form == "json":
            return show.json(found)
        return show.page(
            "search.html",
            asked=asked,
            found=found,
            facets=_facets(session, asked, found),
            years=_years(session, asked, found),
            nothing_stored=not found.total and not list_articles(session, limit=1).total,
        )


def _file(desk: DeskOf, show: Show, asked: Asked) -> Response:
    out = io.BytesIO()
    with desk.reading() as session:
        found = find_quotes(session, asked.where(limit=MOST_IN_A_FILE))
        exporter("csv")(found.rows, out, {})
    return show.file(out.getvalue(), "csv", "quotations")


def _is_counted(asked: Asked, found: Page[Citation]) -> bool:
    return 1 < found.total <= _COUNTED and not found.at_least and asked.after is None


def _facets(session: Session, asked: Asked, found: Page[Citation]) -> list[Facet]:
    if not _is_counted(asked, found):
        return []
    given: dict[str, Any] = asked.narrowed()
    made = []
    for name, by in _FACETS.items():
        if name in given:
            continue
        counts = tally(session, asked.where(limit=None, after=None), by)
        rows = tuple(row for row in counts if row.name is not None)
        if len(rows) > 1:
            made.append(Facet(name, rows[:_FACET_ROWS], len(rows) - _FACET_ROWS))
    return made


def _years(session: Session, asked: Asked, found: Page[Citation]) -> list[tuple[str, int]]:
    """How many quotations each year has, from the first to the last, those without any among them."""
    if not _is_counted(asked, found):
        return []
    counts: dict[int, int] = {}
    for row in tally(session, asked.where(limit=None, after=None), By.MONTH):
        if row.name is not None:
            year = int(row.name[:4])
            counts[year] = counts.get(year, 0) + row.count.quotes
    if len(counts) < 2:
        return []
    return [(str(year), counts.get(year, 0)) for year in range(min(counts), max(counts) + 1)]
