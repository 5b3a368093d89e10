"""What became of an input that was to be stored."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from enum import StrEnum

from quotesdb.json_shape import LEFT_OUT, named
from quotesdb.services.ingest.documents import FailureKind
from quotesdb.services.ingest.doubts import Doubt, doubts
from quotesdb.services.ingest.prepare import Prepared
from quotesdb.text.language import language_of


class Outcome(StrEnum):
    """What became of one input."""

    CREATED = "created"
    UNCHANGED = "unchanged"
    UPDATED = "updated"
    NEW_VERSION = "new_version"
    FAILED = "failed"


@dataclass(frozen=True, slots=True)
class IngestOutcome:
    """What became of one input, and why it failed if it did.

    ``name`` is the path, the address or ``-``, ``member`` which of several documents of it; ``failure``
    tells what kind of failure it was. ``quotes`` counts what was said or written in the current version,
    and ``new`` those that no earlier version had; ``doubts`` are about what was stored now.
    ``older_extractor`` means that its quotations are not of the extractor at hand.
    """

    outcome: Outcome
    name: str = field(metadata=named("path"))
    article_id: str | None = None
    title: str | None = None
    quotes: int = 0
    reason: str | None = None
    warnings: tuple[str, ...] = ()
    older_extractor: bool = False
    doubts: tuple[Doubt, ...] = ()
    member: str | None = None
    failure: FailureKind | None = None
    new: int = field(default=0, metadata=LEFT_OUT)


def with_warnings(outcome: IngestOutcome, prepared: Prepared, copies: str | None) -> IngestOutcome:
    """What a person should know and look at; ``copies`` names the articles with the same text."""
    draft = prepared.draft
    warnings = list(draft.warnings)
    if limit := language_of(draft.language).limit:
        warnings.append(limit)
    is_anonymous = outcome.outcome is Outcome.CREATED and not (draft.url or draft.publisher)
    if is_anonymous and copies:
        warnings.append(copies)
    changed = outcome.outcome is not Outcome.UNCHANGED
    return replace(
        outcome,
        warnings=tuple(warnings),
        doubts=doubts(draft, has_copies=bool(copies)) if changed else (),
    )
