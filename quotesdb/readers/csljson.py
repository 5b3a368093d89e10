"""Reference lists in JSON (CSL, Zotero): an article for each reference that has a text beside it."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from itertools import chain
from typing import Any, BinaryIO

from quotesdb.readers.any_date import any_date
from quotesdb.readers.errors import ReadError
from quotesdb.readers.json_pieces import about, listed
from quotesdb.readers.loaded import begins_json, texts
from quotesdb.readers.reference import address, reference, with_text
from quotesdb.readers.signs import SURE, look
from quotesdb.readers.source import Documents, Options, Source, streamed
from quotesdb.values import ArticleDraft, PrintedDate, Unreadable

SUFFIXES: frozenset[str] = frozenset()

_CSL = re.compile(r'"(?:issued|container-title|citation-key|author)"\s*:')
_CSL_TYPE = re.compile(
    r'"type"\s*:\s*"(?:article(?:-\w+)?|book|chapter|broadcast|entry(?:-\w+)?|interview|manuscript|motion_picture'
    r"|paper-conference|personal_communication|post(?:-weblog)?|report|review(?:-\w+)?|song|speech|thesis|webpage"
    r'|document|bill|legislation|legal_case|hearing|patent|dataset|graphic|map|figure|pamphlet|software|standard)"'
)
_ZOTERO = re.compile(r'"itemType"\s*:\s*"\w')
_PUBLICATIONS = (
    *("publicationTitle", "websiteTitle", "blogTitle", "bookTitle", "programTitle", "container-title"),
    *("publisher", "network", "studio", "institution"),
)
_LISTS = ("items",)
_NOTES = frozenset({"note", "attachment", "annotation"})


def sniff(head: bytes, name: str) -> float:  # noqa: ARG001 - every reader is asked the same way
    """Tell whether JSON is a list of references."""
    text = look(head).text
    if not begins_json(head):
        return 0.0
    return SURE * bool(_ZOTERO.search(text) or (_CSL.search(text) and _CSL_TYPE.search(text)))


def stream(file: BinaryIO, source: Source, options: Options) -> Documents:  # noqa: ARG001 - as every reader is called
    """Give each reference, with the text of a file beside the list where it names one."""
    try:
        said = about(file, _LISTS)
        for number, item in enumerate(_items(file, said), 1):
            try:
                yield with_text(_draft(item, said, str(number)), _files(item), source)
            except ReadError as error:
                yield Unreadable(str(error), str(number))
    except ReadError as error:
        yield Unreadable(str(error))


read = streamed(stream)


def _items(file: BinaryIO, said: Any) -> Iterator[dict[str, Any]]:
    alone = [said] if texts(said, "itemType", "type", "title") or "data" in said else []
    for one in chain(listed(file, _LISTS), alone):
        # The interface of Zotero wraps each item.
        item = one.get("data", one) if isinstance(one, dict) else None
        if isinstance(item, dict) and texts(item, "itemType", "type") not in _NOTES:
            yield item


def _draft(item: dict[str, Any], said: dict[str, Any], member: str) -> ArticleDraft:
    return reference(
        "csljson",
        json.dumps(item, sort_keys=True).encode(),
        member=member,
        title=" ".join(texts(item, "title").split()) or None,
        byline=tuple(_names(item)),
        publisher=texts(item, *_PUBLICATIONS) or None,
        published=_date(item, said),
        url=address(texts(item, "url", "URL")),
        section=texts(item, "section") or None,
    )


def _names(item: dict[str, Any]) -> Iterator[str]:
    listed = item.get("creators") or item.get("author")
    for one in listed if isinstance(listed, list) else []:
        if isinstance(one, dict) and texts(one, "creatorType") in ("", "author", "reporter", "contributor"):
            parts = (
                texts(one, "firstName", "given"),
                texts(one, "non-dropping-particle", "dropping-particle"),
                texts(one, "lastName", "family"),
                texts(one, "suffix"),
            )
            name = texts(one, "literal", "name") or " ".join(filter(None, parts))
            if name:
                yield name


def _date(item: dict[str, Any], said: dict[str, Any]) -> PrintedDate | None:
    issued = item.get("issued")
    if isinstance(issued, dict):
        parts = issued.get("date-parts")
        first = parts[0] if isinstance(parts, list) and parts and isinstance(parts[0], list) else []
        written = "-".join(str(part).zfill(2) for part in first[:3])
        return any_date(written) or any_date(texts(issued, "raw", "literal"))
    given = texts(item, "date", "issued")
    order = texts(said.get("config"), "localeDateOrder")
    day_first = {"d": True, "m": False}.get(order[:1])
    year = re.search(r"(?<!\d)(?:1[6-9]|20)\d\d(?!\d)", given)
    return any_date(given, day_first=day_first) or any_date(year[0] if year else None)


def _files(item: dict[str, Any]) -> list[str]:
    listed = item.get("attachments")
    found = (texts(one, "path", "localPath") for one in listed or [] if isinstance(one, dict))
    return [path for path in found if path] if isinstance(listed, list) else []
