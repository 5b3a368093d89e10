"""A quotation with all that is stored of it and follows from its text alone. Pure functions."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from quotesdb.services.identity.agent_key import NAMED, Key, key_of, namesakes, titled_key
from quotesdb.services.statements.marked_words import Searchable
from quotesdb.text.anchor import describe
from quotesdb.text.folding import fold
from quotesdb.values import REPORTED, Agent, Quotation, Selector


def wording(text: str, quotation: Quotation) -> str:
    """The words attributed, without what stands between them ("he said")."""
    return " ".join(span.text(text) for span in quotation.content)


@dataclass(frozen=True, slots=True)
class Found:
    """A quotation found in a text: where it stands, its words as they are searched for, who speaks.

    ``marked`` has what grouping equal words needs; null where no statement can be made of it.
    """

    quotation: Quotation
    selector: Selector
    text_key: str
    speaker: Key | None
    marked: Searchable | None

    @classmethod
    def of(cls, text: str, quotation: Quotation) -> Found:
        """What a text has at the places of a quotation."""
        key = fold(wording(text, quotation))
        marked = None
        if quotation.cue_class in REPORTED and quotation.speaker and quotation.speaker.kind in NAMED:
            marked = Searchable.of(text, quotation.quoted, quotation.content, key)
            marked = marked and marked.with_windows()
        return cls(
            quotation,
            describe(text, quotation.span),
            key,
            key_of(quotation.speaker) if quotation.speaker else None,
            marked,
        )

    def said_by(self, agent: Agent) -> Found:
        """The same of another speaker."""
        return replace(self, quotation=replace(self.quotation, speaker=agent), speaker=key_of(agent))


def all_found(text: str, quotations: Sequence[Quotation], *, labelled: bool = False) -> list[Found]:
    """The quotations of a text with what follows from it; ``labelled`` if they came with it, as turns do."""
    found = [Found.of(text, each) for each in quotations]
    agents = [each.speaker for each in quotations if each.speaker]
    apart = namesakes(agents, labelled=labelled)
    return [
        replace(each, speaker=key)
        if (agent := each.quotation.speaker) and (key := titled_key(agent)) in apart
        else each
        for each in found
    ]


def speakers_in(found: Iterable[Found]) -> list[tuple[Key, Agent]]:
    """Who speaks in quotations, by key."""
    said_by = ((each.speaker, each.quotation.speaker) for each in found)
    return [(key, agent) for key, agent in said_by if key and agent]


def each_found(text: str, quotations: Iterable[Quotation | Found]) -> list[Found]:
    """Quotations of a text with what follows from it, where that is not there yet."""
    return [each if isinstance(each, Found) else Found.of(text, each) for each in quotations]
