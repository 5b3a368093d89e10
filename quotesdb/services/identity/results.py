"""What is said of a name: how many records or people it means."""

from __future__ import annotations

from dataclasses import dataclass

from quotesdb.values import AgentKind


@dataclass(frozen=True, slots=True)
class NamedSo:
    """Speakers of one full name that nothing links yet; ``ids`` are theirs, the most quoted first.

    ``quotes`` are those that look-ups show.
    """

    name: str
    kind: AgentKind
    ids: tuple[str, ...]
    quotes: int
