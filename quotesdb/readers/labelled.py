"""Heads of lines such as "Headline: ...", "Datum: ..." that people write above the text of an article."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from quotesdb.names.byline import split_bylines
from quotesdb.readers import columns
from quotesdb.readers.any_date import any_date
from quotesdb.readers.front_matter import absolute_url
from quotesdb.readers.heads import is_told, signs_with_colon
from quotesdb.values import Precision, PrintedDate

_FIELD = re.compile(r"(?P<label>[^\W\d_][^\n:：\t]{0,30}?)\s*(?:[:：][ \t]*|\t+)(?P<value>[^\t]*)")
_COUNT = re.compile(r"[A-Z]?\d[\d.,]*(?:\s+[^\W\d_]+)?")
_ADDRESS = re.compile(r"https?://\S+")
_MARKS = "*_ \t"
_LEAST, _MOST, _LONGEST = 3, 20, 400
_SENTENCES, _LENGTH = 2, 100
"""Of what stands below: the words of a song or of a caption are fewer."""

_UNKNOWN, _COUNTED = "?", "#"
_AROUND_DAY = re.compile(r"\s*[,(|–—-]\s*")


@dataclass(frozen=True, slots=True)
class Labelled:
    """What such lines say, and how many filled lines they are."""

    lines: int
    title: str | None
    byline: tuple[str, ...]
    publisher: str | None
    published: PrintedDate | None
    url: str | None


def labelled(lines: Sequence[str]) -> Labelled | None:
    """The head that filled lines begin with, if all lines up to the text are fields of one, each once.

    It has the title and who wrote or published the article, or who published it, and the day: a title and a
    day alone may be those of what is announced, and an author and a day those of anything. Without a whole
    day it is that of a book, a song or a set of data, unless a label says that the text follows.

    >>> head = ["Titel: Pier offen", "Autor: Ada Example", "Datum: 4. März 2025"]
    >>> labelled([*head, "Es regnet, und es ist kalt. " * 4]).byline
    ('Ada Example',)
    """
    fields = list(_fields(lines[:_MOST]))
    count = len(fields)
    if not fields and len(fields := list(_of_cells(lines[:_MOST]))) >= _LEAST:
        count = 2 * len(fields)
    found = _said(fields)
    is_head = found and (found.keys() >= {"publisher", "published_at"} or "title" in found)
    if not found or not is_head or found.keys().isdisjoint(("byline", "publisher")):
        return None
    is_dated = _is_whole(_day(found)) or any(field == "text" for field, _value in fields)
    is_above = is_told(lines[count:], sentences=_SENTENCES, length=_LENGTH)
    return _head(found, count) if is_dated and is_above else None


def _fields(lines: Sequence[str]) -> Iterator[tuple[str, str]]:
    """The fields that follow each other from the first line on, up to what names the text."""
    for line in lines:
        found = _FIELD.fullmatch(line.strip(_MARKS)) if len(line) <= _LONGEST else None
        if not found:
            return
        field, value = _field(found["label"].strip(_MARKS)), found["value"].strip(_MARKS)
        is_prose = not field and value.endswith((".", "!", "?", "”", "»", "“"))
        if is_prose or (field == "text" and value):
            return
        yield field or (_COUNTED if _COUNT.fullmatch(value) else _UNKNOWN), value
        if field == "text":
            return


def _of_cells(lines: Sequence[str]) -> Iterator[tuple[str, str]]:
    """The fields of lines of which every other names one, as the cells of a table in a document."""
    for label, value in zip(lines[::2], lines[1::2], strict=False):
        field = _field(label.strip(_MARKS))
        if not field or field == "text":
            return
        yield field, value


def _field(label: str) -> str | None:
    return "byline" if signs_with_colon(label) else columns.field(label)


def _said(fields: Sequence[tuple[str, str]]) -> dict[str, str] | None:
    """The values by their fields; nothing where a field is not known, or stands there twice.

    Numbers of words and pages are those of a book where no whole day stands beside them.
    """
    named = [(field, value) for field, value in fields if field not in (_COUNTED, "text")]
    found = dict(named)
    is_counted = len(named) < len([field for field, _value in fields if field != "text"])
    is_of_book = is_counted and not _is_whole(_day(found))
    return None if _UNKNOWN in found or len(found) < len(named) or is_of_book else found


def _day(found: dict[str, str]) -> PrintedDate | None:
    return any_date(found.get("published_at")) or any_date(found.get("publisher"))


def _is_whole(day: PrintedDate | None) -> bool:
    return day is not None and day.precision in (Precision.DAY, Precision.TIME)


def _head(found: dict[str, str], lines: int) -> Labelled:
    publisher, day = _publisher(found.get("publisher", ""))
    url = found.get("url") or (
        found.get("publisher") if _ADDRESS.fullmatch(found.get("publisher", "")) else None
    )
    return Labelled(
        lines,
        found.get("title"),
        split_bylines([found["byline"]]) if "byline" in found else (),
        publisher,
        any_date(found.get("published_at")) or day,
        _absolute(url),
    )


def _publisher(value: str) -> tuple[str | None, PrintedDate | None]:
    """The name in a value that may give the day and the page behind it, and the day."""
    day = any_date(value)
    name = _AROUND_DAY.split(value)[0] if day else value
    return (None if _ADDRESS.match(value) else name or None), day


def _absolute(url: str | None) -> str | None:
    try:
        return absolute_url(url) if url else None
    except ValueError:
        return None
