"""Kill what writes to a database at random moments, and see whether anything that was reported is lost.

``python -m benchmarks.kills [--kills N] [--seed S] [--work NAME ...] [--engine NAME ...]``. Works are ingest,
reextract, rebuild, decisions import, db upgrade and db copy, on SQLite and, where its server is installed, on
PostgreSQL; of two engines each copies from the other. tests/services/kills.py says what must hold after each
kill and at the end.
"""

from __future__ import annotations

import argparse
import os
import random
import tempfile
import time
from collections.abc import Sequence
from itertools import pairwise
from pathlib import Path

from tests import postgresql_server
from tests.services.kills import WORKS, Databases, Files, Killer, Place, Work

ENGINES = ("sqlite", "postgresql")


def main() -> None:
    """Kill so often, and print what was killed; whatever does not hold ends it with an error."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--kills", type=int, default=300)
    parser.add_argument("--seed", type=int, default=random.randrange(10**6))
    parser.add_argument("--work", action="append", choices=[work.name for work in WORKS])
    parser.add_argument("--engine", action="append", choices=ENGINES)
    options = parser.parse_args()
    print(f"seed {options.seed}", flush=True)
    works = [work for work in WORKS if not options.work or work.name in options.work]
    with tempfile.TemporaryDirectory() as folder:
        killers = {name: killer(name, Path(folder), options.seed) for name in options.engine or installed()}
        for one, other in pairwise([*killers.values(), *killers.values()]):
            one.copy_from(other)
        for number, (name, each) in enumerate(killers.items()):
            kill(name, each, (options.kills + number) // len(killers), works)
    print(f"{options.kills} kills, nothing lost, each end as undisturbed")


def installed() -> Sequence[str]:
    """The engines that there are here."""
    return ENGINES[:1] if postgresql_server.missing() else ENGINES


def killer(engine: str, folder: Path, seed: int) -> Killer:
    """Who kills what writes to databases of that kind."""
    own = folder / engine
    own.mkdir()
    place: Place = Files(own)
    if engine == "postgresql":
        place = Databases(
            postgresql_server.running(folder / "server", os.getpid()), f"quotesdb_kills_{os.getpid()}_"
        )
    return Killer(place, own, seed)


def kill(engine: str, one: Killer, kills: int, works: Sequence[Work]) -> None:
    """Kill so often, and print what was killed."""
    began = time.monotonic()
    each = one.run(kills, works, lambda done: print(f"{engine}: {done} kills", flush=True))
    print(f"{engine}: {one.kills} kills in {time.monotonic() - began:.0f} s")
    for name, number in each.items():
        print(f"  {number:5}  {name}")


if __name__ == "__main__":
    main()
