"""What all services answer with: a page of rows."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Generic, TypeVar

Row = TypeVar("Row")


@dataclass(frozen=True, slots=True)
class Page(Generic[Row]):
    """The first rows of an answer, and how many there are in all."""

    total: int
    rows: tuple[Row, ...]
