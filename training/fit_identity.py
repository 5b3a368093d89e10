"""Fit the weights by which the words of articles tell whether two names are one person's.

``python -m training.fit_identity PAIRS.jsonl FOLDER ... --out quotesdb/data/en/identity_weights.txt``. A line
of PAIRS has two mentions and a label:
``{"a": {"article", "name", "role", "organisation"}, "b": {...}, "label": "same" | "different"}``; the FOLDERs
hold the texts, by the name of the article. Beside each pair heaps of mentions of its two people are compared,
since a name is known from several articles as a rule. Both labels weigh the same, so that the fitted log-odds
are those that the articles add to what the names say. People, not pairs, are held out in turn.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import random
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from functools import reduce
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np

from quotesdb.resolve.clusters import Ties, clusters
from quotesdb.resolve.context import FEATURES, features
from quotesdb.resolve.evidence import SAMPLED, Evidence, observed

FOLDS = 5
HEAPS = (1, 1, 2, 4, 8, SAMPLED)
"""How many mentions of one person are put together."""
RIDGE = 1.0
HEAD = """\
# What each thing that two articles have in common says on whether they mean one person, in natural log-odds:
# fitted by `python -m training.fit_identity`; what the features are is said in quotesdb/resolve/context.py.
"""


class Example(NamedTuple):
    """Features of two heaps, whether they are one person's, and the people they are of."""

    features: list[float]
    same: bool
    people: tuple[int, int]


def main() -> None:
    """Fit, print how good the fit is on people held out, and write the weights if asked to."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("pairs", type=Path)
    parser.add_argument("texts", type=Path, nargs="+")
    parser.add_argument("--out", type=Path, help="the file of weights to write")
    options = parser.parse_args()
    found = examples(read_pairs(options.pairs), read_texts(options.texts))
    for line in report(found):
        print(line)
    weights = fit(found)
    lines = [f"{name}: {weight:.2f}" for name, weight in zip(FEATURES, weights, strict=True)]
    print("\n".join(lines))
    if options.out:
        options.out.write_text(HEAD + "\n".join(lines) + "\n", encoding="utf8")


def read_pairs(path: Path) -> list[dict[str, Any]]:
    """The pairs of which the label says something."""
    rows = [json.loads(line) for line in path.read_text(encoding="utf8").splitlines() if line]
    return [row for row in rows if row["label"] in ("same", "different")]


def read_texts(folders: Iterable[Path]) -> dict[str, str]:
    """The texts of the folders by the names of their files."""
    return {path.stem: path.read_text(encoding="utf8") for folder in folders for path in folder.glob("*.txt")}


def examples(pairs: Sequence[Mapping[str, Any]], texts: Mapping[str, str], seed: int = 1) -> list[Example]:
    """The pairs and heaps of mentions of the same people, the order fixed by the seed."""
    rng = random.Random(seed)
    keys = [(_mention(pair["a"]), _mention(pair["b"]), pair["label"] == "same") for pair in pairs]
    keys = [key for key in keys if key[0][0] in texts and key[1][0] in texts and key[0][0] != key[1][0]]
    person = _people(keys)
    evidence = {m: observed(m[1], m[2], m[3], texts[m[0]]) for key in keys for m in key[:2]}
    mentions = defaultdict[int, list[Any]](list)
    for mention in sorted(evidence, key=str):
        mentions[person[mention]].append(mention)
    found = []
    for one, other, same in keys:
        people = (person[one], person[other])
        if same or people[0] != people[1]:
            found.append(Example(features(evidence[one], evidence[other]), same, people))
            heaps = _heaps(rng, mentions[people[0]], mentions[people[1]], same=same)
            if all(heaps):
                sums = [reduce(Evidence.__add__, (evidence[m] for m in heap)) for heap in heaps]
                found.append(Example(features(*sums), same, people))
    return found


def _mention(side: Mapping[str, Any]) -> tuple[str, str, str | None, str | None]:
    return side["article"], side["name"], side.get("role"), side.get("organisation")


def _people(keys: Sequence[tuple[Any, Any, bool]]) -> dict[Any, int]:
    """Which person each mention is of: those that are the same to one another are one."""
    listed = sorted({mention for key in keys for mention in key[:2]}, key=str)
    number = {mention: place for place, mention in enumerate(listed)}
    same = [(number[one], number[other]) for one, other, is_same in keys if is_same]
    groups = clusters(range(len(listed)), Ties(same=same))
    return {listed[place]: group for group, places in enumerate(groups) for place in places}


def _heaps(rng: random.Random, one: Sequence[Any], other: Sequence[Any], *, same: bool) -> list[list[Any]]:
    first = rng.sample(one, min(len(one), rng.choice(HEAPS)))
    articles = {mention[0] for mention in first}
    rest = [mention for mention in other if mention[0] not in articles]
    if same and len(one) == len(first):
        first, rest = first[::2], first[1::2]
    return [first, rng.sample(rest, min(len(rest), rng.choice(HEAPS)))]


def fit(found: Sequence[Example]) -> np.ndarray:
    """The weights of a logistic regression, by Newton's steps; all but the bias are held small."""
    x = np.array([example.features for example in found])
    y = np.array([example.same for example in found], float)
    each = np.where(y > 0, 0.5 / y.mean(), 0.5 / (1 - y.mean()))
    ridge = RIDGE * np.eye(x.shape[1])
    ridge[0, 0] = 0
    weights = np.zeros(x.shape[1])
    for _ in range(30):
        said = 1 / (1 + np.exp(-x @ weights))
        bend = (x * (each * said * (1 - said))[:, None]).T @ x + ridge
        weights += np.linalg.solve(bend, x.T @ (each * (y - said)) - ridge @ weights)
    return weights


def report(found: Sequence[Example]) -> list[str]:
    """How good the scores of pairs are when neither of the two people was fitted on."""
    y = np.array([example.same for example in found], float)
    scores = np.zeros(len(found))
    folds = np.array([[_fold(person) for person in example.people] for example in found])
    for fold in range(FOLDS):
        inside = (folds != fold).all(axis=1)
        weights = fit([example for example, keep in zip(found, inside, strict=True) if keep])
        for place in np.flatnonzero(folds[:, 0] == fold):
            scores[place] = np.dot(found[place].features, weights)
    loss = np.mean(np.log1p(np.exp(-np.where(y > 0, scores, -scores))))
    counts = f"{int(y.sum())} same, {int((1 - y).sum())} different"
    lines = [f"{counts}; people held out: AUC {auc(scores, y):.3f}, log loss {loss:.3f}"]
    for low, high in ((-99, -4), (-4, -2), (-2, 0), (0, 2), (2, 4), (4, 99)):
        inside = (scores >= low) & (scores < high)
        if inside.any():
            said, are = np.mean(1 / (1 + np.exp(-scores[inside]))), y[inside].mean()
            pairs = f"{low:>4} to {high:>3}: {inside.sum():>5} pairs"
            lines.append(f"  {pairs}, said {said:.2f} same, {are:.2f} are")
    return lines


def auc(scores: np.ndarray, y: np.ndarray) -> float:
    """How often a pair of one person scores higher than one of two."""
    ranks = np.empty(len(scores))
    ranks[np.argsort(scores)] = np.arange(1, len(scores) + 1)
    return float((ranks[y > 0].sum() - y.sum() * (y.sum() + 1) / 2) / (y.sum() * (1 - y).sum()))


def _fold(person: int) -> int:
    return hashlib.sha256(str(person).encode()).digest()[0] % FOLDS


if __name__ == "__main__":
    main()
