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
from quotesdb.names.key import name_key
from quotesdb.resolve import (
    Decision,
    Evidence,
    Facts,
    Known,
    Profile,
    Score,
    known,
    link_names,
    rarity_of,
    score,
)
from quotesdb.values import AgentKind

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
        for line in (*report(pairs), *by_names(pairs)):
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


def by_names(pairs: Sequence[Pair]) -> list[str]:
    """What the linking of names makes of the people among the pairs: none of the figures is an aim.

    Such pairs are made to lead astray; in an archive they are one in hundreds.
    """
    people = [pair for pair in pairs if {pair.a.kind, pair.b.kind} == {AgentKind.PERSON}]
    answers = [(pair.truth, _answer(pair)) for pair in people]
    return [
        f"names: {answer:<9} "
        + ", ".join(f"{answers.count((truth, answer))} {truth}" for truth in ("same", "different", "unknown"))
        for answer in ("linked", "suggested", "neither")
    ]


def _answer(pair: Pair) -> str:
    names = [_known(pair.a, "a"), _known(pair.b, "b")]
    found = link_names(names, Facts())
    if any(len(ids) > 1 for ids in found.people):
        return "linked"
    return "suggested" if found.suggestions else "neither"


def _known(side: Profile, id_: str) -> Known:
    roles = (word for text in (*side.roles, *side.organisations) for word in name_key(text).split())
    evidence = Evidence(1, roles=dict.fromkeys(roles, 1), others=dict.fromkeys(side.company, 1))
    return known(side.names[0], 1, [evidence], id_=id_)


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
