"""Values in portions, for queries that ask for many."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from typing import TypeVar

CHUNK = 500
"""Values in one ``IN``: far below what any database allows."""

T = TypeVar("T")


def chunks(values: Collection[T], size: int = CHUNK) -> Iterator[Sequence[T]]:
    """The values in portions, of a size that fits into one ``IN``.

    >>> list(chunks([1, 2, 3], 2))
    [[1, 2], [3]]
    """
    listed = list(values)
    return (listed[start : start + size] for start in range(0, len(listed), size))
