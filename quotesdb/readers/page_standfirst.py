"""The words below the headline of a web page that lead to its article, where its text lacks them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import chain, dropwhile, islice
from typing import Any

from quotesdb.readers import page_boxes
from quotesdb.readers.page_body import LEAST, SENTENCE, key, words_of

_NEAR = 400
"""Elements behind the headline among which its standfirst is looked for."""

_SHORTEST, _LONGEST = 40, 600
_BOX = 3
"""Elements around a headline that are its box."""

_BLOCKS = frozenset({"p", "div", "h2", "h3"})
_INNER_BLOCKS = ("p", "div", "section", "article", "h2", "h3", "ul", "ol", "table")
_CONTROLS = ("a", "button", "input", "time")
_PICTURES = frozenset({"img", "picture", "figure", "video", "iframe"})
_NO_STANDFIRST = frozenset({"a", "nav", "aside", "footer", "form", "label", "li", "noscript", "dialog"})
_HEADINGS = ("h1", "h2", "h3")


def standfirst(
    tree: Any, text: str, title: str | None, places: Mapping[str, Sequence[Any]], described: Sequence[str]
) -> str:
    """The standfirst that a page shows and ``text`` lacks, or nothing.

    ``places`` are the blocks of the page by their letters. What says the same as one of the descriptions in
    the page's data is a standfirst wherever it stands. Else it is the sentences between headline and text, if
    they begin like a description or stand before the first picture. Behind pictures stands what they show.
    """
    whole = key(text)
    for letters in map(key, described):
        shown = next((one for one in places.get(letters, ()) if key(words_of(one)) == letters), None)
        if shown is not None and len(letters) >= LEAST and letters not in whole:
            return words_of(shown)
    beginning = {letters for line in text.split("\n") if len(letters := key(line)) >= LEAST}
    alike = tuple(letters[:LEAST] for one in described if len(letters := key(one)) >= LEAST)
    found: list[Any] = []
    for block, is_before_picture in _below_headline(tree, key(title or ""), beginning):
        is_next = not found or block.getparent() is found[0].getparent()
        is_there = is_before_picture or key(words_of(block)).startswith(alike)
        if is_next and is_there and _leads(block, words_of(block), whole):
            found.append(block)
    return "\n".join(map(words_of, found))


def _below_headline(tree: Any, title: str, beginning: set[str]) -> list[tuple[Any, bool]]:
    """The innermost blocks between headline and first paragraph, and whether they are before a picture."""
    titled = (one for one in tree.iter(*_HEADINGS) if title and key(words_of(one)).endswith(title))
    tops = list(islice(tree.iter("h1"), 2))
    heading = next(chain(titled, tops if len(tops) == 1 else ()), None)
    found: list[tuple[Any, bool]] = []
    is_before_picture = True
    for element in islice(dropwhile(lambda one: one is not heading, tree.iter("*")), 1, _NEAR):
        is_before_picture = is_before_picture and element.tag not in _PICTURES
        if element.tag in _BLOCKS and next(element.iterdescendants(*_INNER_BLOCKS), None) is None:
            if key(words_of(element)) in beginning:
                return found
            if element.tag != "h2" or _stands_with(element, heading):
                found.append((element, is_before_picture))
    return [one for one in found if one[1]] if not is_before_picture else []


def _stands_with(block: Any, heading: Any) -> bool:
    """Whether a lower heading is in the box of the headline; others are those of sections or stories."""
    return any(one in islice(heading.iterancestors(), _BOX) for one in islice(block.iterancestors(), _BOX))


def _leads(block: Any, words: str, whole: str) -> bool:
    """Whether a block is a sentence that the text lacks, in no list, form or link and with none in it.

    A heading of the second level needs no full stop.
    """
    is_said = block.tag == "h2" or SENTENCE.search(words)
    if not _SHORTEST <= len(words) <= _LONGEST or not is_said or key(words) in whole:
        return False
    if next(block.iterdescendants(*_CONTROLS), None) is not None:
        return False
    around = list(block.iterancestors())
    is_boxed = any(map(page_boxes.is_named, [block, *around[:1]]))
    return not is_boxed and all(one.tag not in _NO_STANDFIRST for one in around)
