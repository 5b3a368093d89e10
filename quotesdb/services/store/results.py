"""What all services answer with: a page of rows."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Generic, TypeVar

Row = TypeVar("Row")


@dataclass(frozen=True, slots=True)
class Page(Generic[Row]):
    """Some rows of an answer, and how many there are in all.

    ``at_least``: there are more than ``total``, at which counting stopped. ``next`` is the cursor of what
    follows the last row; null if nothing does, or if the list is not read in pages.
    """

    total: int
    rows: tuple[Row, ...]
    at_least: bool = False
    next: str | None = None
