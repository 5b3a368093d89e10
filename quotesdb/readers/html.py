"""Saved web pages: the text of the article, and its data from JSON-LD and meta tags first."""

from __future__ import annotations

import copy
import hashlib
import logging
import re
from pathlib import PurePath
from typing import Any

from quotesdb.readers import (
    page_body,
    page_data,
    page_edges,
    page_nesting,
    page_parted,
    page_pulled,
    page_quotes,
    page_saved,
    page_signed,
    page_tables,
    page_unseen,
)
from quotesdb.readers.decode import decode
from quotesdb.readers.errors import ReadError
from quotesdb.readers.source import single
from quotesdb.text.folding import canonical
from quotesdb.text.language import detect_language
from quotesdb.values import ArticleDraft

SUFFIXES = frozenset({".htm", ".html", ".xhtml"})
VERSION = "10"

_MOST_ELEMENTS = 40_000
"""Articles have some thousand; the time that trafilatura needs grows with the square, to 8 s at this."""

_MOST_ATTRIBUTES = 1_000
"""Of one element. Real pages have some dozen; the time that parsing needs grows with the square."""

_ADVERTS = ("amp-ad", "amp-embed", "amp-sticky-ad")
"""Elements of AMP that hold advertisements and what else other sites have."""

_PAGE = re.compile(
    rb"\s*(?:<\?xml[^>]*>\s*)?(?:<!--(?:(?!-->).)*-->\s*)*<(?:!doctype\s+html|html)\b",
    re.IGNORECASE | re.DOTALL,
)
_BOM = re.compile(rb"^(?:\xef\xbb\xbf|\xff\xfe|\xfe\xff)")
_SCRIPT = re.compile(r"<(?:script|style)\b", re.IGNORECASE)
_SCRIPT_END = re.compile(r"</(?:script|style)\b", re.IGNORECASE)
_VALUE = r"=\s*+(?:\"[^\"]*+\"|'[^']*+')"
_TAG = re.compile(rf"<[a-z](?:{_VALUE}|[^>]){{{_MOST_ATTRIBUTES},}}+", re.IGNORECASE)
_BETWEEN_ATTRIBUTES = re.compile(rf"(?:{_VALUE}|[\s/])++")
_SENTENCE = re.compile(r"[.!?…。！？।؟][\"'’”»)\]」』]*$")


def sniff(head: bytes, name: str) -> float:
    """Tell whether a file begins like a web page, or is at least called one."""
    start = _BOM.sub(b"", head).replace(b"\x00", b"")  # UTF-16 pages too
    return 0.9 if _PAGE.match(start) else 0.5 * (PurePath(name).suffix.lower() in SUFFIXES)


def read_page(data: bytes) -> ArticleDraft:
    """Read the article of a saved web page; nothing is fetched.

    Raises:
        ReadError: if the page is no text or has no article.

    """
    decoded, warnings = decode(data, html=True)
    tree = _parse(decoded)
    page_quotes.spell_out(tree)
    page_pulled.leave_out(tree)
    page_signed.spell_out(tree)
    page_nesting.close_paragraphs(tree)
    page_tables.unwrap(tree)
    seen = copy.deepcopy(tree)  # what is hidden may say when the article was published, and by whom
    page_unseen.leave_out(seen)
    declared = page_data.body(tree)
    taken, unshown = page_parted.parted(seen, _article_text(seen), declared)
    shown = page_body.completed(seen, taken, declared)
    text, shortened = page_body.fuller(canonical(shown), declared)
    if not _has_prose(text):
        text = canonical(page_body.prose(seen))
    if not _has_prose(text):
        raise ReadError("no article found in the page")
    found, saved = page_data.collect(tree), page_saved.saved(decoded, tree)
    text, boxed = page_edges.set_right(seen, text, found)
    if not text.strip():  # nothing but a headline
        raise ReadError("no article found in the page")
    return ArticleDraft(
        text=text,
        raw_sha256=hashlib.sha256(data).hexdigest(),
        reader="html",
        reader_version=VERSION,
        title=found.title,
        byline=found.byline,
        publisher=found.publisher,
        published=found.published,
        url=found.url or saved.url,
        language=detect_language(text) or found.language,  # many sites declare their template's language
        section=found.section,
        archived_url=saved.archived_url,
        accessed=saved.accessed,
        warnings=warnings + unshown + shortened + boxed + found.warnings,
    )


read = single(read_page)


def _parse(page: str) -> Any:
    from lxml import etree, html

    if _is_overloaded(page):
        raise ReadError(f"an element of more than {_MOST_ATTRIBUTES} attributes, which is no article")
    # A comment in the middle of a paragraph would hide the rest of it from what takes the text out.
    parser = html.HTMLParser(
        encoding="utf-8", no_network=True, huge_tree=False, remove_comments=True, remove_pis=True
    )
    try:
        tree = html.document_fromstring(page.encode(), parser=parser)
    except (etree.LxmlError, ValueError) as error:
        raise ReadError("no article found in the page") from error
    etree.strip_elements(tree, *_ADVERTS, with_tail=False)
    if sum(1 for _ in tree.iter()) > _MOST_ELEMENTS:
        raise ReadError(f"a page of more than {_MOST_ELEMENTS} elements, which is no article")
    return tree


def _is_overloaded(page: str) -> bool:
    """Whether some element has too many attributes, told without parsing; scripts may hold any words."""
    for part in _SCRIPT_END.split(page):
        script = _SCRIPT.search(part)
        for tag in _TAG.finditer(part):
            if script and tag.start() > script.start():
                break
            if len(_BETWEEN_ATTRIBUTES.findall(tag[0])) > _MOST_ATTRIBUTES:
                return True
    return False


def _has_prose(text: str) -> bool:
    return (
        sum(len(line) for line in text.splitlines() if _SENTENCE.search(line.rstrip()))
        >= page_body.LEAST_PROSE
    )


def _article_text(tree: Any) -> str:
    import trafilatura

    logging.getLogger("trafilatura").setLevel(logging.CRITICAL)  # what matters is said by ReadError
    try:
        text = trafilatura.extract(tree, include_comments=False, include_links=False, output_format="txt")
    except Exception as error:  # whatever a hostile page does to it, the batch goes on
        raise ReadError(f"the page cannot be taken apart ({type(error).__name__})") from error
    return text or ""
