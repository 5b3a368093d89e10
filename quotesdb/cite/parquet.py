"""Parquet for research: typed columns that DuckDB, pandas, Polars and Spark read without an import.

The columns of quotations are those of CSV, with what is a list, a span or an instant as such. Beside the
quotations there are tables of articles, speakers and decisions; ids join them. Written by pyarrow, which is
loaded only here.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import datetime
from itertools import islice
from typing import TYPE_CHECKING, Any, BinaryIO, Final

from quotesdb.cite import NotInstalled, Options
from quotesdb.cite.csv_rows import COLUMNS, value_at
from quotesdb.json_shape import plain
from quotesdb.values import Citation

if TYPE_CHECKING:
    import pyarrow

Columns = Mapping[str, tuple[str, tuple[str, ...]]]
"""Of each column its type, as named in ``_type``, and where its value stands in the JSON form."""

ROWS: Final = 10_000
"""Rows that are kept before they are written as one group."""

_QUOTATION_TYPES = {
    "confidence": "number",
    "paragraph": "count",
    "published_offset_minutes": "count",
    "accessed_offset_minutes": "count",
    "decided_at": "instant",
    "published_utc": "instant",
    "accessed_utc": "instant",
    "byline": "texts",
    "evidence_text": "texts",
    "same_as": "texts",
    "since_what": "texts",
    "content": "spans",
    "quoted": "spans",
    "evidence": "spans",
    "source": "span",
    "cue": "span",
}
QUOTATIONS: Columns = {name: (_QUOTATION_TYPES.get(name, "text"), path) for name, path in COLUMNS}
ARTICLES: Columns = {
    "id": ("text", ("id",)),
    "title": ("text", ("title",)),
    "byline": ("texts", ("byline",)),
    "publisher": ("text", ("publisher",)),
    "published": ("text", ("published", "printed")),
    "published_precision": ("text", ("published", "precision")),
    "published_utc": ("instant", ("published", "utc")),
    "published_offset_minutes": ("count", ("published", "offset_minutes")),
    "url": ("text", ("url",)),
    "archived_url": ("text", ("archived_url",)),
    "accessed": ("text", ("accessed", "printed")),
    "language": ("text", ("language",)),
    "quotes": ("count", ("quotes",)),
    "versions": ("count", ("versions",)),
}
SPEAKERS: Columns = {
    "id": ("text", ("id",)),
    "name": ("text", ("name",)),
    "kind": ("text", ("kind",)),
    "role": ("text", ("role",)),
    "organisation": ("text", ("organisation",)),
    "quotes": ("count", ("quotes",)),
    "articles": ("count", ("articles",)),
    "first": ("text", ("first",)),
    "last": ("text", ("last",)),
}
DECISIONS: Columns = {
    "id": ("text", ("id",)),
    "verdict": ("text", ("verdict",)),
    "about": ("parties", ("about",)),
    "name": ("text", ("name",)),
    "before": ("text", ("before",)),
    "judge": ("text", ("judge",)),
    "at": ("instant", ("at",)),
    "note": ("text", ("note",)),
    "retracted_at": ("instant", ("retracted_at",)),
    "retraction": ("text", ("retraction",)),
    "retracted_by": ("text", ("retracted_by",)),
    "retraction_note": ("text", ("retraction_note",)),
}
TABLES: Mapping[str, Columns] = {
    "quotations": QUOTATIONS,
    "articles": ARTICLES,
    "speakers": SPEAKERS,
    "decisions": DECISIONS,
}


def write(citations: Iterable[Citation], out: BinaryIO, options: Options) -> None:  # noqa: ARG001 - as every format is called
    """One row a citation, ten thousand in a row group, so that memory does not grow with the citations.

    Raises:
        NotInstalled: if pyarrow is not there.
    """
    write_table(QUOTATIONS, citations, out)


def write_table(columns: Columns, results: Iterable[object], out: BinaryIO) -> None:
    """One row for each of the results, which are dataclasses, with these columns.

    Raises:
        NotInstalled: if pyarrow is not there.
    """
    try:
        import pyarrow
        from pyarrow.parquet import ParquetWriter
    except ModuleNotFoundError as error:
        raise NotInstalled("pyarrow", "research") from error
    schema = pyarrow.schema([(name, _type(kind)) for name, (kind, _) in columns.items()])
    with ParquetWriter(out, schema, compression="zstd") as writer:
        for rows in _portions(columns, results):
            writer.write_table(pyarrow.Table.from_pylist(rows, schema))


def _portions(columns: Columns, results: Iterable[object]) -> Iterator[list[dict[str, Any]]]:
    source = iter(results)
    while portion := [_row(columns, plain(each)) for each in islice(source, ROWS)]:
        yield portion


def _row(columns: Columns, data: dict[str, Any]) -> dict[str, Any]:
    return {
        name: _VALUES.get(kind, _as_it_is)(value_at(data, path)) for name, (kind, path) in columns.items()
    }


def _type(kind: str) -> pyarrow.DataType:
    import pyarrow

    span = pyarrow.struct([("start", pyarrow.int64()), ("end", pyarrow.int64())])
    party = pyarrow.struct([("id", pyarrow.string()), ("name", pyarrow.string())])
    return {
        "text": pyarrow.string(),
        "texts": pyarrow.list_(pyarrow.string()),
        "count": pyarrow.int64(),
        "number": pyarrow.float64(),
        "instant": pyarrow.timestamp("us", tz="UTC"),
        "span": span,
        "spans": pyarrow.list_(span),
        "parties": pyarrow.list_(party),
    }[kind]


def _as_it_is(value: Any) -> Any:
    return value


def _instant(value: str | None) -> datetime | None:
    return None if value is None else datetime.fromisoformat(value)


def _span(value: list[int] | None) -> dict[str, int] | None:
    return None if value is None else dict(zip(("start", "end"), value, strict=True))


def _spans(values: list[list[int]] | None) -> list[dict[str, int] | None] | None:
    return None if values is None else [_span(each) for each in values]


_VALUES: Mapping[str, Callable[[Any], Any]] = {"instant": _instant, "span": _span, "spans": _spans}
"""How values of the JSON form become those of a type, where they do not stay as they are."""
