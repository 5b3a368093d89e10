"""What the factories share: the session, and invented values."""

from __future__ import annotations

import hashlib
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

from factory.alchemy import SQLAlchemyModelFactory

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

START = datetime(2025, 3, 1, 9, 0, tzinfo=UTC)


class BaseFactory(SQLAlchemyModelFactory):
    """Flushes what it makes, so that ids and database checks are there at once."""

    class Meta:
        abstract = True
        sqlalchemy_session_persistence = "flush"


def bind(session: Session | None) -> None:
    """Let every factory make its rows in ``session``."""
    pending = BaseFactory.__subclasses__()
    while pending:
        factory = pending.pop()
        factory._meta.sqlalchemy_session = session
        pending.extend(factory.__subclasses__())


def public_id(letter: str, number: int) -> str:
    return f"{letter}-{number:010d}"


def sha256(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()


def minutes(number: int) -> datetime:
    return START + timedelta(minutes=number)
