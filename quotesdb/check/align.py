"""Aligning the words of a claim with a stretch of evidence, word by word. Pure functions.

Every claimed word is accounted for: it is equal to a word of the evidence, or part of a difference. What a
claim or an article marks as inserted (in brackets) may be passed over at no cost.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from quotesdb.check.words import STOP_WORDS

_LARGEST = 60_000
"""Cells of the exact alignment; longer claims are aligned by rapidfuzz, which weighs no words."""

_CONTENT, _STOP = 2.0, 1.0
_SUBSTITUTE, _OPEN, _EXTEND = -1.0, -1.2, -0.5
_NEVER = float("-inf")


class Block(NamedTuple):
    """A stretch of claim words and the stretch of evidence words against it; ``equal`` or a difference."""

    claim_start: int
    claim_end: int
    source_start: int
    source_end: int
    equal: bool


def _same(run: list[int]) -> Block:
    claim_start, claim_end, source_start, source_end = run
    return Block(claim_start, claim_end, source_start, source_end, equal=True)


def _difference(claim_start: int, claim_end: int, source_start: int, source_end: int) -> Block:
    return Block(claim_start, claim_end, source_start, source_end, equal=False)


def weight(key: str) -> float:
    """How much a word tells: common words half."""
    return _STOP if key in STOP_WORDS else _CONTENT


def align(
    claim: Sequence[str],
    source: Sequence[str],
    optional_claim: Sequence[bool],
    optional_source: Sequence[bool],
) -> list[Block]:
    """The blocks that lead from the first to the last claimed word, evidence before and after left out.

    Gotoh's alignment with affine gaps: equal words count by their weight, a gap costs more to open than to go
    on, so that a claim is laid on one passage and not strewn over several.
    """
    if not claim or not source:
        return [_difference(0, len(claim), 0, 0)] if claim else []
    if len(claim) * len(source) > _LARGEST:
        pairs = _by_rapidfuzz(claim, source)
    else:
        pairs = _exactly(claim, source, optional_claim, optional_source)
    return list(_blocks(pairs, len(claim)))


def _by_rapidfuzz(claim: Sequence[str], source: Sequence[str]) -> list[tuple[int, int]]:
    from rapidfuzz.distance import Indel

    return [
        (i, j)
        for block in Indel.opcodes(claim, source)
        if block.tag == "equal"
        for i, j in zip(
            range(block.src_start, block.src_end), range(block.dest_start, block.dest_end), strict=True
        )
    ]


def _exactly(
    claim: Sequence[str],
    source: Sequence[str],
    optional_claim: Sequence[bool],
    optional_source: Sequence[bool],
) -> list[tuple[int, int]]:
    """The pairs of equal words of the best alignment."""
    width = len(source)
    skip_open = [0.0 if optional else _OPEN for optional in optional_source]
    skip_on = [0.0 if optional else _EXTEND for optional in optional_source]
    # The best score of an alignment that ends here with a pair, with an added claim word, with a skip.
    pair = [0.0] * (width + 1)
    added = [_NEVER] * (width + 1)
    skipped = [_NEVER] * (width + 1)
    back: list[tuple[bytearray, bytearray, bytearray]] = []
    for i, key in enumerate(claim):
        gain = weight(key)
        opening, going_on = (0.0, 0.0) if optional_claim[i] else (_OPEN, _EXTEND)
        new_pair, new_added, new_skipped = [_NEVER], [0.0], [_NEVER]
        from_pair, from_added, from_skipped = bytearray(1), bytearray(1), bytearray(1)
        new_added[0] = max(pair[0] + opening, added[0] + going_on)
        from_added[0] = 0 if pair[0] + opening >= added[0] + going_on else 1
        for j in range(width):
            step = gain if key == source[j] else _SUBSTITUTE
            best, origin = pair[j], 0
            if added[j] > best:
                best, origin = added[j], 1
            if skipped[j] > best:
                best, origin = skipped[j], 2
            new_pair.append(best + step)
            from_pair.append(origin)
            best, origin = pair[j + 1] + opening, 0
            if (other := added[j + 1] + going_on) > best:
                best, origin = other, 1
            if (other := skipped[j + 1] + opening) > best:
                best, origin = other, 2
            new_added.append(best)
            from_added.append(origin)
            best, origin = new_pair[j] + skip_open[j], 0
            if (other := new_added[j] + skip_open[j]) > best:
                best, origin = other, 1
            if (other := new_skipped[j] + skip_on[j]) > best:
                best, origin = other, 2
            new_skipped.append(best)
            from_skipped.append(origin)
        pair, added, skipped = new_pair, new_added, new_skipped
        back.append((from_pair, from_added, from_skipped))
    ends = max((max(pair[j], added[j]), -j) for j in range(width + 1))
    at = -ends[1]
    return _traced(claim, source, back, at, 0 if pair[at] >= added[at] else 1)


def _traced(
    claim: Sequence[str],
    source: Sequence[str],
    back: list[tuple[bytearray, bytearray, bytearray]],
    at: int,
    state: int,
) -> list[tuple[int, int]]:
    pairs = []
    row = len(claim)
    while row > 0:
        origin = back[row - 1][state][at]
        if state == 2:
            at -= 1
        else:
            row -= 1
            if state == 0:
                at -= 1
                if claim[row] == source[at]:
                    pairs.append((row, at))
        state = origin
    pairs.reverse()
    return pairs


def _blocks(pairs: Sequence[tuple[int, int]], length: int) -> Iterator[Block]:
    """Runs of equal words, and the differences between them, before the first and after the last."""
    if not pairs:
        yield _difference(0, length, 0, 0)
        return
    i, j = 0, max(0, pairs[0][1] - pairs[0][0])
    run: list[int] = []
    for a, b in pairs:
        if run and a == run[1] and b == run[3]:
            run[1], run[3] = a + 1, b + 1
            continue
        if run:
            yield _same(run)
            i, j = run[1], run[3]
        if a > i or (run and b > j):
            yield _difference(i, a, j, b)
        run = [a, a + 1, b, b + 1]
    yield _same(run)
    if run[1] < length:
        # As many words of the evidence as the claim has left: what stands there instead.
        yield _difference(run[1], length, run[3], run[3] + length - run[1])
