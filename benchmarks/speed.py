"""Words a second of the extractor over given texts: python -m benchmarks.speed FILE...

Without files the fixtures are read three times. Loading the model is timed apart; each text is extracted
once to warm up and once for the count.
"""

from __future__ import annotations

import sys
import time
from pathlib import Path

from tests.fixture_gold import canonical_text, languages, load_gold


def main() -> None:
    """Time the load, then the texts."""
    began = time.perf_counter()
    from quotesdb.extract import extract, extractor

    extractor()
    print(f"load: {time.perf_counter() - began:.2f} s")
    files = [Path(name) for name in sys.argv[1:]]
    texts = [p.read_text(encoding="utf8") for p in files] or [
        canonical_text(n) for n in load_gold() if languages()[n] == "en"
    ] * 3
    count = sum(len(text.split()) for text in texts)
    extract(texts[0], "en")
    began = time.perf_counter()
    found = sum(len(extract(text, "en")) for text in texts)
    seconds = time.perf_counter() - began
    print(f"{count} words, {found} quotations: {count / seconds:.0f} words a second")


if __name__ == "__main__":
    main()
