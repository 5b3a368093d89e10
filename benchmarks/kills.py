"""Kill what writes to a database at random moments, and see whether anything that was reported is lost.

``python -m benchmarks.kills [--kills N] [--seed S] [--work NAME ...]``. Works are ingest, reextract, rebuild,
decisions import and db upgrade; tests/services/kills.py says what must hold after each kill and at the end.
"""

from __future__ import annotations

import argparse
import random
import tempfile
import time
from pathlib import Path

from tests.services.kills import WORKS, Files, Killer


def main() -> None:
    """Kill so often, and print what was killed; whatever does not hold ends it with an error."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--kills", type=int, default=300)
    parser.add_argument("--seed", type=int, default=random.randrange(10**6))
    parser.add_argument("--work", action="append", choices=[work.name for work in WORKS])
    options = parser.parse_args()
    print(f"seed {options.seed}", flush=True)
    began = time.monotonic()
    with tempfile.TemporaryDirectory() as folder:
        killer = Killer(Files(Path(folder)), Path(folder), options.seed)
        works = [work for work in WORKS if not options.work or work.name in options.work]
        each = killer.run(options.kills, works, lambda kills: print(f"{kills} kills", flush=True))
    took = time.monotonic() - began
    print(f"{killer.kills} kills in {took:.0f} s, nothing lost, each end as undisturbed:")
    for name, kills in each.items():
        print(f"  {kills:5}  {name}")


if __name__ == "__main__":
    main()
