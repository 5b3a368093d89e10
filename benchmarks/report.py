"""Write what was measured into docs/benchmarks.md: its tables, between the words of people.

    python -m benchmarks.lookups --cpu --json > build/bench/lookups-sqlite.jsonl
    python -m benchmarks.ingest --json > build/bench/ingest.json
    python -m benchmarks.report [FOLDER]      the files of a folder; default: build/bench

A table stands between ``<!-- NAME -->`` and ``<!-- end -->``; all between is replaced. Of what was not
measured the table stays as it is.
"""

from __future__ import annotations

import json
import re
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from benchmarks.lookups import Figure, Run

ROOT = Path(__file__).resolve().parents[1]
PAGE = ROOT / "docs" / "benchmarks.md"
MEASURED = ROOT / "build" / "bench"


@dataclass(frozen=True, slots=True)
class Lookups:
    """One run of ``benchmarks.lookups``."""

    run: Run
    figures: dict[str, Figure]

    @property
    def title(self) -> str:
        """What stands above its column."""
        return f"{self.run.engine}, {self.run.quotes:,}"


def main(folder: Path = MEASURED, page: Path = PAGE) -> int:
    """Write the tables of what is there, and say which."""
    runs = sorted(map(read, folder.glob("lookups*.jsonl")), key=_place)
    tables: dict[str, list[str]] = {}
    if runs:
        tables |= {"runs": sizes(runs), "lookups": lookups(runs), "missed": missed(runs)}
    if (stored := folder / "ingest.json").exists():
        tables["storing"] = storing(json.loads(stored.read_text(encoding="utf-8")))
    written = page.read_text(encoding="utf-8")
    for name, lines in tables.items():
        written = replaced(written, name, lines)
        print(f"wrote {name}")
    page.write_text(written, encoding="utf-8")
    return 0


def read(path: Path) -> Lookups:
    """A run as ``benchmarks.lookups --json`` printed it."""
    run, *figures = (json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line)
    return Lookups(Run(**run), {each["name"]: Figure(**each) for each in figures})


def _place(one: Lookups) -> tuple[bool, int]:
    return one.run.engine != "SQLite", one.run.quotes


def replaced(page: str, name: str, lines: Sequence[str]) -> str:
    r"""The page with other lines in a table.

    >>> replaced("a\n<!-- t -->\nold\n<!-- end -->\nb", "t", ["new"])
    'a\n<!-- t -->\nnew\n<!-- end -->\nb'

    Raises:
        SystemExit: if the page has no such table.
    """
    place = re.compile(rf"(<!-- {name} -->\n).*?(<!-- end -->)", re.DOTALL)
    written = "".join(f"{line}\n" for line in lines)
    found, times = place.subn(lambda ends: ends[1] + written + ends[2], page)
    if times != 1:
        raise SystemExit(f"the page has no place for {name}")
    return found


def sizes(runs: Sequence[Lookups]) -> list[str]:
    """What was measured, how large it is, and when."""
    rows = [
        (each.title, f"{each.run.megabytes:,} MB", f"time of the {each.run.clock}", each.run.day)
        for each in runs
    ]
    return table(("Database", "Size", "Measured", "On"), rows)


def lookups(runs: Sequence[Lookups]) -> list[str]:
    """A line for each look-up: statements and time by hand, as in the first of the largest, and all times."""
    largest = max(runs, key=lambda one: one.run.quotes)
    names = list(dict.fromkeys(name for each in runs for name in each.figures))
    rows = [
        (name, *_beside(largest.figures.get(name)), *(_times(each.figures.get(name)) for each in runs))
        for name in names
    ]
    head = ("Look-up", "Statements", "By hand", *(each.title for each in runs))
    return table(head, rows)


def _beside(figure: Figure | None) -> tuple[str, str]:
    if figure is None:
        return "", ""
    return str(figure.statements), "" if figure.sql_p50 is None else f"{figure.sql_p50:.1f}"


def _times(figure: Figure | None) -> str:
    return "" if figure is None else f"{figure.p50:.1f} / {figure.p95:.1f}{'' if figure.met else ' *'}"


def missed(runs: Sequence[Lookups]) -> list[str]:
    """What took longer than it should, of each run."""
    lines = []
    for each in runs:
        names = [name for name, figure in each.figures.items() if not figure.met]
        lines.append(f"- {each.title}: {'; '.join(names) or 'nothing'}.")
    return lines


def storing(found: dict[str, Any]) -> list[str]:
    """What storing takes beside bulk inserts, beside extraction, and in larger databases."""
    rows = []
    for name, where, driver in (("store", "SQLite", "`executemany`"), ("server", "PostgreSQL", "COPY")):
        if bulk := found.get(name):
            rows.append((f"an article of ten quotations, {where}", *_taken(bulk)))
            by_driver = f"{bulk['driver_milliseconds']} ms"
            rows.append((f"the same rows by {driver}", by_driver, f"ratio {bulk['ratio']}"))
    if beside := found.get("extraction"):
        quotes = beside["quotations"] / beside["articles"]
        rows.append((f"an article of {quotes:.0f} quotations", *_taken(beside)))
        rows.append(
            ("extracting it", f"{beside['extraction_milliseconds']} ms", f"share {beside['share']:.0%}")
        )
    if jobs := found.get("jobs"):
        one, two = jobs["processor_seconds"]
        rows.append(
            (
                f"`ingest --jobs 2` beside `--jobs 1`, {jobs['files']} texts",
                f"{two} s and {one} s",
                f"{jobs['ratio']} times as fast at load {jobs['load']}; {jobs['possible']} at most",
            )
        )
    rows += [
        (
            f"one more beside {each['stored']:,} articles",
            f"{each['milliseconds']} ms; of one in every second article {each['famous_milliseconds']} ms",
            f"{each['statements']} and {each['famous_statements']} statements",
        )
        for each in found["growth"]
    ]
    return table(("Storing", "Processor", "Beside it"), rows)


def _taken(found: dict[str, Any]) -> tuple[str, str]:
    return f"{found['milliseconds']} ms", f"{found['statements']} statements"


def table(head: Sequence[str], rows: Sequence[Sequence[str]]) -> list[str]:
    """A table of Markdown; all but its first column are figures.

    >>> table(("a", "b"), [("x", "1")])
    ['| a | b |', '|---|---:|', '| x | 1 |']
    """
    ruled = "|".join(["---", *["---:"] * (len(head) - 1)])
    return [f"| {' | '.join(head)} |", f"|{ruled}|", *(f"| {' | '.join(row)} |" for row in rows)]


if __name__ == "__main__":
    sys.exit(main(*map(Path, sys.argv[1:2])))
