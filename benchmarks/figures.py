"""The figures that no change may lower, as one table: python -m benchmarks.figures [SHARED] [SET ...].

SHARED holds data/ and tools/ (default ../shared); a set that is not there is skipped with a word. Figures are
percentages, the work of that folder's own scorers, and come from what the command line prints.
"""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

from benchmarks import check_accuracy
from benchmarks.accuracy import extracted
from quotesdb.values import VERBATIM
from tests.altered_claims import TRUE, claims, pages

PROGRAM = Path(sys.executable).with_name("quotesdb")
WHO_PARTS = ("bbc-1", "bbc-2", "gum", "others", "others-2")
KINDS = ("all", "direct", "mixed", "indirect")

Figures = Iterator[tuple[str, object]]


class Place(NamedTuple):
    """Where the annotated sets and the scorers are, and a folder for what is made on the way."""

    data: Path
    tools: Path
    work: Path

    def tool(self, name: str, *arguments: object, stdin: Path | None = None) -> str:
        """What a scorer prints; some say by their exit status how good the figures are.

        Raises:
            RuntimeError: if it broke off.
        """
        done = subprocess.run(
            [sys.executable, str(self.tools / name), *map(str, arguments)],
            input=stdin.read_text(encoding="utf-8") if stdin else None,
            capture_output=True,
            text=True,
            check=False,
            env={**os.environ, "QUOTESDB": str(PROGRAM)},
        )
        if "Traceback" in done.stderr or not done.stdout.strip():
            raise RuntimeError(f"{name}: {done.stderr.strip() or 'no answer'}")
        return done.stdout

    def predictions(self, texts: Path, *, everything: bool = False) -> Path:
        """What the program extracts from the texts of a folder, as JSON lines."""
        out = self.work / f"{'-'.join(texts.parts[-2:])}.jsonl"
        return extracted(list(texts.glob("*.txt")), out, everything=everything)


def seed(at: Place) -> Figures:
    """One article, annotated with names."""
    folder = at.data / "seed"
    scored = at.tool("score_speakers.py", folder / "gold.json", folder, at.predictions(folder))
    yield "joint F1 with the name", _joint(scored, "all")


def polnear(at: Place) -> Figures:
    """PolNeAR dev: contents with sources, and names in the articles where they are annotated."""
    texts = at.data / "polnear" / "dev" / "text"
    found = at.predictions(texts, everything=True)
    converted = at.work / "dev.json"
    converted.write_text(at.tool("to_scorer.py", stdin=found), encoding="utf-8")
    scored = at.tool("score_quotes.py", "--merge-cue", converted)
    for kind in KINDS:
        yield f"joint F1 {kind}", _joint(scored, kind)
    named = at.tool("score_speakers.py", at.data / "polnear" / "speakers.json", texts, found)
    yield "joint F1 with the name", _joint(named, "all")


def bbc(at: Place) -> Figures:
    """BBC articles."""
    return _who(at, at.data, ["bbc-dev"])


def news(at: Place) -> Figures:
    """Articles of other publishers."""
    return _who(at, at.data, ["news-dev"])


def who(at: Place) -> Figures:
    """All parts of who-dev, pooled."""
    return _who(at, at.data / "who-dev", WHO_PARTS)


def checks(at: Place) -> Figures:
    """Claims made from annotated articles, true ones and altered ones."""
    made = [claim for page in pages(at.data) for claim in claims(page)]
    verbatim = [claim for claim in made if check_accuracy.verdict_on(claim) in VERBATIM]
    true = sum(claim.change in TRUE for claim in made)
    right = sum(claim.change in TRUE for claim in verbatim)
    yield f"true claims verbatim, of {true:,}", _percent(right, true)
    yield f"altered claims called verbatim, of {len(made) - true:,}", len(verbatim) - right


def identity(at: Place) -> Figures:
    """Who is whom over both parts of PolNeAR, put into one database."""
    database = at.work / "identity.db"
    folders = [at.data / "polnear" / part / "text" for part in ("train", "dev")]
    _program("--db", database, "ingest", *folders)
    found = at.work / "quotes.jsonl"
    found.write_text(_program("--db", database, "quotes", "--json", "--limit", "0"), encoding="utf-8")
    told = at.tool("identity_run.py", at.data / "identity" / "identity_polnear.json", found)
    yield "people gathered", _search(r"^gathered ([\d.]+) %", told)
    yield "people whole (95 % or more)", _search(r"; (\d+ of \d+) people", told)
    yield "other names among them", _search(r"other names ([\d.]+) %", told)
    yield "traps together", _search(r"traps together (\d+ of \d+)", told)
    yield "organisations gathered", _search(r"^organisations: gathered ([\d.]+) %", told)


def cases(at: Place) -> Figures:
    """Cases after reports of people who do this job."""
    told = at.tool("run_cases.py", at.data / "cases", "--quiet")
    yield "right", _search(r"^(\d+) right, \d+ wrong$", told)
    yield "wrong", _search(r"^\d+ right, (\d+) wrong$", told)


def web_pages(at: Place) -> Figures:
    """Pages of newspapers as they were served."""
    told = at.tool("score_pages.py", at.data / "pages")
    yield "stored", _search(r"stored (\d+);", told)
    for name in ("title", "authors", "date", "paragraphs found", "words that belong"):
        yield name, _search(rf"{name} ([\d.]+) %", told)


def zoo(at: Place) -> Figures:
    """Files of many formats, as far as the program reads files without storing them."""
    if "\n  read " not in _program("--help"):
        yield "skipped", "the program has no command that reads without storing"
        return
    told = at.tool("score_zoo.py", at.data / "zoo")
    yield "right", _search(r"^([\d.]+) % right", told)
    yield "files refused", _search(r"(\d+) files refused", told)


SETS: dict[str, tuple[Callable[[Place], Figures], Sequence[str]]] = {
    "seed": (seed, ["data/seed"]),
    "polnear-dev": (polnear, ["data/polnear/dev/text", "data/polnear/speakers.json"]),
    "bbc-dev": (bbc, ["data/bbc-dev"]),
    "news-dev": (news, ["data/news-dev"]),
    "who-dev": (who, [f"data/who-dev/{part}" for part in WHO_PARTS]),
    "check": (checks, ["data"]),
    "identity": (identity, ["data/identity", "data/polnear/train/text", "data/polnear/dev/text"]),
    "cases": (cases, ["data/cases"]),
    "pages": (web_pages, ["data/pages"]),
    "zoo": (zoo, ["data/zoo"]),
}
"""What is measured, in the order of the table, and what of SHARED it needs."""


def main(arguments: Sequence[str]) -> int:
    """Print the table, each figure as soon as it is known."""
    shared = Path(arguments[0] if arguments else "../shared")
    chosen = arguments[1:] or list(SETS)
    if unknown := set(chosen) - SETS.keys():
        print(f"no set {', '.join(sorted(unknown))}; there are {', '.join(SETS)}", file=sys.stderr)
        return 2
    with tempfile.TemporaryDirectory() as work:
        place = Place(shared / "data", shared / "tools", Path(work))
        for name in chosen:
            _show(name, place, shared)
    return 0


def _show(name: str, place: Place, shared: Path) -> None:
    measure, needed = SETS[name]
    absent = [path for path in ("tools", *needed) if not (shared / path).exists()]
    if absent:
        _row(name, "skipped", f"no {absent[0]}")
        return
    try:
        for figure, value in measure(place):
            _row(name, figure, value)
    except (RuntimeError, subprocess.CalledProcessError) as error:
        _row(name, "failed", str(error).splitlines()[-1])


def _row(name: str, figure: str, value: object) -> None:
    print(f"{name:<12}  {figure:<44}  {value}", flush=True)


def _who(at: Place, data: Path, parts: Sequence[str]) -> Figures:
    predicted = [f"{part}={at.predictions(data / part / 'text')}" for part in parts]
    table = at.work / "who.json"
    at.tool("score_who.py", *predicted, "--data", data, "--json", table)
    pooled = json.loads(table.read_text(encoding="utf-8"))["all parts"]
    for kind in KINDS:
        yield f"joint F1 with the name, {kind}", _percent(pooled["joint"][kind])
    yield "speaker right where found", _percent(pooled["speaker"])
    yield "organisation F1", _percent(pooled["organisation"][2])
    yield "role F1", _percent(pooled["role"][2])
    yield "calibration error", _percent(pooled["ece"])


def _program(*arguments: object) -> str:
    command = [str(PROGRAM), *map(str, arguments)]
    return subprocess.run(command, capture_output=True, text=True, check=True).stdout


def _joint(scored: str, kind: str) -> str:
    """The F1 of the column "joint P/R/F", the last one but one or two of a row.

    >>> _joint("all  14  15  100.0  100.0   93.3/100.0/ 96.6  100.0  100.0", "all")
    '96.6'
    """
    [row] = [line for line in scored.splitlines() if line.split()[:1] == [kind]]
    return re.findall(r"[\d.]+/ *[\d.]+/ *([\d.]+)", row)[-1]


def _search(pattern: str, told: str) -> str:
    found = re.search(pattern, told, re.MULTILINE)
    return found[1] if found else "?"


def _percent(share: float, of: float = 1) -> str:
    return f"{100 * share / of:.1f}" if of else "?"


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
