"""OpenDocument texts (ODT): the text with changes accepted, without notes and comments."""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any

from quotesdb.names.key import name_key
from quotesdb.readers.archive import CALLED, member, open_zip
from quotesdb.readers.blocks import BODY, SUBHEAD, Block, filled
from quotesdb.readers.errors import ReadError
from quotesdb.readers.headed import headed_draft
from quotesdb.readers.signs import BY_NAME, SURE, has_member, is_called, look
from quotesdb.readers.source import single
from quotesdb.readers.styled import TITLE, kind_of, styled
from quotesdb.readers.talk_rows import Rows, talk_among
from quotesdb.readers.turns import as_talk
from quotesdb.readers.xml_tree import first, local, named, parse, said
from quotesdb.values import ArticleDraft

SUFFIXES = frozenset({".odt", ".fodt"})

_FLAT = "urn:oasis:names:tc:opendocument:xmlns:office:1.0"
"""What a text names that is all in one element."""

_SILENT = frozenset({"tracked-changes", "note", "annotation", "annotation-end", "forms", "sequence-decls"})
_TITLES = frozenset({"Title", "Titel"})
_SUBTITLE = "Subtitle"
_MADE_OF_TITLE = "made of a title"
_NUMBERED = re.compile(r"M?P\d+")
"""The styles that a program makes by itself; others that are made of that of titles are of other lines."""

_LONGEST_TITLE = 200


def sniff(head: bytes, name: str) -> float:
    """Tell whether a file is an OpenDocument text."""
    is_text = has_member(head, b"application/vnd.oasis.opendocument.text")
    found = look(head)
    is_text = is_text or (found.root == "document" and _FLAT in found.text)
    return SURE if is_text else BY_NAME * is_called(name, SUFFIXES)


def read_document(data: bytes) -> ArticleDraft:
    """Read the article of a document.

    Raises:
        ReadError: if it is broken or has no text.

    """
    content, meta = _parts_of(data)
    body = first(content, "text") if content is not None else None
    if body is None:
        raise ReadError("an OpenDocument text without text")
    shown = styled(_settled(list(_parts(body, _parents(content)))))
    given = said(meta, "title") if meta is not None else None
    draft = headed_draft(
        shown.blocks,
        "odt",
        data,
        title=shown.title or _title(filled(shown.blocks), given),
        given=given,
        byline=shown.byline,
        published=shown.published,
    )
    talk = talk_among(_pieces(body))
    return as_talk(draft, talk) if talk else draft


read = single(read_document)


def _title(shown: Sequence[Block], given: str | None) -> str | None:
    """The heading that the text begins with; the title that the file says where that is only a rubric."""
    heading = shown[0].text if shown and shown[0].kind == SUBHEAD else None
    if not heading or not given:
        return heading
    repeated = any(name_key(part.text) == name_key(given) for part in shown if part.kind == SUBHEAD)
    return given if repeated or len(heading.split()) == 1 or heading.isupper() else heading


def _parts_of(data: bytes) -> tuple[Any, Any]:
    """The text and what the file says of it: members of an archive, or all in one element (FODT)."""
    if data.removeprefix(codecs.BOM_UTF8).lstrip()[:1] == b"<":
        root = parse(data)
        return first(root, "body"), first(root, "meta")
    archive = open_zip(data, CALLED[".odt"])
    content, meta = member(archive, "content.xml"), member(archive, "meta.xml")
    return parse(content) if content else None, parse(meta) if meta else None


def _parents(content: Any) -> dict[str, str]:
    """The styles that others are made of, which programs number where a paragraph is to look otherwise."""
    listed = named(content.getroottree().getroot(), "style")
    styles = {_valued(one, "}name"): _valued(one, "parent-style-name") for one in listed}
    return {name: parent for name, parent in styles.items() if _NUMBERED.fullmatch(name)}


def _settled(parts: list[Block]) -> list[Block]:
    """The parts, of which one that looks like a title otherwise is the title where all begins with it."""
    shown = filled(parts)
    begins = shown and shown[0].kind == _MADE_OF_TITLE and len(shown[0].text) <= _LONGEST_TITLE
    is_title = begins and not any(part.kind == TITLE for part in shown)
    first = next((part for part in parts if part.text.strip()), None)
    return [
        replace(part, kind=TITLE if is_title and part is first else BODY)
        if part.kind == _MADE_OF_TITLE
        else part
        for part in parts
    ]


def _valued(element: Any, name: str) -> str:
    return next((value for key, value in element.items() if key.endswith(name)), "")


def _parts(element: Any, parents: Mapping[str, str]) -> Iterator[Block]:
    for child in element:
        name = local(child)
        if name in ("p", "h"):
            style = _valued(child, "style-name")
            is_heading = name == "h" or style == _SUBTITLE
            kind = SUBHEAD if is_heading else _MADE_OF_TITLE if parents.get(style) in _TITLES else BODY
            yield Block("".join(_words(child)), TITLE if style in _TITLES else kind_of(style) or kind)
        elif name and name not in _SILENT:
            yield from _parts(child, parents)


def _pieces(element: Any) -> Iterator[Block | Rows]:
    """The paragraphs of a text but its title, and its tables as they are."""
    for child in element:
        name = local(child)
        if name == "table":
            rows = named(child, "table-row")
            yield Rows([[_cell(one) for one in row if local(one) == "table-cell"] for row in rows])
        elif name in ("p", "h"):
            if _valued(child, "style-name") not in _TITLES:
                yield Block("".join(_words(child)), SUBHEAD if name == "h" else BODY)
        elif name and name not in _SILENT:
            yield from _pieces(child)


def _cell(cell: Any) -> str:
    return "\n".join("".join(_words(paragraph)) for paragraph in named(cell, "p"))


def _words(element: Any) -> Iterator[str]:
    yield element.text or ""
    for child in element:
        name = local(child)
        if name in ("s", "tab", "line-break"):
            yield " "
        elif name and name not in _SILENT:
            yield from _words(child)
        yield child.tail or ""
