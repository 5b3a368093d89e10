"""How the check judges altered quotations, and true ones: python -m benchmarks.check_accuracy [SHARED].

Claims are made from the articles of fixtures/, and of SHARED/data where it is (default ../shared): true ones,
and ones with one edit that turns the sense (tests/altered_claims.py). Their quotations are those that people
annotated, so that no mistake of the extractor counts here.

Exit status 1 if an altered claim is called verbatim.
"""

from __future__ import annotations

import sys
from collections import Counter, defaultdict
from collections.abc import Iterable
from pathlib import Path

from quotesdb.check.claim import parse
from quotesdb.check.decide import judge
from quotesdb.values import VERBATIM, ClaimVerdict
from tests.altered_claims import TRUE, Change, MadeClaim, claims, pages

Table = dict[Change, Counter[ClaimVerdict]]


def main() -> int:
    """Judge every claim and print the table."""
    shared = Path(sys.argv[1] if len(sys.argv) > 1 else "../shared")
    data = shared / "data"
    articles = pages(data if data.is_dir() else None)
    made = [claim for page in articles for claim in claims(page)]
    print(f"{len(made):,} claims from {len(articles)} articles")
    table: Table = defaultdict(Counter)
    wrong = []
    for claim in made:
        verdict = verdict_on(claim)
        table[claim.change][verdict] += 1
        if verdict in VERBATIM and claim.change not in TRUE:
            wrong.append(claim)
    report(table)
    for claim in wrong:
        print(f"{claim.page.name}: {claim.change}: {claim.speaker}: {claim.text}")
    return 1 if wrong else 0


def verdict_on(claim: MadeClaim) -> ClaimVerdict:
    """The verdict from the article that the claim was made from."""
    return judge(parse(claim.text), claim.speaker, [claim.page.evidence]).verdict


def report(table: Table) -> None:
    """Print a line for each kind of claim, those that are true first."""
    print(f"{'':<12}{'claims':>8}{'verbatim':>10}{'truncated':>11}  other verdicts")
    for change in Change:
        counts = table[change]
        verbatim = sum(counts[verdict] for verdict in VERBATIM)
        truncated = counts[ClaimVerdict.TRUNCATED]
        print(f"{change:<12}{counts.total():>8}{verbatim:>10}{truncated:>11}  {_others(counts.items())}")


def _others(counts: Iterable[tuple[ClaimVerdict, int]]) -> str:
    rest = [(n, v) for v, n in counts if v not in VERBATIM and v is not ClaimVerdict.TRUNCATED]
    return ", ".join(f"{verdict} {number}" for number, verdict in sorted(rest, reverse=True))


if __name__ == "__main__":
    sys.exit(main())
