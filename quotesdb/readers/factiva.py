"""Exports of Factiva (web page, XML, RTF, text): many articles a file, in any of its layouts."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import Any, BinaryIO

from quotesdb.names.byline import split_bylines
from quotesdb.readers import factiva_plain
from quotesdb.readers.any_date import any_date
from quotesdb.readers.blocks import Block, filled
from quotesdb.readers.decode import decode
from quotesdb.readers.errors import ReadError
from quotesdb.readers.markup import of_tree, parse_fragment
from quotesdb.readers.reference import draft_or_reference
from quotesdb.readers.signs import SURE, Head, look
from quotesdb.readers.source import Documents, Options, Source, streamed
from quotesdb.readers.xml_pieces import pieces
from quotesdb.readers.xml_tree import local, named, said, words
from quotesdb.text.folding import canonical
from quotesdb.values import ArticleDraft, Unreadable

SUFFIXES: frozenset[str] = frozenset()

_ARTICLE_CLASS = re.compile(r"(?:^|\s)article\s+[a-z]{2,4}Article\b")
_CODES = (
    *("SE", "HD", "CR", "BY", "WC", "PD", "ET", "SN", "SC", "ED", "PG", "VOL", "LA", "CY", "LP", "TD", "ART"),
    *("CT", "RF", "CO", "IN", "NS", "RE", "PUB", "IPC", "IPD", "AN"),
)
_CODE = re.compile(rf"(?:{'|'.join(_CODES)})")
_CODED_LINE = re.compile(rf"^[ \t]*({'|'.join(_CODES)})(?:[ \t]{{1,8}}|[ \t]*$)(.*)", re.MULTILINE)
_PAGE = re.compile(
    r"class=\"?article [a-z]{2,4}Article|<title>[^<]{0,80}factiva|(?:src|href|action)=\"[^\"]{0,200}factiva",
    re.IGNORECASE,
)
_OWNER = re.compile(r"\b(?:AG|GmbH|KG|Inc|Ltd|Limited|LLC|Corp|Co|Company|S\.?A|SpA|B\.?V|plc|Verlag)\.?$")
_FEW = 10


def sniff(head: bytes, name: str) -> float:  # noqa: ARG001 - every reader is asked the same way
    """Tell whether a file is an export."""
    start = look(head)
    if start.text.startswith("{\\rtf"):
        return 0.0  # its codes are lines of the text that is in it
    if start.root and (start.root == "ppsresponse" or "global.factiva.com" in start.text):
        return SURE
    if start.root:
        return SURE * bool(_PAGE.search(start.text))
    return SURE * is_export(start.text.splitlines())


def is_export(lines: Iterable[str]) -> bool:
    """Whether lines or paragraphs are those of an export: fields begin with codes, or have an order."""
    listed = list(lines)
    return _are_coded(listed) or factiva_plain.is_export(listed)


def _are_coded(lines: Iterable[str]) -> bool:
    codes = {found[1] for line in lines for found in _CODED_LINE.finditer(line)}
    return {"HD", "WC", "PD", "SN"} <= codes


def articles(lines: Iterable[str]) -> Documents:
    """The articles of an export in paragraphs, each by its number in the file."""
    yield from _documents(_of_text("\n\n".join(lines)))


def stream(file: BinaryIO, source: Source, options: Options) -> Documents:  # noqa: ARG001 - as every reader is called
    """Give the articles of an export, each by its number in it."""
    try:
        yield from _documents(_articles(file, look(source.data[:65_536])))
    except ReadError as error:
        yield Unreadable(str(error))


read = streamed(stream)


def _documents(found: Iterable[_Article]) -> Documents:
    for number, (blocks, about) in enumerate(found, 1):
        try:
            yield _draft(blocks, about, str(number))
        except ReadError as error:
            yield Unreadable(str(error), str(number))


_Article = tuple[list[Block], dict[str, Any]]


def _draft(blocks: list[Block], about: dict[str, Any], number: str) -> ArticleDraft:
    about["title"] = (about.get("title") or "").strip() or None
    data = "\n".join([about.get("title") or "", *(block.text for block in blocks)])
    return draft_or_reference(blocks, "factiva", data.encode("utf-8", "replace"), member=number, **about)


def _articles(file: BinaryIO, head: Head) -> Iterator[_Article]:
    is_xml = head.root and head.root != "html" and "global.factiva.com" in head.text
    if head.root == "ppsresponse" or is_xml:
        yield from map(_of_xml, pieces(file, ("article",)))
        return
    text = decode(file.read(), html=True)[0]
    if "</" not in text[:20_000]:
        yield from _of_text(text)
        return
    tree = parse_fragment(text)
    modern = [one for one in tree.iter("div") if _ARTICLE_CLASS.search(one.get("class") or "")]
    if any(next(one.iter("td"), None) is not None for one in modern) or not modern:
        yield from _of_codes(_coded_cells(tree))
    else:
        yield from map(_of_page, modern)


def _of_text(text: str) -> Iterator[_Article]:
    coded = _are_coded(text.splitlines())
    return _of_codes(_coded_lines(text)) if coded else factiva_plain.articles(text)


def _of_xml(article: Any) -> _Article:
    parts = [part for name in ("leadparagraph", "tailparagraphs") for part in named(article, name)]
    return [Block(words(one)) for part in parts for one in named(part, "paragraph")], {
        "title": said(article, "headline"),
        "byline": _byline(said(article, "byline") or ""),
        "publisher": said(article, "sourcename"),
        "published": any_date(said(article, "publicationdate")),
        "section": said(article, "sectionname"),
    }


def _of_page(article: Any) -> _Article:
    """The layout in which only headline and author are named: the other lines of the head have an order."""
    title = author = None
    head: list[str] = []
    blocks: list[Block] = []
    kinds: list[str] = []
    for element in article.iter("div", "p"):
        kind = element.get("class") or ""
        if element.tag == "div" and element.get("id") == "hd":
            title = words(element)
        elif element.tag == "div" and kind == "author":
            author = words(element)
        elif element.tag == "div" and not kind and element is not article and title and not blocks:
            head.append(words(element))
        elif element.tag == "p" and head and not _holds_head(element):
            found = of_tree(element)
            blocks += found
            kinds += [kind] * len(found)
    if blocks and factiva_plain.NUMBERED.match(blocks[-1].text):
        blocks, kinds = blocks[:-1], kinds[:-1]
        if blocks and _is_owner(blocks[-1].text, is_set_off=any(kinds) and not kinds[-1]):
            blocks.pop()
    after = [one for one in _behind_count(head) if not factiva_plain.TIME.fullmatch(one)]
    return blocks, {
        "title": title,
        "byline": _byline(author or ""),
        "publisher": after[1] if len(after) > 1 else None,
        "published": any_date(after[0]) if after else None,
    }


def _is_owner(last: str, *, is_set_off: bool) -> bool:
    """Whether the line above the number is whose newspaper it is: set off from paragraphs, or by its name."""
    named = _OWNER.search(last) or (is_set_off and not last.endswith((".", "!", "?", '"', "”")))
    return bool(named) and len(last.split()) < _FEW


def _holds_head(paragraph: Any) -> bool:
    return any(True for _ in paragraph.iter("div"))


def _behind_count(head: Sequence[str]) -> Sequence[str]:
    place = next((number for number, one in enumerate(head) if factiva_plain.COUNTED.match(one)), -1)
    return head[place + 1 :]


def _byline(printed: str) -> tuple[str, ...]:
    return split_bylines([printed]) if printed else ()


def _coded_lines(text: str) -> Iterator[tuple[str, list[Block]]]:
    """Each field of a text in which codes stand at the beginning of lines."""
    text = canonical(text)
    found = list(_CODED_LINE.finditer(text))
    for code, following in zip(found, [*found[1:], None], strict=False):
        value = f"{code[2]}\n{text[code.end() : following.start() if following else len(text)]}"
        yield code[1], filled(map(Block, re.split(r"\n[ \t]*\n", value)))


def _coded_cells(tree: Any) -> Iterator[tuple[str, list[Block]]]:
    """Each field of a page whose tables have a code in the first cell of a row."""
    for row in tree.iter("tr"):
        cells = [cell for cell in row if local(cell) == "td"]
        code = words(cells[0]) if len(cells) > 1 else ""
        if _CODE.fullmatch(code):
            yield code, of_tree(cells[1])


def _of_codes(fields: Iterable[tuple[str, list[Block]]]) -> Iterator[_Article]:
    """The articles of coded fields: one ends with its number, or where a field of the head comes again."""
    found: dict[str, list[Block]] = {}
    for code, blocks in fields:
        if "HD" in found and code in ("HD", "SE") and (code in found or "TD" in found or "LP" in found):
            yield _coded(found)
            found = {}
        found.setdefault(code, blocks)
    if "HD" in found:
        yield _coded(found)


def _coded(found: dict[str, list[Block]]) -> _Article:
    value = {code: " ".join(block.text for block in blocks) or None for code, blocks in found.items()}
    return [*found.get("LP", []), *found.get("TD", [])], {
        "title": value.get("HD"),
        "byline": _byline(value.get("BY") or ""),
        "publisher": value.get("SN"),
        "published": any_date(value.get("PD")),
        "section": value.get("SE"),
    }
