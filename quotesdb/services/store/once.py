"""What is read once a transaction, however often it is asked for in it."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

T = TypeVar("T")


_READ = "read once"
"""Under which name the session keeps it."""


def once(session: Session, what: str, read: Callable[[Session], T]) -> T:
    """What ``read`` gives, or gave in this transaction and nobody has changed since."""
    now = session.get_nested_transaction() or session.get_transaction()
    known: tuple[object, T] | None = session.info.setdefault(_READ, {}).get(what)
    if known is None or known[0] is not now or now is None:
        found = read(session)
        known = (session.get_nested_transaction() or session.get_transaction(), found)
        session.info[_READ][what] = known
    return known[1]


def unread(session: Session, what: str) -> None:
    """Let this be read again: for whoever may have changed it."""
    session.info.get(_READ, {}).pop(what, None)


def read_again(session: Session) -> None:
    """Let all of it be read again: for whoever has changed some of it, for one thing follows from another."""
    session.info.pop(_READ, None)
