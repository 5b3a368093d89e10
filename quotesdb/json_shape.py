"""The one encoder: values and results, which are dataclasses, as the values that JSON has.

What a key is called and which value stands there follows from the dataclass itself: a field is a key of that
name, unless its metadata says otherwise. So the JSON Schema can be made of the same classes.
"""

from __future__ import annotations

import json
from dataclasses import fields, is_dataclass
from datetime import date
from enum import Enum
from functools import cache
from pathlib import Path
from typing import Any

from quotesdb.values import Decision, PrintedDate, Since, Span

_KEY = "json"

BESIDE: dict[str, str | None] = {_KEY: None}
"""Metadata of a field whose own keys stand beside those of the other fields."""

LEFT_OUT: dict[str, str | None] = {_KEY: ""}
"""Metadata of a field that JSON does not have."""

_COMPUTED: dict[type, tuple[str, ...]] = {Decision: ("label",), Since: ("label",)}
"""Methods whose answers are keys too, of their name, after the fields."""


# JSON allows these inside a string, but many readers take them for the end of the line.
_LINE_ENDS = {ord(char): f"\\u{ord(char):04x}" for char in "\x85\u2028\u2029"}


def as_json_line(value: Any) -> str:
    """A value that JSON has, as one line for every reader, without needless escapes.

    Raises:
        ValueError: if a number is not finite.
    """
    return json.dumps(value, ensure_ascii=False, allow_nan=False).translate(_LINE_ENDS)


def named(key: str) -> dict[str, str | None]:
    """Metadata of a field that has another key than its name."""
    return {_KEY: key}


@cache
def members(of: type) -> tuple[tuple[str, str | None], ...]:
    """The fields of a dataclass with their keys; null where their own keys stand beside the others."""
    named = ((each.name, each.metadata.get(_KEY, each.name)) for each in fields(of))
    return tuple((name, key) for name, key in named if key != "")


def computed(of: type) -> tuple[str, ...]:
    """The methods of a dataclass whose answers are keys too."""
    return _COMPUTED.get(of, ())


def plain(value: Any) -> Any:
    """A value of ours as JSON has it: dataclasses as objects with their field names, spans as pairs.

    >>> plain(Span(2, 5)), plain((date(2025, 3, 1), None))
    ([2, 5], ['2025-03-01', None])
    """
    if isinstance(value, str | int | float | None) and not isinstance(value, Enum):
        return value
    if is_dataclass(value) and not isinstance(value, type):
        return _object(value)
    if isinstance(value, dict):
        return {str(plain(key)): plain(item) for key, item in value.items()}
    if isinstance(value, tuple | list):
        return [plain(item) for item in value]
    if isinstance(value, frozenset):
        return sorted(plain(item) for item in value)
    return _scalar(value)


def _object(value: Any) -> Any:
    if isinstance(value, Span):
        return value.pair()
    if isinstance(value, PrintedDate):
        printed = {"printed": value.printed(), "precision": value.precision.value}
        return {**printed, "utc": plain(value.utc), "offset_minutes": value.offset_minutes}
    shape: dict[str, Any] = {}
    kind: type = type(value)
    for name, key in members(kind):
        inner = plain(getattr(value, name))
        if key is None:
            shape.update(inner)
        else:
            shape[key] = inner
    return {**shape, **{method: getattr(value, method)() for method in computed(kind)}}


def _scalar(value: Any) -> Any:
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, date):
        return value.isoformat()
    return str(value) if isinstance(value, Path) else value
