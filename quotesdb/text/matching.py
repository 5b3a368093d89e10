"""Which quotations of a new run are quotes already known; how alike two texts are. Pure functions."""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import ceil

from quotesdb.text.anchor import same_place
from quotesdb.text.folding import fold, words
from quotesdb.values import Span

ALIKE = 0.5
"""Dice of word tokens from which two wordings are taken for one quote, or two texts for one article."""

_COMPARED = 1_000_000
"""Characters of a text that are compared: a whole book would cost seconds and tell no more."""

Token = tuple[str, int]


@dataclass(frozen=True, slots=True)
class Wording:
    """The words of a quotation as a set (the second "the" is a token of its own) and where it begins.

    ``place`` is where it stands in the text in which quotations are paired, null for one that is not there.
    """

    key: str
    start: int
    tokens: frozenset[Token]
    place: Span | None = None

    @classmethod
    def of(cls, text: str, start: int, place: Span | None = None) -> Wording:
        """The wording of a text that begins at ``start``; a text without words is one token."""
        key = fold(text)
        return cls(key, start, _tokens(words(text) or [key]), place)


def dice(one: frozenset[Token], other: frozenset[Token]) -> float:
    """Twice what two sets share, by what they hold together; 1 for equal sets.

    >>> dice(Wording.of("a b c", 0).tokens, Wording.of("a b d", 0).tokens)
    0.6666666666666666
    """
    return 2 * len(one & other) / (len(one) + len(other))


def alike(one: str, other: str) -> bool:
    """Whether two texts are versions of one article."""
    if one == other:
        return True
    left, right = (Counter(words(text[:_COMPARED])) for text in (one, other))
    return 2 * (left & right).total() >= ALIKE * (left.total() + right.total()) > 0


def match(known: Sequence[Wording], new: Sequence[Wording]) -> dict[int, int]:
    """Pair new quotations with known quotes one to one, best first: place in ``new`` to place in ``known``.

    The better Dice goes first, among equals the nearer place in the text. Below ``ALIKE`` nothing is paired.
    A quote that has its place is found there or not at all, and one that has none is never found at the
    place of another: equal words that somebody else said are another quote.
    """
    owned = _owned(known, new)
    paired = _unmoved(known, new, owned)
    free_known = sorted(set(range(len(known))) - set(paired.values()))
    free_new = [i for i in range(len(new)) if i not in paired]
    taken: set[int] = set()
    for _score, _distance, i, k in sorted(_pairs(known, free_known, new, free_new)):
        if i not in paired and k not in taken and _may_pair(known[k], new[i], is_owned=i in owned):
            paired[i] = k
            taken.add(k)
    return paired


def match_places(known: Mapping[int, Span], new: Sequence[Span], paired: Mapping[int, int]) -> dict[int, int]:
    """Pair what ``match`` left over where a new quotation stands in the place of a known quote.

    Each must cover more than half of the other. As ``match`` has it: place in ``new`` to place in ``known``.
    """
    left = {k: span for k, span in known.items() if k not in paired.values()}
    found: dict[int, int] = {}
    for i, span in enumerate(new):
        k = next((k for k, place in left.items() if i not in paired and same_place(span, place)), None)
        if k is not None:
            found[i] = k
            del left[k]
    return found


def _owned(known: Sequence[Wording], new: Sequence[Wording]) -> set[int]:
    """The new quotations that stand in the place of a quote that has one."""
    places = sorted(wording.place for wording in known if wording.place)
    owned = set()
    for i, wording in enumerate(new):
        if (span := wording.place) is None:
            continue
        # Whatever is in the same place begins less than the length of this one away.
        first = bisect_left(places, span.start - len(span), key=lambda place: place.start)
        after = bisect_left(places, span.end, key=lambda place: place.start)
        if any(same_place(span, place) for place in places[first:after]):
            owned.add(i)
    return owned


def _may_pair(known: Wording, new: Wording, *, is_owned: bool) -> bool:
    if known.place is None:
        return not is_owned
    return new.place is None or known.place.overlaps(new.place)


def _unmoved(known: Sequence[Wording], new: Sequence[Wording], owned: set[int]) -> dict[int, int]:
    """The pairs of the same words in the same place: nearly all of them when a text is read again."""
    places: dict[tuple[str, int], list[int]] = defaultdict(list)
    for k, wording in enumerate(known):
        places[wording.key, wording.start].append(k)
    paired = {}
    for i, wording in enumerate(new):
        waiting = places.get((wording.key, wording.start), [])
        fitting = [k for k in waiting if _may_pair(known[k], wording, is_owned=i in owned)]
        if fitting:
            paired[i] = fitting[0]
            waiting.remove(fitting[0])
    return paired


def _pairs(
    known: Sequence[Wording], free_known: list[int], new: Sequence[Wording], free_new: list[int]
) -> list[tuple[float, int, int, int]]:
    """Every pair that is alike, as (minus Dice, distance, new, known).

    Alike sets share at least a third of either one's tokens, so one of the rarest two thirds (and one more)
    of them is in both: only quotes that hold such a token are compared.
    """
    holding: dict[Token, list[int]] = defaultdict(list)
    for k in free_known:
        for token in known[k].tokens:
            holding[token].append(k)
    found = []
    for i in free_new:
        tokens = sorted(new[i].tokens, key=lambda token: (len(holding.get(token, ())), token))
        rare = tokens[: len(tokens) - ceil(len(tokens) / 3) + 1]
        for k in {k for token in rare for k in holding.get(token, ())}:
            score = dice(new[i].tokens, known[k].tokens)
            if score >= ALIKE:
                found.append((-score, abs(new[i].start - known[k].start), i, k))
    return found


def _tokens(found: Sequence[str]) -> frozenset[Token]:
    seen: Counter[str] = Counter()
    tokens = []
    for word in found:
        tokens.append((word, seen[word]))
        seen[word] += 1
    return frozenset(tokens)
