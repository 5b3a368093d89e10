"""Articles that come as bytes, from somebody elsewhere: nothing names them but themselves."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import TYPE_CHECKING

from quotesdb.db.engine import only_reading
from quotesdb.readers import Overrides, ReadError, documents, with_overrides
from quotesdb.readers.source import SUMMARY
from quotesdb.services.errors import ServiceError
from quotesdb.services.faults import Fault, one_document
from quotesdb.services.ingest.documents import FailureKind, failure
from quotesdb.services.ingest.outcome import IngestOutcome, Outcome
from quotesdb.services.ingest.prepare import Extractor, prepare
from quotesdb.services.ingest.store_article import look_ahead, store
from quotesdb.values import ArticleDraft, Unreadable

if TYPE_CHECKING:
    from sqlalchemy.orm import Session, sessionmaker


def ingest_bytes(
    make_session: sessionmaker[Session],
    data: bytes,
    name: str,
    given: Overrides,
    *,
    summaries: bool = False,
    program: Extractor | None = None,
) -> Iterator[IngestOutcome]:
    """Store the articles of a file, each in a transaction of its own; one that fails costs no other.

    Entries of feeds that are only a summary are stored with ``summaries`` alone. ``name`` helps to tell the
    format and stands in the outcome. It does not tell whether an article is stored already: two people's
    "draft.txt" have nothing in common.

    Raises:
        DatabaseError: if the database itself cannot be used.
    """
    for document in documents(data, name):
        member = document.member
        if isinstance(document, Unreadable):
            yield IngestOutcome(Outcome.FAILED, name, reason=document.reason, member=member)
            continue
        if SUMMARY in document.warnings and not summaries:
            kind = FailureKind.REFUSED
            yield IngestOutcome(Outcome.FAILED, name, reason=SUMMARY, failure=kind, member=member)
            continue
        try:
            with one_document():
                outcome = _stored(make_session, with_overrides(document, **given), program)
        except (ReadError, ServiceError, Fault) as error:
            why = failure(error)
            outcome = IngestOutcome(Outcome.FAILED, name, reason=why.reason, failure=why.kind)
        yield replace(outcome, name=name, member=member)


def _stored(
    make_session: sessionmaker[Session], draft: ArticleDraft, program: Extractor | None
) -> IngestOutcome:
    with only_reading(make_session) as session:
        wanted = look_ahead(session, draft)
    prepared = prepare(draft, program, known=not wanted)
    with make_session.begin() as session:
        return store(session, prepared)
