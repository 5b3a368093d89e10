"""E-books (EPUB): the text of the chapters in their order."""

from __future__ import annotations

from posixpath import dirname, join, normpath
from typing import Any
from urllib.parse import unquote

from quotesdb.names.byline import split_bylines
from quotesdb.readers.any_date import any_date
from quotesdb.readers.archive import CALLED, member, open_zip
from quotesdb.readers.blocks import Block, draft
from quotesdb.readers.decode import decode
from quotesdb.readers.errors import ReadError
from quotesdb.readers.markup import of_markup
from quotesdb.readers.signs import BY_NAME, SURE, has_member, is_called
from quotesdb.readers.source import single
from quotesdb.readers.xml_tree import first, named, parse, said, words
from quotesdb.values import ArticleDraft, PrintedDate

SUFFIXES = frozenset({".epub"})

_MOST_CHAPTERS = 2_000
_WRITING = frozenset({"", "aut", "author", "a01"})
"""The parts in making a book that make an author; of the first nothing is said, the last is ONIX's."""

_NEVER_WRITING = frozenset({"ill", "trl"})
"""Who draws or translates is no author, even where nobody else is named."""


def sniff(head: bytes, name: str) -> float:
    """Tell whether a file is an e-book."""
    return SURE if has_member(head, b"application/epub+zip") else BY_NAME * is_called(name, SUFFIXES)


def read_book(data: bytes) -> ArticleDraft:
    """Read the chapters of a book.

    Raises:
        ReadError: if it is broken or has no text.

    """
    archive = open_zip(data, CALLED[".epub"])
    container = member(archive, "META-INF/container.xml")
    root = first(parse(container), "rootfile") if container else None
    path = root.get("full-path") if root is not None else None
    content = member(archive, path) if path else b""
    if not path or not content:
        raise ReadError("an e-book without a list of its contents")
    package = parse(content)
    blocks: list[Block] = []
    for chapter in _chapters(package, dirname(path))[:_MOST_CHAPTERS]:
        page = member(archive, chapter)
        if page.strip():
            blocks += of_markup(decode(page, html=True)[0])
    return draft(
        blocks,
        "epub",
        data,
        title=said(package, "title"),
        byline=_authors(package),
        publisher=said(package, "publisher"),
        published=_published(package),
    )


read = single(read_book)


def _said_of(element: Any, name: str) -> str:
    return next((value for key, value in element.items() if key.rpartition("}")[2] == name), "")


def _authors(package: Any) -> tuple[str, ...]:
    """Who is said to have written the book, else everybody who had another part in its words."""
    refining: dict[str, set[str]] = {}
    for one in named(package, "meta"):
        if one.get("property") == "role" and (refined := (one.get("refines") or "").lstrip("#")):
            refining.setdefault(refined, set()).add(words(one).lower())
    made = [
        (refining.get(one.get("id") or "") or {_said_of(one, "role").lower()}, words(one))
        for one in named(package, "creator")
    ]
    wrote = [name for roles, name in made if roles & _WRITING]
    return split_bylines(wrote or [name for roles, name in made if not roles <= _NEVER_WRITING])


def _published(package: Any) -> PrintedDate | None:
    """The date of publication: marked as such among several, else any but that of the file's last change."""
    dated = {_said_of(one, "event").lower(): words(one) for one in reversed(list(named(package, "date")))}
    dated.pop("modification", None)
    return any_date(dated.get("publication") or dated.get("") or next(reversed(dated.values()), None))


def _chapters(package: Any, folder: str) -> list[str]:
    """The paths of the chapters in the archive, in the order of reading; a list of them is none."""
    listed = [one for one in named(package, "item") if "nav" not in (one.get("properties") or "").split()]
    files = {one.get("id"): one.get("href") for one in listed}
    order = (files.get(one.get("idref")) for one in named(package, "itemref"))
    return [normpath(join(folder, unquote(href))) for href in order if href]
