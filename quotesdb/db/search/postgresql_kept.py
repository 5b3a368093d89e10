"""What PostgreSQL keeps for full-text search: columns of words, their indexes, and articles in passages.

A column beside ``quote.text_key`` and ``article_version.text``, which the database computes whenever these
change, has their words in order, folded as what is searched for is. A GIN index finds rows by words; whether
words follow each other or stand near each other is seen in the column, so that no limit of ``tsvector`` on
positions and lengths decides what is found.

To cut a text up takes long, which the server does not know of ``string_to_array``: it would rather cut up one
text after the other than read the index. So the index is of a function that says what it costs. It has two
short words that follow each other as one term too, and what an apostrophe parts: nearly every text has "of"
and "he", few "of he", so that a phrase of the most frequent words is not looked for in all texts there are.

The text of an article is long, and kept compressed beside its row: to read one takes longer than fifty short
ones. So its words are there once more, in passages, for words that stand near each other.
"""

from __future__ import annotations

from collections.abc import Iterable

from sqlalchemy import Connection, text

from quotesdb.db.errors import DatabaseError, name_of

COLUMN = "search_words"
FUNCTION = "quotesdb_words"
_LETTERS_AS_MARKS = "ʹʻʼʽˈ"
_PASSED_OVER = (
    r"\u00ad\u0300-\u036f\u0483-\u0487\u0591-\u05bd\u05bf\u05c1\u05c2\u05c4\u05c5\u05c7\u0610-\u061a\u061c"
    r"\u064b-\u065f\u0670\u06d6-\u06dc\u06df-\u06e4\u06e7\u06e8\u06ea-\u06ed\u1ab0-\u1aff\u1dc0-\u1dff"
    r"\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u206f\u20d0-\u20dc\u20e1\u20e5-\u20f0\ufe20-\ufe2f\ufeff"
)
_SPACES = " " * len(_LETTERS_AS_MARKS)
_FOLDING = rf"""
SELECT btrim(regexp_replace(regexp_replace(
    lower(normalize(translate($1, '{_LETTERS_AS_MARKS}', '{_SPACES}'), NFKD) COLLATE "und-x-icu"),
    '[{_PASSED_OVER}]+', '', 'g'), '[^[:alnum:]]+', ' ', 'g'))
"""
CUTTING = "quotesdb_cut"
_SHORT = 4
"""Letters of the words that are kept in pairs."""

_CUTTING = f"""
BEGIN RETURN string_to_array($1, ' ') || ARRAY(
    SELECT word || ' ' || following
    FROM (
        SELECT word, lead(word) OVER (ORDER BY place) AS following
        FROM unnest(string_to_array($1, ' ')) WITH ORDINALITY AS each (word, place)
    ) AS pair
    WHERE length(word) <= {_SHORT} AND length(following) <= {_SHORT} OR length(following) = 1
); END
"""  # noqa: S608 - our names
SEEKING = "quotesdb_sought"
_SEEKING = f"""
DECLARE
    terms text[] := {CUTTING}($1);
    pairs text := ' ' || array_to_string(terms[cardinality(string_to_array($1, ' ')) + 1 :], ' ') || ' ';
BEGIN RETURN ARRAY(
    SELECT term FROM unnest(terms) AS each (term)
    WHERE strpos(term, ' ') > 0 OR strpos(pairs, ' ' || term || ' ') = 0
); END
"""  # noqa: S608 - our names
"""What the index is asked for, of words in a row: who has two of them as one term has either."""

PASSAGES = "search_passage"
_PASSAGE = 64
"""Words from where a passage of an article begins to where the next one does."""

TOGETHER = 14
"""Words in a row that are all in one passage, wherever they stand: passages have some words in common."""

_IN_PASSAGES = f"""
SELECT number, array_to_string(
    each[{_PASSAGE} * number + 1 : {_PASSAGE} * number + {_PASSAGE + TOGETHER - 1}], ' ')
FROM string_to_array($1, ' ') AS each,
    generate_series(0, (cardinality(each) - 1) / {_PASSAGE}) AS number
WHERE $1 <> ''
"""  # noqa: S608 - our names
_KEEPING = f"""
BEGIN
    DELETE FROM {PASSAGES} WHERE version_id = NEW.id;
    INSERT INTO {PASSAGES} SELECT NEW.id, each.* FROM quotesdb_passages(NEW.{COLUMN}) AS each;
    RETURN NULL;
END
"""  # noqa: S608 - our names
_FUNCTIONS = {
    FUNCTION: ("(text) RETURNS text LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE", _FOLDING),
    CUTTING: ("(text) RETURNS text[] LANGUAGE plpgsql IMMUTABLE STRICT PARALLEL SAFE COST 5000", _CUTTING),
    SEEKING: ("(text) RETURNS text[] LANGUAGE plpgsql IMMUTABLE STRICT PARALLEL SAFE", _SEEKING),
    "quotesdb_passages": (
        "(text) RETURNS TABLE (number integer, words text) LANGUAGE sql IMMUTABLE STRICT",
        _IN_PASSAGES,
    ),
    "quotesdb_keep_passages": ("() RETURNS trigger LANGUAGE plpgsql", _KEEPING),
}
_CONTENTS = {"quote": "text_key", "article_version": "text"}
_INDEXES = {
    "search_quote_words": f"quote USING gin (({CUTTING}({COLUMN})))",
    "search_article_words": f"article_version USING gin (({CUTTING}({COLUMN})))",
    "search_article_title": "article USING gin (lower(title) gin_trgm_ops)",
    "search_name_part": "folded_name USING gin (name_key gin_trgm_ops)",
    "search_passage_words": f"{PASSAGES} USING gin (({CUTTING}(words)))",
}
_ASIDE = "gin_pending_list_limit=64"
"""What an index keeps aside unsorted, in kB: each search reads all of it, 2 ms of the 4 MB that are usual."""

_MEMORY = "256MB"
_WITH_MEMORY = f"""
SELECT set_config('maintenance_work_mem', '{_MEMORY}', true)
WHERE pg_size_bytes(current_setting('maintenance_work_mem')) < pg_size_bytes('{_MEMORY}')
"""
"""Making an index may take as much; with the 64 MB of a server that nobody set up it takes twice as long."""

TABLES = (*_INDEXES, PASSAGES)
_FILL = f"INSERT INTO {PASSAGES} SELECT id, each.* FROM article_version, quotesdb_passages({COLUMN}) AS each"  # noqa: S608 - our names
_MAKE_PASSAGES = (
    f"""
    CREATE TABLE {PASSAGES} (
        version_id integer REFERENCES article_version ON DELETE CASCADE,
        number integer,
        words text COLLATE "C" NOT NULL,
        PRIMARY KEY (version_id, number)
    )
    """,
    f"""
    CREATE TRIGGER {PASSAGES} AFTER INSERT OR UPDATE OF text ON article_version
    FOR EACH ROW EXECUTE FUNCTION quotesdb_keep_passages()
    """,
    _FILL,
)
_VALID = "SELECT c.relname FROM pg_index AS i JOIN pg_class AS c ON c.oid = i.indexrelid WHERE i.indisvalid"
_KEEPING_MORE = text(
    "SELECT relname FROM pg_class WHERE oid = to_regclass(relname) AND relname = ANY(:names) "
    "AND NOT coalesce(reloptions, '{}') @> ARRAY[:aside] ORDER BY relname"
)
_TRIGGERED = "SELECT 1 FROM pg_trigger WHERE tgname = :name AND tgrelid = to_regclass('article_version')"
_STRAY = f"""
SELECT count(*) FROM article_version AS version WHERE version.{COLUMN} <> '' AND NOT EXISTS (
    SELECT FROM {PASSAGES} AS passage WHERE passage.version_id = version.id
)
"""  # noqa: S608 - our names


def keeps(name: str, kind: str) -> bool:
    """Whether something in the schema is a column, a table or an index of full-text search."""
    return (
        (kind == "column" and name == COLUMN)
        or (kind == "table" and name == PASSAGES)
        or (kind == "index" and name in TABLES)
    )


def prepare(connection: Connection) -> list[str]:
    """Make the functions, the columns, the passages and the indexes that are missing or differ; their names.

    Raises:
        DatabaseError: if the database cannot have them.
    """
    _require_unicode(connection)
    _add_trigrams(connection)
    if _body(connection, FUNCTION) != _FOLDING:
        _drop(connection)
    for name in _differing(connection):
        declared, body = _FUNCTIONS[name]
        connection.exec_driver_sql(f"CREATE OR REPLACE FUNCTION {name}{declared} AS $body${body}$body$")
    missing = _missing(connection)
    for name in missing:
        _make(connection, name)
    for name in connection.scalars(_KEEPING_MORE, {"names": list(_INDEXES), "aside": _ASIDE}).all():
        connection.exec_driver_sql(f"ALTER INDEX {name} SET ({_ASIDE})")
    return missing


def is_kept_in_pairs(word: str, following: str) -> bool:
    """Whether the index has two words that follow each other as one term: the condition of its function."""
    return max(len(word), len(following)) <= _SHORT or len(following) == 1


def put_off(connection: Connection) -> None:
    """Drop the indexes, which are made many times faster of all rows than row by row."""
    for name in _INDEXES:
        connection.exec_driver_sql(f"DROP INDEX IF EXISTS {name}")


def rebuild(connection: Connection, tables: Iterable[str] = TABLES) -> None:
    """Make indexes and passages anew; the columns are always what their content says."""
    for name in tables:
        if name == PASSAGES:
            connection.exec_driver_sql(f"TRUNCATE {PASSAGES}")
            connection.exec_driver_sql(_FILL)
        else:
            connection.exec_driver_sql(f"REINDEX INDEX {name}")


def problems(connection: Connection) -> list[str]:
    """What of full-text search is missing or differs, one sentence each."""
    missing = _missing(connection)
    found = [f"{name} of the search is missing" for name in missing]
    found += [f"the function {name} of the search is missing or differs" for name in _differing(connection)]
    if (
        not {PASSAGES, f"article_version.{COLUMN}"} & {*missing}
        and connection.exec_driver_sql(_STRAY).scalar()
    ):
        found.append(f"the search table {PASSAGES} is out of step with article_version")
    return found


def _make(connection: Connection, name: str) -> None:
    if name in _INDEXES:
        connection.exec_driver_sql(_WITH_MEMORY)
        connection.exec_driver_sql(f"CREATE INDEX {name} ON {_INDEXES[name]}")
    elif name == PASSAGES:
        connection.exec_driver_sql(f"DROP TABLE IF EXISTS {PASSAGES}")
        connection.exec_driver_sql(f"DROP TRIGGER IF EXISTS {PASSAGES} ON article_version")
        for statement in _MAKE_PASSAGES:
            connection.exec_driver_sql(statement)
    else:
        of = name.partition(".")[0]
        connection.exec_driver_sql(
            f'ALTER TABLE {of} ADD COLUMN {COLUMN} text COLLATE "C" '
            f"GENERATED ALWAYS AS ({FUNCTION}({_CONTENTS[of]})) STORED"
        )


def _require_unicode(connection: Connection) -> None:
    if connection.exec_driver_sql("SHOW server_encoding").scalar() != "UTF8":
        raise DatabaseError(f"{name_of(connection.engine)} is not in UTF-8: make one with ENCODING 'UTF8'")


def _add_trigrams(connection: Connection) -> None:
    there = "SELECT count(*) FROM pg_extension WHERE extname = 'pg_trgm'"
    if not connection.exec_driver_sql(there).scalar():
        connection.exec_driver_sql("CREATE EXTENSION pg_trgm")


def _differing(connection: Connection) -> list[str]:
    return [name for name, (_declared, body) in _FUNCTIONS.items() if _body(connection, name) != body]


def _body(connection: Connection, name: str) -> str | None:
    source = text(
        "SELECT prosrc FROM pg_proc WHERE proname = :name AND pronamespace = current_schema()::regnamespace"
    )
    body: str | None = connection.scalar(source, {"name": name})
    return body


def _missing(connection: Connection) -> list[str]:
    """What is not there, in the order in which it is to be made."""
    columns = connection.execute(
        text(
            "SELECT table_name FROM information_schema.columns "
            "WHERE table_schema = current_schema() AND column_name = :name"
        ),
        {"name": COLUMN},
    )
    with_words = set(columns.scalars())
    valid = set(connection.execute(text(_VALID)).scalars())
    there = connection.scalar(text("SELECT to_regclass(:name)"), {"name": PASSAGES})
    kept = there and connection.scalar(text(_TRIGGERED), {"name": PASSAGES})
    return [
        *(f"{name}.{COLUMN}" for name in _CONTENTS if name not in with_words),
        *(() if kept else (PASSAGES,)),
        *(name for name in _INDEXES if name not in valid or (not kept and name == "search_passage_words")),
    ]


def _drop(connection: Connection) -> None:
    """Drop the columns that an older function filled, and their indexes with them."""
    for name in _CONTENTS:
        connection.exec_driver_sql(f"ALTER TABLE {name} DROP COLUMN IF EXISTS {COLUMN}")
    connection.exec_driver_sql(f"DROP TABLE IF EXISTS {PASSAGES}")
