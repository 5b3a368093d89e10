"""What is said of a name: how many records or people it means, and what authority files say of them."""

from __future__ import annotations

from dataclasses import dataclass

from quotesdb.values import AgentKind, HeldRole


@dataclass(frozen=True, slots=True)
class NamedSo:
    """Speakers of one full name that nothing links or parts yet; ``ids`` are theirs, the most quoted first.

    ``quotes`` are those that look-ups show; with one speaker's page those that are asked about: by a day, or
    with what is only thought or under embargo. ``role`` is one that is printed, told of several of one name.
    """

    name: str
    kind: AgentKind
    ids: tuple[str, ...]
    quotes: int
    role: str | None = None


@dataclass(frozen=True, slots=True)
class IdentifierEntry:
    """What somebody is called where everybody is told apart; ``address`` is where that leads to, or null."""

    scheme: str
    value: str
    address: str | None


@dataclass(frozen=True, slots=True)
class KnownPerson:
    """What an authority file says of somebody; ``id`` is the first identifier, ``source`` the file.

    ``names`` are all others than ``name``.
    """

    id: str
    name: str
    names: tuple[str, ...]
    roles: tuple[HeldRole, ...]
    identifiers: tuple[IdentifierEntry, ...]
    born: str | None
    died: str | None
    source: str

    @property
    def addresses(self) -> tuple[str, ...]:
        """Where the identifiers lead to."""
        return tuple(each.address for each in self.identifiers if each.address)
