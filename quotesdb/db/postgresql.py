"""PostgreSQL: how connections are set up, what its errors mean, who writes when, and how text is ordered."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Callable, Sequence
from functools import cache
from typing import TYPE_CHECKING, Any

from sqlalchemy import ARRAY, BindParameter, Connection, Dialect, Engine, Integer, bindparam, event, text
from sqlalchemy.sql.operators import in_op, not_in_op
from sqlalchemy.types import UserDefinedType

from quotesdb.db.errors import Conflict, DatabaseError, DatabaseInUse, NotWritable, name_of
from quotesdb.db.locks import Waiting

if TYPE_CHECKING:
    from sqlalchemy.engine import ExceptionContext
    from sqlalchemy.sql.compiler import SQLCompiler
    from sqlalchemy.sql.expression import BinaryExpression

READING = {"isolation_level": "REPEATABLE READ"}
"""The execution options of what only reads: all of it sees the database as it was at one moment."""

_WRITERS = 0x71756F7465736462
"""The number of the advisory lock that whoever writes holds: "quotesdb" in ASCII."""

_LOCKED = "55P03"
_CONFLICTS = {"40001", "40P01", "23505"}
"""Cannot be serialised, a deadlock, and a row that another program made first."""
_FIXED = ("25006", "53100")
"""A database that may only be read, and a full disk."""

_DENIED = "42501"
"""What is done here is not allowed to whoever is connected."""

_MEANINGS = {
    _DENIED: "cannot be used so: {reason}",
    "25006": "cannot be written to: it is read-only",
    "53100": "cannot be written to: the disk is full",
    "57P01": "is not there any more: its server was shut down",
    _LOCKED: "is in use by another program; try again later",
}
_SETTINGS = """
    SET TimeZone TO 'UTC'; SET DateStyle TO 'ISO, YMD';
    SET jit TO off; SET max_parallel_workers_per_gather TO 0; SET work_mem TO '32MB'
"""
"""Whatever the server's own are: instants and dates come as SQLite has them, and short queries stay short.

Nearly all are: to start other processes takes longer than what the server expects them to spare. With less
memory it keeps the pages that have a frequent word without the rows, and cuts each of these into words anew.
"""

_PREPARED = 400
"""Statements that a connection keeps planned: more than all look-ups make together.

Of the hundred that the library keeps, a server of pages would drop and plan one anew with every page.
"""

_OTHER_ORDER = """
    SELECT
        a.attrelid::regclass::text AS name, a.attname AS column,
        format_type(a.atttypid, a.atttypmod) AS type
    FROM pg_attribute AS a
    JOIN pg_class AS c ON c.oid = a.attrelid
    JOIN pg_collation AS o ON o.oid = a.attcollation
    WHERE c.relkind IN ('r', 'p') AND c.relnamespace = current_schema()::regnamespace
        AND a.attnum > 0 AND NOT a.attisdropped AND o.collname <> 'C'
    ORDER BY name, a.attnum
"""

_SEQUENCES = """
    SELECT pg_get_serial_sequence(table_name, column_name), quote_ident(table_name)
    FROM information_schema.columns
    WHERE table_schema = current_schema() AND column_name = 'id' AND column_default LIKE 'nextval(%'
"""


def prepare(engine: Engine, on_wait: Callable[[], None] | None) -> None:
    """Have connections of an engine set up, its errors told in one line, and its writers wait."""
    engine.dialect.statement_compiler = _listing(engine.dialect.statement_compiler)
    event.listen(engine, "handle_error", _in_one_line)
    event.listen(engine, "connect", _set_up)
    event.listen(engine, "begin", Waiting(WritersLock(), on_wait).begin)


class WritersLock:
    """One writer at a time, as in SQLite: an advisory lock of the database, freed with its transaction."""

    def begin(self, connection: Connection) -> None:
        """Begin a transaction that only reads: with its first statement."""

    def begin_writing(self, connection: Connection, seconds: float) -> None:
        """Begin a transaction with the lock.

        Its statements each see what was committed before them, so that none misses what was written while
        this one waited.
        """
        if connection.exec_driver_sql(f"SELECT pg_try_advisory_xact_lock({_WRITERS})").scalar():
            return
        try:
            connection.exec_driver_sql(f"SET LOCAL lock_timeout TO {max(1, round(1000 * seconds))}")
            connection.exec_driver_sql(f"SELECT pg_advisory_xact_lock({_WRITERS})")
            connection.exec_driver_sql("SET LOCAL lock_timeout TO DEFAULT")
        except DatabaseInUse:
            connection.connection.rollback()
            raise


def _listing(compiler: type[SQLCompiler]) -> type[SQLCompiler]:
    """A compiler that takes the values of an ``IN`` for one list.

    Written out, each number of values is another statement to be planned, and to write out hundreds and to
    read them again takes longer than the server needs to find their rows.
    """

    class Listing(compiler):  # type: ignore[misc, valid-type]
        def visit_binary(self, binary: BinaryExpression[bool], *how: Any, **options: Any) -> str:
            values, operator = binary.right, binary.operator
            is_list = isinstance(values, BindParameter) and values.expanding
            if not is_list or operator not in (in_op, not_in_op) or options.get("literal_binds"):
                return str(super().visit_binary(binary, *how, **options))
            many: Any = ARRAY(values.type)
            if isinstance(values.type, Integer):
                many = _Numbers(self.dialect.type_compiler_instance.process(many))
            # Of the same name, by which the values are known that a statement is asked again with.
            listed: BindParameter[Any] = bindparam(values.key, values.value, many, required=values.required)
            asked, among = (self.process(one, **options) for one in (binary.left, listed))
            return f"{asked} {'= ANY' if operator is in_op else '<> ALL'} ({among})"

    return Listing


class _Numbers(UserDefinedType[Sequence[int]]):
    """An array of numbers, handed over as the text that it is read from: the driver writes each by itself."""

    cache_ok = True
    render_bind_cast = True

    def __init__(self, name: str) -> None:
        self.name = name

    def get_col_spec(self, **_how: Any) -> str:
        """What the server calls it."""
        return self.name

    def bind_processor(self, dialect: Dialect) -> Callable[[Any], str]:  # noqa: ARG002
        """What writes it."""
        return _as_array


def _as_array(numbers: Sequence[int | None]) -> str:
    """Numbers as PostgreSQL writes an array of them.

    >>> _as_array([3, None, 4])
    '{3, null, 4}'
    """
    return f"{{{json.dumps(list(numbers))[1:-1]}}}"


def order_by_bytes(connection: Connection) -> None:
    """Let all text compare as SQLite and Python compare it, whatever the language of the database.

    Called after migrations, whose columns have the database's own order.
    """
    columns = defaultdict[str, list[str]](list)
    for row in connection.execute(text(_OTHER_ORDER)):
        columns[row.name].append(f'ALTER COLUMN "{row.column}" TYPE {row.type} COLLATE "C"')
    for name, changes in columns.items():
        connection.exec_driver_sql(f"ALTER TABLE {name} {', '.join(changes)}")


def settle_sequences(connection: Connection) -> None:
    """Let every sequence go on after the highest number of its table."""
    for name, table in connection.execute(text(_SEQUENCES)):
        following = f"SELECT setval('{name}', (SELECT coalesce(max(id), 0) + 1 FROM {table}), false)"  # noqa: S608 - our names
        connection.exec_driver_sql(following)


def problems(connection: Connection) -> list[str]:
    """The columns whose text would be in another order, one sentence each."""
    return [
        f"the text of {row.name}.{row.column} is not ordered by its bytes"
        for row in connection.execute(text(_OTHER_ORDER))
    ]


def _set_up(connection: Any, _record: object) -> None:
    connection.autocommit = True
    connection.execute(_SETTINGS)
    connection.autocommit = False
    connection.prepared_max = _PREPARED
    connection.adapters.register_dumper(str, _storable())
    connection.adapters.register_dumper(int, _of_one_length())


@cache
def _of_one_length() -> type[Any]:
    """What writes whole numbers: with eight bytes, where the library would take the least that each needs.

    By the types of its values a statement is known again; the server then need not plan it anew.
    """
    from psycopg.types.numeric import Int8Dumper

    return Int8Dumper


@cache
def _storable() -> type[Any]:
    """What writes strings: U+0000, which PostgreSQL cannot store, as the mark of an unreadable character."""
    from psycopg.types.string import StrDumperUnknown

    class Storable(StrDumperUnknown):
        def dump(self, obj: str) -> Any:
            return super().dump(obj.replace("\0", "\ufffd"))

    return Storable


def _only_reads(statement: str | None) -> bool:
    return (statement or "").lstrip().upper().startswith(("SELECT", "WITH"))


def _in_one_line(context: ExceptionContext) -> None:
    error = context.original_exception
    engine = context.engine
    if engine is None or not isinstance(error, Exception):
        return  # Ctrl-C while the server works also closes the connection, and stays Ctrl-C
    state = getattr(error, "sqlstate", None)
    if state in _CONFLICTS:
        raise Conflict(f"{name_of(engine)} was changed by another program at the same time") from error
    if state in _MEANINGS:
        may_not_write = state == _DENIED and not _only_reads(context.statement)
        is_fixed = state in _FIXED or may_not_write
        kind = DatabaseInUse if state == _LOCKED else NotWritable if is_fixed else DatabaseError
        raise kind(f"{name_of(engine)} {_MEANINGS[state].format(reason=_reason(error))}") from error
    if context.connection is None:
        raise DatabaseError(f"{name_of(engine)} cannot be opened: {_reason(error)}") from error
    if context.is_disconnect:
        raise DatabaseError(f"the connection to {name_of(engine)} was lost") from error


def _reason(error: BaseException) -> str:
    """What the server says, or what the library says of it, without where and how."""
    line = next((line for line in str(error).splitlines() if line.strip()), "no reason was given")
    return line.rpartition("FATAL: ")[2].rpartition("failed: ")[2].strip()
