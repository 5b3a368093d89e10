"""What one article says and who says it, word by word: what claims are compared with. Pure.

An article is looked at twice. *Spoken*: its utterances one after the other, each the marked words of one
speaker without what the reporter put between them; a word of an utterance is evidence that these words were
said. *Printed*: the running text, for what was only reported or is the reporter's own.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from enum import IntEnum
from functools import cached_property
from itertools import accumulate, pairwise

from quotesdb.check.words import BREAK, Flag, Words, split
from quotesdb.names.claimed import completed
from quotesdb.text.unsaid import Unsaid, unsaid_of
from quotesdb.values import REPORTED, Agent, CueClass, Decision, Kind, Span

_REPORTED = REPORTED | {CueClass.THOUGHT}
_SCARE = 5
"""Marked words from which a passage without a speaker is a quotation; fewer are a name or a title."""

_INTERJECTION = 8
_BREAKS_OFF = re.compile(r"(?:-|–|—|\.\.\.|…|[a-z,])[\"”'’]?\s*$")
_GOES_ON = re.compile(r"[\"“'‘]?\s*(?:-|–|—|\.\.\.|…|[a-z])")
_DIRECTION = re.compile(r"(?<!\w)\[[^\[\]\n]{1,160}\](?!\w)")
_BRACKET = re.compile(r"[\[\]()]")
_DOTS = re.compile(r"…|\.\s?\.\s?\.")


_PAIRS = {"“": "”", "«": "»", "„": "“", '"': '"'}
_TO_MARK = {mark: re.compile(rf"(?:(?!\n[^\S\n]*\n)[^“”„«»{mark}])*{mark}") for mark in _PAIRS.values()}
"""The rest of a paragraph up to a closing mark, no other mark before it."""


class Region(IntEnum):
    """Whose words a passage holds; the better evidence first."""

    QUOTED = 0
    REPORTED = 1
    NARRATION = 2
    HEADLINE = 3


@dataclass(frozen=True, slots=True)
class Said:
    """One quotation of an article, as it holds: what a look-up would show, and what it would hide.

    ``source`` are the words that say who speaks. ``names`` are all names of the speaker that are known.
    ``sure`` is false where the attribution is a guess, and ``decision`` says whose. ``alternative`` is who
    else may be meant. ``note`` is what a person should know of it beside.
    """

    id: str
    kind: Kind
    cue_class: CueClass
    content: tuple[Span, ...]
    quoted: tuple[Span, ...]
    cue: Span | None = None
    source: Span | None = None
    speaker: Agent | None = None
    speaker_id: str | None = None
    names: tuple[str, ...] = ()
    sure: bool = True
    decision: Decision | None = None
    note: str | None = None
    alternative: Agent | None = None


@dataclass(frozen=True, slots=True)
class Stream:
    """Words in an order in which they may be matched.

    ``places`` are their numbers in the article's words (-1 for a break), ``units`` the utterance of each.
    """

    keys: Sequence[str]
    places: Sequence[int]
    units: Sequence[int]
    spoken: bool
    joined: str = field(repr=False)
    offsets: Sequence[int] = field(repr=False)

    @classmethod
    def of(cls, rows: Sequence[tuple[str, int, int]], *, spoken: bool) -> Stream:
        """A stream of (key, place, unit)."""
        keys, places, units = [row[0] for row in rows], [row[1] for row in rows], [row[2] for row in rows]
        offsets = list(accumulate((len(key) + 1 for key in keys), initial=1))
        return cls(keys, places, units, spoken, f" {' '.join(keys)} ", offsets)

    def find(self, keys: Sequence[str], most: int) -> list[int]:
        """Where these words stand next to each other, at most so many places."""
        if not keys:
            return []
        wanted = f" {' '.join(keys)} "
        found: list[int] = []
        at = self.joined.find(wanted)
        while at >= 0 and len(found) < most:
            found.append(bisect_left(self.offsets, at + 1))
            at = self.joined.find(wanted, at + 1)
        return found


@dataclass(frozen=True, slots=True)
class Utterance:
    """Words of one speaker in one go; ``said`` is the quotation they belong to (the first, if several)."""

    said: Said
    words: tuple[int, ...]
    breaks: frozenset[int]
    """Numbers of words before which something is missing."""


class Evidence:
    """One article's text, prepared for comparing; ``order`` (printed date, id) puts the earliest first."""

    def __init__(
        self,
        text: str,
        said: Sequence[Said],
        *,
        order: tuple[str, str] = ("", ""),
        headlines: Sequence[Span] = (),
        notices: Sequence[Span] = (),
        transcript: bool = False,
    ) -> None:
        self.order = order
        self.text = text
        self.transcript = transcript
        self.words = _with_own_brackets(split(text), said)
        if transcript:
            self.words = _with_directions(self.words)
        self.said = sorted(
            (_completed(_to_its_marks(one, text), text) for one in said),
            key=lambda one: (one.content[0].start, -one.content[-1].end),
        )
        self._headlines = headlines
        self._unsaid: dict[tuple[Span, ...], Unsaid | None] = {}
        self._notices = notices

    @cached_property
    def owners(self) -> list[tuple[Region, int]]:
        """For each word, whose it is: a region, and the number of the quotation in ``said`` (or -1)."""
        owners = [(Region.NARRATION, -1)] * len(self.words)
        for zone in self._headlines:
            self._fill(owners, zone, (Region.HEADLINE, -1))
        for number, one in enumerate(self.said):
            if one.cue_class in _REPORTED:
                for span in one.content:
                    self._fill(owners, span, (Region.REPORTED, number))
            if self._is_speech(one):
                for span in one.quoted:
                    self._fill(owners, span, (Region.QUOTED, number))
        return owners

    @cached_property
    def utterances(self) -> list[Utterance]:
        """The utterances in text order; those of a transcript go on after an interjection."""
        found = [u for one in self.said if self._is_speech(one) if (u := self._utterance(one)).words]
        return self._resumed(found) if self.transcript else found

    @cached_property
    def spoken(self) -> Stream:
        """What was said, utterance after utterance."""
        rows: list[tuple[str, int, int]] = []
        for unit, utterance in enumerate(self.utterances):
            rows.append((BREAK, -1, -1))
            for number in utterance.words:
                if number in utterance.breaks:
                    rows.append((BREAK, -1, unit))
                rows.append((self.words.keys[number], number, unit))
        return Stream.of(rows, spoken=True)

    @cached_property
    def printed(self) -> Stream:
        """The running text. The words of correction notices are none that a claim could be found in."""
        hidden = {number for notice in self._notices for number in self._range(notice)}
        rows = [
            (BREAK if number in hidden else key, number, -1)
            for number, key in enumerate(self.words.keys)
            if not self.words.flags[number] & Flag.UNSPOKEN
        ]
        return Stream.of(rows, spoken=False)

    def unsaid_of(self, one: Said) -> Unsaid | None:
        """What the article says by which the marked words of a quotation were not said, or only alleged."""
        if one.quoted not in self._unsaid:
            self._unsaid[one.quoted] = unsaid_of(self.text, one.quoted)
        return self._unsaid[one.quoted]

    def _is_speech(self, one: Said) -> bool:
        """Whether marked words are a quotation, and no title or scare quote."""
        if not one.quoted:
            return False
        if one.speaker is not None or one.cue_class is not CueClass.OTHER:
            return True
        return sum(len(self._range(span)) for span in one.quoted) >= _SCARE

    def _range(self, span: Span) -> range:
        return range(
            bisect_left(self.words.starts, span.start),
            bisect_left(self.words.starts, span.end) if len(span) else 0,
        )

    def _fill(self, owners: list[tuple[Region, int]], span: Span, owner: tuple[Region, int]) -> None:
        for number in self._range(span):
            owners[number] = owner

    def _utterance(self, one: Said) -> Utterance:
        whole = _with_holes_filled(one, self.said)
        numbers: list[int] = []
        breaks: set[int] = set()
        last: Span | None = None
        for span in whole:
            inside = [n for n in self._range(span) if not self.words.flags[n] & Flag.UNSPOKEN]
            if inside and last is not None and not self._joins(one, last, span):
                breaks.add(inside[0])
            numbers += inside
            last = span
        breaks |= {b for a, b in pairwise(numbers) if self._left_out(a, b)}
        return Utterance(one, tuple(numbers), frozenset(breaks))

    def _joins(self, one: Said, last: Span, span: Span) -> bool:
        """Whether marked words go on behind a gap: blanks only, or the "he said" of a direct quotation."""
        if self.transcript or not self.text[last.end : span.start].strip(" \t\n\"“”„«»‘’'`"):
            return True
        return one.kind is Kind.DIRECT and one.cue is not None and last.end <= one.cue.start < span.start

    def _left_out(self, number: int, following: int) -> bool:
        """Whether print left words out here. The dots of a transcript are a pause."""
        if self.transcript:
            return False
        return bool(_DOTS.search(self.text, self.words.ends[number], self.words.starts[following]))

    def _resumed(self, found: list[Utterance]) -> list[Utterance]:
        """Turns of one speaker joined over an interjection of others."""
        out: list[Utterance] = []
        at: dict[str, int] = {}
        for position, turn in enumerate(found):
            name = _who(turn.said)
            earlier = at.get(name) if name else None
            if earlier is not None and self._goes_on(out[earlier], found, position):
                before = out[earlier]
                out[earlier] = Utterance(before.said, before.words + turn.words, before.breaks | turn.breaks)
                continue
            if name:
                at[name] = len(out)
            out.append(turn)
        return out

    def _goes_on(self, before: Utterance, found: list[Utterance], position: int) -> bool:
        """Whether a turn goes on with an earlier one: what others said between is next to nothing."""
        turn = found[position]
        between = []
        for other in reversed(found[:position]):
            if other.words[0] < before.words[-1]:
                break
            between.append(other)
        said = sum(len(other.words) for other in between)
        if not between:
            return True
        broken = bool(_BREAKS_OFF.search(self.text[: self.words.ends[before.words[-1]] + 4].rstrip()[-4:]))
        resumes = bool(_GOES_ON.match(self.text[turn.said.content[0].start : turn.said.content[0].start + 5]))
        asks = any("?" in self._raw(other) for other in between)
        limit = _INTERJECTION * (3 if broken and resumes else 1)
        return said <= limit and (not asks or (broken and resumes))

    def _raw(self, utterance: Utterance) -> str:
        return " ".join(span.text(self.text) for span in utterance.said.content)


def _with_own_brackets(words: Words, said: Sequence[Said]) -> Words:
    """The words, less what brackets round a quotation say of those inside: they are the reporter's."""
    flags = list(words.flags)
    for span in (span for one in said for span in one.quoted):
        bracket = _BRACKET.search(words.text, span.start, span.end)
        if bracket is None or bracket[0] in "])":
            end = bracket.start() if bracket else span.end
            for at in range(bisect_left(words.starts, span.start), bisect_left(words.starts, end)):
                flags[at] &= ~(Flag.INSERTED | Flag.STAGE)
    return replace(words, flags=flags)


def _to_its_marks(said: Said, text: str) -> Said:
    """A quotation whose marked parts reach to their closing marks, wherever their borders were drawn."""
    whole = {span: _marked_whole(text, span) for span in said.quoted}
    if all(span == drawn for drawn, span in whole.items()):
        return said
    content = tuple(whole.get(span, span) for span in said.content)
    return replace(said, quoted=tuple(whole.values()), content=content)


def _marked_whole(text: str, span: Span) -> Span:
    """A marked part from its opening mark to the closing one, if that was left out; else the part itself."""
    opens = text[span.start : span.start + 1]
    closing = _PAIRS.get(opens)
    if closing is None or {opens, closing}.intersection(text[span.start + 1 : span.end]):
        return span
    behind = _TO_MARK[closing].match(text, span.end)
    return Span(span.start, behind.end()) if behind else span


def _completed(said: Said, text: str) -> Said:
    """A quotation with the whole printed name of its speaker among the names, where a part was stored."""
    source, speaker = said.source, said.speaker
    if source is None or speaker is None:
        return said
    whole = completed(speaker.name, source.text(text))
    return replace(said, names=(*said.names, whole)) if whole else said


def _with_directions(words: Words) -> Words:
    """The words of a transcript, in which whatever has square brackets of its own is a stage direction."""
    flags = list(words.flags)
    for match in _DIRECTION.finditer(words.text):
        for at in range(bisect_left(words.starts, match.start()), bisect_left(words.starts, match.end())):
            flags[at] = flags[at] & ~Flag.INSERTED | Flag.STAGE
    return replace(words, flags=flags)


def _who(said: Said) -> str | None:
    return said.speaker_id or (said.speaker.name if said.speaker else None)


def _with_holes_filled(one: Said, others: Sequence[Said]) -> Iterator[Span]:
    """The marked parts of a quotation, with what it quotes itself: its speaker said that too."""
    nested = [
        span
        for other in others
        if other is not one and one.content[0].start <= other.content[0].start < one.content[-1].end
        for span in other.content
        if any(whole.contains(span) for whole in one.content)
    ]
    merged: list[Span] = []
    for span in sorted([*one.quoted, *nested]):
        if merged and span.end <= merged[-1].end:
            continue
        merged.append(span)
    yield from merged
