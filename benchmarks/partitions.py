"""The read model in PostgreSQL as one table, and the same rows partitioned by month of publication.

    python -m benchmarks.partitions URL [--rows 10000000]      rows as wide as real ones, with all indexes
    python -m benchmarks.partitions URL --rows 300000 --words  with their words, as `quote` has them

An experiment on an empty database, which gets the tables of the program and two of its own, one after the
other, and that docs/scaling.md reports: what a partitioned table refuses, how large it becomes, and how long
look-ups take, which go through all months unless they name one or want the newest. The rows are invented by
the server, over fifteen years. Times are of the clock, the median and the 95th percentile; beside them stands
how many pages of memory a look-up touches, which a busy machine does not change.
"""

from __future__ import annotations

import argparse
import random
import statistics
import time
from collections.abc import Callable, Iterator
from datetime import date
from hashlib import md5
from itertools import pairwise
from typing import Any

import psycopg
from psycopg.rows import tuple_row

from quotesdb.db.engine import ensure_schema, open_engine
from quotesdb.services.store.places import newest_since, newest_until

COLUMNS = (
    "quote_id, article_id, version_id, attribution_id, status, shown, kind, cue_class, appearance_id, "
    "agent_kind, speaker_id, body_id, publisher_id, published_on, published_precision, newest, oldest, "
    "start_char, words, cue, confidence, medium, rule"
)
ROWS = """
INSERT INTO {table} ({columns})
SELECT id, id / 10, id / 10, id, 'machine', 0, (ARRAY['direct', 'indirect', 'mixed'])[1 + id % 3],
       'speech', id / 3, 'person', (20000 * random() ^ 4)::int, (2000 * random() ^ 2)::int,
       (200 * random() ^ 3)::int, day, 'day',
       ({latest} - (day - date '2010-01-01'))::bigint * 1099511627776 + id / 10,
       (day - date '2010-01-01')::bigint * 1099511627776 + id / 10,
       id % 10 * 400, 24, 'said', 0.9, NULL, 'generated'
  FROM (SELECT id, date '2010-01-01' + (id::bigint * 5474 / {rows})::int AS day
          FROM generate_series(1, {rows}) AS one(id)) AS dated
"""
"""Quotations as ingest brings them: by date."""

WORDS = """
UPDATE {table} SET said = (
    SELECT string_agg('w' || substr(md5(((20000 * random() ^ 3)::int + 0 * k)::text), 1, 7), ' ')
      FROM generate_series(1, 24 + 0 * quote_id) AS k)
"""
REFUSED = (
    "ALTER TABLE parted ADD PRIMARY KEY (quote_id)",
    "CREATE TABLE refers (quote_id bigint REFERENCES parted (quote_id))",
)
INDEXES = (
    "SELECT indexdef FROM pg_indexes WHERE tablename = 'current_quote' AND schemaname = current_schema()"
)
SIZE = """
SELECT sum(pg_relation_size(oid)), sum(pg_indexes_size(oid))
  FROM pg_class WHERE relkind = 'r' AND relname LIKE %s
"""
ORDER = "ORDER BY newest, article_id, start_char, quote_id LIMIT 20"
PAGE = "SELECT * FROM {table} WHERE {where} {order}"
TRIES, FIRST = 200, 20
Values = tuple[Any, ...]


def main() -> None:
    """Make one table after the other, and print what was found."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("url", help="postgresql://...")
    parser.add_argument("--rows", type=int, default=1_000_000, help="default: %(default)s")
    parser.add_argument("--words", action="store_true", help="With the words and an index of them.")
    options = parser.parse_args()
    engine = open_engine(options.url)
    ensure_schema(engine)
    engine.dispose()
    with psycopg.connect(options.url, autocommit=True, row_factory=tuple_row) as connection:
        for table in ("whole", "parted"):
            make(connection, table, options.rows, with_words=options.words)
            ask(connection, table, options.rows, with_words=options.words)
            connection.execute(f"DROP TABLE {table}")


def make(connection: psycopg.Connection, table: str, rows: int, *, with_words: bool) -> None:
    """A table with its rows, then with the indexes of the read model."""
    connection.execute(f"CREATE TABLE {table} (LIKE current_quote){PARTED * (table == 'parted')}")
    if with_words:
        connection.execute(f"ALTER TABLE {table} ADD COLUMN said text")
    if table == "parted":
        for statement in _months():
            connection.execute(statement)
        for statement in REFUSED:
            try:
                connection.execute(statement)
            except psycopg.Error as error:
                print(f"refused: {statement}: {error.diag.message_primary}")
    began = time.perf_counter()
    latest = newest_until(date(2010, 1, 1)) >> 40
    connection.execute(ROWS.format(table=table, rows=rows, columns=COLUMNS, latest=latest))
    if with_words:
        connection.execute(WORDS.format(table=table))
    filled = time.perf_counter()
    for (index,) in connection.execute(INDEXES).fetchall():
        # Nothing is unique across parts.
        definition = index.replace("UNIQUE ", "").partition(" USING ")[2]
        connection.execute(f"CREATE INDEX ON {table} USING {definition}")
    if with_words:
        connection.execute(f"CREATE INDEX ON {table} USING gin (to_tsvector('simple', said))")
    print(
        f"{table}: {rows:,} rows in {filled - began:.0f} s, indexes in {time.perf_counter() - filled:.0f} s"
    )
    connection.execute(f"VACUUM ANALYZE {table}")
    for heap, indexes in connection.execute(SIZE, (f"{table}%",)):
        print(
            f"{table}: rows {float(heap) / 1e6:,.0f} MB, indexes {float(indexes) / 1e6:,.0f} MB", flush=True
        )


PARTED = " PARTITION BY RANGE (newest)"


def _months() -> Iterator[str]:
    """A part for each month, and one for what is later, earlier or undated."""
    yield "CREATE TABLE parted_rest PARTITION OF parted DEFAULT"
    firsts = [date(2010 + number // 12, 1 + number % 12, 1) for number in range(181)]
    for number, (first, following) in enumerate(pairwise(firsts)):
        ends = newest_since(following), newest_since(first)
        yield f"CREATE TABLE parted_{number} PARTITION OF parted FOR VALUES FROM ({ends[0]}) TO ({ends[1]})"


def ask(connection: psycopg.Connection, table: str, rows: int, *, with_words: bool) -> None:
    """The same look-ups of either."""
    rng = random.Random(1)
    for name, (where, values, order) in _lookups(rng, rows, with_words=with_words).items():
        query, taken = PAGE.format(table=table, where=where, order=order), []
        for _ in range(FIRST + TRIES):
            given = values()
            began = time.perf_counter()
            connection.execute(query, given).fetchall()
            taken.append((time.perf_counter() - began) * 1000)
        p50, p95 = statistics.median(taken[FIRST:]), statistics.quantiles(taken[FIRST:], n=20)[-1]
        print(f"{name}, {table}: {p50:.2f} / {p95:.2f} ms, {_touched(connection, query, values())} pages")


def _touched(connection: psycopg.Connection, query: str, values: Values) -> int:
    """How many pages of memory the server looks at to answer."""
    explain = f"EXPLAIN (ANALYZE, BUFFERS, FORMAT JSON) {query}"
    row = connection.execute(explain, values).fetchone()
    assert row is not None
    plan = row[0][0]["Plan"]
    return int(plan["Shared Hit Blocks"] + plan["Shared Read Blocks"])


def _lookups(
    rng: random.Random, rows: int, *, with_words: bool
) -> dict[str, tuple[str, Callable[[], Values], str]]:
    """What is asked: a condition, values drawn by chance, and the order."""
    ends = newest_until(date(2018, 3, 31)), newest_since(date(2018, 3, 1))
    month = f"newest >= {ends[0]} AND newest < {ends[1]}"

    def speaker() -> Values:
        return (int(20_000 * rng.random() ** 4),)

    def publisher() -> Values:
        return (int(200 * rng.random() ** 3),)

    found: dict[str, tuple[str, Callable[[], Values], str]] = {
        "newest page": ("shown = 0", tuple, ORDER),
        "newest of a speaker": ("shown = 0 AND speaker_id = %s", speaker, ORDER),
        "a speaker in a month": (f"shown = 0 AND speaker_id = %s AND {month}", speaker, ORDER),
        "publisher and month": (f"shown = 0 AND publisher_id = %s AND {month}", publisher, ORDER),
        "one by its number": ("quote_id = %s", lambda: (rng.randint(1, rows),), ""),
        "an article": ("article_id = %s", lambda: (rng.randint(1, rows // 10),), ""),
    }
    if with_words:
        holds = "to_tsvector('simple', said) @@ to_tsquery('simple', %s)"
        found["a word"] = (f"shown + 0 = 0 AND {holds}", lambda: (_word(rng),), ORDER)
        found["a word in a month"] = (f"shown + 0 = 0 AND {holds} AND {month}", lambda: (_word(rng),), ORDER)
    return found


def _word(rng: random.Random) -> str:
    return f"w{md5(str(rng.randint(15_000, 19_999)).encode()).hexdigest()[:7]}"


if __name__ == "__main__":
    main()
