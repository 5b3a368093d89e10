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
from quotesdb.text import name_key, words
from quotesdb.values import REPORTED, Kind, Quotation, Span
from tests.fixture_gold import canonical_text, languages, load_gold

SHARED = Path(__file__).resolve().parents[3] / "shared"
FLOORS = {"direct": 0.8, "mixed": 0.8, "indirect": 0.85}


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


def test_most_annotated_quotations_of_the_fixtures_are_found_with_their_speaker() -> None:
    right: Counter[str] = Counter()
    total: Counter[str] = Counter()
    for name, records in load_gold().items():
        if languages()[name] != "en":
            continue
        text = canonical_text(name)
        quotations = [q for q in extract(text, "en") if q.cue_class in REPORTED]
        for record in records:
            if record["kind"] in FLOORS and not record.get("borderline"):
                total[record["kind"]] += 1
                right[record["kind"]] += is_found(text, record, quotations)
    shares = {kind: right[kind] / total[kind] for kind in FLOORS}
    assert all(shares[kind] >= floor for kind, floor in FLOORS.items()), shares


def test_few_marked_passages_that_are_no_quotation_are_taken_for_one() -> None:
    taken = total = 0
    for name, records in load_gold().items():
        if languages()[name] != "en":
            continue
        spoken = [q for q in extract(canonical_text(name), "en") if q.cue_class in REPORTED]
        marked = [s for q in spoken if q.kind is not Kind.INDIRECT for s in q.quoted]
        for record in records:
            if record["kind"] == "none" and not record.get("borderline"):
                total += 1
                taken += any(Span(*pair) in marked for pair in record["content"])
    assert taken <= total / 4


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
    for kind in ("direct", "mixed"):
        assert table[kind]["joint_r"] == 1
        assert table[kind]["org"] == table[kind]["role"] == 1
    assert table["indirect"]["joint_r"] >= 2 / 3
    found = table["all"]["found"] * table["all"]["gold"]
    assert table["all"]["pred"] - found <= 2
    assert "Jack Ma" not in predictions.read_text(encoding="utf8")
