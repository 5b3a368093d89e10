"""Doing a transaction again that had to give way to another program's: the one place where that is decided.

SQLite has none of these: who writes there takes the only lock first (``quotesdb.db.locks``).
"""

from __future__ import annotations

import random
import time
from collections.abc import Callable
from typing import TypeVar

from quotesdb.db.errors import Conflict

Result = TypeVar("Result")

TRIES = 6
_FIRST_PAUSE = 0.02
"""Seconds, at most; each further pause may be twice as long, so that many who clash spread out."""


def retried(transaction: Callable[[], Result], tries: int = TRIES) -> Result:
    """What a whole transaction comes to, begun anew where it was in conflict with another.

    Raises:
        Conflict: if it was so each time.
    """
    for number in range(tries - 1):
        try:
            return transaction()
        except Conflict:
            time.sleep(random.uniform(0, _FIRST_PAUSE * 2**number))  # noqa: S311 - no secret
    return transaction()
