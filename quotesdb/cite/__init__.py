"""Exporters: one file per output format, each of which writes citations to a stream of bytes."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from importlib import import_module
from importlib.metadata import EntryPoint, entry_points
from typing import BinaryIO, Protocol, cast

from quotesdb.values import Citation

Options = Mapping[str, str]
"""What is asked of one format beyond its name, as ``OPTIONS`` has it."""


class Exporter(Protocol):
    """What every format is, of text or not."""

    def __call__(self, citations: Iterable[Citation], out: BinaryIO, options: Options) -> None:
        """Write the citations in the order they come, and leave ``out`` open."""


GROUP = "quotesdb.exporters"
"""The entry-point group in which another package registers an exporter of its own."""

# Our own formats stand here and not in an entry-point table: entry points exist only for an installed
# package, and a plain source tree must export too. Both kinds use the same "module:function" form and are
# loaded only when asked for. A built-in name wins, so that installing a package never changes its meaning.
BUILTIN = {
    "apa": "quotesdb.cite.apa:write",
    "biblatex": "quotesdb.cite.biblatex:write",
    "bibtex": "quotesdb.cite.bibtex:write",
    "csl-json": "quotesdb.cite.csl:write",
    "csv": "quotesdb.cite.csv_rows:write",
    "html": "quotesdb.cite.html_page:write",
    "jsonl": "quotesdb.cite.jsonl:write",
    "markdown": "quotesdb.cite.markdown:write",
    "parquet": "quotesdb.cite.parquet:write",
    "quickstatements": "quotesdb.cite.quickstatements:write",
    "ris": "quotesdb.cite.ris:write",
    "schema-org": "quotesdb.cite.schema_org:write",
    "tei": "quotesdb.cite.tei:write",
    "web-annotation": "quotesdb.cite.web_annotation:write",
    "wikiquote": "quotesdb.cite.wikiquote:write",
    "xlsx": "quotesdb.cite.xlsx:write",
}

TOGETHER = frozenset({"biblatex", "bibtex", "csl-json", "ris"})
"""Formats whose items are articles: they get the quotations of one article one behind the other."""

LEAVING_OUT: Mapping[str, str] = {
    "quickstatements": "quotesdb.cite.quickstatements:left_out",
    "wikiquote": "quotesdb.cite.wikiquote:left_out",
}
"""What a format of ours cannot have: why it has not a citation, in words; nothing where it has it."""

OPTIONS: Mapping[str, frozenset[str]] = {
    "csv": frozenset({"columns", "bom", "safe"}),
    "xlsx": frozenset({"columns"}),
}
"""Which of our own formats know of which options."""

BINARY = frozenset({"parquet", "xlsx"})
"""Formats that are no text to look at."""


class UnknownFormat(ValueError):  # noqa: N818 - the name says what is wrong, as KeyError does
    """No exporter has the name that was asked for; the message lists those there are."""

    def __init__(self, name: str, known: list[str]) -> None:
        super().__init__(f"no export format {name!r}; there are: {', '.join(known)}")
        self.name = name
        self.known = known


class UnknownColumn(ValueError):  # noqa: N818 - as above
    """A table has no such column; the message lists those there are."""

    def __init__(self, name: str, known: list[str]) -> None:
        super().__init__(f"no column {name!r}; there are: {', '.join(known)}")


class NotInstalled(ImportError):  # noqa: N818 - the name says what is wrong
    """A library that one format needs is not there; the message says how it comes."""

    def __init__(self, library: str, extra: str) -> None:
        super().__init__(f"{library} is not installed: pip install 'quotesdb[{extra}]'", name=library)


def formats() -> list[str]:
    """The names of all formats, built in or registered by other packages, in alphabetical order."""
    return sorted({*BUILTIN, *_registered()})


def exporter(name: str) -> Exporter:
    """The exporter of that name.

    Raises:
        UnknownFormat: if there is none.
    """
    if name in BUILTIN:
        return cast("Exporter", _named(BUILTIN[name]))
    if found := _registered().get(name):
        return cast("Exporter", found.load())
    raise UnknownFormat(name, formats())


def why_left_out(name: str, citation: Citation) -> str | None:
    """Why a format leaves a citation out, in words; nothing where it does not."""
    told = (
        cast("Callable[[Citation], str | None]", _named(LEAVING_OUT[name])) if name in LEAVING_OUT else None
    )
    return told(citation) if told else None


def _named(place: str) -> object:
    module, _, function = place.partition(":")
    return getattr(import_module(module), function)


def _registered() -> dict[str, EntryPoint]:
    return {point.name: point for point in entry_points(group=GROUP)}
