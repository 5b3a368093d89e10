"""JSON files, parsed once for all readers that ask what shape they have."""

from __future__ import annotations

import codecs
import json
from collections.abc import Iterator
from functools import lru_cache
from itertools import chain
from typing import Any, BinaryIO

from quotesdb.readers.errors import ReadError
from quotesdb.readers.signs import look

LONGEST = 100_000_000
_STARTS = ("{", "[")


def begins_json(head: bytes) -> bool:
    """Whether a file begins as JSON does."""
    return look(head).text.lstrip()[:1] in _STARTS


@lru_cache(1)
def load(data: bytes) -> Any:
    """What a JSON file holds.

    Raises:
        ReadError: if it is no JSON, or is nested too deeply.

    """
    try:
        return json.loads(data.decode("utf-8-sig", "replace").replace("\x00", ""), strict=False)
    except (ValueError, RecursionError) as error:
        raise ReadError("not well-formed JSON") from error


def records(file: BinaryIO) -> Iterator[Any]:
    """What a file holds of which each line is JSON, or that is JSON as a whole: a list's values one by one.

    In place of a line that is broken stands the error that says so: it costs no other.

    Raises:
        ReadError: if it is neither.

    """
    blank = 0
    while (first := file.readline()) and not first.removeprefix(codecs.BOM_UTF8).strip():
        blank += 1
    try:
        json.loads(first.removeprefix(codecs.BOM_UTF8))
    except (ValueError, RecursionError):
        file.seek(0)
        whole = load(file.read(LONGEST))
        yield from whole if isinstance(whole, list) else [whole]
        return
    for number, line in enumerate(chain([first.removeprefix(codecs.BOM_UTF8)], file), blank + 1):
        if line.strip():
            yield from _record(line, number)


def _record(line: bytes, number: int) -> Iterator[Any]:
    try:
        found = json.loads(line.decode("utf-8", "replace"), strict=False)
    except (ValueError, RecursionError):
        found = ReadError(f"not well-formed JSON on line {number}")
    yield from found if isinstance(found, list) else [found]


def texts(value: Any, *keys: str) -> str:
    """The text under the first of the keys that has one; numbers are texts too."""
    for key in keys:
        found = value.get(key) if isinstance(value, dict) else None
        if isinstance(found, str) and found.strip():
            return found
        if isinstance(found, int | float) and not isinstance(found, bool):
            return str(found)
    return ""
