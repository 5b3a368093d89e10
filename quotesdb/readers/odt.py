"""OpenDocument texts (ODT): the text with changes accepted, without notes and comments."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from quotesdb.readers.archive import member, open_zip
from quotesdb.readers.blocks import BODY, SUBHEAD, Block, draft, filled
from quotesdb.readers.errors import ReadError
from quotesdb.readers.signs import BY_NAME, SURE, has_member, is_called
from quotesdb.readers.source import single
from quotesdb.readers.xml_tree import first, local, parse, said
from quotesdb.values import ArticleDraft

SUFFIXES = frozenset({".odt", ".fodt"})

_SILENT = frozenset({"tracked-changes", "note", "annotation", "annotation-end", "forms", "sequence-decls"})
_TITLES = frozenset({"Title", "Titel"})


def sniff(head: bytes, name: str) -> float:
    """Tell whether a file is an OpenDocument text."""
    is_text = has_member(head, b"application/vnd.oasis.opendocument.text")
    return SURE if is_text else BY_NAME * is_called(name, SUFFIXES)


def read_document(data: bytes) -> ArticleDraft:
    """Read the article of a document.

    Raises:
        ReadError: if it is broken or has no text.

    """
    archive = open_zip(data)
    content, meta = member(archive, "content.xml"), member(archive, "meta.xml")
    body = first(parse(content), "text") if content else None
    if body is None:
        raise ReadError("an OpenDocument text without text")
    parts = list(_parts(body))
    titled = next((part.text for part in filled(parts) if part.kind == "title"), None)
    title = titled or (said(parse(meta), "title") if meta else None)
    return draft([part for part in parts if part.kind != "title"], "odt", data, title=title)


read = single(read_document)


def _parts(element: Any) -> Iterator[Block]:
    for child in element:
        name = local(child)
        if name in ("p", "h"):
            style = next((value for key, value in child.items() if key.endswith("style-name")), "")
            kind = "title" if style in _TITLES else SUBHEAD if name == "h" else BODY
            yield Block("".join(_words(child)), kind)
        elif name and name not in _SILENT:
            yield from _parts(child)


def _words(element: Any) -> Iterator[str]:
    yield element.text or ""
    for child in element:
        name = local(child)
        if name in ("s", "tab", "line-break"):
            yield " "
        elif name and name not in _SILENT:
            yield from _words(child)
        yield child.tail or ""
