"""Pull quotes of a web page: words of its article that are set once more, large and by themselves."""

from __future__ import annotations

import re
from copy import deepcopy
from typing import Any

from quotesdb.readers.page_body import words_of
from quotesdb.readers.page_quotes import before
from quotesdb.text.folding import fold

_CALLED = re.compile(r"(?:\w+__|[a-z]-|(?:wp-)?block-)?pull(?:ed)?[-_]?quote", re.IGNORECASE)
"""How the makers of pages, whatever their language, call them."""

_PASSAGE = re.compile(r"“[^”]*|„[^“”]*.|«[^»]*|»[^«]*|\"[^\"]*\"?|「[^」]*")
_EDGES = "\"“”„«»「」‘’'.,!?… "
_MOST = 50


def leave_out(tree: Any) -> None:
    """Take out the pull quotes all of whose words a paragraph beside them has within quotation marks.

    In doubt one stays, as behind a colon, and so do block quotations that the page does not call so.
    """
    pulled = [one for one in tree.iter("*") if _is_called(one)]
    for box in pulled if len(pulled) <= _MOST else ():
        words = said_in(box)
        if words and not before(box).endswith((":", "：")) and is_told_beside(box, words):
            box.drop_tree()


def _is_called(element: Any) -> bool:
    return any(map(_CALLED.fullmatch, (element.get("class") or "").split()))


def said_in(box: Any) -> str:
    """The folded words in a box without who said so."""
    copied = deepcopy(box)
    copied.tail = None
    for one in list(copied.iter("cite", "footer", "figcaption")):
        one.drop_tree()
    return fold(words_of(copied).rstrip("–—- ")).strip(_EDGES)


def is_told_beside(box: Any, words: str) -> bool:
    """Whether a paragraph beside a box has these folded words within quotation marks."""
    told = re.compile(rf"(?<![\w-]){re.escape(words)}(?![\w-])")
    beside = (*box.itersiblings("p", preceding=True), *box.itersiblings("p"))
    return any(
        told.search(fold(passage[0]))
        for paragraph in beside
        if not _is_called(paragraph)
        for passage in _PASSAGE.finditer(words_of(paragraph))
    )
