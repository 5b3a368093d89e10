"""The database as requests use it: a session each, and what is heavy one at a time."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from threading import BoundedSemaphore
from typing import TYPE_CHECKING, Annotated

from fastapi import Depends, Request

from quotesdb.services.store.database import sessions

if TYPE_CHECKING:
    from sqlalchemy import Engine
    from sqlalchemy.orm import Session, sessionmaker

_AT_ONCE = 2
"""Requests that run the model or read documents at a time: each takes a processor and much memory."""


class Busy(Exception):  # noqa: N818 - the name says what is wrong
    """What is heavy is being done for others already."""


class Desk:
    """One database for all requests."""

    def __init__(self, engine: Engine) -> None:
        self.reading: sessionmaker[Session] = sessions(engine)
        self._writing = sessions(engine, write=True)
        self._places = BoundedSemaphore(_AT_ONCE)

    @property
    def makes_writing(self) -> sessionmaker[Session]:
        """A maker of sessions for services that commit by themselves."""
        return self._writing

    @contextmanager
    def writing(self) -> Iterator[Session]:
        """A session to change the database in; committed at the end."""
        with self._writing.begin() as session:
            yield session

    @contextmanager
    def heavy(self, *, wait: float = 20.0) -> Iterator[None]:
        """A place for work that takes a processor for a while.

        Raises:
            Busy: if none became free in time.
        """
        if not self._places.acquire(timeout=wait):
            raise Busy("others are having their drafts read: try again in a minute")
        try:
            yield
        finally:
            self._places.release()


def desk_of(request: Request) -> Desk:
    """The desk of the application that a request came to."""
    desk: Desk = request.app.state.desk
    return desk


DeskOf = Annotated[Desk, Depends(desk_of)]
