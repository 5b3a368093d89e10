"""What stands in boxes beside the words of an article: facts, captions, forms, the site's own notices."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import islice, takewhile
from typing import Any

from quotesdb.readers import page_places
from quotesdb.readers.page_body import SENTENCE, key, words_of
from quotesdb.readers.page_places import MOST_LEVELS, Places

_BOX = re.compile(
    r"fact-?_?box|info-?_?box|caption|disclaimer|newsletter|sign-?up|\b(?:sr-only|screen-reader)|"
    r"visually-?hidden|video|author-?_?(?:bio|info)|"
    r"\b(?:poll|quiz|dialog|modal|tooltip|complementary)\b",
    re.IGNORECASE,
)
"""How the makers of pages, whatever their language, call what is beside the text; the names are English."""

_TALK = re.compile(r"comments\b|whatsapp|\bsocial\b", re.IGNORECASE)
"""How they call what leads to talk about the article; above the text that may be the box of its byline."""

_NAMES = ("class", "id", "role")
_PARTS_OF_NAME = re.compile(r"(?<=[a-z])(?=[A-Z])|_+")
_FIELDS = frozenset({"checkbox", "radio", "email"})
_LONGEST_FORM, _MOST_FIELDS = 1_000, 100
"""Characters of a box with a field to tick or to fill in, and fields that are looked at."""

_PICTURES = ("img", "picture", "video")
_CAPTIONED = frozenset({"p", "div", "figcaption"})
_LONGEST_CAPTION, _MOST_CREDIT = 400, 60
"""Characters of a caption, and letters of the credit that stands with it."""

_MOST_NEAR = 5
"""Elements around a caption among which the box of its picture is."""

_MOST_CAPTIONS = 0.25
"""The share of a text in its captions; where there is more, the article is told in them."""

TOLD = re.compile(r"[“„«\"][^“”„«»\"]{25,}[”“»\"]")
"""Words in marks that are more than a name: no box has them that an article can do without."""

_SETS_APART = frozenset({"div", "section"})
_LEAST_LINES, _MOST_ALONE = 3, 0.7
"""Lines of a part that is a box, and the share of a text whose paragraphs are parts of their own."""

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
    boxed, forms = _set_apart(found, lines, body), _forms(body)
    boxed |= {
        at
        for at, blocks in enumerate(found)
        if blocks and all(_is_boxed(one, around, body, forms) for one in blocks)
    }
    captions = {
        at for at, blocks in enumerate(found) if blocks and all(_is_caption(one, around) for one in blocks)
    }
    whole = sum(map(len, lines))
    if whole - sum(len(lines[at]) for at in boxed) < _LEAST_LEFT:
        boxed = set()
    boxed, captions = ({at for at in one if not TOLD.search(lines[at])} for one in (boxed, captions))
    return boxed | (captions if sum(len(lines[at]) for at in captions) <= _MOST_CAPTIONS * whole else set())


def warnings(left_out: Sequence[str]) -> tuple[str, ...]:
    """What to say of the lines that were in boxes: nothing of captions and notices."""
    much = sum(map(len, left_out)) >= _LEAST_TOLD
    return ("what stands in boxes beside the text is left out",) if much else ()


def _inside(block: Any, around: set[Any]) -> Iterator[Any]:
    """A block and what it stands in, up to the body."""
    yield block
    yield from takewhile(lambda one: one not in around, islice(block.iterancestors(), MOST_LEVELS))


def is_named(element: Any, *more: re.Pattern[str]) -> bool:
    """Whether an element is called a box, in whatever way its name is written."""
    names = " ".join([element.tag, *(element.get(name) or "" for name in _NAMES)])
    both = f"{names} {_PARTS_OF_NAME.sub('-', names)}"
    return any(pattern.search(both) for pattern in (_BOX, *more))


def _is_boxed(block: Any, around: set[Any], body: Any, forms: set[Any]) -> bool:
    inside = list(_inside(block, around))
    if any(is_named(one) or one in forms for one in inside):
        return True
    return inside[-1].getparent() is body and any(is_named(one, _TALK) for one in inside)


def _forms(body: Any) -> set[Any]:
    """The elements of the body that are a few words about something that is to be ticked or filled in."""
    found: set[Any] = set()
    fields = (one for one in body.iter("input") if (one.get("type") or "").lower() in _FIELDS)
    for field in islice(fields, _MOST_FIELDS):
        inside = takewhile(lambda one: one is not body, islice(field.iterancestors(), MOST_LEVELS))
        found.update(takewhile(lambda one: len(words_of(one)) <= _LONGEST_FORM, inside))
    return found


def _set_apart(found: Sequence[Sequence[Any]], lines: Sequence[str], body: Any) -> set[int]:
    """The lines of parts of the body that have a heading and paragraphs of their own, unlike all others.

    They are boxes whatever they are called: elsewhere each paragraph is a part of its own.
    """
    parts: dict[Any, list[int]] = {}
    for at, blocks in enumerate(found):
        part = next((part for one in blocks if (part := _part_of(body, one)) is not None), None)
        if part is not None:
            parts.setdefault(part, []).append(at)
    alone = sum(len(lines[numbers[0]]) for numbers in parts.values() if len(numbers) == 1)
    if alone < _MOST_ALONE * sum(map(len, lines)):
        return set()
    headed = (
        numbers
        for part, numbers in parts.items()
        if part.tag in _SETS_APART and _is_headed([lines[at] for at in numbers])
    )
    return {at for numbers in headed for at in numbers}


def _is_headed(lines: Sequence[str]) -> bool:
    """Whether lines are paragraphs below a heading; in points an article is summed up."""
    is_long = len(lines) >= _LEAST_LINES
    return is_long and not SENTENCE.search(lines[0]) and not any(line.startswith("- ") for line in lines)


def _part_of(body: Any, block: Any) -> Any:
    """The child of the body in which a block stands."""
    around = [block, *islice(block.iterancestors(), MOST_LEVELS)]
    return around[around.index(body) - 1] if body in around[1:] else None


def _is_caption(block: Any, around: set[Any]) -> bool:
    words = words_of(block)
    if block.tag not in _CAPTIONED or len(words) > _LONGEST_CAPTION:
        return False
    near = islice(_inside(block, around), _MOST_NEAR)
    shown = (one for one in near if next(one.iter(*_PICTURES), None) is not None)
    box = next(shown, block)
    return box is not block and len(key(words_of(box))) - len(key(words)) <= _MOST_CREDIT
