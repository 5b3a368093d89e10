"""Accuracy on annotated articles, by the scorers that count: python -m benchmarks.accuracy [SHARED].

SHARED holds data/ and tools/ (default ../shared). Each annotated set is extracted through the command line,
as a user would, and its predictions are scored by that folder's own tools; the fixtures are scored likewise.
"""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
from pathlib import Path

from tests.fixture_gold import languages, load_gold, write_texts


def extracted(files: list[Path], out: Path, *, everything: bool = False) -> Path:
    """Write the program's predictions for ``files`` as JSON lines."""
    command = [sys.executable, "-m", "quotesdb.cli", "extract", "--json", *(["--all"] if everything else [])]
    with out.open("wb") as lines:
        subprocess.run([*command, *map(str, sorted(files))], stdout=lines, check=True)
    return out


def run(tool: Path, *arguments: object, stdin: Path | None = None) -> str:
    """The output of one of the scorers."""
    text = stdin.read_text(encoding="utf8") if stdin else None
    command = [sys.executable, str(tool), *map(str, arguments)]
    return subprocess.run(command, input=text, capture_output=True, text=True, check=True).stdout


def main() -> None:
    """Score every set that is there."""
    shared = Path(sys.argv[1] if len(sys.argv) > 1 else "../shared")
    if not (shared / "tools").is_dir():
        sys.exit(f"no scorers at {shared}/tools: name the folder that holds data/ and tools/")
    speakers, quotes = shared / "tools" / "score_speakers.py", shared / "tools" / "score_quotes.py"
    with tempfile.TemporaryDirectory() as folder:
        work = Path(folder)
        score_fixtures(work, speakers)
        for name, texts in (("seed", "seed"), ("bbc-dev", "bbc-dev/text"), ("news-dev", "news-dev/text")):
            data = shared / "data"
            files = [p for p in (data / texts).iterdir() if p.suffix == ".txt"]
            print(f"\n{name}")
            print(run(speakers, data / name / "gold.json", data / texts, extracted(files, work / "p.jsonl")))
        score_polnear(shared, work, speakers, quotes)


def score_fixtures(work: Path, speakers: Path) -> None:
    """The project's own invented articles, those in English."""
    texts = work / "fixtures"
    texts.mkdir()
    write_texts(texts)
    english = {name: records for name, records in load_gold().items() if languages()[name] == "en"}
    (work / "gold.json").write_text(json.dumps({"articles": english}), encoding="utf8")
    predictions = extracted([texts / name for name in english], work / "p.jsonl")
    print(f"fixtures\n{run(speakers, work / 'gold.json', texts, predictions)}")


def score_polnear(shared: Path, work: Path, speakers: Path, quotes: Path) -> None:
    """PolNeAR dev, everything extracted, pieces with one cue joined; then the speakers of 24 articles."""
    texts = shared / "data" / "polnear" / "dev" / "text"
    predictions = extracted(list(texts.glob("*.txt")), work / "dev.jsonl", everything=True)
    converted = work / "dev.json"
    converted.write_text(run(shared / "tools" / "to_scorer.py", stdin=predictions), encoding="utf8")
    print(run(quotes, "--merge-cue", converted))
    named = work / "speakers.json"
    articles = json.loads((shared / "data/polnear/speakers.json").read_text(encoding="utf8"))["articles"]
    named.write_text(json.dumps({"articles": articles}), encoding="utf8")
    print(run(speakers, named, texts, predictions))
    print(run(speakers, "--hard", named, texts, predictions))


if __name__ == "__main__":
    main()
