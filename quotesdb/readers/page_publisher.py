"""Who published a web page: what its data say, else what it calls itself, checked against its address."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any
from urllib.parse import urlsplit

from quotesdb.readers.page_body import key, words_of

_MOST_PARTS = 20
"""Parts of a page's title that are looked at."""

_BETWEEN = re.compile(r"\s*(?:[|ㅣ｜·•_]|--|\s[–—:-]\s)\s*")
_LEAST_LABEL = 3
_LONGEST = 60


def publisher(tree: Any, title: str | None, searched: str, address: str | None) -> str | None:
    """The name that a page gives itself in its marks, its title for search engines or its link home.

    A name counts if it has the letters of the address. ``searched`` are the words for search engines: behind
    the title, and behind at least one other part, stands the site, whatever its address.
    """
    marked = next(_marked(tree), None)
    if marked:
        return marked
    parts = _behind_title(title, searched)
    host = _labels(address)
    names = (*reversed(parts), *_called(tree), *_home(tree, address))
    found = next((name for name in names if _is_of_host(name, host)), None)
    return found or (parts[-1] if len(parts) > 1 else None)


def _marked(tree: Any) -> Iterator[str]:
    """The names of publishers in microdata."""
    for element in tree.xpath("//body//*[@itemprop='publisher']//*[@itemprop='name']"):
        if name := " ".join((element.get("content") or words_of(element)).split()):
            yield name


def _behind_title(title: str | None, searched: str) -> list[str]:
    """What stands behind the title, part by part."""
    found = [part for part in _BETWEEN.split(searched, _MOST_PARTS) if part]
    whole = key(title or "")
    number = next((at for at in range(1, len(found)) if key("".join(found[:at])) == whole), len(found))
    return found[number:]


def _called(tree: Any) -> Iterator[str]:
    for element in tree.iter("meta"):
        if (element.get("name") or "").lower() in ("application-name", "apple-mobile-web-app-title"):
            yield " ".join((element.get("content") or "").split())


def _home(tree: Any, address: str | None) -> Iterator[str]:
    """What links to the first page of the site say: words, or those of a picture."""
    host, _path = _place(address)
    for link in tree.iter("a"):
        target, path = _place(link.get("href"))
        if host and path in ("", "/") and (target or host) == host:
            yield from filter(None, (words_of(link), link.get("title"), link.get("aria-label")))
            yield from (picture.get("alt") or "" for picture in link.iter() if picture.get("alt"))


def _place(address: str | None) -> tuple[str, str]:
    """The host and the path of an address; both are blank where it is broken."""
    try:
        parts = urlsplit((address or "").strip())
        return (parts.hostname or "").removeprefix("www."), parts.path if address else "#"
    except ValueError:
        return "", "#"


def _labels(address: str | None) -> list[str]:
    host, _path = _place(address)
    return [key(label.casefold()) for label in host.split(".")[:-1] if len(label) >= _LEAST_LABEL]


def _is_of_host(name: str, labels: list[str]) -> bool:
    letters = key(name.casefold())
    if not _LEAST_LABEL <= len(letters) <= _LONGEST:
        return False
    return any(letters == label or (len(label) > _LEAST_LABEL and label in letters) for label in labels)
