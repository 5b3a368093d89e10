"""JSON files, parsed once for all readers that ask what shape they have."""

from __future__ import annotations

import codecs
import json
from collections.abc import Generator, Iterator
from contextlib import closing
from functools import lru_cache
from typing import Any, BinaryIO

from quotesdb.readers.errors import ReadError
from quotesdb.readers.foreign import NO_JSON, decoded_head
from quotesdb.readers.json_pieces import values
from quotesdb.readers.signs import look
from quotesdb.readers.source import LARGE, beginning, lines_of, size_of

_LONGEST_LINE = 1_000_000
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
        return json.loads(decoded_head(data), strict=False)
    except (ValueError, RecursionError) as error:
        raise ReadError(NO_JSON) from error


def records(file: BinaryIO) -> Iterator[Any]:
    """What a file holds of which each line is JSON, or that is JSON as a whole: a list's values one by one.

    In place of a line that is broken stands the error that says so: it costs no other. So it does where
    a large list breaks off; a small one is read whole or not at all.

    Raises:
        ReadError: if it is neither.

    """
    if is_of_lines(file):
        for number, line in _filled_lines(file):
            yield from _record(line, number)
        return
    if size_of(file) <= LARGE:
        whole = load(file.read())
        yield from whole if isinstance(whole, list) else [whole]
        return
    found = False
    try:
        for value in values(file):
            found = True
            yield value
    except ReadError as error:
        if not found:
            raise
        yield error


def is_of_lines(file: BinaryIO) -> bool:
    """Whether the first line is JSON by itself, or the second is behind a broken one.

    What is on a single line is no line of others, however long it is.
    """
    head = decoded_head(beginning(file, _LONGEST_LINE)).strip()
    is_list = head.startswith("[")
    if "\n" not in head:
        return False
    with closing(_filled_lines(file)) as lines:
        first, second = (next(lines, (0, ""))[1] for _ in range(2))
    return _is_json(first) or (not is_list and second.lstrip().startswith(_STARTS) and _is_json(second))


def _filled_lines(file: BinaryIO) -> Generator[tuple[int, str]]:
    """The lines that are not blank, with their numbers."""
    marked = beginning(file, 2) in (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
    for number, line in enumerate(lines_of(file, "utf-16" if marked else "utf-8-sig", "\n"), 1):
        if line.strip():
            yield number, line


def _is_json(line: str) -> bool:
    return not isinstance(next(_record(line, 1), None), ReadError)


def _record(line: str, number: int) -> Iterator[Any]:
    try:
        found = json.loads(line, strict=False)
    except (ValueError, RecursionError):
        found = ReadError(f"{NO_JSON} on line {number}")
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
