"""Reference lists that Zotero writes as RDF: an article for each reference that has a text beside it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from quotesdb.readers.any_date import any_date
from quotesdb.readers.errors import ReadError
from quotesdb.readers.reference import address, reference, with_text
from quotesdb.readers.signs import look
from quotesdb.readers.source import Documents, Options, Source
from quotesdb.readers.xml_tree import first, local, named, parse, said, words
from quotesdb.values import ArticleDraft, Unreadable

SUFFIXES = frozenset({".rdf"})

_ZOTERO = "http://www.zotero.org/namespaces/export#"
_RDF = "{http://www.w3.org/1999/02/22-rdf-syntax-ns#}"
_SURER = 0.97
"""More than a feed, which such a file names a module of as well."""

_NO_REFERENCES = frozenset({"attachment", "note", "annotation"})
_YEAR = re.compile(r"(?<!\d)(?:1[6-9]|20)\d\d(?!\d)")


def sniff(head: bytes, name: str) -> float:  # noqa: ARG001 - every reader is asked the same way
    """Tell whether a file is such a list."""
    start = look(head)
    return _SURER * (start.root == "rdf" and _ZOTERO in start.text)


def read(source: Source, options: Options) -> Documents:  # noqa: ARG001 - as every reader is called
    """Give each reference, with the text of a file beside the list where it names one."""
    try:
        root = parse(source.data)
    except ReadError as error:
        yield Unreadable(str(error))
        return
    whole = {about: one for one in root if (about := one.get(f"{_RDF}about"))}
    items = [one for one in root if (kind := _own(one, "itemtype")) and kind not in _NO_REFERENCES]
    for number, item in enumerate(items, 1):
        try:
            yield with_text(_draft(item, whole, str(number)), _files(item, whole), source)
        except ReadError as error:
            yield Unreadable(str(error), str(number))
    if not items:
        yield Unreadable("a list of references without any")


def _draft(item: Any, whole: dict[str, Any], member: str) -> ArticleDraft:
    date = _own(item, "date")
    year = _YEAR.search(date)
    return reference(
        "zotero_rdf",
        "".join(item.itertext()).encode("utf-8", "replace"),
        member=member,
        title=_own(item, "title") or None,
        byline=tuple(_authors(item)),
        publisher=_printed_in(item, whole),
        published=any_date(date) or any_date(year[0] if year else None),
        url=address(_own(item, "identifier")) or address(item.get(f"{_RDF}about") or ""),
    )


def _own(item: Any, name: str) -> str:
    """What a reference says itself under a name, and not what it is a part of."""
    return next((words(one) for one in item if local(one) == name), "")


def _authors(item: Any) -> Iterator[str]:
    listed = next((one for one in item if local(one) == "authors"), None)
    for person in named(listed, "person") if listed is not None else ():
        parts = (said(person, "givenname"), said(person, "surname"))
        if name := " ".join(filter(None, parts)):
            yield name


def _printed_in(item: Any, whole: dict[str, Any]) -> str | None:
    """The newspaper, journal or site that a reference is a part of, else who published it."""
    for part in (one for one in item if local(one) == "ispartof"):
        held = next(iter(part), whole.get(part.get(f"{_RDF}resource") or ""))
        if held is not None and (title := _own(held, "title")):
            return title
    publisher = next((one for one in item if local(one) == "publisher"), None)
    return said(publisher, "name") if publisher is not None else None


def _files(item: Any, whole: dict[str, Any]) -> list[str]:
    """The files that hang on a reference."""
    links = (one.get(f"{_RDF}resource") or "" for one in item if local(one) == "link")
    hung = (first(whole[link], "resource") for link in links if link in whole)
    return [path for one in hung if one is not None and (path := one.get(f"{_RDF}resource"))]
