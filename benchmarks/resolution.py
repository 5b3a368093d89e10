"""What is made of pairs that lead astray: linked, asked about or neither. Written tables, and generated ones.

``python -m benchmarks.resolution [--pairs N] [--seed N]``. None of the figures is an aim: such pairs are one
in hundreds in an archive, and what matters there is measured there (docs/identity.md). The database knows
nobody but the two, the hardest case. The pairs of the archive were written by people who did not know the
program.
"""

from __future__ import annotations

import argparse
from collections import Counter
from collections.abc import Sequence

from benchmarks._pairs import ARCHIVE, Pair, Side, generated, table
from quotesdb.names.key import name_key
from quotesdb.names.organisation import is_one_body, read_body
from quotesdb.resolve import (
    BodyProfile,
    Evidence,
    Facts,
    Known,
    compare_bodies,
    known,
    link_names,
)
from quotesdb.services.judging.suggestions import FLOOR
from quotesdb.values import AgentKind

ANSWERS = ("linked", "suggested", "neither")
TRUTHS = ("same", "different", "unknown")


def main() -> None:
    """Answer every pair and print the figures."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--pairs", type=int, default=3400, help="how many to generate")
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    made = list(generated(options.pairs, options.seed))
    for title, pairs in (("table", table()), ("archive", table(ARCHIVE)), ("generated", made)):
        print(f"{title}: {len(pairs)} pairs")
        for line in report(pairs):
            print(f"  {line}")


def report(pairs: Sequence[Pair]) -> list[str]:
    """How many pairs of each truth get each answer."""
    found = Counter((answer(pair), pair.truth) for pair in pairs)
    return [
        f"{given:<9}  " + ", ".join(f"{found[given, truth]:>4} {truth}" for truth in TRUTHS)
        for given in ANSWERS
    ]


def answer(pair: Pair) -> str:
    """What becomes of two, if nobody else is known."""
    kinds = {pair.a.kind, pair.b.kind}
    if kinds == {AgentKind.PERSON}:
        return _of_people(pair)
    return _of_bodies(pair) if kinds == {AgentKind.ORGANISATION} else "neither"


def _of_people(pair: Pair) -> str:
    found = link_names([_known(pair.a, "a"), _known(pair.b, "b")], Facts())
    if any(len(ids) > 1 for ids in found.people):
        return "linked"
    return "suggested" if found.suggestions else "neither"


def _of_bodies(pair: Pair) -> str:
    bodies = [read_body(side.name) for side in (pair.a, pair.b)]
    if bodies[0] == bodies[1] and is_one_body(pair.a.name):
        return "linked"
    compared = compare_bodies(*(BodyProfile((side.name,), company=side.company) for side in (pair.a, pair.b)))
    return "suggested" if compared and compared.score >= FLOOR else "neither"


def _known(side: Side, id_: str) -> Known:
    roles = name_key(f"{side.role} {side.organisation}").split()
    evidence = Evidence(1, roles=dict.fromkeys(roles, 1), others=dict.fromkeys(side.company, 1))
    return known(side.name, 1, [evidence], id_=id_)


if __name__ == "__main__":
    main()
