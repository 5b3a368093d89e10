"""Full-text search: one interface, an implementation for each database engine.

Search text comes here folded as ``text_key`` is.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Protocol

from quotesdb.db.errors import DatabaseError
from quotesdb.db.search import sqlite

if TYPE_CHECKING:
    from sqlalchemy import Connection, Select
    from sqlalchemy.orm import Session


class Search(Protocol):
    """What every engine can be asked. Versions are those of articles, current or not; both come as ids."""

    @property
    def TABLES(self) -> tuple[str, ...]:  # noqa: N802 - a constant of a module
        """What search keeps, each to be filled anew by itself."""

    def match_quotes(self, folded: str) -> Select[int]:
        """The quotes that hold all words, and all phrases in double marks; no words match no quote."""

    def match_all_of_one(self, groups: Iterable[Sequence[str]]) -> Select[int]:
        """The quotes that hold all phrases of one of these groups; phrases are words with spaces between."""

    def match_part_of_quotes(self, folded: str) -> Select[int]:
        """The quotes that hold this text, also as a part of words."""

    def match_articles(self, folded: str) -> Select[int]:
        """The versions that hold all words, and all phrases in double marks."""

    def phrase(self, words: Sequence[str]) -> str:
        """The query for these words next to each other."""

    def near(self, words: Sequence[str], distance: int) -> str:
        """The query for these words with at most ``distance`` others between."""

    def match_query(self, query: str) -> Select[int]:
        """The versions that a query of ``phrase`` or ``near`` finds, in a column ``rowid``."""

    def first_of_each(self, connection: Connection, queries: Sequence[str], most: int) -> list[list[int]]:
        """The first versions that each query finds; fewer than ``most`` are as many as there are."""

    def rebuild(self, connection: Connection, tables: Iterable[str]) -> None:
        """Fill some of ``TABLES`` anew from what they are of."""


def of(session: Session) -> Search:
    """The search of the database that a session is on.

    Raises:
        DatabaseError: if nothing can be searched there.
    """
    name = session.get_bind().dialect.name
    if name != "sqlite":
        raise DatabaseError(f"{name} databases cannot be searched yet")
    return sqlite
