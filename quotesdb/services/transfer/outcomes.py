"""What can become of a decision that is brought from another database."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Any, TypeAlias

Line: TypeAlias = dict[str, Any]
"""A decision as a JSON object; ``decision`` says of what kind it is."""


class Arrival(StrEnum):
    """What became of one decision; the last three are to be reported."""

    ADDED = "added"
    RETRACTED = "retracted"
    PRESENT = "present"
    CONFLICT = "conflict"
    MISSING = "missing"
    INVALID = "invalid"


FAILED = frozenset({Arrival.CONFLICT, Arrival.MISSING, Arrival.INVALID})


@dataclass(frozen=True, slots=True)
class ImportOutcome:
    """What became of the decision of one line.

    ``about`` is the id of what was decided on, as it is here or, where it is missing, as the line has it.
    """

    outcome: Arrival
    decision: str | None = None
    about: str | None = None
    reason: str | None = None
    line: int = 0

    @property
    def failed(self) -> bool:
        """Whether the decision does not hold here."""
        return self.outcome in FAILED


class NotLoaded(Exception):  # noqa: N818 - an outcome, told as an exception from deep inside
    """The decision cannot be stored, and why; nothing of it was."""

    def __init__(self, outcome: Arrival, reason: str) -> None:
        super().__init__(reason)
        self.outcome = outcome


def invalid(reason: str) -> NotLoaded:
    """The line is not a decision."""
    return NotLoaded(Arrival.INVALID, reason)


def missing(reason: str) -> NotLoaded:
    """What was decided on is not in this database."""
    return NotLoaded(Arrival.MISSING, reason)


def conflict(reason: str) -> NotLoaded:
    """Somebody decided otherwise here."""
    return NotLoaded(Arrival.CONFLICT, reason)
