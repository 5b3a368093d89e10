"""Faults of the program itself: one costs the document at hand, never the rest of a batch."""

from __future__ import annotations

import traceback
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TypeVar

from quotesdb.db.errors import DatabaseError
from quotesdb.readers.errors import ReadError
from quotesdb.services.errors import ServiceError
from quotesdb.settings import WrongSetting

Item = TypeVar("Item")

_FORESEEN = (ReadError, ServiceError, DatabaseError, WrongSetting)


class Fault(Exception):  # noqa: N818 - the name says what is wrong
    """Something that the program should have been able to do with a document; the message is one line."""


@contextmanager
def one_document() -> Iterator[None]:
    """Work on one document, every error of which is one of those that the program knows, or a ``Fault``.

    Raises:
        Fault: if anything else is raised.
    """
    try:
        yield
    except _FORESEEN:
        raise
    except Exception as error:
        raise Fault(
            f"a fault of quotesdb, not of the document; please report it: {described(error)}"
        ) from error


def of_one_document(items: Iterator[Item]) -> Iterator[Item]:
    """The items that work on one document gives; what is done with them between is no part of that work.

    Raises:
        Fault: as ``one_document`` does.
    """
    while True:
        with one_document():
            try:
                item = next(items)
            except StopIteration:
                return
        yield item


def described(error: Exception) -> str:
    """The kind of an error, the first line of what it says, and where it came up."""
    message = str(error).strip().split("\n")[0]
    place = traceback.extract_tb(error.__traceback__)[-1]
    what = f"{type(error).__name__}: {message}" if message else type(error).__name__
    return f"{what} ({Path(place.filename).name}, line {place.lineno})"
