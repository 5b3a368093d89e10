"""Stored places in texts as values."""

from __future__ import annotations

from quotesdb.db.models import (
    Quote,
)
from quotesdb.values import Selector, Span


def selector(quote: Quote) -> Selector:
    """Where a quote stands, or stood last."""
    return Selector(Span(quote.start_char, quote.end_char), quote.exact, quote.prefix, quote.suffix)
