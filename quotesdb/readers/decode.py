"""Bytes to text: which encoding a file is in, and whether it is text at all."""

from __future__ import annotations

import codecs
import re

from quotesdb.readers import foreign
from quotesdb.readers.errors import ReadError

_BOMS = (  # UTF-32 first: its little-endian mark begins like that of UTF-16
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_DECLARED = re.compile(rb"""<meta[^>]{1,200}?charset\s*=\s*["']?\s*([\w-]{2,30})""", re.IGNORECASE)
_DECLARED_XML = re.compile(rb"""^\s*<\?xml[^>]{1,200}?encoding\s*=\s*["']([\w-]{2,30})""", re.IGNORECASE)
_WEB_ENCODING = re.compile(r"iso-|windows-|cp\d|koi8|x-sjis|shift_jis|euc-|big5|gb|mac|latin1|us-ascii")
_AS_BROWSERS_DO = {
    "iso-8859-1": "cp1252",
    "latin1": "cp1252",
    "us-ascii": "cp1252",
    "gb2312": "gb18030",
    "gbk": "gb18030",
    "x-sjis": "shift_jis",
}
_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1a\x1c-\x1f\x7f-\x84\x86-\x9f]")
_MOST_CONTROL = 0.05
_HEAD = 4096
_ZEROS = 0.25
"""Share of the bytes that are zero at the least in UTF-16: half of them are in English."""

_ASTRAY = 0.1
"""Share of the zeros that may stand on the other side, as that of "ā" does."""


def decode(data: bytes, *, html: bool = False) -> tuple[str, tuple[str, ...]]:
    """Decode a file, and say in warnings what was uncertain about it.

    A byte order mark decides, or the zeros that UTF-16 has without one; else UTF-8 if it is valid; else, of
    HTML, the charset that the page declares; else Windows-1252 or Latin-1, with a warning. The byte order
    mark is dropped.

    Raises:
        ReadError: if the file is empty or not text.

    """
    if not data.strip():
        raise ReadError("empty file")
    what = foreign.binary(data)
    if what:
        raise foreign.not_read(what)
    text, warnings = _decode(data, _declared_charset(data) if html else None)
    _refuse_binary(text)
    if not text.strip():
        raise ReadError("empty file")
    if "\ufffd" in text:
        count = text.count("\ufffd")
        warnings = (*warnings, f"{count} unreadable character{'s' * (count > 1)} (U+FFFD) in the text")
    return text, warnings


def _decode(data: bytes, declared: str | None) -> tuple[str, tuple[str, ...]]:
    marked = next((encoding for mark, encoding in _BOMS if data.startswith(mark)), None)
    marked = marked or _unmarked_utf16(data) or "utf-8"
    seven_bit = declared is not None and declared.startswith("iso-2022") and data.isascii()
    first = declared if seven_bit and declared else marked
    text = _try(data, first)
    if text is not None:
        return text, ()
    if first in ("utf-16", "utf-32"):
        raise ReadError(f"not text: marked as {first.upper()}, but it is not")
    if _is_damaged_utf8(data):
        return data.decode("utf-8-sig", "replace"), ()
    text = _try(data, declared) if declared else None
    if text is not None:
        return text, ()
    text = _try(data, "cp1252")
    if text is not None:
        return text, ("not UTF-8: read as Windows-1252",)
    return data.decode("latin-1"), ("not UTF-8: read as Latin-1",)


def _unmarked_utf16(data: bytes) -> str | None:
    """Tell UTF-16 without a mark by its zeros: every second byte of most of its letters is one.

    No other text has zeros, and files that are no text hardly ever have them on one side alone.
    """
    head = data[:_HEAD]
    even, odd = head[::2].count(0), head[1::2].count(0)
    one_sided = min(even, odd) <= _ASTRAY * max(even, odd)
    if len(data) % 2 or not one_sided or max(even, odd) < _ZEROS * len(head):
        return None
    return "utf-16-be" if even > odd else "utf-16-le"


def _try(data: bytes, encoding: str) -> str | None:
    try:
        return data.decode(encoding)
    except (UnicodeError, LookupError):
        return None


def _is_damaged_utf8(data: bytes) -> bool:
    """Tell UTF-8 with a few broken bytes from another encoding.

    Sequences that are valid UTF-8 hardly ever occur by chance in a single-byte encoding.
    """
    text = data.decode("utf-8", "replace")
    broken = text.count("\ufffd")
    valid = sum(1 for character in text if character > "\x7f") - broken
    return valid > broken


def _declared_charset(data: bytes) -> str | None:
    head = data[:_HEAD]
    found = _DECLARED.search(head) or _DECLARED_XML.search(head)
    if not found:
        return None
    name = found[1].decode("ascii").lower()
    return _AS_BROWSERS_DO.get(name, name) if _WEB_ENCODING.match(name) else None


def _refuse_binary(text: str) -> None:
    controls = len(_CONTROL.findall(text))
    if "\x00" in text or controls > _MOST_CONTROL * len(text):
        raise ReadError("binary file, not text")
