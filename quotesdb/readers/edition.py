"""Articles in TEI, and in XML as scrapers write it (Trafilatura)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from quotesdb.names.byline import split_bylines
from quotesdb.readers.any_date import any_date
from quotesdb.readers.blocks import Block, draft
from quotesdb.readers.markup import of_tree
from quotesdb.readers.record import of_xml
from quotesdb.readers.record_shapes import has_speeches
from quotesdb.readers.reference import address
from quotesdb.readers.signs import SURE, look
from quotesdb.readers.source import single
from quotesdb.readers.tei import name_of
from quotesdb.readers.xml_tree import first, local, named, parse, said, words
from quotesdb.values import ArticleDraft

SUFFIXES: frozenset[str] = frozenset()

_NO_TEXT = frozenset({"comments", "note", "fw", "figdesc", "del", "listbibl"})
_UNMENDED = frozenset({"sic", "orig", "abbr"})
_PARAGRAPHS = ("p", "ab", "l")

_AS_IN_PAGES = {
    **dict.fromkeys(_PARAGRAPHS, "p"),
    **dict.fromkeys(("div", "lg", "sp", "front", "body", "back", "group", "text"), "div"),
    "head": "h2",
    "list": "ul",
    "item": "li",
    "row": "tr",
    "cell": "td",
    "table": "table",
}
_APART = {"quote": "blockquote", "u": "p"}
"""What is set apart where it is no part of a paragraph."""

_ABOUT = ("title", "author", "sitename", "date", "source")


def sniff(head: bytes, name: str) -> float:  # noqa: ARG001 - every reader is asked the same way
    """Tell whether a file is an edition with paragraphs, or what a scraper made of a page.

    Debates in TEI are among them: only the whole file tells that somebody says something in it.
    """
    start = look(head)
    if start.root == "doc":
        opening = start.text.partition("<doc")[2].partition(">")[0]
        return SURE * (all(f'{key}="' in opening for key in ("title", "hostname")) and "<main" in start.text)
    return (SURE - 0.05) * (start.root == "tei" and "<body" in start.text)


def read_edition(data: bytes) -> ArticleDraft:
    """Read the paragraphs of an edition and what its header says of the article; a debate by its speakers.

    Raises:
        ReadError: if it is broken or has no text.

    """
    root = parse(data)
    if local(root) == "tei" and has_speeches(root):
        return of_xml(root, data)
    text = first(root, "main", "text")
    header = first(root, "teiheader")
    about = _of_header(header) if header is not None else {key: root.get(key) for key in _ABOUT}
    return draft(
        _blocks(text, "br" if header is None else "span") if text is not None else (),
        "edition",
        data,
        title=about["title"] or None,
        byline=split_bylines([about["author"]]) if about["author"] else (),
        publisher=about["sitename"] or None,
        published=any_date(about["date"]),
        url=address(about["source"] or ""),
    )


read = single(read_edition)


def _blocks(text: Any, lines: str) -> list[Block]:
    passed = frozenset(_passed(text))
    return of_tree(_as_page(text, lines), passed)


def _of_header(header: Any) -> dict[str, str | None]:
    """What the header says of the article: of where it was printed, if it tells, else of the edition."""
    sources = (one for one in named(header, "biblfull", "biblstruct", "bibl") if len(one))
    printed = next(sources, header)
    titled = first(header, "titlestmt")
    authors = map(name_of, named(titled if titled is not None else header, "author"))
    dates = (one.get("when") or words(one) for one in named(printed, "date"))
    links = (one.get("target") for one in named(printed, "ptr", "ref") if printed is not header)
    return {
        "title": said(header, "title"),
        "author": "; ".join(filter(None, authors)),
        "sitename": said(printed, "publisher"),
        "date": next(filter(None, dates), None),
        "source": next(filter(None, links), None),
    }


def _as_page(text: Any, lines: str) -> Any:
    """A text whose elements are called as those of pages that do the same; ``lines`` are breaks of lines."""
    inside = {one for each in named(text, *_PARAGRAPHS) for one in named(each, *_APART)}
    for one in text.iter():
        name = local(one)
        if name == "lb" and one.get("break") != "no":
            one.tag, one.text = lines, " "
        elif name in _APART:
            one.tag = "span" if one in inside else _APART[name]
        elif name:
            one.tag = _AS_IN_PAGES.get(name, "span")
    return text


def _passed(text: Any) -> Iterator[Any]:
    """What is no part of the text, and what stands in a choice beside what it is read as."""
    for one in text.iter():
        is_unmended = local(one) in _UNMENDED and local(one.getparent()) == "choice"
        if local(one) in _NO_TEXT or is_unmended:
            yield one
