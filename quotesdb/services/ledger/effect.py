"""What belongs to a kind of decision beyond its row."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from sqlalchemy.orm import Session


def _nothing(_session: Session, _row: Any) -> None:
    """Nothing that is derived rests on it."""


@dataclass(frozen=True, slots=True)
class Effect:
    """What is to be done with the decisions of a kind.

    ``settle`` brings one that is not stored yet into the form in which it is stored, and raises BadRequest if
    it cannot be meant. ``follow`` lets what rests on one follow once it holds, or holds no longer.
    """

    settle: Callable[[Any], None]
    follow: Callable[[Session, Any], None] = _nothing
