"""Who asks, and what they may do."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated

from fastapi import Depends, Request
from starlette.concurrency import run_in_threadpool

from quotesdb.services.accounts import CredentialKind, Role, User, who_holds
from quotesdb.web.config import Config
from quotesdb.web.desk import desk_of


@dataclass(frozen=True, slots=True)
class Visitor:
    """Whoever sent a request; ``name`` is what their decisions are kept under."""

    name: str | None
    may_write: bool = False
    may_manage: bool = False
    logged_in: bool = False


class Forbidden(Exception):  # noqa: N818 - the name says what is wrong
    """Whoever asks may not do this; ``known`` if that would not change by logging in."""

    def __init__(self, message: str, *, known: bool) -> None:
        super().__init__(message)
        self.known = known


def visitor_of(request: Request) -> Visitor:
    """Whoever sent a request: by token, by log-in, else whoever was named when the page was started."""
    config: Config = request.app.state.config
    scheme, _, token = request.headers.get("authorization", "").partition(" ")
    if scheme.lower() == "bearer":
        if user := _holder(request, token.strip(), CredentialKind.TOKEN):
            return _as(user)
        raise Forbidden("no such token, or it holds no longer", known=False)
    cookie = request.cookies.get(cookie_name(config))
    if cookie and (user := _holder(request, cookie, CredentialKind.LOGIN)):
        return _as(user, logged_in=True)
    return Visitor(config.reviewer, may_write=config.reviewer is not None)


def cookie_name(config: Config) -> str:
    """What the cookie of a log-in is called; over HTTPS no other host can set one of that name."""
    return "__Host-quotesdb" if config.secure else "quotesdb"


def _holder(request: Request, secret: str, kind: CredentialKind) -> User | None:
    with desk_of(request).reading() as session:
        return who_holds(session, secret, kind)


def _as(user: User, *, logged_in: bool = False) -> Visitor:
    may_write = user.role is not Role.READER
    return Visitor(user.name, may_write, may_manage=user.role is Role.ADMIN, logged_in=logged_in)


async def visiting(request: Request) -> Visitor:
    """Whoever sent a request; only who shows something is looked up, and in a thread."""
    if "authorization" in request.headers or request.cookies:
        return await run_in_threadpool(visitor_of, request)
    return visitor_of(request)


VisitorOf = Annotated[Visitor, Depends(visiting)]


async def may_read(request: Request, visitor: VisitorOf) -> None:
    """Keep out whoever may not read.

    Raises:
        Forbidden: if reading needs a log-in, and there is none.
    """
    config: Config = request.app.state.config
    if config.login and visitor.name is None:
        raise Forbidden("log in first", known=False)


async def person_of(visitor: VisitorOf) -> str:
    """The name of whoever asks.

    Raises:
        Forbidden: if nobody knows it.
    """
    if visitor.name is None:
        raise Forbidden("log in first: what is kept is kept for somebody", known=False)
    return visitor.name


PersonOf = Annotated[str, Depends(person_of)]


def reviewing(visitor: Visitor) -> str:
    """The name under which whoever asks decides.

    Raises:
        Forbidden: if they may not.
    """
    if visitor.name is None or not visitor.may_write:
        raise Forbidden("only reviewers may decide", known=visitor.name is not None)
    return visitor.name


async def reviewer_of(visitor: VisitorOf) -> str:
    """The same, for whatever only reviewers may ask."""
    return reviewing(visitor)


ReviewerOf = Annotated[str, Depends(reviewer_of)]


async def manager_of(visitor: VisitorOf) -> str:
    """The name of an admin.

    Raises:
        Forbidden: if whoever asks is none.
    """
    if visitor.name is None or not visitor.may_manage:
        raise Forbidden("only admins may do that", known=visitor.name is not None)
    return visitor.name


ManagerOf = Annotated[str, Depends(manager_of)]


async def config_of(request: Request) -> Config:
    """How the page is served."""
    config: Config = request.app.state.config
    return config


ConfigOf = Annotated[Config, Depends(config_of)]
