"""PDF files with text: columns in order, words whole again, without running heads and numbers of pages."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence

from quotesdb.names.key import name_key
from quotesdb.readers import clippings, nexis
from quotesdb.readers.any_date import any_date
from quotesdb.readers.blocks import BODY, SUBHEAD, Block
from quotesdb.readers.errors import ReadError
from quotesdb.readers.headed import headed_draft
from quotesdb.readers.pdf_layout import Laid, Paragraph, joined, lay_out
from quotesdb.readers.pdf_lines import Pages, pages_of
from quotesdb.readers.signs import BY_NAME, SURE, is_called
from quotesdb.readers.source import Documents, Options, Source
from quotesdb.readers.titles import is_file_name
from quotesdb.values import ArticleDraft, PrintedDate, Unreadable

SUFFIXES = frozenset({".pdf"})

_SIGN = re.compile(rb"\A[\s\x00]{0,1024}%PDF-\d")
_LIGATURE = re.compile("[\ufb00-\ufb06]")
_LETTERS = re.compile(r"[^\W\d_]{2,}")
_OF_SITE = re.compile(r"\s*(?:\s[-–—]\s|[|•·])")
"""What stands between the headline of a page and the name of its site."""

_PARTS = re.compile(r"\s*[/|•·]\s*|\s{2,}|\s+[–—-]\s+")
_RUNNING_TEXT = 3
"""Lines that a paragraph has at the least that is no heading and no address."""


def sniff(head: bytes, name: str) -> float:
    """Tell whether a file is a PDF."""
    return SURE if _SIGN.match(head) else BY_NAME * is_called(name, SUFFIXES)


def read(source: Source, options: Options) -> Documents:  # noqa: ARG001 - as every reader is called
    """Give the text of a file, or the articles of a bulletin of clippings, each by its number."""
    try:
        pages = pages_of(source.data)
        printed = [line.text for page in pages.lines for line in page]
        if nexis.is_export(printed) and any(map(nexis.begins_text, printed)):
            yield from nexis.articles(_of_database(lay_out(pages.lines, only_counters=True)))
            return
        laid = lay_out(pages.lines)
        found = clippings.articles([Block(_plain(one.text), _kind(laid, one)) for one in laid.paragraphs])
        if not found:
            yield _of_pages(pages, laid, source.data)
    except ReadError as error:
        yield Unreadable(str(error))
        return
    yield from found


def _of_database(laid: Laid) -> list[str]:
    """The paragraphs as a database delivers them: of a head each line by itself, but for the headline.

    What runs on above a text on its next page is only the headline once more.
    """
    pieces: list[str] = []
    headline, page, is_head = "", 0, True
    for one in laid.paragraphs:
        printed = list(one.printed)
        if is_head and laid.is_heading(one) and not nexis.begins_text(one.text):
            headline = name_key(one.text)
        elif one.page > page and name_key(printed[0]) == headline:
            printed = printed[1:]
        page = one.page
        is_head = (is_head and not nexis.begins_text(one.text)) or nexis.ends_document(one.text)
        if is_head and not laid.is_heading(one):
            pieces += map(_plain, printed)
        elif printed:
            pieces.append(_plain(one.text if len(printed) == one.lines else joined(printed)))
    return pieces


def _of_pages(pages: Pages, laid: Laid, data: bytes) -> ArticleDraft:
    if not any(_LETTERS.search(one.text) for one in laid.paragraphs):
        raise ReadError("a PDF file without text, as scans are; make it searchable (OCR) first")
    empty = sum(not page for page in pages.lines)
    pictures = f"{empty} page{'s' * (empty > 1)} of {len(pages.lines)} without text, as scans are"
    heading = _heading(laid)
    return headed_draft(
        _blocks(laid, heading),
        "pdf",
        data,
        title=_title(pages.title, heading, laid),
        publisher=_publisher(laid.heads),
        published=_printed_date(laid, pages.title),
        warnings=(pictures,) if empty else (),
    )


def _blocks(laid: Laid, heading: Paragraph | None) -> Iterator[Block]:
    for one in laid.paragraphs:
        if one is not heading:
            yield Block(_plain(one.text), _kind(laid, one))


def _kind(laid: Laid, paragraph: Paragraph) -> str:
    return SUBHEAD if laid.is_heading(paragraph) else BODY


def _plain(text: str) -> str:
    """The text with the letters that ligatures stand for."""
    return _LIGATURE.sub(lambda found: unicodedata.normalize("NFKC", found[0]), text)


def _heading(laid: Laid) -> Paragraph | None:
    """The largest words of the first page, where these are larger than its text."""
    first = [one for one in laid.paragraphs if one.page == laid.paragraphs[0].page and laid.is_heading(one)]
    worded = [one for one in first if len(_LETTERS.findall(one.text)) > 1]
    return max(worded, key=lambda one: one.size) if worded else None


def _title(property_: str | None, heading: Paragraph | None, laid: Laid) -> str | None:
    """The title as it is displayed; that in the file's properties where it is the same and more.

    What a program took for the title is often a part of the first line.
    """
    shown = " ".join(_plain(heading.text).split()) if heading else None
    if not property_ or is_file_name(property_) or len(property_.split()) < 2:
        return shown
    given, key = " ".join(property_.split()), name_key(property_)
    if shown:
        is_more = key.startswith(name_key(shown)) and not _OF_SITE.match(given[len(shown) :])
        return given if is_more else shown
    printed = [name_key(one.text) for one in laid.paragraphs[:12]]
    if any(one.startswith(key) and one != key for one in printed):
        return None
    words = key.split()
    return given if sum(word in " ".join(printed) for word in words) >= 0.7 * len(words) else None


def _head(paragraphs: Sequence[Paragraph]) -> Iterator[str]:
    """What stands before the running text."""
    for one in paragraphs:
        if one.lines >= _RUNNING_TEXT and len(one.text) > 150:
            return
        yield one.text


def _printed_date(laid: Laid, title: str | None) -> PrintedDate | None:
    """The date in the title, the running heads or what stands before the text."""
    candidates = (title or "", *laid.heads, *_head(laid.paragraphs))
    return next((day for text in candidates if (day := any_date(text))), None)


def _publisher(heads: Sequence[str]) -> str | None:
    """What the running head that has a date names first."""
    for head in heads:
        parts = [part for part in _PARTS.split(head) if part]
        if len(parts) > 1 and any_date(head):
            return next((part for part in parts if not re.search(r"\d", part)), None)
    return None
