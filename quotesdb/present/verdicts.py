"""How a verdict is worded and written as JSON."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING, Any

from quotesdb.present.shapes import plain
from quotesdb.present.text import counted, one_line
from quotesdb.values import ClaimVerdict

if TYPE_CHECKING:
    from quotesdb.check.edits import Edit
    from quotesdb.services.checking.audit import Draft
    from quotesdb.services.checking.check import Checked, Claim, Match
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


def answer_json(checked: Checked) -> dict[str, Any]:
    """The answer as JSON; docs/json.md describes it."""
    return {
        "id": checked.claim.id,
        "text": checked.claim.text,
        "speaker": checked.claim.speaker,
        "verdict": checked.verdict.value,
        "rung": plain(checked.rung),
        "tier": plain(checked.tier),
        "matches": [_match_json(match) for match in checked.matches],
        "edits": [edit_json(edit) for edit in checked.edits],
        "notes": list(checked.notes),
        "reports": [plain(report) for report in checked.reports],
        "independent": checked.independent,
        "coverage": plain(checked.coverage),
        "method": checked.method,
    }


def _match_json(match: Match) -> dict[str, Any]:
    shape: dict[str, Any] = plain(match)
    shape["edits"] = [edit_json(edit) for edit in match.edits]
    if match.decision:
        shape["decision"]["label"] = match.decision.label()
    return shape


def edit_json(edit: Edit) -> dict[str, Any]:
    """One difference as JSON."""
    shape: dict[str, Any] = plain(edit)
    shape["class"] = shape.pop("edit_class")
    return shape


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


def not_checked(drafts: Sequence[Draft]) -> Iterator[str]:
    """What of these drafts was not checked, in words."""
    if unmarked := sum(one.unmarked for one in drafts):
        yield f"{unmarked:,} without marks not checked"
    if unsaid := sum(one.unsaid for one in drafts):
        yield f"{unsaid:,} in marks that nobody says not checked"
    if unread := sum(one.unread for one in drafts):
        yield f"{counted(unread, 'quotation mark')} without a partner"
