"""Exports of Europresse and Eureka (web page): an article element for each document."""

from __future__ import annotations

import re
from typing import Any

from quotesdb.names.byline import split_bylines
from quotesdb.readers.any_date import any_date
from quotesdb.readers.decode import decode
from quotesdb.readers.errors import ReadError
from quotesdb.readers.markup import of_tree, parse_fragment
from quotesdb.readers.reference import draft_or_reference
from quotesdb.readers.signs import SURE, look
from quotesdb.readers.source import Documents, Options, Source
from quotesdb.readers.xml_tree import words
from quotesdb.values import ArticleDraft, Unreadable

SUFFIXES: frozenset[str] = frozenset()

_MARKS = re.compile(r"\.DocPublicationName|class=[\"'](?:DocPublicationName|rdp__DocPublicationName)")


_ISSUE = re.compile(r"(?:,\s+n(?:o\.?|[°º])\s*\d+|\s+\(site web(?: réf\.)?\))+$", re.IGNORECASE)
"""What stands behind the name of a newspaper: the number of the issue, and that it is the web site."""


def sniff(head: bytes, name: str) -> float:  # noqa: ARG001 - every reader is asked the same way
    """Tell whether a page has the styles of an export."""
    return SURE * bool(_MARKS.search(look(head).text))


def read(source: Source, options: Options) -> Documents:  # noqa: ARG001 - as every reader is called
    """Give the articles of an export, each by its number in it."""
    try:
        tree = parse_fragment(decode(source.data, html=True)[0])
    except ReadError as error:
        yield Unreadable(str(error))
        return
    for number, article in enumerate(tree.iter("article"), 1):
        try:
            yield _article(article, str(number))
        except ReadError as error:
            yield Unreadable(str(error), str(number))


def _article(article: Any, number: str) -> ArticleDraft:
    body = _of_class(article, "docOcurrContainer", "DocText")
    header = words(_of_class(article, "DocHeader"))
    title = _of_class(article, "titreArticle")
    signed = _of_class(article, "docAuthors")
    author = title.getnext() if signed is None and title is not None else signed
    return draft_or_reference(
        of_tree(body) if body is not None else (),
        "europresse",
        words(article).encode("utf-8", "replace"),
        member=number,
        title=words(_of_class(article, "titreArticleVisu")) or words(title) or None,
        byline=split_bylines([words(author)]) if author is not None else (),
        publisher=_ISSUE.sub("", words(_of_class(article, "DocPublicationName"))) or None,
        published=any_date(header),
        section=header.partition(",")[0] or None,
    )


def _of_class(element: Any, *names: str) -> Any:
    """The first element of the first of these classes that there is."""
    for name in names:
        for one in element.iter():
            if name in re.split(r"\s+|rdp__", one.get("class") or ""):
                return one
    return None
