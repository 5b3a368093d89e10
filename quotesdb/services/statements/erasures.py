"""What follows once somebody was erased, or is shown again."""

from __future__ import annotations

from typing import TYPE_CHECKING

from quotesdb.services.errors import BadRequest
from quotesdb.services.ledger.effect import Effect
from quotesdb.services.store import read_model

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from quotesdb.db.models import Erasure

_HEXADECIMAL = frozenset("0123456789abcdef")


def _settle(row: Erasure) -> None:
    if (len(row.salt), len(row.digest)) != (32, 64) or not _HEXADECIMAL.issuperset(row.salt + row.digest):
        raise BadRequest("not the hash of a name")


def _follow(session: Session, _row: Erasure) -> None:
    read_model.follow_erasure(session)


EFFECT = Effect(_settle, _follow)
"""What is to be done with an erasure."""
