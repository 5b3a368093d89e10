"""A whole database as JSON Lines, and back: every row with its number, so that nothing shows otherwise.

The first line says what the file is and of which revision, the last how many rows stand between and what
their SHA-256 is; each line between is one row, ``{"TABLE": {"COLUMN": VALUE}}``. Who may log in belongs to
one place and not to what is archived: users and their searches are left out.
"""

from __future__ import annotations

import base64
import hashlib
import json
from collections.abc import Callable, Iterable, Iterator
from datetime import date, datetime
from itertools import islice
from typing import TYPE_CHECKING, Any, BinaryIO

from sqlalchemy import Column, Enum, Table, insert
from sqlalchemy.exc import DBAPIError, StatementError

from quotesdb.db.engine import ensure_schema, head, only_reading, require_schema, sessions, settle
from quotesdb.db.models import Account, Base, Credential, SavedSearch
from quotesdb.db.types import UtcDateTime
from quotesdb.json_shape import as_json_line, plain
from quotesdb.services.errors import BadRequest
from quotesdb.services.store.rows import table_of
from quotesdb.services.transfer.copy import PORTION, Values, count_rows, each_row

if TYPE_CHECKING:
    from sqlalchemy import Engine
    from sqlalchemy.orm import Session

KIND = "archive"
"""What the first line says that the file is."""

_LEFT_OUT = (table_of(Account), table_of(Credential), table_of(SavedSearch))

Row = tuple[Table, dict[str, Any]]


def write_archive(
    source: Engine,
    out: BinaryIO,
    *,
    on_start: Callable[[int], None] | None = None,
    on_rows: Callable[[int], None] | None = None,
) -> int:
    """Write every row, as the database is at one moment, and tell how many there are.

    Raises:
        DatabaseError: if the database cannot be used.
    """
    require_schema(source)
    digest, written = hashlib.sha256(), 0
    out.write(_line({"quotesdb": KIND, "revision": head()}))
    with only_reading(sessions(source)) as session:
        if on_start:
            on_start(sum(count_rows(session, table) for table in _tables()))
        for table in _tables():
            for row in each_row(session, table):
                line = _line({table.name: _shown(table, row)})
                digest.update(line)
                out.write(line)
                written += 1
                if on_rows:
                    on_rows(1)
    out.write(_line({"rows": written, "sha256": digest.hexdigest()}))
    return written


def load_archive(
    target: Engine, lines: Iterable[bytes], *, on_rows: Callable[[int], None] | None = None
) -> int:
    """Fill an empty database with what ``write_archive`` wrote: all of it, or nothing; how many rows.

    Raises:
        BadRequest: if the file is none of these, is damaged or of another revision, or something is stored.
        DatabaseError: if the database cannot be used.
    """
    coming = iter(lines)
    _refuse_other(next(coming, b""))
    ensure_schema(target)
    require_schema(target)
    with sessions(target, write=True).begin() as session:
        if any(count_rows(session, table) for table in _tables()):
            raise BadRequest("the database to import into is not empty: name a new one with --db")
        loaded = _load(session, coming, on_rows)
    settle(target)
    return loaded


def _tables() -> list[Table]:
    return [table for table in Base.metadata.sorted_tables if table not in _LEFT_OUT]


def _line(value: dict[str, Any]) -> bytes:
    return f"{as_json_line(value)}\n".encode()


def _shown(table: Table, row: Values) -> dict[str, Any]:
    return {column.name: _plain(value) for column, value in zip(table.columns, row, strict=True)}


def _plain(value: Any) -> Any:
    return base64.b64encode(value).decode() if isinstance(value, bytes) else plain(value)


def _refuse_other(first: bytes) -> None:
    try:
        said = json.loads(first)
    except (ValueError, RecursionError):
        said = None
    if not isinstance(said, dict) or said.get("quotesdb") != KIND:
        raise BadRequest("not an archive that quotesdb db export wrote")
    if said.get("revision") != head():
        raise BadRequest(
            f"an archive of revision {said.get('revision')}, where this program works with {head()}: "
            "import it with the release that wrote it, then upgrade that database"
        )


def _load(session: Session, lines: Iterator[bytes], on_rows: Callable[[int], None] | None) -> int:
    """The rows between the first line and the last, table by table, some at a time."""
    loaded, coming = 0, _checked(lines)
    while portion := list(islice(coming, PORTION)):
        for table in dict.fromkeys(table for table, _ in portion):
            these = [row for of, row in portion if of is table]
            try:
                session.connection().execute(insert(table), these)
            except (DBAPIError, StatementError) as error:
                raise BadRequest(f"the archive does not fit together: rows of {table.name}") from error
        loaded += len(portion)
        if on_rows:
            on_rows(len(portion))
    return loaded


def _checked(lines: Iterator[bytes]) -> Iterator[Row]:
    """Each row; in the end what the last line says must be so, and nothing follows."""
    tables = {table.name: table for table in _tables()}
    digest = hashlib.sha256()
    for number, line in enumerate(lines):
        try:
            [(name, said), *others] = json.loads(line).items()
            if name == "rows":
                if said != number or dict(others).get("sha256") != digest.hexdigest() or next(lines, None):
                    break
                return
            row = {key: _stored(tables[name].columns[key], value) for key, value in said.items()}
        except (ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
            raise BadRequest(f"line {number + 2} of the archive is damaged") from error
        digest.update(line)
        yield tables[name], row
    raise BadRequest("the archive is damaged or was cut off: its end does not tell of what stands before it")


def _stored(column: Column[Any], value: Any) -> Any:
    """A value as its column takes it."""
    if value is None:
        return None
    if isinstance(column.type, Enum) and column.type.enum_class:
        return column.type.enum_class(value)
    if isinstance(column.type, UtcDateTime):
        return datetime.fromisoformat(value)
    kind = column.type.python_type
    if kind is bytes:
        return base64.b64decode(value, validate=True)
    return date.fromisoformat(value) if kind is date else value
