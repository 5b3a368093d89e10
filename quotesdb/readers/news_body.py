"""The paragraphs of a news item: what agencies mark up around its text is left out."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise
from typing import Any

from quotesdb.readers.blocks import BODY, SUBHEAD, Block, paragraphs
from quotesdb.readers.errors import ReadError
from quotesdb.readers.markup import of_tree, parse_fragment
from quotesdb.readers.xml_tree import first, local, named, parse, words

_HEAD = frozenset({"hl1", "hedline", "body.head", "byline", "header", "media"})
_PICTURES = ("img", "picture", "video", "audio", "iframe", "object", "svg")
_NOT_PUBLIC = re.compile(r"np-nonpublic|notepad|noprint", re.IGNORECASE)
_STANDFIRST = re.compile(r"(?:^|\s)(?:teaser|standfirst|abstract|lead-?in)(?:\s|$)", re.IGNORECASE)
_CREDIT = re.compile(r"(?:^|\s)(?:byline|dateline|dat)(?:\s|$)", re.IGNORECASE)
"""What paragraphs beside the text are called that say whose it is and where from."""

_NOTE = re.compile(r"\*{3}[^*]{1,300}\*{3}")
_SWEDISH = {"citat": "p", "mellis": "h2", "rubrik": "h2", "dat": "header", "bild": "media"}
"""Elements of a Swedish agency, and those of other items that they are."""

_SIGNED = re.compile(r"[a-z]{2,4}(?:[/-][a-z]{2,4}){1,5}|ends|-30-|#{3}")
"""What stands for nobody to print below a text: who wrote and edited it ("ab/cd"), and that it ends."""

_NITF = re.compile(r"\s*(?:<\?xml[^>]*>\s*)?(?:<!DOCTYPE[^>]*>\s*)?<nitf[\s>]")
_NO_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
"""Signs that pages have, and that no element may be given."""

_FLUSH = re.compile(r"\n(?=\S)")
_INDENTED = re.compile(r"\n(?: {3,8}|\t)(?=\S)|\n[ \t]*\n\s*")
_FEW = 2
_LONGEST_CREDIT = 100


def of_value(markup: str) -> list[Block]:
    """The paragraphs of a body that is given as marked-up text: HTML, or a whole item in NITF.

    >>> [block.text for block in of_value("<h1>Pier</h1><div class='dat'>Velda</div><p>It is open.</p>")]
    ['Pier', 'It is open.']
    """
    if _NITF.match(markup):
        try:
            return of_content(_content_of_nitf(parse(markup.strip().encode())))
        except ReadError:
            pass  # as HTML, mistakes are mended
    return of_content(parse_fragment(markup), is_page=True) if markup.strip() else []


def of_content(content: Any, *, is_page: bool = False) -> list[Block]:
    """The paragraphs of the element of an item that holds its text; of a page with its standfirst."""
    plain = (content.text or "").strip()
    if not len(content):
        return of_value(plain) if plain.startswith("<") else paragraphs(_parted(content.text or ""))
    body = first(content, "body.content", "body")
    body = content if body is None else body
    _mend(body)
    found = of_tree(body, frozenset(_left_out(body, is_page=is_page)))
    # Marks of what is embedded, and notes of the agency between asterisks.
    blocks = [one for one in found if not one.text.startswith("<") and not _NOTE.fullmatch(one.text)]
    while len(blocks) > 1 and _SIGNED.fullmatch(blocks[-1].text):
        blocks.pop()
    last = max((place for place, block in enumerate(blocks) if block.kind == BODY), default=0)
    # A heading behind the text is one of what was embedded there.
    return [block for place, block in enumerate(blocks) if place <= last or block.kind != SUBHEAD]


def _content_of_nitf(item: Any) -> Any:
    content = first(item, "body.content")
    return item if content is None else content


def _mend(body: Any) -> None:
    """Give elements of one agency the names that others have, and lines with indents their paragraphs."""
    for one in list(body.iter()):
        name = local(one)
        if name in _SWEDISH:
            one.tag = _SWEDISH[name]
        elif name == "p" and not len(one) and one.text:
            parts = _parted(_NO_XML.sub("", one.text)).split("\n\n")
            one.text = parts[0]
            for part in reversed(parts[1:]):
                further = one.makeelement(one.tag)
                further.text = part
                one.addnext(further)


def _parted(text: str) -> str:
    """A text with blank lines between paragraphs which indents part, as agencies send them.

    There other lines have none; where a program indented all of them they part nothing.
    """
    text = text.strip("\n")
    is_indented = min(len(_FLUSH.findall(text)), len(_INDENTED.findall(text))) >= _FEW
    return _INDENTED.sub("\n\n", text) if is_indented else text


def _left_out(body: Any, *, is_page: bool) -> Iterator[Any]:
    """What is not to be published, what stands there twice, and headings that only repeat the headline."""
    seen = frozenset(_repeated(body))
    for one in body.iter():
        name = local(one)
        kind = f"{one.get('class') or ''} {one.get('role') or ''}" if name else ""
        beside = _NOT_PUBLIC.search(kind) or (not is_page and _STANDFIRST.search(kind)) or one in seen
        if beside or name in _HEAD or _is_beside(one, name, kind):
            yield one


def _is_beside(element: Any, name: str, kind: str) -> bool:
    """Whether an element is a picture, the foot of an item, or a line of who wrote it where.

    A quotation or a table may be a figure too, and who is quoted stand in its foot.
    """
    if name == "figure":
        return first(element, *_PICTURES) is not None
    if name == "footer":
        return local(element.getparent()) not in ("blockquote", "figure")
    is_credit = name in ("div", "p") and _CREDIT.search(kind)
    return (
        bool(is_credit)
        and len(line := words(element)) < _LONGEST_CREDIT
        and not line.endswith((".", "”", '"'))
    )


def _repeated(body: Any) -> Iterator[Any]:
    """The blocks of NITF all of whose paragraphs come again in the next: a lead, then the full text."""
    parts = [(one, list(map(words, named(one, "p")))) for one in named(body, "block")]
    for (block, lead), (_next, whole) in pairwise(parts):
        if lead and len(lead) <= len(whole) and lead == whole[: len(lead)]:
            yield block
