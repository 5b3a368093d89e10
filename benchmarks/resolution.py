"""How often the automatic decision on who is whom is right: on tables of pairs and on generated ones.

``python -m benchmarks.resolution [--pairs N] [--seed N]``. An automatic link of two that are not one, or of
which nobody can tell, is an error. ``different`` is only what nobody is asked about: nothing is stored of it.
The pairs of the archive were written by people who did not know the program.

The intervals are of 95 %: exact (Clopper and Pearson) for no error among n, Wilson's elsewhere.
"""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from math import sqrt

from benchmarks._pairs import ARCHIVE, Pair, generated, table
from quotesdb.resolve import Decision, Score, rarity_of, score

Z = 1.96
FEWEST_ERRORS = 0.05


def main() -> None:
    """Score every pair and print the figures."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--pairs", type=int, default=3400, help="how many to generate")
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    made = list(generated(options.pairs, options.seed))
    for title, pairs in (("table", table()), ("archive", table(ARCHIVE)), ("generated", made)):
        print(f"{title}: {len(pairs)} pairs, {_counts(pairs)}")
        for line in report(pairs):
            print(f"  {line}")


def decided(pair: Pair) -> Score:
    """What the automatic decision is if the database knows nobody but these two: the hardest case."""
    return score(pair.a, pair.b, rarity_of([pair.a, pair.b]))


def report(pairs: Sequence[Pair]) -> list[str]:
    """The figures of both automatic decisions, and every error."""
    lines = []
    scored = [(pair, decided(pair)) for pair in pairs]
    for decision in (Decision.SAME, Decision.DIFFERENT):
        made = [pair for pair, found in scored if found.decision is decision]
        right = sum(pair.truth == decision.value for pair in made)
        wanted = sum(pair.truth == decision.value for pair in pairs)
        lines.append(
            f"{decision.value:<9}  {len(made):>5} decided  precision {_share(right, len(made))}"
            f"  recall {_share(right, wanted)}"
        )
        lines += [
            f"  wrong: {pair.a.names[0]} / {pair.b.names[0]} ({pair.truth})"
            for pair in made
            if pair.truth != decision.value
        ][:20]
    shown = [found.score for pair, found in scored if pair.truth == "same"]
    unsure = [found for pair, found in scored if found.decision is Decision.UNSURE]
    lines.append(f"left to people: {len(unsure)} pairs; mean score of those that are one {_mean(shown):.2f}")
    return lines


def interval(right: int, of: int) -> tuple[float, float]:
    """The 95 % interval of a share."""
    if right == of:
        return FEWEST_ERRORS ** (1 / of), 1.0
    share, spread = right / of, Z * Z / of
    middle = share + spread / 2
    half = Z * sqrt(share * (1 - share) / of + spread / (4 * of))
    return (middle - half) / (1 + spread), (middle + half) / (1 + spread)


def _share(right: int, of: int) -> str:
    if not of:
        return "-"
    low, high = interval(right, of)
    return f"{right / of:.3f} ({right} of {of}; {low:.3f} to {high:.3f})"


def _counts(pairs: Sequence[Pair]) -> str:
    truths = [pair.truth for pair in pairs]
    return ", ".join(f"{truths.count(truth)} {truth}" for truth in ("same", "different", "unknown"))


def _mean(values: Sequence[float]) -> float:
    return sum(values) / len(values) if values else 0.0


if __name__ == "__main__":
    main()
