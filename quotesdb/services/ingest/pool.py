"""Processes that work side by side; what they come to is handed on in the order in which it was asked for.

Nothing here knows what is worked on: a function and an item go to a process, a value comes back. Every
process has a thread here that waits for it, so that whoever stores the results keeps none of them idle.
"""

from __future__ import annotations

import multiprocessing
import os
import signal
import threading
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor, wait
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from itertools import islice
from multiprocessing import connection
from typing import Any, Protocol, TypeVar

from quotesdb.services.errors import ServiceError
from quotesdb.settings import THREADS_VARIABLE

Item = TypeVar("Item")
Result = TypeVar("Result")

ENOUGH = 24
"""Items that are worth the start of other processes: each loads the model, in more than a second."""

_AHEAD = 8
"""Items for each process that are asked for before the first result is taken."""

_MOST_DEATHS = 5
"""Processes that may end one after the other, none of which has done anything."""

_DYING = 5.0
"""Seconds in which a process is gone that has closed its line."""

_HEARING = 1.0
"""Seconds after which Ctrl-C is heard where waiting cannot be interrupted (Windows)."""


class NoWorkers(ServiceError):  # noqa: N818 - the name says what is wrong
    """Processes that were to work end as soon as they begin."""


@dataclass(frozen=True, slots=True)
class Died:
    """In place of a result: the process that worked on the item ended; below 0 ``status`` is a signal.

    Of a process of another machine it is not known.
    """

    status: int | None

    def __str__(self) -> str:
        if self.status is None:
            return "the processes that worked on it ended, as happens when memory runs out"
        how = f"signal {-self.status}" if self.status < 0 else f"status {self.status}"
        return f"the process that worked on it ended ({how}), as happens when memory runs out"


Answers = Iterator[list[tuple[Item, Result | Died]]]


class Team(Protocol):
    """Who does work: this process, or several others."""

    def in_turn(self, function: Callable[[Item], Result], items: Iterable[Item]) -> Answers[Item, Result]:
        """Each item and what the function makes of it, in their order: as many at a time as are ready."""


class Alone:
    """Nobody but this process: an item is taken when its result is wanted."""

    def __enter__(self) -> Alone:
        return self

    def __exit__(self, *_error: object) -> None:
        pass

    def in_turn(self, function: Callable[[Item], Result], items: Iterable[Item]) -> Answers[Item, Result]:
        """As ``Team`` says, one at a time."""
        return ([(item, function(item))] for item in items)


class Pool:
    """Processes that start as they are needed, ``jobs`` at most; leaving the context ends them at once.

    Functions, items and results must be such that they can be pickled. A process that dies costs the item
    that it worked on, and another takes its place. None outlives this process, however that ends.

    Raises:
        NoWorkers: while results are taken, if processes cannot be made to work at all.
    """

    def __init__(self, jobs: int) -> None:
        self._jobs = jobs
        self._threads = ThreadPoolExecutor(jobs)
        self._own = threading.local()
        self._workers: list[_Worker] = []
        self._lock = threading.Lock()
        self._closed = False
        self._deaths = 0

    def __enter__(self) -> Pool:
        return self

    def __exit__(self, *_error: object) -> None:
        with self._lock:
            self._closed = True
        self._threads.shutdown(wait=False, cancel_futures=True)
        for worker in self._workers:
            worker.end()
        self._threads.shutdown()

    def in_turn(self, function: Callable[[Item], Result], items: Iterable[Item]) -> Answers[Item, Result]:
        """As ``Team`` says; some items are taken ahead, so that no process waits for the next."""
        coming = iter(items)
        asked: deque[tuple[Item, Future[Result | Died]]] = deque()
        while True:
            for item in islice(coming, self._jobs * _AHEAD - len(asked)):
                asked.append((item, self._threads.submit(self._ask, function, item)))
            if not asked:
                return
            _wait_for(asked[0][1])
            ready = []
            while asked and asked[0][1].done():
                item, future = asked.popleft()
                ready.append((item, future.result()))
            yield ready

    def _ask(self, function: Callable[[Any], Any], item: object) -> Any:
        worker: _Worker | None = getattr(self._own, "worker", None)
        if worker is None:
            worker = self._own.worker = self._start()
        try:
            done, answer = worker.ask(function, item)
        except (EOFError, OSError):
            self._own.worker = None
            return Died(self._bury(worker))
        self._deaths = 0
        if not done:
            raise answer
        return answer

    def _start(self) -> _Worker:
        with self._lock:
            if self._closed:
                raise NoWorkers("stopped")
            worker = _Worker()
            self._workers.append(worker)
        return worker

    def _bury(self, worker: _Worker) -> int | None:
        with self._lock:
            if self._closed:
                return None
            self._workers.remove(worker)
            self._deaths += 1
        status = worker.end(_DYING)
        if self._deaths >= _MOST_DEATHS:
            raise NoWorkers(f"processes end as soon as they work (status {status}); --jobs 1 does without")
        return status


def team(jobs: int, items: int) -> Alone | Pool:
    """Whoever is to work on so many items, as far as they are known: a context that gives a ``Team``."""
    return Pool(jobs) if jobs > 1 and items >= ENOUGH else Alone()


class _Worker:
    """A process that waits to be asked."""

    def __init__(self) -> None:
        context = multiprocessing.get_context("spawn")
        self._line, theirs = context.Pipe()
        self._process = context.Process(target=_work, args=(theirs,), daemon=True)
        with _unheard():
            self._process.start()
        theirs.close()

    def ask(self, function: Callable[[Any], Any], item: object) -> Any:
        """Whether the function came to its end there, and with what or by which error.

        Raises:
            EOFError, OSError: if the process is gone.
        """
        self._line.send((function, item))
        return self._line.recv()

    def end(self, wait: float = 0.0) -> int | None:
        """End the process, unless it ends by itself in so many seconds; its exit status."""
        self._process.join(wait)
        self._process.kill()
        self._process.join()
        return self._process.exitcode


def _wait_for(future: Future[Any]) -> None:
    while not wait([future], timeout=_HEARING).done:
        pass


def _work(line: connection.Connection) -> None:
    """Answer whoever holds the other end, until that is closed."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    os.environ.setdefault(THREADS_VARIABLE, "1")
    threading.Thread(target=_end_with_parent, daemon=True).start()
    with suppress(EOFError, OSError):
        while True:
            line.send(_answer(*line.recv()))


def _answer(function: Callable[[Any], Any], item: object) -> tuple[bool, object]:
    try:
        return True, function(item)
    except Exception as error:  # noqa: BLE001 - it is raised on the other side
        return False, error


def _end_with_parent() -> None:
    """End at once, in the middle of an item too, when the process that asks is gone."""
    parent = multiprocessing.parent_process()
    if parent is not None:
        connection.wait([parent.sentinel])
        os._exit(1)


@contextmanager
def _unheard() -> Iterator[None]:
    """Let what is started meanwhile not hear Ctrl-C, which comes to all of a terminal; this process does."""
    if not hasattr(signal, "pthread_sigmask"):
        yield
        return
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)
