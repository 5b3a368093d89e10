"""Waiting for the write lock of an SQLite file: the one place where it is decided how long.

A transaction that writes takes the lock when it begins, so that waiting there is enough: nothing of it has
been done yet, and nothing has to be done twice.
"""

from __future__ import annotations

import os
import time
from collections.abc import Callable
from typing import TYPE_CHECKING

from quotesdb.db.errors import DatabaseInUse
from quotesdb.settings import WrongSetting

if TYPE_CHECKING:
    from sqlalchemy import Connection

BUSY_TIMEOUT_MS = 10_000
"""How long a look-up waits; in WAL mode nobody who writes keeps it waiting."""

WAIT_VARIABLE = "QUOTESDB_WAIT"
WAIT = 300.0
"""Seconds that are waited in all for another program that writes."""

_TRY = 1.0
"""Seconds of one try, in which Ctrl-C is not heard; SQLite asks again in growing steps meanwhile."""

_TOLD_AFTER = 3.0
"""Seconds after which it is said what is waited for."""


class Waiting:
    """How long what one engine does may wait for the write lock, and whether that was said.

    There is one allowance for all transactions, which a lock that was got restores: a database that never
    comes free costs a batch of a thousand files one long wait and a thousand tries, not a thousand waits.
    """

    def __init__(self, on_wait: Callable[[], None] | None = None, whole: float | None = None) -> None:
        self._whole = _allowed(os.environ.get(WAIT_VARIABLE)) if whole is None else whole
        self._left = self._whole
        self._on_wait = on_wait

    def begin(self, connection: Connection) -> None:
        """Begin a transaction, with the write lock if the connection is one of a session that writes.

        Raises:
            DatabaseInUse: if another program held the lock all the time.
        """
        mode = connection.get_execution_options().get("sqlite_begin", "")
        if not mode:
            connection.exec_driver_sql("BEGIN")
            return
        try:
            while not self._has_begun(connection, mode):
                self._tell()
        finally:
            connection.exec_driver_sql(f"PRAGMA busy_timeout={BUSY_TIMEOUT_MS}")
        self._left = self._whole

    def _has_begun(self, connection: Connection, mode: str) -> bool:
        allowed = min(_TRY, self._left if self._left > 0 else self._whole)
        connection.exec_driver_sql(f"PRAGMA busy_timeout={round(1000 * allowed)}")
        started = time.monotonic()
        try:
            connection.exec_driver_sql(f"BEGIN {mode}")
        except DatabaseInUse:
            self._left -= time.monotonic() - started
            if self._left <= 0:
                raise
            return False
        return True

    def _tell(self) -> None:
        if self._on_wait and self._whole - self._left >= _TOLD_AFTER:
            self._on_wait()
            self._on_wait = None


def _allowed(written: str | None) -> float:
    if not written:
        return WAIT
    try:
        seconds = float(written)
    except ValueError:
        seconds = -1.0
    if not 0 <= seconds < float("inf"):
        raise WrongSetting(f"{WAIT_VARIABLE} must be a number of seconds, not {written!r}")
    return seconds
