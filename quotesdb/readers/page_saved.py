"""Where a page was saved from, and when: what programs that save or archive pages write into them.

That is the comment of browsers ("saved from url="), that of page savers with ``url:`` and ``saved date:``,
and the relations and the date of Memento (RFC 7089).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from quotesdb.readers.dates import parse_printed, plausible
from quotesdb.readers.front_matter import absolute_url
from quotesdb.values import PrintedDate

_TOP = 4_096
"""Characters of a page in which such a comment stands."""

_COMMENT = re.compile(r"<!--(?:(?!-->).)*-->", re.DOTALL)
_FROM = re.compile(r"\bsaved from url=\(\d+\)(\S+)", re.IGNORECASE)
_ADDRESS = re.compile(r"^\s*url:\s*(\S+)", re.IGNORECASE | re.MULTILINE)
_DATE = re.compile(
    r"^\s*saved date:\s*([a-z]{3}) ([a-z]{3}) (\d\d) (\d{4}) (\d\d:\d\d:\d\d) GMT([+-]\d{4})",
    re.IGNORECASE | re.MULTILINE,
)


@dataclass(frozen=True, slots=True)
class Saved:
    """The address that a page had, that of its archived copy, and when it was as it is."""

    url: str | None
    archived_url: str | None
    accessed: PrintedDate | None


def saved(page: str, tree: Any) -> Saved:
    """What a page says of how it was saved: ``page`` is its source, which has the comments still."""
    comments = _COMMENT.findall(page[:_TOP])
    archived, captured = _memento(tree)
    addresses = [_url(link.get("href")) for link in _related(tree, "original")]
    addresses += [_url(address) for comment in comments for address in _addresses(comment)]
    dates = [_date(found) for comment in comments for found in _DATE.findall(comment)]
    return Saved(
        url=next((one for one in addresses if one and one != archived), None),
        archived_url=archived,
        # Whoever saved an archived copy looked at it that day; else the archive is who saw the page last.
        accessed=next(filter(None, [*dates, captured]), None),
    )


def _addresses(comment: str) -> Iterator[str]:
    yield from _FROM.findall(comment)
    if _DATE.search(comment):
        yield from _ADDRESS.findall(comment)


def _memento(tree: Any) -> tuple[str | None, PrintedDate | None]:
    """The address of the copy that this page is, and when it was made; of several that of the page's date."""
    own = [
        element.get("content")
        for element in tree.iter("meta")
        if (element.get("http-equiv") or "").lower() == "memento-datetime"
    ]
    links = [(_url(link.get("href")), _day(link.get("datetime"))) for link in _related(tree, "memento")]
    captured = next((day for value in own if (day := _day(value))), None)
    if captured:
        links = [link for link in links if link[1] in (captured, None)]
    if len(links) != 1:
        return None, captured
    [(address, day)] = links
    return address, captured or day


def _related(tree: Any, relation: str) -> Iterable[Any]:
    return (link for link in tree.iter("link") if relation in (link.get("rel") or "").lower().split())


def _url(value: str | None) -> str | None:
    try:
        return absolute_url((value or "").strip())
    except ValueError:
        return None


def _date(parts: tuple[str, ...]) -> PrintedDate | None:
    weekday, month, day, year, clock, offset = parts
    return _day(f"{weekday}, {day} {month} {year} {clock} {offset}")


def _day(value: str | None) -> PrintedDate | None:
    try:
        found = parse_printed(value or "")
    except ValueError:
        return None
    return found if plausible(found) else None
