"""Whether a reporter's sentence says that words in marks were not said: "she never said". Pure functions."""

from __future__ import annotations

from collections.abc import Sequence

from quotesdb.check.clause_words import ADVERBS, COPULA, FINITE, SAYING, SUBJECTS, Run
from quotesdb.data import word_list
from quotesdb.text.denial import is_negative
from quotesdb.text.folding import word_set
from quotesdb.text.inflection import base_forms

_DENYING = word_list("denying_words")
_SPEECH = word_list("speech_verbs")
_NEUTRAL = word_list("neutral_when_denied")
_LEADING_ON = (
    ADVERBS | COPULA | FINITE | SUBJECTS | word_set("having have had been to that be want wanted one")
)
_WRONGLY, _QUOTED = (
    word_set("wrongly falsely mistakenly incorrectly misquoted"),
    word_set("quoted reported as"),
)
_PAST_MODALS = word_set("would could should")
_OBJECT, _DENIAL, _BEHIND = 4, 6, 9
"""Words between a verb of saying and the marks; from a denial to its verb; looked at behind the marks."""


def unsaid_before(run: Run) -> int:
    """How many of the words right before marks deny that these words were said, or only suppose it.

    >>> unsaid_before(Run("holloway denied having told a clerk".split(), [""] * 6))
    5
    >>> unsaid_before(Run("she did not deny it and said".split(), [""] * 7))
    0
    """
    keys = run.keys
    # The mark behind the last word is before the marks: "She never said, “...”".
    first = next((at + 1 for at in range(len(keys) - 2, -1, -1) if run.marks[at]), 0)
    verb = next((at for at in range(len(keys) - 1, first - 1, -1) if _is_saying(keys[at])), None)
    if verb is None or len(keys) - verb > _OBJECT or (COPULA | FINITE).intersection(keys[verb + 1 :]):
        return 0
    for at in range(max(first, verb - _DENIAL), verb):
        between = keys[at + 1 : verb]
        misquoted = keys[at] in _WRONGLY and _QUOTED.issuperset(between)
        if keys[at] == "if" or misquoted:
            return len(keys) - at
        if not all(key in _LEADING_ON or key.endswith("ly") for key in between):
            continue
        if keys[at] == "might" or (keys[at] in _PAST_MODALS and "have" in between):
            return len(keys) - at
        denied = is_negative(keys[at]) or (keys[at] in _DENYING and _is_governed(between, keys[verb]))
        doubled = any(is_negative(key) or key in _DENYING for key in (*keys[first:at], *between))
        if denied and not doubled and not _NEUTRAL.intersection(between) and "only" not in between:
            return len(keys) - at
    return 0


def unsaid_behind(keys: Sequence[str]) -> int:
    """The same of the words right behind marks: "“...” is not something she ever said".

    >>> unsaid_behind("is not something holloway ever said".split())
    6
    """
    if not keys or keys[0] not in COPULA or not any(map(is_negative, keys[:3])):
        return 0
    verb = next((at for at, key in enumerate(keys[:_BEHIND]) if at > 1 and _is_saying(key)), None)
    return 0 if verb is None else verb + 1


def _is_saying(key: str) -> bool:
    return key in SAYING or not _SPEECH.isdisjoint(base_forms(key))


def _is_governed(between: Sequence[str], verb: str) -> bool:
    """Whether a verb is what is denied: "denied saying", "refused to say", "denied that she said"."""
    return verb.endswith("ing") or bool({"to", "that", "having"}.intersection(between))
