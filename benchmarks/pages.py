"""How long pages take while many read: readers that ask one page a second each, and the memory it takes.

    python -m benchmarks.pages                        a database of 100,000 invented quotations
    python -m benchmarks.pages --quotes 1000000       of another size
    python -m benchmarks.pages --database URL         one on a server
    python -m benchmarks.pages --requests 10000       then so many more, in a row: does memory grow?

The server is a process of its own, as ``quotesdb serve`` runs it, with no bound on how often one asks.
Times are those of a reader on the same machine, from asking to having the whole page; beside them stands what
one page takes of the server's processor, which a busy machine does not change. The database is that of
``benchmarks.lookups``, and so is what is asked for.

Exit status 1 if an aim is missed.
"""

from __future__ import annotations

import argparse
import multiprocessing
import os
import random
import socket
import statistics
import sys
import time
from collections import defaultdict
from concurrent.futures import ThreadPoolExecutor
from http.client import HTTPConnection
from pathlib import Path
from urllib.parse import urlencode

from benchmarks._generated import Parameters, generate
from benchmarks.lookups import ROOT, Drawn
from quotesdb.services.store.database import open_engine, sessions

AIM_MS = 60.0
READERS = 20

_ALONE = 50
"""Pages of a kind that are asked for one after the other, for the time of the processor."""

Times = dict[str, list[float]]


def main() -> int:
    """Measure, and say whether the aims are met."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--quotes", type=int, default=100_000)
    parser.add_argument("--database", help="default: a file in build/ named for its size")
    parser.add_argument("--seconds", type=int, default=20)
    parser.add_argument("--requests", type=int, default=0)
    given = parser.parse_args()
    database = given.database or str(ROOT / "build" / f"check-speed-{given.quotes}.db")
    if "://" not in database:
        generate(Path(database), Parameters(given.quotes))
    engine = open_engine(database)
    with sessions(engine)() as session:
        drawn = Drawn(session, seed=1)
    engine.dispose()
    with socket.create_server(("127.0.0.1", 0)) as listening:
        port = listening.getsockname()[1]
    server = multiprocessing.get_context("spawn").Process(target=_serve, args=(database, port), daemon=True)
    server.start()
    try:
        _wait(port)
        asking = _pages(drawn)
        for kind in asking:
            _timed(HTTPConnection("127.0.0.1", port), asking[kind][0])
        together = _read_together(port, asking, given.seconds)
        met = _report(together, _processor(port, asking, server.pid or 0))
        if given.requests:
            _grow(port, asking, given.requests, server.pid or 0)
    finally:
        server.kill()
        server.join()
    return 0 if met else 1


def _serve(database: str, port: int) -> None:
    from quotesdb.web.app import create
    from quotesdb.web.config import Config
    from quotesdb.web.guard import Limits
    from quotesdb.web.server import run

    endless = Limits(reads=(1e9, 1e9))
    run(create(Config(database), open_engine(database), limits=endless), "127.0.0.1", port)


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


def _read_together(port: int, asking: dict[str, list[str]], seconds: int) -> Times:
    def read(number: int) -> Times:
        rng, times = random.Random(number), defaultdict[str, list[float]](list)
        connection = HTTPConnection("127.0.0.1", port)
        began = time.monotonic() + number / READERS
        for turn in range(seconds):
            time.sleep(max(0.0, began + turn - time.monotonic()))
            kind = rng.choice(list(asking))
            times[kind].append(_timed(connection, rng.choice(asking[kind])))
        return times

    together = defaultdict[str, list[float]](list)
    with ThreadPoolExecutor(READERS) as readers:
        for times in readers.map(read, range(READERS)):
            for kind, found in times.items():
                together[kind] += found
    return together


def _processor(port: int, asking: dict[str, list[str]], pid: int) -> dict[str, float]:
    """The milliseconds of the server's processor for a page of each kind."""
    connection, found = HTTPConnection("127.0.0.1", port), {}
    for kind, paths in asking.items():
        before = _ticks(pid)
        for turn in range(_ALONE):
            _timed(connection, paths[turn % len(paths)])
        found[kind] = (_ticks(pid) - before) * 1000 / os.sysconf("SC_CLK_TCK") / _ALONE
    return found


def _ticks(pid: int) -> int:
    """What a process and its threads took of the processor, in the ticks of the system."""
    fields = Path(f"/proc/{pid}/stat").read_text(encoding="ascii").rpartition(")")[2].split()
    return int(fields[11]) + int(fields[12])


def _report(times: Times, processor: dict[str, float]) -> bool:
    met = True
    print(f"{READERS} readers, one page a second each")
    print(f"{'page':<12}{'pages':>7}{'p50 ms':>9}{'p95 ms':>9}{'CPU ms':>9}")
    for kind, found in sorted(times.items()):
        p95 = statistics.quantiles(found, n=20)[-1]
        met &= p95 <= AIM_MS
        print(f"{kind:<12}{len(found):>7}{statistics.median(found):>9.1f}{p95:>9.1f}{processor[kind]:>9.1f}")
    return met


def _grow(port: int, asking: dict[str, list[str]], requests: int, pid: int) -> None:
    """Tell how the memory of the server grows over many requests."""
    connection, rng = HTTPConnection("127.0.0.1", port), random.Random(0)
    paths = [path for each in asking.values() for path in each]
    for number in range(requests + 1):
        if number % max(1, requests // 5) == 0:
            print(f"{number:>7} requests: {_resident(pid):.0f} MB")
        _timed(connection, rng.choice(paths))


def _resident(pid: int) -> float:
    status = Path(f"/proc/{pid}/status").read_text(encoding="ascii")
    return int(status.partition("VmRSS:")[2].split()[0]) / 1024


if __name__ == "__main__":
    sys.exit(main())
