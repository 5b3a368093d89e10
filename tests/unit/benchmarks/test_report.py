"""Tables of what was measured come between the words of the page, and nothing else changes."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from benchmarks import report

PLACES = ("runs", "lookups", "missed")
WRITTEN = "Words.\n\n" + "".join(f"<!-- {name} -->\n<!-- end -->\n" for name in PLACES) + "More.\n"
RUN = {"megabytes": 2688, "clock": "processor", "day": "2025-03-01"}
FIGURE = {"name": "newest page", "p95": 3.0, "sql_p50": 0.44, "statements": 7, "met": True}


def measured(folder: Path, name: str, run: dict[str, object], *figures: dict[str, object]) -> None:
    lines = (json.dumps(each) for each in ({**RUN, **run}, *figures))
    (folder / f"lookups-{name}.jsonl").write_text("\n".join(lines), encoding="utf-8")


def test_the_tables_have_every_run_and_a_star_for_what_took_too_long(tmp_path: Path) -> None:
    there = tmp_path / "report.md"
    there.write_text(WRITTEN, encoding="utf-8")
    slow = {**FIGURE, "name": "a word", "p50": 12.0, "p95": 60.0, "sql_p50": None, "met": False}
    measured(tmp_path, "b", {"engine": "PostgreSQL", "quotes": 1000}, {**FIGURE, "p50": 4.0})
    measured(tmp_path, "a", {"engine": "SQLite", "quotes": 1_000_000}, {**FIGURE, "p50": 2.04}, slow)
    for _again in range(2):
        assert report.main(tmp_path, there) == 0
    assert there.read_text(encoding="utf-8").splitlines() == [
        "Words.",
        "",
        "<!-- runs -->",
        "| Database | Size | Measured | On |",
        "|---|---:|---:|---:|",
        "| SQLite, 1,000,000 | 2,688 MB | time of the processor | 2025-03-01 |",
        "| PostgreSQL, 1,000 | 2,688 MB | time of the processor | 2025-03-01 |",
        "<!-- end -->",
        "<!-- lookups -->",
        "| Look-up | Statements | By hand | SQLite, 1,000,000 | PostgreSQL, 1,000 |",
        "|---|---:|---:|---:|---:|",
        "| newest page | 7 | 0.4 | 2.0 / 3.0 | 4.0 / 3.0 |",
        "| a word | 7 |  | 12.0 / 60.0 * |  |",
        "<!-- end -->",
        "<!-- missed -->",
        "- SQLite, 1,000,000: a word.",
        "- PostgreSQL, 1,000: nothing.",
        "<!-- end -->",
        "More.",
    ]


def test_a_page_without_a_place_for_them_is_left_alone(tmp_path: Path) -> None:
    there = tmp_path / "report.md"
    there.write_text("Words.\n", encoding="utf-8")
    measured(tmp_path, "a", {"engine": "SQLite", "quotes": 10}, {**FIGURE, "p50": 2.0})
    with pytest.raises(SystemExit, match="no place for runs"):
        report.main(tmp_path, there)
    assert there.read_text(encoding="utf-8") == "Words.\n"
