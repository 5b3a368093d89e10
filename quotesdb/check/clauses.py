"""What the rest of a sentence does to words that were cut out of it: deny, doubt or limit them.

English, and clause by clause: a "not" three words away need not govern, one twenty words away may. Pure
functions over folded words and the punctuation between them; `quotesdb.check.context` knows where they stand.

False comfort is worse than a false alarm here. Where a clause could be read either way it governs.
"""

from __future__ import annotations

from collections.abc import Sequence

from quotesdb.check.clause_words import (
    ADVERBS,
    COMPLEMENT_OF,
    COPULA,
    EVALUATED,
    FALSITY,
    FINITE,
    FIRST_VERB,
    GOING_ON,
    LEAD,
    LONG_CONDITIONS,
    OWN,
    QUESTION_WORDS,
    RESTART,
    SAYING,
    SUBJECT,
    SUBJECTS,
    TOLD,
    Run,
    is_clause,
    is_polite,
)
from quotesdb.check.inflect import is_past
from quotesdb.data import word_list
from quotesdb.text.denial import is_negative
from quotesdb.text.folding import word_set
from quotesdb.text.inflection import base_forms

_BE = COPULA | word_set("be been being am i'm we're")
DETERMINERS = word_set("the a an my your his her its our their any anybody anyone some every no")
_INDEFINITE = word_set("any anybody anyone every no")
_IF = word_set("if unless whether lest suppose supposing assuming imagine provided providing pretend")
_CONDITIONS = word_set(
    "if unless until till without except provided providing assuming suppose supposing lest barring"
)
_INVERTED_CONDITION = word_set("had were should")
_FALSE = FALSITY | word_list("denying_words")
"""Words that deny what follows by themselves. "No doubt" and "never fail to" deny twice: not at all."""
_NEUTRAL = word_list("neutral_when_denied")
"""Denied, these leave what follows standing: "I don't mind that we pay"."""
_ALOUD = word_list("verbs_of_saying_aloud")
_COMPLEMENT = SAYING | word_list("complement_words")
"""Verbs and the like whose complement is a clause: what denies them denies it."""
_VOUCHING = word_list("vouching_words")
_SPEECH = word_list("speech_verbs")
_PRETENCE = word_set("pretend pretends pretended pretending imagine imagines imagined fancy")
"""Denied or not, these say that what follows is not so: "let us not pretend that"."""
VIEWS = word_list("view_nouns")
_CAUSATIVE = word_set("told taught assured led made asked")
_ONLY = word_set("only just merely simply")
_WITH_NEGATION = word_set("a an the any be to ever really even going")
_HELPERS = ADVERBS | _BE | FINITE | word_set("to going got want wanted like try tried keep kept used must")
_WHERE = word_set("in on at over for during")
_STARTERS = GOING_ON | word_set("well now look then because yes no oh okay listen yet still")
_RESETTING = word_set("but so while whereas although though until till yet except")
_HEDGING_MODALS = word_set(
    "could would might may must should ought couldn't wouldn't mightn't shouldn't mustn't can't cannot won't"
)
_ASIDES = 2


def governed_from_before(before: Run, claim: Sequence[str], *, question: bool) -> int:
    """How many of the words before a cut govern those behind it, counted from the cut; 0 if none do.

    ``question`` says that the sentence ends with a question mark.

    >>> said = Run("i do not believe for one minute that".split(), [""] * 8)
    >>> governed_from_before(said, "the harbour is safe".split(), question=False)
    6
    """
    if claim[0] == "that" and len(claim) > 1 and is_clause(claim[1:]):
        whole = Run([*before.keys, "that"], [*before.marks[:-1], before.marks[-1], ""])
        taken = governed_from_before(whole, claim[1:], question=question)
        return max(0, taken - 1)
    run = _without_restart(before, claim)
    if not run.keys:
        return 0
    start = _segment_start(run, len(run.keys))
    taken = 0
    if not run.marks[-1]:
        taken = _in_segment(run.keys[start:], claim, question=question) or _over_asides(run, start)
    elif run.marks[-1] != ";":
        taken = _announced(run.keys[start:]) or _behind_an_aside(run, claim)
    taken = taken or _conditioned(run, claim)
    return taken and taken + len(before.keys) - len(run.keys)


def _behind_an_aside(run: Run, claim: Sequence[str]) -> int:
    """A denial or a view whose "that" an aside parts from the claim: "I don't believe that, in May, |"."""
    end = len(run.keys)
    for _ in range(_ASIDES):
        end = _segment_start(run, end)
        if not end or run.marks[end - 1] != ",":
            return 0
        if run.keys[end - 1] == "that":
            keys = run.keys[_segment_start(run, end) : end]
            clause = keys[clause_start(keys, claim) :]
            taken = denied(clause, claim) or _viewed(clause, claim)
            return taken and taken + len(run.keys) - end
    return 0


def _without_restart(before: Run, claim: Sequence[str]) -> Run:
    """The words before, less those that the claim begins with once more: "if we dare, | if we dare what"."""
    for length in range(min(RESTART, len(before.keys), len(claim)), 0, -1):
        again = list(before.keys[-length:]) == list(claim[:length])
        if again and (length > 1 or before.marks[-1]):
            return _without_restart(before.part(0, -length), claim)
    return before


def _segment_start(run: Run, end: int) -> int:
    """Where the words up to ``end`` begin that no punctuation parts from each other."""
    return next((at + 1 for at in range(end - 2, -1, -1) if run.marks[at]), 0)


def _in_segment(keys: Sequence[str], claim: Sequence[str], *, question: bool) -> int:
    """What governs from within the stretch that the claim is a part of."""
    clause = keys[clause_start(keys, claim) :]
    return (
        _right_before(keys)
        or denied(clause, claim)
        or _viewed(clause, claim)
        or _under_if(keys if keys[min(_first_word(keys), len(keys) - 1)] in _IF else clause, claim)
        or _inverted(keys)
        or (_asked(keys) if question else 0)
        or (_unvouched(clause) if keys[-1] == "that" and (_is_subject(claim[0]) or is_clause(claim)) else 0)
    )


def _inverted(keys: Sequence[str]) -> int:
    """A condition without its "if": "had the survey shown that", "were it the case that"."""
    at = _first_word(keys)
    opens = len(keys) > at + 2 and keys[at] in _INVERTED_CONDITION and _is_subject(keys[at + 1])
    return len(keys) - at if opens else 0


def _unvouched(clause: Sequence[str]) -> int:
    """A clause behind "that" for which the speaker does not vouch, whatever it is that is said of it.

    There are more ways to deny a clause or to hand it to others than any list has: "God forbid that", "my
    opponent's line is that". So those are told that assert it: "I" or "we", words like "the fact is", and
    what denies it twice. Behind a noun "that" begins a clause about the noun.
    """
    frame = clause[:-1]
    if not frame or ends_in_noun(frame) or any(_denies(clause, at) for at in range(len(clause))):
        return 0
    if (own := _own(frame)) is not None:
        return 0 if _vouches(frame[own:]) else len(clause)
    # "So cold that", but not "so that", which says what is hoped for.
    return 0 if _VOUCHING.intersection(frame[: -1 if frame[-1] == "so" else None]) else len(clause)


def _own(frame: Sequence[str]) -> int | None:
    """Where "I" or "we" stand before a "that", or "let us", or "my point is"."""
    of_others = any(key.endswith(("'s", "’s")) for key in frame) or not COPULA.intersection(frame)
    subjects = OWN | {"let"} | (frozenset() if of_others else {"my", "our"})
    return next((at for at, key in enumerate(frame) if key in subjects), None)


def _vouches(frame: Sequence[str]) -> bool:
    """Whether "I" or "we" do what asserts a clause: say, know, tell or are proud to say it."""
    subject, *rest = frame
    if subject in ("my", "our"):
        return True
    verbs = [key for key in rest if key not in _HELPERS | TOLD and not key.endswith("ly")]
    if "to" in rest and (subject in _BE or rest[0] in _BE):
        verbs = verbs[-1:]
    if {"any", "anybody", "anyone"}.intersection(rest):
        return False
    asserting = _COMPLEMENT | _ALOUD | _VOUCHING
    return not verbs or verbs[0] in asserting or not _SPEECH.isdisjoint(base_forms(verbs[0]))


def ends_in_noun(frame: Sequence[str]) -> bool:
    """Whether words end in a noun or a pronoun, as far as articles and the like tell: "the old bridge"."""
    if frame[-1] in COPULA or "to" in frame[-2:]:
        return False
    return frame[-1] in SUBJECTS or (len(frame) > 1 and frame[-2] in DETERMINERS - _INDEFINITE)


def _right_before(keys: Sequence[str]) -> int:
    """The last words alone: if, not, would, not until."""
    if list(keys[-2:]) in (["rather", "than"], ["instead", "of"]):
        return 2
    return 1 if keys[-1] in _HEDGING_MODALS else governed_by_host(keys)


def clause_start(keys: Sequence[str], claim: Sequence[str]) -> int:
    """Where the last clause begins: behind "but", or an "and" or "because" that a new subject follows."""
    words = [*keys, claim[0]]
    for at in range(len(keys) - 1, -1, -1):
        joins = keys[at] in ("and", "or") or (
            keys[at] == "because" and not (at and is_negative(keys[at - 1]))
        )
        resets = (
            keys[at] in _RESETTING and words[at + 1] != "that" and list(keys[at : at + 2]) != ["yet", "to"]
        )
        if resets or (joins and _is_subject(words[at + 1])):
            return at + 1
    return 0


def _is_subject(key: str) -> bool:
    return key in SUBJECTS or key in DETERMINERS


def denied(clause: Sequence[str], claim: Sequence[str]) -> int:
    """A negation whose scope the claim lies in, unless a second one takes it back."""
    pretended = next((at for at, key in enumerate(clause) if key in _PRETENCE), None)
    if pretended is not None and (clause[-1] == "that" or is_clause(claim)):
        return len(clause) - pretended
    places = [at for at in range(len(clause)) if _denies(clause, at)]
    if len(places) % 2 == 0 or _NEUTRAL.intersection(clause[places[-1] :][:SUBJECT]):
        return 0
    return len(clause) - places[0] if _reaches(clause[places[-1] + 1 :], clause[-1], claim) else 0


def _denies(clause: Sequence[str], at: int) -> bool:
    """Whether a word denies what follows it."""
    key, following = clause[at], clause[at + 1] if at + 1 < len(clause) else ""
    earlier = clause[at - 1] if at else ""
    if key in EVALUATED:
        return following != "that"
    if key in ("far", "rather", "instead"):
        return following in ("from", "than", "of")
    if key == "question":
        return is_negative(earlier)
    if key == "yet":
        return following == "to"
    if key == "nor" and "neither" in clause[:at]:
        return False
    if is_negative(key):
        return following not in _ONLY and earlier != "or"
    return key in _FALSE


def _reaches(between: Sequence[str], last: str, claim: Sequence[str]) -> bool:
    """Whether what denies a verb denies the claim: it is its complement, no mere thing it speaks of."""
    if last in ("to", "that", "because") or last in _IF or last in SUBJECTS or last in FINITE:
        return True
    if claim[0] == "to" or (claim[0].endswith("ing") and not claim[0].endswith("thing")):
        return True
    if "that" in between or is_clause(claim):
        return True
    found = _COMPLEMENT.intersection(between)
    return bool(found) and (last in SAYING or last not in found)


def _viewed(clause: Sequence[str], claim: Sequence[str]) -> int:
    """What makes the claim a view of others, or one that the speaker holds no more."""
    at = next((i for i in range(len(clause) - 1, 0, -1) if clause[i] in SAYING or clause[i] in VIEWS), 0)
    if not at:
        return 0
    earlier = clause[at - 1]
    if clause[at] in VIEWS and clause[-1] == "that" and not (earlier in SUBJECTS or earlier in ("my", "our")):
        return len(clause) - at
    if clause[at] not in SAYING or not _holds_claim(clause[at + 1 :], claim):
        return 0
    return 0 if _is_own(clause, at) else len(clause) - at + 1


def _is_own(clause: Sequence[str], at: int) -> bool:
    """Whether the subject of a verb is "I" or "we", who still hold the view and were not told it."""
    subject = next((i for i in range(at - 1, -1, -1) if clause[i] in OWN), None)
    if subject is None:
        return "let" in clause[:at]
    helpers = clause[subject + 1 : at]
    if "used" in helpers or "once" in helpers:
        return False
    is_so = clause[subject] in _BE or bool(_BE.intersection(helpers))
    if is_so and helpers[-1:] == ["to"]:
        # "I am proud to say", but not "I was told to say".
        return not _CAUSATIVE.intersection(helpers)
    passive = clause[at] in _CAUSATIVE and is_so
    return not passive and all(key in _HELPERS or key.endswith(("ly", "n't")) for key in helpers)


def _holds_claim(behind: Sequence[str], claim: Sequence[str]) -> bool:
    """Whether the claim is the content of a verb, or a part of that: what stands behind the verb tells."""
    rest = [key for key in behind if key not in TOLD]
    if not rest or rest == ["of"] or rest[-1] == "that" or "that" in rest[:COMPLEMENT_OF]:
        return True
    within = claim[0] in FINITE or rest[-1] in SUBJECTS
    return within and len(rest) <= SUBJECT and rest[0] not in ("of", "about")


def _under_if(clause: Sequence[str], claim: Sequence[str]) -> int:
    """An "if" earlier in the clause, no mark between: "if it rains | we stay"."""
    at = next((i for i in range(len(clause) - 1, -1, -1) if clause[i] in _IF), -1)
    if at < 0 or claim[0] in GOING_ON or is_polite(clause[at:]) or clause[max(0, at - 1)] == "even":
        return 0
    reaches = clause[-1] in SUBJECTS or clause[-1] in ("to", "then", "that") or is_clause(claim)
    return len(clause) - at if reaches else 0


def _asked(keys: Sequence[str]) -> int:
    """The beginning of a question that was cut off."""
    at = _first_word(keys)
    asks = at < len(keys) and (keys[at] in QUESTION_WORDS or keys[at] in FINITE or keys[at].endswith("n't"))
    return len(keys) - at if asks else 0


def _first_word(keys: Sequence[str]) -> int:
    return next((at for at, key in enumerate(keys) if key not in _STARTERS), len(keys))


def _over_asides(run: Run, start: int) -> int:
    """A denial with asides between it and its "that": "I do not believe, for one minute, that"."""
    if run.keys[-1] not in ("that", "to"):
        return 0
    keys = list(run.keys[start:])
    while start and run.marks[start - 1] == "," and not _has_verb(keys):
        before = _segment_start(run, start)
        keys = [*run.keys[before:start], *keys]
        if taken := denied(keys, ("it",)) or _viewed(keys, ("it",)):
            return taken
        start = before
    return 0


def _has_verb(keys: Sequence[str]) -> bool:
    """Whether a stretch has the verb that its "that" belongs to, and the verb's subject."""
    verb = next((at for at, key in enumerate(keys) if key in _COMPLEMENT), 0)
    return any(map(_is_subject, keys[:verb]))


def _announced(keys: Sequence[str]) -> int:
    """Words of others that a comma or a colon announces: "People tell us in the shop: | ..."."""
    at = next((i for i in range(len(keys) - 1, 0, -1) if keys[i] in _ALOUD), 0)
    if not at or keys[0] in ("as", "like", "let") or keys[0] in _IF or _is_own(keys, at):
        return 0
    rest = [key for key in keys[at + 1 :] if key not in TOLD]
    return len(keys) if not rest or (rest[0] in _WHERE and len(rest) <= SUBJECT) else 0


def _conditioned(run: Run, claim: Sequence[str]) -> int:
    """A condition in a clause of its own, over as many commas as there are: "If A, or if B, with C, |".

    One that stands before everything else governs all; one put in behind a clause governs what it runs into,
    but nothing that "and" joins to the clause before it. No condition reaches over "but".
    """
    found, end, following = 0, len(run.keys), claim[0]
    while end and run.marks[end - 1] != ";" and following not in ("but", "yet"):
        start = _segment_start(run, end)
        opens = _condition_at(run.keys[start:end], claim) if run.marks[end - 1] else None
        if opens is not None and (start <= LEAD or following not in GOING_ON):
            found = len(run.keys) - start - opens
        end, following = start, run.keys[start]
    return found


def _condition_at(keys: Sequence[str], claim: Sequence[str]) -> int | None:
    """Where a clause of condition begins in a stretch, if it is one."""
    at = _first_word(keys)
    rest = keys[at:]
    if not rest or is_polite(rest) or rest[1:2] in (["anything"], ["not"]):
        return None
    if rest[0] in ("until", "till") and any(map(is_past, claim[:FIRST_VERB])):
        return None
    inverted = rest[0] in _INVERTED_CONDITION and len(rest) > 2 and _is_subject(rest[1])
    if "-".join(keys[:3]) in LONG_CONDITIONS:
        return 0
    long = "-".join(rest[:3]) in LONG_CONDITIONS or list(rest[:2]) in (["only", "if"], ["short", "of"])
    return at if inverted or long or rest[0] in _CONDITIONS else None


def governed_by_host(keys: Sequence[str]) -> int:
    """The same for a fragment in a reporter's sentence: only "not" and "if" right before it count."""
    last, earlier = keys[-1], keys[-2] if len(keys) > 1 else ""
    if last in _IF:
        return 1
    if last in _ONLY and is_negative(earlier):
        return 0
    if is_negative(last):
        return 1
    if is_negative(earlier) and last in _WITH_NEGATION:
        return 2
    return len(keys[-5:]) if last in ("before", "until", "till") and any(map(is_negative, keys[-5:-1])) else 0
