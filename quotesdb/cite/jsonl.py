"""Our own format: one JSON object a line with everything a citation holds, nothing lost.

Names of keys are those of ``quotesdb extract --json`` where the two overlap. Keys stand in a fixed order, and
later versions may add some.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import BinaryIO

from quotesdb.cite import Options
from quotesdb.cite.stream import write_text
from quotesdb.json_shape import as_json_line, plain
from quotesdb.values import Citation


def write(citations: Iterable[Citation], out: BinaryIO, options: Options) -> None:  # noqa: ARG001 - as every format is called
    """One line per citation, in UTF-8 text without needless escapes.

    Raises:
        ValueError: if a confidence is not a finite number.
    """
    write_text(out, (f"{as_json_line(plain(c))}\n" for c in citations))
