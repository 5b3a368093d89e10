"""The line of a web page that says when its article was published: days in words, beside the headline."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from itertools import islice
from typing import Any

from quotesdb.readers.any_date import any_date
from quotesdb.readers.dates import plausible
from quotesdb.readers.page_body import SENTENCE
from quotesdb.readers.page_head import before_headline, below_headline, headline, words
from quotesdb.values import Precision, PrintedDate

MODIFIED = re.compile(r"modif|updat|revis", re.IGNORECASE)
"""In the names of what tells of changes, and in English words about them."""

PUBLISHED_WORDS = re.compile(
    r"(?:^|[^\w\s]|\d[)\s]*)\s*(?:first\s+)?(?:published|posted|publiée?|veröffentlicht|publicado|pubblicato"
    r"|gepubliceerd|publicerad|publisert|udgivet|opublikowano|julkaistu|опубликовано|volume \d+: debated)\b",
    re.IGNORECASE,
)
DATE_CLASS = re.compile(r"date|time|publi|posted", re.IGNORECASE)
CLOCK = re.compile(r"\d{1,2}\s?[:.h]\s?\d{2}(?!\d|[./-]\d)(?::\d{2})?")

_LINE, _MOST_WORDS = 80, 12
"""Of a line with a date and hardly anything else."""

_PARAGRAPH = 60
"""Characters of a sentence that is more than a line of data."""

_TOGETHER = 12
"""Elements behind the first line with a date in which another tells of a change."""

_YEAR_FIRST = re.compile(r"(?<![\d./-])([12]\d{3})([./-])(\d{1,2})\2(\d{1,2})(?![./-]?\d)")
_YEARS = re.compile(r"(?<!\d)(?:1[6-9]|20)\d\d(?!\d)")
"""A line with years far apart tells of a life."""

_WORD = re.compile(r"\b(?!(?:de|del|of)\b)[^\W\d_]+\b")
_MONTH_AND_WEEKDAY = 2
"""Words of a line that is nothing but a date."""

_MOST_LOOKED_AT = 80
_TEXT = 2
"""Paragraphs with which the text has begun."""

_OF_DAY = frozenset({Precision.DAY, Precision.TIME})
_HEADINGS = frozenset({"h1", "h2", "h3", "h4"})


def day_in(line: str, *, day_first: bool | None) -> PrintedDate | None:
    """The first day that stands in a line, with the names of months in many languages."""
    found = _YEAR_FIRST.search(line)
    iso = f"{found[1]}-{int(found[3]):02}-{int(found[4]):02}" if found else ""
    day = any_date(iso or line, day_first=day_first)
    return PrintedDate(day.day) if day and day.precision in _OF_DAY else None


def beside_headline(tree: Any, title: str | None, *, day_first: bool | None) -> PrintedDate | None:
    """The day in the line nearest the headline that has hardly more than a date, before the text.

    Of several such lines that stand together the earliest day counts: later ones are those of changes.
    """
    if headline(tree, title) is None:
        return None
    behind = list(islice(_before_text(below_headline(tree, title)), _MOST_LOOKED_AT))
    return min(
        filter(None, (_nearest(one, day_first=day_first) for one in (before_headline(tree, title), behind))),
        key=lambda found: found[0],
        default=(0, None),
    )[1]


def _before_text(elements: Iterable[Any]) -> Iterator[Any]:
    """The elements before the second paragraph; the first may be one that leads to the article."""
    paragraphs = 0
    for element in elements:
        line = words(element) if element.tag == "p" else ""
        paragraphs += len(line) > _PARAGRAPH and bool(SENTENCE.search(line))
        if paragraphs >= _TEXT:
            return
        yield element


def _nearest(elements: Iterable[Any], *, day_first: bool | None) -> tuple[int, PrintedDate] | None:
    """The number of the first element that is a line with a date, and the earliest day soon behind it."""
    days = [
        (number, day)
        for number, element in enumerate(elements)
        if (day := _day_of(element, day_first=day_first))
    ]
    together = [day for number, day in days if number - days[0][0] <= _TOGETHER]
    return (days[0][0], min(together, key=lambda day: day.day)) if days else None


def _day_of(element: Any, *, day_first: bool | None) -> PrintedDate | None:
    if not isinstance(element.tag, str) or element.tag in _HEADINGS:
        return None
    declared = any_date(element.get("datetime")) if element.tag == "time" else None
    line = words(element)
    found = declared or (day_in(line, day_first=day_first) if _is_dateline(element, line) else None)
    return found if found and plausible(found) and found.precision in _OF_DAY else None


def _is_dateline(element: Any, line: str) -> bool:
    """Whether a line has hardly more than a date, and is no other day's than that of publication.

    Such a line says at what time, is called a date or says "published", or has no other word than a weekday.
    """
    if len(line) > _LINE or len(line.split()) > _MOST_WORDS or SENTENCE.search(line):
        return False
    years = [int(year) for year in _YEARS.findall(line)]
    if not years or max(years) - min(years) > 1 or MODIFIED.search(line):
        return False
    around = [element, *islice(element.iterancestors(), 1)]
    is_called = any(DATE_CLASS.search(one.get("class") or "") for one in around) or element.tag == "time"
    is_said = is_called or CLOCK.search(line) or PUBLISHED_WORDS.search(line)
    return bool(is_said) or (":" not in line and len(_WORD.findall(line)) <= _MONTH_AND_WEEKDAY)
