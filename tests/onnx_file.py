"""Reads what a test needs of an ONNX file, so that tests do without the onnx package.

The format is protocol buffers; the field numbers are those of onnx.proto.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

_GRAPH = 7
_NODE, _INITIALIZER = 1, 5
_INPUT, _OP_TYPE = 1, 4
_DATA_TYPE, _NAME, _RAW = 2, 8, 9
_INT8 = 3
_VARINT, _EIGHT_BYTES, _COUNTED, _FOUR_BYTES = 0, 1, 2, 5


@dataclass(frozen=True)
class Graph:
    """The nodes' kinds with their inputs, and the int8 constants by name."""

    nodes: list[tuple[str, list[str]]]
    int8: dict[str, NDArray[np.int8]]


def read_graph(file: bytes) -> Graph:
    """The main graph of an ONNX file."""
    graph = _fields(_fields(memoryview(file))[_GRAPH][0])
    tensors = [_fields(t) for t in graph[_INITIALIZER]]
    return Graph(
        [
            (_text(node[_OP_TYPE][0]), [_text(name) for name in node[_INPUT]])
            for node in (_fields(n) for n in graph[_NODE])
        ],
        {
            _text(tensor[_NAME][0]): np.frombuffer(b"".join(tensor[_RAW]), dtype=np.int8)
            for tensor in tensors
            if tensor[_DATA_TYPE] == [_INT8]
        },
    )


def _fields(message: memoryview) -> defaultdict[int, list[Any]]:
    found: defaultdict[int, list[Any]] = defaultdict(list)
    for number, value in _items(message):
        found[number].append(value)
    return found


def _items(message: memoryview) -> Iterator[tuple[int, int | memoryview]]:
    at = 0
    while at < len(message):
        tag, at = _varint(message, at)
        number, kind = tag >> 3, tag & 7
        if kind == _VARINT:
            value, at = _varint(message, at)
            yield number, value
        else:
            size = {_EIGHT_BYTES: 8, _FOUR_BYTES: 4}.get(kind)
            if size is None:
                assert kind == _COUNTED
                size, at = _varint(message, at)
            yield number, message[at : at + size]
            at += size


def _varint(message: memoryview, at: int) -> tuple[int, int]:
    value = shift = 0
    while True:
        byte = message[at]
        value |= (byte & 0x7F) << shift
        at, shift = at + 1, shift + 7
        if byte < 0x80:
            return value, at


def _text(value: memoryview) -> str:
    return bytes(value).decode()
