"""How long it takes to check a claimed quotation, in a process that is warm.

    python -m benchmarks.check_speed                      a database of 100,000 invented quotations
    python -m benchmarks.check_speed --quotes 1000000     of another size
    python -m benchmarks.check_speed --database build/other.db --claims 1000 --seed 7

Claims of three classes are checked in turns, half of them with the speaker's name: exact (a marked part of a
quotation, or 6 to 25 words of it), altered (one or two words replaced, one dropped, a number or a negation
put in) and absent (new sentences of the same language). The database is made on the first run, which takes
about ten minutes for a million quotations, and used again by runs with the same size and seed.

Exit status 1 if the aim is missed: 50 ms for 95 of 100 claims of every class.
"""

from __future__ import annotations

import argparse
import random
import statistics
import sys
import time
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from sqlalchemy import func, select

from benchmarks._claims import Class, Drawn, draw
from benchmarks._generated import Parameters, generate
from benchmarks._invented import Language, Writer
from quotesdb.db.models import Article, Quote
from quotesdb.services.store.database import open_engine, sessions

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

ROOT = Path(__file__).resolve().parents[1]
AIM_MS = 50
WARM_UP = 10
FEWEST_CLAIMS = 20

Check = Callable[["Session", Drawn], str]


def main() -> int:
    """Measure and print; exit status 1 if the aim is missed."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--quotes", type=int, default=100_000, help="default: %(default)s")
    parser.add_argument("--database", type=Path, help="default: a file in build/ named for its size")
    parser.add_argument("--claims", type=int, default=300, help="of each class; default: %(default)s")
    parser.add_argument("--seed", type=int, default=1, help="default: %(default)s")
    arguments = parser.parse_args()
    if arguments.claims < FEWEST_CLAIMS or arguments.quotes < 10 * (arguments.claims + WARM_UP):
        parser.error(
            f"--claims is {FEWEST_CLAIMS} at least, --quotes ten times as many and {10 * WARM_UP} more"
        )
    file = arguments.database or ROOT / "build" / f"check-speed-{arguments.quotes}.db"
    generate(file, Parameters(arguments.quotes, arguments.seed))
    engine = open_engine(file)
    with sessions(engine)() as session:
        quotes, articles = (session.scalar(select(func.count(m.id))) for m in (Quote, Article))
        size = file.stat().st_size / 1e6
        print(f"--quotes {arguments.quotes} --claims {arguments.claims} --seed {arguments.seed}")
        print(f"{quotes:,} quotations in {articles:,} articles, {size:,.0f} MB: {file}")
        writer = Writer(Language(arguments.seed), random.Random(f"claims {arguments.seed}"))
        drawn = draw(session, writer, WARM_UP + arguments.claims)
        times, verdicts = measure(session, drawn, checker())
    engine.dispose()
    return report(times, verdicts)


def checker() -> Check:
    """The check, as every caller in a process uses it; answers with the verdict."""
    from quotesdb.services.checking.check import Claim, check

    return lambda session, it: check(session, Claim(text=it.text, speaker=it.speaker)).verdict


def measure(
    session: Session, drawn: dict[Class, list[Drawn]], check: Check
) -> tuple[dict[Class, list[float]], dict[Class, Counter[str]]]:
    """The milliseconds and the verdicts of each class; the first claims, which fill caches, are left out."""
    times: dict[Class, list[float]] = {name: [] for name in drawn}
    verdicts: dict[Class, Counter[str]] = {name: Counter() for name in drawn}
    for turn, claims in enumerate(zip(*drawn.values(), strict=True)):
        for name, claim in zip(drawn, claims, strict=True):
            began = time.perf_counter()
            verdict = check(session, claim)
            taken = time.perf_counter() - began
            if turn >= WARM_UP:
                times[name].append(1000 * taken)
                verdicts[name][str(verdict)] += 1
    return times, verdicts


def report(times: dict[Class, list[float]], verdicts: dict[Class, Counter[str]]) -> int:
    """Print the table and what was missed."""
    print(f"{'':<10}{'p50 ms':>9}{'p95 ms':>9}{'max ms':>9}  verdicts")
    missed = []
    for name, taken in times.items():
        slow = statistics.quantiles(taken, n=20, method="inclusive")[-1]
        said = ", ".join(f"{verdict} {count}" for verdict, count in verdicts[name].most_common())
        print(f"{name:<10}{statistics.median(taken):>9.1f}{slow:>9.1f}{max(taken):>9.1f}  {said}")
        if slow > AIM_MS:
            missed.append(name)
    print("aims missed: " + ", ".join(missed) if missed else "all aims met")
    return 1 if missed else 0


if __name__ == "__main__":
    sys.exit(main())
