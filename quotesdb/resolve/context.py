"""What the articles say on whether two names are one person's: a small fitted score."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from math import log, sqrt

from quotesdb.data import entries
from quotesdb.resolve.evidence import Evidence
from quotesdb.resolve.priors import MOST_CONTEXT

FEATURES = (
    "bias",
    "names near both",
    "words near both",
    "others in both articles",
    "roles printed of both",
    "role words shared",
    "no role word shared",
    "sex agrees",
    "sex differs",
    "size of the smaller",
    "size of the larger",
)
"""What is looked at, in the order of the weights; ``python -m training.fit_identity`` fits these."""


def features(a: Evidence, b: Evidence) -> list[float]:
    """What two heaps of evidence have in common, as numbers; the order of the two makes no difference."""
    roles = _cosine(a.roles, b.roles)
    both = bool(a.roles and b.roles)
    sexes = _sex(a) * _sex(b)
    small, large = sorted((max(a.sampled, 1), max(b.sampled, 1)))
    return [
        1.0,
        sqrt(_cosine(_capitals(a.words), _capitals(b.words))),
        sqrt(_cosine(_small(a.words), _small(b.words))),
        sqrt(_cosine(a.others, b.others)),
        float(both),
        roles,
        float(both and not roles),
        max(0.0, sexes),
        max(0.0, -sexes),
        log(small),
        log(large),
    ]


def context(a: Evidence, b: Evidence) -> float:
    """The log-odds that the articles add to what the names say; 0 where nothing is known of one of them."""
    if not a.sampled or not b.sampled:
        return 0.0
    found = sum(weights()[name] * value for name, value in zip(FEATURES, features(a, b), strict=True))
    return max(-MOST_CONTEXT, min(MOST_CONTEXT, found))


@cache
def weights() -> dict[str, float]:
    """The fitted weight of each feature."""
    found = {name: float(values[0]) for name, values in entries("identity_weights").items()}
    return {name: found.get(name, 0.0) for name in FEATURES}


def told(a: Evidence, b: Evidence) -> list[str]:
    """What speaks for two being one, in words: what stands around both, the most frequent first.

    >>> told(Evidence(1, roles={"mayor": 1}), Evidence(1, roles={"mayor": 1}))
    ['both printed with mayor']
    """
    found = (
        ("both printed with", _shared(a.roles, b.roles)),
        ("in articles of both", _shared(a.others, b.others)),
        ("near both", _shared(_capitals(a.words), _capitals(b.words))),
    )
    return [f"{how} {', '.join(what[:3])}" for how, what in found if what]


def _shared(a: Mapping[str, int], b: Mapping[str, int]) -> list[str]:
    return sorted(a.keys() & b.keys(), key=lambda word: (-min(a[word], b[word]), word))


def _sex(of: Evidence) -> float:
    return (of.men - of.women) / (of.men + of.women + 0.5)


def _capitals(words: Mapping[str, int]) -> dict[str, int]:
    return {word: count for word, count in words.items() if word[0].isupper()}


def _small(words: Mapping[str, int]) -> dict[str, int]:
    return {word: count for word, count in words.items() if not word[0].isupper()}


def _cosine(a: Mapping[str, int], b: Mapping[str, int]) -> float:
    shared = sum((1 + log(count)) * (1 + log(b[word])) for word, count in a.items() if word in b)
    if not shared:
        return 0.0
    lengths = [sum((1 + log(count)) ** 2 for count in side.values()) for side in (a, b)]
    return float(shared / sqrt(lengths[0] * lengths[1]))
