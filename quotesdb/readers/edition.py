"""Articles in TEI, and in XML as scrapers write it (Trafilatura)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from quotesdb.names.byline import split_bylines
from quotesdb.names.labels import is_generic
from quotesdb.readers.any_date import any_date
from quotesdb.readers.blocks import Block, draft
from quotesdb.readers.errors import ReadError
from quotesdb.readers.markup import of_tree
from quotesdb.readers.record import of_xml
from quotesdb.readers.record_shapes import has_speeches
from quotesdb.readers.reference import address
from quotesdb.readers.signs import SURE, look
from quotesdb.readers.source import single
from quotesdb.readers.tei import name_of, own, printed_in, title_of
from quotesdb.readers.xml_tree import first, local, named, parse, words
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
_LINES = (
    *("u", "speaker", "stage", "dateline", "salute", "signed", "byline", "castitem", "label", "code"),
    *("titlepart", "docauthor", "docdate", "docimprint", "trailer"),
)
_APART = {
    **dict.fromkeys(_LINES, "p"),
    **dict.fromkeys(("opener", "closer", "postscript", "epigraph", "argument"), "div"),
    "quote": "blockquote",
}
"""What is set apart where it is no part of a paragraph."""

_WHOLE = (*_PARAGRAPHS, *_LINES, "head", "item", "cell")
"""What is a paragraph with all that it holds, unless that is called one."""

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
        ReadError: if it is broken, has no text or those of several articles.

    """
    root = parse(data)
    if local(root) == "tei" and has_speeches(root):
        return of_xml(root, data)
    text = first(root, "main", "text")
    header = first(root, "teiheader")
    if header is not None and text is not None and _is_issue(text):
        raise ReadError("a TEI edition of several articles; quotesdb reads those of one")
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
    printed = printed_in(header)
    titled = first(header, "titlestmt")
    authors = filter(None, map(name_of, named(titled, "author"))) if titled is not None else ()
    parts = {name: list(own(printed, *names)) for name, names in _OF_SOURCES.items() if printed is not None}
    dates = (one.get("when") or words(one) for one in parts.get("date", ()) if _is_of_publication(one))
    is_edition = printed is not None and local(printed) == "publicationstmt"
    links = (one.get("target") for one in parts.get("source", ()) if not is_edition)
    return {
        "title": title_of(header),
        "author": "; ".join(one for one in authors if not is_generic(one)),
        "sitename": next(filter(None, map(words, parts.get("sitename", ()))), None),
        "date": next(filter(None, dates), None),
        "source": next(filter(None, links), None),
    }


_OF_SOURCES = {"sitename": ("publisher",), "date": ("date",), "source": ("ptr", "ref")}


def _is_of_publication(date: Any) -> bool:
    return (date.get("type") or "publication").startswith("pub")


def _is_issue(text: Any) -> bool:
    """Whether a text is several articles: parts that are called so, or have authors of their own."""
    parts = [one for one in text.iter() if local(one).startswith("div")]
    called = [one for one in parts if (one.get("type") or "").lower() == "article"]
    signed = [one for one in parts if any(local(child) == "byline" for child in one)]
    return len(called) > 1 or len(signed) > 1


def _as_page(text: Any, lines: str) -> Any:
    """A text whose elements are called as those of pages that do the same; ``lines`` are breaks of lines."""
    inside = {one for each in named(text, *_WHOLE) for one in named(each, *_APART)}
    inside |= {one for one in named(text, "u") if "".join(one.getparent().xpath("text()")).strip()}
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
