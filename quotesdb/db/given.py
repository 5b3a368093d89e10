"""Whole numbers that a query is given in rows, to be joined with what is stored, however many there are.

Written out as conditions they would make another statement each time, and a long one.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from functools import cache
from typing import TYPE_CHECKING, Any

from sqlalchemy import ARRAY, BigInteger, bindparam, column, func, select

from quotesdb.db.bulk import unnested

if TYPE_CHECKING:
    from sqlalchemy import FromClause
    from sqlalchemy.orm import Session

_ROWS = "given_rows"


def given(session: Session, *names: str) -> FromClause:
    """The rows, with these columns; ``as_given`` has what is to be asked with."""
    return _given(session.get_bind().dialect.name, names)


def as_given(session: Session, rows: Sequence[Sequence[int]]) -> dict[str, Any]:
    """The parameters of a query that is given these rows; there is one at least."""
    if session.get_bind().dialect.name == "postgresql":
        return {_of(place): list(values) for place, values in enumerate(zip(*rows, strict=True))}
    return {_ROWS: json.dumps(rows)}


@cache
def _given(dialect: str, names: tuple[str, ...]) -> FromClause:
    columns = [column(name, BigInteger) for name in names]
    if dialect == "postgresql":
        lists = (bindparam(_of(place), type_=ARRAY(BigInteger)) for place in range(len(names)))
        return unnested(lists, columns)
    rows = func.json_each(bindparam(_ROWS)).table_valued("value")
    values = (
        func.json_extract(rows.c.value, f"$[{place}]", type_=BigInteger).label(name)
        for place, name in enumerate(names)
    )
    return select(*values).subquery()


def _of(place: int) -> str:
    return f"{_ROWS}_{place}"
