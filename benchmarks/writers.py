"""Many who write to one database at once, and whether anything is lost or there twice afterwards.

``python -m benchmarks.writers [--db URL] [--ingesters N] [--reviewers N] [--articles N] [--seed S]``. The
database must be empty; without one it is a new SQLite file. tests/services/crowd.py says what must hold.
"""

from __future__ import annotations

import argparse
import random
import tempfile
import time
from pathlib import Path

from quotesdb.db.engine import ensure_schema, open_engine
from tests.services.crowd import Crowd


def main() -> None:
    """Let them write, and print how often what was done; whatever does not hold ends it with an error."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--db", metavar="URL")
    parser.add_argument("--ingesters", type=int, default=8)
    parser.add_argument("--reviewers", type=int, default=2)
    parser.add_argument("--articles", type=int, default=96)
    parser.add_argument("--decisions", type=int, default=80, help="of each reviewer")
    parser.add_argument("--seed", type=int, default=random.randrange(10**6))
    options = parser.parse_args()
    print(f"seed {options.seed}", flush=True)
    with tempfile.TemporaryDirectory() as folder:
        url = options.db or str(Path(folder) / "crowd.db")
        engine = open_engine(url)
        ensure_schema(engine)
        engine.dispose()
        began = time.monotonic()
        crowd = Crowd(options.ingesters, options.reviewers, options.articles, options.decisions)
        done = crowd.run(url, Path(folder), options.seed)
    print(f"{crowd.ingesters} who store and {crowd.reviewers} who decide, {time.monotonic() - began:.0f} s:")
    for what, number in sorted(done.items()):
        print(f"  {number:5}  {what}")


if __name__ == "__main__":
    main()
