"""The database as requests use it: a session each, and what is heavy one at a time."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from threading import BoundedSemaphore
from time import monotonic
from typing import TYPE_CHECKING, Annotated

from fastapi import Depends, Request

from quotesdb.services.store.database import sessions
from quotesdb.services.store.embargoes import lift

if TYPE_CHECKING:
    from sqlalchemy import Engine
    from sqlalchemy.orm import Session, sessionmaker

_AT_ONCE = 2
"""Requests that run the model or read documents at a time: each takes a processor and much memory."""


_A_MOMENT = 1.0
"""Seconds after which it is looked again whether an embargo is over: they end at a minute."""


class Busy(Exception):  # noqa: N818 - the name says what is wrong
    """What is heavy is being done for others already."""


class Desk:
    """One database for all requests."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self._reading = sessions(engine)
        self._writing = sessions(engine, write=True)
        self._looked = -_A_MOMENT
        self._places = BoundedSemaphore(_AT_ONCE)

    @contextmanager
    def reading(self) -> Iterator[Session]:
        """A session to look things up in, once all that may be shown by now is."""
        if (now := monotonic()) >= self._looked + _A_MOMENT:
            self._looked = now
            lift(self._engine)
        # Committed, though nothing is written: what a server has planned, its driver forgets with a rollback.
        with self._reading.begin() as session:
            yield session

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
    def heavy(self, *, wait: float = 5.0) -> Iterator[None]:
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


# What waits for nothing is asked where requests come in: a thread for each such question takes longer.
async def _desk(request: Request) -> Desk:
    return desk_of(request)


DeskOf = Annotated[Desk, Depends(_desk)]
