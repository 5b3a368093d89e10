"""Whether a passage was cut where it matters: by what stands right before and behind it. Pure functions.

A cut matters where the words left out govern those that were kept: "if", "unless", "not", a modal, or the
view of somebody else. A clause that merely contrasts ("..., but we like it too") is mentioned, no verdict.
"""

from __future__ import annotations

from dataclasses import dataclass

from quotesdb.check.edits import is_month, is_negative
from quotesdb.check.evidence import Evidence
from quotesdb.check.inflect import is_past
from quotesdb.check.match import Placed
from quotesdb.check.sentences import ends_sentence
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
_ALL_OR_NOTHING = word_set("nothing anything everything all none nobody everybody everyone anyone")
_SAYING = word_set(
    "say says said saying think thinks thought thinking believe believes believed claim claims claimed "
    "claiming argue argues argued told tell tells suggest suggests suggested allege alleges alleged insist "
    "insists insisted heard hear wrote writes pretend pretends called calls accused"
)
_DOUBTED = _SAYING | word_set(
    "true mean means suggesting agree accept agreed accepted see feel want know convinced sure clear saying "
    "evidence proof case sense"
)
_VIEWS = word_set(
    "claim notion idea theory myth lie rumour rumor allegation fiction suggestion argument view belief"
)
_FIRST_PERSON = word_set("i we i've we've i'd we'd i'm we're i'll we'll")
_NOT_GOVERNING = word_set("only just merely simply")
_TOLD = word_set("me you us him her them it people everybody everyone now again today always often all")
_WITH_NEGATION = word_set("a an the any be to ever really even going")
_NOT_BEFORE = word_set("before until till")
_CONDITION_CLAUSE = word_set("if unless")
_GOING_ON = word_set("and but or so")
"""With these a clause goes on with what stood before the condition."""

_LEADING = 6
"""Words looked at for what governs."""

_CLAUSE = 30
"""Words looked at for an "if" clause."""


def before(placed: Placed) -> Cut | None:
    """What governs the passage from right before it, in its own sentence."""
    numbers, own = _leading(placed)
    if not numbers:
        return None
    words = placed.evidence.words
    keys = ["" if is_month(words, number) else words.keys[number] for number in numbers]
    between = placed.evidence.text[words.ends[numbers[-1]] : words.starts[placed.places[0]]]
    interrupted = any(mark in between for mark in ",;:.!?-–—")
    governs = 0 if interrupted else _governed_from_before(keys[-_LEADING:], own=own)
    if interrupted and own and words.keys[placed.places[0]] not in _GOING_ON:
        governs = _clause_before(placed, numbers)
    return Cut(_printed(placed.evidence, numbers[-governs:]), before=True, governs=True) if governs else None


def _governed_from_before(keys: list[str], *, own: bool) -> int:
    """How many of the words before a cut govern what follows; 0 if none does.

    ``own`` are words of the same utterance; of a reporter's only "not" and "if" count.
    """
    last = keys[-1]
    if last in _CONDITION_BEFORE:
        return 1
    if last in _NOT_GOVERNING and len(keys) > 1 and is_negative(keys[-2]):
        return 0
    if is_negative(last) or (own and last in _HEDGING_MODALS):
        return 1
    if len(keys) > 1 and is_negative(keys[-2]) and last in _WITH_NEGATION:
        return 2
    if last in _NOT_BEFORE and any(map(is_negative, keys[-5:-1])):
        return len(keys[-5:])
    return _viewed(keys) if own else 0


def _clause_before(placed: Placed, numbers: list[int]) -> int:
    """Words of an "if" clause that ends with a comma right before a cut: "If it rains, | we stay"."""
    evidence, words = placed.evidence, placed.evidence.words
    if "," not in evidence.text[words.ends[numbers[-1]] : words.starts[placed.places[0]]]:
        return 0
    for taken in range(1, len(numbers) + 1):
        number = numbers[-taken]
        if words.keys[number] in _CONDITION_CLAUSE:
            return taken
        earlier = numbers[-taken - 1] if taken < len(numbers) else None
        if earlier is not None and "," in evidence.text[words.ends[earlier] : words.starts[number]]:
            return 0
    return 0


def _viewed(keys: list[str]) -> int:
    """Words that make what follows a view, denied or of others: "I don't think", "they tell me that"."""
    at = len(keys) - 1
    if keys[at] == "that":
        at -= 1
    while at > 0 and keys[at] in _TOLD and keys[-1] == "that":
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
    numbers, own = _trailing(placed)
    if not numbers:
        return None
    keys = [placed.evidence.words.keys[number] for number in numbers]
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
    if first == "when" and not any(map(is_past, claimed[-_CLAUSE:])):
        return 1
    if first == "until" and any(map(is_negative, claimed)):
        return 1
    return 0


def _leading(placed: Placed) -> tuple[list[int], bool]:
    """The words before, in their sentence: of the utterance, or where that begins, of the running text."""
    evidence = placed.evidence
    if not placed.stream.spoken:
        return [], False
    own: list[int] = []
    following = placed.places[0]
    for at in range(placed.start - 1, max(-1, placed.start - 1 - _CLAUSE), -1):
        place = placed.stream.places[at]
        if place < 0 or ends_sentence(evidence.words, place, following):
            break
        own.insert(0, place)
        following = place
    starts = placed.places[0] == 0 or ends_sentence(evidence.words, placed.places[0] - 1, placed.places[0])
    if own or starts or evidence.transcript:
        return own, True
    host: list[int] = []
    for place in range(placed.places[0] - 1, max(-1, placed.places[0] - 1 - _LEADING), -1):
        if ends_sentence(evidence.words, place, place + 1):
            break
        host.insert(0, place)
    return host, False


def _trailing(placed: Placed) -> tuple[list[int], bool]:
    """The words behind, in their sentence: of the utterance, else of the text if no stop ends it."""
    evidence, words, last = placed.evidence, placed.evidence.words, placed.places[-1]
    if not placed.stream.spoken:
        return [], False
    own: list[int] = []
    for place in placed.stream.places[placed.end : placed.end + _LEADING]:
        if place < 0 or ends_sentence(evidence.words, last, place):
            break
        own.append(place)
        last = place
    if own or evidence.transcript or last + 1 >= len(words):
        return own, True
    between = evidence.text[words.ends[last] : words.starts[last + 1]]
    return ([] if any(mark in between for mark in ".,!?;:…—\n") else [last + 1]), False


def _printed(evidence: Evidence, numbers: list[int]) -> str:
    return evidence.text[evidence.words.starts[numbers[0]] : evidence.words.ends[numbers[-1]]]
