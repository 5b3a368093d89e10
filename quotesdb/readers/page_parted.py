"""The paragraphs of a whole short article that the extraction took as one line."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from quotesdb.readers.page_body import (
    LEAST,
    LEAST_PROSE,
    PARAGRAPHS,
    SENTENCE,
    Block,
    blocks,
    is_no_body,
    key,
)

_NOT_READ = ".//text()[not(ancestor::script or ancestor::style)]"
_MUCH = 0.5
"""The share of an article's sentences that is most of them."""

_MOST_LINES = 20
"""Lines of a text, and articles of a page, that are looked at; where one line is an article there are few."""


def parted(tree: Any, text: str) -> str:
    """The text with its paragraphs where one line of it is a whole article.

    The extraction gives a short article as one line, with its headline, byline and captions.
    """
    lines = text.split("\n")
    if len(lines) > _MOST_LINES:
        return text
    found = list(blocks(tree))
    known, articles = {block.key for block in found}, _articles(found)
    return "\n".join(
        one for line in lines for one in ([line] if key(line) in known else _of_article(line, articles))
    )


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
