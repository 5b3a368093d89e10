"""How likely two organisations are one, and what speaks for it: for a person to decide on."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from itertools import product
from types import MappingProxyType

from quotesdb.names.key import name_key
from quotesdb.names.organisation import BodyLikeness, body_likeness, is_proper

_BASE = {
    BodyLikeness.EQUAL: 0.95,
    BodyLikeness.ABBREVIATION: 0.95,
    BodyLikeness.LEGAL_FORM: 0.85,
    BodyLikeness.INITIALS: 0.5,
    BodyLikeness.PART: 0.35,
    BodyLikeness.SPELLING: 0.5,
    BodyLikeness.NONE: 0.0,
}
_FITS_MANY, _GLOSSED, _SPOKEN_FOR = -0.6, 0.8, 0.5
_COMPANY, _MOST_COMPANY = 0.85, 4
_EMPTY: Mapping[str, str] = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class BodyProfile:
    """An organisation as it is compared.

    ``company`` are those who are quoted in the same ``articles``, ``people`` those who speak for it, both as
    printed by folded name. ``glossed`` are abbreviations printed in brackets behind its name: "Example Works
    (EW)" by "ew".
    """

    names: tuple[str, ...]
    articles: frozenset[str] = frozenset()
    company: Mapping[str, str] = field(default_factory=lambda: _EMPTY)
    people: Mapping[str, str] = field(default_factory=lambda: _EMPTY)
    glossed: Mapping[str, str] = field(default_factory=lambda: _EMPTY)


@dataclass(frozen=True, slots=True)
class Score:
    """How likely two are one, and why; the most telling reason comes first."""

    score: float
    reasons: tuple[str, ...]


def compare_bodies(a: BodyProfile, b: BodyProfile) -> Score | None:
    """Compare two organisations; the order makes no difference. None if their names rule it out.

    >>> one, other = (BodyProfile((name,)) for name in ("Velda Water Institute", "VWI"))
    >>> compare_bodies(one, other).reasons, compare_bodies(one, BodyProfile(("Sample Works",)))
    (('initials of the other name',), None)
    """
    found = [(body_likeness(one, other), one, other) for one, other in product(a.names, b.names)]
    like, *names = max(found, key=lambda triple: _BASE[triple[0]])
    if like is BodyLikeness.NONE:
        return None
    proper = all(is_proper(name_key(name)) for name in names)
    evidence = [] if proper else [(_FITS_MANY, "a name that fits many")]
    return _weighed(like, [*evidence, *_between(a, b), *_shared_company(a, b)])


def _between(a: BodyProfile, b: BodyProfile) -> Iterator[tuple[float, str]]:
    for long, short in ((a, b), (b, a)):
        if glosses := sorted(long.glossed[key] for key in map(name_key, short.names) if key in long.glossed):
            yield _GLOSSED, f"printed as {glosses[0]}"
    if people := _shared(a.people, b.people):
        yield _SPOKEN_FOR, f"both spoken for by {', '.join(people[:3])}"


def _shared_company(a: BodyProfile, b: BodyProfile) -> Iterator[tuple[float, str]]:
    """Those who are quoted beside both, but for the two; within one article everybody is."""
    own = {name_key(name) for name in (*a.names, *b.names)}
    beside = {key: name for key, name in a.company.items() if key not in own}
    if a.articles.isdisjoint(b.articles) and (shared := _shared(beside, b.company)):
        weight = 1 - _COMPANY ** min(len(shared), _MOST_COMPANY)
        yield weight, f"both in articles that quote {', '.join(shared[:3])}"


def _shared(ours: Mapping[str, str], theirs: Mapping[str, str]) -> list[str]:
    """What two have in common, as it is printed, in the order of the folded words."""
    return [min(ours[key], theirs[key]) for key in sorted(ours.keys() & theirs.keys())]


def _weighed(like: BodyLikeness, evidence: Iterable[tuple[float, str]]) -> Score:
    weighed = sorted(evidence, key=lambda item: (-abs(item[0]), item[1]))
    value = _BASE[like]
    for weight, _reason in weighed:
        value = 1 - (1 - value) * (1 - weight) if weight > 0 else value * (1 + weight)
    return Score(round(value, 3), (like.value, *(reason for _weight, reason in weighed)))
