"""What SQLite is told about the read model, so that it takes the narrowest index.

It keeps no statistics of its own accord, and takes any two conditions on an index for equally narrow: whether
something is shown, as nearly everything is, for as narrow as who said it. What is told here is the shape of a
large database, whatever is stored: plans are the same on all.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import text

if TYPE_CHECKING:
    from sqlalchemy import Connection

_TABLE = "current_quote"
_ROWS = 1_000_000
_ROWS_OF = {
    "newest": "500000 12 10 1 1",
    "oldest": "500000 12 10 1 1",
    "speaker": "60 50 2 2 1 1 1 1",
    "publisher": "5000 4500 12 10 1 1",
    "body": "500 450 2 2 1 1",
    "own": "100 90 2 2 1 1",
    "unreviewed": "500000 400000 20000 10 10 1 1",
    "article": "10 9 1",
    "appearance": "3",
}
"""How many rows there are, about, for each value of the first column of an index, of the first two ..."""


def tell_shape(connection: Connection) -> None:
    """Store what SQLite is to know; it is read when the database is opened."""
    if connection.dialect.name != "sqlite":
        return
    connection.execute(text("ANALYZE sqlite_schema"))  # makes the table
    connection.execute(text("DELETE FROM sqlite_stat1 WHERE tbl = :table"), {"table": _TABLE})
    connection.execute(
        text("INSERT INTO sqlite_stat1 (tbl, idx, stat) VALUES (:table, :index, :stat)"),
        [
            {"table": _TABLE, "index": f"ix_{_TABLE}_{name}", "stat": f"{_ROWS} {stat}"}
            for name, stat in _ROWS_OF.items()
        ],
    )
    connection.execute(text("ANALYZE sqlite_schema"))  # reads it
