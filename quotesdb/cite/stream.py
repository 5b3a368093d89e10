"""How the text formats write: in UTF-8, piece by piece, so that memory does not grow with the citations."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from typing import Any, BinaryIO


def write_text(out: BinaryIO, pieces: Iterable[str], between: str = "") -> None:
    """Write each piece as it comes, with ``between`` before all but the first."""
    for number, piece in enumerate(pieces):
        out.write(f"{between if number else ''}{piece}".encode())


def json_array(items: Iterable[dict[str, Any]]) -> Iterator[str]:
    """The pieces of an indented JSON array, an item at a time."""
    before = "["
    for item in items:
        shown = json.dumps(item, ensure_ascii=False, indent=2)
        yield before + "\n  " + shown.replace("\n", "\n  ")
        before = ","
    yield "[]\n" if before == "[" else "\n]\n"
