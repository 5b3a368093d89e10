"""Numbers and words that a query is given in rows, to be joined with what is stored, however many there are.

Written out as conditions they would make another statement each time, and a long one.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Sequence
from functools import cache
from typing import TYPE_CHECKING, Any, cast

from sqlalchemy import ARRAY, BigInteger, Integer, Text, bindparam, column, func, select
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql.functions import FunctionElement

from quotesdb.db.bulk import unnested

if TYPE_CHECKING:
    from sqlalchemy import ColumnElement, FromClause, Select, SQLColumnExpression
    from sqlalchemy.orm import Session
    from sqlalchemy.sql.compiler import SQLCompiler
    from sqlalchemy.types import TypeEngine

_WRITTEN_OUT = 500
"""Numbers that a condition names one by one; of more, no engine takes as many as there may be."""

_ROWS = "given_rows"
_KINDS: dict[type[int | str], TypeEngine[Any]] = {int: BigInteger(), str: Text()}


def given(session: Session, **kinds: type[int | str]) -> FromClause:
    """The rows, with these columns; ``as_given`` has what is to be asked with."""
    return _given(session.get_bind().dialect.name, tuple(kinds.items()))


def as_given(session: Session, rows: Sequence[Sequence[int | str]]) -> dict[str, Any]:
    """The parameters of a query that is given these rows; there is one at least."""
    if session.get_bind().dialect.name == "postgresql":
        return {_of(place): list(values) for place, values in enumerate(zip(*rows, strict=True))}
    return {_ROWS: json.dumps(rows)}


def among(asked: SQLColumnExpression[int | None], numbers: Collection[int]) -> ColumnElement[bool]:
    """The condition that a number is one of these, however many: more than few are one value.

    Of one it is said to be that one, since an index has the rows of one value in order.
    """
    if len(numbers) == 1:
        return asked == next(iter(numbers))
    if len(numbers) <= _WRITTEN_OUT:
        return asked.in_(numbers)
    return asked.bool_op("IN")(_numbers(json.dumps(list(numbers))))


def looked_up(number: SQLColumnExpression[int], numbers: Collection[int]) -> ColumnElement[bool]:
    """The same where nothing but the numbers of rows, or little else, is asked: these rows are looked up.

    PostgreSQL is given one list instead of rows to be joined, which takes a fifth off, and it expects ten.
    """
    if len(numbers) <= _WRITTEN_OUT:
        return among(number, numbers)
    return cast("ColumnElement[bool]", _looked_up(number, bindparam(None, json.dumps(list(numbers)))))


class _looked_up(FunctionElement[Any]):  # noqa: N801 - as functions of SQL are called
    """Whether a number is in a list in JSON; no boolean, which SQLite would compare with 1."""

    inherit_cache = True


@compiles(_looked_up, "sqlite")
def _looked_up_by_sqlite(element: _looked_up, compiler: SQLCompiler, **options: Any) -> str:
    number, listed = element.clauses
    numbers = compiler.process(_numbers(listed), **options)
    return f"{compiler.process(number, **options)} IN {numbers}"


@compiles(_looked_up, "postgresql")
def _looked_up_by_postgresql(element: _looked_up, compiler: SQLCompiler, **options: Any) -> str:
    number, listed = (compiler.process(each, **options) for each in element.clauses)
    return f"{number} = ANY (CAST((SELECT translate({listed}, '[]', '{{}}')) AS integer[]))"


def not_planned_with(name: str, kind: type[TypeEngine[Any]]) -> ColumnElement[Any]:
    """A value that a query names, and that PostgreSQL does not see when it plans.

    For what is asked again and again in one way: it would plan anew for each value that it expects to be
    done with sooner than with others, and take twice as long for that as for what was asked.
    """
    return cast("ColumnElement[Any]", _not_planned_with(bindparam(name, type_=kind())))


class _not_planned_with(FunctionElement[Any]):  # noqa: N801 - as functions of SQL are called
    """A value by itself."""

    inherit_cache = True


@compiles(_not_planned_with, "sqlite")
def _seen(element: _not_planned_with, compiler: SQLCompiler, **options: Any) -> str:
    return compiler.process(element.clauses, **options)


@compiles(_not_planned_with, "postgresql")
def _unseen(element: _not_planned_with, compiler: SQLCompiler, **options: Any) -> str:
    return f"(SELECT {compiler.process(element.clauses, **options)})"


def among_few(asked: SQLColumnExpression[Any], found: Select[Any]) -> ColumnElement[bool]:
    """The condition that a value is one of those that a query finds, of which PostgreSQL expects ten."""
    return cast("ColumnElement[bool]", _among_few(asked, found.scalar_subquery()))


class _among_few(FunctionElement[Any]):  # noqa: N801 - as functions of SQL are called
    """Whether something is among what a query finds; no boolean, which SQLite would compare with 1."""

    inherit_cache = True


@compiles(_among_few, "sqlite")
def _few_by_sqlite(element: _among_few, compiler: SQLCompiler, **options: Any) -> str:
    asked, found = (compiler.process(each, **options) for each in element.clauses)
    return f"{asked} IN {found}"


@compiles(_among_few, "postgresql")
def _few_by_postgresql(element: _among_few, compiler: SQLCompiler, **options: Any) -> str:
    asked, found = (compiler.process(each, **options) for each in element.clauses)
    return f"{asked} = ANY (ARRAY{found})"


class _numbers(FunctionElement[int]):  # noqa: N801 - as functions of SQL are called
    """The rows of a list of numbers in JSON."""

    inherit_cache = True
    type = Integer()


@compiles(_numbers, "sqlite")
def _by_sqlite(element: _numbers, compiler: SQLCompiler, **options: Any) -> str:
    listed = compiler.process(element.clauses, **options)
    return f"(SELECT value FROM json_each({listed}))"  # noqa: S608 - the name of a value


@compiles(_numbers, "postgresql")
def _by_postgresql(element: _numbers, compiler: SQLCompiler, **options: Any) -> str:
    listed = compiler.process(element.clauses, **options)
    rows = f"json_array_elements_text(CAST({listed} AS json)) AS value"
    return f"(SELECT CAST(value AS integer) FROM {rows})"  # noqa: S608 - the name of a value


@cache
def _given(dialect: str, kinds: tuple[tuple[str, type[int | str]], ...]) -> FromClause:
    columns = [column(name, _KINDS[kind]) for name, kind in kinds]
    if dialect == "postgresql":
        lists = (bindparam(_of(place), type_=ARRAY(each.type)) for place, each in enumerate(columns))
        return unnested(lists, columns)
    rows = func.json_each(bindparam(_ROWS)).table_valued("value")
    values = (
        func.json_extract(rows.c.value, f"$[{place}]", type_=each.type).label(each.name)
        for place, each in enumerate(columns)
    )
    return select(*values).subquery()


def _of(place: int) -> str:
    return f"{_ROWS}_{place}"
