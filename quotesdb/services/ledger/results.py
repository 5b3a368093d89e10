"""What is said of a person's decision: who decided what, when, and whether it still holds."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from quotesdb.values import AgentKind, CueClass, Kind


@dataclass(frozen=True, slots=True)
class ReviewEntry:
    """One judgement of a person, live while ``retracted_at`` is null.

    It holds from ``at`` on or, if another that had taken its place was taken back, again from ``again_at``.
    ``replaced_by`` is the reviewer of the judgement that took its place at ``retracted_at``; null if it was
    taken back then. ``words`` are those that it says are quoted.
    """

    verdict: str
    reviewer: str
    at: datetime
    again_at: datetime | None
    retracted_at: datetime | None
    replaced_by: str | None
    speaker: str | None
    kind: Kind | None
    cue_class: CueClass | None
    words: str | None
    note: str | None

    @property
    def since(self) -> datetime:
        """When it began to hold."""
        return self.again_at or self.at


@dataclass(frozen=True, slots=True)
class Party:
    """What a decision is about: a speaker, an organisation, a quotation, an article.

    Organisations have no ``id``.
    """

    id: str | None
    name: str


@dataclass(frozen=True, slots=True)
class DecisionEntry:
    """One thing that a person decided, with who, when and why.

    ``verdict`` is same, different or unsure of the two that it is ``about``; preferred, alias or tag, with
    the ``name`` for one; accepted, corrected, rejected or unsure of a quotation; or the field of an article
    that was set right, with the value as ``name`` and what it was ``before``. ``retraction`` is the decision
    that took it back.
    """

    id: str
    verdict: str
    about: tuple[Party, ...]
    name: str | None
    before: str | None
    judge: str
    at: datetime
    note: str | None
    retracted_at: datetime | None
    retraction: str | None
    retracted_by: str | None
    retraction_note: str | None


@dataclass(frozen=True, slots=True)
class Decided:
    """What an act of a person did: ``changes`` are what it wrote and took back, ``now`` who is there for it.

    ``decision`` is the id by which it can be undone.
    """

    decision: str
    changes: tuple[DecisionEntry, ...]
    now: tuple[Party, ...]


@dataclass(frozen=True, slots=True)
class DecisionAct:
    """One decision in a list: ``changes`` are what it wrote, then what it took back.

    ``holds`` tells whether any of what it wrote does; of one that only takes back there is nothing.
    """

    decision: str
    judge: str
    at: datetime
    note: str | None
    holds: bool
    changes: tuple[DecisionEntry, ...]


@dataclass(frozen=True, slots=True)
class TagEntry:
    """One tag that a person set, live while ``retracted_at`` is null."""

    tag: str
    tagger: str
    at: datetime
    retracted_at: datetime | None
    retracted_by: str | None


@dataclass(frozen=True, slots=True)
class SpeakerTags:
    """The tags that a speaker has, and everything that was decided about them, oldest first."""

    id: str
    name: str
    kind: AgentKind
    tags: tuple[str, ...]
    history: tuple[TagEntry, ...]
