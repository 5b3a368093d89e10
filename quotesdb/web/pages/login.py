"""Logging in and out."""

from __future__ import annotations

from http import HTTPStatus
from typing import Annotated

from fastapi import APIRouter, Form, Request
from starlette.responses import RedirectResponse, Response

from quotesdb.services.accounts import log_in, log_out
from quotesdb.web.config import Config
from quotesdb.web.desk import DeskOf
from quotesdb.web.rendering import ShowOf
from quotesdb.web.rights import cookie_name

router = APIRouter(include_in_schema=False)

_WEEK = 7 * 24 * 3600


@router.get("/login")
def ask(show: ShowOf, to: str = "/") -> Response:
    """The form."""
    return show.page("login.html", to=_ours(to), wrong=False)


@router.post("/login")
def enter(
    request: Request,
    desk: DeskOf,
    show: ShowOf,
    name: Annotated[str, Form(max_length=200)] = "",
    password: Annotated[str, Form(max_length=400)] = "",
    to: Annotated[str, Form(max_length=2_000)] = "/",
) -> Response:
    """Let a user in; who is wrong learns nothing about which of both was wrong."""
    with desk.writing() as session:
        shown = log_in(session, name, password)
    if shown is None:
        return show.page("login.html", status=HTTPStatus.FORBIDDEN, to=_ours(to), wrong=True)
    config: Config = request.app.state.config
    answer = RedirectResponse(_ours(to), HTTPStatus.SEE_OTHER)
    answer.set_cookie(
        cookie_name(config), shown, max_age=_WEEK, httponly=True, samesite="lax", secure=config.secure
    )
    return answer


@router.post("/logout")
def leave(request: Request, desk: DeskOf) -> Response:
    """Let the browser's log-in hold no longer."""
    config: Config = request.app.state.config
    if shown := request.cookies.get(cookie_name(config)):
        with desk.writing() as session:
            log_out(session, shown)
    answer = RedirectResponse("/", HTTPStatus.SEE_OTHER)
    answer.delete_cookie(cookie_name(config), httponly=True, samesite="lax", secure=config.secure)
    # Whoever comes to this browser next finds nothing by going back.
    answer.headers["Clear-Site-Data"] = '"cache"'
    return answer


def _ours(to: str) -> str:
    r"""An address of this page, never one that leads elsewhere.

    >>> [_ours(to) for to in ("/q/q-a?b=c", "//evil.example", "https://evil.example", "/\\evil.example")]
    ['/q/q-a?b=c', '/', '/', '/']
    """
    safe = to.startswith("/") and not to.startswith(("//", "/\\")) and to.isprintable()
    return to if safe else "/"
