"""Paragraphs closed where browsers close them: the parser of pages knows no elements of HTML 5.

Sites put boxes with other articles between the words of a paragraph, and forget to end it.
"""

from __future__ import annotations

from typing import Any

_CLOSE_PARAGRAPHS = frozenset(
    {"address", "article", "aside", "blockquote", "details", "dialog", "div", "dl", "fieldset", "figcaption"}
    | {"figure", "footer", "form", "h1", "h2", "h3", "h4", "h5", "h6", "header", "hr", "main", "menu", "nav"}
    | {"ol", "p", "pre", "search", "section", "table", "ul"}
)
"""The elements before which a browser ends an open paragraph (HTML Standard, "in body")."""


def close_paragraphs(tree: Any) -> None:
    """Put what a paragraph cannot hold behind it, and the words behind that in a paragraph of their own."""
    for paragraph in list(tree.iter("p")):
        if any(child.tag in _CLOSE_PARAGRAPHS for child in paragraph):
            _part(paragraph)


def _part(paragraph: Any) -> None:
    at, words = paragraph, paragraph
    tail, paragraph.tail = paragraph.tail, None
    for child in list(paragraph):
        if child.tag in _CLOSE_PARAGRAPHS:
            behind, child.tail = child.tail, None
            at.addnext(child)
            at, words = child, paragraph.makeelement("p", dict(paragraph.attrib))
            words.text = behind
            at.addnext(words)
            at = words
        elif words is not paragraph:
            words.append(child)
    at.tail = tail
