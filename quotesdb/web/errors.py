"""What is answered where a request cannot be done: a page, or a problem as RFC 9457 has it."""

from __future__ import annotations

import logging
from http import HTTPStatus
from typing import TYPE_CHECKING, Any

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from sqlalchemy.exc import DBAPIError
from starlette.exceptions import HTTPException
from starlette.responses import HTMLResponse, JSONResponse, RedirectResponse, Response

from quotesdb.present.text import one_line
from quotesdb.readers.errors import ReadError
from quotesdb.services.errors import (
    AmbiguousId,
    AmbiguousName,
    Candidate,
    Embargoed,
    Removed,
    ServiceError,
    UnknownId,
    UnknownName,
)
from quotesdb.services.faults import Fault, described
from quotesdb.services.store.database import DatabaseError
from quotesdb.settings import WrongSetting
from quotesdb.web.conflicts import Changed
from quotesdb.web.desk import Busy
from quotesdb.web.rendering import PROBLEM, for_programs, query, rendered
from quotesdb.web.rights import Forbidden, Visitor, visiting

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

_LOG = logging.getLogger("quotesdb.web")
_NOT_FOUND = (UnknownId, UnknownName)
_SEVERAL = (AmbiguousId, AmbiguousName)
FORESEEN = (ServiceError, ReadError, Fault, Forbidden, Changed, Busy, DatabaseError, DBAPIError, WrongSetting)
"""What can go wrong without a fault of the program: it is told in words."""

_UNPROCESSABLE = HTTPStatus(422)
_HEADINGS = {
    HTTPStatus.BAD_REQUEST: "That cannot be done",
    HTTPStatus.UNAUTHORIZED: "Who are you?",
    HTTPStatus.FORBIDDEN: "Not for you",
    HTTPStatus.NOT_FOUND: "Not here",
    HTTPStatus.CONFLICT: "Somebody was quicker",
    HTTPStatus.GONE: "Taken away",
    _UNPROCESSABLE: "That cannot be read",
    HTTPStatus.INTERNAL_SERVER_ERROR: "Something went wrong",
    HTTPStatus.SERVICE_UNAVAILABLE: "Not just now",
}
"""What the page of an error is headed by; the rest is headed as the protocol calls it."""


def install(app: FastAPI) -> None:
    """Have every error answered here."""
    for kind in FORESEEN:
        app.add_exception_handler(kind, _answer)
    app.add_exception_handler(HTTPException, _answer)
    app.add_exception_handler(RequestValidationError, _answer)
    app.add_exception_handler(Exception, _answer)


async def _answer(request: Request, error: Exception) -> Response:
    status = status_of(error)
    if status >= HTTPStatus.INTERNAL_SERVER_ERROR:
        _LOG.error("%s %s: %s", request.method, request.url.path, described(error))
    if _asks_to_log_in(request, error):
        wanted = f"{request.url.path}?{request.url.query}".rstrip("?")
        return RedirectResponse(f"/login?{query({'to': wanted})}", HTTPStatus.SEE_OTHER)
    headers = dict(getattr(error, "headers", None) or {})
    if status is HTTPStatus.UNAUTHORIZED:
        headers["WWW-Authenticate"] = "Bearer"
    if for_programs(request.url.path):
        return JSONResponse(problem(status, error), status, headers, PROBLEM)
    return HTMLResponse(await _page(request, status, error), status, headers)


def _asks_to_log_in(request: Request, error: Exception) -> bool:
    """Whether somebody reads a page who may do so once they have said who they are."""
    stranger = isinstance(error, Forbidden) and not error.known and request.app.state.has_users
    return stranger and request.method == "GET" and not for_programs(request.url.path)


def status_of(error: Exception) -> HTTPStatus:
    """The status of an answer to what cannot be done."""
    match error:
        case HTTPException():
            return HTTPStatus(error.status_code)
        case Removed():
            return HTTPStatus.GONE
        case _ if isinstance(error, _NOT_FOUND):
            return HTTPStatus.NOT_FOUND
        case _ if isinstance(error, (*_SEVERAL, RequestValidationError)):
            return _UNPROCESSABLE
        case Changed():
            return HTTPStatus.CONFLICT
        case Embargoed():
            return HTTPStatus.FORBIDDEN
        case Forbidden():
            return HTTPStatus.FORBIDDEN if error.known else HTTPStatus.UNAUTHORIZED
        case ServiceError() | ReadError():
            return HTTPStatus.BAD_REQUEST
        case DatabaseError() | DBAPIError() | Busy():
            return HTTPStatus.SERVICE_UNAVAILABLE
    return HTTPStatus.INTERNAL_SERVER_ERROR


def problem(status: HTTPStatus, error: Exception) -> dict[str, Any]:
    """An error as RFC 9457 has it, with what could have been meant."""
    made: dict[str, Any] = {
        "type": "about:blank",
        "title": status.phrase,
        "status": status.value,
        "detail": worded(error),
    }
    if isinstance(error, UnknownName):
        made["suggestions"] = list(error.suggestions)
    if isinstance(error, _SEVERAL):
        made["candidates"] = [_candidate(each) for each in error.candidates]
    return made


def worded(error: Exception) -> str:
    """What a user is told; nothing of the inside of the program."""
    match error:
        case RequestValidationError():
            return "; ".join(map(_field, error.errors()))
        case HTTPException():
            return str(error.detail)
        case DBAPIError():
            return "the database cannot be read or written just now"
        case _ if isinstance(error, FORESEEN):
            return one_line(str(error))
    return "a fault of quotesdb: please report it"


def _field(wrong: Mapping[str, Any]) -> str:
    place = ".".join(str(part) for part in wrong["loc"][1:] or wrong["loc"])
    return one_line(f"{place}: {wrong['msg']}")


def _candidate(one: Candidate | str) -> dict[str, str]:
    if isinstance(one, str):
        return {"id": one}
    return {"id": one.id, "name": one.name, "kind": one.kind, "detail": one.detail}


async def _page(request: Request, status: HTTPStatus, error: Exception) -> str:
    candidates: Sequence[Any] = ()
    if isinstance(error, _SEVERAL):
        candidates = [_candidate(each) for each in error.candidates]
    return rendered(
        request,
        await _visitor(request),
        "error.html",
        heading=_heading(status, error),
        message=worded(error),
        candidates=candidates,
        suggestions=error.suggestions if isinstance(error, UnknownName) else (),
        again=error.again if isinstance(error, Changed) else None,
    )


def _heading(status: HTTPStatus, error: Exception) -> str:
    match error:
        case Embargoed():
            return "Not yet"
        case _ if isinstance(error, _SEVERAL):
            return "That could mean several things"
    return _HEADINGS.get(status, status.phrase)


async def _visitor(request: Request) -> Visitor:
    """Whoever asked, as far as that can be told: that may be what failed."""
    try:
        return await visiting(request)
    except Exception:  # noqa: BLE001 - the page of an error must not have one
        return Visitor(None)
