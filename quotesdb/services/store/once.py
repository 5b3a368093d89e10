"""What is read once a transaction, however often it is asked for in it."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

T = TypeVar("T")


def once(session: Session, what: str, read: Callable[[Session], T], *, anew: bool = False) -> T:
    """What ``read`` gives, or gave in this transaction; ``anew`` for whoever has changed it in it."""
    now = session.get_nested_transaction() or session.get_transaction()
    known: tuple[object, T] | None = session.info.get(what)
    if known is None or known[0] is not now or now is None or anew:
        found = read(session)
        known = (session.get_nested_transaction() or session.get_transaction(), found)
        session.info[what] = known
    return known[1]
