"""Reference lists (BibTeX, BibLaTeX): an article for each reference that has a text beside it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

from quotesdb.readers.any_date import any_date
from quotesdb.readers.decode import decode
from quotesdb.readers.errors import ReadError
from quotesdb.readers.reference import address, reference, with_text
from quotesdb.readers.signs import BY_NAME, SURE, is_called, look
from quotesdb.readers.source import Documents, Options, Source
from quotesdb.values import ArticleDraft, PrintedDate, Unreadable

SUFFIXES = frozenset({".bib", ".biblatex"})

_SIGN = re.compile(r"\s*(?:%[^\n]*\n\s*)*@[A-Za-z]{3,20}\s*[{(]\s*[^\s,{}=]{1,200}\s*,\s*[A-Za-z_-]+\s*=")
_PUBLISHERS = (
    "journaltitle",
    "journal",
    "booktitle",
    "maintitle",
    "publisher",
    "institution",
    "organization",
)
_FILE = re.compile(r"(?:^|;)(?:[^:;]*:)?([^:;]+\.\w{2,5})(?::[^:;]*)?(?=;|$)")
_AND = re.compile(r"[{}]|\s+and\s+", re.IGNORECASE)
_MOST = 5_000_000


def sniff(head: bytes, name: str) -> float:
    """Tell whether a file is a list of references."""
    return SURE if _SIGN.match(look(head).text) else BY_NAME * is_called(name, SUFFIXES)


def read(source: Source, options: Options) -> Documents:  # noqa: ARG001 - as every reader is called
    """Give each reference, with the text of a file beside the list where it names one."""
    try:
        entries = list(_entries(decode(source.data)[0]))
    except ReadError as error:
        yield Unreadable(str(error))
        return
    for key, fields in entries:
        try:
            yield with_text(_draft(fields, key), _FILE.findall(fields.get("file", "")), source)
        except ReadError as error:
            yield Unreadable(str(error), key)


def _entries(text: str) -> Iterator[tuple[str, dict[str, str]]]:
    """The key and the fields of each reference, as they are written in TeX.

    Raises:
        ReadError: if there is none.

    """
    from bibtexparser.entrypoint import parse_string

    if len(text) > _MOST:
        raise ReadError("a reference list that is larger than anybody's")
    library: Any = parse_string(text)
    if not library.entries:
        raise ReadError("a reference list without references that can be read")
    for number, entry in enumerate(library.entries, 1):
        fields = {field.key.lower(): str(field.value) for field in entry.fields}
        yield entry.key or str(number), fields


def _draft(fields: Mapping[str, str], member: str) -> ArticleDraft:
    said = {key: _plain(fields.get(key, "")) for key in ("title", "subtitle", *_PUBLISHERS)}
    title = ": ".join(filter(None, (said["title"], said["subtitle"])))
    return reference(
        "bibtex",
        repr(sorted(fields.items())).encode(),
        member=member,
        title=title or None,
        byline=tuple(map(_name, _authors(fields.get("author", "")))),
        publisher=next((said[key] for key in _PUBLISHERS if said[key]), None),
        published=_date(fields),
        url=address(_plain(fields.get("url", ""))),
    )


def _plain(value: str) -> str:
    """The words that a value in TeX stands for."""
    from pylatexenc.latex2text import LatexNodes2Text

    if not re.search(r"[\\{}$~]|--|``|''", value):
        return " ".join(value.split())
    try:
        return " ".join(LatexNodes2Text(math_mode="verbatim").latex_to_text(value).split())
    except (ValueError, IndexError, RecursionError):
        return " ".join(re.sub(r"[{}]", "", value).split())


def _authors(written: str) -> Iterator[str]:
    """The names in a list that "and" parts, but for one in braces."""
    depth = start = 0
    for found in _AND.finditer(written):
        if found[0] in "{}":
            depth += 1 if found[0] == "{" else -1
        elif depth == 0:
            yield written[start : found.start()].strip()
            start = found.end()
    if written[start:].strip():
        yield written[start:].strip()


def _name(written: str) -> str:
    """A name as one says it: "Sample, Bo" is Bo Sample, and what is in braces is an organisation's."""
    family, comma, given = _plain(written).partition(", ")
    organisation = written.strip().startswith("{") and written.strip().endswith("}")
    if not comma or organisation:
        return _plain(written)
    suffix, second, rest = given.partition(", ")
    return f"{rest} {family} {suffix}" if second else f"{given} {family}"


def _date(fields: Mapping[str, str]) -> PrintedDate | None:
    given = _plain(fields.get("date", "")).split("/")[0]
    year, month, day = (_plain(fields.get(key, "")) for key in ("year", "month", "day"))
    written = (f"{day} {month} {year}", f"{month} {year}", year)
    return next((found for value in (given, *written) if value.strip() and (found := any_date(value))), None)
