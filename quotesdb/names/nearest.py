"""Which of several folded names are near a wanted one: by last words, all words, or words spelt alike."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from types import MappingProxyType

from quotesdb.names.given import alike
from quotesdb.names.key import name_key

SUGGESTIONS = 3
_WORD_NEAR, _NAME_NEAR = 75.0, 65.0
"""How alike two words must be, and two names in all their words, of 100: a letter in four may be another."""

_ALONE_NEAR = 80.0
"""How alike a word alone must be to one of a name, which says less."""

_GOES_WITH = 90.0
"""What a short given name or an initial counts for the name it goes with."""

_SPELT = 4
"""Letters from which a word may be misspelt; of shorter ones too many are alike."""


def ends_with_name(key: str, wanted: str) -> bool:
    """Whether the last words of a folded name are the wanted ones.

    >>> ends_with_name("shehzad qazi", "qazi"), ends_with_name("al qazi", "al-qazi")
    (True, False)
    """
    return key == wanted or key.endswith(f" {wanted}")


def nearest(
    name: str, among: Mapping[str, str], others: Mapping[str, str] = MappingProxyType({})
) -> tuple[str, ...]:
    """The few names that are truly near, best first, of equals the first; those of ``others`` come last.

    Both have the name to offer by folded name. A word alone may be one of a name, such as the given name of
    somebody, if that leaves few; of ``others``, which are descriptions, all the words must be near.
    """
    wanted = name_key(name).split()
    near = _by_a_word(wanted[0], among) if len(wanted) == 1 else _by_all_words(wanted, among)
    return tuple(dict.fromkeys([*near, *_by_all_words(wanted, others)]))[:SUGGESTIONS]


def likely(name: str, keys: Iterable[str]) -> list[str]:
    """Those of some folded names that ``nearest`` could offer, whatever their own sort, the nearest first.

    >>> likely("Ada Exmple", ["ada example", "bo example"])
    ['ada example']
    """
    wanted = name_key(name).split()
    scores = {key: _likeliness(wanted, key.split()) for key in keys}
    return sorted((key for key, score in scores.items() if score), key=lambda key: (-scores[key], key))


def _likeliness(wanted: Sequence[str], words: Sequence[str]) -> float:
    if not wanted or not words:
        return 0.0
    near = _nearness(wanted, words)
    spelt = max(_spelt(wanted[0], word) for word in words) if len(wanted) == 1 else 0.0
    return max(near if near >= _NAME_NEAR else 0.0, spelt if spelt >= _ALONE_NEAR else 0.0)


def _by_a_word(wanted: str, among: Mapping[str, str]) -> Sequence[str]:
    """The names that have the word, unless they are too many; else those with one spelt much like it."""
    having = list(dict.fromkeys(shown for key, shown in among.items() if wanted in key.split()))
    if having:
        return having if len(having) <= SUGGESTIONS else []
    return _best(
        {key: max(_spelt(wanted, word) for word in key.split()) for key in among}, _ALONE_NEAR, among
    )


def _by_all_words(wanted: Sequence[str], among: Mapping[str, str]) -> Sequence[str]:
    return _best({key: _nearness(wanted, key.split()) for key in among}, _NAME_NEAR, among)


def _best(scores: Mapping[str, float], least: float, among: Mapping[str, str]) -> Sequence[str]:
    near = [key for key, score in scores.items() if score >= least]
    return [among[key] for key in sorted(near, key=lambda key: -scores[key])]


def _nearness(wanted: Sequence[str], words: Sequence[str]) -> float:
    """How near two names are in their words, of 100; 0 if they are not.

    Each word of the shorter name has its own in the longer one: the same, one spelt much like it, or a given
    name that goes with it (a surname must stand by it). What the longer one has besides counts against it.
    """
    compared = _alike if len(wanted) > 1 else _spelt
    short, long = sorted((wanted, words), key=len)
    left, total = list(long), 0.0
    for word in short:
        likeness, best = max((compared(word, other), other) for other in left)
        if likeness < _WORD_NEAR:
            return 0.0
        total += likeness
        left.remove(best)
    return 2 * total / (len(short) + len(long))


def _alike(one: str, other: str) -> float:
    """How alike two folded words of names are, of 100."""
    return max(_spelt(one, other), _GOES_WITH if alike(one, other) else 0.0)


def _spelt(one: str, other: str) -> float:
    from rapidfuzz import fuzz

    if one == other:
        return 100.0
    return fuzz.ratio(one, other) if min(len(one), len(other)) >= _SPELT else 0.0
