"""How a verdict is worded."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from quotesdb.present.text import counted, one_line
from quotesdb.values import ClaimVerdict

if TYPE_CHECKING:
    from quotesdb.check.edits import Edit
    from quotesdb.services.checking.check import Claim
    from quotesdb.services.checking.coverage import Coverage

MEANING = {
    ClaimVerdict.VERBATIM: "these are the words, character for character",
    ClaimVerdict.VERBATIM_NORMALISED: "the same words; they differ in how they are printed",
    ClaimVerdict.VERBATIM_ELIDED: "the same words, with an omission or an insertion that is marked",
    ClaimVerdict.TRUNCATED: "the words were said, but cut where it matters",
    ClaimVerdict.SPLICED: "words from several places put together, and no mark says so",
    ClaimVerdict.ALTERED: "said nearly so, but some words differ",
    ClaimVerdict.MISATTRIBUTED: "somebody else said it",
    ClaimVerdict.ATTRIBUTION_UNCERTAIN: "the words are there; who said them is not certain",
    ClaimVerdict.PARAPHRASE: "reported in the reporter's words only, not quoted",
    ClaimVerdict.ONLY_IN_NARRATION: "the reporter's own words, not a quotation",
    ClaimVerdict.NOT_FOUND: "nothing stored comes close; that does not mean that it was not said",
}


def titled(verdict: ClaimVerdict) -> str:
    """A verdict as people read it.

    >>> titled(ClaimVerdict.NOT_FOUND)
    'not found'
    """
    return verdict.value.replace("_", " ")


def flagged(edits: Iterable[Edit]) -> str:
    """The kinds of words that differ, each once, gravest first."""
    from quotesdb.check.edits import EditClass

    found = {flag for edit in edits if edit.counted for flag in edit.flags}
    return ", ".join(kind.value for kind in EditClass if kind in found)


def searched(coverage: Coverage, claim: Claim) -> str:
    """What there was to search in, in words."""
    said = counted(coverage.documents, "article")
    if coverage.first and coverage.last:
        said += f", printed {coverage.first} to {coverage.last}"
    if claim.speaker is None or coverage.speaker_quotes is None:
        return said
    more = "at least " if coverage.speaker_quotes_at_least else ""
    return f"{said}; {more}{counted(coverage.speaker_quotes, 'quotation')} of {one_line(claim.speaker)}"
