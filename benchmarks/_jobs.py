"""``ingest --jobs 2`` beside ``--jobs 1``, as whole programs on the same files, in turns."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from time import perf_counter
from typing import Any

ROUNDS = 3
_ONE_THREAD = {"QUOTESDB_THREADS": "1", "OMP_NUM_THREADS": "1"}


@dataclass(frozen=True, slots=True)
class Took:
    """Seconds of the clock, and of the processor of the program and of all that it started."""

    clock: float
    processor: float


def beside_one(folder: Path, files: Sequence[Path]) -> dict[str, Any]:
    """How much faster two processes are than one; each has one thread.

    Other programs of the machine spoil the clock. ``possible`` is what two idle cores could give at most: by
    the processor's time, which they hardly touch.
    """
    _ingest(folder / "warm.db", files[:1], 1)
    rounds = [
        {jobs: _ingest(folder / f"jobs-{jobs}-{number}.db", files, jobs) for jobs in (1, 2)}
        for number in range(ROUNDS)
    ]
    one, two = ([each[jobs] for each in rounds] for jobs in (1, 2))
    return {
        "files": len(files),
        "seconds": [round(median(took.clock for took in each), 1) for each in (one, two)],
        "ratio": round(median(a.clock / b.clock for a, b in zip(one, two, strict=True)), 2),
        "processor_seconds": [round(median(took.processor for took in each), 1) for each in (one, two)],
        "possible": round(median(2 * a.processor / b.processor for a, b in zip(one, two, strict=True)), 2),
        "load": round(os.getloadavg()[0], 1),
    }


def _ingest(database: Path, files: Sequence[Path], jobs: int) -> Took:
    program = ("-m", "quotesdb", "--db", str(database), "ingest", "--jobs", str(jobs))
    began = perf_counter()
    with subprocess.Popen(
        [sys.executable, *program, *map(str, files)],
        env={**os.environ, **_ONE_THREAD},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    ) as running:
        _pid, status, used = os.wait4(running.pid, 0)
        running.returncode = os.waitstatus_to_exitcode(status)
    if running.returncode:
        raise SystemExit(f"ingest --jobs {jobs} failed")
    return Took(perf_counter() - began, used.ru_utime + used.ru_stime)
