"""How much a claim had to be levelled before its characters were those of the evidence. Pure functions."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from enum import StrEnum

from quotesdb.check.claim import ParsedClaim
from quotesdb.check.match import Placed
from quotesdb.check.normalise import normalise
from quotesdb.check.words import Flag
from quotesdb.text.folding import DASHES, DOUBLE_MARKS, SINGLE_MARKS
from quotesdb.values import Span


class Tier(StrEnum):
    """The levelling that was needed, the slightest first; each takes in those before it."""

    EXACT = "exact"
    UNICODE = "unicode"
    QUOTE_MARKS = "quote_marks"
    DASHES = "dashes"
    WHITESPACE = "whitespace"
    CASE = "case"
    TERMINAL_PUNCTUATION = "terminal_punctuation"
    HYPHENATION = "hyphenation"
    PUNCTUATION = "punctuation"
    ACCENTS = "accents"
    FIGURES = "figures"
    """Figures and number words, signs and their names, "OK" and "okay"."""
    FILLERS = "fillers"
    STAGE_DIRECTIONS = "stage_directions"
    ATTRIBUTION = "attribution"
    """A reporter's "he said" stands between."""
    INTERJECTION = "interjection"
    """Somebody else's few words stand between."""
    INSERTION = "insertion"
    ELLIPSIS = "ellipsis"


TIERS = tuple(Tier)
_MARKS = str.maketrans({**dict.fromkeys(SINGLE_MARKS, "'"), **dict.fromkeys(DOUBLE_MARKS, '"')})
_DASHES = str.maketrans(dict.fromkeys(DASHES, "-"))
_AROUND = 6
_OUTER = " \t\r\n\u00a0\"'“”„«»‘’‚‹›`"
_TERMINAL = _OUTER + ".,;:!?…-–—"
_DOUBLED = re.compile(r"''|``")
_RUNS = re.compile(r"--+")


def _nfc(text: str) -> str:
    return unicodedata.normalize("NFC", text)


def _marks(text: str) -> str:
    return _DOUBLED.sub('"', text.translate(_MARKS))


def _dashes(text: str) -> str:
    return _RUNS.sub("-", text.translate(_DASHES))


def _blanks(text: str) -> str:
    return re.sub(r" ?- ?", "-", " ".join(text.split()))


_STEPS: tuple[tuple[Tier, Callable[[str], str]], ...] = (
    (Tier.UNICODE, _nfc),
    (Tier.QUOTE_MARKS, _marks),
    (Tier.DASHES, _dashes),
    (Tier.WHITESPACE, _blanks),
    (Tier.CASE, str.casefold),
)


def tier_of(claim: ParsedClaim, placed: Placed) -> Tier:
    """The tier of a placement without a difference of words."""
    if claim.attributed:
        return max(Tier.ATTRIBUTION, _skipped(claim, placed) or Tier.EXACT, key=TIERS.index)
    said, there = _raw(claim, placed)
    if said in there:
        return Tier.EXACT
    skipped = _skipped(claim, placed)
    if placed.variant and (skipped is None or TIERS.index(skipped) < TIERS.index(Tier.HYPHENATION)):
        return Tier.HYPHENATION
    return skipped or _levelled(claim, placed)


def is_exact(claim: ParsedClaim, first: Placed, last: Placed) -> bool:
    """Whether a whole claim's characters stand one after the other, from one placement to another."""
    span = Span(first.span.start, max(first.span.start, last.span.end))
    return claim.text.strip(_OUTER) in _around(first, span)


def _around(placed: Placed, span: Span) -> str:
    """The characters of a passage, with a few on either side."""
    return placed.evidence.text[max(0, span.start - _AROUND) : span.end + _AROUND]


def _raw(claim: ParsedClaim, placed: Placed) -> tuple[str, str]:
    """The claimed characters, less the marks round them, and the passage with a little round it."""
    whole = (placed.first, placed.after) == (0, len(claim.words))
    own = claim.text if whole else claim.words.span(placed.first, placed.after).text(claim.text)
    return own.strip(_OUTER), _around(placed, placed.span)


def _levelled(claim: ParsedClaim, placed: Placed) -> Tier:
    words, text = claim.words, placed.evidence.text
    said, there = _raw(claim, placed)
    for tier, step in _STEPS:
        said, there = step(said), step(there)
        if said.strip() in there:
            return tier
    if said.strip(_TERMINAL) in there:
        return Tier.TERMINAL_PUNCTUATION
    if said.strip(_TERMINAL).replace("-", " ") in there.replace("-", " "):
        return Tier.HYPHENATION
    pairs = [
        (
            _levels(words.raw(i)),
            _levels(text[placed.evidence.words.starts[p] : placed.evidence.words.ends[p]]),
        )
        for i, p in zip(range(placed.first, placed.after), placed.places, strict=False)
    ]
    if all(one == other for one, other in pairs):
        return Tier.PUNCTUATION
    if all(normalise(one).text == normalise(other).text for one, other in pairs):
        return Tier.ACCENTS
    return Tier.FIGURES


def _levels(word: str) -> str:
    for _tier, step in _STEPS:
        word = step(word)
    return word


def _skipped(claim: ParsedClaim, placed: Placed) -> Tier | None:
    """What stands between the words and was passed over; the gravest."""
    words, found = placed.evidence.words, []
    for last, place in zip(placed.places, placed.places[1:], strict=False):
        for between in range(last + 1, place):
            flag = words.flags[between]
            if flag & Flag.STAGE:
                found.append(Tier.STAGE_DIRECTIONS)
            elif flag & Flag.FILLER:
                found.append(Tier.FILLERS)
            elif placed.stream.spoken:
                found.append(Tier.INTERJECTION if placed.evidence.transcript else Tier.ATTRIBUTION)
    edited = [words.flags[place] for place in placed.places] + list(
        claim.words.flags[placed.first : placed.after]
    )
    if any(not edit.counted for edit in placed.edits) or any(
        f & (Flag.INSERTED | Flag.RESTYLED) for f in edited
    ):
        found.append(Tier.INSERTION)
    return max(found, key=TIERS.index, default=None)
