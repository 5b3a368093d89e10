"""When a web page says that its article was published: the day that it prints, not that of UTC."""

from __future__ import annotations

import copy
import html
import logging
import re
from collections.abc import Container, Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import islice
from typing import Any
from urllib.parse import urlsplit

from quotesdb.readers import page_dateline, page_elsewhere
from quotesdb.readers.any_date import PUBLISHED_WORDS, any_date
from quotesdb.readers.dates import parse_printed, plausible
from quotesdb.readers.page_dateline import CLOCK, DATE_CLASS, FIRST_ONLINE, MODIFIED
from quotesdb.values import PrintedDate

_MODIFIED_WORDS = re.compile(r"\s*(?:last\s+)?(?:modified|updated|revised)\b", re.IGNORECASE)
_MODIFIED_ATTRIBUTES = ("name", "property", "itemprop", "class", "id", "http-equiv")
_LABELLED_LINE = 150
"""Characters of a line that gives the dates of an article; a sentence that says "published" is longer."""

_DATE_LINE = 80
_ASIDE = frozenset({"nav", "aside", "footer", "script", "style"})
_NUMBERS = re.compile(r"\d+")
_FARTHEST_WEST, _FARTHEST_EAST = timedelta(hours=-12), timedelta(hours=14)

_NUMERIC = re.compile(r"(?<![\d./-])(\d{1,2})([./-])(\d{1,2})\2(\d{4}|\d{2})(?![\d/]|[.-]\d)")
_NOT_XML = re.compile(r"[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_MONTH_FIRST = frozenset({"us", "ph"})
_UNSETTLED_REGIONS = frozenset({"ca", "za"})
_YEAR_FIRST = frozenset({"zh", "ja", "ko", "hu", "lt", "mn", "fa"})
_IN_ADDRESS = re.compile(
    r"/(?P<year>(?:19|20)\d\d)(?P<mark>[/-])(?P<month>\d\d?|[a-z]{3})(?P=mark)(?P<day>\d\d?)(?=[/-]|$)"
)


@dataclass(frozen=True, slots=True)
class About:
    """What a page says of its article that helps to tell its day: the languages are the tags it declares."""

    title: str | None
    url: str | None
    languages: tuple[str | None, ...]


def published(
    tree: Any, about: About, declared: Iterable[str | None], changed: Iterable[str | None]
) -> tuple[PrintedDate | None, bool]:
    """The day on which the page says that its article was published, and whether only its words say so.

    ``declared`` are the values of its data, the best first, ``changed`` those that say when it was last
    changed: words that name a later day tell of something else. What is no date, is older than print or after
    tomorrow is passed over.
    """
    day_first = _is_day_first(about.languages)
    found = [day for value in declared if value and (day := _parsed(value, day_first=day_first))]
    if found:
        return _as_printed(tree, found), False
    day = _marked(tree, day_first=day_first)
    if day:
        return day, False
    day = _in_words(tree, about, day_first=day_first)
    changes = [one for value in changed if value and (one := _parsed(value, day_first=day_first))]
    if day is None or any(one.day < day.day for one in changes):
        return None, False
    return day, True


def _in_words(tree: Any, about: About, *, day_first: bool | None) -> PrintedDate | None:
    """The day beside the headline, in the address or behind "Published", else what htmldate finds."""
    title = about.title
    elsewhere = page_elsewhere.within(page_elsewhere.elsewhere(tree, title))
    beside = page_dateline.below_headline_of(tree, title, elsewhere, day_first=day_first)
    found = beside or addressed(about.url)
    found = found or page_dateline.above_headline_of(tree, title, elsewhere, day_first=day_first)
    if found:
        return found
    labelled = next(_labelled_lines(tree, elsewhere), None)
    if labelled is None:
        return _visible(tree, title, day_first=day_first)
    day = page_dateline.day_in(labelled, day_first=day_first)
    if day is None and _NUMERIC.search(labelled):
        return None  # it may be either of two days
    return day if day and plausible(day) else _visible(tree, title, day_first=day_first)


def addressed(url: str | None) -> PrintedDate | None:
    """The day that an address has as parts of its path, or that one of them begins with.

    >>> addressed("https://example.org/2025/03/04/bridge").printed()
    '2025-03-04'
    """
    found = _IN_ADDRESS.search(urlsplit(url or "").path)
    if found is None:
        return None
    year, month, number = found["year"], found["month"], found["day"]
    is_named = month.isalpha()
    day = any_date(f"{number} {month} {year}" if is_named else f"{year}-{month:0>2}-{number:0>2}")
    return day if day and plausible(day) and day.day.year >= FIRST_ONLINE else None


def _marked(tree: Any, *, day_first: bool | None) -> PrintedDate | None:
    """The date in the words that the page marks as that of its article (microdata), not of a comment."""
    for element in tree.xpath("//body//*[@itemprop='datePublished']"):
        if not any(one.get("itemprop") == "comment" for one in islice(element.iterancestors(), 20)):
            line = " ".join("".join(element.itertext()).split())
            found = page_dateline.day_in(line, day_first=day_first)
            if found and plausible(found):
                return found
    return None


def _parsed(value: str, *, day_first: bool | None) -> PrintedDate | None:
    try:
        found = parse_printed(value, day_first=day_first)
    except ValueError:
        return None
    return found if plausible(found) else None


def _is_day_first(tags: Iterable[str | None]) -> bool | None:
    """How the page's place writes 03/04/2021, if all that is declared agrees on it."""
    votes = {vote for tag in tags if tag and (vote := _vote(tag)) is not None}
    return votes.pop() if len(votes) == 1 else None


def _vote(tag: str) -> bool | None:
    language, *rest = re.split(r"[-_]", tag.strip().lower())
    region = rest[-1] if rest else ""
    if region in _MONTH_FIRST:
        return False
    if region in _UNSETTLED_REGIONS or language in _YEAR_FIRST or (language == "en" and len(region) != 2):
        return None
    return True


def _as_printed(tree: Any, found: list[PrintedDate]) -> PrintedDate:
    """The first of the dates in the time zone in which the page prints it, as far as it does.

    Many sites write instants in UTC into their data: there the evening of one day is the next.
    """
    first = found[0]
    if first.utc is None or first.offset_minutes:
        return first
    local = (day for day in found if day.offset_minutes and day.utc == first.utc)
    return next(local, None) or _shown(tree, first)


def _shown(tree: Any, instant: PrintedDate) -> PrintedDate:
    """The day that the first line with a date shows, if the instant was on that day somewhere.

    A line that shows the minute too comes before others, which may show when the page was looked at.
    """
    assert instant.utc is not None  # noqa: S101 - only instants come here
    at = instant.utc.replace(tzinfo=None)
    days = sorted({(at + _FARTHEST_WEST).date(), at.date(), (at + _FARTHEST_EAST).date()})
    minute = re.compile(rf"\d[:.h]\s?{at.minute:02}(?!\d)")
    for line in sorted(_date_lines(tree), key=lambda line: not minute.search(line)):
        shown = [day for day in days if shows(line, day)]
        if len(shown) == 1:
            return instant if shown[0] == instant.day else PrintedDate(shown[0])
    return instant


def _date_lines(tree: Any) -> Iterator[str]:
    for element in tree.iter():
        is_date = element.tag == "time" or DATE_CLASS.search(element.get("class") or "")
        if is_date and not _is_aside(element):
            line = " ".join("".join(islice(element.itertext(), 20)).split())
            if len(line) <= _DATE_LINE:
                yield line


def _is_aside(element: Any) -> bool:
    around = [element, *islice(element.iterancestors(), 20)]
    return any(one.tag in _ASIDE or _is_about_changes(one) for one in around)


def shows(line: str, day: date) -> bool:
    """Whether a line shows a day, in whatever language: its year and day, and its month where in figures."""
    numbers = [int(number) for number in _NUMBERS.findall(CLOCK.sub(" ", line)) if len(number) <= 4]
    if day.year not in numbers:
        return False
    numbers.remove(day.year)
    if len(numbers) > 1 and day.month in numbers:
        numbers.remove(day.month)
    return day.day in numbers


def _labelled_lines(tree: Any, elsewhere: Container[Any]) -> Iterator[str]:
    """What stands behind the first word "Published" in each line of dates of the article that has one.

    Further such lines are those of other articles.
    """
    for element in tree.iter():
        for words, owner in ((element.text, element), (element.tail, element.getparent())):
            if words and owner is not None and owner.tag not in _ASIDE and PUBLISHED_WORDS.search(words):
                line = " ".join("".join(islice(owner.itertext(), 20)).split())
                label = PUBLISHED_WORDS.search(line)
                if label and len(line) <= _LABELLED_LINE and owner not in elsewhere:
                    yield line[label.end() :]


def _visible(tree: Any, title: str | None, *, day_first: bool | None) -> PrintedDate | None:
    """Let htmldate look for the date in the page, without what tells of changes or is none of the article.

    Dates in figures are written out as the place has them before; those that may mean two days are left out.
    """
    from htmldate import find_date

    logging.getLogger("htmldate").setLevel(logging.CRITICAL)
    page = copy.deepcopy(tree)
    addresses = page.xpath("//link[@rel='canonical']")  # of days in them, htmldate takes any for that
    for element in [*page_elsewhere.elsewhere(page, title), *addresses]:
        element.drop_tree()
    for element in [element for element in page.iter() if _is_about_changes(element)]:
        element.drop_tree()
    for element in page.iter():
        _settle(element, day_first=day_first)
    try:
        found = find_date(page, original_date=True, extensive_search=False)
    except Exception:  # noqa: BLE001 - a date that cannot be found is no reason to lose the article
        return None
    return _parsed(found, day_first=None) if found else None


def _settle(element: Any, *, day_first: bool | None) -> None:
    def settled(numeric: re.Match[str]) -> str:
        first, _mark, second, year = numeric.groups()
        whole = f"{first}/{second}/{year if len(year) == 4 else '20' + year}"
        try:
            return parse_printed(whole, day_first=day_first).printed()
        except ValueError:
            return " "

    def written_out(words: str) -> str:
        return _NUMERIC.sub(settled, _NOT_XML.sub(" ", words))

    if element.text and _NUMERIC.search(element.text):
        element.text = written_out(element.text)
    if element.tail and _NUMERIC.search(element.tail):
        element.tail = written_out(element.tail)
    for name in ("content", "datetime", "title", "value"):
        value = html.unescape(element.get(name) or "")
        if _is_impossible(value):
            element.set(name, "")  # a part of it could look like another day
        elif _NUMERIC.search(value):
            element.set(name, written_out(value))


def _is_impossible(value: str) -> bool:
    try:
        return len(value) < _DATE_LINE and not plausible(parse_printed(value))
    except ValueError:
        return False


def _is_about_changes(element: Any) -> bool:
    if not isinstance(element.tag, str) or element.tag in ("html", "head", "body", "article", "main"):
        return False
    if element.tag == "script":
        return True
    if any(MODIFIED.search(element.get(name) or "") for name in _MODIFIED_ATTRIBUTES):
        return True
    return bool(_MODIFIED_WORDS.match(element.text or "")) and len(element.text_content()) < 100
