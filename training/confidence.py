"""Fit the confidence on annotated articles: python -m training.confidence FOLDER ... --out FILE.

A FOLDER has gold JSON (docs/evaluate.md), or folders that have. What is right is counted as `quotesdb
evaluate` does: a quotation is, if it answers one of the annotator's and names its speaker. Prints how well a
fit on other articles, and one on other folders, tells it; then fits on all and writes the weights. The same
articles always give the same file.
"""

from __future__ import annotations

import argparse
import json
import math
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from zlib import crc32

import numpy as np
from numpy.typing import NDArray

from quotesdb.evaluate import find_collections
from quotesdb.evaluate.annotation import Document
from quotesdb.evaluate.names import is_named_rightly
from quotesdb.evaluate.pairing import Annotated, Found, compare
from quotesdb.evaluate.words import Words
from quotesdb.extract.confidence import FILE, Traits, Weights
from quotesdb.extract.english import ENGLISH, with_traits
from quotesdb.extract.spans.layout import Layout
from quotesdb.values import REPORTED

FOLDS = 10
SMOOTH = 1.0
SELDOM = 8
BINS = 10
ROUNDS = 60
Numbers = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Example:
    """A quotation that was found, with what is known of it and whether it is right."""

    folder: str
    article: str
    kind: str
    traits: Traits
    right: bool


def examples(folders: Sequence[Path]) -> Iterator[Example]:
    """What the extractor finds in the annotated articles of folders; optional annotations aside."""
    for place in folders:
        for collection in find_collections(place):
            for document in collection.documents:
                yield from _of_document(collection.folder.name, document)


def _of_document(folder: str, document: Document) -> Iterator[Example]:
    layout = Layout(document.text)
    told = [(q, t) for q, t in with_traits(layout, ENGLISH.passages(layout)) if q.cue_class in REPORTED]
    traits = {id(q): t for q, t in told}
    compared = compare(document, Words(document.text), [q for q, _ in told], _is_right, by_marks=False)
    answered = {found: place for place, found in compared.partner.items()}
    for i in compared.counted()[1]:
        found = compared.found[i]
        right = i in answered and _is_right(compared.annotated[answered[i]], found)
        yield Example(folder, document.name, str(found.kind), traits[id(found.quotation)], right)


def _is_right(annotated: Annotated, found: Found) -> bool:
    return is_named_rightly(annotated.attribution, found.quotation.speaker)


def fit(chosen: Sequence[Example]) -> Weights:
    """The weights under which the examples are likeliest, the smaller the better (Newton's method)."""
    seen = Counter(name for one in chosen for name in one.traits)
    names = sorted(name for name, times in seen.items() if times >= SELDOM)
    rows = np.array([[1.0, *(one.traits.get(name, 0.0) for name in names)] for one in chosen])
    right = np.array([one.right for one in chosen], dtype=float)
    weights = np.zeros(rows.shape[1])
    pull = np.full(rows.shape[1], SMOOTH)
    pull[0] = 1e-6
    for _ in range(ROUNDS):
        chance = 1 / (1 + np.exp(-rows @ weights))
        slope = rows.T @ (chance - right) + pull * weights
        bend = (rows * (chance * (1 - chance))[:, None]).T @ rows + np.diag(pull)
        step = np.linalg.solve(bend, slope)
        weights -= step
        if np.abs(step).max() < 1e-9:
            break
    return Weights(float(weights[0]), dict(zip(names, map(float, weights[1:]), strict=True)))


def left_out(every: Sequence[Example], group: Sequence[int | str]) -> list[tuple[float, Example]]:
    """The chance of each example by a fit on those of other groups."""
    out = []
    for one in sorted(set(group), key=str):
        weights = fit([e for e, g in zip(every, group, strict=True) if g != one])
        out += [(weights.chance(e.traits), e) for e, g in zip(every, group, strict=True) if g == one]
    return out


def report(title: str, told: Iterable[tuple[float, Example]]) -> None:
    """Print the calibration error and, at several confidences, how many are right."""
    ranked = sorted(((p, e.right) for p, e in told), key=lambda pair: pair[0])
    size, error = len(ranked), 0.0
    for b in range(BINS):
        part = ranked[b * size // BINS : (b + 1) * size // BINS]
        if part:
            error += abs(sum(p for p, _ in part) - sum(r for _, r in part)) / size
    print(f"{title}: {size} quotations, calibration error {error:.3f}")
    for least in (0.5, 0.7, 0.8, 0.9, 0.95, 0.98):
        above = [r for p, r in ranked if p >= least]
        share = sum(above) / len(above) if above else math.nan
        print(
            f"  at {least:.2f} or more: {100 * len(above) / size:5.1f} % of them, {100 * share:5.1f} % right"
        )


def main() -> None:
    """Read the folders, say how good the fit is, write the weights."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folders", nargs="+", type=Path)
    parser.add_argument("--out", type=Path, default=Path("quotesdb/extract/model") / FILE)
    chosen = parser.parse_args()
    every = list(examples(chosen.folders))
    by_article = left_out(every, [crc32(e.article.encode()) % FOLDS for e in every])
    report("articles left out", by_article)
    kinds = defaultdict(list)
    for p, example in by_article:
        kinds[example.kind].append((p, example))
    for kind in sorted(kinds):
        report(f"articles left out, {kind}", kinds[kind])
    if len({e.folder for e in every}) > 1:
        report("folders left out", left_out(every, [e.folder for e in every]))
    weights = fit(every)
    rounded = {name: round(value, 4) for name, value in weights.of.items()}
    stored = {"base": round(weights.base, 4), "weights": rounded}
    chosen.out.write_text(json.dumps(stored, indent=1) + "\n", encoding="utf8")


if __name__ == "__main__":
    main()
