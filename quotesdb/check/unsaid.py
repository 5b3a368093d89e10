"""Whether a reporter's sentence calls false what words in marks say: "it was untrue that". Pure functions."""

from __future__ import annotations

from collections.abc import Sequence

from quotesdb.check.clause_words import (
    COPULA,
    EVALUATED,
    FALSITY,
    SAYING,
    SUBJECTS,
    Run,
    is_clause,
)
from quotesdb.check.clauses import DETERMINERS, VIEWS, clause_start, denied, ends_in_noun
from quotesdb.data import word_list
from quotesdb.text.denial import is_negative
from quotesdb.text.folding import word_set
from quotesdb.text.inflection import base_forms

_DENYING = word_list("denying_words")
_SPEECH = word_list("speech_verbs")
_NOT_SO = _DENYING | FALSITY
_LYING = FALSITY | EVALUATED | word_set("lying lied lies")
_WHAT_IS = word_set("case truth fact")
_DISPUTING = word_set("dismiss rebut rebuff refute contradict debunk ridicule mock challenge question scoff")
"""Verbs that deny the view that is their object, and nothing else."""
_PLACING = word_set("because of for with in on at from by about over")
_VERDICT = 4
"""Words behind the marks in which they are called false."""


def denied_before(run: Run, claim: Sequence[str]) -> int:
    """How many of the words right before marks deny what the marks hold: "it was untrue that".

    The words may have been said, of somebody else's view: they are not what the speaker holds.

    >>> denied_before(Run("it was untrue that".split(), [""] * 4), "nobody was harmed".split())
    2
    >>> denied_before(Run("denied the charge and said that".split(), [""] * 6), "nobody was harmed".split())
    0
    """
    keys = run.keys
    first = _clause_of(run)
    clause = keys[max(first, clause_start(keys, claim)) :]
    clause = clause[next((at + 1 for at in range(len(clause) - 1, -1, -1) if clause[at] == "and"), 0) :]
    if not clause:
        return 0
    if _calls_a_lie(clause):
        return len(clause) - next(at for at, key in enumerate(clause) if key in _LYING)
    if clause[-1] != "that" or len(clause) < 2:
        return 0
    frame = _behind_report(clause[:-1])
    is_view = bool(frame) and not VIEWS.isdisjoint(base_forms(frame[-1]))
    if not frame or (ends_in_noun(frame) and not (is_view or frame[-1] in _WHAT_IS)):
        return 0
    disputed = next((at for at, key in enumerate(frame) if _disputes(key)), None)
    if is_view and disputed is not None:
        return len(frame) - disputed + 1
    taken = denied([*frame, "that"], claim)
    # "May not vote out of frustration that": the clause belongs to the noun.
    return 0 if not is_view and _PLACING.intersection(frame[len(frame) + 1 - taken :]) else taken


def called_false_behind(keys: Sequence[str], claim: Sequence[str]) -> int:
    """How many of the words right behind marks call a whole sentence in them false: "was nonsense".

    >>> called_false_behind("was a lie".split(), "the harbour is safe".split())
    3
    """
    window = keys[:_VERDICT]
    at = next((at for at, key in enumerate(window) if key in FALSITY | EVALUATED), None)
    if at is None or not is_clause(claim) or any(map(is_negative, window)):
        return 0
    return at + 1 if at == 0 or keys[0] in COPULA or keys[0] in ("as", "a", "an") else 0


def _clause_of(run: Run) -> int:
    """Where the words begin that no mark parts, but the one before the marks: "She never said, “...”"."""
    return next((at + 1 for at in range(len(run.keys) - 2, -1, -1) if run.marks[at]), 0)


def _calls_a_lie(clause: Sequence[str]) -> bool:
    """Whether words end in a verb of saying that is called a lie: "lied when he said", "absurd to say"."""
    keys = clause[: -1 if clause[-1] == "that" else None]
    if len(keys) < 3 or not _is_saying(keys[-1]):
        return False
    lead = list(keys[-4:-1])
    if lead[-1] == "to" or lead[-1] in ("by", "in"):
        at = len(keys) - 3
    elif lead[-1] in SUBJECTS and lead[-2:-1] in (["when"], ["that"]):
        at = len(keys) - 4
    else:
        return False
    return keys[at] in _LYING and not any(map(is_negative, keys[:at]))


def _behind_report(frame: Sequence[str]) -> Sequence[str]:
    """What stands behind the last verb that reports: "said | it was untrue". A noun is no verb."""
    for at in range(len(frame) - 1, -1, -1):
        denies = frame[at] in _NOT_SO or _disputes(frame[at])
        if _is_saying(frame[at]) and not denies and not _is_noun(frame, at):
            return frame[at + 1 :]
    return frame


def _is_noun(frame: Sequence[str], at: int) -> bool:
    """Whether a word that could be a verb of saying is a noun, or stands before one: "his repeated claim"."""
    earlier = frame[at - 1] if at else ""
    opens = earlier in DETERMINERS or earlier.endswith("'s") or earlier in _NOT_SO or _disputes(earlier)
    return opens or (at == len(frame) - 1 and frame[at] in VIEWS and bool(earlier) and earlier != "to")


def _disputes(key: str) -> bool:
    return not _DISPUTING.isdisjoint(base_forms(key))


def _is_saying(key: str) -> bool:
    return key in SAYING or not _SPEECH.isdisjoint(base_forms(key))
