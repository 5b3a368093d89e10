"""The JSON shapes of what services return; docs/json.md describes them."""

from __future__ import annotations

from dataclasses import fields, is_dataclass
from datetime import date
from enum import Enum
from pathlib import Path
from typing import TYPE_CHECKING, Any

from quotesdb.values import Citation, PrintedDate, Span

if TYPE_CHECKING:
    from quotesdb.services.lookup.results import FoldedQuote, QuoteDetail


def plain(value: Any) -> Any:
    """A value of ours as JSON has it: dataclasses as objects with their field names, spans as pairs.

    >>> plain(Span(2, 5)), plain((date(2025, 3, 1), None))
    ([2, 5], ['2025-03-01', None])
    """
    if isinstance(value, Citation):
        from quotesdb.cite.jsonl import to_json

        return to_json(value)
    if isinstance(value, PrintedDate):
        return {"printed": value.printed(), **_fields(value, leave_out="day")}
    if isinstance(value, Span):
        return value.pair()
    if is_dataclass(value) and not isinstance(value, type):
        return _fields(value)
    if isinstance(value, dict):
        return {str(plain(key)): plain(item) for key, item in value.items()}
    if isinstance(value, tuple | list):
        return [plain(item) for item in value]
    return _scalar(value)


def in_full(detail: QuoteDetail) -> dict[str, Any]:
    """A quotation with everything known of it, the keys of the citation beside the others."""
    rest: dict[str, Any] = plain(detail)
    return {**rest.pop("citation"), **rest}


def folded(row: FoldedQuote) -> dict[str, Any]:
    """A quotation with the statement it stands for, dates cut to what was printed."""
    said = row.statement
    statement = {
        "id": said.id,
        "quotes": len(said.quotes),
        "outlets": said.outlets,
        "articles": said.articles,
        "first": said.first.printed() if said.first else None,
        "last": said.last.printed() if said.last else None,
    }
    return {**plain(row.citation), "statement": statement}


def _fields(value: Any, leave_out: str = "") -> dict[str, Any]:
    return {
        field.name: plain(getattr(value, field.name)) for field in fields(value) if field.name != leave_out
    }


def _scalar(value: Any) -> Any:
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, date):
        return value.isoformat()
    return str(value) if isinstance(value, Path) else value
