"""Storing articles: many files in one form, and of each what became of it, as soon as that is known."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Annotated

from fastapi import APIRouter, Form, UploadFile
from starlette.responses import Response

from quotesdb.readers import Overrides
from quotesdb.readers.dates import parse_printed
from quotesdb.services.errors import BadRequest
from quotesdb.services.ingest.outcome import IngestOutcome, Outcome
from quotesdb.services.ingest.uploads import ingest_bytes
from quotesdb.web.desk import Desk, DeskOf
from quotesdb.web.errors import FORESEEN, worded
from quotesdb.web.filters import Day, Name
from quotesdb.web.rendering import ShowOf, file_name
from quotesdb.web.rights import ConfigOf, ReviewerOf

router = APIRouter(include_in_schema=False)

_PATIENCE = 30.0
"""Seconds that a file waits for its turn, while others have theirs read: proxies give up after a minute."""


@router.get("/store")
def ask(show: ShowOf, _reviewer: ReviewerOf) -> Response:
    """The form."""
    return show.page("store.html", outcomes=None)


@router.post("/store")
def store(
    desk: DeskOf,
    config: ConfigOf,
    show: ShowOf,
    _reviewer: ReviewerOf,
    files: list[UploadFile],
    publisher: Annotated[Name, Form()] = None,
    published: Annotated[Day, Form()] = None,
) -> Response:
    """Store the articles of files; one that cannot be read costs no other, the same again changes nothing."""
    chosen = [(file_name(file), file.file.read()) for file in files if file.filename]
    if not chosen:
        raise BadRequest("choose a file, or several")
    given = Overrides(publisher=publisher or config.publisher, published=_date(published))
    return show.stream("store.html", outcomes=_stored(desk, chosen, given), chosen=len(chosen))


def _date(typed: str | None) -> str | None:
    """A date, before it is said of forty articles.

    Raises:
        BadRequest: if it is none.
    """
    try:
        if typed:
            parse_printed(typed)
    except ValueError as error:
        raise BadRequest(str(error)) from error
    return typed


def _stored(desk: Desk, chosen: Sequence[tuple[str, bytes]], given: Overrides) -> Iterator[IngestOutcome]:
    for name, data in chosen:
        try:
            with desk.heavy(wait=_PATIENCE):
                outcomes = list(ingest_bytes(desk.makes_writing, data, name, given))
        except FORESEEN as error:
            outcomes = [IngestOutcome(Outcome.FAILED, name, reason=worded(error))]
        yield from outcomes
