"""Who gets quoted: counts as a table and as a chart."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Query
from pydantic import Field
from starlette.responses import Response

from quotesdb.present.chart import drawable, svg
from quotesdb.present.counts import label, narrowed, percent
from quotesdb.services.lookup import QuoteFilter
from quotesdb.services.lookup.stats import By, Statistics, statistics
from quotesdb.web.desk import Desk, DeskOf
from quotesdb.web.filters import Asked
from quotesdb.web.rendering import ShowOf

router = APIRouter(include_in_schema=False)

_ROWS = 25


class Counted(Asked):
    """Which quotations are counted, and by what."""

    by: By = By.SPEAKER
    limit: int = Field(_ROWS, ge=1, le=1_000)


@router.get("/statistics")
@router.get("/statistics.{form:form}")
def counts(desk: DeskOf, show: ShowOf, asked: Annotated[Counted, Query()]) -> Response:
    """Quotations and words, counted."""
    found = _count(desk, asked)
    if show.form == "json":
        return show.json(found)
    if show.form == "csv":
        return show.csv(found.rows, f"by-{asked.by}")
    rows = [(row, label(found, row), percent(row.count.quotes_share)) for row in found.rows]
    return show.page("statistics.html", asked=asked, found=found, rows=rows, ways=list(By))


@router.get("/statistics/chart.svg")
def chart(desk: DeskOf, asked: Annotated[Counted, Query()]) -> Response:
    """The same rows as a picture, as the command line draws it."""
    found = _count(desk, asked)
    labels = [label(found, row) for row in found.rows]
    drawn = svg(found, labels, narrowed(_where(asked))) if drawable(found) else _NOTHING
    return Response(drawn, media_type="image/svg+xml")


_NOTHING = '<svg xmlns="http://www.w3.org/2000/svg" width="1" height="1"/>'


def _count(desk: Desk, asked: Counted) -> Statistics:
    with desk.reading() as session:
        return statistics(session, _where(asked), asked.by)


def _where(asked: Counted) -> QuoteFilter:
    """What is counted: of months all, since a picture with the last of them would seem whole."""
    return asked.where(limit=None if asked.by is By.MONTH else asked.limit, after=None)
