"""The words below the headline of a web page that lead to its article, where its text lacks them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from itertools import dropwhile, islice
from typing import Any

from quotesdb.readers.page_body import LEAST, SENTENCE, key, words_of

_NEAR = 400
"""Elements behind the headline among which its standfirst is looked for."""

_SHORTEST, _LONGEST = 40, 600
_BLOCKS = frozenset({"p", "div", "h2", "h3"})
_INNER_BLOCKS = ("p", "div", "section", "article", "h2", "h3", "ul", "ol", "table")
_CONTROLS = ("a", "button", "input", "time")
_PICTURES = frozenset({"img", "picture", "figure", "video", "iframe"})
_NO_STANDFIRST = frozenset({"a", "nav", "aside", "footer", "form", "label", "li", "noscript", "dialog"})
_HEADINGS = ("h1", "h2", "h3")


def standfirst(
    tree: Any, text: str, title: str | None, places: Mapping[str, Sequence[Any]], described: Iterable[str]
) -> str:
    """The standfirst that a page shows and ``text`` lacks, or nothing.

    ``places`` are the blocks of the page by their letters. What says the same as one of the descriptions in
    the page's data is a standfirst wherever it stands, else a sentence between headline and text is one, with
    no picture before it: behind pictures stands what they show.
    """
    whole = key(text)
    for letters in map(key, described):
        shown = next(iter(places.get(letters, ())), None)
        if shown is not None and len(letters) >= LEAST and letters not in whole:
            return words_of(shown)
    beginning = {letters for line in text.split("\n") if len(letters := key(line)) >= LEAST}
    below = _below_headline(tree, key(title or ""), beginning)
    return next((words for block in below if _leads(block, words := words_of(block), whole)), "")


def _below_headline(tree: Any, title: str, beginning: set[str]) -> list[Any]:
    """The innermost blocks between the headline and the first paragraph or picture."""
    headings = (one for one in tree.iter(*_HEADINGS) if title and key(words_of(one)).endswith(title))
    heading = next(headings, None)
    found: list[Any] = []
    for element in islice(dropwhile(lambda one: one is not heading, tree.iter("*")), 1, _NEAR):
        is_block = element.tag in _BLOCKS and next(element.iterdescendants(*_INNER_BLOCKS), None) is None
        if element.tag in _PICTURES or (is_block and key(words_of(element)) in beginning):
            return found
        if is_block:
            found.append(element)
    return []


def _leads(block: Any, words: str, whole: str) -> bool:
    """Whether a block is a sentence that the text lacks, in no list, form or link and with none in it."""
    if not _SHORTEST <= len(words) <= _LONGEST or not SENTENCE.search(words) or key(words) in whole:
        return False
    has_controls = next(block.iterdescendants(*_CONTROLS), None) is not None
    return not has_controls and all(one.tag not in _NO_STANDFIRST for one in block.iterancestors())
