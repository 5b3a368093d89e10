"""Full-text search in PostgreSQL: words that we cut ourselves, and trigrams for parts of words.

A column beside ``quote.text_key`` and ``article_version.text``, which the database computes whenever these
change, has their words in order, folded as what is searched for is. A GIN index finds rows by words; whether
words follow each other or stand near each other is seen in the column, so that no limit of ``tsvector`` on
positions and lengths decides what is found.

To cut a text up takes long, which the server does not know of ``string_to_array``: it would rather cut up one
text after the other than read the index. So the index is of a function that says what it costs, and one row
is asked for words without cutting anything.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from sqlalchemy import (
    ColumnElement,
    Connection,
    Select,
    String,
    and_,
    column,
    false,
    func,
    literal,
    literal_column,
    or_,
    select,
    table,
    text,
)

from quotesdb.db.errors import DatabaseError, name_of
from quotesdb.db.models import Quote
from quotesdb.db.search.typed import typed_terms

if TYPE_CHECKING:
    from sqlalchemy.sql.expression import FromClause

COLUMN = "search_words"
FUNCTION = "quotesdb_words"
_LETTERS_AS_MARKS = "ʹʻʼʽˈ"
_PASSED_OVER = (
    r"\u00ad\u0300-\u036f\u0483-\u0487\u0591-\u05bd\u05bf\u05c1\u05c2\u05c4\u05c5\u05c7\u0610-\u061a\u061c"
    r"\u064b-\u065f\u0670\u06d6-\u06dc\u06df-\u06e4\u06e7\u06e8\u06ea-\u06ed\u1ab0-\u1aff\u1dc0-\u1dff"
    r"\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u206f\u20d0-\u20dc\u20e1\u20e5-\u20f0\ufe20-\ufe2f\ufeff"
)
_SPACES = " " * len(_LETTERS_AS_MARKS)
_BODY = rf"""
SELECT btrim(regexp_replace(regexp_replace(
    lower(normalize(translate($1, '{_LETTERS_AS_MARKS}', '{_SPACES}'), NFKD) COLLATE "und-x-icu"),
    '[{_PASSED_OVER}]+', '', 'g'), '[^[:alnum:]]+', ' ', 'g'))
"""
_MAKE_FUNCTION = f"""
CREATE OR REPLACE FUNCTION {FUNCTION}(text) RETURNS text
LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE AS $body${_BODY}$body$
"""
CUTTING = "quotesdb_cut"
_CUT_BODY = "BEGIN RETURN string_to_array($1, ' '); END"
_MAKE_CUTTING = f"""
CREATE OR REPLACE FUNCTION {CUTTING}(text) RETURNS text[]
LANGUAGE plpgsql IMMUTABLE STRICT PARALLEL SAFE COST 1000 AS $body${_CUT_BODY}$body$
"""
_CUT_UP = f"{CUTTING}({{0}}{COLUMN})"
_CONTENTS = {"quote": "text_key", "article_version": "text"}
_INDEXES = {
    "search_quote_words": f"quote USING gin (({_CUT_UP.format('')}))",
    "search_quote_trigram": "quote USING gin (text_key gin_trgm_ops)",
    "search_article_words": f"article_version USING gin (({_CUT_UP.format('')}))",
}
TABLES = tuple(_INDEXES)
_BETWEEN = ":"
_VALID = "SELECT c.relname FROM pg_index AS i JOIN pg_class AS c ON c.oid = i.indexrelid WHERE i.indisvalid"


def keeps(name: str, kind: str) -> bool:
    """Whether something in the schema is a column or an index of full-text search."""
    return (kind == "column" and name == COLUMN) or (kind == "index" and name in TABLES)


def prepare(connection: Connection) -> list[str]:
    """Make the function, the columns and the indexes that are missing or differ; their names.

    Raises:
        DatabaseError: if the database cannot have them.
    """
    _require_unicode(connection)
    _add_trigrams(connection)
    if _body(connection, FUNCTION) != _BODY:
        _drop(connection)
        connection.exec_driver_sql(_MAKE_FUNCTION)
    if _body(connection, CUTTING) != _CUT_BODY:
        connection.exec_driver_sql(_MAKE_CUTTING)
    missing = _missing(connection)
    for name in missing:
        if name in _INDEXES:
            connection.exec_driver_sql(f"CREATE INDEX {name} ON {_INDEXES[name]}")
        else:
            of = name.partition(".")[0]
            connection.exec_driver_sql(
                f'ALTER TABLE {of} ADD COLUMN {COLUMN} text COLLATE "C" '
                f"GENERATED ALWAYS AS ({FUNCTION}({_CONTENTS[of]})) STORED"
            )
    return missing


def rebuild(connection: Connection, tables: Iterable[str] = TABLES) -> None:
    """Make indexes anew; the columns are always what their content says."""
    for name in tables:
        connection.exec_driver_sql(f"REINDEX INDEX {name}")


def problems(connection: Connection) -> list[str]:
    """What of full-text search is missing or differs, one sentence each."""
    found = [f"{name} of the search is missing" for name in _missing(connection)]
    for name, body in ((FUNCTION, _BODY), (CUTTING, _CUT_BODY)):
        if _body(connection, name) != body:
            found.append(f"the function {name} of the search is missing or differs")
    return found


def match_quotes(folded: str) -> Select[int]:
    """Select the ids of quotes that hold all words and phrases of ``folded``; no words match no quote."""
    return _match("quote", typed_terms(folded))


def quote_holds(quote_id: ColumnElement[int], folded: str) -> ColumnElement[bool]:
    """Whether a quote holds all words and phrases of ``folded``, asked for one quote after the other.

    Said as a value, since what is said as a condition the server would rather ask of all there are.
    """
    return _of_one("quote", quote_id, folded)


def how_many_quotes(connection: Connection, folded: str, most: int) -> int:
    """How many quotes hold all words and phrases of ``folded``; counting stops at ``most``."""
    found = match_quotes(folded).limit(most).subquery()
    return connection.scalar(select(func.count()).select_from(found)) or 0


def match_all_of_one(groups: Iterable[Sequence[str]]) -> Select[int]:
    """Select the ids of quotes that hold all phrases of one group; phrases are words with spaces between."""
    rows, ids = _rows("quote")
    return ids.where(or_(false(), *(_holds(rows, group) for group in groups)))


def match_articles(folded: str) -> Select[int]:
    """Select the ids of article versions, current or not, that hold all words and phrases of ``folded``."""
    return _match("article_version", typed_terms(folded))


def version_holds(version_id: ColumnElement[int], folded: str) -> ColumnElement[bool]:
    """Whether a version holds all words and phrases of ``folded``, asked for one version after the other."""
    return _of_one("article_version", version_id, folded)


def how_many_versions(connection: Connection, folded: str, most: int) -> int:
    """How many versions hold all words and phrases of ``folded``; counting stops at ``most``."""
    found = match_articles(folded).limit(most).subquery()
    return connection.scalar(select(func.count()).select_from(found)) or 0


def match_part_of_quotes(folded: str) -> Select[int]:
    """Select the ids of quotes whose ``text_key`` holds ``folded`` as a substring."""
    holds = false() if "\0" in folded else Quote.text_key.contains(folded, autoescape=True)
    return select(Quote.id).where(holds)


def phrase(words: Sequence[str]) -> str:
    """The query for these words next to each other."""
    return " ".join(words)


def near(words: Sequence[str], distance: int) -> str:
    """The query for these two words with at most ``distance`` others between."""
    one, other = words
    return _BETWEEN.join((one, other, str(distance)))


def match_query(query: str) -> Select[int]:
    """Select the ids of article versions, current or not, that a query of ``phrase`` or ``near`` finds."""
    if _BETWEEN not in query:
        return _match("article_version", [query])
    one, other, distance = query.split(_BETWEEN)
    rows, ids = _rows("article_version")
    return ids.where(_holds_words(f"{one} {other}"), _holds_near(rows, one, other, int(distance)))


def first_of_each(connection: Connection, queries: Sequence[str], most: int) -> list[list[int]]:
    """The first ids of article versions that each query finds, as the server comes by them, sorted.

    Asked for in order, it would read one text after the other instead of the index of the words.
    """
    return [sorted(connection.scalars(match_query(query).limit(most))) for query in queries]


def _match(name: str, terms: Sequence[str]) -> Select[int]:
    rows, ids = _rows(name)
    return ids.where(_holds(rows, terms) if terms else false())


def _rows(name: str) -> tuple[FromClause, Select[int]]:
    rows = table(name, column("id"), column(COLUMN)).alias("searched")
    ids: Select[int] = select(rows.c.id.label("rowid"))
    return rows, ids


def _holds(rows: FromClause, terms: Sequence[str]) -> ColumnElement[bool]:
    """The condition that a row holds all these words, and those of a term in a row."""
    in_a_row = (term for term in terms if not term.isalnum())
    return and_(
        _holds_words(" ".join(terms)),
        *(_stands_in(rows, term) for term in in_a_row),
    )


def _of_one(name: str, id_: ColumnElement[int], folded: str) -> ColumnElement[bool]:
    """Whether a row that is looked up by its number holds the terms: words are looked for as phrases are."""
    rows, _ids = _rows(name)
    terms = typed_terms(folded)
    holds = and_(_words(" ".join(terms)) != "", *(_stands_in(rows, term) for term in terms))
    return select(holds).where(rows.c.id == id_).scalar_subquery()


def _holds_words(words: str) -> ColumnElement[bool]:
    wanted = _words(words)
    # As the index has it, letter for letter.
    kept: ColumnElement[list[str]] = literal_column(_CUT_UP.format("searched."))
    return and_(wanted != "", kept.op("@>", is_comparison=True)(func.string_to_array(wanted, " ")))


def _holds_near(rows: FromClause, one: str, other: str, distance: int) -> ColumnElement[bool]:
    between = f"( [^ ]+){{0,{distance}}} "
    here, there = _words(one), _words(other)
    pattern = _once(func.concat(" (", here, between, there, "|", there, between, here, ") "))
    return _between_spaces(rows).op("~", is_comparison=True)(pattern)


def _stands_in(rows: FromClause, term: str) -> ColumnElement[bool]:
    return _between_spaces(rows).contains(_once(literal(" ").concat(_words(term)).concat(" ")))


def _once(value: ColumnElement[str]) -> ColumnElement[str]:
    """A value that is the same for all rows: a plan that the server keeps would make it anew for each."""
    return select(value).scalar_subquery()


def _between_spaces(rows: FromClause) -> ColumnElement[str]:
    return literal(" ").concat(rows.c[COLUMN]).concat(" ")


def _words(typed: str) -> ColumnElement[str]:
    return func.quotesdb_words(typed, type_=String)


def _require_unicode(connection: Connection) -> None:
    if connection.exec_driver_sql("SHOW server_encoding").scalar() != "UTF8":
        raise DatabaseError(f"{name_of(connection.engine)} is not in UTF-8: make one with ENCODING 'UTF8'")


def _add_trigrams(connection: Connection) -> None:
    there = "SELECT count(*) FROM pg_extension WHERE extname = 'pg_trgm'"
    if not connection.exec_driver_sql(there).scalar():
        connection.exec_driver_sql("CREATE EXTENSION pg_trgm")


def _body(connection: Connection, name: str) -> str | None:
    source = text(
        "SELECT prosrc FROM pg_proc WHERE proname = :name AND pronamespace = current_schema()::regnamespace"
    )
    body: str | None = connection.scalar(source, {"name": name})
    return body


def _missing(connection: Connection) -> list[str]:
    columns = connection.execute(
        text(
            "SELECT table_name FROM information_schema.columns "
            "WHERE table_schema = current_schema() AND column_name = :name"
        ),
        {"name": COLUMN},
    )
    with_words = set(columns.scalars())
    valid = set(connection.execute(text(_VALID)).scalars())
    return [
        *(f"{name}.{COLUMN}" for name in _CONTENTS if name not in with_words),
        *(name for name in _INDEXES if name not in valid),
    ]


def _drop(connection: Connection) -> None:
    """Drop the columns that an older function filled, and their indexes with them."""
    for name in _CONTENTS:
        connection.exec_driver_sql(f"ALTER TABLE {name} DROP COLUMN IF EXISTS {COLUMN}")
