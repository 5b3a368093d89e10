"""How long the program takes to start, as whole processes, beside what it cannot be faster than.

    python -m benchmarks.startup            a small database of its own, 15 rounds
    python -m benchmarks.startup ROUNDS

Every round runs each command once, one after the other, so that a busy machine slows all of them alike; the
table has the median of each and how it compares with a bare ``import sqlalchemy.orm``. Aims: ``--help`` under
0.2 s; a look-up at most 0.25 s above the bare import.
"""

from __future__ import annotations

import os
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
PROGRAM = [sys.executable, "-m", "quotesdb.cli"]
BARE = "import sqlalchemy.orm"
HELP_SECONDS = 0.2
ABOVE_BARE_SECONDS = 0.25
COMMANDS = {
    "python": [sys.executable, "-c", "pass"],
    BARE: [sys.executable, "-c", BARE],
    "quotesdb --help": [*PROGRAM, "--help"],
    "quotesdb quotes --speaker": [*PROGRAM, "quotes", "--speaker", "Amara Okonjo"],
    "quotesdb speaker": [*PROGRAM, "speaker", "Amara Okonjo"],
    "quotesdb speakers": [*PROGRAM, "speakers"],
    "quotesdb articles": [*PROGRAM, "articles"],
}


def main(rounds: int) -> int:
    """Measure and print; exit status 1 if an aim is missed."""
    with tempfile.TemporaryDirectory() as folder:
        environment = {
            **os.environ,
            "QUOTESDB_DB": str(Path(folder) / "small.db"),
            "PYTHONPATH": str(ROOT),
            # An installed program has its bytecode; one run from a checkout writes it in the first round.
            "PYTHONDONTWRITEBYTECODE": "",
        }
        articles = str(ROOT / "fixtures" / "articles" / "text")
        subprocess.run([*PROGRAM, "ingest", articles], env=environment, check=True, capture_output=True)
        times = measure(rounds, environment)
    return report({name: statistics.median(taken) for name, taken in times.items()})


def measure(rounds: int, environment: dict[str, str]) -> dict[str, list[float]]:
    """The seconds of each command in each round; the first round, which fills caches, is left out."""
    times: dict[str, list[float]] = {name: [] for name in COMMANDS}
    for number in range(rounds + 1):
        for name, command in COMMANDS.items():
            start = time.perf_counter()
            subprocess.run(command, env=environment, check=True, capture_output=True)
            if number:
                times[name].append(time.perf_counter() - start)
    return times


def report(medians: dict[str, float]) -> int:
    """Print the table and what was missed."""
    bare = medians[BARE]
    print(f"{'':<28}{'median s':>10}{'above bare':>12}{'ratio':>8}")
    for name, seconds in medians.items():
        print(f"{name:<28}{seconds:>10.3f}{seconds - bare:>+12.3f}{seconds / bare:>8.2f}")
    look_ups = [name for name in medians if name.startswith("quotesdb ") and "--help" not in name]
    missed = [name for name in look_ups if medians[name] - bare > ABOVE_BARE_SECONDS]
    if medians["quotesdb --help"] > HELP_SECONDS:
        missed.append("quotesdb --help")
    print("aims missed: " + ", ".join(missed) if missed else "all aims met")
    return 1 if missed else 0


if __name__ == "__main__":
    sys.exit(main(int(sys.argv[1]) if len(sys.argv) > 1 else 15))
