"""What stands in boxes beside the words of an article: facts, captions, forms, the site's own notices."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from itertools import islice, takewhile
from typing import Any

from quotesdb.data import word_list
from quotesdb.readers import page_places
from quotesdb.readers.page_body import LEAST, SENTENCE, key, words_of
from quotesdb.readers.page_places import MOST_LEVELS, Places
from quotesdb.text.inflection import base_forms

_BOX = re.compile(
    r"fact-?_?box|info-?_?box|caption|disclaimer|newsletter|sign-?up|\b(?:sr-only|screen-reader)|"
    r"visually-?hidden|video|author-?_?(?:bio|info)|"
    r"\b(?:poll|quiz|dialog|modal|tooltip|complementary)\b",
    re.IGNORECASE,
)
"""How the makers of pages, whatever their language, call what is beside the text; the names are English."""

_TALK = re.compile(
    r"(?<![\w-])(?:no-)?comments?(?:-+(?:link|text|count|button)s?)?(?![\w-])|whatsapp|"
    r"\bsocial(?:-+(?:share|sharing|media|links?|icons?|bar|border|holder|buttons?))?(?![\w-])",
    re.IGNORECASE,
)
"""How they call what leads to talk about the article; above the text that may be the box of its byline."""

_NAMES = ("class", "id", "role")
_PARTS_OF_NAME = re.compile(r"(?<=[a-z])(?=[A-Z])|_+")
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

_FIELDS = frozenset({"checkbox", "radio", "email"})
_PARAGRAPHS = frozenset({"p", "li", "blockquote"})
_LONGEST_FORM, _MOST_FIELDS = 1_000, 100
"""Characters of a box with a field to tick or to fill in, and fields that are looked at."""

_MARKS = re.compile(r"[“”„«»‹›\"「」『』]|(?<!\w)['‘‚]\w")
_WORD = re.compile(r"[a-z]+")
_SAYING = word_list("clause_verbs")

_SETS_APART = frozenset({"div", "section"})
_LEAST_LINES, _MOST_ALONE = 3, 0.7
"""Lines of a part that is a box, and the share of a text that is parts of one paragraph, or of one make."""

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
    parts = _parts(found, body)
    unsure = (
        _set_apart(parts, found, lines, body)
        | _forms(parts, lines, body)
        | _of_talk(found, lines, around, body)
    )
    boxed |= {at for at in unsure if not reports(lines[at])}
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


def is_named(element: Any, kind: re.Pattern[str] = _BOX) -> bool:
    """Whether an element is called a box (of a kind), in whatever way its name is written."""
    names = " ".join([element.tag, *(element.get(name) or "" for name in _NAMES)])
    both = f"{names} {_PARTS_OF_NAME.sub('-', names)}"
    return bool(kind.search(both))


def reports(line: str) -> bool:
    """Whether a line may tell what somebody said: by any mark of quoting, or by an English verb of saying.

    What asks readers to do something has such verbs too, but as they stand in the dictionary.

    >>> [reports(line) for line in ("‘No,’ she wrote.", "He told us so.", "Tell us what you think.")]
    [True, True, False]
    """
    words = set(_WORD.findall(line.lower())) - _SAYING
    return bool(_MARKS.search(line)) or any(
        not word.endswith("ing") and not _SAYING.isdisjoint(base_forms(word)) for word in words
    )


def _is_boxed(block: Any, around: set[Any]) -> bool:
    return any(map(is_named, _inside(block, around)))


def _of_talk(found: Sequence[Sequence[Any]], lines: Sequence[str], around: set[Any], body: Any) -> set[int]:
    """The lines of parts of the body that lead to talk about the article: of one sentence, as others tell."""
    boxes: dict[Any, list[int]] = {}
    for at, blocks in enumerate(found):
        named = [box for one in blocks if (box := _box_of_talk(one, around, body)) is not None]
        if named and len(named) == len(blocks):
            boxes.setdefault(named[0], []).append(at)
    return {at for inside in boxes.values() if _sentences(lines, inside) <= 1 for at in inside}


def _box_of_talk(block: Any, around: set[Any], body: Any) -> Any:
    inside = list(_inside(block, around))
    if inside[-1].getparent() is not body or any(one.tag == "blockquote" for one in inside):
        return None
    return next((one for one in reversed(inside) if is_named(one, _TALK)), None)


def _sentences(lines: Sequence[str], numbers: Sequence[int]) -> int:
    return sum(len(lines[at]) >= LEAST and bool(SENTENCE.search(lines[at])) for at in numbers)


def _parts(found: Sequence[Sequence[Any]], body: Any) -> dict[Any, list[int]]:
    """The children of the body, each with the lines in it."""
    parts: dict[Any, list[int]] = {}
    for at, blocks in enumerate(found):
        part = next((part for one in blocks if (part := _part_of(body, one)) is not None), None)
        if part is not None:
            parts.setdefault(part, []).append(at)
    return parts


def _forms(parts: Mapping[Any, Sequence[int]], lines: Sequence[str], body: Any) -> set[int]:
    """The lines of parts with something to be ticked or filled in, where the article goes on behind them.

    They have one sentence, or one above and one below the field. What a page unfolds is more, or its end.
    """
    fields = (one for one in body.iter("input") if (one.get("type") or "").lower() in _FIELDS)
    free = (field for field in islice(fields, _MOST_FIELDS) if not _is_in_paragraph(field, body))
    sentences = [at for numbers in parts.values() for at in numbers if SENTENCE.search(lines[at])]
    found: set[int] = set()
    for field in free:
        part = _part_of(body, field)
        numbers = parts.get(part, ())
        if numbers and numbers[-1] < max(sentences, default=-1) and len(words_of(part)) <= _LONGEST_FORM:
            found.update(numbers if _sentences(lines, numbers) <= 1 + _is_between(field) else ())
    return found


def _is_in_paragraph(field: Any, body: Any) -> bool:
    """Whether a field is a part of a paragraph, as the button of a note beside it is."""
    around = field.getparent()
    own = "".join(filter(None, [around.text, *(one.tail for one in around)]))
    inside = takewhile(lambda one: one is not body, islice(field.iterancestors(), MOST_LEVELS))
    return (around.tag != "label" and len(key(own)) >= LEAST) or any(one.tag in _PARAGRAPHS for one in inside)


def _is_between(field: Any) -> bool:
    """Whether there is a paragraph before a field and one behind it."""
    return all(next(field.itersiblings("p", preceding=before), None) is not None for before in (True, False))


def _set_apart(
    parts: Mapping[Any, Sequence[int]], found: Sequence[Sequence[Any]], lines: Sequence[str], body: Any
) -> set[int]:
    """The lines of parts of the body that have a heading and paragraphs of their own, unlike all others.

    They are boxes whatever they are called: elsewhere each paragraph is a part of its own, of another make by
    the classes that nearly all have. The article goes on behind them: its last section is none.
    """
    alone = [numbers[0] for numbers in parts.values() if len(numbers) == 1]
    if sum(len(lines[at]) for at in alone) < _MOST_ALONE * sum(map(len, lines)):
        return set()
    make = _make_of([(_classes(found[at], body), len(lines[at])) for at in alone])
    last = max((at for at in alone if SENTENCE.search(lines[at])), default=-1)
    headed = (
        numbers
        for part, numbers in parts.items()
        if part.tag in _SETS_APART
        and numbers[-1] < last
        and _is_headed([lines[at] for at in numbers])
        and not any(make <= _classes(found[at], body) for at in numbers)
    )
    return {at for numbers in headed for at in numbers}


def _make_of(paragraphs: Sequence[tuple[frozenset[str], int]]) -> frozenset[str]:
    """The classes that nearly all of a text's paragraphs have, by their length."""
    lengths = Counter[str]()
    for classes, length in paragraphs:
        lengths.update(dict.fromkeys(classes, length))
    whole = sum(length for _classes, length in paragraphs)
    return frozenset(name for name, length in lengths.items() if length >= _MOST_ALONE * whole)


def _classes(blocks: Sequence[Any], body: Any) -> frozenset[str]:
    """The classes of a line's blocks and of what they stand in, up to the body."""
    inside = (one for block in blocks for one in _inside(block, {body}))
    return frozenset(name for one in inside for name in (one.get("class") or "").split())


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
