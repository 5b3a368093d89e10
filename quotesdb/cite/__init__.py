"""Exporters: one file per output format, each a callable from citations to text."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from importlib import import_module
from importlib.metadata import EntryPoint, entry_points
from typing import cast

from quotesdb.values import Citation

Exporter = Callable[[Iterable[Citation]], str]
"""What every format is: it takes citations in the order they shall appear and returns the whole file."""

GROUP = "quotesdb.exporters"
"""The entry-point group in which another package registers an exporter of its own."""

# Our own formats stand here and not in an entry-point table: entry points exist only for an installed
# package, and a plain source tree must export too. Both kinds use the same "module:function" form and are
# loaded only when asked for. A built-in name wins, so that installing a package never changes its meaning.
BUILTIN = {
    "apa": "quotesdb.cite.apa:export",
    "bibtex": "quotesdb.cite.bibtex:export",
    "csl-json": "quotesdb.cite.csl:export",
    "csv": "quotesdb.cite.csv_rows:export",
    "jsonl": "quotesdb.cite.jsonl:export",
    "markdown": "quotesdb.cite.markdown:export",
    "ris": "quotesdb.cite.ris:export",
}


class UnknownFormat(ValueError):  # noqa: N818 - the name says what is wrong, as KeyError does
    """No exporter has the name that was asked for; the message lists those there are."""

    def __init__(self, name: str, known: list[str]) -> None:
        super().__init__(f"no export format {name!r}; there are: {', '.join(known)}")
        self.name = name
        self.known = known


def formats() -> list[str]:
    """The names of all formats, built in or registered by other packages, in alphabetical order."""
    return sorted({*BUILTIN, *_registered()})


def exporter(name: str) -> Exporter:
    """The exporter of that name.

    Raises:
        UnknownFormat: if there is none.
    """
    if name in BUILTIN:
        module, _, function = BUILTIN[name].partition(":")
        return cast("Exporter", getattr(import_module(module), function))
    if found := _registered().get(name):
        return cast("Exporter", found.load())
    raise UnknownFormat(name, formats())


def _registered() -> dict[str, EntryPoint]:
    return {point.name: point for point in entry_points(group=GROUP)}
