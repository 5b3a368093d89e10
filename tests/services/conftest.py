"""What the tests of services share: storing drafts with the toy extractor, and a maker of sessions."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Protocol

import pytest

from quotesdb.db.engine import sessions
from quotesdb.services.ingest.outcome import IngestOutcome
from tests.services.toy import TOY, draft, ingest

if TYPE_CHECKING:
    from sqlalchemy import Engine
    from sqlalchemy.orm import Session, sessionmaker


class Store(Protocol):
    """Ingests a text, with the arguments of ``draft`` and ``program`` and ``path`` for ``ingest``."""

    def __call__(self, text: str, url: str | None = None, **fields: Any) -> IngestOutcome: ...


@pytest.fixture
def store(session: Session) -> Store:
    def stored(text: str, url: str | None = None, **fields: Any) -> IngestOutcome:
        options = {name: fields.pop(name) for name in ("program", "path", "readmit") if name in fields}
        outcome = ingest(session, draft(text, url, **fields), **{"program": TOY, **options})
        session.commit()
        return outcome

    return stored


@pytest.fixture
def make_session(engine: Engine) -> sessionmaker[Session]:
    return sessions(engine, write=True)
