"""Counts as a Vega-Lite specification with its data, for whoever draws them otherwise."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from quotesdb.present.chart import WIDTH, titled

if TYPE_CHECKING:
    from quotesdb.services.lookup.stats import Statistics

SCHEMA = "https://vega.github.io/schema/vega-lite/v5.json"


def specification(
    found: Statistics, labels: Sequence[str], narrowed: str, *, title: str | None = None, width: int = WIDTH
) -> dict[str, Any]:
    """Bars, columns by month, or a line for each row where they are counted month by month.

    ``labels`` are the names of the rows, ``narrowed`` says which quotations were counted.
    """
    values, mark, encoding = _lines(found, labels) if found.months else _bars(found, labels)
    return {
        "$schema": SCHEMA,
        "title": {"text": title or titled(found), "subtitle": narrowed},
        "width": width,
        "data": {"values": values},
        "mark": mark,
        "encoding": encoding,
    }


def _bars(found: Statistics, labels: Sequence[str]) -> tuple[list[dict[str, Any]], Any, dict[str, Any]]:
    values = [
        {"name": label, "quotes": row.count.quotes, "words": row.count.words, "articles": row.articles}
        for row, label in zip(found.rows, labels, strict=True)
    ]
    quotes = {"field": "quotes", "type": "quantitative", "title": "Quotations"}
    if found.by == "month":
        return values, "bar", {"x": {"field": "name", "type": "ordinal", "title": "Month"}, "y": quotes}
    names = {"field": "name", "type": "nominal", "sort": "-x", "title": None}
    return values, "bar", {"x": quotes, "y": names}


def _lines(found: Statistics, labels: Sequence[str]) -> tuple[list[dict[str, Any]], Any, dict[str, Any]]:
    called = {(row.name, row.id, row.kind): label for row, label in zip(found.rows, labels, strict=True)}
    values = [
        {
            "name": called[row.name, row.id, row.kind],
            "month": row.month,
            "quotes": row.quotes,
            "words": row.words,
            "articles": row.articles,
        }
        for row in found.months
        if row.month is not None
    ]
    encoding = {
        "x": {"field": "month", "type": "temporal", "timeUnit": "yearmonth", "title": None},
        "y": {"field": "quotes", "type": "quantitative", "title": "Quotations"},
        "color": {"field": "name", "type": "nominal", "title": None},
    }
    return values, {"type": "line", "point": True}, encoding
