"""What is no text for people: files that would otherwise be read as prose, and what to call each of them.

Content decides before the name. A kind is told by how such a file is built: its first bytes, its root
element, the share of its lines that are cue timings, tagged values or rows of a table. In doubt a file is a
text: an odd beginning makes prose no data.
"""

from __future__ import annotations

import codecs
import json
import re
from contextlib import suppress
from pathlib import PurePath

from quotesdb.readers import front_matter
from quotesdb.readers.archive import LOCKED, is_locked
from quotesdb.readers.errors import ReadError, shown
from quotesdb.readers.foreign_texts import JSON, PAGES, SEEN, SEEN_OF_PAGES, TEXTS, recognised
from quotesdb.readers.letters import by_letters
from quotesdb.text.folding import canonical

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_MAGIC = (
    (b"%PDF-", "a PDF file"),
    (b"{\\rtf", "an RTF document"),
    (b"\x1f\x8b", "a gzip archive"),
    (b"\xfd7zXZ\x00", "an xz archive"),
    (b"\x28\xb5\x2f\xfd", "a Zstandard archive"),
    (b"7z\xbc\xaf\x27\x1c", "a 7-Zip archive"),
    (b"Rar!\x1a\x07", "a RAR archive"),
    (OLE, "an old Office document or Outlook message"),
    (b"\xffWPC", "a WordPerfect document"),
    (b"\x89PNG\r\n", "an image"),
    (b"\xff\xd8\xff", "an image"),
    (b"GIF87a", "an image"),
    (b"GIF89a", "an image"),
    (b"II*\x00", "an image"),
    (b"MM\x00*", "an image"),
    (b"OggS", "a sound recording"),
    (b"fLaC", "a sound recording"),
    (b"\x1aE\xdf\xa3", "a video"),
    (b"SQLite format 3\x00", "an SQLite database"),
    (b"\x7fELF", "a program"),
    (b"%!PS", "a PostScript file"),
    (b"WARC/1.", "a web archive (WARC)"),
    (b"WARC/0.", "a web archive (WARC)"),
    (b"filedesc://", "a web archive (ARC)"),
)
_OFFICE = {
    **dict.fromkeys((".doc", ".dot"), "an old Word document (DOC)"),
    **dict.fromkeys((".xls", ".xlt"), "an old spreadsheet (XLS)"),
    **dict.fromkeys((".ppt", ".pps"), "an old presentation (PPT)"),
}
"""What files of old Office are by their names: they lie in containers of one kind, as Outlook's mails do."""

_SIGNED = (
    (re.compile(rb"BZh[1-9]1AY&SY"), "a bzip2 archive"),
    (re.compile(rb"RIFF[^\n]{4}(?:WEBP|WAVE|AVI )", re.DOTALL), "an image, a sound or a video"),
    (re.compile(rb"ID3[\x02-\x04]"), "a sound recording"),
    (re.compile(rb"PAR1[\x00-\x1f]"), "a Parquet table"),
    (re.compile(rb".{257}ustar", re.DOTALL), "a tar archive"),
    (re.compile(rb".{4}ftyp", re.DOTALL), "a video or image"),
)
_OWN = (
    (re.compile(rb'\{"quotesdb": "archive"'), "an archive of quotesdb: quotesdb db import reads it"),
    (
        re.compile(rb'\{"id": "q-\w{10}", "text": "'),
        "quotations that quotesdb exported without their articles; quotesdb db export writes everything",
    ),
)
_ZIPPED = (
    (b"word/", "a Word document (DOCX)"),
    (b"xl/", "a spreadsheet (XLSX)"),
    (b"ppt/", "a presentation (PPTX)"),
    (b"application/epub+zip", "an e-book (EPUB)"),
    (b"application/vnd.oasis.opendocument", "an OpenDocument file"),
    (b"datapackage.json", "a web archive (WACZ)"),
)
_ROOTS = {
    "rdf": "RDF (XML)",
    "mediawiki": "a wiki export (MediaWiki)",
    "alto": "a scanned page (ALTO)",
    "mets": "a scanned page (METS)",
    "tei": "a TEI edition",
    "tt": "a subtitle file (TTML)",
    "urlset": "a sitemap",
    "sitemapindex": "a sitemap",
    "svg": "an image",
}
NO_JSON = "not well-formed JSON"
UNKNOWN_JSON = "JSON of no format that quotesdb knows"
"""What is said of JSON where some reader could have taken it: several formats are JSON."""

_SUFFIXES = {
    ".json": JSON,
    ".jsonl": JSON,
    ".ndjson": JSON,
    ".xml": "an XML file",
    ".msg": "an Outlook message",
    ".csv": "a table (CSV)",
    ".tsv": "a table (TSV)",
    ".sql": "a database dump (SQL)",
    ".ris": "a reference list (RIS)",
    ".bib": "a reference list (BibTeX)",
    ".ann": "annotations (brat)",
    ".doc": "an old Word document",
    ".pdf": "a PDF file",
    ".py": "a program's source code",
    ".js": "a program's source code",
    ".css": "a style sheet",
}


def refuse(data: bytes, name: str) -> None:
    """Refuse a file of a kind that is not read.

    Raises:
        ReadError: with one line that says what the file is.

    """
    what = recognise(data, name)
    if what == JSON:
        raise ReadError(UNKNOWN_JSON if _is_json(data) else NO_JSON)
    if what:
        raise not_read(what)


def refuse_own(head: bytes) -> None:
    """Refuse what quotesdb itself wrote and what other readers could take for articles.

    Raises:
        ReadError: with one line that says what to do.

    """
    for sign, what in _OWN:
        if sign.match(head):
            raise ReadError(what)


def not_read(what: str) -> ReadError:
    """The refusal of a file that is ``what``."""
    return ReadError(f"{what}; quotesdb does not read these yet")


def recognise(data: bytes, name: str) -> str | None:
    """What a file is called, if it is of a kind that is not read; its bytes decide, then its name."""
    what, ending = binary(data), PurePath(name).suffix.lower()
    if what:
        return _OFFICE.get(ending, what) if data.startswith(OLE) else what
    text = decoded_head(data[:SEEN])
    root = root_element(text)
    if root and root.lower() == "html":
        return recognised(PAGES, decoded_head(data[:SEEN_OF_PAGES]))
    body = _after_front_matter(canonical(text))
    if body is None:
        return None
    return _markup(root, text) or recognised(TEXTS, body) or _SUFFIXES.get(ending)


def binary(data: bytes) -> str | None:
    """What a file is called whose first bytes are those of a format that is no text."""
    if data.startswith(b"PK\x03\x04"):
        return next((what for sign, what in _ZIPPED if sign in data), "a ZIP archive")
    if is_locked(data):
        return LOCKED
    signed = (what for sign, what in _SIGNED if sign.match(data))
    return next((what for sign, what in _MAGIC if data.startswith(sign)), None) or next(signed, None)


def _is_json(data: bytes) -> bool:
    """Whether a file is JSON as a whole, or begins with a line of it."""
    text = decoded_head(data).lstrip("\ufeff \r\n\t")
    for part in (text, text.partition("\n")[0]):
        with suppress(ValueError, RecursionError):
            return isinstance(json.loads(part, strict=False), list | dict)
    return False


def root_element(text: str) -> str | None:
    """The local name of the element that a marked-up text begins with, after what may stand before it.

    >>> root_element('<?xml version="1.0"?> <!-- saved --> <!DOCTYPE html> <html lang="en">')
    'html'
    """
    at = 0
    while found := _PROLOGUE.match(text, at):
        if found["doctype"] and found["doctype"].lower() == "html":
            return "html"
        at = found.end()
    start = _ELEMENT.match(text, at)
    return start["name"].rpartition(":")[2] if start else None


_PROLOGUE = re.compile(
    r"\s*(?:<\?(?:(?!\?>).)*\?>|<!--(?:(?!-->).)*-->"
    r"|<!doctype\s+(?P<doctype>[\w:.-]+)[^\[>]*+(?:\[[^\]]*+\]\s*)?>)",
    re.IGNORECASE | re.DOTALL,
)
_ELEMENT = re.compile(r"\s*<(?P<name>[A-Za-z_][\w:.-]*)(?=[\s/>])")
_FRAGMENTS = frozenset(
    {"a", "article", "aside", "b", "blockquote", "body", "br", "center", "div", "em", "figure", "font"}
    | {"footer", "h1", "h2", "h3", "h4", "h5", "h6", "head", "header", "hr", "i", "img", "li", "link"}
    | {"main", "meta", "nav", "ol", "p", "pre", "q", "script", "section", "small", "span", "strong"}
    | {"style", "sub", "sup", "table", "tbody", "td", "time", "title", "tr", "u", "ul", "cite", "details"}
)
"""Elements of web pages; a text that begins with one is a part of a page, or prose about them."""


def decoded_head(data: bytes) -> str:
    """The first bytes of a file, or all, as text, as far as they are."""
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return data.decode("utf-16", "replace")
    text = data.decode("utf-8-sig", "replace")
    broken = text.count("\ufffd")
    if broken and len(text) - len(text.encode("ascii", "ignore")) <= 2 * broken:
        text = data.decode(by_letters(data) or "cp1252", "replace")
    return text.replace("\x00", "")


def _after_front_matter(text: str) -> str | None:
    """The text that follows its front matter; nothing where that says itself how to read it."""
    matter, rest = front_matter.part(text)
    return None if re.search(r"^format\s*[:=]", matter, re.MULTILINE) else rest


def _markup(root: str | None, text: str) -> str | None:
    """What an XML or SGML file is called, whatever its root."""
    if root is None or root.lower() in _FRAGMENTS:
        return None
    known = _ROOTS.get(root.lower())
    if (
        known
        or text.lstrip().startswith(("<?", "<!"))
        or re.search(rf"</(?:\w+:)?{re.escape(root)}\s*>", text)
    ):
        return known or f"an XML file (<{shown(root)[1:-1]}>)"
    return None
