"""The title of a web page as it displays it: not what the page has for search engines or for other sites."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import islice
from typing import Any

from quotesdb.names.key import name_key
from quotesdb.readers.any_date import any_date
from quotesdb.readers.heads import is_newspaper
from quotesdb.readers.page_head import signed

_SITE_SUFFIX = re.compile(r"\s+[|–—-]\s+([^|–—]+)$")
_SUFFIX = re.compile(r"\s*(?:[|ㅣ｜]|--|\s[–—-]\s)\s*\S")
_BETWEEN = " :|ㅣ｜»«·–—-"
_ENDED = re.compile(r"\s*(?:[|ㅣ｜»«·]|--|::|\s[–—-]\s)")
_HOME = re.compile(r"/|https?://[^/?#]+/?")
_LEAST_DISPLAYED = 12
"""Characters of a heading that is no section's."""

_HEADLINE = re.compile(r"headline|(?:article|entry|post|story)[_-]*title", re.IGNORECASE)
_MOST_OF_RUBRIC = 2
_LONGEST = 500
"""Characters of a title that is taken apart."""

_LOWER = frozenset({"h1", "h2", "h3", "h4"})
_NEAREST, _LONGEST_LINE = 3, 120
_MOST_PARTS = 12
"""Elements of a heading that are looked at."""

_NO_TITLE_PLACE = frozenset({"a", "nav", "aside", "footer", "li"})


def title(tree: Any, declared: Sequence[str | None], social: str | None, publisher: str | None) -> str | None:
    """The title: what the page's data declare (the best first), set right by what the page displays.

    ``social`` is what other sites are to show. Data, first heading and the words for search engines
    (``<title>``) are the same at many sites, and the headline that readers see is another one.
    """
    shown = headings(tree)
    searched = _bare(document_title(tree), publisher)
    named = next(filter(None, declared), None)
    if named is None:
        only = shown[0] if len(shown) == 1 else None
        home = next(filter(None, map(_words, tree.iter("h1"))), "")
        found = _without_suffix(social or only or searched or home, shown)
        if (found == social and not shown) or found == searched:
            found = _displayed_part(tree, found) or _below_rubric(tree, found) or found
        found = _signed_heading(tree, found, publisher) or found
        return _below_kicker(tree, _bare(found, publisher)) or None
    other = _bare(social or "", publisher)
    is_for_search = name_key(searched).startswith(name_key(named))
    if other and is_for_search and name_key(other) != name_key(named) and _is_displayed(tree, named, other):
        return other
    return _below_kicker(tree, _bare(_without_suffix(named, shown), publisher))


def _below_kicker(tree: Any, words: str) -> str:
    """A title without the kicker that the data put before it, where the page displays another one."""
    kicker, mark, rest = words.partition(": ")
    if not mark:
        return words
    for heading in tree.iter("h1"):
        parts = [name_key(_words(part)) for part in islice(heading.iter("*"), 1, _MOST_PARTS)]
        if len(parts) > 1 and parts[-1] == name_key(rest) and name_key(kicker) not in parts:
            return rest
    return words


def headings(tree: Any) -> list[str]:
    """The words of the page's first headings, without blank ones and names of sites that lead home."""
    own = (heading for heading in tree.iter("h1") if not _leads_home(heading))
    return [words for heading in own if (words := _words(heading))]


def _leads_home(heading: Any) -> bool:
    """Whether all the words of a heading are a link to a site's first page: so sites write their names."""
    links = (link for link in heading.iter("a") if _words(link) == _words(heading))
    return any(_HOME.fullmatch((link.get("href") or "").strip()) for link in links)


def _displayed_part(tree: Any, words: str) -> str | None:
    """The longest heading that begins a title, or stands in it right behind the name of the site.

    What stands behind it is shorter, part by part: else it is the heading of a series or the first half of a
    headline. A name is the site's only if a heading of that name leads to its first page.
    """
    if len(words) > _LONGEST:
        return None
    home = {_words(heading) for heading in tree.iter("h1") if _leads_home(heading)}
    found = []
    for heading in tree.iter("h1", "h2", "h3"):
        shown = _words(heading)
        before, is_there, behind = words.partition(shown) if len(shown) >= _LEAST_DISPLAYED else ("", "", "")
        is_begun = not before or before.rstrip(_BETWEEN) in home
        is_ended = not behind or (
            _ENDED.match(behind) and all(len(part.strip()) < len(shown) for part in _ENDED.split(behind))
        )
        if is_there and is_begun and is_ended and _may_be_title(heading):
            found.append(shown)
    return max(found, key=len, default=None)


def _below_rubric(tree: Any, words: str) -> str | None:
    """The one lower heading that a page calls its headline, where it has no first and a rubric as title."""
    if len(words.split()) > _MOST_OF_RUBRIC or next(tree.iter("h1"), None) is not None:
        return None
    called = [one for one in tree.iter("h2", "h3") if _HEADLINE.search(one.get("class") or "")]
    shown = [_words(one) for one in called if _may_be_title(one)]
    return shown[0] if len(called) == 1 and shown and len(shown[0]) >= _LEAST_DISPLAYED else None


def _signed_heading(tree: Any, words: str, publisher: str | None) -> str | None:
    """The one lower heading with who wrote the article, or the day, below it, on a page without a first.

    A first heading that is the name of the site is none, and the title is then that name, or a rubric.
    """
    first = list(map(_words, tree.iter("h1")))
    sites = {name_key(publisher or ""), *map(name_key, set(first) - set(headings(tree)))}
    sites |= {name_key(one) for one in first if is_newspaper(one)}
    begins = any(site and name_key(words).startswith(site) for site in sites)
    if not all(name_key(one) in sites for one in first if one) or not (
        begins or len(words.split()) <= _MOST_OF_RUBRIC
    ):
        return None
    lower = [one for one in tree.iter("h2", "h3") if _may_be_title(one)]
    shown = [_words(one) for one in lower if _is_signed(one)]
    return shown[0] if len(shown) == 1 and len(shown[0]) >= _LEAST_DISPLAYED else None


def _is_signed(heading: Any) -> bool:
    """Whether the element behind a heading says whom an article is by, or on what day it was published."""
    below = next((one for one in islice(heading.itersiblings(), _NEAREST) if _words(one)), None)
    line = _words(below) if below is not None and below.tag not in _LOWER else ""
    is_line = line and len(line) <= _LONGEST_LINE and not line.endswith((".", ":"))
    return bool(is_line) and (signed(line) is not None or any_date(line) is not None)


def document_title(tree: Any) -> str:
    """The words of the page's title; drawings have titles too."""
    titles = (one for one in tree.iter("title") if next(one.iterancestors("svg"), None) is None)
    return next((_words(one) for one in titles), "")


def _words(element: Any) -> str:
    return " ".join(element.text_content().split())


def _bare(words: str, publisher: str | None) -> str:
    """A title without the site's name behind it."""
    suffix = _SITE_SUFFIX.search(words)
    is_site = suffix and publisher and name_key(suffix[1]) == name_key(publisher)
    return words[: suffix.start()] if suffix and is_site else words


def _without_suffix(words: str, shown: Sequence[str]) -> str:
    """A title without what stands behind a displayed heading: site, section."""
    whole = (one for one in shown if words.startswith(one) and _SUFFIX.match(words[len(one) :]))
    return next(whole, words)


def _is_displayed(tree: Any, named: str, other: str) -> bool:
    """Whether it is the other of two titles that stands as a heading above the article."""
    wanted, first = name_key(other), name_key(named)
    parts = [(part.tag, name_key(_words(part))) for part in _heading_parts(tree)]
    displayed = any(key == wanted for _tag, key in parts)
    return displayed and not any(tag in ("h2", "h3") and key == first for tag, key in parts)


def _heading_parts(tree: Any) -> Iterator[Any]:
    for heading in filter(_may_be_title, tree.iter("h1", "h2", "h3")):
        yield from islice(heading.iter("*"), _MOST_PARTS)


def _may_be_title(heading: Any) -> bool:
    """Whether a heading stands where those of other stories do not, and leads nowhere."""
    around = {one.tag for one in islice(heading.iterancestors(), 20)}
    return around.isdisjoint(_NO_TITLE_PLACE) and next(heading.iter("a"), None) is None
