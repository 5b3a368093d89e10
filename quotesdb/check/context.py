"""Whether a passage was cut where it matters: by what stands right before and right behind it. Pure functions.

A cut matters where the words left out govern those that were kept: "if", "unless", "not", a modal, or the view
of somebody else. A clause that merely contrasts ("..., but we like it too") is mentioned, and no verdict.
"""

from __future__ import annotations

from dataclasses import dataclass

from quotesdb.check.edits import is_negative
from quotesdb.check.evidence import Evidence
from quotesdb.check.match import Placed
from quotesdb.text import word_set


@dataclass(frozen=True, slots=True)
class Cut:
    """What stands beyond a cut: ``governs`` the quoted words, or merely contrasts; ``words`` as printed."""

    words: str
    before: bool
    governs: bool


_CONDITIONS = word_set("unless except if provided providing")
_CONDITION_BEFORE = word_set("if unless whether lest")
_UNDER_CONDITION = word_set("only not if unless except when for never until with under in on after")
_HEDGING_MODALS = word_set(
    "could would might may must should ought couldn't wouldn't mightn't shouldn't mustn't can't cannot won't"
)
_MODAL_LEFT = word_set(
    "will would can could should may might must shall going gonna won't can't wouldn't couldn't"
)
_ALL_OR_NOTHING = word_set("nothing anything everything all none nobody everybody everyone anyone")
_SAYING = word_set(
    "say says said saying think thinks thought thinking believe believes believed claim claims claimed claiming "
    "argue argues argued told tell tells suggest suggests suggested allege alleges alleged insist insists insisted "
    "heard hear wrote writes pretend pretends called calls accused"
)
_DOUBTED = _SAYING | word_set(
    "true mean means suggesting agree accept agreed accepted see feel want know convinced sure clear saying evidence "
    "proof case sense"
)
_VIEWS = word_set(
    "claim notion idea theory myth lie rumour rumor allegation fiction suggestion argument view belief"
)
_FIRST_PERSON = word_set("i we i've we've i'd we'd i'm we're i'll we'll")
_NOT_GOVERNING = word_set("only just merely simply")
_LEADING = 6
"""Words looked at before a cut."""


def before(placed: Placed) -> Cut | None:
    """What governs the passage from right before it, in its own sentence."""
    keys, numbers, own = _leading(placed)
    if not keys:
        return None
    governs = _governed_from_before(keys, own)
    if not governs:
        return None
    return Cut(_printed(placed.evidence, numbers[-governs:]), before=True, governs=True)


def _governed_from_before(keys: list[str], own: bool) -> int:
    """How many of the words before a cut govern what follows; 0 if none does.

    ``own`` are words of the same utterance; of a reporter's only "not" and "if" count.
    """
    last = keys[-1]
    if last in _CONDITION_BEFORE:
        return 1
    if last in _NOT_GOVERNING and len(keys) > 1 and is_negative(keys[-2]):
        return 0
    if is_negative(last):
        return 1
    if own and last in _HEDGING_MODALS:
        return 1
    if (
        len(keys) > 1
        and is_negative(keys[-2])
        and last in word_set("a an the any be to ever really even going")
    ):
        return 2
    return _viewed(keys) if own else 0


def _viewed(keys: list[str]) -> int:
    """Words that make what follows a view that is denied, or somebody else's: "I don't think", "they say that"."""
    at = len(keys) - 1
    if keys[at] == "that" and at > 0:
        at -= 1
    if at < 1:
        return 0
    taken = len(keys) - at
    if keys[at] in _VIEWS and keys[-1] == "that":
        return taken
    if keys[at] in _DOUBTED and any(is_negative(key) for key in keys[max(0, at - 4) : at]):
        return taken + 1
    if keys[at] in _SAYING and not _FIRST_PERSON.intersection(keys[max(0, at - 3) : at]):
        return taken + 1
    return 0


def behind(placed: Placed) -> Cut | None:
    """What governs the passage, or contrasts with it, from right behind it, in its own sentence."""
    keys, numbers, own = _trailing(placed)
    if not keys:
        return None
    claimed = [placed.evidence.words.keys[place] for place in placed.places]
    governs = _governed_from_behind(keys, claimed)
    if governs:
        return Cut(_printed(placed.evidence, numbers[:governs]), before=False, governs=True)
    if own and keys[0] in ("but", "although", "though", "however"):
        return Cut(_printed(placed.evidence, numbers), before=False, governs=False)
    return None


def _governed_from_behind(keys: list[str], claimed: list[str]) -> int:
    """How many of the words behind a cut govern what stands before it; 0 if none does."""
    first, second = keys[0], keys[1] if len(keys) > 1 else ""
    if first in _CONDITIONS:
        return (
            0
            if first == "if" and second in ("you", "i") and keys[2:3] in (["will"], ["like"], ["may"])
            else 1
        )
    if first == "only":
        return 1
    if first in ("and", "or", "even") and second in ("only", "unless", "except"):
        return 2
    if first == "but":
        return 2 if second in _UNDER_CONDITION else 1 if claimed[-1] in _ALL_OR_NOTHING else 0
    if first == "when" and _MODAL_LEFT.intersection(claimed):
        return 1
    if first == "until" and any(map(is_negative, claimed)):
        return 1
    return 0


def _leading(placed: Placed) -> tuple[list[str], list[int], bool]:
    """The words before, of the utterance; where it begins, those of the running text before it."""
    evidence, words = placed.evidence, placed.evidence.words
    own: list[int] = []
    following = placed.places[0]
    at = placed.start - 1
    while at >= 0 and len(own) < _LEADING and placed.stream.spoken and placed.stream.places[at] >= 0:
        place = placed.stream.places[at]
        if evidence.ends_sentence(place, following):
            break
        own.insert(0, place)
        following, at = place, at - 1
    if own or not placed.stream.spoken:
        return [words.keys[n] for n in own], own, True
    if _starts_sentence(evidence, placed.places[0]):
        return [], [], False
    host: list[int] = []
    for place in range(placed.places[0] - 1, max(-1, placed.places[0] - 1 - _LEADING), -1):
        if evidence.ends_sentence(place, place + 1):
            break
        host.insert(0, place)
    return [words.keys[n] for n in host], host, False


def _starts_sentence(evidence: Evidence, place: int) -> bool:
    return place == 0 or evidence.ends_sentence(place - 1, place)


def _trailing(placed: Placed) -> tuple[list[str], list[int], bool]:
    """The words behind, of the utterance; where it ends without a stop, those of the running text behind it."""
    evidence, words = placed.evidence, placed.evidence.words
    out: list[int] = []
    last, at = placed.places[-1], placed.end
    own = placed.stream.spoken and at < len(placed.stream.places) and placed.stream.places[at] >= 0
    while own and at < len(placed.stream.places) and len(out) < _LEADING:
        place = placed.stream.places[at]
        if place < 0 or evidence.ends_sentence(last, place):
            break
        out.append(place)
        last, at = place, at + 1
    if own or not placed.stream.spoken or evidence.transcript:
        return [words.keys[n] for n in out], out, True
    place = placed.places[-1]
    if place + 1 >= len(words) or any(
        mark in evidence.text[words.ends[place] : words.starts[place + 1]] for mark in ".,!?;:…—\n"
    ):
        return [], [], False
    host = list(range(place + 1, min(place + 3, len(words))))
    return [words.keys[n] for n in host], host, False


def _printed(evidence: Evidence, numbers: list[int]) -> str:
    return evidence.text[evidence.words.starts[numbers[0]] : evidence.words.ends[numbers[-1]]]
