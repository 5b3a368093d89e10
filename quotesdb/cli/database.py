"""Which database a command works on, and what a user is told when a request fails there."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

import click

from quotesdb.cli.config import setting
from quotesdb.cli.group import Failure, No
from quotesdb.cli.options import DATABASE
from quotesdb.cli.output import how_many, listed, note
from quotesdb.present.text import one_line
from quotesdb.settings import WrongSetting

if TYPE_CHECKING:
    from sqlalchemy import Engine
    from sqlalchemy.orm import Session, sessionmaker

    from quotesdb.services.errors import ServiceError
    from quotesdb.services.store.database import SchemaChange
    from quotesdb.services.store.results import Page

NAMED = "--db"
HOW_TO_INGEST = "no article is stored yet; quotesdb ingest stores the files and folders that you name"
WAITING = "waiting for another program that is writing to the database"
SHOWN_CANDIDATES = 10
_FOR_OTHERS = (click.ClickException, click.Abort, click.exceptions.Exit, OSError, WrongSetting)
"""What the program as a whole tells, or ends with."""


def location() -> str:
    """The path or URL of the database: --db, else what is set, else a file in the user's data folder."""
    named = named_by_option() or setting("db").value
    if named:
        return named
    from platformdirs import user_data_path

    return str(user_data_path("quotesdb", appauthor=False) / "quotes.db")


def named_by_option() -> str | None:
    """The database that --db names."""
    named: str | None = click.get_current_context().meta.get(DATABASE)
    return named


def shown() -> str:
    """The database as messages name it: without a password."""
    return without_password(location())


def without_password(where: str) -> str:
    """A path or URL as messages name it."""
    if "://" not in where:
        return one_line(where)
    from sqlalchemy import make_url

    from quotesdb.services.store import database

    return database.without_password(make_url(where))


@contextmanager
def reading() -> Iterator[Session]:
    """A session to look things up in; nothing is created."""
    from quotesdb.services.store.database import require_schema, sessions
    from quotesdb.services.store.embargoes import lift

    with opened() as engine:
        require_schema(engine)
        lift(engine)
        with sessions(engine)() as session, explained(session):
            yield session


@contextmanager
def writing() -> Iterator[Session]:
    """A session to change an existing database in; committed at the end."""
    from quotesdb.services.store.database import require_schema, sessions

    with opened() as engine:
        require_schema(engine)
        with sessions(engine, write=True).begin() as session, explained(session):
            yield session


@contextmanager
def checking() -> Iterator[tuple[Session, sessionmaker[Session]]]:
    """A session to compare claims in, and a maker of sessions for the record of each; nothing is created."""
    from quotesdb.services.store.database import require_schema, sessions
    from quotesdb.services.store.embargoes import lift

    with opened() as engine:
        require_schema(engine)
        lift(engine)
        with sessions(engine)() as session:
            if is_empty(session):
                raise No(HOW_TO_INGEST)
            yield session, sessions(engine, write=True)


@contextmanager
def deciding() -> Iterator[tuple[sessionmaker[Session], sessionmaker[Session]]]:
    """Makers of sessions to look things up in, and to write decisions in that are committed one by one.

    They are two, so that nobody waits for the database while a person thinks.
    """
    from quotesdb.services.store.database import require_schema, sessions
    from quotesdb.services.store.embargoes import lift

    with opened() as engine:
        require_schema(engine)
        lift(engine)
        yield sessions(engine), sessions(engine, write=True)


@contextmanager
def batch(
    stopped: str = "stopped between two articles; the same command goes on from here", *, create: bool = False
) -> Iterator[sessionmaker[Session]]:
    """A maker of sessions for what commits by itself; with ``create`` the database is made or upgraded.

    ``stopped`` is said after Ctrl-C.
    """
    from quotesdb.services.store.database import ensure_schema, require_schema, sessions

    with opened() as engine:
        if create:
            report(ensure_schema(engine, note))
        else:
            require_schema(engine)
        try:
            yield sessions(engine, write=True)
        except KeyboardInterrupt:
            note(stopped)
            raise


@contextmanager
def opened() -> Iterator[Engine]:
    """The engine of the database, with every failure told in one line."""
    with opened_at(location()) as engine:
        yield engine


@contextmanager
def opened_at(where: str) -> Iterator[Engine]:
    """The engine of a database that an argument names, with every failure told in one line."""
    from quotesdb.services.store.database import open_engine

    with _told_in_one_line():
        engine = open_engine(where, on_wait=lambda: note(WAITING))
        try:
            yield engine
        finally:
            engine.dispose()


def report(change: SchemaChange) -> None:
    """Say where the copy of a database lies that was upgraded; of one on a server its owner made it."""
    if change.backup:
        note(f"the database was upgraded; a copy of the older one is {change.backup}")


def worded(error: ServiceError) -> str:
    """What a user is told of a request that cannot be done; each thing that it could mean has a line."""
    from quotesdb.services.errors import AmbiguousName, Embargoed

    message = one_line(str(error))
    if isinstance(error, Embargoed):
        return f"{message}; --embargoed shows it"
    if not isinstance(error, AmbiguousName):
        return message
    # The message names a few of them on its line; here all have a line each.
    rows = [(each.id, each.name, each.kind, each.detail) for each in error.candidates]
    return "\n".join([f"{message.partition(': ')[0]}:", *listed(rows, SHOWN_CANDIDATES)])


def is_empty(session: Session) -> bool:
    """Whether no article is stored."""
    from quotesdb.services.lookup import list_articles

    return list_articles(session, limit=1, embargoed=True).total == 0


def summed_up(session: Session, page: Page[Any], noun: str) -> str:
    """How many rows of a list there are; where nothing is stored, how to begin."""
    nothing = not page.total and is_empty(session)
    return HOW_TO_INGEST if nothing else how_many(len(page.rows), page.total, noun, at_least=page.at_least)


@contextmanager
def explained(session: Session) -> Iterator[None]:
    """Where something is unknown because nothing is stored at all, say so instead."""
    from quotesdb.services.errors import UnknownId, UnknownName

    try:
        yield
    except (UnknownId, UnknownName):
        if is_empty(session):
            raise No(HOW_TO_INGEST) from None
        raise


@contextmanager
def _told_in_one_line() -> Iterator[None]:
    from sqlalchemy.exc import DBAPIError

    from quotesdb.services.errors import (
        AmbiguousId,
        AmbiguousName,
        Embargoed,
        Removed,
        ServiceError,
        UnknownId,
        UnknownName,
    )
    from quotesdb.services.store.database import DatabaseError

    try:
        yield
    except (AmbiguousId, AmbiguousName, UnknownId, UnknownName, Removed, Embargoed) as error:
        raise No(worded(error)) from error
    except ServiceError as error:
        raise Failure(worded(error)) from error
    except DatabaseError as error:
        raise Failure(one_line(str(error))) from error
    except UnicodeEncodeError as error:
        raise Failure("what was typed is not text in UTF-8") from error
    except DBAPIError as error:
        raise Failure(f"the database says: {one_line(str(error.orig))}") from error
    except _FOR_OTHERS:
        raise
    except Exception as error:
        raise Failure(_unforeseen(error)) from error


def _unforeseen(error: Exception) -> str:
    """What damage within a value leads to, for instance a date that is none any more."""
    from quotesdb.services.faults import described

    what = one_line(described(error))
    return f"the database is damaged, or this is a fault of quotesdb, which please report: {what}"
