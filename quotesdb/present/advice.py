"""What to do with a claim that was checked, in one line."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING

from quotesdb.present.text import one_line
from quotesdb.present.verdicts import is_unsaid
from quotesdb.values import ClaimVerdict

if TYPE_CHECKING:
    from quotesdb.services.checking.check import Checked, Match

_AS_IT_STANDS = "Print it as it stands."
_MARKS = " “”„«»\"'‘’"


def advice(checked: Checked) -> str:
    """What to print instead, or what to do before anything is printed."""
    if checked.verdict is ClaimVerdict.NOT_FOUND or not checked.matches:
        return "Do not print it as a quotation on this evidence: ask where it comes from."
    if checked.holds:
        return _AS_IT_STANDS
    if is_unsaid(checked.matches[0]):
        return "Do not print it as a quotation: the article does not say that these words were said."
    return _SAID[checked.verdict](checked.matches[0])


def _words(match: Match) -> str:
    return f"“{one_line(match.text).strip(_MARKS)}”"


def _name(match: Match) -> str:
    return one_line(match.speaker.name) if match.speaker else "nobody by name"


_SAID: Mapping[ClaimVerdict, Callable[[Match], str]] = {
    ClaimVerdict.ALTERED: lambda match: f"Print: {_words(match)}",
    ClaimVerdict.TRUNCATED: lambda match: f"Print it with what was cut: {_whole(match)}",
    ClaimVerdict.SPLICED: lambda _: "Quote each place by itself, or mark what is left out between them.",
    ClaimVerdict.MISATTRIBUTED: lambda match: f"Give it to {_name(match)}.",
    ClaimVerdict.ATTRIBUTION_UNCERTAIN: lambda _: "Look at the article before you name who said it.",
    ClaimVerdict.PARAPHRASE: lambda _: "Report it without quotation marks: these are the reporter's words.",
    ClaimVerdict.ONLY_IN_NARRATION: lambda _: "Give it as the paper's own words, not as a quotation.",
}


def _whole(match: Match) -> str:
    """The words with what stands on the sides on which they were cut."""
    before = "".join(f"{one_line(cut.words)} " for cut in match.cuts if cut.governs and cut.before)
    behind = "".join(f" {one_line(cut.words)}" for cut in match.cuts if cut.governs and not cut.before)
    return f"“{before}{one_line(match.text).strip(_MARKS)}{behind}”"
