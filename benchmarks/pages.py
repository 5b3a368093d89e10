"""How long pages take while many read: readers that ask one page a second each, and the memory it takes.

    python -m benchmarks.pages                        a database of 100,000 invented quotations
    python -m benchmarks.pages --quotes 1000000       of another size
    python -m benchmarks.pages --database URL         one on a server
    python -m benchmarks.pages --readers 20 --ingest  beside an ingest of low priority, into a copy
    python -m benchmarks.pages --first                while others have work for the processors, before them
    python -m benchmarks.pages --requests 10000       then so many more, in a row: does memory grow?
    python -m benchmarks.pages --alone                what a page takes, and nobody beside

The server is a process of its own, as ``quotesdb serve`` runs it, with no bound on how often one asks.
Times are those of a reader on the same machine, from asking to having the whole page; they mean something
where two processors do nothing else. Beside them stands what holds on a busy machine as well: what a page
takes of the server's processor, how often it asks the database, and how much of one processor the readers
keep busy together. The database is that of ``benchmarks.lookups``, and so is what is asked for. An ingest
stores invented articles as long as is measured; those that go to a server stay there.

Exit status 1 if an aim is missed.
"""

from __future__ import annotations

import argparse
import multiprocessing
import os
import random
import shutil
import socket
import statistics
import subprocess
import sys
import tempfile
import time
from collections import defaultdict
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager, suppress
from http.client import HTTPConnection
from pathlib import Path
from typing import Any, NamedTuple
from urllib.parse import urlencode

from benchmarks._generated import Parameters, generate, stories
from benchmarks.lookups import ROOT, Drawn
from quotesdb.services.store.database import open_engine, sessions

AIM_MS = 60.0

AIM_GROWTH_MB = 10.0
"""What the server may have grown by from the thousandth request to the last."""

_ALONE = 50
"""Pages of a kind that are asked for one after the other, for the time of the processor."""

_A_SECOND = 30
"""Articles of ten quotations that no ingest stores in a second."""

Times = dict[str, list[float]]


class Alone(NamedTuple):
    """What pages of one kind take: milliseconds of the processor each, and statements on the average."""

    busy: list[float]
    statements: float


def main() -> int:
    """Measure, and say whether the aims are met."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--quotes", type=int, default=100_000)
    parser.add_argument("--database", help="default: a file in build/ named for its size")
    parser.add_argument("--seconds", type=int, default=20)
    parser.add_argument("--readers", type=int, default=20, help="default: %(default)s")
    parser.add_argument("--ingest", action="store_true", help="While others read, store articles.")
    parser.add_argument("--first", action="store_true", help="Serve and read at real-time priority.")
    parser.add_argument("--requests", type=int, default=0)
    parser.add_argument("--alone", action="store_true", help="Measure one page after the other, and end.")
    given = parser.parse_args()
    database = given.database or str(ROOT / "build" / f"check-speed-{given.quotes}.db")
    if given.database is None:
        generate(Path(database), Parameters(given.quotes))
    (ROOT / "build").mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory(dir=ROOT / "build") as folder:
        if given.ingest and "://" not in database:
            # What others measure shall stay as it was made.
            database = shutil.copy(database, folder)
        return _measure(given, database, Path(folder))


def _measure(given: argparse.Namespace, database: str, folder: Path) -> int:
    engine = open_engine(database)
    with sessions(engine)() as session:
        drawn = Drawn(session, seed=1)
    engine.dispose()
    with socket.create_server(("127.0.0.1", 0)) as listening:
        port = listening.getsockname()[1]
    spawn = multiprocessing.get_context("spawn")
    asked = spawn.Value("Q", 0, lock=False)
    server = spawn.Process(target=_serve, args=(database, port, asked), daemon=True)
    server.start()
    met = True
    try:
        _wait(port)
        asking = _pages(drawn)
        for kind in asking:
            _timed(HTTPConnection("127.0.0.1", port), asking[kind][0])
        alone = {kind: _alone(port, asking[kind], server.pid or 0, asked) for kind in asking}
        _tell(alone, given.readers)
        if given.requests:
            met &= _grow(port, asking, given.requests, server.pid or 0)
        if given.alone:
            return 0 if met else 1
        with (
            _ingesting(database, folder, given.seconds if given.ingest else 0),
            _before_others(server.pid or 0, wanted=given.first),
        ):
            together = _read_together(port, asking, given.seconds, given.readers)
        print(f"{given.readers} readers, one page a second each{', beside an ingest' * given.ingest}")
        print(f"load of the machine: {os.getloadavg()[0]:.1f}{', before others' * given.first}")
        met &= _report(together)
    finally:
        server.kill()
        server.join()
    return 0 if met else 1


def _serve(database: str, port: int, asked: Any) -> None:
    from sqlalchemy import event

    from quotesdb.web.app import create
    from quotesdb.web.config import Config
    from quotesdb.web.guard import Limits
    from quotesdb.web.server import run

    def count(*_what: object) -> None:
        asked.value += 1

    engine = open_engine(database)
    event.listen(engine, "before_cursor_execute", count)
    endless = Limits(reads=(1e9, 1e9))
    run(create(Config(database), engine, limits=endless), "127.0.0.1", port)


@contextmanager
def _ingesting(database: str, folder: Path, seconds: int) -> Iterator[None]:
    """Have a program of low priority store articles, more than it can in so many seconds, if in any."""
    if not seconds:
        yield
        return
    texts = folder / "articles"
    texts.mkdir()
    for number, (draft, _said) in enumerate(stories(Parameters(seconds * _A_SECOND * 10, time.time_ns()))):
        (texts / f"{number}.txt").write_text(f"{draft.title}\n\n{draft.text}", encoding="utf-8")
    command = (sys.executable, "-m", "quotesdb", "--db", database, "ingest", str(texts), "--jobs", "1")
    with (folder / "ingest.log").open("w") as log:
        ingest = subprocess.Popen(("nice", "-n", "19", *command), stdout=log, stderr=log)
        try:
            yield
            if ingest.poll() is not None:
                raise RuntimeError(f"the ingest ended early: {(folder / 'ingest.log').read_text()[-500:]}")
        finally:
            ingest.terminate()
            ingest.wait()


@contextmanager
def _before_others(pid: int, *, wanted: bool) -> Iterator[None]:
    """Have a process and this one run before all others; an ingest that was begun already does not."""
    if not wanted:
        yield
        return
    threads = [int(each.name) for of in (pid, os.getpid()) for each in Path(f"/proc/{of}/task").iterdir()]
    for thread in threads:
        os.sched_setscheduler(thread, os.SCHED_FIFO, os.sched_param(10))
    try:
        yield
    finally:
        for thread in threads:
            # One that had nothing to do for some seconds has ended meanwhile.
            with suppress(ProcessLookupError):
                os.sched_setscheduler(thread, os.SCHED_OTHER, os.sched_param(0))


def _wait(port: int) -> None:
    for _ in range(300):
        try:
            socket.create_connection(("127.0.0.1", port), timeout=1).close()
        except OSError:
            time.sleep(0.1)
        else:
            return
    raise TimeoutError("the server did not start")


def _pages(drawn: Drawn) -> dict[str, list[str]]:
    """Addresses of each kind of page, drawn by chance."""
    rng = drawn.rng
    words = [rng.choice(drawn.pairs if rng.random() < 0.5 else drawn.words) for _ in range(300)]
    people = [*drawn.famous, *drawn.speakers]
    return {
        "search": [f"/?{urlencode({'q': each})}" for each in words],
        "newest": ["/"],
        "quotation": [f"/q/{each}" for each in drawn.quotes],
        "article": [f"/a/{each}" for each in drawn.articles],
        "speaker": [f"/s/{each.public_id}" for each in people],
    }


def _timed(connection: HTTPConnection, path: str) -> float:
    began = time.perf_counter()
    connection.request("GET", path)
    answer = connection.getresponse()
    answer.read()
    if answer.status != 200:
        raise RuntimeError(f"{path}: {answer.status}")
    return (time.perf_counter() - began) * 1000


def _read_together(port: int, asking: dict[str, list[str]], seconds: int, readers: int) -> Times:
    def read(number: int) -> Times:
        rng, times = random.Random(number), defaultdict[str, list[float]](list)
        connection = HTTPConnection("127.0.0.1", port)
        began = time.monotonic() + number / readers
        for turn in range(seconds):
            time.sleep(max(0.0, began + turn - time.monotonic()))
            kind = rng.choice(list(asking))
            times[kind].append(_timed(connection, rng.choice(asking[kind])))
        return times

    together = defaultdict[str, list[float]](list)
    with ThreadPoolExecutor(readers) as pool:
        for times in pool.map(read, range(readers)):
            for kind, found in times.items():
                together[kind] += found
    return together


def _alone(port: int, paths: list[str], pid: int, asked: Any) -> Alone:
    """What pages of one kind take, asked for one after the other."""
    connection, busy = HTTPConnection("127.0.0.1", port), list[float]()
    before = asked.value
    for turn in range(_ALONE):
        began = _busy(pid)
        _timed(connection, paths[turn % len(paths)])
        busy.append(_busy(pid) - began)
    return Alone(busy, (asked.value - before) / _ALONE)


def _busy(pid: int) -> float:
    """The milliseconds that a process took of the processor, with its threads."""
    threads = Path(f"/proc/{pid}/task").glob("*/schedstat")
    return sum(int(each.read_text(encoding="ascii").split()[0]) for each in threads) / 1e6


def _tell(alone: dict[str, Alone], readers: int) -> None:
    print(f"{'page':<12}{'CPU ms':>9}{'p95':>9}{'statements':>12}")
    for kind, each in alone.items():
        p95 = statistics.quantiles(each.busy, n=20)[-1]
        print(f"{kind:<12}{statistics.median(each.busy):>9.1f}{p95:>9.1f}{each.statements:>12.1f}")
    share = readers * statistics.mean(ms for each in alone.values() for ms in each.busy) / 1000
    print(f"{readers} readers of one page a second each keep {share:.0%} of one processor busy")


def _report(times: Times) -> bool:
    met = True
    print(f"{'page':<12}{'pages':>9}{'p50 ms':>9}{'p95 ms':>12}")
    for kind, found in sorted(times.items()):
        p95 = statistics.quantiles(found, n=20)[-1]
        met &= p95 <= AIM_MS
        print(f"{kind:<12}{len(found):>9}{statistics.median(found):>9.1f}{p95:>12.1f}")
    return met


def _grow(port: int, asking: dict[str, list[str]], requests: int, pid: int) -> bool:
    """Tell how the memory of the server grows over many requests; whether it does not."""
    connection, rng = HTTPConnection("127.0.0.1", port), random.Random(0)
    paths = [path for each in asking.values() for path in each]
    settled = min(1_000, requests // 2)
    told, first = sorted({settled, *range(0, requests + 1, max(1, requests // 5))}), 0.0
    for number in range(requests + 1):
        if number == settled:
            first = _resident(pid)
        if number in told:
            print(f"{number:>7} requests: {_resident(pid):.0f} MB")
        _timed(connection, rng.choice(paths))
    grown = _resident(pid) - first
    print(f"{grown:+.1f} MB from request {settled} to {requests}")
    return grown <= AIM_GROWTH_MB


def _resident(pid: int) -> float:
    status = Path(f"/proc/{pid}/status").read_text(encoding="ascii")
    return int(status.partition("VmRSS:")[2].split()[0]) / 1024


if __name__ == "__main__":
    sys.exit(main())
