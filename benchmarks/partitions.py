"""One table of quotations in PostgreSQL beside the same rows partitioned by month of publication.

    python -m benchmarks.partitions URL [--rows 1000000]

An experiment on an empty database, with tables of its own, that docs/scaling.md reports: what a partitioned
table refuses, how large it becomes, and how long look-ups take, which go through all months unless they name
one. The rows are invented by the server: 24 words each, over fifteen years.
"""

from __future__ import annotations

import argparse
import random
import statistics
import time
from hashlib import md5

import psycopg

ROWS = """
CREATE UNLOGGED TABLE made AS
SELECT id, 'q-' || substr(md5(id::text), 1, 10) AS public_id,
       date '2010-01-01' + (random() * 5474)::int AS published_on,
       (20000 * random() ^ 4)::int AS speaker_id, (200 * random() ^ 3)::int AS publisher_id,
       (SELECT string_agg('w' || substr(md5(((20000 * random() ^ 3)::int + 0 * k)::text), 1, 7), ' ')
          FROM generate_series(1, 24 + 0 * id::int) AS k) AS words
  FROM generate_series(1, {rows}) AS made(id);
CREATE TABLE whole (LIKE made);
ALTER TABLE whole ADD COLUMN search tsvector GENERATED ALWAYS AS (to_tsvector('simple', words)) STORED;
CREATE TABLE parted (LIKE whole INCLUDING GENERATED) PARTITION BY RANGE (published_on);
CREATE TABLE parted_undated PARTITION OF parted DEFAULT
"""
MONTHS = """
DO $$ BEGIN
  FOR m IN 0..179 LOOP
    EXECUTE format('CREATE TABLE parted_%s PARTITION OF parted FOR VALUES FROM (%L) TO (%L)', m,
      date '2010-01-01' + make_interval(months => m), date '2010-01-01' + make_interval(months => m + 1));
  END LOOP;
END $$
"""
REFUSED = (
    "ALTER TABLE parted ADD PRIMARY KEY (id)",
    "CREATE UNIQUE INDEX ON parted (public_id)",
    "CREATE TABLE refers (quote_id bigint REFERENCES parted (id))",
)
INDEXES = (
    "(id)",
    "(public_id)",
    "(speaker_id, published_on DESC, id)",
    "(publisher_id, published_on DESC, id)",
    "(published_on DESC, id)",
    "USING gin (search)",
)
COLUMNS = "id, public_id, published_on, speaker_id, publisher_id, words"
SIZE = "SELECT sum(pg_total_relation_size(oid)) FROM pg_class WHERE relkind = 'r' AND relname LIKE %s"
PAGE = "SELECT id FROM {table} WHERE {where} ORDER BY published_on DESC, id LIMIT 20"
MONTH = "published_on >= '2018-03-01' AND published_on < '2018-04-01'"
TRIES, FIRST = 50, 10


def main() -> None:
    """Make both tables, and print what was found."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("url")
    parser.add_argument("--rows", type=int, default=1_000_000)
    options = parser.parse_args()
    with psycopg.connect(options.url, autocommit=True) as connection:
        make(connection, options.rows)
        ask(connection, options.rows)


def make(connection: psycopg.Connection, rows: int) -> None:
    """Both tables with their indexes, then the rows, as ingest brings them: by date."""
    for statement in (*ROWS.format(rows=rows).split(";"), MONTHS):
        connection.execute(statement)
    for statement in REFUSED:
        try:
            connection.execute(statement)
        except psycopg.Error as error:
            print(f"refused: {statement}: {error.diag.message_primary}")
    for table in ("whole", "parted"):
        for index in INDEXES:
            connection.execute(f"CREATE INDEX ON {table} {index}")
        began = time.perf_counter()
        connection.execute(
            f"INSERT INTO {table} ({COLUMNS}) SELECT {COLUMNS} FROM made ORDER BY published_on"
        )
        print(f"{table}: {rows:,} rows in {time.perf_counter() - began:.0f} s", flush=True)
        connection.execute(f"VACUUM ANALYZE {table}")
        for (size,) in connection.execute(SIZE, (f"{table}%",)):
            print(f"{table}: {size:,} bytes")


def ask(connection: psycopg.Connection, rows: int) -> None:
    """The same look-ups of both."""
    rng = random.Random(1)
    lookups = {
        "newest page": ("TRUE", lambda: None),
        "newest of a speaker": ("speaker_id = %s", lambda: int(20_000 * rng.random() ** 4)),
        "publisher and month": (f"publisher_id = %s AND {MONTH}", lambda: int(200 * rng.random() ** 3)),
        "one by public id": ("public_id = %s", lambda: f"q-{_hash(rng.randint(1, rows))[:10]}"),
        "a word": ("search @@ to_tsquery('simple', %s)", lambda: _word(rng)),
        "a word in a month": (f"search @@ to_tsquery('simple', %s) AND {MONTH}", lambda: _word(rng)),
    }
    for name, (where, value) in lookups.items():
        for table in ("whole", "parted"):
            taken = []
            for _ in range(FIRST + TRIES):
                given = value()
                began = time.perf_counter()
                query = PAGE.format(table=table, where=where)
                connection.execute(query, None if given is None else (given,)).fetchall()
                taken.append((time.perf_counter() - began) * 1000)
            print(f"{name}, {table}: p50 {statistics.median(taken[FIRST:]):.2f} ms", flush=True)


def _word(rng: random.Random) -> str:
    return f"w{_hash(rng.randint(15_000, 19_999))[:7]}"


def _hash(number: int) -> str:
    return md5(str(number).encode()).hexdigest()


if __name__ == "__main__":
    main()
