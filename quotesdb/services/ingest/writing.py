"""One writer: stores what is ready in few transactions, and tells what became of it after the commit."""

from __future__ import annotations

import signal
import threading
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING, Generic, TypeVar

from quotesdb.db.errors import Conflict, DatabaseInUse
from quotesdb.db.retry import retried
from quotesdb.services.errors import ServiceError
from quotesdb.services.faults import Fault, one_document
from quotesdb.services.ingest.documents import GATHERED
from quotesdb.services.ingest.prepare import NotExtracted
from quotesdb.services.store.chunks import chunks

if TYPE_CHECKING:
    from sqlalchemy.orm import Session, sessionmaker

Item = TypeVar("Item")
Outcome = TypeVar("Outcome")

_TOGETHER = 64
"""Items of one transaction at most."""

_LONGEST = 0.5
"""Seconds after which a transaction takes no further item: others wait for it."""


@dataclass(frozen=True)
class Writer(Generic[Item, Outcome]):
    """How items are stored and what is told of them.

    ``settled`` is the outcome of an item of which nothing is to be stored, ``store`` stores one in the
    session given, ``failed`` is the outcome of one that could not be, and ``again`` makes one anew of which
    the database needs more than was found. ``together`` stores several as ``store`` does one after the other,
    and is cheaper; where it fails, they are stored one by one. ``report`` gets each outcome, in the order of
    the items.
    """

    make_session: sessionmaker[Session]
    settled: Callable[[Item], Outcome | None]
    store: Callable[[Session, Item], Outcome]
    failed: Callable[[Item, Exception], Outcome]
    report: Callable[[Outcome], None]
    again: Callable[[Item], Item] | None = None
    together: Callable[[Session, Sequence[Item]], Sequence[Outcome]] | None = None

    def write(self, groups: Iterable[Sequence[Item]]) -> None:
        """Store groups of items, each group in as few transactions as may be.

        An item that cannot be stored costs itself alone. Ctrl-C leaves nothing stored that was not reported.

        Raises:
            DatabaseError: if the database itself cannot be used.
        """
        for group in groups:
            left = list(group)
            while left:
                done = self._write_some(left[:_TOGETHER])
                left = left[done:]

    def _write_some(self, items: list[Item]) -> int:
        """Store the first of these items, and as many more as go with it; how many."""
        first, *others = items
        if (settled := self.settled(first)) is not None:
            return self._report([settled])
        try:
            return retried(lambda: self._together(items))
        except NotExtracted as error:
            if self.again is None:
                return self._report([self.failed(first, error)])
            return self._write_some([self.again(first)])
        except Conflict as error:
            return self._write_some([first]) if others else self._report([self.failed(first, error)])
        except DatabaseInUse as error:
            # It waited for all of them; the others are tried, but none waits so long again.
            return self._report([self.failed(first, error)])

    def _together(self, items: Sequence[Item]) -> int:
        with closing(self.make_session()) as session:
            # Here it waits for others who write, and can be interrupted.
            session.connection()
            with uninterrupted():
                done = self._outcomes(session, items)
                session.commit()
                return self._report(done)

    def _outcomes(self, session: Session, items: Sequence[Item]) -> list[Outcome]:
        done: list[Outcome] = []
        began = time.monotonic()
        for some in chunks(items, GATHERED):
            stored = self._stored_together(session, some)
            if stored is None:
                stored = self._one_by_one(session, some, began, at_least=0 if done else 1)
            done += stored
            if len(stored) < len(some) or time.monotonic() - began > _LONGEST:
                break
        return done

    def _stored_together(self, session: Session, items: Sequence[Item]) -> list[Outcome] | None:
        """What becomes of items that are stored together; null if that cannot be."""
        settled = [self.settled(item) for item in items]
        wanted = [item for item, known in zip(items, settled, strict=True) if known is None]
        if self.together is None or len(wanted) < 2:
            return None
        try:
            with one_document(), session.begin_nested():
                stored = iter(self.together(session, wanted))
                return [next(stored) if known is None else known for known in settled]
        except Conflict:
            raise
        except (ServiceError, Fault):
            return None
        finally:
            session.expunge_all()

    def _one_by_one(
        self, session: Session, items: Sequence[Item], began: float, *, at_least: int
    ) -> list[Outcome]:
        """What becomes of the first items, until the time is over or one needs more than was found.

        Raises:
            NotExtracted: if that one comes before ``at_least`` others.
        """
        done: list[Outcome] = []
        for item in items:
            try:
                done.append(self._outcome(session, item))
            except NotExtracted:
                if len(done) < at_least:
                    raise
                break
            if time.monotonic() - began > _LONGEST:
                break
        return done

    def _outcome(self, session: Session, item: Item) -> Outcome:
        settled = self.settled(item)
        if settled is not None:
            return settled
        try:
            with one_document(), session.begin_nested():
                return self.store(session, item)
        except (Conflict, NotExtracted):
            raise
        except (ServiceError, Fault) as error:
            return self.failed(item, error)
        finally:
            # What one article has loaded is not to be compared with what the next one changes.
            session.expunge_all()

    def _report(self, done: Sequence[Outcome]) -> int:
        for outcome in done:
            self.report(outcome)
        return len(done)


@contextmanager
def uninterrupted() -> Iterator[None]:
    """Hear Ctrl-C only afterwards, so that what is stored is reported too; a second one is heard at once.

    Where objects of a session are freed nobody would hear it: what is raised in a callback of a weak
    reference is lost.
    """
    before = signal.getsignal(signal.SIGINT)
    if threading.current_thread() is not threading.main_thread() or before is None:
        yield
        return
    heard: list[int] = []

    def hear(number: int, _frame: object) -> None:
        if heard:
            raise KeyboardInterrupt
        heard.append(number)

    signal.signal(signal.SIGINT, hear)
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, before)
        if heard:
            signal.raise_signal(signal.SIGINT)
