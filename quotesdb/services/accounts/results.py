"""What is said of users; nothing that proves who they are, but for a token at the moment it is made."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from quotesdb.db.types import Role


@dataclass(frozen=True, slots=True)
class User:
    """A user; ``tokens`` are the labels of those tokens that hold."""

    name: str
    role: Role
    created_at: datetime
    disabled_at: datetime | None
    tokens: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class KeptSearch:
    """A search that somebody keeps under a name."""

    number: int
    name: str
    created_at: datetime


@dataclass(frozen=True, slots=True)
class NewFeed:
    """A search with the token of its feed, at the moment that it was made: only a digest of it is kept."""

    search: KeptSearch
    token: str


@dataclass(frozen=True, slots=True)
class NewToken:
    """A token that was just made: it is shown this once, and only a digest of it is kept."""

    name: str
    label: str
    token: str
