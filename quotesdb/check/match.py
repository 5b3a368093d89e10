"""Where the words of a claim stand in the evidence: exactly, nearly, or in pieces. Pure functions."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property

from quotesdb.check.align import Block, align, weight
from quotesdb.check.claim import ParsedClaim
from quotesdb.check.edits import Edit, counterpart, edits_of, is_surface
from quotesdb.check.evidence import Evidence, Region, Said, Stream
from quotesdb.check.sentences import ends_sentence
from quotesdb.check.words import BREAK, STOP_WORDS, Flag, Words
from quotesdb.values import Kind, Span

_MOST_EXACT = 60
"""Places that are looked at where the words of a claim stand again and again."""

_NEAR = 3
"""Places of one text at which a near match is aligned."""

_MOST_NEAR = 8
"""Places that are aligned in all."""

_LIKELY = 0.4
"""Share of the claim's weight that must stand at a place before it is aligned."""

_BEHIND = 0.6
"""Share of the likeliest place's weight below which another one is not aligned."""

_STEP = 4
"""Words that places are rounded to, since words are missing or added before them."""

_LONG = 40
"""Words from which a claim is looked for by its pairs of words only."""

OWN_WORDS = 4
"""Words that are no chance where they stand by themselves: a piece of a splice, an end of a claim."""

_PARTS = 2
"""Words more than the claim has at one end that may say the same there: "e-mails" is two."""

STRONG = 5.0
"""Weight of a run of words that is no chance: three telling words, or five common ones."""


@dataclass(frozen=True)
class Placed:
    """Some words of a claim (``first`` to ``after``) laid on a stretch of one stream of one article.

    ``edits`` are the differences; a word with and without hyphen is none, but a ``variant``. ``breaks``
    counts the places inside at which the words do not follow each other. ``matched`` of the
    ``whole`` weight of the claimed words is there, ``run`` in its longest run.
    """

    evidence: Evidence
    stream: Stream
    first: int
    after: int
    start: int
    end: int
    edits: tuple[Edit, ...] = ()
    breaks: int = 0
    matched: float = 0.0
    whole: float = 1.0
    variant: bool = False
    run: float = 0.0

    @property
    def cost(self) -> int:
        """How many words differ."""
        return sum(edit.size for edit in self.edits if edit.counted)

    @property
    def coverage(self) -> float:
        """How much of the claimed words is there, common words counted half."""
        return self.matched / self.whole if self.whole else 0.0

    @property
    def unit(self) -> int:
        """The utterance it lies in; -1 in running text."""
        return self.stream.units[self.start]

    @cached_property
    def places(self) -> list[int]:
        """The numbers of the article's words it lies on."""
        return [place for place in self.stream.places[self.start : self.end] if place >= 0]

    @cached_property
    def span(self) -> Span:
        """The raw characters it lies on."""
        words = self.evidence.words
        return Span(words.starts[self.places[0]], max(words.ends[p] for p in self.places))

    @cached_property
    def owner(self) -> tuple[Region, Said | None]:
        """Whose words these are: of an utterance, of a reported content, or the reporter's."""
        if self.stream.spoken:
            return Region.QUOTED, self._innermost()
        owners = Counter(self.evidence.owners[place] for place in self.places)
        by_number: Counter[int] = Counter()
        for (_region, number), count in owners.items():
            by_number[number] += count
        number, count = by_number.most_common(1)[0]
        if number < 0 or 2 * count < len(self.places):
            headline = all(region is Region.HEADLINE for region, _number in owners)
            return (Region.HEADLINE if headline else Region.NARRATION), None
        return Region.REPORTED, self.evidence.said[number]

    def _innermost(self) -> Said:
        """The quotation of an utterance, or the one inside it that all of the words belong to."""
        numbers = {self.evidence.owners[place][1] for place in self.places}
        if len(numbers) == 1 and (number := numbers.pop()) >= 0:
            return self.evidence.said[number]
        return self.evidence.utterances[self.unit].said


def exact(evidence: Sequence[Evidence], claim: ParsedClaim, first: int, after: int) -> list[Placed]:
    """Where these words of a claim stand one after the other in any of the articles.

    Where they were said, what was printed is not asked: it is worse evidence of the same words.
    """
    keys = claim.words.keys[first:after]
    total = sum(_weights(claim.words.part(first, after))) or 1.0
    for spoken in (True, False):
        found = [
            Placed(one, stream, first, after, at, at + len(keys), matched=total, whole=total, run=total)
            for one in evidence
            for stream in [one.spoken if spoken else one.printed]
            for at in stream.find(keys, _MOST_EXACT)
        ]
        found = [placed for placed in found if placed.stream.spoken or not _runs_out(placed)]
        if found:
            return found
    return []


def _runs_out(placed: Placed) -> bool:
    """Whether words of running text are, in part, those of a direct quotation or a turn.

    A claim that joins them to a reporter's words, or to somebody else's, is compared with what was said.
    """
    owners = (placed.evidence.owners[place] for place in placed.places)
    return any(
        region is Region.QUOTED and placed.evidence.said[number].kind is Kind.DIRECT
        for region, number in owners
    )


def near(evidence: Sequence[Evidence], claim: ParsedClaim, first: int, after: int) -> list[Placed]:
    """Where these words nearly stand, in any of the articles: the likeliest places, aligned.

    Where no place is likely, the two that share most with the claim: the nearest that there is.
    """
    keys = claim.words.keys[first:after]
    places = sorted(
        (
            (votes, one, stream, at)
            for one in evidence
            for stream in (one.spoken, one.printed)
            for votes, at in _likely(stream, keys)
        ),
        key=lambda place: -place[0],
    )
    least = max(_LIKELY * sum(map(weight, keys)), _BEHIND * places[0][0]) if places else 0.0
    likely = [place for place in places if place[0] >= least]
    found = [
        placed
        for _votes, one, stream, at in (likely[:_MOST_NEAR] or places[:2])
        if (placed := _around(one, stream, claim, first, after, at))
        and (stream.spoken or not _runs_out(placed))
    ]
    return _distinct(sorted(found, key=lambda placed: (not placed.stream.spoken, placed.cost)))


def _distinct(found: Iterable[Placed]) -> list[Placed]:
    """Without the placements in running text that are a spoken one over again."""
    spoken: set[int] = set()
    out = []
    for placed in found:
        if placed.stream.spoken:
            spoken.update(placed.places)
        elif spoken.issuperset(placed.places):
            continue
        out.append(placed)
    return out


def _around(
    evidence: Evidence, stream: Stream, claim: ParsedClaim, first: int, after: int, at: int
) -> Placed | None:
    """The words aligned with what stands round a place."""
    length = after - first
    slack = max(8, length // 3)
    low, high = max(0, at - slack), min(len(stream.keys), at + length + slack)
    return _aligned(evidence, stream, claim, first, after, low, high) if low < high else None


def _likely(stream: Stream, keys: Sequence[str]) -> list[tuple[float, int]]:
    """Where the words would begin, with the weight of those that stand there; best first."""
    pairs = [(i, keys[i : i + 2]) for i in range(len(keys) - 1)]
    telling = [(i, keys[i : i + 1]) for i in range(len(keys)) if keys[i] not in STOP_WORDS]
    here: dict[int, set[int]] = {}
    for i, run in [*pairs, *(telling if len(keys) < _LONG else [])]:
        for at in stream.find(run, _MOST_EXACT):
            here.setdefault((at - i) // _STEP, set()).update(range(i, i + len(run)))
    votes = {
        place: sum(weight(keys[i]) for i in found | here.get(place + 1, set()) | here.get(place - 1, set()))
        for place, found in here.items()
    }
    chosen: list[int] = []
    for place in sorted(votes, key=lambda place: (-votes[place], place)):
        if all(abs(place - other) > 2 for other in chosen):
            chosen.append(place)
        if len(chosen) == _NEAR:
            break
    return [(votes[place], max(0, place * _STEP)) for place in chosen]


def _aligned(
    evidence: Evidence, stream: Stream, claim: ParsedClaim, first: int, after: int, low: int, high: int
) -> Placed | None:
    part = claim.words.part(first, after)
    source = _view(evidence, stream, low, high)
    blocks = _without_strays(align(part.keys, source.keys, _inserted(part), _inserted(source)), part, source)
    equal = [block for block in blocks if block.equal]
    if not equal:
        return None
    weights = _weights(part)
    runs = [sum(weights[b.claim_start : b.claim_end]) for b in equal]
    matched = sum(runs)
    edits: list[Edit] = []
    start, end, breaks, variant = equal[0].source_start, equal[-1].source_end, 0, False
    for block in (block for block in blocks if not block.equal):
        if block.claim_end <= equal[0].claim_start:
            block = _clipped_before(block, part, source)
            start = min(start, block.source_start)
        elif block.claim_start >= equal[-1].claim_end:
            block = _clipped_after(block, part, source)
            end = max(end, block.source_end)
        said = part.keys[block.claim_start : block.claim_end]
        printed = source.keys[block.source_start : block.source_end]
        breaks += printed.count(BREAK)
        if is_surface(said, printed):
            matched += sum(weights[block.claim_start : block.claim_end])
            variant = True
        elif printed.count(BREAK) < len(printed) or said:
            edits += edits_of(block, part, source)
    return Placed(
        evidence, stream, first, after, low + start, low + end,
        tuple(edits), breaks, matched, sum(weights) or 1.0, variant, max(runs),
    )  # fmt: skip


def _without_strays(blocks: list[Block], claim: Words, source: Words) -> list[Block]:
    """Without a few words at an end that agree by chance: a sentence ends there in print, in the claim none.

    Of “The mayor was asked first. She was the last to know”, claimed as “The mayor was the last to know”,
    that other sentence tells nothing; she is “the mayor” in the claim.
    """
    if len(blocks) < 3:
        return blocks
    if _is_stray(blocks[:3], blocks[0], claim, source):
        head, _, rest = blocks[:3]
        start = max(0, rest.source_start - (rest.claim_start - head.claim_start))
        lost = Block(head.claim_start, rest.claim_start, start, rest.source_start, equal=False)
        return [lost, *blocks[2:]]
    if _is_stray(blocks[-3:], blocks[-1], claim, source):
        rest, _, tail = blocks[-3:]
        end = rest.source_end + tail.claim_end - rest.claim_end
        return [*blocks[:-2], Block(rest.claim_end, tail.claim_end, rest.source_end, end, equal=False)]
    return blocks


def _is_stray(three: list[Block], edge: Block, claim: Words, source: Words) -> bool:
    """Whether words are left out between two stretches that agree, and the one at the edge is a stray."""
    one, gap, other = three
    left_out = one.equal and other.equal and not gap.equal and gap.claim_start == gap.claim_end
    if not left_out or edge.claim_end - edge.claim_start >= OWN_WORDS:
        return False
    parted = any(ends_sentence(source, at, at + 1) for at in range(one.source_end - 1, other.source_start))
    return parted and not ends_sentence(claim, gap.claim_start - 1, gap.claim_start)


def _view(evidence: Evidence, stream: Stream, low: int, high: int) -> Words:
    """A stretch of a stream as words; a break has no characters."""
    words = evidence.words
    places = stream.places[low:high]
    before = next((p for p in reversed(stream.places[:low][-2:]) if p >= 0), None)
    at = words.ends[before] if before is not None else 0
    starts, ends, flags = [], [], []
    for place in places:
        starts.append(words.starts[place] if place >= 0 else at)
        at = words.ends[place] if place >= 0 else at
        ends.append(at)
        flags.append(words.flags[place] if place >= 0 else 0)
    return Words(words.text, list(stream.keys[low:high]), starts, ends, flags)


def _inserted(words: Words) -> list[bool]:
    return [bool(flag & Flag.INSERTED) for flag in words.flags]


def _weights(words: Words) -> list[float]:
    """What each word tells; an editor's words in brackets tell nothing."""
    pairs = zip(words.keys, words.flags, strict=True)
    return [0.0 if flag & Flag.INSERTED else weight(key) for key, flag in pairs]


def _clipped_before(block: Block, claim: Words, source: Words) -> Block:
    """Claimed words before the first that agree, against as many before it of the same sentence."""
    start = farthest = block.source_end
    while farthest > max(0, block.source_start - _PARTS) and _follows(source, farthest - 1):
        farthest -= 1
        start = max(farthest, block.source_start)
    said, printed = claim.keys[block.claim_start : block.claim_end], source.keys[farthest : block.source_end]
    if taken := counterpart(said, printed, at_end=True):
        start = block.source_end - taken
    return block._replace(source_start=start)


def _clipped_after(block: Block, claim: Words, source: Words) -> Block:
    """Claimed words after the last that agree, against as many behind it of the same sentence."""
    end = farthest = block.source_start
    while farthest < min(block.source_end + _PARTS, len(source)) and _follows(source, farthest - 1):
        farthest += 1
        end = min(farthest, block.source_end)
    said, printed = (
        claim.keys[block.claim_start : block.claim_end],
        source.keys[block.source_start : farthest],
    )
    if taken := counterpart(said, printed, at_end=False):
        end = block.source_start + taken
    return block._replace(source_end=end)


def _follows(source: Words, number: int) -> bool:
    """Whether a word and the next belong to one sentence of one utterance."""
    if BREAK in source.keys[number : number + 2]:
        return False
    return number + 1 >= len(source) or not ends_sentence(source, number, number + 1)
