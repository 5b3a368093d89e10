"""The line of a web page that says when its article was published: days in words, beside the headline."""

from __future__ import annotations

import re
from collections.abc import Container, Iterable, Iterator
from dataclasses import dataclass
from itertools import islice
from typing import Any

from quotesdb.names.byline import split_bylines
from quotesdb.readers.any_date import PUBLISHED_WORDS, any_date, is_of_calendar
from quotesdb.readers.dates import plausible
from quotesdb.readers.page_body import SENTENCE
from quotesdb.readers.page_head import (
    FULL_NAME,
    before_headline,
    below_headline,
    headline,
    is_known,
    signed,
    words,
)
from quotesdb.values import Precision, PrintedDate

MODIFIED = re.compile(r"modif|updat|revis", re.IGNORECASE)
"""In the names of what tells of changes, and in English words about them."""

_CHANGED = re.compile(r"\b(?:last\s+)?(?:modified|updated|revised|edited|corrected)\b", re.IGNORECASE)
DATE_CLASS = re.compile(r"date|time|publi|posted", re.IGNORECASE)
CLOCK = re.compile(r"\d{1,2}\s?[:.h]\s?\d{2}(?!\d|[./-]\d)(?::\d{2})?")

_LINE, _MOST_WORDS = 80, 12
"""Of a line with a date and hardly anything else."""

_PARAGRAPH = 60
"""Characters of a sentence that is more than a line of data."""

_TOGETHER = 12
"""Elements behind the first line with a date in which another tells of a change."""

FIRST_ONLINE = 1990
"""Before it there was no web: an earlier day beside a headline is one of a life or of a war."""

_YEAR_FIRST = re.compile(r"(?<![\d./-])([12]\d{3})([./-])(\d{1,2})\2(\d{1,2})(?![./-]?\d)")
_YEARS = re.compile(r"(?<!\d)(?:1[6-9]|20)\d\d(?!\d)")
"""A line with years far apart tells of a life."""

_WORD = re.compile(r"\b(?!(?:de|del|of)\b)[^\W\d_]+\b")
_MONTH_AND_WEEKDAY = 2
"""Words of a line that is nothing but a date."""

_AND_CLOCK = 5
"""Words of a line that says at what time too."""

_MOST_BEFORE = 3
"""Words before a date that a class calls so."""

_NUMBER = re.compile(r"\d")
_LETTERS = re.compile(r"[^\W\d_]+")
_ODD_MARK = re.compile(r"[^\w\s,.|·•()/–—-]")
"""A cross, a star, a sign of copyright: what stands before another day than that of publication."""

_PARTED = re.compile(r"\s*[,|·•–—-]")
_LABELS = frozenset({"dt", "th", "td"})
_INLINE = frozenset({"a", "b", "em", "i", "label", "small", "span", "strong", "u"})

_TEXT = 2
"""Paragraphs with which the text has begun."""

_OF_PLACE = 2
"""Words of a place before a date."""

_OF_DAY = frozenset({Precision.DAY, Precision.TIME})
_HEADINGS = frozenset({"h1", "h2", "h3", "h4"})


def day_in(line: str, *, day_first: bool | None) -> PrintedDate | None:
    """The first day that stands in a line, with the names of months in many languages.

    What a line says of a change behind its first figures is another day.
    """
    changed = _CHANGED.search(line)
    line = line[: changed.start()] if changed and _NUMBER.search(line[: changed.start()]) else line
    found = _YEAR_FIRST.search(line)
    iso = f"{found[1]}-{int(found[3]):02}-{int(found[4]):02}" if found else ""
    day = any_date(iso or line, day_first=day_first)
    return PrintedDate(day.day) if day and day.precision in _OF_DAY else None


def below_headline_of(
    tree: Any, title: str | None, elsewhere: Container[Any], *, day_first: bool | None
) -> PrintedDate | None:
    """The day in the line nearest below the headline that has hardly more than a date, before the text.

    One that says "published" soon behind it comes first. Of several alike in one box the earliest day counts:
    later ones are those of changes. What stands ``elsewhere`` is no line of the article.
    """
    if headline(tree, title) is None:
        return None
    behind = (one for one in _before_text(below_headline(tree, title)) if one not in elsewhere)
    return _nearest(behind, day_first=day_first)


def above_headline_of(
    tree: Any, title: str | None, elsewhere: Container[Any], *, day_first: bool | None
) -> PrintedDate | None:
    """The day in the line nearest above the headline that has hardly more than a date."""
    before = (one for one in before_headline(tree, title) if one not in elsewhere)
    return _nearest(before, day_first=day_first)


def _before_text(elements: Iterable[Any]) -> Iterator[Any]:
    """The elements before the second paragraph; the first may be one that leads to the article."""
    paragraphs = 0
    for element in elements:
        line = words(element) if element.tag == "p" else ""
        paragraphs += len(line) > _PARAGRAPH and bool(SENTENCE.search(line))
        if paragraphs >= _TEXT:
            return
        yield element


@dataclass(frozen=True, slots=True)
class _Day:
    """A line with a date: which of the elements it is, whether it says "published", and what is alike."""

    number: int
    day: PrintedDate
    is_said: bool
    make: tuple[Any, str, str]


def _nearest(elements: Iterable[Any], *, day_first: bool | None) -> PrintedDate | None:
    """The day in the first line with a date, of several alike the earliest; none in that of a life."""
    days = [
        day
        for number, element in enumerate(elements)
        if (day := _day_of(number, element, day_first=day_first))
    ]
    near = [day for day in days if day.number - days[0].number <= _TOGETHER]
    if said := next((day for day in near if day.is_said), None):
        return said.day
    alike = [day.day for day in near if day.make == near[0].make]
    earliest = min(alike, key=lambda day: day.day, default=None)
    return earliest if earliest and earliest.day.year >= FIRST_ONLINE else None


def _day_of(number: int, element: Any, *, day_first: bool | None) -> _Day | None:
    if not isinstance(element.tag, str) or element.tag in _HEADINGS or is_of_changes(element):
        return None
    line, before = words(element), lead(element)
    label = PUBLISHED_WORDS.search(line)
    is_called = element.tag == "time" or any(
        DATE_CLASS.search(one.get("class") or "") for one in (element, *islice(element.iterancestors(), 1))
    )
    if label is None and is_label(before):
        return None
    declared = any_date(element.get("datetime")) if element.tag == "time" else None
    if declared is None and not _is_dateline(line, is_called=is_called):
        return None
    found = declared or day_in(line[label.end() :] if label else line, day_first=day_first)
    if not found or not plausible(found) or found.precision not in _OF_DAY:
        return None
    is_said = label is not None or PUBLISHED_WORDS.search(before) is not None
    make = (element.getparent(), element.tag, element.get("class") or "")
    return _Day(number, found, is_said=is_said, make=make)


def is_of_changes(element: Any) -> bool:
    """Whether the names that an element has say that it tells of changes."""
    return any(MODIFIED.search(element.get(name) or "") for name in ("class", "itemprop", "id"))


def lead(element: Any) -> str:
    """What stands directly before an element in its box, as far as it is a line's beginning."""
    before, around = element.getprevious(), element.getparent()
    text = (around.text if before is None and around is not None else before.tail) or ""
    if text.strip() or before is None:
        return " ".join(text.split())[-_LINE:]
    line = words(before) if before.tag not in _HEADINGS else ""
    if not line or len(line) > _LINE:
        return ""
    if before.tag in _LABELS and element.tag in ("dd", "td"):
        return f"{line}:"
    is_begun = before.tag in _INLINE and _LETTERS.fullmatch(line.split()[-1]) and line.split()[-1].islower()
    return line if is_begun or line.endswith(":") or PUBLISHED_WORDS.search(line) else ""


def is_label(before: str) -> bool:
    """Whether what stands before a date says what it is the day of, and not that of publication."""
    if not before or PUBLISHED_WORDS.search(before) or signed(before):
        return False
    if FULL_NAME.fullmatch(before) and is_known(before):
        return False
    return before.endswith(":") or before[-1].isalpha()


def _is_dateline(line: str, *, is_called: bool) -> bool:
    """Whether a line has hardly more than a date, and is no other day's than that of publication.

    Such a line is called a date or says "published"; others have no more words than weekday, place and clock.
    """
    if len(line) > _LINE or len(line.split()) > _MOST_WORDS or SENTENCE.search(line):
        return False
    years = [int(year) for year in _YEARS.findall(line)]
    if not years or max(years) - min(years) > 1:
        return False
    if PUBLISHED_WORDS.search(line):
        return True
    if len(years) > 1 or MODIFIED.search(line):
        return False
    before, clocks = _NUMBER.split(line, maxsplit=1)[0], CLOCK.findall(line)
    if is_called:
        return len(_LETTERS.findall(before)) <= _MOST_BEFORE + 1
    most = _AND_CLOCK if clocks else _MONTH_AND_WEEKDAY
    is_short = len(_WORD.findall(line)) <= most or (signed(before) and (clocks or _is_signature(before)))
    return len(clocks) <= 1 and _introduces(before) and bool(is_short) and (bool(clocks) or ":" not in line)


def _is_signature(before: str) -> bool:
    """Whether all that stands before a date is who wrote the article, and perhaps the day of the week."""
    words_before = (signed(before) or "").split()
    while words_before and (
        not words_before[-1][0].isalpha() or is_of_calendar(words_before[-1].strip(",."))
    ):
        words_before.pop()
    authors = split_bylines([" ".join(words_before).rstrip(",")])
    return bool(authors) and all(map(FULL_NAME.fullmatch, authors))


def _introduces(before: str) -> bool:
    """Whether there is nothing before a date but a weekday, a place or who wrote the article."""
    if _ODD_MARK.search(before):
        return False
    others = [word for word in _LETTERS.finditer(before) if not is_of_calendar(word[0])]
    if not others:
        return True
    place = before[: others[-1].end()].strip()
    is_name = signed(place) is not None or (FULL_NAME.fullmatch(place) and is_known(place))
    is_parted = _PARTED.match(before[others[-1].end() :])
    return bool(is_name) or bool(is_parted and len(others) <= _OF_PLACE and place[0].isupper())
