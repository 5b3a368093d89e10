"""Values in portions, for queries that ask for many."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from typing import TypeVar

CHUNK = 500
"""Values in one ``IN``: far below what any database allows."""

T = TypeVar("T")


def filled(values: Sequence[T]) -> Sequence[T]:
    """The values of one ``IN``, the last of them again and again up to the next power of two.

    So look-ups make a few statements instead of one for each number of values: what a database has planned
    once it knows again. More values than ``CHUNK`` stay as they are: twice as many may be more than it takes.

    >>> filled([1, 2, 3])
    [1, 2, 3, 3]
    >>> len(filled(range(CHUNK + 1)))
    501
    """
    wanted = 1 << (len(values) - 1).bit_length() if 0 < len(values) <= CHUNK else 0
    return [*values, *list(values[-1:]) * (wanted - len(values))]


def chunks(values: Collection[T], size: int = CHUNK) -> Iterator[Sequence[T]]:
    """The values in portions, of a size that fits into one ``IN``.

    >>> list(chunks([1, 2, 3], 2))
    [[1, 2], [3]]
    """
    listed = list(values)
    return (listed[start : start + size] for start in range(0, len(listed), size))
