"""The HTTP API, version 1: the services as JSON, the same objects as the command line prints."""

from __future__ import annotations

from http import HTTPStatus

from fastapi import APIRouter, Depends, HTTPException, Request

from quotesdb.web.api import checking, reading, reconciling, writing
from quotesdb.web.rights import may_read

PREFIX = "/api/v1"


def documented(request: Request) -> None:
    """Refuse parameters that an address does not have: one that is mistyped would restrict nothing.

    Raises:
        HTTPException: 400 if there is one.
    """
    if not request.query_params:
        return
    path = request.app.openapi()["paths"].get(f"{PREFIX}{request.scope['route'].path_format}", {})
    operation = path.get(request.method.lower())
    if operation is None:
        return
    known = [each["name"] for each in operation.get("parameters", ()) if each["in"] == "query"]
    for name in request.query_params:
        if name not in known:
            there = f"there are: {', '.join(known)}" if known else "there are none here"
            raise HTTPException(HTTPStatus.BAD_REQUEST, f"no parameter {name!r}; {there}")
    for name in known:
        if len(request.query_params.getlist(name)) > 1:
            raise HTTPException(HTTPStatus.BAD_REQUEST, f"{name!r} may be given once")


router = APIRouter(prefix=PREFIX, dependencies=[Depends(may_read), Depends(documented)])
for each in (reading, checking, writing, reconciling):
    router.include_router(each.router)
