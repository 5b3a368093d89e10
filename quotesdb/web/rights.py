"""Who asks, and what they may do."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated

from fastapi import Depends, Request

from quotesdb.web.config import Config


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
    """Whoever sent a request."""
    config: Config = request.app.state.config
    return Visitor(config.reviewer, may_write=config.reviewer is not None)


VisitorOf = Annotated[Visitor, Depends(visitor_of)]


def reviewer_of(visitor: VisitorOf) -> str:
    """The name under which whoever asks decides.

    Raises:
        Forbidden: if they may not.
    """
    if visitor.name is None or not visitor.may_write:
        raise Forbidden("only reviewers may decide", known=visitor.name is not None)
    return visitor.name


ReviewerOf = Annotated[str, Depends(reviewer_of)]
