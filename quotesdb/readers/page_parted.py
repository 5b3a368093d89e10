"""The paragraphs of a text that the extraction took as one line: a short article, or the page's data."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from quotesdb.readers.page_body import (
    LEAST,
    LEAST_PROSE,
    NOT_SHOWN,
    PARAGRAPHS,
    SENTENCE,
    Block,
    blocks,
    declared_paragraphs,
    is_no_body,
    key,
)

_MOST_OF_LINE = 0.95
"""The share of a line that its paragraphs have if they are all of it."""

_NOT_READ = ".//text()[not(ancestor::script or ancestor::style)]"
_MUCH = 0.5
"""The share of an article's sentences that is most of them."""

_MOST_LINES = 20
"""Lines of a text, and articles of a page, that are looked at; where one line is an article there are few."""


def parted(tree: Any, text: str, declared: str) -> tuple[str, tuple[str, ...]]:
    """The text with its paragraphs where one line of it is a whole article, and a warning.

    The extraction gives a short article as one line, with its headline, byline and captions; and likewise the
    body in a page's data (``declared``), of which the warning tells if the page does not show it.
    """
    lines = text.split("\n")
    whole = key("".join(declared_paragraphs(declared)))
    if whole and whole in map(key, lines):
        return _of_data(tree, lines, declared, whole)
    if len(lines) > _MOST_LINES:
        return text, ()
    found = list(blocks(tree))
    known, articles = {block.key for block in found}, _articles(found)
    return "\n".join(
        one for line in lines for one in ([line] if key(line) in known else _of_article(line, articles))
    ), ()


def _of_data(tree: Any, lines: Sequence[str], declared: str, whole: str) -> tuple[str, tuple[str, ...]]:
    """The lines with the paragraphs of the data's body, as the page shows them or as the data part them."""
    inside = [one for one in blocks(tree) if one.tag == "p" and one.key and one.key in whole]
    shown = list(dict.fromkeys(one.words for one in inside))
    is_parted = sum(len(key(one)) for one in shown) >= _MOST_OF_LINE * len(whole)
    parts = shown if is_parted else declared_paragraphs(declared)
    is_shown = is_parted or whole in key("".join(tree.xpath(_NOT_READ)))
    changed = [one for line in lines for one in (parts if key(line) == whole else [line])]
    return "\n".join(changed), () if is_shown else (NOT_SHOWN,)


def _articles(found: Sequence[Block]) -> dict[Any, list[Block]]:
    """The paragraphs of each article of a page."""
    held: dict[Any, list[Block]] = {}
    for one in found:
        if one.article is not None and (one.article in held or len(held) < _MOST_LINES):
            held.setdefault(one.article, []).append(one)
    return held


def _of_article(line: str, articles: Mapping[Any, Sequence[Block]]) -> Sequence[str]:
    """The paragraphs of the one article whose words a line has."""
    letters = key(line)
    for article, inside in articles.items():
        body = _body(article, inside)
        if (
            _length(body) >= LEAST_PROSE
            and all(one.key in letters for one in body)
            and not _says_more(article)
        ):
            return [one.words for one in body]
    return [line]


def _body(article: Any, inside: Sequence[Block]) -> list[Block]:
    """An article's paragraphs outside of what holds none: by its name too, if most are elsewhere."""
    by_tag, by_name = (
        [
            one
            for one in inside
            if not any(is_no_body(place, named=named) for place in _up_to(article, one.element))
        ]
        for named in (False, True)
    )
    return by_name if _length(by_name) > _MUCH * _length(by_tag) else by_tag


def _length(found: Sequence[Block]) -> int:
    """How many characters have the sentences among paragraphs."""
    return sum(
        len(one.words)
        for one in found
        if one.tag == "p" and len(one.words) >= LEAST and SENTENCE.search(one.words)
    )


def _says_more(article: Any) -> bool:
    """Whether there are sentences in an article outside of paragraphs, headings and what holds no body."""
    for said in article.xpath(_NOT_READ):
        around = said.getparent().getparent() if said.is_tail else said.getparent()
        words = " ".join(said.split())
        if len(words) >= LEAST and SENTENCE.search(words):
            places = list(_up_to(article, around))
            if not any(
                one.tag in PARAGRAPHS or one.tag == "h1" or is_no_body(one, named=True) for one in places
            ):
                return True
    return False


def _up_to(article: Any, element: Any) -> Iterator[Any]:
    """An element and what it stands in, within an article."""
    while element is not None and element is not article:
        yield element
        element = element.getparent()
