"""Waiting for the write lock of a database: the one place where it is decided how long.

A transaction that writes takes the lock when it begins, so that waiting there is enough: nothing of it has
been done yet, and nothing has to be done twice.
"""

from __future__ import annotations

import os
import time
from collections.abc import Callable
from typing import TYPE_CHECKING, Protocol

from quotesdb.db.errors import DatabaseInUse
from quotesdb.settings import WrongSetting

if TYPE_CHECKING:
    from sqlalchemy import Connection

WRITES = "quotesdb_writes"
"""The execution option of connections whose transactions take the write lock."""

BUSY_TIMEOUT_MS = 10_000
"""How long a look-up waits; in WAL mode nobody who writes keeps it waiting."""

WAIT_VARIABLE = "QUOTESDB_WAIT"
WAIT = 300.0
"""Seconds that are waited in all for another program that writes."""

_TRY = 1.0
"""Seconds of one try, in which Ctrl-C is not heard; the database asks again by itself meanwhile."""

_TOLD_AFTER = 3.0
"""Seconds after which it is said what is waited for."""


class Lock(Protocol):
    """How a transaction begins on one kind of database, with its write lock or without."""

    def begin(self, connection: Connection) -> None:
        """Begin a transaction that only reads."""

    def begin_writing(self, connection: Connection, seconds: float) -> None:
        """Begin a transaction with the write lock, waiting for it for some seconds.

        Raises:
            DatabaseInUse: if another program held it all the time; no transaction has begun then.
        """


class FileLock:
    """The write lock of an SQLite file."""

    def begin(self, connection: Connection) -> None:
        """Begin a transaction that only reads."""
        connection.exec_driver_sql("BEGIN")

    def begin_writing(self, connection: Connection, seconds: float) -> None:
        """Begin a transaction with the lock."""
        connection.exec_driver_sql(f"PRAGMA busy_timeout={round(1000 * seconds)}")
        try:
            connection.exec_driver_sql("BEGIN IMMEDIATE")
        finally:
            connection.exec_driver_sql(f"PRAGMA busy_timeout={BUSY_TIMEOUT_MS}")


class Waiting:
    """How long what one engine does may wait for the write lock, and whether that was said.

    There is one allowance for all transactions, which a lock that was got restores: a database that never
    comes free costs a batch of a thousand files one long wait and a thousand tries, not a thousand waits.
    """

    def __init__(
        self, lock: Lock, on_wait: Callable[[], None] | None = None, whole: float | None = None
    ) -> None:
        self._lock = lock
        self._whole = _allowed(os.environ.get(WAIT_VARIABLE)) if whole is None else whole
        self._left = self._whole
        self._on_wait = on_wait

    def begin(self, connection: Connection) -> None:
        """Begin a transaction, with the write lock if the connection is one of a session that writes.

        Raises:
            DatabaseInUse: if another program held the lock all the time.
        """
        if not connection.get_execution_options().get(WRITES, False):
            self._lock.begin(connection)
            return
        while not self._has_begun(connection):
            self._tell()
        self._left = self._whole

    def _has_begun(self, connection: Connection) -> bool:
        started = time.monotonic()
        try:
            self._lock.begin_writing(connection, min(_TRY, self._left if self._left > 0 else self._whole))
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
