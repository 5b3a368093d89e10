"""A cluster on this machine, and a program that lets it ingest, which can be watched from outside."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass, field, replace
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING

from quotesdb.db.engine import open_engine, sessions
from quotesdb.services.ingest.batch import Options, ingest_paths
from tests import needed
from tests.services.toy import TOY, extract

if TYPE_CHECKING:
    from quotesdb.services.ingest.outcome import IngestOutcome

ROOT = Path(__file__).parents[2]
_PAUSE = 0.05
_PATIENCE = 60


def slowly(words: str, language: str | None = None) -> Sequence[object]:
    """An extractor that takes its time; a text of gorgons ends the process that looks at it."""
    if "gorgon" in words:
        os._exit(1)
    time.sleep(_PAUSE)
    return extract(words, language)


SLOW = replace(TOY, extract=slowly)


@dataclass
class LocalCluster:
    """A scheduler and its workers, each a process."""

    scheduler: str
    workers: list[subprocess.Popen[bytes]] = field(default_factory=list)


def skip_or_fail() -> None:
    """Skip a test where ``distributed`` is not installed; in CI that is a failure."""
    if find_spec("distributed") is None:
        needed.missing("distributed is not installed")


@contextmanager
def running(folder: Path, *workers: Sequence[str], **settings: str) -> Iterator[LocalCluster]:
    """A scheduler with workers that were started with these options; their logs are in the folder."""
    file = folder / "scheduler.json"
    environment = {**os.environ, **settings, "PYTHONPATH": str(ROOT)}
    with ExitStack() as stack:

        def start(name: str, *command: str) -> subprocess.Popen[bytes]:
            log = stack.enter_context((folder / f"{name}.log").open("wb"))
            line = [
                sys.executable,
                "-m",
                f"distributed.cli.dask_{command[0]}",
                *command[1:],
                "--no-dashboard",
            ]
            process = subprocess.Popen(line, stdout=log, stderr=log, cwd=folder, env=environment)
            stack.callback(_end, process)
            return process

        start("scheduler", "scheduler", "--host", "127.0.0.1", "--port", "0", "--scheduler-file", str(file))
        _until(lambda: file.exists() and file.stat().st_size > 0)
        address = _address(file)
        cluster = LocalCluster(address)
        for number, options in enumerate(workers):
            name = f"worker-{number}"
            cluster.workers.append(start(name, "worker", address, "--nthreads", "1", *options))
        for number in range(len(workers)):
            _until(lambda log=folder / f"worker-{number}.log": b"Registered to" in log.read_bytes())
        yield cluster


def _address(file: Path) -> str:
    import json

    found: list[str] = []

    def read() -> bool:
        with suppress(ValueError):
            found.append(json.loads(file.read_text(encoding="utf-8"))["address"])
        return bool(found)

    _until(read)
    return found[0]


def _until(there) -> None:  # type: ignore[no-untyped-def]
    began = time.monotonic()
    while not there():
        assert time.monotonic() - began < _PATIENCE, "the cluster did not start"
        time.sleep(0.05)


def _end(process: subprocess.Popen[bytes]) -> None:
    process.terminate()
    try:
        process.wait(5)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()


def main(database: str, scheduler: str, shards: str, *articles: str) -> None:
    """Ingest folders, a line for each outcome."""

    def tell(outcome: IngestOutcome) -> None:
        print(outcome.outcome, outcome.failure, Path(outcome.name).name, flush=True)  # noqa: T201

    engine = open_engine(database)
    options = Options(scheduler=scheduler, shards=Path(shards))
    ingest_paths(sessions(engine, write=True), articles, options, program=SLOW, on_result=tell)
    engine.dispose()


if __name__ == "__main__":
    # So that workers find what they are to do in a module that they can import.
    from tests.services import clustered

    clustered.main(*sys.argv[1:])
