"""What the words behind a cut do to those before it: take back, limit, hand to others."""

from __future__ import annotations

from collections.abc import Sequence

from quotesdb.check.clause_words import (
    COMPLEMENT_OF,
    COPULA,
    EVALUATED,
    FALSITY,
    FINITE,
    GOING_ON,
    LONG_CONDITIONS,
    OWN,
    QUESTION_WORDS,
    RELATIVE,
    SAYING,
    SUBJECT,
    SUBJECTS,
    TAIL,
    TOLD,
    Run,
    is_clause,
    is_polite,
)
from quotesdb.check.inflect import is_past
from quotesdb.data import word_list
from quotesdb.text.denial import is_negative
from quotesdb.text.folding import word_set

_ANOTHER_CLAUSE = (FINITE | SUBJECTS | RELATIVE | word_set("and but or so")) - word_set("this these those")
_FARTHER = word_set("unless if provided providing assuming")
_UNDER_CONDITION = word_set("only not if unless except when for never until with under in on after")
_ALL_OR_NOTHING = word_set("nothing anything everything all none nobody everybody everyone anyone")
_HOLDING_TRUE = word_list("thought_verbs") | {"doubt"}
_TRUE = word_set("true right so correct case fact truth")


def governed_from_behind(behind: Run, claim: Sequence[str], *, whole: bool) -> int:
    """How many of the words behind a cut govern those before it; 0 if none do.

    ``whole`` says that ``behind`` goes on to the end of the sentence.

    >>> said = Run("which is not true".split(), [",", "", "", ""])
    >>> governed_from_behind(said, "the harbour is safe".split(), whole=True)
    4
    """
    return (
        _condition_behind(behind.keys, claim)
        or _condition_farther(behind)
        or _not_behind(behind, whole=whole)
        or _denied_behind(behind, claim)
        or _attributed_behind(behind)
    )


def _condition_behind(keys: Sequence[str], claim: Sequence[str]) -> int:
    first, second = keys[0], keys[1] if len(keys) > 1 else ""
    if first in ("unless", "except", "if", "provided", "providing", "assuming", "only"):
        return 0 if is_polite(keys) else 1
    if first in ("and", "or", "even") and second in ("only", "unless", "except"):
        return 2
    if "-".join(keys[:3]) in LONG_CONDITIONS:
        return 3
    if first == "but":
        return 2 if second in _UNDER_CONDITION else int(claim[-1] in _ALL_OR_NOTHING)
    if first == "when":
        return int(not any(map(is_past, claim[-30:])))
    return int(first == "until" and any(map(is_negative, claim)))


def _condition_farther(behind: Run) -> int:
    """A condition behind a few words more of the clause, or an aside: "in May | unless it rains"."""
    at = next((i for i, key in enumerate(behind.keys) if key in _FARTHER), 0)
    between = behind.keys[:at]
    if not at or is_polite(behind.keys[at:]) or between[-1] in ("even", "as", "ask", "see", "know"):
        return 0
    parted = [place for place in range(at + 1) if behind.marks[place]]
    aside = len(parted) == 2 and parted == [0, at]
    plain = not parted and not _ANOTHER_CLAUSE.intersection(between)
    return at + 1 if at <= COMPLEMENT_OF and (plain or (aside and between[0] not in GOING_ON)) else 0


def _not_behind(behind: Run, *, whole: bool) -> int:
    """A "not" put behind the words, as children do."""
    alone = whole and len(behind.keys) == 1 and behind.marks[0]
    return int(bool(alone) and behind.keys[0] in ("not", "never", "wrong", "false"))


def _denied_behind(behind: Run, claim: Sequence[str]) -> int:
    """A clause that takes the claim back: "is a lie", "which is not true", "is what they want"."""
    keys = list(behind.keys[:TAIL])
    rest = keys[keys[0] in ("but", "and", "yet") :]
    parted = bool(behind.marks[0]) or len(rest) < len(keys)
    if not rest or not (parted or rest[0] == "which" or is_clause(claim)):
        return 0
    copula, window = rest[0] in COPULA, rest[: SUBJECT + 1]
    if not copula and rest[0] not in ("which", "that", "this", "it", "that's", "it's"):
        return 0
    is_false = bool((FALSITY | EVALUATED if copula else FALSITY).intersection(window))
    negative = any(map(is_negative, window))
    if is_false != negative and (is_false or _TRUE.intersection(window)):
        return len(keys)
    of_others = bool(SAYING.intersection(rest) or {"want", "wants"}.intersection(rest))
    return len(keys) if of_others and "what" in window and not OWN.intersection(rest) else 0


def _attributed_behind(behind: Run) -> int:
    """Somebody else put behind the words, or the speaker's own doubt: ", they say", ", I don't think"."""
    if not behind.marks[0]:
        return 0
    start = next((at for at, key in enumerate(behind.keys) if key not in ("or", "so")), 0)
    keys = behind.keys[start : start + SUBJECT + 2]
    if list(keys[:2]) == ["according", "to"]:
        return len(keys)
    verb = next((at for at, key in enumerate(keys) if key in SAYING or key == "doubt"), None)
    if verb is None or not _ends_aside(behind, start + verb):
        return 0
    lead = keys[:verb]
    if OWN.intersection(lead):
        doubts = keys[verb] == "doubt" or any(map(is_negative, lead))
        goes_on = lead[0] == "and" and keys[verb] not in _HOLDING_TRUE
        return start + verb + 1 if doubts and not goes_on else 0
    names_who = lead and lead[0] not in RELATIVE | GOING_ON | QUESTION_WORDS | {"as"}
    return start + verb + 1 if names_who or (not lead and keys[0] in ("said", "says")) else 0


def _ends_aside(behind: Run, verb: int) -> bool:
    """Whether a verb of saying ends its aside, or begins it ("said nobody")."""
    after = next(
        (at for at in range(verb + 1, len(behind.keys)) if behind.marks[at] or behind.keys[at] not in TOLD),
        None,
    )
    return verb == 0 or after is None or bool(behind.marks[after])
