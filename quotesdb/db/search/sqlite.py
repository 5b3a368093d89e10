"""Full-text search in SQLite: the only place that knows FTS5, its tables, triggers and query language.

External-content tables follow ``quote.text_key`` (words), ``article_version.text`` (words, of all versions),
``article.title`` and ``folded_name.name_key`` (trigrams, for parts of words) by triggers. Search text comes
here folded as ``text_key`` is; accents and case of article text are folded by FTS5 itself.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from functools import cache
from typing import NamedTuple

from sqlalchemy import ColumnElement, Connection, Select, column, func, select, table, text

from quotesdb.db.errors import DatabaseError, DatabaseInUse
from quotesdb.db.models import Article, FoldedName
from quotesdb.db.search.typed import part_of, typed_terms
from quotesdb.db.search.written import written

TRIGRAM = 3


class Index(NamedTuple):
    """A full-text table over one column of a content table."""

    name: str
    content: str
    column: str
    tokenizer: str

    def create_sql(self) -> str:
        """The DDL of the virtual table."""
        return (
            f"CREATE VIRTUAL TABLE {self.name} USING fts5("
            f"{self.column}, content='{self.content}', content_rowid='id', tokenize='{self.tokenizer}')"
        )

    def triggers(self) -> dict[str, str]:
        """The DDL of the triggers that keep the table in step, by trigger name."""
        name, content, col = self.name, self.content, self.column
        add = f"INSERT INTO {name}(rowid, {col}) VALUES (new.id, new.{col});"  # noqa: S608 - our names
        drop = f"INSERT INTO {name}({name}, rowid, {col}) VALUES ('delete', old.id, old.{col});"  # noqa: S608 - our names
        when = {
            f"{name}_insert": ("INSERT", add),
            f"{name}_delete": ("DELETE", drop),
            f"{name}_update": (f"UPDATE OF id, {col}", f"{drop} {add}"),
        }
        return {
            trigger: f"CREATE TRIGGER {trigger} AFTER {event} ON {content} BEGIN {action} END"
            for trigger, (event, action) in when.items()
        }


_LETTERS = re.compile("[a-z0-9]+")
"""What every text that FTS5 finds a word in has of it, as it is: of other letters it has its own tables."""

_NOTHING = '""'
"""A query that finds nothing: FTS5 refuses none."""

WORDS = "unicode61 remove_diacritics 2"
INDEXES = (
    Index("quote_fts", "quote", "text_key", WORDS),
    Index("article_fts", "article_version", "text", WORDS),
    Index("title_trigram", "article", "title", "trigram"),
    Index("name_trigram", "folded_name", "name_key", "trigram"),
)
TABLES = tuple(index.name for index in INDEXES)
ASKED = 80
MANY = 100_000
"""More than are ever listed: to look one up takes a microsecond or two there."""

TAKEN = None

TRIGGERS = {name: sql for index in INDEXES for name, sql in index.triggers().items()}


def keeps(name: str, kind: str) -> bool:
    """Whether something in the schema is a table of full-text search."""
    return kind == "table" and name.startswith(TABLES)


def prepare(connection: Connection) -> list[str]:
    """Create the triggers that are missing or differ, and name them.

    SQLite drops a table's triggers without a word when a batch ALTER re-creates the table, so the
    migration environment calls this after every upgrade to the head.
    """
    present = _triggers(connection)
    wanting = [name for name, sql in TRIGGERS.items() if present.get(name) != sql]
    for name in wanting:
        connection.execute(text(f"DROP TRIGGER IF EXISTS {name}"))
        connection.execute(text(TRIGGERS[name]))
    return wanting


def put_off(_connection: Connection) -> None:
    """Nothing: the full-text tables are filled by triggers, as fast with each row as afterwards."""


def rebuild(connection: Connection, tables: Iterable[str] = TABLES) -> None:
    """Fill full-text tables anew from their content, after rows were written without the triggers."""
    for name in tables:
        command = f"INSERT INTO {name}({name}) VALUES ('rebuild')"  # noqa: S608 - our names
        connection.execute(text(command))


def problems(connection: Connection) -> list[str]:
    """What is wrong with full-text search, one sentence each: triggers, or a table out of step.

    SQLite takes the write lock for it, although nothing is written: ask about a snapshot.

    Raises:
        DatabaseInUse: if another program is writing.
    """
    present = _triggers(connection)
    found = [
        f"the trigger {name} is missing or differs"
        for name, sql in TRIGGERS.items()
        if present.get(name) != sql
    ]
    for index in INDEXES:
        check = f"INSERT INTO {index.name}({index.name}, rank) VALUES ('integrity-check', 1)"  # noqa: S608 - our names
        try:
            connection.execute(text(check))
        except DatabaseInUse:
            raise
        except DatabaseError:
            found.append(f"the search table {index.name} is out of step with {index.content}")
    return found


def fts_query(folded: str) -> str:
    r"""A safe FTS5 query from what a user typed: every word required, words in double marks as a phrase.

    Each word is passed quoted, so no apostrophe, hyphen or operator word can change the search.

    >>> fts_query("don't “trade war” AND")
    '"don\'t" "trade war" "AND"'
    """
    return " ".join(f'"{term}"' for term in typed_terms(folded))


def match_quotes(folded: str) -> Select[int]:
    """Select the ids of quotes that hold all words and phrases of ``folded``; no words match no quote."""
    return _match("quote_fts", fts_query(folded))


def quote_holds(quote_id: ColumnElement[int], folded: str) -> ColumnElement[bool]:
    """Whether a quote holds all words and phrases of ``folded``, asked for one quote after the other.

    To ask the index for one row takes long, and a word that it finds stands in the text as it is: so only a
    quote in whose text they all stand is looked up there.
    """
    query = fts_query(folded)
    values = {f"letters_{number}": letters for number, letters in enumerate(_LETTERS.findall(query))}
    standing = (f"instr(searched.text_key, :{name}) > 0" for name in values)
    found = "quote_fts WHERE quote_fts MATCH :query AND quote_fts.rowid = searched.id"
    holds = written([*standing, f"EXISTS (SELECT 1 FROM {found})"], {**values, "query": query or _NOTHING})  # noqa: S608 - our names
    read = table("quote", column("id")).alias("searched")
    return select(read.c.id).where(read.c.id == quote_id, holds).exists()


def how_many_quotes(connection: Connection, folded: str, most: int) -> int:
    """How many quotes hold all words and phrases of ``folded``; counting stops at ``most``."""
    found = match_quotes(folded).limit(most).subquery()
    return connection.scalar(select(func.count()).select_from(found)) or 0


def expected_quotes(_connection: Connection, _folded: str) -> int:
    """None: to count some is quick, since the index has them in order."""
    return 0


expected_versions = expected_quotes


def match_all_of_one(groups: Iterable[Sequence[str]]) -> Select[int]:
    """Select the ids of quotes that hold all phrases of one group; phrases are words with spaces between."""
    each = (" AND ".join(f'"{phrase}"' for phrase in group) for group in groups)
    return _match("quote_fts", " OR ".join(f"({group})" for group in each))


def holds_part(column: ColumnElement[str], part: ColumnElement[str]) -> ColumnElement[bool]:
    """Whether a text holds another, which need not be known beforehand, by no index."""
    return func.instr(column, part) > 0


def match_articles(folded: str) -> Select[int]:
    """Select the ids of article versions, current or not, that hold all words and phrases of ``folded``."""
    return _match("article_fts", fts_query(folded))


def version_holds(version_id: ColumnElement[int], folded: str) -> ColumnElement[bool]:
    """Whether a version holds all words and phrases of ``folded``, asked for one version after the other."""
    found = match_articles(folded)
    return found.where(found.selected_columns[0] == version_id).exists()


def how_many_versions(connection: Connection, folded: str, most: int) -> int:
    """How many versions hold all words and phrases of ``folded``; counting stops at ``most``."""
    found = match_articles(folded).limit(most).subquery()
    return connection.scalar(select(func.count()).select_from(found)) or 0


def phrase(words: Sequence[str]) -> str:
    """The query for these words next to each other."""
    return f'"{" ".join(words)}"'


def near(words: Sequence[str], distance: int) -> str:
    """The query for these words with at most ``distance`` others between."""
    each = " ".join(f'"{word}"' for word in words)
    return f"NEAR({each}, {distance})"


def match_query(query: str) -> Select[int]:
    """Select the ids of article versions, current or not, that a query of ``phrase`` or ``near`` finds."""
    return _match("article_fts", query)


def expected_of_each(_connection: Connection, queries: Sequence[str]) -> list[int]:
    """Nothing: the first of them are found at once, however many there are."""
    return [0] * len(queries)


def first_of_each(connection: Connection, queries: Sequence[str], most: int) -> list[list[int]]:
    """The first ids of article versions that each query finds, all of them asked for at once.

    Written out as text: a check asks for a dozen words, and making the same statement of expressions anew
    takes longer than the search.
    """
    if not queries:
        return []
    one = "SELECT {0}, rowid FROM (SELECT rowid FROM article_fts WHERE article_fts MATCH :q{0} LIMIT :most)"
    asked = {f"q{number}": query for number, query in enumerate(queries)}
    sql = text(" UNION ALL ".join(one.format(number) for number in range(len(queries))))
    found: list[list[int]] = [[] for _ in queries]
    for number, version_id in connection.execute(sql, {**asked, "most": most}).all():
        found[number].append(version_id)
    return found


def match_titles(typed: str) -> Select[int]:
    """Select the ids of articles whose titles hold what was typed.

    The trigrams know more letters as equal than small and capital ones of ASCII: they narrow it down alone.
    """
    holding = select(Article.id).where(part_of(Article.title, typed))
    if not _has_trigrams(typed):
        return holding
    return holding.where(Article.id.in_(_match("title_trigram", _phrase_of_part(typed))))


def match_names(folded: str) -> Select[str]:
    """Select the folded names that hold ``folded`` as a substring."""
    holding = select(FoldedName.name_key).where(FoldedName.name_key.contains(folded, autoescape=True))
    if not _has_trigrams(folded):
        return holding
    return holding.where(FoldedName.id.in_(_match("name_trigram", _phrase_of_part(folded))))


def _has_trigrams(part: str) -> bool:
    return len(part) >= TRIGRAM and "\0" not in part


def _phrase_of_part(part: str) -> str:
    doubled = part.replace('"', '""')
    return f'"{doubled}"'


def _match(name: str, query: str) -> Select[int]:
    return _rows(name).where(written([f"{name} MATCH :query"], {"query": query or _NOTHING}))


@cache
def _rows(name: str) -> Select[int]:
    return select(table(name, column("rowid")).c.rowid)


def _triggers(connection: Connection) -> dict[str, str]:
    rows = connection.execute(text("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'"))
    return {row.name: row.sql for row in rows}
