"""How spans of word pieces are compared when contents are linked to cues and cues to sources."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

LINK_SIZE = 128
DISTANCES = 41
_FARTHEST = 200
"""From here on a gap is as far as can be."""


def distance_bucket(anchor: tuple[int, int], target: tuple[int, int]) -> int:
    """Log-scaled signed distance between two piece spans, as a row of the distance table.

    >>> distance_bucket((5, 8), (8, 9)), distance_bucket((5, 8), (3, 5))
    (23, 17)
    """
    gap = target[0] - anchor[1] + 1 if target[0] >= anchor[1] else target[1] - anchor[0] - 1
    return _bucket(gap)


def distance_buckets(anchors: list[tuple[int, int]], targets: list[tuple[int, int]]) -> NDArray[np.intp]:
    """`distance_bucket` of each anchor and each target, a row for each anchor."""
    a, t = (np.array(pieces, dtype=np.intp).reshape(-1, 2) for pieces in (anchors, targets))
    behind = t[:, 0] - a[:, 1, None] + 1
    gaps = np.where(behind > 0, behind, t[:, 1] - a[:, 0, None] - 1)
    return _BUCKETS.take(np.clip(gaps, -_FARTHEST, _FARTHEST) + _FARTHEST)


def _bucket(gap: int) -> int:
    middle = DISTANCES // 2
    return middle + int(math.copysign(min(middle, round(4 * math.log1p(abs(gap)))), gap))


_BUCKETS: NDArray[np.intp] = np.array(
    [_bucket(gap) for gap in range(-_FARTHEST, _FARTHEST + 1)], dtype=np.intp
)
