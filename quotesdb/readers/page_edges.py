"""What belongs to a page's article at its edges: its standfirst, and not what the site writes around it."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import islice
from typing import Any
from urllib.parse import urlsplit

from quotesdb.readers.page_body import LEAST, SENTENCE, key, words_of

_BLOCKS = ("p", "li", "blockquote", "h1", "h2", "h3", "h4", "h5", "h6", "figcaption", "div", "section")
_MOST_LEVELS = 60
_LONGEST = 4000
_MOST_OF_BODY = 0.8
"""The share of a text's paragraphs that its container has."""

_MOST_DROPPED = 0.25
_MOSTLY_LINKED = 0.6
_TITLE_LINES = 6
"""Lines of a text among which its title may be repeated."""

Places = Mapping[str, Sequence[Any]]


def set_right(tree: Any, text: str, title: str | None, url: str | None, described: Sequence[str]) -> str:
    """The text with its standfirst and without repeated titles, further stories and what follows the article.

    ``described`` are the descriptions in the page's data: a block of the page that says the same is its
    standfirst. What stands behind the container that has nearly all paragraphs is the site's.
    """
    lines = text.split("\n")
    places = _places(tree, [*lines, *described])
    dropped = _behind(lines, places) | _repeated(lines, title) | _further(lines, places, _site(url))
    kept = [line for number, line in enumerate(lines) if number not in dropped]
    standfirst = _standfirst(key(text), places, described)
    above = kept[:1] if kept and key(kept[0]) == key(title or "") else []
    return "\n".join([*above, *standfirst, *kept[len(above) :]])


def _places(tree: Any, lines: Iterable[str]) -> Places:
    """The blocks of a page by their letters, of those that have the letters of a line."""
    wanted = {letters for line in lines if (letters := key(line))}
    found = defaultdict[str, list[Any]](list)
    for element in tree.iter(*_BLOCKS):
        if element.tag in ("div", "section") and next(element.iterdescendants(*_BLOCKS), None) is not None:
            continue
        said = words_of(element)
        if len(said) < _LONGEST and key(said) in wanted:
            found[key(said)].append(element)
    return found


def _behind(lines: Sequence[str], places: Places) -> set[int]:
    """The lines behind the last of the container that has most of the paragraphs, if they are few."""
    container = _container(lines, places)
    inside = [_is_in(container, places.get(key(line), ())) for line in lines]
    last = max(
        (number for number, line in enumerate(lines) if inside[number] and len(line) > LEAST), default=None
    )
    if container is None or last is None:
        return set()
    behind = {number for number in range(last + 1, len(lines)) if inside[number] is False}
    return behind if sum(len(lines[one]) for one in behind) <= _MOST_DROPPED * sum(map(len, lines)) else set()


def _is_in(container: Any, elements: Sequence[Any]) -> bool | None:
    """Whether one of the elements of a line is in a container; None where the line has none."""
    if not elements:
        return None
    return any(container in islice(element.iterancestors(), _MOST_LEVELS) for element in elements)


def _container(lines: Sequence[str], places: Places) -> Any:
    """The innermost element that has nearly all paragraphs of a text."""
    letters = Counter[Any]()
    levels: dict[Any, int] = {}
    total = 0
    for line in dict.fromkeys(map(key, lines)):
        paragraph = next((one for one in places.get(line, ()) if one.tag == "p"), None)
        if paragraph is not None and len(line) >= LEAST:
            total += len(line)
            around = list(islice(paragraph.iterancestors(), _MOST_LEVELS))
            for level, element in enumerate(reversed(around)):
                letters[element] += len(line)
                levels[element] = level
    most = [element for element, count in letters.items() if count >= _MOST_OF_BODY * total]
    return max(most, key=lambda element: levels[element], default=None)


def _repeated(lines: Sequence[str], title: str | None) -> set[int]:
    """The lines that repeat the title above the article, but for the first."""
    first = [number for number, line in enumerate(lines) if line.strip()][:_TITLE_LINES]
    wanted = key(title or "")
    return set([number for number in first if wanted and key(lines[number]) == wanted][1:])


def _further(lines: Sequence[str], places: Places, site: str) -> set[int]:
    """The lines that are headlines of other articles: links to pages of the site, and no sentences."""
    return {
        number
        for number, line in enumerate(lines)
        if not SENTENCE.search(line) and any(_is_link(element, site) for element in places.get(key(line), ()))
    }


def _is_link(element: Any, site: str) -> bool:
    """Whether a paragraph is mostly links to pages of the site; shops and sources are elsewhere."""
    if element.tag not in ("p", "div"):
        return False
    links = (link for link in element.iter("a") if _leads_to(link.get("href") or "", site))
    linked = sum(len(key(words_of(link))) for link in links)
    return linked >= _MOSTLY_LINKED * len(key(words_of(element)))


def _leads_to(address: str, site: str) -> bool:
    return not address.startswith("#") and _site(address) in ("", site)


def _site(address: str | None) -> str:
    """The last two parts of an address's host."""
    try:
        host = urlsplit(address or "").hostname or ""
    except ValueError:
        return ""
    return ".".join(host.split(".")[-2:])


def _standfirst(text: str, places: Places, described: Iterable[str]) -> Iterator[str]:
    """The words below the headline, where the page shows them and the text lacks them."""
    for description in described:
        letters = key(description)
        shown = next(iter(places.get(letters, ())), None)
        if shown is not None and len(letters) >= LEAST and letters not in text:
            yield words_of(shown)
            return
