"""Marked-up text to paragraphs: HTML in mails, feeds and wires, and the XML that resembles it."""

from __future__ import annotations

import re
from typing import Any

from quotesdb.readers.blocks import BODY, CAPTION, SUBHEAD, Block, filled
from quotesdb.readers.errors import ReadError
from quotesdb.readers.page_unseen import is_hidden, is_struck
from quotesdb.readers.xml_tree import local

_BREAKS = frozenset(
    {"p", "div", "br", "li", "ul", "ol", "dl", "dt", "dd", "table", "tr", "blockquote", "article", "section"}
    | {
        "body",
        "block",
        "main",
        "header",
        "center",
        "pre",
        "hr",
        "figure",
        "address",
        "body.content",
        "media",
        "footer",
    }
)
_CELLS = frozenset({"td", "th"})
_HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6", "hl2"})
_CAPTIONS = frozenset({"figcaption", "caption", "media-caption", "media-producer"})
_SILENT = frozenset(
    {"script", "style", "head", "template", "noscript", "svg", "title", "iframe", "button", "form", "select"}
    | {"media-reference", "media-metadata", "object", "video", "audio"}
)
_DEEPEST = 150
_NOTES = frozenset({"footnote", "endnote", "rearnote", "footnotes", "endnotes", "rearnotes"})
_TO_NOTE = "noteref"
"""What e-books call notes, and what leads to one: as `epub:type`, or as `role` with "doc-" before it."""

_WORD = re.compile(r"[^\W\d_]{2}")


def parse_fragment(markup: str) -> Any:
    """The tree of a piece of HTML.

    Raises:
        ReadError: if nothing can be made of it.

    """
    from lxml import etree, html

    parser = html.HTMLParser(
        encoding="utf-8", no_network=True, huge_tree=False, remove_comments=True, remove_pis=True
    )
    try:
        return html.document_fromstring(
            markup.encode("utf-8", "replace") or b"<p></p>", parser=parser, ensure_head_body=True
        )
    except (etree.LxmlError, ValueError) as error:
        raise ReadError("nothing can be made of its markup") from error


def of_markup(markup: str) -> list[Block]:
    """The paragraphs of a piece of HTML, headings and captions by their kinds; nothing where it has none."""
    return of_tree(parse_fragment(markup)) if markup.strip() else []


def of_tree(element: Any, skip: frozenset[Any] = frozenset()) -> list[Block]:
    """The paragraphs in an element; elements in ``skip`` are left out with what they hold."""
    made = _Made()
    _walk(element, made, BODY, skip, 0)
    made.end(BODY)
    return filled(made.blocks)


class _Made:
    """The blocks so far, and the words of the one that is being made."""

    def __init__(self) -> None:
        self.blocks: list[Block] = []
        self.words: list[str] = []

    def add(self, words: str | None) -> None:
        if words:
            self.words.append(words)

    def end(self, kind: str) -> None:
        if self.words:
            self.blocks.append(Block("".join(self.words), kind))
            self.words = []


def _walk(element: Any, made: _Made, kind: str, skip: frozenset[Any], depth: int) -> None:
    """Add the words in an element; what a hostile file nests deeper than anybody writes is flattened."""
    if depth > _DEEPEST:
        made.add("".join(element.itertext()))
        return
    made.add(element.text)
    for child in element:
        name = local(child)
        if name and name not in _SILENT and child not in skip and not _is_left_out(child, name):
            _child(child, name, made, kind, skip, depth)
        made.add(child.tail)


def _is_left_out(element: Any, name: str) -> bool:
    """Whether an element is struck, hidden, is or leads to a note: of "20th" and "m2" nothing may be lost."""
    roles = _roles(element)
    if is_struck(element) or is_hidden(element) or roles & _NOTES:
        return True
    if _TO_NOTE in roles:
        return not _WORD.search("".join(element.itertext()))
    return name == "sup" and any(local(one) == "a" for one in element.iter())


def _roles(element: Any) -> set[str]:
    """What an element of an e-book is there for."""
    said = (element.get("role") or "").split()
    spoken = {one.removeprefix("doc-") for one in said if one.startswith("doc-")}
    return {*spoken, *(element.get("epub:type") or "").split()}


def _child(child: Any, name: str, made: _Made, kind: str, skip: frozenset[Any], depth: int) -> None:
    inner = SUBHEAD if name in _HEADINGS else CAPTION if name in _CAPTIONS else kind
    breaks = inner != kind or name in _BREAKS or name in _HEADINGS
    if breaks:
        made.end(kind)
    elif name in _CELLS:
        made.add(" ")
    _walk(child, made, inner, skip, depth + 1)
    if breaks:
        made.end(inner)
