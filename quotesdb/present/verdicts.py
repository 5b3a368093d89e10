"""How a verdict is worded."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from enum import StrEnum
from typing import TYPE_CHECKING

from quotesdb.present.text import counted, one_line
from quotesdb.present.wording import described, placed
from quotesdb.values import UNSTORED, VERBATIM, ClaimVerdict

if TYPE_CHECKING:
    from quotesdb.check.edits import Edit
    from quotesdb.services.checking.audit import Draft
    from quotesdb.services.checking.check import Checked, Claim, Match
    from quotesdb.services.checking.coverage import Coverage

MEANING = {
    ClaimVerdict.VERBATIM: "these are the words, character for character",
    ClaimVerdict.VERBATIM_NORMALISED: "the same words; they differ in how they are printed",
    ClaimVerdict.VERBATIM_ELIDED: "the same words, with an omission or an insertion that is marked",
    ClaimVerdict.TRUNCATED: "the words are there, but cut where it matters",
    ClaimVerdict.SPLICED: "words from several places put together, and no mark says so",
    ClaimVerdict.ALTERED: "said nearly so, but some words differ",
    ClaimVerdict.MISATTRIBUTED: "somebody else said it",
    ClaimVerdict.ATTRIBUTION_UNCERTAIN: "the words are there; who said them is not certain",
    ClaimVerdict.PARAPHRASE: "reported in the reporter's words only, not quoted",
    ClaimVerdict.ONLY_IN_NARRATION: "the reporter's own words, not a quotation",
    ClaimVerdict.NOT_FOUND: "nothing stored comes close; that does not mean that it was not said",
}


_DISOWNED = "not as what was said: the article denies it, or only has it alleged"
_UNSAID = {
    ClaimVerdict.TRUNCATED: f"the words are printed, but {_DISOWNED}",
    ClaimVerdict.ALTERED: f"some words differ from those that are printed, and these {_DISOWNED}",
    ClaimVerdict.SPLICED: f"words from several places put together, some of them printed {_DISOWNED}",
    ClaimVerdict.ATTRIBUTION_UNCERTAIN: f"the words are printed, but {_DISOWNED}",
}
"""The same of words of which the article does not say that they were said."""


def is_unsaid(match: Match) -> bool:
    """Whether the article has the words of a passage as denied, faked, or only alleged."""
    return any(cut.unsaid for cut in match.cuts)


class Tone(StrEnum):
    """How much a verdict asks of whoever reads it; each face has a colour for each."""

    GOOD = "good"
    CARE = "care"
    BAD = "bad"
    OPEN = "open"


_TONES = dict.fromkeys(VERBATIM, Tone.GOOD) | {
    ClaimVerdict.TRUNCATED: Tone.CARE,
    ClaimVerdict.ATTRIBUTION_UNCERTAIN: Tone.CARE,
    ClaimVerdict.PARAPHRASE: Tone.CARE,
    ClaimVerdict.ONLY_IN_NARRATION: Tone.CARE,
    ClaimVerdict.NOT_FOUND: Tone.OPEN,
}
"""What is not here is bad."""

_LONGEST_ROW = 70


def tone(verdict: ClaimVerdict) -> Tone:
    """How much a verdict asks of whoever reads it.

    >>> tone(ClaimVerdict.ALTERED).value, tone(ClaimVerdict.NOT_FOUND).value
    ('bad', 'open')
    """
    return _TONES.get(verdict, Tone.BAD)


def titled(verdict: ClaimVerdict) -> str:
    """A verdict as people read it.

    >>> titled(ClaimVerdict.NOT_FOUND)
    'not found'
    """
    return verdict.value.replace("_", " ")


def meaning(checked: Checked) -> str:
    """What the verdict says of this claim: also of what is shown beside it though it is no match."""
    if checked.verdict is ClaimVerdict.ONLY_IN_NARRATION and UNSTORED in checked.notes:
        return "in quotation marks, but in no quotation that is stored"
    if checked.verdict in _UNSAID and is_unsaid(checked.matches[0]):
        return _UNSAID[checked.verdict]
    if checked.verdict is not ClaimVerdict.NOT_FOUND or not checked.matches:
        return MEANING[checked.verdict]
    return f"{_nearest(checked.matches)}; that does not mean that it was not said"


def _nearest(shown: Sequence[Match]) -> str:
    """How what is shown is to a claim that was not found."""
    if any(match.agreement == 1 and not any(edit.counted for edit in match.edits) for match in shown):
        return "so few words prove nothing, though they are printed as shown here"
    if all(match.fits is False for match in shown):
        return "nothing stored comes close; the nearest is shown, and is of somebody else"
    return "nothing stored comes close enough; the nearest is shown"


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
    if not coverage.speakers:
        return f"{said}; nobody is known there as {one_line(claim.speaker)}"
    more = "at least " if coverage.speaker_quotes_at_least else ""
    return f"{said}; {more}{counted(coverage.speaker_quotes, 'quotation')} of {one_line(claim.speaker)}"


def not_checked(drafts: Sequence[Draft]) -> Iterator[str]:
    """What of these drafts was not checked, in words."""
    if unmarked := sum(one.unmarked for one in drafts):
        yield f"{unmarked:,} without marks not checked"
    if unsaid := sum(len(one.unsaid) for one in drafts):
        yield f"{unsaid:,} in marks that nobody says not checked"
    if unread := sum(one.unread for one in drafts):
        yield f"{counted(unread, 'quotation mark')} without a partner"


def shortened(text: str) -> str:
    """The words as a line about them begins.

    >>> shortened("word " * 20)
    'word word word word word word word word word word word word word word…'
    """
    words = one_line(text)
    return words if len(words) <= _LONGEST_ROW else f"{words[: _LONGEST_ROW - 1]}…"


def line_of(checked: Checked) -> str:
    """One claim on one line: verdict, its name or words, what differs, where."""
    claim = checked.claim
    words = shortened(claim.text)
    name = f"{one_line(claim.id)}  " if claim.id else ""
    return f"{titled(checked.verdict):<21}  {name}{words}{_because(checked)}"


def _because(checked: Checked) -> str:
    """What a line says of the best passage."""
    if checked.verdict is ClaimVerdict.NOT_FOUND or not checked.matches:
        return ""
    best = checked.matches[0]
    said = [flagged(checked.edits)] if checked.verdict is ClaimVerdict.ALTERED else []
    if checked.verdict is ClaimVerdict.MISATTRIBUTED:
        said.append(f"said by {described(best.speaker)}")
    said.append(f"{best.article.title or best.article.id}, {placed(best.article)}")
    return f"  [{'; '.join(one_line(part) for part in said if part)}]"


def summed_up(verdicts: Counter[ClaimVerdict], drafts: Sequence[Draft]) -> str:
    """What became of all quotations, on one line."""
    total = counted(verdicts.total(), "quotation")
    counts = ", ".join(f"{verdicts[v]:,} {titled(v)}" for v in ClaimVerdict if verdicts[v])
    beside = "".join(f"; {each}" for each in not_checked(drafts))
    return f"{total}: {counts}{beside}" if counts else f"no quotation in marks was found{beside}"
