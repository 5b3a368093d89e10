"""What the columns of a table are, as ``--map`` has it: said once, and remembered by a name.

They stand beside the config file, so that an export which comes every week needs no more than their name.
"""

from __future__ import annotations

import json
import re
from pathlib import Path

import click

from quotesdb.cli import config
from quotesdb.cli.files import alone_in, make_folder, write
from quotesdb.cli.group import Failure
from quotesdb.readers.columns import FIELDS

_NAMED = re.compile(r"(?P<name>\w[\w.-]{0,60})(?::(?P<columns>[a-z_]+\s*=.*))?", re.DOTALL)

Columns = dict[str, str]


def columns(given: str) -> Columns:
    """The columns that are given: ``FIELD=COLUMN,...``, or the name by which they are remembered.

    ``NAME:FIELD=COLUMN,...`` remembers them by that name, in place of what it meant before.

    Raises:
        BadParameter: if it is none of these, or nothing is remembered by the name.
        Failure: if what is remembered cannot be read or written.
    """
    named = _NAMED.fullmatch(given)
    if named is None:
        return _parsed(given)
    if named["columns"] is None:
        return _remembered(named["name"])
    found = _parsed(named["columns"])
    _remember(named["name"], found)
    return found


def path() -> Path:
    """Where the columns are remembered."""
    return config.path().with_name("maps.json")


def _parsed(given: str) -> Columns:
    found: Columns = {}
    for pair in given.split(","):
        field, mark, column = (part.strip() for part in pair.partition("="))
        field = {"published": "published_at"}.get(field, field)
        if not mark or not column or field not in FIELDS:
            raise click.BadParameter(f"{pair!r} is not FIELD=COLUMN with one of {', '.join(FIELDS)}")
        found[field] = column
    return found


def _remembered(name: str) -> Columns:
    known = _all()
    if name not in known:
        names = f"there are {', '.join(sorted(known))}" if known else "there are none"
        raise click.BadParameter(
            f"no columns are remembered as {name!r} ({names}); {name}:text=COLUMN,... does so"
        )
    return known[name]


def _remember(name: str, found: Columns) -> None:
    file = path()
    make_folder(file.parent)
    with alone_in(file.parent):
        known = {**_all(), name: found}
        write(file, json.dumps(known, ensure_ascii=False, indent=2) + "\n")


def _all() -> dict[str, Columns]:
    file = path()
    try:
        known = json.loads(file.read_text(encoding="utf-8"))
    except FileNotFoundError:
        return {}
    except (OSError, ValueError) as error:
        raise Failure(f"{file} cannot be read: {error}") from error
    if not (isinstance(known, dict) and all(map(_are_columns, known.values()))):
        raise Failure(f"{file} does not hold what --map remembers")
    return known


def _are_columns(value: object) -> bool:
    return isinstance(value, dict) and all(
        field in FIELDS and isinstance(column, str) for field, column in value.items()
    )
