"""Full-text search in PostgreSQL: words that we cut ourselves, and trigrams for parts of words.

What the database keeps for it, and why, is in ``postgresql_kept``.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from sqlalchemy import (
    ColumnElement,
    Connection,
    Integer,
    Select,
    column,
    false,
    func,
    or_,
    select,
    table,
    text,
)

from quotesdb.db.models import Article, FoldedName
from quotesdb.db.search.postgresql_kept import COLUMN, CUTTING, PASSAGES, SEEKING, TOGETHER, is_kept_in_pairs
from quotesdb.db.search.postgresql_kept import TABLES as TABLES
from quotesdb.db.search.postgresql_kept import keeps as keeps
from quotesdb.db.search.postgresql_kept import prepare as prepare
from quotesdb.db.search.postgresql_kept import problems as problems
from quotesdb.db.search.postgresql_kept import put_off as put_off
from quotesdb.db.search.postgresql_kept import rebuild as rebuild
from quotesdb.db.search.typed import part_of, typed_terms
from quotesdb.db.search.written import written

if TYPE_CHECKING:
    from sqlalchemy.sql.expression import FromClause, SelectBase

ASKED = 20
MANY = 1_500
TAKEN = 4_000
_BETWEEN = ":"
_ALL = 2**31


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


def expected_quotes(connection: Connection, folded: str) -> int:
    """About how many quotes hold all words of ``folded``, by the statistics of the server; of phrases none.

    Without statistics it expects so few that they are rather counted.
    """
    return _expected(connection, "quote", folded)


def match_all_of_one(groups: Iterable[Sequence[str]]) -> Select[int]:
    """Select the ids of quotes that hold all phrases of one group; phrases are words with spaces between."""
    _, ids = _rows("quote")
    return ids.where(or_(false(), *map(_holds, groups)))


def holds_part(column: ColumnElement[str], part: ColumnElement[str]) -> ColumnElement[bool]:
    """Whether a text holds another, which need not be known beforehand, by no index."""
    return func.strpos(column, part) > 0


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


def expected_versions(connection: Connection, folded: str) -> int:
    """About how many versions hold all words, by the statistics of the server; of phrases none."""
    return _expected(connection, "article_version", folded)


def match_titles(typed: str) -> Select[int]:
    """Select the ids of articles whose titles hold what was typed: trigrams find them."""
    return select(Article.id).where(part_of(Article.title, typed))


def match_names(folded: str) -> Select[str]:
    """Select the folded names that hold ``folded`` as a substring: trigrams find them."""
    holds = false() if "\0" in folded else FoldedName.name_key.contains(folded, autoescape=True)
    return select(FoldedName.name_key).where(holds)


def phrase(words: Sequence[str]) -> str:
    """The query for these words next to each other."""
    return " ".join(words)


def near(words: Sequence[str], distance: int) -> str:
    """The query for these two words with at most ``distance`` others between."""
    one, other = words
    return _BETWEEN.join((one, other, str(distance)))


def match_query(query: str) -> SelectBase:
    """Select the ids of article versions, current or not, that a query of ``phrase`` or ``near`` finds."""
    found, values = _asked(query, "")
    return text(f"SELECT DISTINCT {found}").bindparams(**values).columns(column("rowid", Integer))


def expected_of_each(connection: Connection, queries: Sequence[str]) -> list[int]:
    """About how many passages or versions hold the words of each query, by the statistics of the server.

    Each as one of a list that has an end: so the server plans and tells it by itself.
    """
    if not queries:
        return []
    one = f"(SELECT 1 FROM {{}} WHERE {CUTTING}({{}}) @> string_to_array({{}}, ' ') LIMIT {_ALL})"  # noqa: S608 - our names
    asked: list[str] = []
    values: dict[str, str] = {}
    for number, query in enumerate(queries):
        said, distance = _said(query)
        values |= {f"each_{number}_{place}": words for place, words in enumerate(said)}
        wanted = " || ' ' || ".join(_WORDS.format(f":each_{number}_{place}") for place in range(len(said)))
        asked.append(one.format(*_kept_in(said, distance), wanted))
    explained = text(f"EXPLAIN (FORMAT JSON) {' UNION ALL '.join(asked)}")
    plan = connection.execute(explained, values).scalar_one()[0]["Plan"]
    return [each["Plan Rows"] for each in (plan["Plans"] if len(queries) > 1 else [plan])]


def first_of_each(connection: Connection, queries: Sequence[str], most: int) -> list[list[int]]:
    """The first ids of article versions that each query finds, as the server comes by them, sorted.

    All are asked for at once, written out as text: asked for in order, the server would read one text after
    the other instead of the index of the words. An article may be found in several passages.
    """
    if not queries:
        return []
    one = "SELECT {0} AS number, rowid FROM (SELECT {1} LIMIT :enough) AS found_{0}"
    asked: list[str] = []
    values: dict[str, object] = {"enough": _enough(most)}
    for number, query in enumerate(queries):
        found, named = _asked(query, str(number))
        asked.append(one.format(number, found))
        values |= named
    rows: list[list[int]] = [[] for _ in queries]
    for number, version_id in connection.execute(text(" UNION ALL ".join(asked)), values):
        rows[number].append(version_id)
    return [_each_once(connection, query, found, most) for query, found in zip(queries, rows, strict=True)]


def _each_once(connection: Connection, query: str, found: Sequence[int], most: int) -> list[int]:
    """The first ids of what was found, each once; twice as much is looked for until these are enough, or all.

    To ask for all of them, each once, takes seconds where most articles have both of two words.
    """
    enough = _enough(most)
    while len(set(found)) < most and len(found) == enough:
        enough *= 2
        asked, values = _asked(query, "")
        found = connection.scalars(text(f"SELECT {asked} LIMIT :enough"), {**values, "enough": enough}).all()
    return sorted(list(dict.fromkeys(found))[:most])


def _enough(most: int) -> int:
    """Passages that are mostly of so many articles."""
    return most + 2 + most // 4


def _asked(query: str, name: str) -> tuple[str, dict[str, str]]:
    """What follows SELECT to find the versions of a query, and the values it names."""
    said, distance = _said(query)
    table, words = _kept_in(said, distance)
    rows = f"{'version_id' if table == PASSAGES else 'id'} AS rowid FROM {table}"
    values = {f"{each}_{name}": words for each, words in zip(("one", "other"), said, strict=False)}
    here, there = (f"(SELECT quotesdb_words(:{each}_{name}))" for each in ("one", "other"))
    wanted = f"string_to_array({here} || ' ' || {there}, ' ')" if len(said) > 1 else f"{SEEKING}({here})"
    found = f"{rows} WHERE {here} <> '' AND {CUTTING}({words}) @> {wanted}"
    if distance is not None:
        found += f" AND {_near(words, here, there, distance)}"
    elif len(_WORD.findall(said[0])) > 1:
        found += f" AND strpos(' ' || {words} || ' ', (SELECT ' ' || {here} || ' ')) > 0"
    return found, values


def _said(query: str) -> tuple[list[str], int | None]:
    """The words that stand in a row, or both that stand near each other and how far."""
    one, *rest = query.split(_BETWEEN)
    return ([one, rest[0]], int(rest[1])) if rest else ([one], None)


def _kept_in(said: Sequence[str], distance: int | None) -> tuple[str, str]:
    """The table in which words are looked for, and its column.

    Words that stand near each other are looked for in passages, which are read faster than articles.
    """
    length = len(_WORD.findall(said[0])) if distance is None else 2 + distance
    return (PASSAGES, "words") if 1 < length <= TOGETHER else ("article_version", COLUMN)


def _near(words: str, here: str, there: str, distance: int) -> str:
    """Whether words have these two near each other: by their first places, since patterns take much longer.

    A pattern decides where one of them stands again.
    """
    between = f"( [^ ]+){{0,{distance}}} "
    this, that = (f"(SELECT ' ' || {each} || ' ')" for each in (here, there))
    either = f"' (', {here}, '{between}', {there}, '|', {there}, '{between}', {here}, ') '"
    said = "substr(within, least(one, other), abs(one - other))"
    return f"""(
        SELECT CASE
            WHEN one > 0 AND other > 0 AND one <> other
                AND cardinality(string_to_array({said}, ' ')) <= {distance + 2}
            THEN true
            WHEN strpos(substr(within, one + 1), {this}) = 0 AND strpos(substr(within, other + 1), {that}) = 0
            THEN false
            ELSE within ~ (SELECT concat({either}))
        END
        FROM (
            SELECT within, strpos(within, {this}) AS one, strpos(within, {that}) AS other
            FROM (SELECT ' ' || {words} || ' ' AS within OFFSET 0) AS padded
            OFFSET 0
        ) AS place
    )"""  # noqa: S608 - our names


def _match(name: str, terms: Sequence[str]) -> Select[int]:
    _, ids = _rows(name)
    return ids.where(_holds(terms)) if terms else ids.where(false())


def _expected(connection: Connection, name: str, folded: str) -> int:
    terms = typed_terms(folded)
    if not all(map(_is_indexed, _in_a_row(terms))):
        return 0
    wanted, values = _wanted(terms)
    asked = text(f"EXPLAIN (FORMAT JSON) SELECT FROM {name} AS searched WHERE {wanted}")
    plan = connection.execute(asked, values).scalar_one()
    expected: int = plan[0]["Plan"]["Plan Rows"]
    return expected


def _rows(name: str) -> tuple[FromClause, Select[int]]:
    rows = table(name, column("id"), column(COLUMN)).alias("searched")
    ids: Select[int] = select(rows.c.id.label("rowid"))
    return rows, ids


def _holds(terms: Sequence[str]) -> ColumnElement[bool]:
    """The condition that a row holds all these words, and those of a term in a row."""
    wanted, values = _wanted(terms)
    conditions = [f"quotesdb_words(:all) <> '' AND {wanted}"]
    for name, _term in _named(terms):
        conditions.append(f"((SELECT {_INDEXED.format(':' + name)}) OR {_STANDS_IN.format(':' + name)})")
    return written(conditions, {**values, "all": " ".join(terms)})


def _of_one(name: str, id_: ColumnElement[int], folded: str) -> ColumnElement[bool]:
    """Whether a row that is looked up by its number holds the terms: words are looked for as phrases are."""
    rows, _ids = _rows(name)
    terms = typed_terms(folded)
    named = {f"term_{number}": term for number, term in enumerate(terms)}
    stands_in = (_STANDS_IN.format(f":{name}") for name in named)
    holds = written(["(SELECT quotesdb_words(:all) <> '')", *stands_in], {**named, "all": " ".join(terms)})
    return select(holds).where(rows.c.id == id_).scalar_subquery()


def _in_a_row(terms: Sequence[str]) -> list[str]:
    """Those of the terms that may be several words."""
    return [term for term in terms if not term.isalnum()]


def _is_indexed(term: str) -> bool:
    """Whether the index has these words as one term, as far as Python takes the same for letters."""
    words = _WORD.findall(term)
    return len(words) == 1 or (len(words) == 2 and is_kept_in_pairs(*words))


def _named(terms: Sequence[str]) -> list[tuple[str, str]]:
    return [(f"row_{number}", term) for number, term in enumerate(_in_a_row(terms))]


_WORDS = "quotesdb_words({0})"
_WORD = re.compile(r"[^\W_]+")
_INDEXED = f"{CUTTING}({_WORDS}) @> ARRAY[{_WORDS}]"
"""Whether the index has a term as one: a word, or a pair of short ones. Then no row need be read."""

_STANDS_IN = f"strpos(' ' || searched.{COLUMN} || ' ', (SELECT ' ' || {_WORDS} || ' ')) > 0"
_TERMS = f"CASE WHEN {_INDEXED} THEN ARRAY[{_WORDS}] ELSE {SEEKING}({_WORDS}) END"
"""What the index is asked for of a phrase."""


def _wanted(terms: Sequence[str]) -> tuple[str, dict[str, str]]:
    """The condition that the index has all of the terms, and the values it names."""
    named = dict(_named(terms))
    sought = [f"string_to_array({_WORDS.format(':words')}, ' ')"]
    sought += [_TERMS.format(f":{name}") for name in named]
    words = " ".join(term for term in terms if term.isalnum())
    return f"{CUTTING}(searched.{COLUMN}) @> ({' || '.join(sought)})", {"words": words, **named}
