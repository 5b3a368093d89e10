"""How the text formats write: in UTF-8, piece by piece, so that memory does not grow with the citations."""

from __future__ import annotations

from collections.abc import Iterable
from typing import BinaryIO


def write_text(out: BinaryIO, pieces: Iterable[str], between: str = "") -> None:
    """Write each piece as it comes, with ``between`` before all but the first."""
    for number, piece in enumerate(pieces):
        out.write(f"{between if number else ''}{piece}".encode())
