"""What a site writes behind an article about itself, and about whoever wrote the article."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import islice
from typing import Any
from urllib.parse import urlsplit

from quotesdb.readers.page_body import LEAST, key, words_of
from quotesdb.readers.page_boxes import TOLD
from quotesdb.readers.page_data import PageData
from quotesdb.readers.page_places import Places

_LAST, _PART = 6, 4
"""Lines at the end of a text among which such notices are, and the part of its lines that they may be."""

_LONGEST = 500
_LEAST_NAME = 4

_EMPHASIS = ("strong", "b", "em", "i")
_SECTION = re.compile(r"/[a-z-]*/?")


def behind(lines: Sequence[str], places: Places, found: PageData) -> set[int]:
    """Which of the last lines are the site's: it names itself and links, or tells who the author is.

    Nobody is quoted in them: a line with words in marks is the article's, whomever it names. Where ``found``
    says that not all of the article is free, a last line that is emphasized as a whole says so to the reader.
    """
    host = _host(found.url or "")
    site = _any_of([found.publisher or "", host, host.rpartition(".")[0]])
    author = _any_of([name for name in found.byline if " " in name])
    filled = [number for number, line in enumerate(lines) if line.strip()]
    if len(filled) < _PART:
        return set()
    notices = {
        number
        for number in filled[-min(_LAST, len(filled) // _PART) :]
        if _may_be_notice(lines[number])
        and (
            (author and author.search(lines[number]))
            or _is_of_site(lines[number], places.get(key(lines[number]), ()), site, host)
        )
    }
    last = lines[filled[-1]]
    if not found.is_whole and _may_be_notice(last) and any(map(_is_emphasized, places.get(key(last), ()))):
        notices.add(filled[-1])
    return notices


def _may_be_notice(line: str) -> bool:
    return LEAST <= len(line) <= _LONGEST and not TOLD.search(line)


def _is_emphasized(block: Any) -> bool:
    """Whether all words of a block are in one element that emphasizes them."""
    return any(key(words_of(one)) == key(words_of(block)) for one in islice(block.iter(*_EMPHASIS), 1))


def _any_of(names: Sequence[str]) -> re.Pattern[str] | None:
    long = [re.escape(name) for name in names if len(name) >= _LEAST_NAME]
    return re.compile(rf"(?<!\w)(?:{'|'.join(long)})(?!\w)") if long else None


def _is_of_site(line: str, blocks: Sequence[Any], site: re.Pattern[str] | None, host: str) -> bool:
    if not site or not site.search(line):
        return False
    links = [link for block in blocks for link in _links(block)]
    return any(_leads_away(link, host) for link in links)


def _links(block: Any) -> Iterator[str]:
    return filter(None, (link.get("href") for link in islice(block.iter("a"), _LAST)))


def _leads_away(address: str, host: str) -> bool:
    """Whether an address is no other article: a letter box, another site, the first page of a section."""
    try:
        parts = urlsplit(address)
    except ValueError:
        return False
    is_elsewhere = parts.scheme == "mailto" or (parts.hostname or host).removeprefix("www.") != host
    return is_elsewhere or bool(_SECTION.fullmatch(parts.path))


def _host(url: str) -> str:
    try:
        return (urlsplit(url).hostname or "").removeprefix("www.")
    except ValueError:
        return ""
