"""The report of an audit in Markdown, for who passes it on in a system that takes nothing else.

Printed text shows as printed, as in the Markdown of ``quotesdb export``.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from quotesdb.cite.markdown import escaped, linked
from quotesdb.present.audit_report import SHOWN, address, differing, summed_up
from quotesdb.present.verdicts import flagged, meaning, searched, titled
from quotesdb.present.wording import UNTITLED, described, placed
from quotesdb.values import ClaimVerdict

if TYPE_CHECKING:
    from quotesdb.check.diff import Part
    from quotesdb.services.checking.audit import Audited, Draft
    from quotesdb.services.checking.check import Checked, Match


def page(drafts: Sequence[Draft]) -> str:
    """The whole report, drafts one below the other."""
    return "\n".join(["# Quotations checked\n", *(part for one in drafts for part in _draft(one))])


def _draft(one: Draft) -> Iterator[str]:
    yield f"## {escaped(one.draft.title or one.name)}\n"
    yield f"{escaped(one.name)}: {escaped(summed_up(one))}\n"
    for number, audited in enumerate(one.audited, 1):
        yield from _quotation(number, audited)
    for words in one.unsaid:
        yield f"- line {words.line}, in marks that nobody says, not checked: {escaped(words.text)}"


def _quotation(number: int, audited: Audited) -> Iterator[str]:
    checked = audited.checked
    tier = f" ({checked.tier.value.replace('_', ' ')})" if checked.tier else ""
    yield f"### {number}. {escaped(titled(checked.verdict) + tier)}\n"
    yield f"> {escaped(checked.claim.text)}\n"
    yield f"- {meaning(checked)}"
    given = escaped(checked.claim.speaker or "nobody by name")
    yield f"- line {audited.passage.line}; the draft gives it to {given}"
    for match in checked.matches[:SHOWN]:
        yield from _match(match, checked)
    for note in checked.notes:
        yield f"- {escaped(note)}"
    yield f"- Searched: {escaped(searched(checked.coverage, checked.claim))}.\n"


def _match(match: Match, checked: Checked) -> Iterator[str]:
    parts = differing(match, checked)
    words = "".join(map(_part, parts)) if parts else escaped(match.text)
    nearest = "nearest: " if checked.verdict is ClaimVerdict.NOT_FOUND else ""
    speaker = escaped(described(match.speaker)) if match.quote else "the reporter"
    title = linked(match.article.title or UNTITLED, address(match))
    yield f"- {nearest}{words}"
    if parts:
        yield f"  - differs in: {flagged(match.edits)}"
    yield f"  - {speaker}, in {title}, {escaped(placed(match.article))} ({match.article.id})"
    if match.decision:
        yield f"  - {escaped(match.decision.label())}"


def _part(part: Part) -> str:
    """Words of the source that the claim lacks struck out, those that it adds in bold."""
    gone = f"~~{escaped(part.source.strip())}~~" if part.source.strip() else ""
    new = f"**{escaped(part.claim.strip())}**" if part.claim.strip() else ""
    return " ".join(filter(None, (gone, new))) or _with_edges(part.same)


def _with_edges(same: str) -> str:
    """Words that stay, with the blanks at their ends."""
    before = " " if same[:1].isspace() else ""
    after = " " if same[-1:].isspace() and same.strip() else ""
    return f"{before}{escaped(same)}{after}"
