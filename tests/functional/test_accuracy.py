"""The extractor against hand-made annotations: floors that a change must not fall through."""

from __future__ import annotations

import json
import subprocess
import sys
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from quotesdb.extract import extract
from quotesdb.names.key import name_key
from quotesdb.text.folding import words
from quotesdb.values import REPORTED, Quotation, Span
from tests.fixture_gold import canonical_text, languages, load_gold

SHARED = Path(__file__).resolve().parents[3] / "shared"
INDIRECT_FLOOR = 0.9


def tokens(text: str, spans: list[Span]) -> Counter[str]:
    return Counter(w for span in spans for w in words(span.text(text)))


def dice(one: Counter[str], other: Counter[str]) -> float:
    return 2 * (one & other).total() / max(1, one.total() + other.total())


def is_found(text: str, record: dict[str, Any], quotations: list[Quotation]) -> bool:
    """Whether a quotation has most of the record's words and its speaker."""
    wanted = tokens(text, [Span(*pair) for pair in record["content"]])
    best = max(quotations, key=lambda q: dice(wanted, tokens(text, list(q.content))), default=None)
    if best is None or dice(wanted, tokens(text, list(best.content))) < 0.5:
        return False
    names = {name_key(n) for n in [record["speaker"], *record.get("speaker_alt", [])] if n}
    return name_key(best.speaker.name) in names if best.speaker else not names


def test_most_reported_clauses_of_the_fixtures_are_found_with_their_speaker() -> None:
    right = total = 0
    for name, records in load_gold().items():
        if languages()[name] != "en":
            continue
        text = canonical_text(name)
        quotations = [q for q in extract(text, "en") if q.cue_class in REPORTED]
        for record in records:
            if record["kind"] == "indirect" and not record.get("borderline"):
                total += 1
                right += is_found(text, record, quotations)
    assert right >= INDIRECT_FLOOR * total


@pytest.mark.skipif(not (SHARED / "data/seed").is_dir(), reason="the annotated seed article is not here")
def test_the_seed_article_is_read_as_its_annotator_reads_it(tmp_path: Path) -> None:
    predictions, scores = tmp_path / "predictions.jsonl", tmp_path / "scores.json"
    article = SHARED / "data/seed/article.txt"
    with predictions.open("wb") as lines:
        subprocess.run(
            [sys.executable, "-m", "quotesdb.cli", "extract", "--json", str(article)],
            stdout=lines,
            check=True,
        )
    scorer = SHARED / "tools/score_speakers.py"
    gold = SHARED / "data/seed/gold.json"
    command = [sys.executable, scorer, gold, article.parent, predictions, "--json", scores]
    subprocess.run(list(map(str, command)), check=True, capture_output=True)
    table = json.loads(scores.read_text(encoding="utf8"))
    assert table["all"]["joint_r"] == 1
    assert table["all"]["org"] == table["all"]["role"] == 1
    assert table["all"]["pred"] - table["all"]["gold"] <= 1
    assert "Jack Ma" not in predictions.read_text(encoding="utf8")
