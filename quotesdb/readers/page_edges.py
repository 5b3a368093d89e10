"""What belongs to a page's article at its edges: its standfirst, and not what the site writes around it."""

from __future__ import annotations

import functools
from collections.abc import Iterator, Sequence
from itertools import islice, takewhile
from typing import Any
from unicodedata import east_asian_width
from urllib.parse import urlsplit

from quotesdb.readers import page_boxes, page_date, page_notices, page_places, page_standfirst
from quotesdb.readers.page_body import LEAST, SENTENCE, key, words_of
from quotesdb.readers.page_data import PageData
from quotesdb.readers.page_places import MOST_LEVELS, Places

_MOST_ITEMS = 30
"""Items of a list that are looked at; time must not grow with the square."""

_MOST_DROPPED = 0.25
_LEAST_ARTICLE = 400
"""Characters of an article that is told from others of the page."""

_MOSTLY_LINKED = 0.5
_MOST_OF_CARD, _LONGEST_CARD = 4, 500
"""Elements around a block, and letters in them, that may be a box with another article's headline.

It has no more than a summary and a line of data beside it.
"""

_HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})
_LINKED = _HEADINGS | {"p", "div", "li"}
_NO_BODY = frozenset({"nav", "aside", "footer", "form", "figcaption", "button", "template"})
_MOST_BESIDE = 100
"""Characters of a line at the edge of a text that is no sentence: signature, source, mark of a template."""

_MOST_DATA = 250
"""Characters of a line or list that tells when, where and by whom an article was published."""

_ITEM = "- "
"""What an item of a list begins with."""

_ROW = "|"
"""What a row of a table begins with; above the first paragraph and below the last stand those of data."""

_MOST_BESIDE_NAMES = 12
"""Letters beside the names of authors in a line of theirs."""


def set_right(tree: Any, text: str, found: PageData) -> tuple[str, tuple[str, ...]]:
    """The text with its standfirst, without its title, further stories and what follows the article.

    ``found`` are the page's data: a block of the page that says the same as one of its descriptions is its
    standfirst. What stands behind the container that has nearly all paragraphs is the site's, and an
    ``article`` beside that of the headline is another one. A warning tells of boxes that were left out.
    """
    lines = text.split("\n")
    places = page_places.find(tree, [*lines, *found.described])
    if other := _of_others(tree, found.title, lines, places):
        lines = [line for number, line in enumerate(lines) if number not in other]
    dropped = _behind(lines, places) | _further(lines, places, found.url or "") | _aside(lines, places)
    dropped |= _before(tree, lines, places, found.title)
    boxed = page_boxes.beside(lines, places)
    kept = [line for number, line in enumerate(lines) if number not in dropped | boxed]
    notices = page_notices.behind(kept, places, found)
    kept = [line for number, line in enumerate(kept) if number not in notices]
    above = page_standfirst.standfirst(tree, text, found.title, places, found.described)
    between = list(_between_edges(kept, places, found))
    text = "\n".join(filter(None, [above, *_without_last_heading(between, places)]))
    return text, page_boxes.warnings([lines[one] for one in boxed])


def _of_others(tree: Any, title: str | None, lines: Sequence[str], places: Places) -> set[int]:
    """The lines in articles beside that of the headline, where that has a text of its own."""
    heading = next((one for one in tree.iter("h1", "h2") if key(words_of(one)) == key(title or "")), None)
    own = heading if heading is None else _article(heading)
    if own is None:
        return set()
    beside = {
        number
        for number, line in enumerate(lines)
        if (elements := places.get(key(line))) and all(_is_beside(one, own) for one in elements)
    }
    inside = [
        number for number, line in enumerate(lines) if page_places.is_in(own, places.get(key(line), ()))
    ]
    return beside if sum(len(lines[one]) for one in inside) >= _LEAST_ARTICLE else set()


def _is_beside(element: Any, own: Any) -> bool:
    """Whether an element is in an article that has nothing in common with another one."""
    other = _article(element)
    if other is None or other is own:
        return False
    return own not in other.iterancestors() and other not in own.iterancestors()


def _article(element: Any) -> Any:
    return next(element.iterancestors("article"), None)


def _behind(lines: Sequence[str], places: Places) -> set[int]:
    """The lines behind the last of the container that has most of the paragraphs, if they are few."""
    container = page_places.container(lines, places)
    inside = [page_places.is_in(container, places.get(key(line), ())) for line in lines]
    last = max(
        (number for number, line in enumerate(lines) if inside[number] and len(line) > LEAST), default=None
    )
    if container is None or last is None:
        return set()
    behind = {number for number in range(last + 1, len(lines)) if inside[number] is False}
    return behind if sum(len(lines[one]) for one in behind) <= _MOST_DROPPED * sum(map(len, lines)) else set()


def _before(tree: Any, lines: Sequence[str], places: Places, title: str | None) -> set[int]:
    """The lines that stand above the headline, outside the body: what the page says to whoever opens it."""
    heading = next((one for one in tree.iter("h1") if key(words_of(one)) == key(title or "")), None)
    body = page_places.container(lines, places)
    if heading is None or body is None:
        return set()
    above = set(takewhile(lambda one: one is not heading, tree.iter("*")))
    return {
        number
        for number, line in enumerate(lines)
        if len(line) >= LEAST
        and (elements := places.get(key(line), ()))
        and all(one in above for one in elements)
        and not page_places.is_in(body, elements)
    }


def _between_edges(lines: Sequence[str], places: Places, found: PageData) -> Iterator[str]:
    """The lines from the first paragraph to the last, and those beside them that belong to the body.

    Above stand the headings of the article, its date and its author, below them its sources.
    """
    prose = [number for number, line in enumerate(lines) if _is_prose(line, places)]
    long = (number for number, line in enumerate(lines) if _width(line) >= _MOST_BESIDE)
    first, last = (prose[0], max(prose[-1], *long, 0)) if prose else (0, len(lines))
    title, described = key(found.title or ""), {key(one) for one in found.described}
    for number, line in enumerate(lines):
        letters = key(line)
        if number < first:
            is_beside = letters not in described and _is_above(line, places, found)
        else:
            is_beside = number > last and _is_below(line, places)
        if not is_beside and not (title and letters == title):
            yield line


def _without_last_heading(lines: Sequence[str], places: Places) -> Sequence[str]:
    """The lines without headings at the end: whatever stood below them is no part of the article.

    Where a heading is what stands above them, the article is written in headings.
    """
    last = next((at for at in reversed(range(len(lines))) if not _heads_nothing(lines[at], places)), -1)
    return lines if last < 0 or _heading(lines[last], places) else lines[: last + 1]


def _heads_nothing(line: str, places: Places) -> bool:
    return not line.strip() or bool(_heading(line, places) and not SENTENCE.search(line.rstrip()))


def _is_prose(line: str, places: Places) -> bool:
    return len(line) >= LEAST and _is_sentence(line) and not _heading(line, places)


def _is_sentence(line: str) -> bool:
    """Whether a line ends like a sentence; one that ends in a colon leads on to something."""
    return bool(SENTENCE.search(line.rstrip())) and not line.rstrip().endswith((":", "："))


def _heading(line: str, places: Places) -> str:
    """Which heading of the page a line is, if any."""
    return next((one.tag for one in places.get(key(line), ()) if one.tag in _HEADINGS), "")


def _is_above(line: str, places: Places, found: PageData) -> bool:
    """Whether a line above the first paragraph is the headline, one of lower headings, the date or an author.

    Headings of the second level are often standfirsts.
    """
    heading, title = _heading(line, places), key(found.title or "")
    if heading == "h1" or line.startswith(_ROW) or (title and key(line).endswith(title)):
        return True
    if SENTENCE.search(line.rstrip()):
        return False
    is_scrap = len(line) < LEAST and not places.get(key(line))  # of a line that is no paragraph
    return is_scrap or heading not in ("", "h2") or _is_data(line, places, found)


def _is_data(line: str, places: Places, found: PageData) -> bool:
    """Whether a line or its list says when or by whom the article was written."""
    items = [one for one in _blocks_of(line, places) if one.tag == "li"]
    lists = [one.getparent() for one in items]
    if items and (
        len(line) < LEAST or any(_is_dated(words_of(one), found) for one in lists if _is_short(one))
    ):
        return True
    if _is_dated(line, found):
        return True
    letters = key(line)
    rest = functools.reduce(lambda left, name: left.replace(key(name), ""), found.byline, letters)
    return rest != letters and len(rest) <= _MOST_BESIDE_NAMES


def _is_short(element: Any) -> bool:
    return len(element) <= _MOST_ITEMS


def _is_dated(words: str, found: PageData) -> bool:
    """Whether a few words have the day on which the article was published."""
    day = found.published.day if found.published else None
    return day is not None and len(words) < _MOST_DATA and page_date.shows(words, day)


def _is_below(line: str, places: Places) -> bool:
    """Whether a line below the last paragraph is a signature, a source or a mark of the site."""
    is_short = _width(line) < _MOST_BESIDE and not _is_sentence(line)
    return line.startswith(_ROW) or (is_short and not _heading(line, places))


def _width(line: str) -> int:
    """How long a line looks: the signs of Chinese, Japanese and Korean are words and twice as wide."""
    return sum(1 + (east_asian_width(sign) in "WF") for sign in line)


def _aside(lines: Sequence[str], places: Places) -> set[int]:
    """The lines that stand in what holds no body, wherever they stand in the page."""
    return {
        number
        for number, line in enumerate(lines)
        if (elements := _blocks_of(line, places)) and all(map(_is_in_no_body, elements))
    }


def _is_in_no_body(element: Any) -> bool:
    return any(one.tag in _NO_BODY for one in [element, *islice(element.iterancestors(), MOST_LEVELS)])


def _further(lines: Sequence[str], places: Places, url: str) -> set[int]:
    """The lines that are the headlines and the summaries of other articles of the site."""
    return {
        number
        for number, line in enumerate(lines)
        if (elements := _blocks_of(line, places)) and all(_is_of_other(one, line, url) for one in elements)
    }


def _blocks_of(line: str, places: Places) -> list[Any]:
    """The blocks that a line may be; a word of a paragraph that a menu has too is no item of it."""
    is_item = len(line) >= LEAST or line.startswith(_ITEM)
    return [one for one in places.get(key(line), ()) if is_item or one.tag != "li"]


def _is_of_other(element: Any, line: str, url: str) -> bool:
    """Whether a block is part of a link to another article, below its headline, or little but a link."""
    if _is_inside_link(element, url) or (element.tag == "p" and _is_on_card(element, url)):
        return True
    return (element.tag in _HEADINGS or not SENTENCE.search(line)) and _is_link(element, url)


def _is_inside_link(element: Any, url: str) -> bool:
    return any(_leads_on(one, url) for one in islice(element.iterancestors("a"), 1))


def _is_on_card(element: Any, url: str) -> bool:
    """Whether a block stands with a headline that is a link to another article in a small box."""
    for around in islice(element.iterancestors(), _MOST_OF_CARD):
        if not _may_be_card(around):
            return False
        if any(_is_inside_link(one, url) or _is_link(one, url) for one in around.iter("h2", "h3", "h4")):
            return True
        if _is_pictured_link(around, url):
            return True
    return False


def _is_pictured_link(box: Any, url: str) -> bool:
    """Whether a box has a picture and words that lead to the same other article."""
    links = [link for link in islice(box.iter("a"), _MOST_ITEMS) if _leads_on(link, url)]
    pictured = {link.get("href") for link in links if next(link.iter("img"), None) is not None}
    return any(link.get("href") in pictured and len(key(words_of(link))) >= LEAST for link in links)


def _may_be_card(box: Any) -> bool:
    if len(list(islice(box.iter("p"), 3))) > 2 or len(key(words_of(box))) > _LONGEST_CARD:
        return False
    return box.tag != "body" and next(box.iter("h1"), None) is None


def _is_link(element: Any, url: str) -> bool:
    """Whether a block is mostly a link to another page of the site; many links are a line of their own."""
    if element.tag not in _LINKED:
        return False
    links = [link for link in element.iter("a") if _leads_on(link, url)]
    linked = sum(len(key(words_of(link))) for link in links)
    is_one = len({link.get("href") for link in links}) == 1
    return is_one and linked >= _MOSTLY_LINKED * len(key(words_of(element)))


def _leads_on(link: Any, url: str) -> bool:
    """Whether a link leads to another page of the site; shops and sources are elsewhere."""
    address = link.get("href") or ""
    if not address or address.startswith("#") or _site(address) not in ("", _site(url)):
        return False
    return _page(address) != _page(url)


def _page(address: str) -> str:
    """The path of an address, by which a page of a site is found again."""
    try:
        return urlsplit(address).path.rstrip("/")
    except ValueError:
        return ""


def _site(address: str | None) -> str:
    """The last two parts of an address's host."""
    try:
        host = urlsplit(address or "").hostname or ""
    except ValueError:
        return ""
    return ".".join(host.split(".")[-2:])
