"""The ways in which a claim can be read from the evidence: as one passage, or as pieces put together. Pure.

A claim with an ellipsis is read segment by segment. One that no passage explains is read as runs of words
from several places: that is how a splice shows.
"""

from __future__ import annotations

import math
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise

from quotesdb.check.align import weight
from quotesdb.check.claim import ParsedClaim
from quotesdb.check.context import Cut, before, behind, disowned
from quotesdb.check.edits import Edit, EditClass, Op
from quotesdb.check.evidence import Evidence, Region, Said, Stream
from quotesdb.check.match import OWN_WORDS, STRONG, Placed, exact, near
from quotesdb.check.sentences import ends_sentence
from quotesdb.check.whom import Whom
from quotesdb.check.words import BREAK, STOP_WORDS, Flag, split
from quotesdb.text.denial import is_negative
from quotesdb.values import Span

_MOST_SEGMENTS = 12
_MOST_PLACES = 30
_MOST_EVIDENCE = 6
"""Articles in which the runs of a splice are looked for."""

OMITTED = 3
"""Words that may be missing inside a sentence before a claim counts as spliced; one more if all but one of
them are common ("I will give you")."""

_SMALL_EDITS = 3
"""Gaps and changes of so few words each that may be in one utterance before a splice is looked for."""

_GOOD = 0.85
"""Share of a claim that the runs of a splice must explain."""


@dataclass(frozen=True)
class Reading:
    """A claim laid on one passage, or on several in the order of the claim.

    ``marked`` says for each border between two pieces whether the claim has an ellipsis there. ``unplaced``
    are claimed words that no piece explains.
    """

    pieces: tuple[Placed, ...]
    marked: tuple[bool, ...] = ()
    unplaced: tuple[Edit, ...] = ()

    @property
    def cost(self) -> int:
        """How many words differ; an unmarked jump counts as one, to another article as two."""
        edited = sum(piece.cost for piece in self.pieces) + sum(edit.size for edit in self.unplaced)
        elsewhere = sum(one.evidence is not other.evidence for one, other in pairwise(self.pieces))
        return edited + self.jumps + elsewhere

    @property
    def run(self) -> float:
        """The weight of the longest run of words that agree."""
        return max(piece.run for piece in self.pieces)

    @property
    def coverage(self) -> float:
        """How much of the claimed words is there."""
        unplaced = sum(2.0 * edit.size for edit in self.unplaced)
        whole = sum(piece.whole for piece in self.pieces) + unplaced
        return sum(piece.matched for piece in self.pieces) / whole

    @cached_property
    def jumps(self) -> int:
        """Places at which the words do not follow each other, and no ellipsis says so or could."""
        inside = sum(piece.breaks for piece in self.pieces)
        return inside + sum(
            _jumps(one, other, marked=marked)
            for (one, other), marked in zip(pairwise(self.pieces), self.marked, strict=True)
        )

    @property
    def elides(self) -> bool:
        """Whether words are left out between the pieces."""
        return any(_gap(one, other) != 0 for one, other in pairwise(self.pieces))

    @property
    def speakers(self) -> list[Said | None]:
        """Whose words the pieces are."""
        return [piece.owner[1] for piece in self.pieces]

    @property
    def owner(self) -> tuple[Region, Said | None]:
        """The region of the worst evidence among the pieces, and the quotation of the longest."""
        region = max(piece.owner[0] for piece in self.pieces)
        longest = max(self.pieces, key=lambda piece: piece.after - piece.first)
        return region, longest.owner[1]

    @property
    def cuts(self) -> tuple[Cut, ...]:
        """What governs or contrasts with the words, outside of them and at the ellipses inside."""
        outer = [before(self.pieces[0]), behind(self.pieces[-1])]
        unsaid = [cut for cut in map(disowned, self.pieces) if cut is not None]
        return (*(unsaid[:1] or filter(None, outer)), *self._hidden())

    def _hidden(self) -> Iterator[Cut]:
        """What nothing but an ellipsis stands for and what governs: a "not", a "do not believe that"."""
        for one, other in pairwise(self.pieces):
            if not _gap(one, other):
                continue
            yield from filter(None, [before(other, since=one.end)])
            keys = one.stream.keys[one.end : other.start]
            if len(keys) <= OMITTED and any(map(is_negative, keys)):
                words = one.evidence.words
                places = [p for p in one.stream.places[one.end : other.start] if p >= 0]
                hidden = Span(words.starts[places[0]], words.ends[places[-1]])
                if not self.is_whole_sentence(hidden):
                    yield Cut(hidden.text(words.text), before=True, governs=True)

    @property
    def insertions(self) -> tuple[str, ...]:
        """The words in brackets, of claim or evidence, that had to be passed over or believed."""
        out = [edit.claim or edit.source for piece in self.pieces for edit in piece.edits if not edit.counted]
        for piece in self.pieces:
            words, passed = piece.evidence.words, [e.source_span for e in piece.edits if not e.counted]
            out += [
                words.raw(place)
                for place in piece.places
                if words.flags[place] & Flag.INSERTED
                and not any(span.start <= words.starts[place] < span.end for span in passed)
            ]
        return tuple(dict.fromkeys(out))

    def is_whole_sentence(self, span: Span) -> bool:
        """Whether a stretch of the evidence is a sentence or more, passing a reporter's words behind it."""
        words = self.pieces[0].evidence.words
        first = bisect_left(words.starts, span.start)
        after = bisect_left(words.starts, span.end)
        if not 0 < first < after < len(words) or all(map(is_negative, words.keys[first:after])):
            return False
        following = next((p for p in self.pieces[0].stream.places if p >= after), after)
        return ends_sentence(words, first - 1, first) and ends_sentence(words, after - 1, following)


def readings(claim: ParsedClaim, evidence: Sequence[Evidence], whom: Whom | None) -> list[Reading]:
    """Every way of reading a claim that is worth comparing, of all articles given."""
    segments = _segments(claim)
    if len(segments) == 1:
        found = [Reading((piece,)) for piece in _placed(claim, *segments[0], evidence)]
    else:
        found = _in_segments(claim, segments, evidence, whom)
    changed = min(map(_changed, found), default=None)
    spliced = _spliced(claim, segments, evidence, whom) if changed != 0 else None
    if spliced and (changed is None or changed > 1 or not spliced.unplaced):
        found.append(spliced)
    return found


def _changed(reading: Reading) -> float:
    """How many words of a reading are changed, beside a few small gaps; without end if it has jumps or more.

    Changed words may have been taken from elsewhere, which the comparison with a splice shows: a single one
    if the splice explains every word.
    """
    runs = [run for piece in reading.pieces for run in _runs_of(piece)]
    if reading.jumps or len(runs) > _SMALL_EDITS:
        return math.inf
    return sum(edit.size for run in runs if not is_small_gap(run) for edit in run)


def is_small_gap(edits: Sequence[Edit]) -> bool:
    """Whether words left out at one place without a mark are few."""
    keys = [key for edit in edits for key in split(edit.source).keys]
    if any(edit.op is not Op.DELETE for edit in edits) or len(keys) > OMITTED + 1:
        return False
    return len(keys) <= OMITTED or sum(key not in STOP_WORDS for key in keys) <= 1


def _runs_of(piece: Placed) -> list[list[Edit]]:
    """The counted edits of a passage, those that follow each other without a word between as one."""
    runs: list[list[Edit]] = []
    for edit in (edit for edit in piece.edits if edit.counted):
        between = piece.evidence.text[runs[-1][-1].source_span.end : edit.source_span.start] if runs else ""
        if runs and not any(map(str.isalnum, between)):
            runs[-1].append(edit)
        else:
            runs.append([edit])
    return runs


def _placed(claim: ParsedClaim, first: int, after: int, evidence: Sequence[Evidence]) -> list[Placed]:
    """Where these words stand: exactly, and only if that is nowhere so, nearly."""
    return exact(evidence, claim, first, after) or near(evidence, claim, first, after)


def _in_segments(
    claim: ParsedClaim, segments: Sequence[tuple[int, int]], evidence: Sequence[Evidence], whom: Whom | None
) -> list[Reading]:
    """A claim with ellipses, read from each article that has all of it, and from all articles together."""
    pools = [_placed(claim, *segment, evidence) for segment in segments]
    if not all(pools):
        return []
    marked = [True] * (len(segments) - 1)
    found = []
    for one in dict.fromkeys(placed.evidence for pool in pools for placed in pool):
        own = [
            [placed for placed in pool if placed.evidence is one] or near([one], claim, *segment)
            for pool, segment in zip(pools, segments, strict=True)
        ]
        if all(own):
            found.append(_chained(own, marked, whom))
    best = [sorted(pool, key=lambda p: (p.cost, not _is_of(p, whom)))[:_MOST_PLACES] for pool in pools]
    together = _chained(best, marked, whom)
    return found if any(reading.pieces == together.pieces for reading in found) else [*found, together]


def _segments(claim: ParsedClaim) -> list[tuple[int, int]]:
    """The segments of a claim; very many are taken for a claim without any."""
    segments = [pair for pair in claim.segments if pair[0] < pair[1]]
    return segments if len(segments) <= _MOST_SEGMENTS else [(0, len(claim.words))]


def _gap(one: Placed, other: Placed) -> int | None:
    """Words left out between two pieces of one utterance or running text; null if they do not follow."""
    if one.stream is not other.stream or one.unit != other.unit or other.start < one.end:
        return None
    return sum(key != BREAK for key in one.stream.keys[one.end : other.start])


def _jumps(one: Placed, other: Placed, *, marked: bool) -> bool:
    gap = _gap(one, other)
    if gap is None:
        return True
    if marked:
        return _joins_halves(one, other)
    return gap > OMITTED or BREAK in one.stream.keys[one.end : other.start]


def _joins_halves(one: Placed, other: Placed) -> bool:
    """Whether an ellipsis makes one sentence of the halves of two: "Our nurses were paid ... twice"."""
    places = [place for place in one.stream.places[one.end - 1 : other.start + 1] if place >= 0]
    ends = [ends_sentence(one.evidence.words, a, b) for a, b in pairwise(places)]
    return len(ends) > 1 and any(ends) and not ends[0] and not ends[-1]


def _overlap(pieces: Sequence[Placed]) -> bool:
    """Whether two pieces are laid on the same words."""
    ordered = sorted(pieces, key=lambda piece: (id(piece.stream), piece.start))
    return any(one.stream is other.stream and other.start < one.end for one, other in pairwise(ordered))


def _chained(placed: Sequence[Sequence[Placed]], marked: Sequence[bool], whom: Whom | None) -> Reading:
    """The choice of one place a piece that needs the fewest jumps and has the fewest differences."""
    scores: list[list[float]] = []
    back: list[list[int]] = []
    for number, options in enumerate(placed):
        own = [10.0 * p.cost + 3.0 * (not _is_of(p, whom)) + p.owner[0] for p in options]
        if number == 0:
            scores.append(own)
            back.append([-1] * len(own))
            continue
        row, origins = [], []
        for option, base in zip(options, own, strict=True):
            steps = [
                score + _step(before, option)
                for before, score in zip(placed[number - 1], scores[-1], strict=True)
            ]
            origin = min(range(len(steps)), key=steps.__getitem__)
            row.append(steps[origin] + base)
            origins.append(origin)
        scores.append(row)
        back.append(origins)
    at = min(range(len(scores[-1])), key=scores[-1].__getitem__)
    chosen = []
    for number in range(len(placed) - 1, -1, -1):
        chosen.append(placed[number][at])
        at = back[number][at]
    return Reading(tuple(reversed(chosen)), tuple(marked))


def _step(one: Placed, other: Placed) -> float:
    """The price of going on from one piece to another."""
    gap = _gap(one, other)
    if gap is not None:
        return min(gap, 50) / 50
    if one.evidence is not other.evidence:
        return 25.0
    return 20.0 if one.stream is other.stream else 22.0


def _is_of(placed: Placed, whom: Whom | None) -> bool:
    if whom is None:
        return True
    said = placed.owner[1]
    return whom.said(said)


def _spliced(
    claim: ParsedClaim,
    segments: Sequence[tuple[int, int]],
    evidence: Sequence[Evidence],
    whom: Whom | None,
) -> Reading | None:
    """The claim as runs of words from several places, if these explain nearly all of it."""
    runs = [run for first, after in segments for run in _runs(claim, first, after, evidence[:_MOST_EVIDENCE])]
    if len(runs) < 2:
        return None
    placed = [exact(evidence[:_MOST_EVIDENCE], claim, *run)[:_MOST_PLACES] for run in runs]
    starts = {first for first, _after in segments[1:]}
    marked = [any(a < start <= b for start in starts) for (_, a), (b, _) in pairwise(runs)]
    chain = _chained(placed, marked, whom)
    reading = Reading(chain.pieces, chain.marked, tuple(_unplaced(claim, runs)))
    apart = reading.jumps and not _overlap(reading.pieces)
    return reading if apart and reading.coverage >= _GOOD else None


def _runs(
    claim: ParsedClaim, first: int, after: int, evidence: Sequence[Evidence]
) -> Iterator[tuple[int, int]]:
    """From left to right the longest runs of a segment that were said somewhere and are no chance.

    A short sentence of the claim is none either where it was a sentence of its own.
    """
    keys = claim.words.keys
    at = first
    while at < after:
        end = max((_longest(one.spoken, keys, at, after) for one in evidence), default=at)
        sentence = _sentence(claim, at, end)
        if end - at >= OWN_WORDS and sum(weight(key) for key in keys[at:end]) >= STRONG:
            yield at, end
            at = end
        elif sentence and any(_is_sentence(one, keys[at:sentence]) for one in evidence):
            yield at, sentence
            at = sentence
        else:
            at += 1


def _sentence(claim: ParsedClaim, at: int, end: int) -> int | None:
    """Where the claim's sentence of two words or more that begins at a word ends, ``end`` at the latest."""
    words = claim.words
    if at and not ends_sentence(words, at - 1, at):
        return None
    stops = (i + 1 for i in range(at + 1, end) if i + 1 == len(words) or ends_sentence(words, i, i + 1))
    return next(stops, None)


def _is_sentence(evidence: Evidence, keys: Sequence[str]) -> bool:
    """Whether these words were said as a sentence of their own."""
    places, words = evidence.spoken.places, evidence.words
    for start in evidence.spoken.find(keys, _MOST_PLACES):
        first, last = places[start], places[start + len(keys) - 1]
        begins = places[start - 1] < 0 or ends_sentence(words, places[start - 1], first)
        if begins and (last + 1 == len(words) or ends_sentence(words, last, last + 1)):
            return True
    return False


def _longest(stream: Stream, keys: Sequence[str], at: int, after: int) -> int:
    """Where the longest run of words that begins at a word and stands in a stream ends."""
    low, high = at, at + 1
    while high <= after and stream.find(keys[at:high], 1):
        low, high = high, 2 * high - at
    high = min(high - 1, after)
    while low < high:
        middle = (low + high + 1) // 2
        if stream.find(keys[at:middle], 1):
            low = middle
        else:
            high = middle - 1
    return low


def _unplaced(claim: ParsedClaim, runs: Sequence[tuple[int, int]]) -> Iterator[Edit]:
    """The claimed words between the runs."""
    borders = [(0, 0), *runs, (len(claim.words), len(claim.words))]
    for (_, end), (start, _) in pairwise(borders):
        if end < start:
            span = claim.words.span(end, start)
            yield Edit(
                Op.INSERT,
                span.text(claim.text),
                "",
                span,
                Span(0, 0),
                EditClass.WORD,
                (EditClass.WORD,),
                size=start - end,
            )
