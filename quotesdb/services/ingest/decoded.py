"""Values back from the JSON that ``json_shape.plain`` made of them, each checked against its type.

What another machine wrote into a folder is data and nothing more: a type decides what is made of it, never
the data. Pure functions.
"""

from __future__ import annotations

from dataclasses import is_dataclass
from enum import Enum
from functools import cache
from types import NoneType, UnionType
from typing import Any, TypeVar, Union, get_args, get_origin, get_type_hints

from quotesdb.json_shape import members
from quotesdb.values import Span

Value = TypeVar("Value")


def decoded(of: type[Value], data: Any) -> Value:
    """The dataclass of which ``data`` is the plain form.

    >>> from quotesdb.values import Selector
    >>> decoded(Selector, {"span": [2, 5], "exact": "dry", "prefix": "a ", "suffix": " lake"}).span
    Span(start=2, end=5)

    Raises:
        ValueError: if it is not what that type has.
    """
    value: Value = _made(of, data)
    return value


def _made(of: Any, data: Any) -> Any:
    origin, inner = get_origin(of), get_args(of)
    if origin in (Union, UnionType):
        (one,) = (each for each in inner if each is not NoneType)
        return None if data is None else _made(one, data)
    if origin in (tuple, frozenset):
        return origin(_each(origin, inner, _checked(list, data)))
    if of is Span:
        return Span(*_each(tuple, (int, int), _checked(list, data)))
    if is_dataclass(of):
        return _object(of, _checked(dict, data))
    if issubclass(of, Enum):
        return of(data)
    return float(data) if of is float and type(data) is int else _checked(of, data)


def _each(origin: type, inner: tuple[Any, ...], items: list[Any]) -> list[Any]:
    if origin is tuple and inner[-1] is not ...:
        if len(inner) != len(items):
            raise ValueError(f"{len(items)} values in place of {len(inner)}")
        return [_made(of, item) for of, item in zip(inner, items, strict=True)]
    return [_made(inner[0], item) for item in items]


def _object(of: Any, data: dict[str, Any]) -> Any:
    types = _types(of)
    if data.keys() != types.keys():
        raise ValueError(f"{of.__name__} with other fields: {', '.join(sorted(data.keys() ^ types.keys()))}")
    return of(**{name: _made(kind, data[name]) for name, kind in types.items()})


@cache
def _types(of: type) -> dict[str, Any]:
    hints = get_type_hints(of)
    return {name: hints[name] for name, _ in members(of)}


def _checked(of: type, data: Any) -> Any:
    if type(data) is not of:
        raise ValueError(f"{type(data).__name__} in place of {of.__name__}")
    return data
