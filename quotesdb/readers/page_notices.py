"""What a site writes behind an article about itself, and about whoever wrote the article."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import islice
from typing import Any
from urllib.parse import parse_qsl, urlsplit

from quotesdb.names.byline import parse_name
from quotesdb.readers.page_body import LEAST, SENTENCE, key
from quotesdb.readers.page_boxes import reports
from quotesdb.readers.page_data import PageData
from quotesdb.readers.page_places import Places

_LAST, _PART = 6, 4
"""Lines at the end of a text among which such notices are, and the part of its lines that they may be."""

_LONGEST = 500
_LEAST_NAME, _MOST_BEHIND = 4, 4
"""Letters of a name that is no common word, and those behind it in the name of an account ("ExampleUK")."""

_LEFT_TO_READ = re.compile(
    r"\b(?:vous reste \d[\d.,]*\s?%(?: de cet article)? à (?:lire|découvrir)"
    r"|you have \d[\d.,]*\s?%(?: of this article)? left to read)\b",
    re.IGNORECASE,
)
"""How much of its article a page does not show: "Il vous reste 57 % de cet article à lire"."""

_SIGN_UP = re.compile(r"(?:newsletters?|subscri[a-z]+|sign-?up)(?:-[a-z]+){0,2}(?:\.[a-z]+)?", re.IGNORECASE)
"""A part of an address at which a site has itself ordered; a headline in an address is longer."""


def behind(lines: Sequence[str], places: Places, found: PageData) -> set[int]:
    """Which of the last lines are the site's: what is left to read, how to write to it, who the author is.

    In doubt a line is the article's: if it may report what somebody said, if its links lead to anything but
    the site's own letter boxes and accounts, if the author is a part of the story.
    """
    filled = [number for number, line in enumerate(lines) if line.strip()]
    if len(filled) < _PART:
        return set()
    site = _Site(found)
    return {
        number
        for number in filled[-min(_LAST, len(filled) // _PART) :]
        if _may_be_notice(lines[number])
        and (
            _LEFT_TO_READ.search(lines[number])
            or site.says(lines[number], places.get(key(lines[number]), ()))
            or _is_of_author(lines[number], [*lines[:number], *lines[number + 1 :]], found)
        )
    }


def _may_be_notice(line: str) -> bool:
    return LEAST <= len(line) <= _LONGEST and not reports(line)


def _is_of_author(line: str, others: Sequence[str], found: PageData) -> bool:
    """Whether a line goes on behind the name of an author, a person of whom no other sentence tells."""
    name = next((name for name in found.byline if line.strip().startswith(f"{name} ")), "")
    family = parse_name(name).family if " " in name else ""
    if not family or any(family in other for other in others if SENTENCE.search(other)):
        return False
    return line.strip().removeprefix(name).lstrip()[:1].islower()


class _Site:
    """What a page's site calls itself, and where its letter boxes and accounts are."""

    def __init__(self, found: PageData) -> None:
        self._host = _host(found.url or "")
        names = [found.publisher or "", self._host, self._host.partition(".")[0]]
        self._names = [name for name in names if len(name) >= _LEAST_NAME]

    def says(self, line: str, blocks: Sequence[Any]) -> bool:
        """Whether the site names itself in a line and links where readers can write to it or follow it."""
        named = any(re.search(rf"(?<!\w){re.escape(name)}(?!\w)", line) for name in self._names)
        return named and any(self._has(link) for block in blocks for link in _links(block))

    def _has(self, address: str) -> bool:
        try:
            parts = urlsplit(address)
            host = _bare(parts.hostname or self._host)
        except ValueError:
            return False
        if parts.scheme == "mailto":
            return self._is_own(_bare(parts.path.rpartition("@")[2]))
        if self._is_own(host):
            return any(map(_SIGN_UP.fullmatch, parts.path.split("/")))
        return self._is_account(parts.path.strip("/@")) or self._host in map(_value, parse_qsl(parts.query))

    def _is_own(self, host: str) -> bool:
        called = {key(name).lower() for name in self._names}
        return bool(self._host) and (
            f".{host}".endswith(f".{self._host}") or not called.isdisjoint(host.split(".")[:-1])
        )

    def _is_account(self, path: str) -> bool:
        """Whether the path on another site is the name of this one, with a few letters behind it at most."""
        own = (key(name).lower() for name in self._names)
        rest = (path.lower().removeprefix(name) for name in own if path.lower().startswith(name))
        return any(not letters or (len(letters) <= _MOST_BEHIND and letters.isalnum()) for letters in rest)


def _value(pair: tuple[str, str]) -> str:
    return _bare(pair[1])


def _links(block: Any) -> Iterator[str]:
    return filter(None, (link.get("href") for link in islice(block.iter("a"), _LAST)))


def _host(url: str) -> str:
    try:
        return _bare(urlsplit(url).hostname or "")
    except ValueError:
        return ""


def _bare(host: str) -> str:
    return host.lower().removeprefix("www.")
