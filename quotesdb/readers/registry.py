"""Which readers there are: built-in ones, and those that other packages register.

A package adds a reader with an entry point in the group ``quotesdb.readers`` that names a module (or
any object) with ``SUFFIXES``, ``sniff`` and ``read``.
"""

from __future__ import annotations

import contextlib
import functools
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from importlib import import_module
from importlib.metadata import EntryPoint, entry_points
from pathlib import PurePath
from typing import Any, Protocol, cast

from quotesdb.readers import foreign
from quotesdb.readers.errors import ReadError, shown
from quotesdb.readers.source import Documents, Options, Source
from quotesdb.values import Unreadable

GROUP = "quotesdb.readers"
# Our own stand here and not in an entry-point table: a source tree that is not installed must read too, and a
# package that is installed beside ours must not change what a name means.
_OF_TEXTS = ("html", "markdown", "plain", "transcript")
"""Those that take any text: what they get is looked at once more."""


@dataclass(frozen=True, slots=True)
class _Hint:
    """What the beginning of a file has if it is of a format, and the endings of such files' names."""

    sign: re.Pattern[bytes]
    endings: frozenset[str] = frozenset()


def _hint(sign: bytes, *endings: str) -> _Hint:
    return _Hint(re.compile(sign, re.MULTILINE | re.DOTALL), frozenset(endings))


_ZIP, _MARKUP, _JSON = rb"\APK", rb"\A[^<]{0,200}<", rb"\A\W{0,200}?[\[{]"
_HEADERS = rb"\A\W{0,200}?(?:\d{1,9}[ \t]*\r?\n)?(?:From |[A-Za-z][\w-]{0,60}:\s)"
_HINTS = {
    "bibtex": _hint(rb"@[A-Za-z]{3,20}\s*[{(]", ".bib", ".biblatex"),
    "brat": _hint(rb"\A\W{0,3}(?:[TEARMN#*]\d*)\t", ".ann"),
    "citron": _hint(_JSON),
    "csljson": _hint(_JSON),
    "doccano": _hint(_JSON),
    "docx": _hint(_ZIP, ".docx"),
    "edition": _hint(_MARKUP),
    "epub": _hint(_ZIP, ".epub"),
    "europresse": _hint(_MARKUP),
    "factiva": _hint(
        rb"[Ff]activa|articleParagraph|^[ \t]*HD(?:[ \t]|\r?$)|PPSResponse|^[ \t]*Do[ck]umento? \w{20}"
    ),
    "feed": _hint(_MARKUP, ".rss", ".atom"),
    "hypothesis": _hint(_JSON),
    "label_studio": _hint(_JSON),
    "mail": _hint(_HEADERS, ".eml", ".emlx", ".mbox"),
    "mhtml": _hint(_HEADERS, ".mhtml", ".mht"),
    "newsjson": _hint(_JSON),
    "newsxml": _hint(_MARKUP),
    "nexis": _hint(rb"(?i:do[ck]ument)|\n[A-Z]+-[A-Z]+: "),
    "odt": _hint(rb"\APK|opendocument:xmlns:office", ".odt", ".fodt"),
    "pdf": _hint(rb"%PDF-", ".pdf"),
    "packed": _hint(rb"\A(?:PK|\x1f\x8b|.{257}ustar)", ".zip", ".tar", ".gz", ".tgz"),
    "outlook": _hint(rb"\A\xd0\xcf\x11\xe0", ".msg"),
    "proquest": _hint(rb"ProQuest"),
    "quotelines": _hint(_JSON),
    "record": _hint(_MARKUP),
    "ris": _hint(rb"^[^\w\n]*+TY {1,2}- ?\S", ".ris"),
    "rtf": _hint(rb"\A\s*\{\\rtf", ".rtf"),
    "speech": _hint(_JSON),
    "subtitles": _hint(rb"WEBVTT|-->|\d:\d\d[.,]\d", ".srt", ".vtt", ".sbv"),
    "table": _hint(rb"\A(?:PK\x03\x04|\W{0,200}?[\[{]|[^\n]{1,5000}[,;\t|])", ".csv", ".tsv", ".xlsx"),
    "telegram": _hint(rb"\A(?:\s*\x16*\x01|ZCZC )"),
    "webanno": _hint(rb"\A\W{0,20}?(?:FORMAT=WebAnno|webanno\.|T_SP=|id=|[Tt]ext=)"),
    "zotero_rdf": _hint(_MARKUP, ".rdf"),
    "warc": _hint(rb"\A(?:WARC|\x1f\x8b|PK\x03\x04.{26}archive/|PK.*\.warc)", ".warc", ".wacz"),
}
"""What tells that a reader need not be loaded: most files are texts, and a reader's own ``sniff`` decides."""
BUILT_IN = tuple(sorted({*_HINTS, *_OF_TEXTS}))
"""The modules beside this one that are readers."""
HEAD = 65_536
"""Bytes that ``sniff`` gets to see."""


class Reader(Protocol):
    """What reads one format; a module will do."""

    SUFFIXES: frozenset[str]

    def sniff(self, head: bytes, name: str) -> float:
        """How sure it is, from 0 to 1, that a file is of this format: by first bytes, then by name.

        A name alone is 0.5 at most, so that whoever knows the content goes first.
        """

    def read(self, source: Source, options: Options) -> Documents:
        """Give each document of a file in turn; one that cannot be read is a value among them."""


class _Outdated:
    """A reader as it was written before readers gave streams: it refuses the files that it wants."""

    def __init__(self, name: str, found: Any) -> None:
        self.SUFFIXES: frozenset[str] = getattr(found, "SUFFIXES", frozenset())
        self._name, self._wants = name, getattr(found, "match", lambda _name, _head: False)

    def sniff(self, head: bytes, name: str) -> float:
        """As sure as it was then."""
        return float(self._wants(name, head))

    def read(self, source: Source, options: Options) -> Documents:  # noqa: ARG002 - as every reader is called
        """Say what is to be done."""
        yield Unreadable(
            f"the reader for {self._name} is written for an older quotesdb (it has no sniff);"
            " update the package that brings it"
        )


def formats() -> tuple[str, ...]:
    """List the names of all formats."""
    return tuple(sorted({*BUILT_IN, *_registered()}))


def suffixes() -> frozenset[str]:
    """List the file name endings that are read inside folders."""
    hinted = frozenset().union(*(hint.endings for hint in _HINTS.values()))
    return hinted.union(*(one.SUFFIXES for one in _usable((*_OF_TEXTS, *_others()))))


def reader(name: str) -> Reader:
    """Load the reader of a format; the built-in ones are found without the package being installed.

    Raises:
        ReadError: if there is none of that name, or it cannot be loaded.

    """
    if name in BUILT_IN:
        return cast("Reader", import_module(f"{GROUP}.{name}"))
    if name not in _registered():
        raise ReadError(f"unknown format {shown(name)}: one of {', '.join(formats())}")
    try:
        found = _registered()[name].load()
    except (ImportError, AttributeError) as error:
        raise ReadError(f"the reader for {name} cannot be loaded: {error}") from error
    return cast("Reader", found if hasattr(found, "sniff") else _Outdated(name, found))


def choose(source: Source) -> Reader:
    """Choose the reader that is surest of a file; plain text where no other wants it."""
    head = source.data[:HEAD]
    ending, plain = PurePath(source.name).suffix.lower(), head.replace(b"\x00", b"")  # of UTF-16 too
    ours = (name for name in BUILT_IN if name in _OF_TEXTS or _may_be(_HINTS[name], plain, head, ending))
    return max(_usable((*ours, *_others())), key=lambda one: one.sniff(head, source.name))


def _may_be(hint: _Hint, plain: bytes, head: bytes, ending: str) -> bool:
    return ending in hint.endings or bool(hint.sign.search(plain) or hint.sign.match(head))


def choose_text(source: Source) -> Reader:
    """Choose the reader for a file that no format was given for, unless it is no text for people.

    A reader of another package that wants the file gets it whatever it is.

    Raises:
        ReadError: if the file is of a kind that nobody reads; the message says of which.

    """
    foreign.refuse_own(source.data[:HEAD])
    chosen = choose(source)
    if chosen not in [reader(one) for one in _OF_TEXTS]:
        return chosen
    if _has_columns(source):
        return reader("table")
    foreign.refuse(source.data, source.name)
    return chosen


def _has_columns(source: Source) -> bool:
    """Whether a file is a table by its name and its header, whose reader says what is to be told of it.

    So are records of JSON of which a column may be one of texts, and rows of talk.
    """
    table, head = cast("Any", reader("table")), source.data[:HEAD]
    is_called = PurePath(source.name).suffix.lower() in table.SUFFIXES
    return bool((is_called and table.is_headed(head)) or table.is_of_records(head) or table.is_of_talk(head))


def _others() -> list[str]:
    return sorted(_registered().keys() - set(BUILT_IN))


def _usable(names: Iterable[str]) -> Iterator[Reader]:
    """Load readers, of equally sure ones the first goes; a broken one must not stop the others."""
    for name in names:
        with contextlib.suppress(ReadError):
            yield reader(name)


@functools.cache
def _registered() -> dict[str, EntryPoint]:
    return {point.name: point for point in entry_points(group=GROUP)}
