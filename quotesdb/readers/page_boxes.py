"""What stands in boxes beside the words of an article: facts, captions, forms, the site's own notices."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import islice, takewhile
from typing import Any

from quotesdb.readers import page_places
from quotesdb.readers.page_body import key, words_of
from quotesdb.readers.page_places import MOST_LEVELS, Places

_BOX = re.compile(
    r"fact-?_?box|info-?_?box|caption|disclaimer|newsletter|sign-?up|\b(?:sr-only|screen-reader)|"
    r"visually-?hidden|video|author-?_?(?:bio|info)|\b(?:poll|quiz|dialog|modal|tooltip|complementary)\b",
    re.IGNORECASE,
)
"""How the makers of pages, whatever their language, call what is beside the text; the names are English."""

_NAMES = ("class", "id", "role")
_PICTURES = ("img", "picture", "video")
_CAPTIONED = frozenset({"p", "div", "figcaption"})
_LONGEST_CAPTION, _MOST_CREDIT = 400, 60
"""Characters of a caption, and letters of the credit that stands with it."""

_MOST_NEAR = 5
"""Elements around a caption among which the box of its picture is."""

_MOST_CAPTIONS = 0.25
"""The share of a text in its captions; where there is more, the article is told in them."""

_TOLD = re.compile(r"[“„«\"][^“”„«»\"]{25,}[”“»\"]")
"""Words in marks that are more than a name: no box has them that an article can do without."""

_LEAST_LEFT = 400
"""Characters of an article that is more than its boxes."""

_LEAST_TOLD = 500
"""Characters in boxes that somebody may miss."""


def beside(lines: Sequence[str], places: Places) -> set[int]:
    """The lines that stand in a box or below a picture, where the article goes on without them.

    Only what a box has and the body around it has not counts: some sites name all of a page by a word of
    theirs. A line is a caption if nothing else but a credit stands with the picture that is nearest to it.
    """
    body = page_places.container(lines, places)
    if body is None:
        return set()
    around = {body, *body.iterancestors()}
    found = [places.get(key(line), ()) for line in lines]
    boxed = {
        at for at, blocks in enumerate(found) if blocks and all(_is_boxed(one, around) for one in blocks)
    }
    captions = {
        at for at, blocks in enumerate(found) if blocks and all(_is_caption(one, around) for one in blocks)
    }
    whole = sum(map(len, lines))
    if whole - sum(len(lines[at]) for at in boxed) < _LEAST_LEFT:
        boxed = set()
    boxed, captions = ({at for at in one if not _TOLD.search(lines[at])} for one in (boxed, captions))
    return boxed | (captions if sum(len(lines[at]) for at in captions) <= _MOST_CAPTIONS * whole else set())


def warnings(left_out: Sequence[str]) -> tuple[str, ...]:
    """What to say of the lines that were in boxes: nothing of captions and notices."""
    much = sum(map(len, left_out)) >= _LEAST_TOLD
    return ("what stands in boxes beside the text is left out",) if much else ()


def _inside(block: Any, around: set[Any]) -> Iterator[Any]:
    """A block and what it stands in, up to the body."""
    yield block
    yield from takewhile(lambda one: one not in around, islice(block.iterancestors(), MOST_LEVELS))


def _is_boxed(block: Any, around: set[Any]) -> bool:
    return any(
        _BOX.search(" ".join([one.tag, *(one.get(name) or "" for name in _NAMES)]))
        for one in _inside(block, around)
    )


def _is_caption(block: Any, around: set[Any]) -> bool:
    words = words_of(block)
    if block.tag not in _CAPTIONED or len(words) > _LONGEST_CAPTION:
        return False
    near = islice(_inside(block, around), _MOST_NEAR)
    shown = (one for one in near if next(one.iter(*_PICTURES), None) is not None)
    box = next(shown, block)
    return box is not block and len(key(words_of(box))) - len(key(words)) <= _MOST_CREDIT
