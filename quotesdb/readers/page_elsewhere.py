"""What of a web page is none of its article: its head and foot, comments, other stories, what is to come.

The days that stand there are not the one on which the article was published.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from typing import Any

from quotesdb.readers.any_date import PUBLISHED_WORDS, any_date
from quotesdb.readers.page_body import SENTENCE, words_of
from quotesdb.readers.page_dateline import CLOCK, DATE_CLASS, is_label, lead
from quotesdb.readers.page_head import headline, is_known, signed

_PROSE = 60
"""Characters of a sentence that is more than a line of data."""

_SITE = re.compile(
    r"(?:^|\s)(?:(?:site|page)[_-]?(?:footer|header)|footer|colophon|masthead|top-?bar)(?=\s|$)",
    re.IGNORECASE,
)
_COMMENTS = re.compile(r"(?:^|[\s_-])(?:comments?|disqus)(?:[\s_-]|$)", re.IGNORECASE)
_TO_COME = re.compile(r"(?:^|[\s_-])(?:events?|expir(?:y|es|ation)|deadline)(?:[\s_-]|$)", re.IGNORECASE)
"""In the names of elements that tell of days to come, behind the beginning of the text.

Some sites call the day of publication that of an event, right below the headline, where only it stands.
"""

_OTHER_DAY = re.compile(r"(?!datePublished|dateCreated)\w+Date|date(?!Published|Created)\w+", re.IGNORECASE)
"""Properties (microdata) that are other days than that of publication."""

_WHOLES = frozenset({"html", "head", "body", "main", "script", "style"})
_HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")
_MOST_LEVELS = 40
_MOST_PIECES = 20


def elsewhere(tree: Any, title: str | None) -> list[Any]:
    """The outermost elements of a page that hold nothing of its article.

    Where the headline stands in what the page calls its main part, nothing outside that does; where a heading
    follows the last paragraph of the text, nothing behind that does.
    """
    heading, paragraphs = headline(tree, title), _paragraphs(tree)
    last = paragraphs[-1] if paragraphs else None
    own = {one for start in (heading, last) if start is not None for one in (start, *start.iterancestors())}
    main = next((one for one in own if one.tag == "main"), None)
    return list(_outermost(tree, own, heading, paragraphs, main))


def within(elements: Iterable[Any]) -> set[Any]:
    """Elements, and all that are in them."""
    return {inner for one in elements for inner in one.iter()}


def _outermost(tree: Any, own: set[Any], heading: Any, paragraphs: Sequence[Any], main: Any) -> Iterator[Any]:
    is_above, is_begun, is_below, is_behind = heading is not None, False, False, False
    dropped: Any = None
    for element in tree.iter("*"):
        is_above = is_above and element is not heading
        is_begun = is_begun or element in paragraphs[:1]
        is_below = is_below or element in paragraphs[-1:]
        if dropped is not None and dropped in islice(element.iterancestors(), _MOST_LEVELS):
            continue
        if element in own or element.tag in _WHOLES:
            continue
        is_behind = is_behind or (is_below and element.tag in _HEADINGS)
        is_outside = main is not None and next(element.iterancestors("main", "head"), None) is None
        is_to_come = _TO_COME.search(_named(element)) and (is_begun or _is_announced(element))
        if is_behind or is_outside or is_to_come or (is_above and _is_box(element)) or _is_other(element):
            dropped = element
            yield element


def _is_announced(element: Any) -> bool:
    """Whether a box says more than a day, as where and for how much, and nothing of who wrote something."""
    pieces = [" ".join(piece.split()) for piece in islice(element.itertext(), _MOST_PIECES) if piece.strip()]
    words = [
        piece for piece in pieces if not any_date(piece) and not CLOCK.search(piece) and piece[0].isalpha()
    ]
    signs = (PUBLISHED_WORDS.search(piece) or signed(piece) or is_known(piece) for piece in words)
    return len(words) < len(pieces) and bool(words) and not any(signs)


def _paragraphs(tree: Any) -> list[Any]:
    """The paragraphs of the element that has most of the page's sentences."""
    found: dict[Any, list[Any]] = {}
    lengths = Counter[Any]()
    for element in tree.iter("p"):
        line = words_of(element)
        if len(line) > _PROSE and SENTENCE.search(line):
            around = element.getparent()
            found.setdefault(around, []).append(element)
            lengths[around] += len(line)
    return found[lengths.most_common(1)[0][0]] if found else []


def _is_box(element: Any) -> bool:
    """Whether an element above the headline is a box with a story of its own: a heading, and a link to it."""
    headed = next(element.iter(*_HEADINGS), None)
    return headed is not None and next(element.iter("a"), None) is not None


def _is_other(element: Any) -> bool:
    """Whether what an element is or is called says that it is none of the article's lines."""
    if element.tag in ("nav", "aside"):
        return True
    is_edge = element.tag in ("header", "footer")
    if is_edge and next(element.iterancestors("article"), None) is None:
        return True
    named = _named(element)
    if _SITE.search(named) or _COMMENTS.search(named):
        return True
    return bool(_OTHER_DAY.fullmatch(element.get("itemprop") or "")) or _is_labelled(element)


def _named(element: Any) -> str:
    """The names that the page gives an element."""
    return f"{element.get('class') or ''} {element.get('id') or ''}"


def _is_labelled(element: Any) -> bool:
    """Whether a day stands in a sentence, or behind a label that says what it is the day of."""
    if element.tag != "time" and not DATE_CLASS.search(element.get("class") or ""):
        return False
    before = lead(element)
    around = next(element.iterancestors("p"), None)
    is_told = around is not None and SENTENCE.search(words_of(around))
    return is_label(before) and (before.endswith(":") or bool(is_told))
