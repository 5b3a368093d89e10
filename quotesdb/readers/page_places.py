"""Where the lines of a text stand in its page, and which element of the page is the body."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import islice
from typing import Any
from unicodedata import normalize

from quotesdb.readers.page_body import LEAST, key, words_of

_BLOCKS = ("p", "li", "blockquote", "h1", "h2", "h3", "h4", "h5", "h6", "figcaption", "div", "section")
_BREAK = "\n"
_LONGEST = 4000
_MOST_PLACES = 20
"""Blocks of the same words that are looked at; time must not grow with the square."""

_MOST_OF_BODY = 0.75
"""The share of a text's paragraphs that its container has."""

MOST_LEVELS = 60
"""Elements around a block that are looked at."""

Places = Mapping[str, Sequence[Any]]


def find(tree: Any, lines: Iterable[str]) -> Places:
    """The blocks of a page by their letters, of those that have the letters of a line.

    A block that is several lines, by the breaks in it or in its source, is found by each.
    """
    wanted = {letters for line in lines if (letters := key(line))}
    found = defaultdict[str, list[Any]](list)
    for element in tree.iter(*_BLOCKS):
        if element.tag in ("div", "section") and next(element.iterdescendants(*_BLOCKS), None) is not None:
            continue
        for letters in _letters(element):
            if letters in wanted and len(found[letters]) < _MOST_PLACES:
                found[letters].append(element)
    return found


def _letters(element: Any) -> set[str]:
    """The letters of a block, and of each of its lines."""
    said = normalize("NFC", words_of(element))
    if len(said) >= _LONGEST:
        return set()
    broken = normalize("NFC", "".join(_BREAK if part is None else part for part in _parts(element)))
    return {key(said), *map(key, broken.split(_BREAK))} if _BREAK in broken.strip() else {key(said)}


def _parts(element: Any) -> Iterator[str | None]:
    """The words in a block, none where its line breaks."""
    for part in element.xpath(".//text()[not(parent::script or parent::style)] | .//br"):
        yield part if isinstance(part, str) else None


def is_in(container: Any, elements: Sequence[Any]) -> bool | None:
    """Whether one of the elements of a line is in a container; None where the line has none."""
    if not elements:
        return None
    return any(container in islice(element.iterancestors(), MOST_LEVELS) for element in elements)


def container(lines: Sequence[str], places: Places) -> Any:
    """The innermost element that has nearly all paragraphs of a text."""
    letters = Counter[Any]()
    levels: dict[Any, int] = {}
    total = 0
    for line in dict.fromkeys(map(key, lines)):
        paragraph = next((one for one in places.get(line, ()) if one.tag == "p"), None)
        if paragraph is not None and len(line) >= LEAST:
            total += len(line)
            around = list(islice(paragraph.iterancestors(), MOST_LEVELS))
            for level, element in enumerate(reversed(around)):
                letters[element] += len(line)
                levels[element] = level
    most = [element for element, count in letters.items() if count >= _MOST_OF_BODY * total]
    return max(most, key=lambda element: levels[element], default=None)
