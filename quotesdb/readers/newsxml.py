"""News items in XML: NITF, NewsML-G2, NewsML 1."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise
from typing import Any, BinaryIO

from quotesdb.names.byline import is_full_name, split_bylines
from quotesdb.readers.any_date import any_date, embargo
from quotesdb.readers.blocks import Block, draft
from quotesdb.readers.errors import ReadError
from quotesdb.readers.news_body import of_content
from quotesdb.readers.signs import SURE, look
from quotesdb.readers.source import Documents, Options, Source, digest_of, streamed, unnumbered
from quotesdb.readers.telegram import PLACE
from quotesdb.readers.xml_pieces import pieces
from quotesdb.readers.xml_tree import first, local, named, said, words
from quotesdb.values import ArticleDraft, PrintedDate, Unreadable

SUFFIXES: frozenset[str] = frozenset()

_ROOTS = frozenset({"nitf", "newsitem", "newsmessage", "newsml"})
_WRAPPED = re.compile(r"<[A-Za-z][^<>]*>\s*<(?:\w+:)?(?:nitf|newsItem)[\s>]")
"""Items in an element of any name."""

_SHORTHAND = re.compile(r"[a-z]{1,5}(?:/[a-z]{1,5})*$")
_LEAST_INITIALS, _MOST_ABOVE = 2, 10
_MAIN = frozenset({"main", "body"})
_PARTY = re.compile(r"\w+:([A-Za-z]{2,12})")


def sniff(head: bytes, name: str) -> float:  # noqa: ARG001 - every reader is asked the same way
    """Tell whether a file is a news item."""
    start = look(head)
    return SURE * (start.root in _ROOTS or bool(start.root and _WRAPPED.search(start.text[:4_000])))


def stream(file: BinaryIO, source: Source, options: Options) -> Documents:  # noqa: ARG001 - as every reader is called
    """Give the article of each item that is a text."""
    for found in unnumbered(_documents(file)):
        if isinstance(found, ArticleDraft) and not found.member:
            yield replace(found, raw_sha256=digest_of(file))
        else:
            yield found


read = streamed(stream)


def _documents(file: BinaryIO) -> Documents:
    try:
        for number, item in enumerate(pieces(file, ("nitf", "newsitem")), 1):
            try:
                yield _article(item, str(number))
            except ReadError as error:
                yield Unreadable(str(error), str(number))
    except ReadError as error:
        yield Unreadable(str(error))


def _article(item: Any, member: str) -> ArticleDraft:
    body = _body(item)
    creators = [words(one) for one in named(item, "creator")]
    printed = said(item, "byline", "by", "bylineline") or ""
    publisher = _publisher(item)
    byline = split_bylines([_without_post(item) or printed]) if not _SHORTHAND.match(printed) else ()
    return draft(
        body,
        "newsxml",
        "".join(item.itertext()).encode("utf-8", "replace"),
        member=member,
        title=_headline(item) or said(item, "hl1", "title"),
        byline=tuple(_without_desks(byline, publisher or "")) or _signed(body) or split_bylines(creators),
        publisher=publisher,
        published=_published(item),
        section=said(item, "slugline"),
        embargo=_embargo(item),
    )


def _signed(body: Sequence[Block]) -> tuple[str, ...]:
    """Who is named in a line of its own right above the place and the agency, with which the text begins."""
    for line, below in pairwise(body[:_MOST_ABOVE]):
        names = split_bylines([line.text]) if line.text.startswith("By ") else ()
        if names and PLACE.match(below.text) and all(map(is_full_name, names)):
            return names
    return ()


def _without_desks(names: Sequence[str], publisher: str) -> Iterator[str]:
    """The names of a byline, without the desk of the agency behind one that its initials begin."""
    initials = "".join(word[0] for word in publisher.split() if word != "The")
    for place, name in enumerate(names):
        if not place or len(initials) < _LEAST_INITIALS or name.split()[0] != initials:
            yield name


def _headline(item: Any) -> str | None:
    """The headline; one that has a role ("short") is another beside it.

    What stands elsewhere is that of another item, or what is told of somebody.
    """
    meta = first(item, "contentmeta")
    found = [one for one in named(item if meta is None else meta, "headline") if words(one)]
    found = found or [one for one in named(item, "headline") if words(one)]
    listed = [(one.get("role"), words(one)) for one in found if one.getparent() is found[0].getparent()]
    return next((text for role, text in listed if not role), listed[0][1] if listed else None)


def _without_post(item: Any) -> str | None:
    """The names in a byline, without what the person is."""
    byline = first(item, "byline")
    if byline is None:
        return None
    people = [words(one) for one in named(byline, "person")]
    text = "; ".join(people) or ((byline.text or "") if len(byline) else words(byline))
    return text.strip(" ,\n\t") or None


def _body(item: Any) -> list[Block]:
    content = _content(item)
    return [] if content is None else of_content(content)


def _content(item: Any) -> Any:
    """What holds the text; a note of NITF has a content of its own, before that of the article."""
    listed = (one for one in named(item, "body.content") if "note" not in map(local, one.iterancestors()))
    content = next(listed, None)
    if content is not None:
        return content
    parts = list(named(item, "datacontent"))
    main = next((one for one in parts if _role(one) in _MAIN), None)
    return first(item, "inlinexml", "datacontent", "inlinedata") if main is None else main


def _role(content: Any) -> str:
    """What a part of NewsML 1 is there for, as the component around it says."""
    component = next((one for one in content.iterancestors() if local(one) == "newscomponent"), None)
    roles = () if component is None else (one for one in component if local(one) == "role")
    return next((str(one.get("FormalName") or "").casefold() for one in roles), "")


def _publisher(item: Any) -> str | None:
    provider = first(item, "provider", "distributor")
    if provider is not None:
        party = first(provider, "party")
        formal = party.get("FormalName") if party is not None else None
        code = _PARTY.fullmatch(provider.get("qcode") or "")
        credit = said(item, "creditline")
        if credit and code and credit.casefold() == code[1].casefold():
            return credit  # the name that it prints, and by which lists know it
        spelled = _spelled(item, code[1]) if code else None
        shown = words(provider) or provider.get("literal") or formal or spelled
        if shown:
            return str(shown)
    printed = (one.get("name") for one in named(item, "pubdata"))
    holders = {one.get("holder") for one in named(item, "doc.copyright")} - {None, ""}
    party = next(
        (one.get("FormalName") for near in named(item, "source") for one in named(near, "party")), None
    )
    return (
        next(filter(None, printed), None)
        or said(item, "copyrightholder", "rights.owner", "source")
        or party
        or (holders.pop() if len(holders) == 1 else None)
    )


def _spelled(item: Any, code: str) -> str:
    """The name of the owner whose initials a code is, else the code."""
    owner = said(item, "copyrightholder") or ""
    return owner if "".join(word[0] for word in owner.split()).casefold() == code.casefold() else code


def _embargo(item: Any) -> PrintedDate | None:
    """When it is released: said as such, or as a date of its own beside that of the issue."""
    released = (one.get("norm") for one in named(item, "date.release"))
    return next((time for value in (said(item, "embargoed"), *released) if (time := embargo(value))), None)


def _published(item: Any) -> PrintedDate | None:
    dated = ((one.get("norm") or one.get("date.publication")) for one in named(item, "date.issue", "pubdata"))
    created = None if said(item, "firstcreated") else said(item, "contentcreated")
    released = (one.get("norm") for one in named(item, "date.release", "story.date"))
    values = (created, said(item, "versioncreated", "firstcreated", "thisrevisioncreated"), *dated, *released)
    return next((day for value in values if (day := any_date(value))), None)
