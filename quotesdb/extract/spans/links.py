"""How spans of word pieces are compared when contents are linked to cues and cues to sources."""

from __future__ import annotations

import math

LINK_SIZE = 128
DISTANCES = 41


def distance_bucket(anchor: tuple[int, int], target: tuple[int, int]) -> int:
    """Log-scaled signed distance between two piece spans, as a row of the distance table.

    >>> distance_bucket((5, 8), (8, 9)), distance_bucket((5, 8), (3, 5))
    (23, 17)
    """
    gap = target[0] - anchor[1] + 1 if target[0] >= anchor[1] else target[1] - anchor[0] - 1
    middle = DISTANCES // 2
    return middle + int(math.copysign(min(middle, round(4 * math.log1p(abs(gap)))), gap))
