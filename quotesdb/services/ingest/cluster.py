"""A cluster as the team: workers of a Dask scheduler, on any number of machines, read and prepare.

The process that was called stores, as ever. Drafts come to it over the network; what is said in them comes
as shards through a folder that all can see (``shards.py``). A worker that ends costs nothing but time: Dask
gives its tasks to others, and a shard that is made twice is the same. ``distributed`` is loaded only here.
"""

from __future__ import annotations

import os
import secrets
import time
from collections import Counter, deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import CancelledError
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from importlib import import_module
from itertools import islice
from pathlib import Path
from socket import gethostname
from typing import Any, TypeVar

from quotesdb import __version__
from quotesdb.services.errors import ServiceError
from quotesdb.services.ingest import shards
from quotesdb.services.ingest.documents import STDIN, Document, Options
from quotesdb.services.ingest.pool import Answers, Died
from quotesdb.services.ingest.prepare import Extractor, shipped
from quotesdb.settings import THREADS_VARIABLE
from quotesdb.values import ArticleDraft, ExtractorRef

Item = TypeVar("Item")
Result = TypeVar("Result")

_TOGETHER = 16
"""Items of one task: a task costs some milliseconds of the scheduler, a document a tenth of a second."""

_AHEAD = 2
"""Tasks for each thread of a worker that are asked for before the first result is taken."""

_CONNECTING = 10
"""Seconds in which a scheduler answers, and somebody joins it."""

_LEFT_ALONE = 120.0
"""Seconds without any worker after which work is given up."""

_SEEN = 30.0
"""Seconds in which a file that another machine wrote is seen here."""

_LISTED = 100
"""Inputs that workers are asked for before anything begins."""

_LEFT = "no worker is left; the same command goes on once there are some"
_LOST = "the scheduler {} is gone; the same command goes on from here once there is one"


class NoCluster(ServiceError):  # noqa: N818 - the name says what is wrong
    """Workers that were to read and prepare cannot."""


@dataclass(frozen=True, slots=True)
class Introduction:
    """What a worker says of itself."""

    version: str
    extractor: ExtractorRef
    missing: str | None


@contextmanager
def joined(
    options: Options, paths: Sequence[str], program: Extractor | None
) -> Iterator[tuple[Workers, Preparers]]:
    """Who reads and who prepares, once it is known that the workers are able to.

    Raises:
        NoCluster: if there is no such scheduler or nobody works for it, if a worker has another version or
            does not see the shards or the inputs; in the middle, if the scheduler or all workers go.
    """
    folder = _made(options.shards)
    with _connected(str(options.scheduler)) as client:
        own = (program or shipped()).ref
        task = partial(introduce, program)
        _introduced(client, task, own, folder, [path for path in paths if path != STDIN][:_LISTED])
        yield Workers(client, first=True), Preparers(Workers(client), own, folder)


class Workers:
    """Those that work for a scheduler, as a team; ``first`` are tasks that others wait for."""

    def __init__(self, client: Any, *, first: bool = False) -> None:
        self._client = client
        self._priority = int(first)

    def in_turn(self, function: Callable[[Item], Result], items: Iterable[Item]) -> Answers[Item, Result]:
        """As ``Team`` says, some items a task."""
        return self.by_task(
            _portions(items),
            lambda portion: self.asked(_all, function, portion),
            lambda portion, future: self._answers(function, portion, future),
        )

    def by_task(
        self,
        items: Iterable[Item],
        ask: Callable[[Item], Any],
        take: Callable[[Item, Any], Result],
    ) -> Iterator[Result]:
        """What is taken of each item, in their order; some are asked for ahead."""
        coming = iter(items)
        waiting: deque[tuple[Item, Any]] = deque()
        while True:
            for item in islice(coming, max(0, self._ahead() - len(waiting))):
                waiting.append((item, ask(item)))
            if not waiting:
                return
            yield take(*waiting.popleft())

    def asked(self, function: Callable[..., Any], *arguments: Any) -> Any:
        """A future of what a worker makes of something; ``taken`` waits for it."""
        return self._client.submit(
            _work, function, arguments, __version__, pure=False, priority=self._priority
        )

    def taken(self, future: Any) -> Any:
        """What a worker came to, or ``Died`` if none outlived it.

        Raises:
            NoCluster: if it can come to nothing any more.
        """
        distributed: Any = import_module("distributed")
        since = time.monotonic()
        while not future.done():
            try:
                with self._client.as_current():
                    distributed.wait(future, timeout=1)
            except TimeoutError:
                if self._client.nthreads():
                    since = time.monotonic()
                elif time.monotonic() - since > _LEFT_ALONE:
                    raise NoCluster(_LEFT) from None
        try:
            return future.result()
        except distributed.KilledWorker:
            return Died(None)

    def _answers(
        self, function: Callable[[Item], Result], items: list[Item], future: Any
    ) -> list[tuple[Item, Result | Died]]:
        found = self.taken(future)
        if not isinstance(found, Died):
            return list(zip(items, found, strict=True))
        if len(items) == 1:
            return [(items[0], found)]
        # One of them ends every process: the others are not to be lost with it.
        alone = ([item] for item in items)
        return [
            pair for item in alone for pair in self._answers(function, item, self.asked(_all, function, item))
        ]

    def _ahead(self) -> int:
        threads: dict[str, int] = self._client.nthreads()
        return _AHEAD * (1 + sum(threads.values()))


class Preparers:
    """Workers as a team that works on documents: results come as shards, which are removed once stored."""

    def __init__(self, workers: Workers, extractor: ExtractorRef, folder: Path) -> None:
        self._workers = workers
        self._extractor = extractor
        self._folder = folder
        self._needed: Counter[Path] = Counter()

    def in_turn(
        self, function: Callable[[Document], Document], items: Iterable[Document]
    ) -> Answers[Document, Document]:
        """As ``Team`` says; what needs no extractor is done here. Who takes the next has stored the last."""
        taken = self._workers.by_task(
            (_Shard.of(portion, self._extractor, self._folder) for portion in _portions(items)),
            lambda shard: self._begin(function, shard),
            lambda shard, future: (shard, self._take(function, shard, future)),
        )
        for shard, found in taken:
            made = iter(found)
            yield [(each, next(made) if _wanted(each) else function(each)) for each in shard.documents]
            self._end(shard)

    def _begin(self, function: Callable[[Document], Document], shard: _Shard) -> Any:
        self._needed[shard.path] += 1
        return self._ask(function, shard)

    def _end(self, shard: _Shard) -> None:
        """Remove a shard, unless it is to be read again: the same documents may be named twice."""
        self._needed[shard.path] -= 1
        if not self._needed[shard.path]:
            del self._needed[shard.path]
            shards.remove(shard.path)

    def _ask(self, function: Callable[[Document], Document], shard: _Shard) -> Any:
        if not shard.wanted or shard.path.exists():
            return None
        return self._workers.asked(_write, function, shard.path, shard.wanted)

    def _take(
        self, function: Callable[[Document], Document], shard: _Shard, future: Any
    ) -> list[Document | Died]:
        """What is said in those of a shard that were asked about; one that cannot be read is made again."""
        if not shard.wanted:
            return []
        try:
            return self._read(function, shard, future)
        except (FileNotFoundError, shards.BadShard):
            shards.remove(shard.path)
        try:
            return self._read(function, shard, self._ask(function, shard))
        except FileNotFoundError as error:
            raise NoCluster(
                f"{shard.path} was written and is not seen here: is it another folder?"
            ) from error
        except shards.BadShard as error:
            raise NoCluster(str(error)) from error

    def _read(
        self, function: Callable[[Document], Document], shard: _Shard, future: Any
    ) -> list[Document | Died]:
        if future is not None and isinstance(self._workers.taken(future), Died):
            return self._one_by_one(function, shard)
        # What another machine has written may be seen later here.
        until = time.monotonic() + (0 if future is None else _SEEN)
        while not os.access(shard.path, os.R_OK) and time.monotonic() < until:
            os.listdir(self._folder)  # noqa: PTH208 - a network file system then looks anew
            time.sleep(0.2)
        return [*shards.read(shard.path, shard.wanted, self._extractor)]

    def _one_by_one(self, function: Callable[[Document], Document], shard: _Shard) -> list[Document | Died]:
        """One of them ends every process: the others are not to be lost with it."""
        if len(shard.wanted) == 1:
            return [Died(None)]
        found = []
        for each in shard.wanted:
            one = _Shard.of([each], self._extractor, self._folder)
            found += self._take(function, one, self._begin(function, one))
            self._end(one)
        return found


@dataclass(frozen=True, slots=True)
class _Shard:
    """Documents that belong together, those of them that are asked about, and where the answer will lie."""

    documents: list[Document]
    wanted: list[Document]
    path: Path

    @classmethod
    def of(cls, documents: list[Document], extractor: ExtractorRef, folder: Path) -> _Shard:
        """The shard of some documents."""
        wanted = [each for each in documents if _wanted(each)]
        return cls(documents, wanted, shards.path_of(folder, shards.name_of(wanted, extractor)))


def _wanted(document: Document) -> bool:
    """Whether a document is worth a worker's time."""
    return isinstance(document.content, ArticleDraft) and not document.known


def _portions(items: Iterable[Item]) -> Iterator[list[Item]]:
    coming = iter(items)
    while portion := list(islice(coming, _TOGETHER)):
        yield portion


def _made(folder: Path | None) -> Path:
    if folder is None:
        raise NoCluster("a folder for shards is needed that all workers see")
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise NoCluster(f"{folder} cannot be made: {(error.strerror or str(error)).lower()}") from error
    return folder.absolute()


@contextmanager
def _connected(scheduler: str) -> Iterator[Any]:
    try:
        distributed: Any = import_module("distributed")
        import_module("pyarrow")
    except ModuleNotFoundError as error:
        raise NoCluster(f"{error.name} is not installed: pip install 'quotesdb[cluster]'") from error
    try:
        client = distributed.Client(scheduler, timeout=_CONNECTING, set_as_default=False)
    except (OSError, ValueError) as error:
        raise NoCluster(f"there is no scheduler at {scheduler} ({_first_line(error)})") from error
    try:
        yield client
    except (distributed.comm.CommClosedError, CancelledError) as error:
        raise NoCluster(_LOST.format(scheduler)) from error
    finally:
        client.close(timeout=_CONNECTING)


def _introduced(
    client: Any,
    introduce: Callable[[Sequence[str]], Introduction],
    own: ExtractorRef,
    folder: Path,
    inputs: Sequence[str],
) -> None:
    """Let every worker say what it is and sees.

    Raises:
        NoCluster: if there is none, or one that cannot do what this process would.
    """
    try:
        client.wait_for_workers(1, timeout=_CONNECTING)
    except TimeoutError as error:
        raise NoCluster("nobody works for this scheduler: start a worker (dask worker ADDRESS)") from error
    token = folder / f"{secrets.token_hex(8)}.part"
    token.touch()
    there = [str(Path(path).absolute()) for path in inputs if Path(path).exists()]
    try:
        told = client.run(introduce, [str(token), *there], on_error="return")
    finally:
        token.unlink()
    for worker, it in told.items():
        if wrong := objection(it, own):
            raise NoCluster(f"the worker {worker} {wrong}")


def objection(it: object, extractor: ExtractorRef) -> str | None:
    """Why a worker that said this of itself is of no use."""
    if not isinstance(it, Introduction):
        return f"cannot run quotesdb {__version__}: {_first_line(it)}"
    if it.version != __version__:
        return f"has quotesdb {it.version}, and this is {__version__}"
    if it.extractor != extractor:
        return f"has another extractor or model: {it.extractor}, and here is {extractor}"
    return f"does not see {it.missing}" if it.missing else None


def _first_line(error: object) -> str:
    return f"{type(error).__name__}: {error}".split("\n", maxsplit=1)[0]


def introduce(program: Extractor | None, needed: Sequence[str]) -> Introduction:
    """What this process, a worker, is, and the first of some paths that it does not see."""
    _keep_to_one_thread()
    missing = next((one for one in needed if not Path(one).exists()), None)
    return Introduction(__version__, (program or shipped()).ref, missing)


def _keep_to_one_thread() -> None:
    os.environ.setdefault(THREADS_VARIABLE, "1")


def _work(function: Callable[..., Any], arguments: Sequence[Any], version: str) -> Any:
    """What a worker does for a task; it may have joined after the others said what they are."""
    if version != __version__:
        raise NoCluster(
            f"a worker on {gethostname()} has quotesdb {__version__}, and the task is of {version}"
        )
    _keep_to_one_thread()
    return function(*arguments)


def _all(function: Callable[[Item], Result], items: Sequence[Item]) -> list[Result]:
    return [function(item) for item in items]


def _write(function: Callable[[Document], Document], path: Path, documents: Sequence[Document]) -> None:
    if path.exists():
        return
    prepared = [function(each) for each in documents]
    try:
        shards.write(path, prepared)
    except OSError as error:
        raise NoCluster(
            f"a worker on {gethostname()} cannot write to {path.parent}: {error.strerror}"
        ) from error
