"""The words that clauses are told by, and what both sides of a cut look at."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from quotesdb.check.edits import MODALS
from quotesdb.data import word_list
from quotesdb.text.folding import word_set


class Run(NamedTuple):
    """Words of one sentence in order; ``marks`` has the punctuation between each and the claim's side of it.

    Before a cut a mark stands behind its word, behind a cut before it. It is "" for a blank, "," for commas,
    dashes and brackets, ":" for a colon, ";" for what parts clauses for good.
    """

    keys: Sequence[str]
    marks: Sequence[str]

    def part(self, first: int, after: int | None = None) -> Run:
        """Some of the words."""
        return Run(self.keys[first:after], self.marks[first:after])


OWN = word_set("i we i've we've i'd we'd i'm we're i'll we'll")
SUBJECTS = OWN | word_set(
    "you he she it they there this these those you're he's she's it's they're there's you've they've you'd "
    "he'd she'd they'd you'll he'll she'll they'll it'll"
)
COPULA = word_set("is was are were isn't wasn't aren't weren't")
FINITE = MODALS | COPULA | word_set("am has have had do does did")
QUESTION_WORDS = word_set("who who's why how how's what what's where when which whose whom")
RELATIVE = word_set("who which that whom whose where")
LONG_CONDITIONS = word_set(
    "as-long-as so-long-as on-condition-that on-the-condition in-the-event in-case-of but-for-the"
)
_POLITE = word_set("will like may ask look recall remember please")
"""Behind "if you": a way of speaking, no condition."""
FALSITY = word_set("false untrue lie myth fallacy fiction hoax fantasy fairy-tale nonsense rubbish")
EVALUATED = word_list("disapproving_words")
"""These deny what one says or does ("wrong to say that ..."), not what is ("it is wrong that ...")."""
SAYING = word_list("view_verbs")
ADVERBS = word_set(
    "now again today always often all still really ever even also then just quite very long here never not"
)
TOLD = ADVERBS | word_set("me you us him her them it people everybody everyone this so to")
GOING_ON = word_set("and but or so")
RESTART, FIRST_VERB, SUBJECT, COMPLEMENT_OF, TAIL, LEAD = 8, 7, 5, 8, 12, 3
"""Words that a restart repeats; up to a clause's verb; of a subject; between a verb and its "that"; looked at
behind a cut; that lead into a sentence."""


def is_clause(claim: Sequence[str]) -> bool:
    """Whether words can stand as a sentence: they begin with a subject, or a verb soon follows.

    >>> [is_clause(words.split()) for words in ("the harbour is safe", "a harbour that is safe", "we sail")]
    [True, False, True]
    """
    if claim[0] in SUBJECTS:
        return True
    for key in claim[:FIRST_VERB]:
        if key in RELATIVE:
            return False
        if key in FINITE or key.endswith("n't"):
            return True
    return False


def is_polite(keys: Sequence[str]) -> bool:
    """Whether an "if you" is a way of speaking, and no condition."""
    return list(keys[:1]) == ["if"] and len(keys) > 2 and keys[1] in ("you", "i", "we") and keys[2] in _POLITE
