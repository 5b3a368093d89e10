"""What is told of a claim whose words may be those that are masked where it was found."""

from __future__ import annotations

from quotesdb.check.decide import Judged
from quotesdb.check.edits import Edit
from quotesdb.services.store.erased import Tombstones
from quotesdb.values import MASK, Agent, ClaimVerdict

HIDDEN = "what comes near has words that nobody is shown any more: whether it has these cannot be told"


def told(judged: Judged) -> Judged:
    """The same, but nothing is found where words of the claim may be hidden: they would count as altered."""
    best = next(iter(judged.passages), None)
    if best is None or not any(_is_hidden(edit, best.evidence.text) for edit in best.edits):
        return judged
    return Judged(ClaimVerdict.NOT_FOUND, (), (HIDDEN,))


def as_told(agent: Agent | None, known: Tombstones) -> Agent | None:
    """Somebody, without the names of those who are erased: a body may be called after one of them."""
    if agent is None or not known:
        return agent
    return Agent(known.hide(agent.name), agent.kind, known.line(agent.organisation), known.line(agent.role))


def _is_hidden(edit: Edit, text: str) -> bool:
    """Whether words of a claim stand where, or beside where, something is masked."""
    before, after = text[: edit.source_span.start].rstrip(), text[edit.source_span.end :].lstrip()
    return bool(edit.claim) and (MASK in edit.source or before.endswith(MASK) or after.startswith(MASK))
