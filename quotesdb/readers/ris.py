"""Reference lists (RIS): an article for each reference that has a text beside it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

from quotesdb.readers.any_date import any_date
from quotesdb.readers.decode import decode
from quotesdb.readers.errors import ReadError
from quotesdb.readers.reference import address, reference, with_text
from quotesdb.readers.signs import BY_NAME, SURE, is_called, look
from quotesdb.readers.source import Documents, Options, Source
from quotesdb.values import ArticleDraft, PrintedDate, Unreadable

SUFFIXES = frozenset({".ris"})

_SIGN = re.compile(r"(?:\s*\d*\.?\s*\n)?\s*TY {1,2}- ?\S")
_FIELD = re.compile(r"([A-Z][A-Z0-9]) {1,2}-(?: (.*))?$")
_TITLES, _AUTHORS, _PUBLISHERS = ("TI", "T1", "CT"), ("AU", "A1"), ("JF", "JO", "T2", "J2", "JA", "PB")
_DATES, _FILES = ("DA", "PY", "Y1"), ("L1", "L4")
_YEAR_FIRST = re.compile(r"(?P<year>\d{4})\s+(?P<month>[^\W\d_]{3,9})\s+(?P<day>\d{1,2})")

Fields = Mapping[str, Sequence[str]]


def sniff(head: bytes, name: str) -> float:
    """Tell whether a file is a list of references."""
    return SURE if _SIGN.match(look(head).text) else BY_NAME * is_called(name, SUFFIXES)


def read(source: Source, options: Options) -> Documents:  # noqa: ARG001 - as every reader is called
    """Give each reference, with the text of a file beside the list where it names one."""
    try:
        text = decode(source.data)[0]
    except ReadError as error:
        yield Unreadable(str(error))
        return
    for number, fields in enumerate(_records(text), 1):
        try:
            yield with_text(_draft(fields, str(number)), _all(fields, _FILES), source)
        except ReadError as error:
            yield Unreadable(str(error), str(number))


def _records(text: str) -> Iterator[Fields]:
    """The fields of each reference; a line without a code goes on with the field before it."""
    fields: dict[str, list[str]] = {}
    last: list[str] = []
    for line in text.splitlines():
        found = _FIELD.match(line)
        if found and found[1] in ("TY", "ER"):
            if fields:
                yield fields
            fields, last = {}, []
        elif found:
            last = fields.setdefault(found[1], [])
            last.append((found[2] or "").strip())
        elif last and line.strip():
            last[-1] = f"{last[-1]} {line.strip()}"
    if fields:
        yield fields


def _all(fields: Fields, codes: Sequence[str]) -> list[str]:
    return [value for code in codes for value in fields.get(code, ()) if value]


def _first(fields: Fields, codes: Sequence[str]) -> str | None:
    return next(iter(_all(fields, codes)), None)


def _draft(fields: Fields, member: str) -> ArticleDraft:
    return reference(
        "ris",
        repr(sorted(fields.items())).encode(),
        member=member,
        title=_first(fields, _TITLES),
        byline=tuple(dict.fromkeys(_all(fields, _AUTHORS))),
        publisher=_first(fields, _PUBLISHERS),
        published=next((day for value in _all(fields, _DATES) if (day := _date(value))), None),
        url=next((url for value in fields.get("UR", ()) if (url := address(value))), None),
    )


def _date(value: str) -> PrintedDate | None:
    """A date as RIS writes it: ``2025/03/01/other``, with nothing between the slashes that is not known.

    ProQuest writes "2025 Mar 01".
    """
    if turned := _YEAR_FIRST.fullmatch(value.strip()):
        return any_date(f"{turned['day']} {turned['month']} {turned['year']}")
    parts = value.split("/")
    known = [part.strip() for part in parts[:3]]
    while known and not known[-1].isdigit():
        known.pop()
    written = "-".join(part.zfill(2) for part in known) if all(part.isdigit() for part in known) else value
    return any_date(written or value)
