"""What is said of a statement: where and how often the words were printed."""

from __future__ import annotations

from dataclasses import dataclass

from quotesdb.values import PrintedDate


@dataclass(frozen=True, slots=True)
class StatementSummary:
    """How often the words of a quotation were printed, parts of them included.

    ``id`` is that of the fullest quotation, ``quotes`` are all of them, the earliest printed first. Articles
    whose publisher is not known count as an outlet each. ``first`` and ``last`` are printed dates.
    """

    id: str
    quotes: tuple[str, ...]
    outlets: int
    articles: int
    first: PrintedDate | None
    last: PrintedDate | None
