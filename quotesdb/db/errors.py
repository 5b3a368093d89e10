"""The errors of the database layer that are for users to read, and what a database is called in them."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sqlalchemy import URL, Engine


class DatabaseError(Exception):
    """A database cannot be used; the message is one line for the user."""


class DatabaseInUse(DatabaseError):  # noqa: N818 - the name says what is wrong
    """Another program kept the database locked for longer than this one waits; a later try may succeed."""


def name_of(engine: Engine) -> str:
    """The file of an SQLite database, the URL of another without its password."""
    if engine.dialect.name == "sqlite":
        return str(engine.url.database or "the database in memory")
    return without_password(engine.url)


def without_password(url: URL) -> str:
    """A URL as messages show it, and as it may be typed; a password can also be one of its parameters."""
    shown = url.set(drivername=url.get_backend_name()).difference_update_query(["password", "sslpassword"])
    return shown.render_as_string(hide_password=True)


class NotWritable(DatabaseError):  # noqa: N818 - the name says what is wrong
    """A database takes nothing new: it may only be read, or its disk is full."""


class Conflict(DatabaseInUse):
    """Two programs changed the same at once, and this one was to give way; a further try may succeed."""
