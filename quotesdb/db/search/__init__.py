"""Full-text search: one interface, an implementation for each database engine.

Search text comes here folded as ``text_key`` is.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Protocol

from quotesdb.db.search import postgresql, sqlite
from quotesdb.db.search.typed import part_of as part_of

if TYPE_CHECKING:
    from sqlalchemy import ColumnElement, Connection, Select
    from sqlalchemy.orm import Session
    from sqlalchemy.sql.expression import SelectBase


class Search(Protocol):
    """What every engine can be asked. Versions are those of articles, current or not; both come as ids."""

    @property
    def TABLES(self) -> tuple[str, ...]:  # noqa: N802 - a constant of a module
        """What search keeps, each to be filled anew by itself."""

    @property
    def ASKED(self) -> int:  # noqa: N802 - a constant of a module
        """The quotes of a page, times what looking one up by its words takes beside asking one for them."""

    @property
    def MANY(self) -> int:  # noqa: N802 - a constant of a module
        """Of more quotes than these the first are sooner met in order than found among all looked up."""

    @property
    def TAKEN(self) -> int | None:  # noqa: N802 - a constant of a module
        """How many that hold words are taken before it is seen what they are; null: each as it comes."""

    def match_quotes(self, folded: str) -> Select[int]:
        """The quotes that hold all words, and all phrases in double marks; no words match no quote."""

    def quote_holds(self, quote_id: ColumnElement[int], folded: str) -> ColumnElement[bool]:
        """Whether a quote holds all words and phrases, asked for one quote after the other.

        For frequent words in the order of another index; ``match_quotes`` begins with the words.
        """

    def how_many_quotes(self, connection: Connection, folded: str, most: int) -> int:
        """How many quotes hold all words and phrases, current or not; counting stops at ``most``."""

    def expected_quotes(self, connection: Connection, folded: str) -> int:
        """About how many quotes hold all words, where the engine would count long; 0 where it need not."""

    def match_all_of_one(self, groups: Iterable[Sequence[str]]) -> Select[int]:
        """The quotes that hold all phrases of one of these groups; phrases are words with spaces between."""

    def holds_part(self, column: ColumnElement[str], part: ColumnElement[str]) -> ColumnElement[bool]:
        """Whether a text holds another, which need not be known beforehand, by no index."""

    def match_titles(self, typed: str) -> Select[int]:
        """The articles whose titles hold what was typed, in capitals of ASCII or not, as ``part_of`` says."""

    def match_names(self, folded: str) -> Select[str]:
        """The folded names that hold this part."""

    def match_articles(self, folded: str) -> Select[int]:
        """The versions that hold all words, and all phrases in double marks."""

    def version_holds(self, version_id: ColumnElement[int], folded: str) -> ColumnElement[bool]:
        """Whether a version holds all words and phrases, asked for one version after the other."""

    def how_many_versions(self, connection: Connection, folded: str, most: int) -> int:
        """How many versions hold all words and phrases, current or not; counting stops at ``most``."""

    def expected_versions(self, connection: Connection, folded: str) -> int:
        """About how many versions hold all words, where the engine would count long; 0 where it need not."""

    def phrase(self, words: Sequence[str]) -> str:
        """The query for these words next to each other."""

    def near(self, words: Sequence[str], distance: int) -> str:
        """The query for these two words with at most ``distance`` others between."""

    def match_query(self, query: str) -> SelectBase:
        """The versions that a query of ``phrase`` or ``near`` finds, in a column ``rowid``."""

    def expected_of_each(self, connection: Connection, queries: Sequence[str]) -> list[int]:
        """About how many versions hold the words of each query, where the engine would look long; else 0."""

    def first_of_each(self, connection: Connection, queries: Sequence[str], most: int) -> list[list[int]]:
        """The first versions that each query finds; fewer than ``most`` are as many as there are."""

    def prepare(self, connection: Connection) -> list[str]:
        """Make what search needs and a migration has dropped or not made; its names."""

    def put_off(self, connection: Connection) -> None:
        """Drop what is made faster of many rows than kept with each; ``prepare`` makes it."""

    def problems(self, connection: Connection) -> list[str]:
        """What is wrong with it, one sentence each."""

    def rebuild(self, connection: Connection, tables: Iterable[str]) -> None:
        """Fill some of ``TABLES`` anew from what they are of."""


def of(session: Session) -> Search:
    """The search of the database that a session is on."""
    return _named(session.get_bind().dialect.name)


def on(connection: Connection) -> Search:
    """The search of the database that a connection is to."""
    return _named(connection.dialect.name)


def keeps(name: str | None, kind: str) -> bool:
    """Whether something in the schema is there for search alone; the models know nothing of it."""
    return name is not None and any(each.keeps(name, kind) for each in (sqlite, postgresql))


def _named(dialect: str) -> Search:
    return sqlite if dialect == "sqlite" else postgresql
