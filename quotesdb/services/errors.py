"""What can go wrong in a service; every message is one line for the user."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Candidate:
    """One of several things that a name or an id could mean; ``detail`` helps to choose."""

    id: str
    name: str
    kind: str
    detail: str = ""


class ServiceError(Exception):
    """A request that cannot be done as asked; the message is one line for the user."""


class UnknownId(ServiceError, LookupError):  # noqa: N818 - the name says what is wrong, as KeyError does
    """Nothing has this id."""


class AmbiguousId(ServiceError):  # noqa: N818 - as above
    """The beginning of an id fits several things; ``candidates`` are some of their ids."""

    def __init__(self, message: str, candidates: tuple[str, ...]) -> None:
        super().__init__(message)
        self.candidates = candidates


class UnknownName(ServiceError, LookupError):  # noqa: N818 - as above
    """Nobody has this name; ``suggestions`` are the nearest names, best first."""

    def __init__(self, message: str, suggestions: tuple[str, ...] = ()) -> None:
        super().__init__(message)
        self.suggestions = suggestions


class AmbiguousName(ServiceError):  # noqa: N818 - as above
    """A name fits several; ``candidates`` come with named agents before groups."""

    def __init__(self, message: str, candidates: tuple[Candidate, ...]) -> None:
        super().__init__(message)
        self.candidates = candidates


class Removed(ServiceError):  # noqa: N818 - as above
    """A person took it away: an article, or somebody with what was said; the message says so."""


class Embargoed(ServiceError):  # noqa: N818 - as above
    """It is not to be shown before a time; the message says which."""


class BadRequest(ServiceError, ValueError):  # noqa: N818 - as above
    """A value that makes no sense, such as a date that cannot be read."""
