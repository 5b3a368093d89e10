"""Pull quotes of a web page: words of its article that are set once more, large and by themselves."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from itertools import islice
from typing import Any

from quotesdb.readers.page_body import LEAST, SENTENCE, key, words_of
from quotesdb.readers.page_boxes import is_named
from quotesdb.readers.page_places import MOST_LEVELS, Places

_CALLED = re.compile(r"pull(?:ed)?-?_?quote|quote-?_?pull", re.IGNORECASE)
"""How the makers of pages, whatever their language, call them."""

_MOST_BOXES = 200
"""Such boxes of a page; where there are more it is no article, and time must not grow with the square."""

_LEFT_OUT = re.compile(r"\[?(?:…|\.{3}|\. \. \.)\]?")
_LEAST_PIECE = 12
_SAID_BY = 80
"""Characters of a line in such a box that says whose the words are."""


def repeated(tree: Any, lines: Sequence[str], places: Places) -> set[int]:
    """The lines of block quotations and pull quotes of which all words stand in the text outside of them.

    A block behind a colon is no repetition, whatever is said of its words later. What else stands in the box,
    as who said so, goes with the words.
    """
    pulled = {one for one in tree.iter("*") if one.tag == "blockquote" or is_named(one, _CALLED)}
    if not 0 < len(pulled) <= _MOST_BOXES:
        return set()
    boxes = _boxes(lines, places, pulled)
    told = [key(line) for line, box in zip(lines, boxes, strict=True) if box is None]
    inside: dict[Any, list[int]] = {}
    for at, box in enumerate(boxes):
        if box is not None:
            inside.setdefault(box, []).append(at)
    found: set[int] = set()
    for box, numbers in inside.items():
        said = [at for at in numbers if SENTENCE.search(lines[at]) or len(lines[at]) > _SAID_BY] or numbers[
            :1
        ]
        if not _is_led_to(lines, numbers[0]) and all(_is_told(_words(lines[at], box), told) for at in said):
            found.update(numbers, _of_who_said_so(lines, box, numbers[-1] + 1))
    return found


def _boxes(lines: Sequence[str], places: Places, pulled: set[Any]) -> list[Any]:
    """The block quotation or pull quote that each line stands in; None for others.

    Of lines of the same words each is one of the places that the page has them at, in order.
    """
    left: dict[str, list[Any]] = {}
    for letters, count in Counter(map(key, lines)).items():
        tops = dict.fromkeys(
            (box := _around(one, pulled), one if box is None else None) for one in places.get(letters, ())
        )
        found = [box for box, _own in tops]
        if len(found) != count:
            found = (found[:1] if None not in found else [None]) * count
        left[letters] = found or [None] * count
    return [left[key(line)].pop(0) for line in lines]


def _around(block: Any, pulled: set[Any]) -> Any:
    return next((one for one in [block, *islice(block.iterancestors(), MOST_LEVELS)] if one in pulled), None)


def _is_led_to(lines: Sequence[str], at: int) -> bool:
    before = next((line for line in reversed(lines[:at]) if line.strip()), "")
    return before.rstrip().endswith((":", "："))


def _of_who_said_so(lines: Sequence[str], box: Any, at: int) -> set[int]:
    """The line behind a box if it is what the box has of who said so, of which the page makes no block."""
    is_own = at < len(lines) and key(lines[at]) and key(lines[at]) == key(_said_by(box))
    return {at} if is_own else set()


def _said_by(box: Any) -> str:
    return next((words for one in box.iter("cite", "footer", "figcaption") if (words := words_of(one))), "")


def _words(line: str, box: Any) -> str:
    """A line without who said so, where that is an element of its own in the box."""
    said_by = _said_by(box)
    return line.removesuffix(said_by).rstrip(" –—-") if said_by else line


def _is_told(words: str, told: Sequence[str]) -> bool:
    """Whether one line of the text has the words in this order, whatever a mark says is left out."""
    pieces = [letters for piece in _LEFT_OUT.split(words) if (letters := key(piece))]
    if sum(map(len, pieces)) < LEAST or min(map(len, pieces)) < min(_LEAST_PIECE, len(key(words))):
        return False
    return any(_follow(pieces, line) for line in told)


def _follow(pieces: Sequence[str], line: str) -> bool:
    at = 0
    for piece in pieces:
        at = line.find(piece, at)
        if at < 0:
            return False
        at += len(piece)
    return True
