"""Whether a passage was cut where it matters: what else its own sentence has. Pure functions.

A cut matters where the words left out govern those that were kept: "if", "unless", "not", a modal, or the
view of somebody else. A clause that merely contrasts ("..., but we like it too") is mentioned, no verdict.
Another sentence governs nothing.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from quotesdb.check.behind import governed_from_behind
from quotesdb.check.clause_words import Run
from quotesdb.check.clauses import governed_by_host, governed_from_before
from quotesdb.check.edits import is_month
from quotesdb.check.evidence import Evidence, Region
from quotesdb.check.match import Placed
from quotesdb.check.sentences import ends_sentence
from quotesdb.check.unsaid import called_false_behind, denied_before


@dataclass(frozen=True, slots=True)
class Cut:
    """What stands beyond a cut: ``governs`` the quoted words, or merely contrasts; ``words`` as printed.

    ``unsaid`` if they say that nobody said the words, that these are a fake, or that they are only alleged.
    """

    words: str
    before: bool
    governs: bool
    unsaid: bool = False


_FARTHEST = 90
"""Words of a sentence looked at on either side."""

_HOST = 12
"""Words of the reporter's looked at before a fragment."""

_CONTRAST = 6
"""Words shown of a clause that merely contrasts."""

_BEHIND_MARKS = 9
"""Words of the reporter's looked at behind what ends without a stop."""

_PARTING = re.compile(r"[,()\[\]–—…\"“”«»]|--|-\s|\s-|\.\s?\.|\s['‘]")
_INTERRUPTING = re.compile(r"[,;:.!?–—-]")
_CLOSING = re.compile(r"[\s\"“”‘’'«»()\[\]*_]+")


def before(placed: Placed, since: int | None = None) -> Cut | None:
    """What governs the passage from before it, in its own sentence.

    With ``since`` (a place of the stream) only words behind that are looked at.
    """
    numbers, own = _leading(placed, since)
    if not numbers:
        return None
    words = placed.evidence.words
    keys = _keys(placed.evidence, numbers)
    claimed = [words.keys[place] for place in placed.places]
    if own:
        run = Run(keys, _marks(placed.evidence, [*numbers, placed.places[0]]))
        governs = governed_from_before(run, claimed, question=_is_question(placed))
    else:
        between = placed.evidence.text[words.ends[numbers[-1]] : words.starts[placed.places[0]]]
        run = Run(keys, _marks(placed.evidence, [*numbers, placed.places[0]]))
        told = not _INTERRUPTING.search(between)
        governs = (governed_by_host(keys) or denied_before(run, claimed)) if told else 0
    return Cut(_text_of(placed.evidence, numbers[-governs:]), before=True, governs=True) if governs else None


def behind(placed: Placed) -> Cut | None:
    """What governs the passage, or contrasts with it, from behind it, in its own sentence."""
    numbers, own = _trailing(placed)
    if not numbers:
        return None
    evidence = placed.evidence
    keys = _keys(evidence, numbers)
    claimed = [evidence.words.keys[place] for place in placed.places]
    run = Run(keys, _marks(evidence, [placed.places[-1], *numbers]))
    governs = governed_from_behind(run if own else run.part(0, 1), claimed, whole=own)
    governs = governs or (0 if own else called_false_behind(keys, claimed))
    if governs:
        return Cut(_text_of(evidence, numbers[:governs]), before=False, governs=True)
    if own and keys[0] in ("but", "although", "though", "however"):
        return Cut(_text_of(evidence, numbers[:_CONTRAST]), before=False, governs=False)
    return None


def disowned(placed: Placed) -> Cut | None:
    """What the reporter says round the marks by which the words were not said, or are only alleged."""
    region, said = placed.owner
    if region is not Region.QUOTED or said is None or placed.evidence.transcript:
        return None
    found = placed.evidence.unsaid_of(said)
    if found is None:
        return None
    words = found.span.text(placed.evidence.text)
    return Cut(
        " ".join(words.split()), before=found.span.start < placed.span.start, governs=True, unsaid=True
    )


def _keys(evidence: Evidence, numbers: Sequence[int]) -> list[str]:
    """The words, less the month of May, which looks like a modal."""
    return ["" if is_month(evidence.words, number) else evidence.words.keys[number] for number in numbers]


def _leading(placed: Placed, since: int | None) -> tuple[list[int], bool]:
    """The words before, in their sentence: of the utterance, or where that begins, of the running text."""
    evidence = placed.evidence
    if not placed.stream.spoken:
        return [], False
    own: list[int] = []
    following = placed.places[0]
    first = max(0, placed.start - _FARTHEST) if since is None else since
    for at in range(placed.start - 1, first - 1, -1):
        place = placed.stream.places[at]
        if place < 0 or _ends(evidence, place, following):
            break
        own.insert(0, place)
        following = place
    begins = placed.places[0] == 0 or ends_sentence(evidence.words, placed.places[0] - 1, placed.places[0])
    if own or begins or evidence.transcript or since is not None:
        return own, True
    host: list[int] = []
    for place in range(placed.places[0] - 1, max(-1, placed.places[0] - 1 - _HOST), -1):
        if ends_sentence(evidence.words, place, place + 1):
            break
        host.insert(0, place)
    return host, False


def _trailing(placed: Placed) -> tuple[list[int], bool]:
    """The words behind, in their sentence: of the utterance, else of the text if no stop ends it."""
    evidence, words, last = placed.evidence, placed.evidence.words, placed.places[-1]
    if not placed.stream.spoken:
        return [], False
    own = _rest(placed)
    if own or evidence.transcript or last + 1 >= len(words):
        return own, True
    host = range(last + 1, min(last + 1 + _BEHIND_MARKS, len(words)))
    between = evidence.text[words.ends[last] : words.starts[last + 1]]
    return ([] if any(mark in between for mark in ".,!?;:…—\n") else list(host)), False


def _rest(placed: Placed) -> list[int]:
    """The words of the utterance behind, up to the end of the sentence."""
    own: list[int] = []
    last = placed.places[-1]
    for place in placed.stream.places[placed.end : placed.end + _FARTHEST]:
        if place < 0 or _ends(placed.evidence, last, place):
            break
        own.append(place)
        last = place
    return own


def _is_question(placed: Placed) -> bool:
    """Whether the sentence in which the passage ends closes with a question mark."""
    evidence = placed.evidence
    last = ([placed.places[-1], *_rest(placed)])[-1]
    start = evidence.words.ends[last]
    end = evidence.words.starts[last + 1] if last + 1 < len(evidence.words) else len(evidence.text)
    return _CLOSING.sub("", evidence.text[start:end])[:1] == "?"


def _ends(evidence: Evidence, number: int, following: int) -> bool:
    return ends_sentence(evidence.words, number, following, over_others=evidence.transcript)


def _marks(evidence: Evidence, numbers: Sequence[int]) -> list[str]:
    return [_mark(evidence, one, other) for one, other in pairwise(numbers)]


def _mark(evidence: Evidence, number: int, following: int) -> str:
    """The punctuation between two words that follow each other; a reporter's "he said" is a comma."""
    words = evidence.words
    between = evidence.text[words.ends[number] : words.starts[following]]
    if following > number + 1:
        return ","
    if between.isspace() or between == "-":
        return ""
    if ";" in between or "!" in between or "?" in between:
        return ";"
    if ":" in between:
        return ":"
    return "" if not _PARTING.search(between) else ","


def _text_of(evidence: Evidence, numbers: list[int]) -> str:
    return evidence.text[evidence.words.starts[numbers[0]] : evidence.words.ends[numbers[-1]]]
